//! Highlights on the command line.

use serde_json::json;

use super::{Lede, URL};

#[test]
fn a_quote_is_highlighted_listed_changed_and_deleted() {
    let lede = Lede::with_articles();
    let made = lede.json(&["highlight", URL, "first bus in  eleven months", "--note", "x"]);
    assert_eq!(made["id"], 1);
    assert_eq!(made["quote"], "first bus in eleven months");
    assert_eq!(made["suffix"], " on Saturday morning, to the app");
    assert_eq!(
        (&made["version"], &made["anchored"], &made["note"]),
        (&json!(1), &json!("exact"), &json!("x"))
    );
    lede.json(&["highlight", "1", "in all weathers", "--color", "pink", "--tag", "work/night"]);
    let listed = lede.json(&["highlights"]);
    assert_eq!(listed[0]["quote"], "in all weathers");
    assert_eq!((&listed[0]["color"], &listed[0]["tags"]), (&json!("pink"), &json!(["work/night"])));
    assert_eq!((&listed[1]["title"], &listed[1]["article"]), (&json!("Harbour bridge reopens"), &json!(1)));
    let count =
        |arguments: &[&str]| lede.json(&[&["highlights"], arguments].concat()).as_array().unwrap().len();
    assert_eq!(count(&["1"]), 2);
    assert_eq!(count(&["2"]), 0);
    assert_eq!(count(&["--color", "pink"]), 1);
    assert_eq!(count(&["--tag", "work"]), 1);
    assert_eq!(count(&["--find", "weathers"]), 1);
    assert_eq!(count(&["--since", "2020-01-01", "--limit", "1"]), 1);
    assert_eq!(count(&["--until", "2020-01-01"]), 0);
    let changed = lede.json(&["highlight", "--change", "1", "2", "--color", "blue", "--note", ""]);
    assert_eq!((&changed[0]["color"], &changed[0]["note"]), (&json!("blue"), &json!(null)));
    assert_eq!(lede.json(&["show", "1"])["highlights"][1]["quote"], "in all weathers");
    let deleted = lede.json(&["highlight", "--delete", "1"]);
    assert_eq!(deleted[0]["id"], 1);
    lede.json(&["undo"]);
    assert_eq!(count(&[]), 2);
}

#[test]
fn highlights_are_handed_on_as_annotations_of_the_standard() {
    let lede = Lede::with_articles();
    lede.json(&["highlight", "1", "first bus", "--note", "*When?*", "--tag", "work"]);
    let annotations = lede.json(&["highlights", "--w3c"]);
    assert_eq!(annotations[0]["type"], "Annotation");
    assert_eq!(annotations[0]["body"][0]["value"], "*When?*");
    let target = &annotations[0]["target"];
    assert_eq!(target["source"], "https://courier.example/2026/03/14/bridge");
    assert_eq!(target["selector"][0]["type"], "TextQuoteSelector");
    assert_eq!(target["selector"][0]["exact"], "first bus");
    assert_eq!(target["selector"][1]["type"], "TextPositionSelector");
}

#[test]
fn a_quote_that_is_not_there_or_there_twice_is_refused() {
    let lede = Lede::with_articles();
    assert_eq!(lede.run(&["highlight", "1", "a quote of nobody"]).code, 20);
    let twice = lede.run(&["highlight", "1", "eleven months"]);
    assert_eq!(twice.code, 2);
    assert!(twice.err.contains("--nth"), "{}", twice.err);
    let second = lede.json(&["highlight", "1", "eleven months", "--nth", "2"]);
    assert_eq!(second["prefix"], "ad set aside for them, and took ");
    assert_eq!(lede.run(&["highlight", "1", "eleven months", "--nth", "3"]).code, 20);
    assert_eq!(lede.run(&["highlight", "1"]).code, 2);
    assert_eq!(lede.run(&["highlight", "--change", "1"]).code, 2);
    assert_eq!(lede.run(&["highlight", "--delete", "1", "9"]).code, 1);
    assert_eq!(lede.run(&["highlights", "77"]).code, 20);
}

#[test]
fn people_see_where_highlights_are() {
    let lede = Lede::with_articles();
    lede.json(&["highlight", "1", "in all weathers", "--note", "Really?"]);
    let listed = lede.run(&["highlights"]).out;
    assert!(listed.contains("Harbour bridge reopens") && listed.contains("in all weathers"), "{listed}");
    assert!(listed.contains("Really?"), "{listed}");
    assert!(lede.run(&["show", "1"]).out.contains("Highlights"), "{listed}");
}
