//! What a person corrected in articles' copies.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::column::Json;
use crate::error::Result;
use crate::model::{ArticleId, Repairs};

/// The corrections of an article; none where there are none.
///
/// # Errors
/// SQLite's own.
pub fn repairs(connection: &Connection, article: ArticleId) -> Result<Repairs> {
    let mut statement = connection.prepare_cached("SELECT edits FROM repair WHERE article_id = ?1")?;
    let repairs = statement.query_row([article.0], |row| row.get::<_, Json<Repairs>>("edits"));
    Ok(repairs.optional()?.map(|repairs| repairs.0).unwrap_or_default())
}

/// Puts the corrections of an article in the place of those that were there.
///
/// # Errors
/// SQLite's own.
pub fn set_repairs(tx: &Transaction<'_>, article: ArticleId, repairs: &Repairs) -> Result<()> {
    if repairs.is_empty() {
        tx.prepare_cached("DELETE FROM repair WHERE article_id = ?1")?.execute([article.0])?;
    } else {
        tx.prepare_cached(
            "INSERT INTO repair (article_id, edits) VALUES (?1, ?2)
             ON CONFLICT (article_id) DO UPDATE SET edits = excluded.edits",
        )?
        .execute((article.0, Json(repairs)))?;
    }
    Ok(())
}
