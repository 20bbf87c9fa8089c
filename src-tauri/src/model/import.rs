//! Imports: what a file holds, what is to be done with it, and what came of it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ArticleId, ImportFormat, ImportId, TagPath};

/// What to do with a file of another program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ImportOptions {
    /// What it is read as; recognised by its content without one.
    #[serde(default)]
    pub format: Option<ImportFormat>,
    /// Tags that every article gets.
    #[serde(default)]
    pub tags: Vec<TagPath>,
    /// Where articles go that are new, whatever the file says.
    #[serde(default)]
    pub shelf: Option<ImportShelf>,
    /// When pages are fetched.
    #[serde(default)]
    pub fetch: FetchTime,
    /// Leaves out what a feed brought, and not the person.
    #[serde(default)]
    pub skip_feeds: bool,
}

/// Where imported articles go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum ImportShelf {
    /// To what is still to be read.
    Inbox,
    /// To what has been put away.
    Archive,
}

/// When the pages of imported articles are fetched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum FetchTime {
    /// As soon as they are in.
    Now,
    /// When the person says so: they wait in the queue.
    #[default]
    Later,
    /// Not at all.
    Never,
}

/// What became of a row of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum RowOutcome {
    /// It was not there.
    Imported,
    /// It was there already; what it lacked was added.
    Merged,
    /// It was left out.
    Skipped,
    /// It could not be read or stored.
    Failed,
}

/// What an import did. Every row is accounted for: imported, merged, skipped or failed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ImportReport {
    /// The import, unless the file was an export of Lede.
    pub import: Option<ImportId>,
    /// What the file was read as.
    pub format: Option<ImportFormat>,
    /// Rows of the file.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub rows: u64,
    /// Rows that were not there.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub imported: u64,
    /// Rows that were there already; what they lacked was added.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub merged: u64,
    /// Rows that were left out.
    pub skipped: Vec<RowWhy>,
    /// Rows that could not be read or stored.
    pub failed: Vec<RowWhy>,
    /// Pages that were put into the queue.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub to_fetch: u64,
    /// The same by what they are.
    pub kinds: BTreeMap<String, KindCount>,
}

/// A row, and why it did not come in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct RowWhy {
    /// Its number in the file, from 1.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub row: u64,
    /// Why, for a person.
    pub why: String,
    /// Where it stands in the file, for a person.
    #[serde(default)]
    pub place: String,
    /// Its URL, where it has one.
    #[serde(default)]
    pub url: Option<String>,
    /// Its title, where it has one.
    #[serde(default)]
    pub title: Option<String>,
}

/// A row of an import as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ImportRow {
    /// The row, and why it did not come in, or not all of it.
    pub entry: RowWhy,
    /// The article that it became or was added to.
    pub article: Option<ArticleId>,
}

/// How many rows of a kind came in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct KindCount {
    /// That were not there.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub imported: u64,
    /// That were there already.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub merged: u64,
}

/// What a file holds, before anything of it is taken in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ImportPreview {
    /// Its name.
    pub name: String,
    /// What it is.
    pub format: ImportFormat,
    /// Its rows.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub rows: u64,
    /// Articles that are not in the archive.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub new: u64,
    /// Articles that are.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub here: u64,
    /// Rows about an article that an earlier row is about.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub again: u64,
    /// Rows that will be left out or cannot be read.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub refused: u64,
    /// The first of them.
    pub refusals: Vec<RowWhy>,
    /// Articles whose text is in the file.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub with_text: u64,
    /// New articles whose pages can be fetched.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub to_fetch: u64,
    /// Articles that a feed brought.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub feeds: u64,
    /// Notes.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub notes: u64,
    /// Highlights.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub highlights: u64,
    /// Tags.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub tags: u64,
    /// Collections.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub collections: u64,
    /// The first articles.
    pub first: Vec<PreviewRow>,
    /// When this file was taken in before, or begun to be.
    #[cfg_attr(feature = "desktop", specta(type = Option<String>))]
    pub before: Option<Timestamp>,
    /// Whether that broke off, so that it goes on now.
    pub unfinished: bool,
}

/// An article of a file, as it is shown before it is taken in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct PreviewRow {
    /// Its title, or its URL.
    pub title: String,
    /// Its URL, where it has one.
    pub url: Option<String>,
    /// When it was saved.
    #[cfg_attr(feature = "desktop", specta(type = Option<String>))]
    pub saved: Option<Timestamp>,
    /// Its tags.
    pub tags: Vec<String>,
}

/// A file that was taken in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ImportSummary {
    /// The import.
    pub id: ImportId,
    /// The file's name.
    pub name: String,
    /// What it was.
    pub format: ImportFormat,
    /// When it was begun.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub started: Timestamp,
    /// When it ended; without it, it broke off.
    #[cfg_attr(feature = "desktop", specta(type = Option<String>))]
    pub finished: Option<Timestamp>,
    /// Rows by what became of them: imported, merged, skipped, failed.
    #[cfg_attr(feature = "desktop", specta(type = [specta_typescript::Number; 4]))]
    pub rows: [u64; 4],
}
