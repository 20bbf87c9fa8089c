use super::super::testing::{Zip, article, fixture, read, refused, rows, survives};
use crate::model::{ImportFormat, ImportedContent, ImportedRow, ReadState, Refusal};

#[test]
fn the_table() {
    let rows = rows(ImportFormat::ReadeckCsv, "readeck.csv", &fixture("readeck/bookmarks.csv"));
    assert_eq!(rows.len(), 4);
    let first = article(&rows[0]);
    assert_eq!(first.url.as_deref(), Some("https://rd.example/one"));
    assert_eq!(first.title.as_deref(), Some("آب, \"خاک\"\nو باد"));
    assert_eq!(first.saved.unwrap().to_string(), "2024-06-10T06:13:20Z");
    assert_eq!(first.tags, ["water", "long, read"]);
    assert_eq!((first.archived, first.starred, first.state), (true, false, Some(ReadState::Read)));
    let second = article(&rows[1]);
    assert_eq!((second.archived, second.starred, second.state), (false, true, None));
    assert_eq!(second.tags, ["a", "b"], "somebody edited it");
    assert_eq!(*refused(&rows[2]), Refusal::Skipped("mailto: leads to no page".to_owned()));
    assert_eq!(*refused(&rows[3]), Refusal::Failed("it has no URL".to_owned()));
}

/// A text as Readeck writes it.
fn markdown() -> Vec<u8> {
    fixture("readeck/index.md")
}

const FOLDER: &str = "20260306070809-readeck-bookmarks/2026-03-06-rd-example-AbCd";

fn archive(rows: &[(&str, &[u8])]) -> Vec<u8> {
    let zip = rows.iter().fold(Zip::default(), |zip, (name, data)| zip.add(format!("{FOLDER}{name}"), data));
    zip.end()
}

fn zipped(bytes: &[u8]) -> Vec<ImportedRow> {
    rows(ImportFormat::ReadeckZip, "readeck.zip", bytes)
}

#[test]
fn the_zip_holds_texts_with_their_pictures() {
    let rows = zipped(&archive(&[
        ("1/index.md", &markdown()),
        ("1/a b.png", b"picture"),
        ("2/other.png", b"other"),
    ]));
    assert_eq!(rows.len(), 1);
    let first = article(&rows[0]);
    assert_eq!(first.url.as_deref(), Some("https://rd.example/2026/water.html"));
    assert_eq!(first.title.as_deref(), Some("آب: \"خاک\""));
    assert_eq!(first.authors, ["Maryam Karimi", "The Desk"]);
    assert_eq!(first.site.as_deref(), Some("rd.example"));
    assert_eq!(first.published.as_deref(), Some("2026-03-05"));
    assert_eq!(first.saved.unwrap().to_string(), "2026-03-06T07:08:09Z");
    assert_eq!(first.tags, ["water", "iran"]);
    assert_eq!(first.highlights[0].quote, "in bold words");
    let Some(ImportedContent::Markdown(text, Some(files))) = &first.content else { panic!("no text") };
    assert!(text.contains("Told in **bold** words.") && text.contains("![](<a b.png>)"), "{text}");
    assert_eq!(files.file("https://rd.example/2026/a%20b.png").unwrap().bytes, b"picture");
    assert!(files.file("https://rd.example/2026/other.png").is_none(), "it is another article's");
    assert_eq!(rows[0].source, markdown());
    assert!(rows[0].place.ends_with("AbCd1/index.md"));
}

#[test]
fn a_bad_text_stops_no_other() {
    let text = markdown();
    let zip = Zip::default()
        .add(format!("{FOLDER}1/index.md"), b"no front")
        .add(format!("{FOLDER}2/index.md"), b"---\ntitle: [\n---\nx")
        .torn(&format!("{FOLDER}3/index.md"), &text)
        .encrypted(&format!("{FOLDER}4/index.md"), &text)
        .add("../../readeck/index.md", &text)
        .add(format!("{FOLDER}5/index.md"), &text)
        .add(format!("{FOLDER}5/index.md"), b"---\nsource: https://rd.example/last\n---\n");
    let rows = zipped(&zip.end());
    assert_eq!(rows.len(), 6, "one of each name");
    assert!(rows[..4].iter().all(|row| matches!(refused(row), Refusal::Failed(_))));
    assert_eq!(article(&rows[4]).title.as_deref(), Some("آب: \"خاک\""));
    assert_eq!(article(&rows[5]).url.as_deref(), Some("https://rd.example/last"));
    assert!(article(&rows[5]).content.is_none());
}

#[test]
fn what_is_no_archive_is_told() {
    let rows = read(ImportFormat::ReadeckZip, "a.zip", b"PK\x03\x04 cut off");
    assert!(matches!(refused(&rows[0]), Refusal::Failed(_)));
}

#[test]
fn nothing_makes_it_stumble() {
    survives(ImportFormat::ReadeckCsv, "a.csv", &fixture("readeck/bookmarks.csv"));
    let zip = archive(&[("1/index.md", &markdown()), ("1/a.png", b"picture")]);
    survives(ImportFormat::ReadeckZip, "a.zip", &zip);
    survives(ImportFormat::ReadeckZip, "a.zip", &archive(&[("1/index.md", b"---\na: &a [*a, *a]\n---\n")]));
}
