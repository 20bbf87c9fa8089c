//! The verbs that change articles, and their ways back.

use super::{Lede, URL};

fn ids(lede: &Lede, shelf: &str) -> Vec<i64> {
    let rows = lede.json(&["list", "--shelf", shelf]);
    let mut ids: Vec<i64> = rows.as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn every_flag_is_set_and_taken_back() {
    let lede = Lede::with_articles();
    for (set, take_back, shelf) in [
        (&["star", "1", "2"][..], &["star", "--remove", "1", "2"][..], "starred"),
        (&["archive", "1", "2"], &["archive", "--undo", "1", "2"], "archived"),
        (&["mark", "read", "1", "2"], &["mark", "unread", "1", "2"], "read"),
        (&["mark", "reading", "1", "2"], &["mark", "unread", "1", "2"], "reading"),
        (&["trash", "1", "2"], &["restore", "1", "2"], "trash"),
        (&["trash", "1", "2"], &["trash", "--undo", "1", "2"], "trash"),
    ] {
        let changed = lede.json(set);
        assert_eq!(changed.as_array().unwrap().len(), 2, "{set:?}");
        assert_eq!(ids(&lede, shelf), [1, 2], "{set:?}");
        lede.json(take_back);
        assert_eq!(ids(&lede, shelf), [0; 0], "{take_back:?}");
    }
}

#[test]
fn a_url_stands_for_its_article_and_one_that_is_not_there_stops_no_other() {
    let lede = Lede::with_articles();
    insta::assert_snapshot!(lede.out(&["star", URL, "2"]), @r"
    starred      1  Harbour bridge reopens
    starred      2  پل بندر پس از یازده ماه بازگشایی شد
    ");
    let ran = lede.run(&["--json", "star", "--remove", "1", "77"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(ran.error()["kind"], "not-found");
    assert_eq!(ids(&lede, "starred"), [2]);
}

#[test]
fn only_the_trash_is_purged_and_only_after_a_yes() {
    let lede = Lede::with_articles();
    lede.json(&["trash", "1"]);
    let unasked = lede.run(&["purge", "1"]);
    assert_eq!(unasked.code, 2, "{unasked:?}");
    assert_eq!(ids(&lede, "trash"), [1]);
    let wrong = lede.run(&["purge", "--yes", "2"]);
    assert_eq!(wrong.code, 20, "{wrong:?}");
    let deleted = lede.json(&["purge", "--yes", "1"]);
    assert_eq!(deleted[0]["id"], 1);
    assert_eq!(deleted[0]["title"], "Harbour bridge reopens");
    assert_eq!(lede.run(&["show", "1"]).code, 20);
    assert_eq!(ids(&lede, "all"), [2]);
    assert_eq!(lede.json(&["purge", "--all", "--yes"]).as_array().unwrap().len(), 0);
}

#[test]
fn an_existing_file_is_replaced_only_when_told_to() {
    let lede = Lede::with_articles();
    let kept = lede.file("kept.html", "mine");
    let ran = lede.run(&["export-raw", "1", "--output", "kept.html"]);
    assert_eq!(ran.code, 27, "{ran:?}");
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "mine");
    lede.out(&["export-raw", "1", "--output", "kept.html", "--force"]);
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), super::PAGE);
}

#[test]
fn what_was_changed_is_taken_back_and_done_again() {
    let lede = Lede::with_articles();
    lede.json(&["star", "1", "2"]);
    lede.json(&["archive", "1"]);
    insta::assert_snapshot!(lede.out(&["undo"]), @"taken back      2  archive 1 article");
    assert_eq!(ids(&lede, "archived"), [0; 0]);
    insta::assert_snapshot!(lede.out(&["redo"]), @"done again      2  archive 1 article");
    assert_eq!(ids(&lede, "archived"), [1]);
    let step = lede.json(&["undo", "1"]);
    assert_eq!((step["what"]["action"].as_str(), step["what"]["count"].as_u64()), (Some("star"), Some(2)));
    assert_eq!(ids(&lede, "starred"), [0; 0]);
    let steps = lede.json(&["undo", "--list"]);
    assert_eq!(
        steps.as_array().unwrap().iter().map(|step| step["undone"].as_bool().unwrap()).collect::<Vec<_>>(),
        [false, true]
    );
    let ran = lede.run(&["--json", "undo", "77"]);
    assert_eq!(ran.error()["kind"], "not-found");
    lede.json(&["undo"]);
    insta::assert_snapshot!(lede.out(&["undo"]), @"there is nothing to take back");
}
