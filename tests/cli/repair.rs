//! Correcting a copy by hand.

use serde_json::Value;

use super::{Lede, PAGE, URL};

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|mark| mark["text"].as_str().unwrap()).collect()
}

/// The page with a promotion that is left out and a paragraph that should have been.
fn lede() -> Lede {
    let lede = Lede::new();
    let promotion = "<p>Sign up for our newsletter and get the news every morning.</p>";
    let foreign = "<p>The Courier's photographers won three prizes last week for their pictures of the winter storms.</p>";
    lede.save(URL, &PAGE.replace("<h2>", &format!("{promotion}{foreign}<h2>")));
    lede
}

#[test]
fn blocks_go_and_come_back_by_how_they_begin() {
    let lede = lede();
    let before = lede.json(&["show", "1"])["text"].as_str().unwrap().to_owned();
    assert!(before.contains("photographers") && !before.contains("newsletter"), "{before}");
    let repaired =
        lede.json(&["repair", "1", "--remove", "the courier's  photographers", "--restore", "Sign up"]);
    assert_eq!((&repaired[0]["id"], &repaired[0]["version"]), (&1.into(), &2.into()));
    let shown = lede.json(&["show", "1"]);
    let text = shown["text"].as_str().unwrap();
    assert!(!text.contains("photographers") && text.contains("newsletter"), "{text}");
    assert_eq!((&shown["version"], &shown["repaired"]), (&2.into(), &true.into()));
    let kept = lede.json(&["repair", "1", "--show"]);
    assert_eq!(texts(&kept[0]["removed"]).len(), 1);
    assert!(texts(&kept[0]["restored"])[0].starts_with("Sign up"));
    // The same block the other way leaves nothing to correct.
    lede.json(&["repair", URL, "--restore", "The Courier's photographers", "--remove", "Sign up"]);
    let kept = lede.json(&["repair", "1", "--show"]);
    assert!(texts(&kept[0]["removed"]).is_empty() && texts(&kept[0]["restored"]).is_empty());
    let shown = lede.json(&["show", "1"]);
    assert_eq!((shown["text"].as_str().unwrap(), &shown["version"]), (before.as_str(), &1.into()));
    assert_eq!(lede.json(&["versions", "1"]).as_array().unwrap().len(), 2);
}

#[test]
fn what_is_said_of_an_article_is_corrected_reset_and_taken_back() {
    let lede = lede();
    lede.json(&[
        "repair",
        "1",
        "--title",
        "The bridge is open",
        "--author",
        "Ana Cruz",
        "--author",
        "Bo Li",
        "--site",
        "Harbour Courier",
        "--published",
        "2026-03",
        "--language",
        "fa",
        "--direction",
        "rtl",
    ]);
    let row = &lede.json(&["list", "--find", "cruz open"])[0];
    assert_eq!(row["title"], "The bridge is open");
    assert_eq!(row["authors"], serde_json::json!(["Ana Cruz", "Bo Li"]));
    assert_eq!((&row["site"], &row["published"]), (&"Harbour Courier".into(), &"2026-03".into()));
    assert_eq!((&row["language"], &row["direction"]), (&"fa".into(), &"rtl".into()));
    insta::assert_snapshot!(lede.out(&["repair", "1", "--show"]), @r"
    1
      title      The bridge is open
      authors    Ana Cruz, Bo Li
      site       Harbour Courier
      published  2026-03
      language   fa
      direction  rtl
    ");
    lede.json(&["repair", "1", "--reset", "title", "authors", "--published", ""]);
    let row = &lede.json(&["list"])[0];
    assert_eq!((&row["title"], &row["published"]), (&"Harbour bridge reopens".into(), &Value::Null));
    insta::assert_snapshot!(lede.out(&["undo"]), @"taken back      2  correct 1 article: Harbour bridge reopens");
    assert_eq!(lede.json(&["list"])[0]["title"], "The bridge is open");
    assert_eq!(lede.json(&["list", "--find", "cruz"]).as_array().unwrap().len(), 1);
    lede.json(&["repair", "1", "--clear"]);
    let row = &lede.json(&["list"])[0];
    assert_eq!((&row["title"], &row["direction"]), (&"Harbour bridge reopens".into(), &"ltr".into()));
    assert!(lede.json(&["list", "--find", "cruz"]).as_array().unwrap().is_empty());
    insta::assert_snapshot!(lede.out(&["repair", "1", "--show"]), @"1  nothing was corrected");
    lede.json(&["undo"]);
    assert_eq!(lede.json(&["list"])[0]["title"], "The bridge is open");
    lede.json(&["redo"]);
    assert_eq!(lede.json(&["list"])[0]["title"], "Harbour bridge reopens");
}

#[test]
fn every_block_is_listed_with_what_became_of_it() {
    let lede = lede();
    lede.json(&["repair", "1", "--remove", "I counted the detours"]);
    let listed = lede.json(&["repair", "1", "--blocks"]);
    let blocks = listed[0]["blocks"].as_array().unwrap();
    let block =
        |text: &str| blocks.iter().find(|block| block["text"].as_str().unwrap().starts_with(text)).unwrap();
    assert_eq!((&block("The iron")["kept"], &block("The iron")["shown"]), (&true.into(), &true.into()));
    assert_eq!((&block("I counted")["kept"], &block("I counted")["shown"]), (&true.into(), &false.into()));
    assert_eq!((&block("Sign up")["kept"], &block("Sign up")["shown"]), (&false.into(), &false.into()));
    assert!(block("The iron")["html"].as_str().unwrap().starts_with("<p"));
    assert_eq!(listed[0]["said"]["title"], "Harbour bridge reopens");
    let out = lede.out(&["repair", "1", "--blocks"]);
    assert!(out.contains("removed  blockquote"), "{out}");
}

#[test]
fn what_cannot_be_corrected_changes_nothing() {
    let lede = lede();
    for (args, kind) in [
        (&["--remove", "No block begins so"][..], "invalid"),
        (&["--remove", "Sign up"], "invalid"),
        (&["--remove", "#999"], "invalid"),
        (&["--remove", "The"], "ambiguous"),
        (&["--published", "last week"], "invalid"),
        (&["--title", " "], "invalid"),
        (&["--language", "Persian, mostly"], "invalid"),
    ] {
        let ran = lede.run(&[&["--json", "repair", "1"], args].concat());
        assert_eq!(ran.error()["kind"], kind, "{args:?}: {ran:?}");
    }
    assert_eq!(lede.run(&["repair", "1"]).code, 2);
    assert_eq!(lede.json(&["versions", "1"]).as_array().unwrap().len(), 1);
    assert!(lede.json(&["undo", "--list"]).as_array().unwrap().is_empty());
}

#[test]
fn several_articles_are_corrected_at_once() {
    let lede = Lede::with_articles();
    let ran = lede.run(&["--json", "repair", "1", "2", "77", "--site", "One paper"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let sites = lede.json(&["list"]);
    assert!(sites.as_array().unwrap().iter().all(|row| row["site"] == "One paper"), "{sites}");
}
