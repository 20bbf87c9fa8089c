//! `backup` and `restore`.

use super::Lede;

#[test]
fn a_backup_is_made_and_put_back() {
    let lede = Lede::with_articles();
    let made = lede.json(&["backup", "copy.lede"]);
    assert_eq!((&made["articles"], &made["schema"]), (&2.into(), &6.into()));
    assert_eq!(made["output"], lede.path("copy.lede").to_str().unwrap());
    assert_eq!(lede.run(&["backup", "copy.lede"]).code, 35);
    assert_eq!(lede.run(&["backup", "--force", "copy.lede"]).code, 0);
    lede.json(&["trash", "1"]);
    lede.json(&["purge", "1", "--yes"]);
    let refused = lede.run(&["--json", "restore", "copy.lede"]);
    assert_eq!(refused.code, 35, "{refused:?}");
    assert!(refused.error()["hint"].as_str().unwrap().contains("--force"));
    let restored = lede.json(&["restore", "--force", "copy.lede"]);
    assert_eq!(restored["articles"], 2);
    assert!(restored["kept"].as_str().unwrap().contains("before-restore"));
    assert_eq!(lede.json(&["list"]).as_array().unwrap().len(), 2);
}

#[test]
fn a_file_and_an_article_are_told_apart() {
    let lede = Lede::with_articles();
    lede.json(&["backup", "copy.lede"]);
    lede.file("1", "a file that is called like an article");
    lede.json(&["trash", "1"]);
    assert_eq!(lede.json(&["restore", "1"])[0]["id"], 1);
    assert_eq!(lede.run(&["restore", "1", "copy.lede"]).code, 2);
    assert_eq!(lede.run(&["restore", "--force", "mistyped.lede"]).code, 27);
    assert_eq!(lede.run(&["restore", "none"]).code, 20);
}

#[test]
fn backups_by_themselves_are_one_a_day() {
    let lede = Lede::with_articles();
    let folder = lede.path("safe");
    let auto = ["backup", "--auto", "--folder", folder.to_str().unwrap(), "--days", "3"];
    let made = lede.json(&auto);
    assert_eq!(made["made"]["articles"], 2);
    assert_eq!(made["removed"], serde_json::json!([]));
    assert!(lede.json(&auto)["made"].is_null());
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1);
    assert_eq!(lede.run(&["backup"]).code, 2);
    assert_eq!(lede.run(&["backup", "x.lede", "--auto"]).code, 2);
    assert_eq!(lede.run(&["backup", "x.lede", "--days", "3"]).code, 2);
}
