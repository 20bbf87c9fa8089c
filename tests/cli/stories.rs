//! `story`.

use serde_json::Value;

use super::Lede;

/// Two articles of one story on two sites, one of another.
fn with_news() -> Lede {
    let lede = Lede::new();
    let news = [
        (
            "one.example/dam",
            "2026-06-03",
            "Dam at Lorvale breaks after days of rain",
            "The Lorvale dam broke on Tuesday night. Engineer Petra Hollin said the spillway of the dam had failed in the rain.",
        ),
        (
            "two.example/dam",
            "2026-06-05",
            "Lorvale dam break leaves hundreds homeless",
            "Hundreds lost their homes in Lorvale. The engineer Petra Hollin blamed the spillway of the dam and the rain.",
        ),
        (
            "one.example/tram",
            "2026-06-06",
            "Tram drivers walk out over pay",
            "Drivers of the trams began a strike for higher pay. The union Verka demands eight percent more for all drivers.",
        ),
    ];
    for (number, (url, day, title, text)) in news.into_iter().enumerate() {
        let page = format!(
            "<!doctype html><html lang=en><head><title>{title}</title><meta property=article:published_time content={day}>\
             </head><body><article><h1>{title}</h1><p>{text}</p><p>{text}</p></article></body></html>"
        );
        let file = lede.file(&format!("{number}.html"), &page);
        lede.json(&["save", "--html", file.to_str().unwrap(), &format!("https://{url}")]);
    }
    lede
}

fn ids(story: &Value) -> Vec<i64> {
    story["members"].as_array().unwrap().iter().map(|article| article["id"].as_i64().unwrap()).collect()
}

#[test]
fn stories_are_shown_and_listed() {
    let lede = with_news();
    let story = &lede.json(&["story", "2"])[0];
    assert_eq!(ids(story), [1, 2]);
    assert_eq!((&story["id"], &story["named"], &story["pinned"]), (&1.into(), &false.into(), &false.into()));
    assert_eq!((&story["articles"], &story["sites"]), (&2.into(), &2.into()));
    assert_eq!(story["told_by"], serde_json::json!(["one.example", "two.example"]));
    assert_eq!(lede.json(&["story", "1", "2"]).as_array().unwrap().len(), 1);
    assert_eq!(lede.json(&["story", "3"]), serde_json::json!([]));
    let list = lede.json(&["story", "list", "--find", "LORVALE"]);
    assert_eq!((&list[0]["id"], &list[0]["members"]), (&1.into(), &Value::Null));
    assert_eq!(lede.json(&["story", "list", "--find", "tram"]), serde_json::json!([]));
    let told = lede.out(&["story", "https://two.example/dam"]);
    assert!(told.contains("2 articles, 2 sites, 2026-06-03 to 2026-06-05"), "{told}");
    assert!(told.contains("2026-06-05  Lorvale dam break leaves hundreds homeless (two.example)"), "{told}");
    assert_eq!(lede.run(&["story"]).code, 2);
    assert_eq!(lede.run(&["story", "77"]).code, 20);
}

#[test]
fn what_a_person_makes_of_a_story_stays_and_is_taken_back() {
    let lede = with_news();
    assert_eq!(lede.json(&["story", "rename", "2", "The dam"])[0]["name"], "The dam");
    assert_eq!(lede.json(&["story", "pin", "1", "2"])[0]["pinned"], true);
    assert_eq!(ids(&lede.json(&["story", "join", "1", "3"])[0]), [1, 2, 3]);
    assert_eq!(lede.json(&["rebuild"])["articles"], 3);
    assert_eq!(ids(&lede.json(&["story", "1"])[0]), [1, 2, 3]);
    assert_eq!(ids(&lede.json(&["story", "split", "2", "3"])[0]), [2, 3]);
    assert_eq!(lede.json(&["story", "1"]), serde_json::json!([]));
    lede.json(&["undo"]);
    assert_eq!(ids(&lede.json(&["story", "1"])[0]), [1, 2, 3]);
    assert_eq!(lede.json(&["story", "take", "1"]), serde_json::json!([]));
    assert_eq!(ids(&lede.json(&["story", "add", "3", "1"])[0]), [1, 2, 3]);
    assert_eq!(lede.json(&["story", "unpin", "1"])[0]["pinned"], false);
    assert_eq!(lede.json(&["story", "rename", "1", ""])[0]["named"], false);
    assert_eq!(lede.run(&["story", "join", "1"]).code, 2);
    assert_eq!(lede.run(&["story", "split", "1", "77"]).code, 20);
}
