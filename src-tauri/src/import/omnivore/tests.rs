//! Omnivore's zip and its metadata alone.

use super::super::testing::{Zip, article, fixture, refused, rows, survives};
use crate::model::ImportFormat::Omnivore;
use crate::model::{ImportedArticle, ImportedContent, ReadState, Refusal};

fn file(name: &str) -> Vec<u8> {
    fixture(&format!("omnivore/{name}"))
}

/// As the exporter writes it: a text twice, numbers that are too high, files in no order.
fn zip() -> Zip {
    Zip::default()
        .add("metadata_20_to_40.json", &file("metadata_20_to_40.json"))
        .add("metadata_0_to_20.json", &file("metadata_0_to_20.json"))
        .add("content/harbour-18f.html", b"<p>An older copy.</p>")
        .add("content/harbour-18f.html", "<p>After nine years, the first ship came in.</p>".as_bytes())
        .add("content/ships-190.html", "<p>نخستین کشتی آمد.</p>".as_bytes())
        .torn("content/torn-192.html", b"<p>Torn.</p>")
        .add("content/nobodys-193.html", b"<p>A text without metadata.</p>")
        .add("content/scan.pdf", b"%PDF-1.7")
        .add("highlights/harbour-18f.md", &file("highlights.md"))
        .add("../../etc/passwd", b"root")
}

fn html(article: &ImportedArticle) -> &str {
    match &article.content {
        Some(ImportedContent::Html(html, _)) => html,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_zip_brings_texts_and_highlights() {
    let rows = rows(Omnivore, "omnivore.zip", &zip().end());
    let places: Vec<_> = rows.iter().map(|row| row.place.as_str()).collect();
    assert_eq!(
        places,
        [
            "metadata_0_to_20.json, entry 1",
            "metadata_0_to_20.json, entry 2",
            "metadata_0_to_20.json, entry 3",
            "metadata_20_to_40.json, entry 1",
            "content/torn-192.html",
            "metadata_20_to_40.json, entry 2",
            "metadata_20_to_40.json, entry 3",
            "metadata_20_to_40.json, entry 4",
            "content/nobodys-193.html",
            "content/scan.pdf",
            "../../etc/passwd",
        ]
    );
    let first = article(&rows[0]);
    assert_eq!(html(first), "<p>After nine years, the first ship came in.</p>");
    assert_eq!((first.authors.join("|"), first.position), ("Jane Doe".into(), Some(0.4)));
    assert_eq!((first.state, first.archived), (Some(ReadState::Reading), false));
    assert_eq!(first.tags, ["ports", "long read"]);
    assert_eq!(first.published.as_deref(), Some("2024-03-01T00:00:00Z"));
    assert_eq!(first.saved.unwrap().to_string(), "2024-03-04T05:06:07Z");
    assert_eq!(first.notes[0].text, "Good on the whole.");
    let quotes: Vec<_> = first.highlights.iter().map(|highlight| highlight.quote.as_str()).collect();
    assert_eq!(quotes, ["After nine years, the first ship came in.", "It carried grain.\n\nAnd more."]);
    assert_eq!(first.highlights[0].note.as_deref(), Some("Check the year."));
    assert!(String::from_utf8_lossy(&rows[0].source).contains("#key #two words"));
    let second = article(&rows[1]);
    assert_eq!((second.state, second.archived), (Some(ReadState::Read), true));
    assert!(html(second).contains("نخستین"));
    let mail = article(&rows[2]);
    assert!(mail.unfetchable && mail.feed && mail.state == Some(ReadState::Unread));
}

#[test]
fn what_is_torn_or_belongs_to_nothing_is_told() {
    let rows = rows(Omnivore, "omnivore.zip", &zip().end());
    let torn = article(&rows[3]);
    assert!(torn.content.is_none() && torn.feed && torn.state.is_none());
    assert!(matches!(refused(&rows[4]), Refusal::Failed(_)));
    assert_eq!(*refused(&rows[5]), Refusal::Failed("it is no object".to_owned()));
    let out = article(&rows[6]);
    assert!(out.content.is_none() && out.state == Some(ReadState::Read));
    assert_eq!(*refused(&rows[7]), Refusal::Failed("the file ends before its end".to_owned()));
    let alone = article(&rows[8]);
    assert_eq!((alone.url.as_deref(), alone.title.as_deref()), (None, Some("nobodys 193")));
    assert!(matches!(refused(&rows[9]), Refusal::Skipped(_)));
    assert!(matches!(refused(&rows[10]), Refusal::Skipped(_)));
}

#[test]
fn its_metadata_alone_is_read() {
    let rows = rows(Omnivore, "omnivore.json", &file("metadata_0_to_20.json"));
    assert_eq!(rows.len(), 3);
    assert!(article(&rows[0]).content.is_none() && article(&rows[2]).unfetchable);
}

#[test]
fn nothing_makes_it_stumble() {
    survives(Omnivore, "omnivore.zip", &zip().end());
    survives(Omnivore, "omnivore.json", &file("metadata_20_to_40.json"));
}
