//! `verify` and `recover` of a damaged archive.

use super::Lede;

#[test]
fn a_damaged_archive_is_told_and_recovered() {
    let lede = Lede::with_articles();
    let path = lede.json(&["info"])["path"].as_str().unwrap().to_owned();
    insta::assert_snapshot!(lede.out(&["verify"]), @r"
    the file is sound
    2 versions, 2 raw pages and 0 pictures are what they were when they were kept
    the search index is that of 2 articles
    ");
    lede.sql("UPDATE response SET body = x'00' WHERE id = 1; PRAGMA wal_checkpoint(TRUNCATE)");
    let wrong = lede.run(&["--json", "verify"]);
    assert_eq!(wrong.code, 1, "{wrong:?}");
    let report: serde_json::Value = serde_json::from_str(&wrong.out).unwrap();
    assert_eq!(report["contents"][0]["part"], "page");
    assert_eq!(report["contents"][0]["articles"], serde_json::json!([1]));
    assert_eq!(lede.json(&["verify", "--index"])["versions"], 0);

    let mut bytes = std::fs::read(&path).unwrap();
    bytes[..8192].fill(0);
    std::fs::write(&path, bytes).unwrap();
    let refused = lede.run(&["--json", "list"]);
    assert_eq!(refused.code, 22, "{refused:?}");
    let recovered = lede.run(&["--json", "recover", "new.lede"]);
    assert_eq!(recovered.code, 1, "something is lost: {recovered:?}");
    let report: serde_json::Value = serde_json::from_str(&recovered.out).unwrap();
    assert_eq!(report["articles"], 2);
    assert_eq!(report["lost"][0]["title"], "Harbour bridge reopens");
    assert_eq!(lede.run(&["recover", "new.lede"]).code, 35);
    let list = lede.json(&["--archive", "new.lede", "list"]);
    assert_eq!(list.as_array().unwrap().len(), 2);
    // What is lost for good is missed by the chain of captures as long as the archive lives, and by nothing else.
    let missed = lede.run(&["--archive", "new.lede", "--json", "verify"]);
    assert_eq!(missed.code, 1, "{missed:?}");
    let report: serde_json::Value = serde_json::from_str(&missed.out).unwrap();
    let missed: Vec<_> = report["contents"].as_array().unwrap().iter().map(|wrong| &wrong["part"]).collect();
    assert_eq!(missed, ["chain"]);
    let told = lede.run(&["recover", "again.lede", "--from", &path]);
    assert!(told.out.contains("its raw page is lost"), "{told:?}");
}

#[test]
fn of_a_whole_archive_nothing_is_lost() {
    let lede = Lede::with_articles();
    let report = lede.json(&["recover", "new.lede"]);
    assert_eq!(report["lost"], serde_json::json!([]));
    assert_eq!(report["articles"], 2);
}
