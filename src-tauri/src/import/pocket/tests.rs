//! Every generation of Pocket's exports, whole and torn.

use super::super::testing::{Zip, article, fixture, read, recognised, refused, rows, survives};
use crate::model::ImportFormat::{PocketCsv, PocketHtml, PocketZip};
use crate::model::{ImportedItem, ImportedRow, ReadState, Refusal};

fn part(name: &str) -> Vec<u8> {
    fixture(&format!("pocket/{name}"))
}

fn zip() -> Zip {
    Zip::default()
        .add("part_000000.csv", &part("part_000000.csv"))
        .add("part_000001.csv", &part("part_000001.csv"))
        .add("annotations/part_000000.json", &part("annotations.json"))
        .add("collections/ports-of-the-world.json", &part("collection.json"))
}

fn urls(rows: &[ImportedRow]) -> Vec<&str> {
    let url = |row| match row {
        &ImportedRow { item: Ok(ImportedItem::Article(ref article)), .. } => article.url.as_deref().unwrap(),
        ImportedRow { item: Ok(ImportedItem::Collection(_)), .. } => "a collection",
        ImportedRow { item: Err(_), .. } => "refused",
    };
    rows.iter().map(url).collect()
}

#[test]
fn one_part_is_read_alone() {
    let rows = rows(PocketCsv, "part_000000.csv", &part("part_000000.csv"));
    assert_eq!(rows.len(), 4);
    let first = article(&rows[0]);
    assert_eq!(first.title.as_deref(), Some("Harbour reopens, after years"));
    assert_eq!(first.tags, ["ports", "long read"]);
    assert_eq!(first.saved.unwrap().to_string(), "2024-06-10T06:13:20Z");
    assert_eq!((first.state, first.archived, first.starred), (Some(ReadState::Unread), false, false));
    assert_eq!(rows[0].source, b"\"Harbour reopens, after years\",https://example.org/harbour,1718000000,ports|long read|ports,unread");
    let second = article(&rows[1]);
    assert_eq!((second.title.as_deref(), second.state, second.archived), (None, Some(ReadState::Read), true));
    let third = article(&rows[2]);
    assert_eq!((third.title.as_deref(), third.archived), (Some("A title\nin two lines"), true));
    assert_eq!((rows[2].place.as_str(), rows[3].place.as_str()), ("line 4", "line 6"));
    assert_eq!((article(&rows[3]).title.as_deref(), article(&rows[3]).saved), (None, None));
}

#[test]
fn the_parts_of_the_first_weeks_have_a_cursor() {
    let rows = rows(PocketCsv, "part_000002.csv", &part("part_000002.csv"));
    assert_eq!(article(&rows[0]).tags, ["ports"]);
    assert_eq!(*refused(&rows[1]), Refusal::Failed("the row has 2 columns, not 6".to_owned()));
    assert_eq!(rows.len(), 2);
}

#[test]
fn the_zip_brings_parts_highlights_and_lists() {
    let rows = rows(PocketZip, "pocket.zip", &zip().end());
    // Seven rows of the parts, one broken annotation, one of an article that is in no part, a list of four.
    assert_eq!(
        urls(&rows),
        [
            "refused",
            "https://example.org/harbour",
            "https://example.cn/port",
            "https://example.org/two",
            "https://example.org/three",
            "https://example.ir/ships",
            "refused",
            "refused",
            "https://example.org/not-in-the-list",
            "a collection",
            "https://example.ir/ships",
            "https://example.org/only-here",
            "https://example.org/harbour",
            "refused"
        ]
    );
    let first = article(&rows[1]);
    let quotes: Vec<_> = first.highlights.iter().map(|highlight| highlight.quote.as_str()).collect();
    assert_eq!(quotes, ["After nine years, the first ship came in.", "It carried grain."]);
    assert_eq!(first.highlights[0].created.unwrap().to_string(), "2024-06-10T06:15:00Z");
    assert_eq!(rows[1].place, "part_000000.csv, line 2");
    let source = String::from_utf8_lossy(&rows[1].source);
    assert!(source.starts_with("\"Harbour") && source.contains("{\"url\":\"https://example.org/harbour\""));
    assert_eq!(*refused(&rows[6]), Refusal::Skipped("javascript: leads to no page".to_owned()));
    let listed = article(&rows[10]);
    assert_eq!(listed.collections, [["Ports of the world"]]);
    assert_eq!(listed.notes[0].text, "start with this");
    let Ok(ImportedItem::Collection(collection)) = &rows[9].item else { panic!("no collection") };
    assert_eq!(collection.description.as_deref(), Some("Where ships go"));
}

#[test]
fn a_zip_that_was_packed_again_is_recognised() {
    let bytes = Zip::default()
        .add("pocket/part_000000.csv", &part("part_000000.csv"))
        .add("__MACOSX/pocket/._part_000000.csv", b"x")
        .end();
    assert_eq!(rows(PocketZip, "pocket.zip", &bytes).len(), 4);
    assert_ne!(recognised("a.zip", &Zip::default().add("part_1.txt", b"").end()), Some(PocketZip));
}

#[test]
fn a_part_that_is_torn_stops_no_other() {
    let bytes = Zip::default()
        .torn("part_000000.csv", &part("part_000000.csv"))
        .add("part_000001.csv", &part("part_000001.csv"))
        .encrypted("part_000002.csv", &part("part_000002.csv"))
        .add("../../part_of_nothing.csv", b"x")
        .torn("collections/a.json", b"{}")
        .end();
    let rows = read(PocketZip, "pocket.zip", &bytes);
    let told: Vec<_> = rows.iter().map(|row| row.place.as_str()).collect();
    assert_eq!(told.len(), 4 + 1 + 3 + 1 + 1 + 1, "{told:?}");
    assert_eq!(*refused(&rows[8]), Refusal::Failed("it is encrypted".to_owned()));
    assert_eq!(rows[9].place, "collections/a.json");
    assert_eq!(rows[10].place, "../../part_of_nothing.csv");
    assert!(matches!(refused(&rows[10]), Refusal::Skipped(_)));
}

#[test]
fn of_a_part_that_is_there_twice_the_last_readable_one_counts() {
    let bytes = Zip::default()
        .add("part_000000.csv", &part("part_000000.csv"))
        .add("part_000000.csv", &part("part_000001.csv"))
        .torn("part_000000.csv", &part("part_000002.csv"))
        .end();
    let rows = rows(PocketZip, "pocket.zip", &bytes);
    assert_eq!(urls(&rows), ["https://example.ir/ships", "refused", "refused"]);
}

#[test]
fn the_older_page_says_by_its_headings_what_was_read() {
    let rows = rows(PocketHtml, "ril_export.html", &part("ril_export.html"));
    assert_eq!(
        urls(&rows),
        [
            "https://example.org/harbour?a=1&b=2",
            "https://example.cn/port",
            "refused",
            "https://example.ir/ships",
            "refused",
            "https://example.org/last"
        ]
    );
    let first = article(&rows[0]);
    assert_eq!(first.title.as_deref(), Some("Harbour & ships"));
    assert_eq!(first.tags, ["ports", "long read"]);
    assert_eq!(first.saved.unwrap().to_string(), "2014-12-08T00:53:20Z");
    assert_eq!((first.state, first.archived), (Some(ReadState::Unread), false));
    assert_eq!(rows[0].place, "line 11");
    let source = String::from_utf8_lossy(&rows[0].source);
    assert!(
        source.starts_with("<li><a href=") && source.ends_with("Harbour &amp; ships</a></li>"),
        "{source}"
    );
    assert_eq!(article(&rows[1]).title, None);
    assert_eq!(*refused(&rows[2]), Refusal::Skipped("javascript: leads to no page".to_owned()));
    let archived = article(&rows[3]);
    assert_eq!(archived.title.as_deref(), Some("کشتی‌ها برگشتند"));
    assert_eq!((archived.state, archived.archived), (Some(ReadState::Read), true));
    assert_eq!(*refused(&rows[4]), Refusal::Failed("there is no link in it that can be read".to_owned()));
}

#[test]
fn a_page_that_is_cut_off_says_so() {
    let whole = part("ril_export.html");
    let cut = |end: &str| {
        let at = whole.windows(end.len()).position(|bytes| bytes == end.as_bytes()).unwrap();
        read(PocketHtml, "ril_export.html", &whole[..at + end.len()])
    };
    assert_eq!(
        urls(&cut("https://example.cn/port\" time")),
        ["https://example.org/harbour?a=1&b=2", "refused"]
    );
    let within = cut("tags=\"\">https://exa");
    assert_eq!(urls(&within), ["https://example.org/harbour?a=1&b=2", "refused"]);
    assert_eq!(*refused(&within[1]), Refusal::Failed("it is cut off".to_owned()));
}

#[test]
fn every_link_of_a_long_page_is_found() {
    let links: String = (0..3_000)
        .map(|n| format!("<li><a href=\"https://a.example/{n}\" time_added=\"1418000000\">{n}</a></li>"))
        .collect();
    let page = format!("<h1>Read Archive</h1><ul>{links}<li><a title=\"{}\"></ul>", "x".repeat(100_000));
    let rows = rows(PocketHtml, "ril_export.html", page.as_bytes());
    assert_eq!(rows.len(), 3_001);
    assert!(rows[..3_000].iter().all(|row| article(row).archived));
    assert_eq!(*refused(&rows[3_000]), Refusal::Failed("it is longer than 64 KB".to_owned()));
}

#[test]
fn nothing_makes_it_stumble() {
    survives(PocketHtml, "ril_export.html", &part("ril_export.html"));
    survives(PocketZip, "pocket.zip", &zip().end());
    survives(PocketCsv, "part_000001.csv", &part("part_000001.csv"));
}
