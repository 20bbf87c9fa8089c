//! Pinboard's JSON.

use super::entry;
use super::json::{self, Entry, Outline};
use super::{Head, Importer, Input};
use crate::model::{ImportedArticle, ImportedItem, ImportedNote, ReadState, Refusal};

/// Whether it is Pinboard's.
pub(super) fn is(head: &Head) -> bool {
    Outline::of(head).lists(&["href", "description", "extended"])
}

/// Reads Pinboard's JSON.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    json::importer(input, &[], |fields| entry(&fields))
}

fn entry(fields: &Entry) -> Result<ImportedItem, Refusal> {
    let note = fields.text("extended").map(|text| ImportedNote { text, created: None });
    entry::article(ImportedArticle {
        url: fields.text("href"),
        // What Pinboard calls the description is the title.
        title: fields.text("description"),
        saved: fields.time("time"),
        state: Some(if fields.flag("toread") { ReadState::Unread } else { ReadState::Read }),
        tags: entry::tags(&fields.text("tags").unwrap_or_default(), ' '),
        notes: note.into_iter().collect(),
        ..ImportedArticle::default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{article, fixture, refused, rows, survives};
    use super::*;
    use crate::model::ImportFormat::Pinboard;

    #[test]
    fn bookmarks_come_with_their_notes_and_tags() {
        let rows = rows(Pinboard, "pinboard_export.json", &fixture("pinboard/pinboard_export.json"));
        assert_eq!(rows.len(), 4);
        let first = article(&rows[0]);
        assert_eq!(first.title.as_deref(), Some("The harbour reopens"));
        assert_eq!(first.notes[0].text, "Ask the harbour master");
        assert_eq!(first.tags, ["ports", "خبر"]);
        assert_eq!(first.saved.unwrap().to_string(), "2015-06-07T08:09:10Z");
        assert_eq!(first.state, Some(ReadState::Unread));
        let second = article(&rows[1]);
        assert_eq!(
            (second.state, second.title.as_deref(), second.notes.len()),
            (Some(ReadState::Read), None, 0)
        );
        assert_eq!(*refused(&rows[2]), Refusal::Skipped("javascript: leads to no page".to_owned()));
        assert!(matches!(refused(&rows[3]), Refusal::Failed(_)));
    }

    #[test]
    fn nothing_makes_it_stumble() {
        survives(Pinboard, "pinboard.json", &fixture("pinboard/pinboard_export.json"));
    }
}
