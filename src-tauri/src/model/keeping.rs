//! What checking and recovering an archive came to.

use serde::{Deserialize, Serialize};

use super::{ArticleId, HighlightId, NoteId, VersionId};

/// What is not as it was when it was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum WrongPart {
    /// A picture.
    Picture,
    /// The raw page.
    Page,
    /// The copy's HTML.
    Html,
    /// The copy's text.
    Text,
    /// The chain of captures.
    Chain,
}

/// Something in the archive that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Wrong {
    /// What.
    pub part: WrongPart,
    /// The articles that it is of.
    pub articles: Vec<ArticleId>,
    /// The version that it is of.
    pub version: Option<VersionId>,
    /// The SHA-256 that it should have.
    pub sha256: Option<String>,
    /// What is wrong, for a person.
    pub why: String,
    /// What can be done.
    pub remedy: String,
}

/// What checking the archive came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct VerifyReport {
    /// Articles compared with the search index.
    pub articles: u32,
    /// Articles whose words in the index are not those of their text.
    pub differing: Vec<ArticleId>,
    /// Notes of which that holds.
    pub notes: Vec<NoteId>,
    /// Highlights of which that holds.
    pub highlights: Vec<HighlightId>,
    /// Articles that are known to be still missing in it.
    pub behind: u32,
    /// Words whose number of articles is wrong.
    pub miscounted: u32,
    /// Whether the index is sound in itself.
    pub sound: bool,
    /// What the database finds wrong with its file.
    pub faults: Vec<String>,
    /// Rows that refer to what is not there: table, number, table that lacks the other.
    pub references: Vec<String>,
    /// Pictures, raw pages and copies that are not what they were.
    pub contents: Vec<Wrong>,
    /// Versions whose text and HTML were compared with their sums.
    pub versions: u32,
    /// Raw pages that were unpacked and compared.
    pub pages: u32,
    /// Pictures that were compared.
    pub pictures: u32,
    /// Links of the chain of captures that were followed.
    pub links: u32,
    /// Versions that have no link in it.
    pub unchained: u32,
}

impl VerifyReport {
    /// Whether everything is what it should be, but for articles that are still to be brought into the index and versions that
    /// are still to be brought into the chain.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.is_index_right()
            && self.faults.is_empty()
            && self.references.is_empty()
            && self.contents.is_empty()
    }

    /// Whether the search index is what it should be.
    #[must_use]
    pub fn is_index_right(&self) -> bool {
        let differing = self.differing.len() + self.notes.len() + self.highlights.len();
        self.sound && differing == 0 && self.miscounted == 0
    }
}

/// A table of a recovered archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveredTable {
    /// Its name (docs/SCHEMA.md).
    pub table: String,
    /// Rows that are there again.
    pub recovered: u32,
    /// Rows that could not be read, or were not what they should be.
    pub broken_rows: u32,
    /// Pages of 8 KiB that could not be read; nobody knows how many rows were in them.
    pub broken_pages: u32,
    /// Rows that were let go because what they belong to is lost.
    pub let_go: u32,
}

/// Something that is lost, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// The article that it is, or is of.
    pub id: Option<ArticleId>,
    /// Its title.
    pub title: String,
    /// What is lost of it, and what can be done.
    pub why: String,
}

/// An archive that was made of what could be read of a damaged one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoverReport {
    /// The new archive.
    pub output: String,
    /// Its size.
    pub bytes: u64,
    /// Articles in it, those in the trash included.
    pub articles: u32,
    /// Pages of the damaged file.
    pub pages: u32,
    /// What is there of each table, where anything is or something was lost.
    pub tables: Vec<RecoveredTable>,
    /// What is lost, by name.
    pub lost: Vec<Lost>,
}

impl RecoverReport {
    /// Whether everything is there that was.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let is_whole = |table: &RecoveredTable| table.broken_rows + table.broken_pages + table.let_go == 0;
        self.lost.is_empty() && self.tables.iter().all(is_whole)
    }
}
