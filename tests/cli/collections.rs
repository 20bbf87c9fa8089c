//! Collections and saved searches on the command line.

use serde_json::{Value, json};

use super::{Lede, URL};

/// Names of the tree with their counts, each below its parent.
fn tree(rows: &Value) -> Vec<String> {
    rows.as_array()
        .unwrap()
        .iter()
        .flat_map(|row| {
            let own = format!("{} {}", row["name"].as_str().unwrap(), row["articles"]);
            let below = tree(&row["children"]);
            std::iter::once(own.clone()).chain(below.into_iter().map(move |name| format!("{own} / {name}")))
        })
        .collect()
}

fn ids(rows: &Value) -> Vec<i64> {
    rows.as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

#[test]
fn articles_are_collected_in_an_order_of_ones_own() {
    let lede = Lede::with_articles();
    let added = lede.json(&["collection", "add", "Harbour/Bridge", "2", URL]);
    assert_eq!((&added["name"], &added["path"]), (&json!("Bridge"), &json!("Harbour/Bridge")));
    assert_eq!((&added["articles"], &added["changed"]), (&json!(2), &json!(2)));
    assert_eq!(tree(&lede.json(&["collections"])), ["Harbour 0", "Harbour 0 / Bridge 2"]);
    assert_eq!(ids(&lede.json(&["list", "--collection", "bridge"])), [2, 1]);
    assert_eq!(ids(&lede.json(&["list", "--collection", "bridge", "--reverse"])), [1, 2]);
    assert_eq!(ids(&lede.json(&["list", "--collection", "bridge", "--sort", "title"])), [1, 2]);

    lede.json(&["collection", "order", "harbour/bridge", "1", "--before", "2"]);
    assert_eq!(ids(&lede.json(&["list", "--collection", "bridge"])), [1, 2]);
    assert_eq!(lede.json(&["show", "1"])["collections"], json!(["Harbour/Bridge"]));
    assert_eq!(lede.json(&["collection", "add", "bridge", "1"])["changed"], 0);

    let gone = lede.run(&["--json", "collection", "remove", "bridge", "1", "77"]);
    assert_eq!(gone.code, 1, "{gone:?}");
    assert_eq!(ids(&lede.json(&["list", "--collection", "bridge"])), [2]);
    lede.json(&["undo"]);
    assert_eq!(ids(&lede.json(&["list", "--collection", "bridge"])), [1, 2]);
}

#[test]
fn the_tree_is_changed_and_every_change_taken_back() {
    let lede = Lede::with_articles();
    lede.json(&["collection", "add", "World/Fires", "1", "2"]);
    lede.json(&["collection", "new", "Sport", "--description", "*All* of it."]);
    let moved = lede.json(&["collection", "move", "Sport", "--in", "World", "--before", "Fires"]);
    assert_eq!(moved[0]["path"], "World/Sport");
    assert_eq!(moved[0]["description"], "*All* of it.");
    assert_eq!(lede.json(&["collection", "rename", "sport", "Games"])["path"], "World/Games");
    assert_eq!(lede.json(&["collection", "describe", "games", "None."])["description"], "None.");
    let tree_before = tree(&lede.json(&["collections"]));
    assert_eq!(tree_before, ["World 0", "World 0 / Games 0", "World 0 / Fires 2"]);

    let circle = lede.run(&["--json", "collection", "move", "World", "--in", "Fires"]);
    assert_eq!((circle.code, &circle.error()["kind"]), (33, &json!("invalid")), "{circle:?}");

    let deleted = lede.json(&["collection", "delete", "World"]);
    assert_eq!(deleted[0]["name"], "World");
    assert_eq!(lede.json(&["collections"]), json!([]));
    assert_eq!(ids(&lede.json(&["list"])).len(), 2);
    assert_eq!(lede.run(&["list", "--collection", "fires"]).code, 20);
    lede.json(&["undo"]);
    assert_eq!(tree(&lede.json(&["collections"])), tree_before);
    assert_eq!(ids(&lede.json(&["list", "--collection", "fires"])), [1, 2]);
}

#[test]
fn a_saved_search_is_listed_like_a_collection() {
    let lede = Lede::with_articles();
    let saved = lede.json(&["collection", "search", "Bridges", "--find", "bridge", "--sort", "title"]);
    assert_eq!(saved["query"]["find"], "bridge");
    assert_eq!(ids(&lede.json(&["list", "--collection", "bridges"])), [1]);
    assert_eq!(ids(&lede.json(&["list", "--collection", "bridges", "--state", "read"])), [0; 0]);
    let changed = lede.json(&["collection", "search", "bridges", "--find", "پل"]);
    assert_eq!(changed["id"], saved["id"]);
    assert_eq!(ids(&lede.json(&["list", "--collection", "bridges"])), [2]);
    let refused = lede.run(&["--json", "collection", "add", "bridges", "1"]);
    assert_eq!((refused.code, &refused.error()["kind"]), (33, &json!("invalid")), "{refused:?}");
    assert_eq!(lede.out(&["collections"]), "    1  Bridges  (search: پل, 1 article)\n");
    let listed = &lede.json(&["collections"])[0];
    assert_eq!((&listed["articles"], &listed["more"]), (&json!(1), &json!(false)));
    let shown = lede.out(&["collection", "show", "bridges"]);
    assert!(shown.contains("Name      Bridges\n") && shown.contains("Search    پل\n"), "{shown}");
}

#[test]
fn a_cover_is_the_lead_picture_of_an_article() {
    let lede = Lede::with_articles();
    lede.json(&["collection", "add", "Bridge", "1"]);
    let none = lede.run(&["--json", "collection", "cover", "bridge", "1"]);
    assert_eq!((none.code, &none.error()["kind"]), (20, &json!("not-found")), "{none:?}");
    assert_eq!(lede.json(&["collection", "cover", "bridge"])["cover"], Value::Null);
}
