//! The search index: words in, articles out. What a word is, the search room decides.

use rusqlite::{Connection, Transaction};

use super::column::article_ids;
use crate::error::Result;
use crate::model::ArticleId;

/// Puts an article's words into the index, in place of what was there.
///
/// # Errors
/// SQLite's own.
pub fn index_article(
    tx: &Transaction<'_>,
    id: ArticleId,
    title: &str,
    byline: &str,
    text: &str,
) -> Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO search (rowid, title, byline, text) VALUES (?1, ?2, ?3, ?4)")?
        .execute((id.0, title, byline, text))?;
    tx.prepare_cached("DELETE FROM stale WHERE kind = 'article' AND id = ?1")?.execute([id.0])?;
    Ok(())
}

/// Every article that an FTS5 expression matches, by ascending number.
///
/// # Errors
/// SQLite's own.
pub fn search_ids(connection: &Connection, expression: &str) -> Result<Vec<ArticleId>> {
    article_ids(connection, "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid", [expression])
}
