//! `versions`, `diff`, `refetch` and `watch`.

use super::{Lede, PAGE, PERSIAN, URL};
use crate::site::Site;

/// The article of [`PAGE`], and a second version of it.
fn two_versions() -> Lede {
    let lede = Lede::with_articles();
    let changed = PAGE
        .replace("Harbour bridge reopens<", "Harbour bridge opens at last<")
        .replace("content=\"Harbour bridge reopens\"", "content=\"Harbour bridge opens at last\"")
        .replace("on Saturday morning", "on Sunday morning");
    let page = lede.file("changed.html", &changed);
    lede.json(&["save", "--refetch", "--html", page.to_str().unwrap(), URL]);
    lede
}

#[test]
fn versions_tell_why_they_are_there_and_what_differs() {
    let lede = two_versions();
    let versions = lede.json(&["versions", "1"]);
    let fields = "version fetched created reason repaired title words bytes pictures current changed before changes worse";
    for field in fields.split(' ') {
        assert!(versions[0].get(field).is_some(), "no {field} in {versions}");
    }
    assert_eq!((&versions[0]["reason"], &versions[0]["before"]), (&"given".into(), &versions[1]["version"]));
    assert_eq!(versions[0]["changes"]["title"], true);
    assert_eq!(versions[1]["changes"], serde_json::Value::Null);
    let listed = lede.out(&["versions", "1"]);
    assert!(
        listed.contains("given as a page") && listed.contains("headline changed, 1 sentence changed"),
        "{listed}"
    );
}

#[test]
fn another_version_is_shown_and_that_is_taken_back() {
    let lede = two_versions();
    let first = lede.json(&["versions", "1"])[1]["version"].to_string();
    let title = |lede: &Lede| lede.json(&["show", "1"])["title"].as_str().unwrap().to_owned();
    lede.json(&["versions", "1", "--show", &first]);
    assert_eq!(title(&lede), "Harbour bridge reopens");
    assert!(lede.out(&["versions", "1"]).contains("--show latest"));
    lede.json(&["undo"]);
    assert_eq!(title(&lede), "Harbour bridge opens at last");
    lede.json(&["redo"]);
    lede.json(&["versions", "1", "--show", "latest"]);
    assert_eq!(
        (title(&lede).as_str(), &lede.json(&["show", "1"])["chosen"]),
        ("Harbour bridge opens at last", &false.into())
    );
    assert_eq!(lede.run(&["--json", "versions", "1", "--show", "77"]).error()["kind"], "not-found");
}

#[test]
fn two_versions_are_compared_word_by_word() {
    let lede = two_versions();
    let diff = lede.json(&["diff", "1"]);
    assert_eq!((&diff["summary"]["title"], &diff["summary"]["sentences_changed"]), (&true.into(), &1.into()));
    for field in
        ["before", "after", "title", "byline", "paragraphs", "pictures_added", "pictures_removed", "coarse"]
    {
        assert!(diff.get(field).is_some(), "no {field} in {diff}");
    }
    let told = lede.out(&["diff", "1"]);
    assert!(told.contains("Harbour bridge [-reopens-]{+opens at last+}"), "{told}");
    assert!(told.contains("on [-Saturday-]{+Sunday+} morning"), "{told}");
    assert!(told.contains("… 4 paragraphs the same"), "{told}");
    let beside = lede.out(&["diff", "1", "--side-by-side", "--width", "100", "--all"]);
    assert!(
        beside.lines().any(|line| line.contains("Harbour bridge reopens") || line.contains("[-reopens-]")),
        "{beside}"
    );
    assert!(beside.contains(" │ "), "{beside}");
    let versions = lede.json(&["versions", "1"]);
    let (a, b) = (versions[0]["version"].to_string(), versions[1]["version"].to_string());
    let back = lede.json(&["diff", "1", &a, &b]);
    assert_eq!((&back["before"], &back["after"]), (&versions[0]["version"], &versions[1]["version"]));
    assert_eq!(lede.run(&["--json", "diff", "2"]).error()["kind"], "not-found");
}

#[test]
fn right_to_left_texts_are_compared_too() {
    let lede = Lede::with_articles();
    let page = lede.file("changed.html", &PERSIAN.replace("صبح شنبه", "صبح یکشنبه"));
    lede.json(&["save", "--refetch", "--html", page.to_str().unwrap(), "https://bandar.example/pol"]);
    let told = lede.out(&["diff", "2"]);
    assert!(told.contains("صبح [-شنبه-]{+یکشنبه+} پس"), "{told}");
}

#[test]
fn watched_pages_are_listed_looked_at_and_let_go() {
    let (lede, site) = (Lede::new(), Site::start());
    let url = site.page("plain");
    let watched = lede.json(&["watch", &url, "--every", "6h"]);
    for field in
        ["id", "url", "title", "every", "next", "failures", "unchanged", "checked", "fetched", "error"]
    {
        assert!(watched[0].get(field).is_some(), "no {field} in {watched}");
    }
    assert_eq!(watched[0]["every"], 6 * 3600);
    assert_eq!(lede.run(&["--json", "watch", &url, "--every", "5m"]).error()["kind"], "invalid");
    assert_eq!(lede.json(&["watch", "--run", "--once"]).as_array().unwrap().len(), 0, "nothing is due yet");

    lede.sql("UPDATE watch SET \"next\" = 0");
    let looked = lede.json(&["watch", "--run", "--once"]);
    assert_eq!(
        (&looked[0]["changed"], &looked[0]["error"]),
        (&false.into(), &serde_json::Value::Null),
        "{looked}"
    );
    let watched = lede.json(&["watch", "--list"]);
    assert_eq!(watched[0]["unchanged"], 1);
    assert!(watched[0]["checked"].is_string(), "{watched}");
    assert!(lede.out(&["watch", "--list"]).contains("every 6 hours"));

    assert_eq!(lede.json(&["unwatch", &url])[0]["id"], watched[0]["id"]);
    assert_eq!(lede.json(&["watch", "--list"]).as_array().unwrap().len(), 0);
}

#[test]
fn several_articles_are_fetched_again_and_each_says_what_changed() {
    let (lede, site) = (Lede::new(), Site::start());
    let (one, two) = (site.page("plain"), site.page("persian-mixed"));
    lede.json(&["save", &one, &two]);
    let again = lede.json(&["refetch", &one, &two]);
    let changed: Vec<_> = again.as_array().unwrap().iter().map(|it| it["changed"].clone()).collect();
    assert_eq!(changed, [false, false]);
    assert_eq!(again[0]["changes"], serde_json::Value::Null);
    assert!(lede.json(&["show", &one])["checked"].is_string());
}
