//! `export --format json`, `import` and `proof`.

use serde_json::json;

use super::{Lede, PAGE, URL};

#[test]
fn an_archive_is_carried_over_and_gives_the_same_bytes() {
    let lede = Lede::with_articles();
    lede.json(&["tag", "1", "world/iran"]);
    lede.json(&["note", "1", "Look again"]);
    lede.json(&["trash", "2"]);
    let report = lede.json(&["export", "--format", "json", "--output", "a.json"]);
    assert_eq!((&report["exported"], &report["left_out"]), (&json!(2), &json!([])));
    let report = lede.json(&["--archive", "new.lede", "import", "a.json"]);
    assert_eq!(report["rows"], report["imported"]);
    assert_eq!(
        (&report["merged"], &report["skipped"], &report["failed"]),
        (&json!(0), &json!([]), &json!([]))
    );
    assert_eq!(report["kinds"]["article"], json!({ "imported": 2, "merged": 0 }));
    lede.json(&["--archive", "new.lede", "export", "--format", "json", "--output", "b.json"]);
    let read = |name| std::fs::read(lede.path(name)).unwrap();
    assert!(read("a.json") == read("b.json"));
    assert_eq!(lede.json(&["--archive", "new.lede", "show", "1"])["notes"][0]["text"], "Look again");
    assert_eq!(lede.json(&["--archive", "new.lede", "search", "roundabout"])[0]["id"], 1);
}

#[test]
fn a_colleagues_export_is_merged_and_tagged() {
    let (mine, theirs) = (Lede::new(), Lede::with_articles());
    mine.save(URL, PAGE);
    theirs.json(&["note", "1", "Theirs"]);
    theirs.json(&["export", "--format", "json", "--output", "a.json"]);
    let file = theirs.path("a.json");
    let report = mine.json(&["import", "--tag", "from a friend", file.to_str().unwrap()]);
    assert_eq!(report["kinds"]["article"], json!({ "imported": 1, "merged": 1 }));
    assert_eq!(report["failed"], json!([]));
    assert_eq!(mine.json(&["list", "--tag", "from a friend"]).as_array().unwrap().len(), 2);
    assert_eq!(mine.json(&["show", URL])["notes"][0]["text"], "Theirs");
    let again = mine.json(&["import", file.to_str().unwrap()]);
    assert_eq!(again["imported"], 0);
}

#[test]
fn what_is_no_export_is_told() {
    let lede = Lede::with_articles();
    lede.file("other.json", r#"{"items": []}"#);
    let ran = lede.run(&["--json", "import", "other.json"]);
    assert_eq!(ran.code, 33, "{ran:?}");
    assert_eq!(ran.error()["kind"], "invalid");
    assert!(ran.err.contains("it is no file that Lede knows"), "{ran:?}");
    assert_eq!(lede.run(&["import", "none.json"]).code, 27);
}

#[test]
fn a_proof_says_what_was_kept_and_shows_a_change() {
    let lede = Lede::with_articles();
    let proofs = lede.json(&["proof", "1", "2"]);
    let proof = &proofs[0];
    assert_eq!(proof["faults"], json!([]));
    assert_eq!(proof["responses"][0]["bytes"], PAGE.len());
    assert_eq!(proof["link"]["before"], "0".repeat(64));
    assert_eq!(proofs[1]["link"]["before"], proof["link"]["sum"]);
    assert_eq!(lede.run(&["proof", "1", "--output", "proof.json"]).code, 0);
    assert_eq!(lede.run(&["proof", "1", "--output", "proof.json"]).code, 35);
    assert_eq!(lede.json(&["proof", "--check", "proof.json"])[0]["faults"], json!([]));
    assert_eq!(lede.json(&["verify"])["links"], 2);
    lede.sql("UPDATE response SET final_url = 'https://other.example/' WHERE id = 1");
    let changed = lede.run(&["--json", "proof", "--check", "proof.json"]);
    assert_eq!(changed.code, 1, "{changed:?}");
    assert_eq!(lede.run(&["proof", "1"]).code, 1);
    let wrong = lede.run(&["verify"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.out.contains("chain of captures"), "{wrong:?}");
}
