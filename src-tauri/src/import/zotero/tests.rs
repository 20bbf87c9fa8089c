use std::path::Path;

use super::super::testing::{article, fixture, read, refused, rows, survives};
use super::super::{Input, importer};
use super::*;
use crate::model::{ImportFormat, ImportedContent};

fn all(path: &str) -> Vec<ImportedRow> {
    rows(ImportFormat::ZoteroRdf, path, &fixture(path))
}

/// The entries of a fixture with the files beside it.
fn with_files(path: &str) -> Vec<ImportedRow> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(path);
    let mut rows = Vec::new();
    let mut take = |row| {
        rows.push(row);
        Ok(())
    };
    importer(ImportFormat::ZoteroRdf, Input::open(&path).unwrap()).unwrap().each(&mut take).unwrap();
    rows
}

#[test]
fn items_come_in_with_what_they_are_named_by() {
    let rows = with_files("zotero/library.rdf");
    assert_eq!(rows.len(), 12);
    let first = article(&rows[0]);
    assert_eq!(first.url.as_deref(), Some("https://zt.example/water?a=1&b=2"));
    assert_eq!(first.key.as_deref(), Some("https://zt.example/water"));
    assert_eq!(first.title.as_deref(), Some("آب & خاک"));
    assert_eq!(first.authors, ["Maryam Karimi", "Reuters"]);
    assert_eq!(first.site.as_deref(), Some("The Gazette"));
    assert_eq!(first.published.as_deref(), Some("2026-03-05"));
    assert_eq!(first.saved.unwrap().to_string(), "2026-03-06T07:08:09Z");
    assert_eq!(first.language.as_deref(), Some("fa"));
    assert_eq!(first.excerpt.as_deref(), Some("In short."));
    assert_eq!(first.tags, ["water", "from the page"]);
    assert_eq!(first.related, ["#item_2"]);
    assert_eq!(first.collections, [vec!["World".to_owned(), "Iran".to_owned()], vec!["Later".to_owned()]]);
    let second = article(&rows[1]);
    assert_eq!(second.key.as_deref(), Some("#item_2"));
    assert_eq!(second.site.as_deref(), Some("Das Blatt"), "named elsewhere");
    assert_eq!(second.notes[0].text, "within *it*");
    assert_eq!(*refused(&rows[2]), Refusal::Failed("it has no URL".to_owned()));
}

#[test]
fn notes_and_stored_pages_are_about_the_article_of_their_item() {
    let rows = with_files("zotero/library.rdf");
    let note = article(&rows[3]);
    assert_eq!(note.url.as_deref(), Some("https://zt.example/water?a=1&b=2"));
    assert_eq!(note.notes[0].text, "**Why** it counts");
    let alone = article(&rows[4]);
    assert!(alone.url.is_none() && alone.unfetchable);
    assert_eq!(alone.notes[0].text, "A note of its own");
    let page = article(&rows[5]);
    assert_eq!(page.url.as_deref(), Some("https://zt.example/water?a=1&b=2"));
    let Some(ImportedContent::Page(page)) = &page.content else { panic!("no page") };
    assert_eq!(page.final_url, "https://zt.example/water#snapshot");
    assert_eq!(page.headers, [("content-type".to_owned(), "text/html; charset=utf-8".to_owned())]);
    assert!(page.body.starts_with(b"<!DOCTYPE html>"));
    let told: Vec<_> = rows[6..9].iter().map(|row| format!("{:?}", refused(row))).collect();
    assert_eq!(
        told,
        [
            r#"Skipped("an attached file of the kind \"application/pdf\"")"#,
            r#"Failed("\"../../outside.html\" is no file beside it")"#,
            r#"Failed("there is no file \"files/9/gone.html\" beside it")"#,
        ]
    );
}

#[test]
fn collections_come_in_as_a_tree() {
    let rows = all("zotero/library.rdf");
    let path = |row: &ImportedRow| match &row.item {
        Ok(ImportedItem::Collection(collection)) => collection.path.join(" > "),
        other => panic!("no collection: {other:?}"),
    };
    assert_eq!(rows[9..].iter().map(path).collect::<Vec<_>>(), ["World > Iran", "World", "Later"]);
    let circle = r##"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
        <z:Collection rdf:about="#a"><dc:title>A</dc:title><dcterms:hasPart rdf:resource="#b"/></z:Collection>
        <z:Collection rdf:about="#b"><dc:title>B</dc:title><dcterms:hasPart rdf:resource="#a"/></z:Collection></rdf:RDF>"##;
    let rows = read(ImportFormat::ZoteroRdf, "a.rdf", circle.as_bytes());
    assert_eq!(rows.iter().map(path).collect::<Vec<_>>(), ["B > A", "A > B"]);
}

#[test]
fn a_library_that_is_cut_off_hands_over_what_came_before() {
    let whole = fixture("zotero/library.rdf");
    let at = whole.windows(5).position(|part| part == b"Blatt").unwrap();
    let rows = rows(ImportFormat::ZoteroRdf, "a.rdf", &whole[..at]);
    assert_eq!(rows.len(), 3);
    assert_eq!(article(&rows[0]).authors.len(), 2);
    assert!(matches!(refused(&rows[2]), Refusal::Failed(why) if why.contains("ends before its end")));
}

#[test]
fn nothing_makes_it_stumble() {
    survives(ImportFormat::ZoteroRdf, "a.rdf", &fixture("zotero/library.rdf"));
}
