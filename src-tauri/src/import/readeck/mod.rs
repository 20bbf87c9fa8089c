//! What Readeck exports: a table, and a zip of Markdown files with their pictures.

mod archive;
mod marks;

use super::entry;
use super::json::Entry;
use super::table::{self, Columns, Row};
use super::{Head, Importer, Input};
use crate::error::Result;
use crate::model::{ImportedArticle, ImportedItem, ReadState, Refusal};

/// Whether it is its table.
pub(super) fn is_table(head: &Head) -> bool {
    Columns::of(head).have(&["url", "labels", "is archived", "is marked"])
}

/// Reads the table.
pub(super) fn open_table(input: Input) -> Box<dyn Importer> {
    table::importer(input, row)
}

/// Whether it is its zip.
pub(super) fn is_archive(head: &Head) -> bool {
    head.entries.iter().any(|name| name.contains("readeck") && archive::is_article(name))
}

/// Reads the zip.
pub(super) fn open_archive(input: Input) -> Box<dyn Importer> {
    Box::new(archive::Archive(input))
}

fn row(row: Row<'_>) -> Result<ImportedItem, Refusal> {
    let archived = row.flag("is archived");
    entry::article(ImportedArticle {
        url: row.text("url"),
        title: row.text("title"),
        saved: row.time("created"),
        // What is put away was read.
        state: archived.then_some(ReadState::Read),
        archived,
        starred: row.flag("is marked"),
        tags: labels(row.get("labels")),
        ..ImportedArticle::default()
    })
}

/// A list in JSON, or, where somebody edited the table, with commas.
fn labels(text: &str) -> Vec<String> {
    let parsed = Entry::parse(&format!("{{\"labels\":{text}}}"));
    match parsed.map(|entry| entry.texts("labels")) {
        Ok(labels) => entry::distinct(labels.iter().map(String::as_str)),
        Err(_) => entry::tags(text, ','),
    }
}

#[cfg(test)]
mod tests;
