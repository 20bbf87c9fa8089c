//! Reading the search index for comparison with what it was made of.

use rusqlite::{Connection, ErrorCode, Transaction};

use super::column::article_ids;
use crate::error::Result;
use crate::model::ArticleId;

/// A full-text table of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FullText {
    /// The words of articles.
    Articles,
    /// The words of notes.
    Notes,
    /// The words of highlights.
    Highlights,
}

impl FullText {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Articles, Self::Notes, Self::Highlights];

    fn name(self) -> &'static str {
        match self {
            Self::Articles => "search",
            Self::Notes => "note_search",
            Self::Highlights => "highlight_search",
        }
    }

    fn places(self) -> &'static str {
        match self {
            Self::Articles => "SELECT term, doc, col, offset FROM search_word",
            Self::Notes => "SELECT term, doc, col, offset FROM note_word",
            Self::Highlights => "SELECT term, doc, col, offset FROM highlight_word",
        }
    }
}

/// A place where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordPlace<'a> {
    /// The word.
    pub term: &'a str,
    /// The number of the article, note or highlight.
    pub row: i64,
    /// The name of the column.
    pub column: &'a str,
    /// How many words stand before it in the column.
    pub offset: i64,
}

/// Hands over every place of a full-text table, by word and ascending number.
///
/// # Errors
/// SQLite's own; those of `take`.
pub fn each_word_place(
    connection: &Connection,
    table: FullText,
    mut take: impl FnMut(WordPlace<'_>) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare(table.places())?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take(WordPlace {
            term: row.get_ref(0)?.as_str().unwrap_or_default(),
            row: row.get(1)?,
            column: row.get_ref(2)?.as_str().unwrap_or_default(),
            offset: row.get(3)?,
        })?;
    }
    Ok(())
}

/// Hands over every word with the number of articles that are said to have it.
///
/// # Errors
/// SQLite's own; those of `take`.
pub fn each_word_count(connection: &Connection, mut take: impl FnMut(&str, i64) -> Result<()>) -> Result<()> {
    let mut statement = connection.prepare("SELECT term, articles FROM search_term")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take(row.get_ref(0)?.as_str().unwrap_or_default(), row.get(1)?)?;
    }
    Ok(())
}

/// The articles that are to be brought into the index, ascending.
///
/// # Errors
/// SQLite's own.
pub fn all_behind(connection: &Connection) -> Result<Vec<ArticleId>> {
    article_ids(connection, "SELECT article_id FROM search_behind ORDER BY article_id", [])
}

/// Whether a full-text table is sound in itself, as FTS5 checks it.
///
/// # Errors
/// SQLite's own, but for those that say that it is not.
pub fn is_sound(tx: &Transaction<'_>, table: FullText) -> Result<bool> {
    let name = table.name();
    match tx.execute(&format!("INSERT INTO {name} ({name}) VALUES ('integrity-check')"), []) {
        Ok(_) => Ok(true),
        Err(rusqlite::Error::SqliteFailure(failure, _)) if failure.code == ErrorCode::DatabaseCorrupt => {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}
