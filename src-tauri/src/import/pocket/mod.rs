//! Pocket's exports: the last one as a zip, one part of it, and the older page of links.

mod archive;
mod page;
#[cfg(test)]
mod tests;

use super::entry;
use super::table::{self, Columns, Row};
use super::{Head, Importer, Input};
use crate::model::{ImportedArticle, ImportedItem, ReadState, Refusal};

pub(super) use archive::{is as is_archive, open as open_archive};
pub(super) use page::{is as is_page, open as open_page};

/// Whether it is one part of the last export, with or without the `cursor` of its first weeks.
pub(super) fn is_part(head: &Head) -> bool {
    Columns::of(head).have(&["url", "time added", "tags", "status"])
}

/// Reads one part of the last export.
pub(super) fn open_part(input: Input) -> Box<dyn Importer> {
    table::importer(input, |row| entry::article(row_of_part(row)))
}

fn row_of_part(row: Row<'_>) -> ImportedArticle {
    let (state, archived) = state(row.get("status"));
    ImportedArticle {
        url: row.text("url"),
        // Of a page that it could not load, Pocket kept this.
        title: row.text("title").filter(|title| title != "Problem loading page"),
        saved: row.time("time added"),
        tags: entry::tags(row.get("tags"), '|'),
        state,
        archived,
        ..ImportedArticle::default()
    }
}

/// What is put away in Pocket is read.
fn state(text: &str) -> (Option<ReadState>, bool) {
    match text.to_ascii_lowercase().as_str() {
        "unread" => (Some(ReadState::Unread), false),
        "archive" | "archived" | "read" => (Some(ReadState::Read), true),
        _ => (None, false),
    }
}

/// Takes an entry that was understood.
type Understood = Result<ImportedItem, Refusal>;
