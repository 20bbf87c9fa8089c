//! Tags on the command line.

use super::{Lede, PAGE, URL};

fn counts(lede: &Lede) -> Vec<String> {
    let tags = lede.json(&["tags"]);
    let tags = tags.as_array().unwrap().iter();
    tags.map(|tag| format!("{} {}", tag["path"].as_str().unwrap(), tag["count"])).collect()
}

#[test]
fn articles_are_tagged_and_listed_by_tag() {
    let lede = Lede::with_articles();
    let tagged = lede.json(&["tag", "1", "2", "world/iran", "Politics"]);
    assert_eq!(tagged.as_array().unwrap().len(), 2);
    assert_eq!(tagged[0]["id"], 1);
    assert_eq!(tagged[0]["url"], "https://courier.example/2026/03/14/bridge");
    assert_eq!(tagged[0]["tags"], serde_json::json!(["Politics", "world/iran"]));
    assert_eq!(counts(&lede), ["Politics 2", "world 2", "world/iran 2"]);
    lede.json(&["untag", "1", "POLITICS"]);
    assert_eq!(lede.json(&["tag", URL])[0]["tags"], serde_json::json!(["world/iran"]));
    let listed = lede.json(&["list", "--tag", "World"]);
    assert_eq!(listed.as_array().unwrap().len(), 2);
    assert_eq!(listed[1]["tags"], serde_json::json!(["world/iran"]));
    assert_eq!(lede.json(&["list", "--tag", "politics"]).as_array().unwrap().len(), 1);
    assert_eq!(lede.run(&["list", "--tag", "sport"]).code, 20);
    assert_eq!(lede.json(&["untag", "1", "2", "--all"])[1]["tags"], serde_json::json!([]));
    lede.json(&["undo"]);
    assert_eq!(counts(&lede), ["Politics 1", "world 2", "world/iran 2"]);
}

#[test]
fn a_tag_that_is_a_number_is_said_to_be_one() {
    let lede = Lede::with_articles();
    for tag in [&["--tag", "2026"][..], &["#2026"]] {
        let tagged = lede.json(&[&["tag", "1"], tag].concat());
        assert_eq!(tagged[0]["tags"], serde_json::json!(["2026"]));
    }
    assert_eq!(lede.run(&["tag", "world", "1"]).code, 2);
    assert_eq!(lede.run(&["untag", "1"]).code, 2);
    assert_eq!(lede.run(&["tag", "1", "world//iran"]).code, 2);
}

#[test]
fn the_tree_is_changed_and_taken_back() {
    let lede = Lede::with_articles();
    lede.json(&["tag", "1", "iran/protests", "usa"]);
    lede.json(&["tag", "2", "united-states/economy"]);
    assert_eq!(lede.run(&["tags", "move", "iran", "--under", "nowhere"]).code, 20);
    lede.json(&["tag", "1", "world"]);
    lede.json(&["tags", "move", "iran", "--under", "world"]);
    lede.json(&["tags", "rename", "usa", "america"]);
    assert_eq!(lede.json(&["tags", "merge", "america", "--into", "united-states"])[0]["count"], 2);
    assert_eq!(lede.json(&["tags", "color", "teal", "world"])[0]["color"], "teal");
    insta::assert_snapshot!(lede.out(&["tags", "--tree"]), @r"
         2  united-states
         1    economy
         1  world
         1    iran
         1      protests
    ");
    assert_eq!(lede.run(&["tags", "rename", "world", "united-states"]).code, 33);
    assert_eq!(lede.run(&["tags", "merge", "world", "--into", "world/iran"]).code, 33);
    lede.json(&["tags", "delete", "world", "united-states/economy"]);
    assert_eq!(counts(&lede), ["united-states 1"]);
    lede.json(&["undo"]);
    assert_eq!(counts(&lede).len(), 5);
}

#[test]
fn a_save_gives_tags_to_what_is_there_too() {
    let lede = Lede::new();
    let page = lede.path("page.html");
    std::fs::write(&page, PAGE).unwrap();
    let page = page.to_str().unwrap();
    let save = ["save", URL, "--html", page, "--tag", "world/iran", "--tag", "later"];
    assert_eq!(lede.json(&save)[0]["status"], "saved");
    assert_eq!(lede.json(&["show", "1"])["tags"], serde_json::json!(["later", "world/iran"]));
    assert_eq!(lede.json(&["save", URL, "--tag", "again"])[0]["status"], "exists");
    assert_eq!(lede.json(&["show", "1"])["tags"], serde_json::json!(["again", "later", "world/iran"]));
}
