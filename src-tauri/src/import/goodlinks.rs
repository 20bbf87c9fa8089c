//! `GoodLinks`' JSON.

use super::entry::{self, distinct};
use super::json::{self, Entry, Outline};
use super::{Head, Importer, Input};
use crate::model::{ImportedArticle, ImportedItem, ReadState, Refusal};

/// Whether it is `GoodLinks`'.
pub(super) fn is(head: &Head) -> bool {
    Outline::of(head).lists(&["url", "addedAt"])
}

/// Reads `GoodLinks`' JSON.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    json::importer(input, &[], |fields| entry(&fields))
}

fn entry(fields: &Entry) -> Result<ImportedItem, Refusal> {
    let is_read = fields.text("readAt").is_some();
    entry::article(ImportedArticle {
        url: fields.text("url").or_else(|| fields.text("originalURL")),
        title: fields.text("title"),
        excerpt: fields.text("summary"),
        saved: fields.time("addedAt"),
        state: Some(if is_read { ReadState::Read } else { ReadState::Unread }),
        starred: fields.flag("starred"),
        tags: distinct(fields.texts("tags").iter().map(String::as_str)),
        ..ImportedArticle::default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{article, fixture, refused, rows, survives};
    use super::*;
    use crate::model::ImportFormat::GoodLinks;

    #[test]
    fn links_come_with_their_times_and_tags() {
        let rows = rows(GoodLinks, "links.json", &fixture("goodlinks/links.json"));
        assert_eq!(rows.len(), 4);
        let first = article(&rows[0]);
        assert_eq!(first.tags, ["ports", "اخبار"]);
        assert_eq!(first.saved.unwrap().to_string(), "2024-06-10T06:13:20.5Z");
        assert_eq!((first.state, first.starred), (Some(ReadState::Read), true));
        assert_eq!(first.excerpt.as_deref(), Some("The first ship in nine years"));
        let second = article(&rows[1]);
        assert_eq!((second.state, second.starred), (Some(ReadState::Unread), false));
        assert_eq!(second.url.as_deref(), Some("https://example.org/original"));
        assert_eq!(*refused(&rows[2]), Refusal::Failed("it is no object".to_owned()));
        assert_eq!(*refused(&rows[3]), Refusal::Failed("the file ends before its end".to_owned()));
    }

    #[test]
    fn nothing_makes_it_stumble() {
        survives(GoodLinks, "links.json", &fixture("goodlinks/links.json"));
    }
}
