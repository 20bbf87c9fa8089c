//! `export`.

use serde_json::json;

use super::{Lede, URL};

fn read(lede: &Lede, name: &str) -> String {
    std::fs::read_to_string(lede.path(name)).unwrap()
}

#[test]
fn what_went_out_is_reported() {
    let lede = Lede::with_articles();
    let report = lede.json(&["export", "--format", "csv", "--output", "all.csv"]);
    assert_eq!((&report["exported"], &report["left_out"]), (&json!(2), &json!([])));
    assert_eq!(report["output"], lede.path("all.csv").to_str().unwrap());
    assert_eq!(report["bytes"], read(&lede, "all.csv").len());
    assert!(read(&lede, "all.csv").contains("پل بندر"));
    let told = lede.run(&["export", "--format", "csv", "--output", "again.csv"]);
    assert!(told.err.contains("2 articles in ") && told.err.contains("again.csv"), "{told:?}");
}

#[test]
fn articles_are_named_searched_for_or_collected() {
    let lede = Lede::with_articles();
    let titles = |name: &str| {
        let table = read(&lede, name);
        ["Harbour bridge", "پل بندر"].map(|title| table.find(title))
    };
    lede.out(&["export", "-f", "csv", "-o", "named.csv", "2", URL]);
    let [english, persian] = titles("named.csv");
    assert!(persian.unwrap() < english.unwrap(), "the order is that of the names");
    lede.out(&["export", "-f", "csv", "-o", "found.csv", "--query", "applause"]);
    assert!(matches!(titles("found.csv"), [Some(_), None]));
    lede.json(&["collection", "add", "Bridges", "2"]);
    lede.out(&["export", "-f", "csv", "-o", "collected.csv", "--collection", "Bridges"]);
    assert!(matches!(titles("collected.csv"), [None, Some(_)]));
    assert_eq!(lede.run(&["export", "-f", "csv", "-o", "x.csv", "77"]).code, 20);
    assert_eq!(lede.run(&["export", "-f", "csv", "-o", "x.csv", "1", "--query", "bus"]).code, 2);
    assert_eq!(lede.run(&["export", "-f", "docx", "-o", "x"]).code, 2);
    assert!(!lede.path("x.csv").exists());
}

#[test]
fn what_is_there_is_replaced_only_by_force() {
    let lede = Lede::with_articles();
    lede.file("all.wacz", "something else");
    let refused = lede.run(&["--json", "export", "-f", "wacz", "-o", "all.wacz"]);
    assert_eq!(refused.code, 35, "{refused:?}");
    assert_eq!(refused.error()["kind"], "exists");
    assert_eq!(read(&lede, "all.wacz"), "something else");
    let report = lede.json(&["export", "-f", "wacz", "-o", "all.wacz", "--force", "--title", "Bridges"]);
    assert_eq!(report["exported"], 2);
    assert!(std::fs::read(lede.path("all.wacz")).unwrap().starts_with(b"PK"));
}
