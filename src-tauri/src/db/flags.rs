//! What a person marks on an article: reading state, star, archived, trashed, position.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, ToSql, Transaction, params};

use super::article::state_of;
use super::column::{Json, Millis};
use crate::error::Result;
use crate::model::{ArticleFlags, ArticleId, ArticlePatch};

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

/// One of the articles that is not there, if there is one.
///
/// # Errors
/// SQLite's own.
pub fn missing_article(connection: &Connection, ids: &[ArticleId]) -> Result<Option<ArticleId>> {
    let mut statement = connection.prepare_cached(
        "SELECT value FROM json_each(?1) WHERE NOT EXISTS (SELECT 1 FROM article WHERE id = value) LIMIT 1",
    )?;
    Ok(statement.query_row([Json(ids)], |row| row.get(0).map(ArticleId)).optional()?)
}

/// Changes flags of articles, in one statement for each flag: a column that is set costs its indexes, changed or not.
///
/// # Errors
/// SQLite's own.
pub fn patch_flags(
    tx: &Transaction<'_>,
    ids: &[ArticleId],
    patch: ArticlePatch,
    now: Timestamp,
) -> Result<()> {
    let trashed = patch.trashed.map(|trashed| trashed.then_some(Millis(now)));
    let list = Json(ids);
    let set = |assignment: &str, unless: &str, value: &dyn ToSql| -> Result<()> {
        let sql = format!(
            "UPDATE article SET {assignment} WHERE id IN (SELECT value FROM json_each(?1)) AND NOT ({unless})"
        );
        tx.prepare_cached(&sql)?.execute(params![list, value])?;
        Ok(())
    };
    if let Some(state) = patch.state {
        set("state = ?2", "state = ?2", &(state as u8))?;
    }
    if let Some(starred) = patch.starred {
        set("starred = ?2", "starred = ?2", &starred)?;
    }
    if let Some(archived) = patch.archived {
        set("archived = ?2", "archived = ?2", &archived)?;
    }
    if let Some(time) = trashed {
        // What lies in the trash keeps the time it came there.
        set("trashed = ?2", "(trashed IS NULL) = (?2 IS NULL)", &time)?;
    }
    Ok(())
}

/// Sets when an article was saved, unless it is known to have been saved before.
///
/// # Errors
/// SQLite's own.
pub fn set_saved_before(tx: &Transaction<'_>, id: ArticleId, saved: Timestamp) -> Result<()> {
    tx.prepare_cached("UPDATE article SET saved = ?2 WHERE id = ?1 AND saved > ?2")?
        .execute((id.0, Millis(saved)))?;
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
