//! `search` and `verify`.

use serde_json::{Value, json};

use super::Lede;

fn ids(found: &Value) -> Vec<u64> {
    found.as_array().unwrap().iter().map(|row| row["id"].as_u64().unwrap()).collect()
}

#[test]
fn a_search_prints_summaries_with_the_passage_and_a_score() {
    let lede = Lede::with_articles();
    let found = lede.json(&["search", "bridge", "bus"]);
    assert_eq!(ids(&found), [1], "{found}");
    let row = &found[0];
    assert!(row["score"].as_f64().unwrap() > 0.0, "{row}");
    assert_eq!(row["title"], "Harbour bridge reopens");
    assert_eq!(row["place"], "text");
    assert!(row["snippet"].as_str().unwrap().to_lowercase().contains("bus"), "{row}");
    let hits: Vec<_> =
        row["passage"].as_array().unwrap().iter().filter(|piece| piece["hit"] == true).collect();
    assert!(!hits.is_empty(), "{row}");
    let marked = row["title_pieces"].as_array().unwrap().iter().find(|piece| piece["hit"] == true);
    assert_eq!(marked.unwrap()["text"], "bridge");
    assert_eq!(ids(&lede.json(&["search", "پل بندر"])), [2]);
    assert_eq!(lede.json(&["search", "nowhere"]), json!([]));
    assert_eq!(
        ids(&lede.json(&["search", "lang:fa OR bridge", "--sort", "saved", "--order", "asc"])),
        [1, 2]
    );
}

#[test]
fn what_is_found_in_a_note_says_so() {
    let lede = Lede::with_articles();
    lede.json(&["note", "1", "Ask the **zebra** again"]);
    let found = lede.json(&["search", "zebra bridge"]);
    assert_eq!(ids(&found), [1]);
    assert_eq!(ids(&lede.json(&["search", "note:zebra"])), [1]);
    assert_eq!(lede.json(&["search", "note:zebra"])[0]["place"], "note");
    assert_eq!(lede.json(&["search", "note:zebra"])[0]["snippet"], "Ask the zebra again");
    assert!(lede.out(&["search", "note:zebra"]).contains("in your note"));
}

#[test]
fn counts_facets_and_problems_are_told() {
    let lede = Lede::with_articles();
    assert_eq!(lede.json(&["search", "--count", "is:unread"]), json!({ "total": 2 }));
    assert_eq!(lede.out(&["search", "--count", "lang:fa"]), "1\n");
    let facets = lede.json(&["search", "--facets", "is:unread"]);
    assert_eq!(facets["total"], 2);
    assert_eq!(facets["languages"].as_array().unwrap().len(), 2, "{facets}");
    let ran = lede.run(&["--json", "search", "is:purple tag:none bridge"]);
    assert_eq!((ran.code, ran.out.trim()), (0, "[]"), "{}", ran.err);
    assert!(ran.err.contains("is:purple: the filter does not know this value"), "{}", ran.err);
    assert!(ran.err.contains("tag:none: the archive has nothing of this name"), "{}", ran.err);
}

#[test]
fn the_language_is_explained() {
    let lede = Lede::new();
    let help = lede.out(&["help", "search"]);
    for part in
        ["-sport", "title:", "published:2018-06", "related-to:42", "saved:NAME", "there is no stemming"]
    {
        assert!(help.contains(part), "{part} in {help}");
    }
}

#[test]
fn verify_tells_an_index_that_is_not_of_its_articles_and_rebuild_makes_it_new() {
    let lede = Lede::with_articles();
    lede.json(&["note", "1", "Ask the zebra again"]);
    let report = lede.json(&["verify"]);
    assert_eq!(
        (&report["articles"], &report["differing"], &report["sound"]),
        (&json!(2), &json!([]), &json!(true))
    );
    assert!(lede.out(&["verify"]).contains("2 articles"));
    lede.sql("DELETE FROM search WHERE rowid = 1; DELETE FROM note_search; UPDATE search_term SET articles = 7 WHERE term = 'bridge';");
    let ran = lede.run(&["--json", "verify"]);
    assert_eq!(ran.code, 1);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["differing"], json!([1]), "{report}");
    assert_eq!(report["notes"], json!([1]), "{report}");
    assert!(report["miscounted"].as_u64().unwrap() > 1, "{report}");
    assert!(ran.err.contains("lede rebuild"), "{}", ran.err);
    lede.json(&["rebuild"]);
    assert_eq!(lede.json(&["verify"])["differing"], json!([]));
    assert_eq!(ids(&lede.json(&["search", "zebra bridge"])), [1]);
}
