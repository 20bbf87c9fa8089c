//! What a person marks on an article: reading state, star, archived, trashed, position.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::article::state_of;
use super::column::Millis;
use crate::error::Result;
use crate::model::{ArticleFlags, ArticleId};

/// The flags of an article.
///
/// # Errors
/// SQLite's own.
pub fn flags(connection: &Connection, id: ArticleId) -> Result<Option<ArticleFlags>> {
    let mut statement =
        connection.prepare_cached("SELECT state, starred, archived, trashed FROM article WHERE id = ?1")?;
    let flags = statement.query_row([id.0], |row| {
        Ok(ArticleFlags {
            id,
            state: state_of(row.get("state")?),
            starred: row.get("starred")?,
            archived: row.get("archived")?,
            trashed: row.get::<_, Option<Millis>>("trashed")?.map(|time| time.0),
        })
    });
    Ok(flags.optional()?)
}

/// Sets all flags of an article; does nothing when it is gone.
///
/// # Errors
/// SQLite's own.
pub fn set_flags(tx: &Transaction<'_>, flags: &ArticleFlags) -> Result<()> {
    tx.prepare_cached(
        "UPDATE article SET state = ?2, starred = ?3, archived = ?4, trashed = ?5 WHERE id = ?1",
    )?
    .execute((
        flags.id.0,
        flags.state as u8,
        flags.starred,
        flags.archived,
        flags.trashed.map(Millis),
    ))?;
    Ok(())
}

/// Sets the reading position, from 0 to 1.
///
/// # Errors
/// SQLite's own.
pub fn set_position(tx: &Transaction<'_>, id: ArticleId, position: f64) -> Result<()> {
    tx.prepare_cached("UPDATE article SET position = ?2 WHERE id = ?1")?.execute((id.0, position))?;
    Ok(())
}
