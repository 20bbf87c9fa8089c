//! Matter's CSV.

use super::entry;
use super::table::{self, Columns, Row};
use super::{Head, Importer, Input};
use crate::model::{ImportedArticle, ImportedItem, ReadState, Refusal};

/// Whether it is Matter's.
pub(super) fn is(head: &Head) -> bool {
    Columns::of(head).have(&["url", "in queue", "favorited", "read"])
}

/// Reads Matter's CSV.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    table::importer(input, row)
}

fn row(row: Row<'_>) -> Result<ImportedItem, Refusal> {
    entry::article(ImportedArticle {
        url: row.text("url"),
        title: row.text("title"),
        authors: row.text("author").into_iter().collect(),
        site: row.text("publisher"),
        // The file has no other time.
        saved: row.time("last interaction date"),
        state: Some(if row.flag("read") { ReadState::Read } else { ReadState::Unread }),
        archived: row.get("in queue").eq_ignore_ascii_case("false"),
        starred: row.flag("favorited"),
        tags: entry::tags(row.get("tags"), ';'),
        ..ImportedArticle::default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{article, fixture, refused, rows, survives};
    use super::*;
    use crate::model::ImportFormat::Matter;

    #[test]
    fn states_tags_and_authors_are_read() {
        let rows = rows(Matter, "matter.csv", &fixture("matter/matter.csv"));
        assert_eq!(rows.len(), 4);
        let first = article(&rows[0]);
        assert_eq!(
            (first.authors.join("|"), first.site.as_deref()),
            ("Jane Doe".into(), Some("The Harbour Post"))
        );
        assert_eq!(first.tags, ["ports", "two words"]);
        assert_eq!((first.state, first.archived, first.starred), (Some(ReadState::Unread), false, true));
        assert_eq!(first.saved.unwrap().to_string(), "2024-02-03T04:05:06Z");
        let second = article(&rows[1]);
        assert_eq!((second.state, second.archived, second.starred), (Some(ReadState::Read), true, false));
        assert_eq!(second.title.as_deref(), Some("港口重新开放"));
        assert_eq!(*refused(&rows[2]), Refusal::Failed("it has no URL".to_owned()));
        assert_eq!(*refused(&rows[3]), Refusal::Failed("the row has 2 columns, not 12".to_owned()));
    }

    #[test]
    fn nothing_makes_it_stumble() {
        survives(Matter, "matter.csv", &fixture("matter/matter.csv"));
    }
}
