//! `lede relate` and `lede relations`.

use super::{Lede, URL};

#[test]
fn articles_are_related_listed_changed_and_parted() {
    let lede = Lede::with_articles();
    let made = lede.json(&["relate", URL, "2", "--kind", "follow-up", "--note", "Eleven months *later*."]);
    assert_eq!((made["from"].as_i64(), made["to"].as_i64()), (Some(1), Some(2)));
    assert_eq!((&made["kind"], &made["directed"]), (&"follow-up".into(), &true.into()));
    assert_eq!(made["note"], "Eleven months *later*.");
    assert_eq!(lede.json(&["relate", "1", "2", "--kind", "follow-up"])["id"], made["id"]);
    let seen = lede.json(&["relations", "2"]);
    assert_eq!((&seen[0]["of"], &seen[0]["side"]), (&2.into(), &"to".into()));
    assert_eq!(seen[0]["article"]["title"], "Harbour bridge reopens");
    assert_eq!(lede.json(&["show", "1"])["relations"][0]["article"]["id"], 2);
    let turned = lede.json(&["relate", "--change", "1", "--turn", "--kind", "source"]);
    assert_eq!((turned["from"].as_i64(), turned["kind"].as_str()), (Some(2), Some("source")));
    assert_eq!(turned["note"], made["note"]);
    assert_eq!(lede.json(&["relate", "--remove", "1", "2"])[0]["id"], made["id"]);
    assert_eq!(lede.json(&["relations", "1", "2"]).as_array().unwrap().len(), 0);
    lede.out(&["undo"]);
    assert_eq!(lede.json(&["relate", "--delete", "1"])["id"], made["id"]);
}

#[test]
fn own_words_and_links_of_notes_are_told() {
    let lede = Lede::with_articles();
    lede.out(&["note", "2", "درباره‌ی پل، ببینید [[Harbour bridge reopens]]"]);
    let rows = lede.json(&["relations", "1"]);
    assert_eq!((&rows[0]["kind"], &rows[0]["incoming"]), (&"note".into(), &true.into()));
    let own = lede.json(&["relate", "1", "2", "--label", "answers"]);
    assert_eq!((&own["kind"], &own["label"]), (&"own".into(), &"answers".into()));
    let told = lede.out(&["relations", "2"]);
    assert!(told.contains("← answers Harbour bridge reopens (1)"), "{told}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let lede = Lede::with_articles();
    assert_eq!(lede.run(&["relate", "1"]).code, 2);
    assert_eq!(lede.run(&["relate", "1", "2", "--kind", "friend"]).code, 2);
    assert_eq!(lede.run(&["relate", "1", "1"]).code, 33);
    assert_eq!(lede.run(&["relate", "1", "2", "--kind", "own"]).code, 33);
    assert_eq!(lede.run(&["--json", "relate", "1", "77", "2"]).code, 1);
    assert_eq!(lede.run(&["relate", "--delete", "77"]).code, 20);
}
