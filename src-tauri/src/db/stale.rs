//! What has changed since it was last brought into the search index: rows that triggers leave behind.

use rusqlite::{Connection, Transaction};

use crate::error::Result;
use crate::model::{ArticleId, HighlightId, NoteId};

/// Something whose words are no longer those of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stale {
    /// An article whose title, names or shown version changed.
    Article(ArticleId),
    /// A note that was written, changed or deleted.
    Note(NoteId),
    /// A highlight that was made, changed or deleted.
    Highlight(HighlightId),
    /// An article whose edges to others of its story have to be made again.
    Story(ArticleId),
    /// An article that comes into a story or leaves it; its edges are what they were.
    Grouped(ArticleId),
}

/// Whether anything is stale, as when another program changed the archive.
///
/// # Errors
/// SQLite's own.
pub fn is_stale(connection: &Connection) -> Result<bool> {
    Ok(connection.query_row("SELECT EXISTS (SELECT 1 FROM stale)", [], |row| row.get(0))?)
}

/// Takes everything that is stale off the list.
///
/// # Errors
/// SQLite's own.
pub fn take_stale(tx: &Transaction<'_>) -> Result<Vec<Stale>> {
    let mut statement = tx.prepare_cached("SELECT kind, id FROM stale")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let mut stale = Vec::new();
    for row in rows {
        let (kind, id): (String, i64) = row?;
        match kind.as_str() {
            "note" => stale.push(Stale::Note(NoteId(id))),
            "highlight" => stale.push(Stale::Highlight(HighlightId(id))),
            "story" => stale.push(Stale::Story(ArticleId(id))),
            "grouped" => stale.push(Stale::Grouped(ArticleId(id))),
            _ => stale.push(Stale::Article(ArticleId(id))),
        }
    }
    if !stale.is_empty() {
        tx.prepare_cached("DELETE FROM stale")?.execute([])?;
    }
    Ok(stale)
}

/// Takes the articles off the list whose edges have to be made again, and those that only come into a story or leave it.
///
/// # Errors
/// SQLite's own.
pub fn take_stale_stories(tx: &Transaction<'_>) -> Result<(Vec<ArticleId>, Vec<ArticleId>)> {
    let [edges, groups] = ["story", "grouped"]
        .map(|kind| super::column::article_ids(tx, "SELECT id FROM stale WHERE kind = ?1", [kind]));
    tx.prepare_cached("DELETE FROM stale WHERE kind IN ('story', 'grouped')")?.execute([])?;
    Ok((edges?, groups?))
}
