use super::super::testing::{article, fixture, refused, rows, survives};
use super::*;
use crate::model::ImportFormat;

fn told(rows: &[ImportedRow]) -> Vec<String> {
    let what = |row: &ImportedRow| match &row.item {
        Ok(ImportedItem::Collection(collection)) => format!("+ {}", collection.path.join(" > ")),
        Ok(ImportedItem::Article(article)) => {
            let folders: String =
                article.collections.iter().map(|path| format!(" in {}", path.join(" > "))).collect();
            format!("{}{folders}", article.url.as_deref().unwrap_or("-"))
        }
        Err(Refusal::Skipped(why)) => format!("- {why}"),
        Err(Refusal::Failed(why)) => format!("! {why}"),
    };
    rows.iter().map(what).collect()
}

fn firefox(path: &str) -> Vec<ImportedRow> {
    rows(ImportFormat::Firefox, path, &fixture(path))
}

#[test]
fn a_backup_of_firefox_keeps_its_tree() {
    let rows = firefox("browsers/firefox.json");
    let feed = "- a feed: Lede keeps articles and subscribes to nothing";
    assert_eq!(
        told(&rows),
        [
            "- place: leads to no page",
            "+ اخبار",
            "https://fx.example/water in اخبار",
            "+ اخبار > Empty",
            "+ اخبار > Inner",
            "https://fx.example/inner in اخبار > Inner",
            "https://fx.example/bar",
            feed,
            "! it has no URL",
            "https://fx.example/mobile",
        ]
    );
    let water = article(&rows[2]);
    assert_eq!(water.title.as_deref(), Some("Water"));
    assert_eq!(water.tags, ["iran", "خشکسالی"]);
    assert_eq!(water.saved.unwrap().to_string(), "2023-11-14T22:13:20Z");
    assert_eq!(water.excerpt.as_deref(), Some("About water"));
    let source = String::from_utf8(rows[2].source.clone()).unwrap();
    assert!(source.starts_with("{\"guid\":\"aaaaaaaaaaaa\"") && source.ends_with('}'), "{source}");
    let folder = String::from_utf8(rows[1].source.clone()).unwrap();
    assert!(folder.contains("اخبار") && !folder.contains("Water"), "its own part: {folder}");
}

#[test]
fn a_backup_of_old_has_its_tags_as_folders() {
    let rows = firefox("browsers/firefox-old.json");
    assert_eq!(told(&rows), ["https://fx.example/old", "https://fx.example/old"]);
    assert_eq!(article(&rows[0]).tags, [""; 0]);
    assert_eq!(article(&rows[1]).tags, ["history"]);
}

#[test]
fn a_backup_that_is_cut_off_hands_over_what_came_before() {
    let whole = fixture("browsers/firefox.json");
    let at = whole.windows(5).position(|part| part == b"Inner").unwrap();
    let rows = rows(ImportFormat::Firefox, "a.json", &whole[..at + 3]);
    assert_eq!(told(&rows)[1..4], ["+ اخبار", "https://fx.example/water in اخبار", "+ اخبار > Empty"]);
    assert_eq!(*refused(rows.last().unwrap()), Refusal::Failed("the file ends before its end".to_owned()));
}

#[test]
fn chromes_folders_are_named_after_what_is_in_them() {
    let rows = rows(ImportFormat::Chrome, "Bookmarks", &fixture("browsers/chrome.json"));
    assert_eq!(
        told(&rows),
        [
            "https://ch.example/bar",
            "+ 研究",
            "+ 研究 > Leer",
            "https://ch.example/deep in 研究",
            "- chrome: leads to no page",
            "https://ch.example/other",
        ]
    );
    assert_eq!(article(&rows[0]).saved.unwrap().to_string(), "2023-11-14T22:13:20Z");
    assert_eq!(article(&rows[5]).saved, None);
}

#[test]
fn an_entry_that_makes_no_sense_stops_no_other() {
    let text = r#"{"root":"placesRoot","type":"text/x-moz-place-container","children":[7,{"title":"x",},
        {"type":"text/x-moz-place","uri":"https://fx.example/"},{"type":"text/x-moz-place","uri":["https://fx.example/"]}]}"#;
    let rows = rows(ImportFormat::Firefox, "a.json", text.as_bytes());
    assert_eq!(rows.len(), 4);
    assert_eq!(told(&rows)[2], "https://fx.example/");
    assert!(told(&rows)[0].starts_with("! it is no object") && told(&rows)[1].starts_with("! it is no JSON"));
}

#[test]
fn nothing_makes_it_stumble() {
    survives(ImportFormat::Firefox, "a.json", &fixture("browsers/firefox.json"));
    survives(ImportFormat::Firefox, "a.json", &fixture("browsers/firefox-old.json"));
    survives(ImportFormat::Chrome, "Bookmarks", &fixture("browsers/chrome.json"));
}
