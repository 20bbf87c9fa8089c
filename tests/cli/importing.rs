//! `import` and `imports`: files of other programs.

use serde_json::{Value, json};

use super::{Lede, URL};
use crate::site::Site;

const BOOKMARKS: &str = r#"<!DOCTYPE NETSCAPE-Bookmark-file-1>
<TITLE>Bookmarks</TITLE>
<DL><p>
    <DT><H3 ADD_DATE="1690000000">دریا</H3>
    <DL><p>
        <DT><A HREF="https://bandar.example/pol" ADD_DATE="1690000001" TAGS="پل">پل بندر</A>
        <DT><A HREF="https://courier.example/2026/03/14/bridge" ADD_DATE="1690000002" TAGS="bridges">Bridge</A>
    </DL><p>
    <DT><A HREF="javascript:alert(1)">Share this</A>
</DL><p>
"#;

/// The rows of a report, which are all accounted for.
fn counts(report: &Value) -> [u64; 4] {
    let listed = |name: &str| report[name].as_array().unwrap().len() as u64;
    let counted = |name: &str| report[name].as_u64().unwrap();
    let counts = [counted("imported"), counted("merged"), listed("skipped"), listed("failed")];
    assert_eq!(counted("rows"), counts.iter().sum::<u64>(), "{report}");
    counts
}

#[test]
fn bookmarks_come_in_once_and_every_row_is_told() {
    let lede = Lede::with_articles();
    lede.file("b.html", BOOKMARKS);
    let preview = &lede.json(&["import", "--preview", "b.html"])[0];
    let foretold = ["rows", "new", "here", "collections", "refused"].map(|name| &preview[name]);
    assert_eq!(json!(foretold), json!([4, 0, 2, 1, 1]), "{preview}");
    assert_eq!(lede.json(&["imports"]), json!([]), "a preview changes nothing");

    let report = lede.json(&["import", "--fetch", "never", "--tag", "old", "b.html"]);
    assert_eq!(counts(&report), [0, 3, 1, 0], "the folder came with what stands in it");
    assert_eq!(report["skipped"][0]["row"], 4);
    assert!(report["skipped"][0]["why"].as_str().unwrap().contains("javascript"), "{report}");
    let shown = lede.json(&["show", URL]);
    let tags = shown["tags"].as_array().unwrap();
    assert!(["bridges", "old"].iter().all(|tag| tags.contains(&json!(tag))), "{shown}");
    assert_eq!(lede.json(&["list", "--collection", "دریا"]).as_array().unwrap().len(), 2);
    assert_eq!(lede.json(&["list"]).as_array().unwrap().len(), 2);

    let before = lede.json(&["show", URL]);
    counts(&lede.json(&["import", "--fetch", "never", "--tag", "old", "b.html"]));
    assert_eq!(lede.json(&["show", URL]), before);
    assert_eq!(lede.json(&["imports"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_report_is_saved_and_what_came_in_is_taken_back() {
    let lede = Lede::with_articles();
    lede.file("urls.txt", "https://tides.example/a\nno address\nhttps://bandar.example/pol\n");
    let ran = lede.run(&["--json", "import", "--fetch", "never", "urls.txt"]);
    assert_eq!(ran.code, 1, "one line is no address: {ran:?}");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(counts(&report), [1, 1, 0, 1]);
    assert_eq!(lede.json(&["list", "--state", "unread"]).as_array().unwrap().len(), 3);

    let id = report["import"].to_string();
    lede.out(&["imports", &id, "--csv", "report.csv"]);
    let csv = std::fs::read_to_string(lede.path("report.csv")).unwrap();
    assert_eq!(csv.lines().count(), 4, "{csv}");
    assert!(csv.contains("2,line 2,failed,"), "{csv}");
    let refused = lede.run(&["--json", "imports", &id, "--csv", "report.csv"]);
    assert_eq!(refused.error()["kind"], "exists");
    assert_eq!(lede.out(&["imports", &id, "--csv", "-"]), csv);

    lede.json(&["imports", &id, "--take-back"]);
    let left = lede.json(&["list"]);
    assert_eq!(left.as_array().unwrap().len(), 2, "what was there before stays: {left}");
    assert_eq!(lede.run(&["--json", "imports", "99"]).error()["kind"], "not-found");
}

#[test]
fn one_file_of_several_that_is_none_does_not_hide_the_others() {
    let lede = Lede::new();
    lede.file("urls.txt", "https://tides.example/a\n");
    lede.file("more.txt", "https://tides.example/b\n");
    lede.file("noise.bin", "\u{1}\u{2}nothing");
    let ran = lede.run(&["--json", "import", "--fetch", "never", "urls.txt", "noise.bin", "more.txt"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("noise.bin: "), "{ran:?}");
    assert_eq!(counts(&serde_json::from_str(&ran.out).unwrap()), [2, 0, 0, 0]);
    assert_eq!(lede.run(&["import", "noise.bin"]).code, 33);
}

#[test]
fn what_comes_in_is_fetched_at_once_when_that_is_asked_for() {
    let (lede, site) = (Lede::new(), Site::start());
    let page = site.url("/2026/03/14/harbour-bridge-reopens");
    lede.file("urls.txt", &format!("{page}\n"));
    let report = lede.json(&["import", "--fetch", "now", "urls.txt"]);
    assert_eq!(counts(&report), [1, 0, 0, 0]);
    assert!(lede.json(&["show", &page])["text"].as_str().unwrap().contains("iron bridge"));
}
