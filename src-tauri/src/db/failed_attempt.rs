//! The last look at an article's page, when what came of it is not shown.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::column::{Json, Millis};
use crate::error::{ErrorReport, Result};
use crate::model::{ArticleId, FailedAttempt, VersionId};

/// What came of an attempt: a worse copy, or none.
#[derive(Debug, Clone, Copy)]
pub enum Brought<'a> {
    /// A copy that is kept as this version.
    Worse(VersionId),
    /// Nothing, for this reason.
    Nothing(&'a ErrorReport),
    /// Nothing, since the page is gone: with this status, 0 where there is no server any more.
    Dead(&'a ErrorReport, u16),
}

/// Notes an attempt in place of the one before.
///
/// # Errors
/// SQLite's own.
pub fn note_failed_attempt(
    tx: &Transaction<'_>,
    article: ArticleId,
    tried: Timestamp,
    brought: Brought<'_>,
) -> Result<()> {
    let (version, error, dead) = match brought {
        Brought::Worse(version) => (Some(version.0), None, None),
        Brought::Nothing(error) => (None, Some(Json(error)), None),
        Brought::Dead(error, status) => (None, Some(Json(error)), Some(status)),
    };
    tx.prepare_cached(
        "INSERT OR REPLACE INTO failed_attempt (article_id, tried, version_id, error, dead) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((article.0, Millis(tried), version, error, dead))?;
    Ok(())
}

/// Forgets the attempt of an article.
///
/// # Errors
/// SQLite's own.
pub fn forget_failed_attempt(tx: &Transaction<'_>, article: ArticleId) -> Result<()> {
    tx.prepare_cached("DELETE FROM failed_attempt WHERE article_id = ?1")?.execute([article.0])?;
    Ok(())
}

/// The attempt of an article, if the last one failed.
///
/// # Errors
/// SQLite's own.
pub fn failed_attempt(connection: &Connection, article: ArticleId) -> Result<Option<FailedAttempt>> {
    let mut statement = connection.prepare_cached(
        "SELECT tried, version_id, diagnosis, words, error
         FROM failed_attempt LEFT JOIN version ON version.id = version_id
         WHERE failed_attempt.article_id = ?1
             AND version_id IS NOT (SELECT article.version_id FROM article WHERE article.id = ?1)",
    )?;
    let attempt = statement.query_row([article.0], |row| {
        Ok(FailedAttempt {
            tried: row.get::<_, Millis>("tried")?.0,
            version: row.get::<_, Option<i64>>("version_id")?.map(VersionId),
            diagnosis: row.get::<_, Option<Json<_>>>("diagnosis")?.map(|json| json.0),
            words: row.get("words")?,
            error: row.get::<_, Option<Json<_>>>("error")?.map(|json| json.0),
        })
    });
    Ok(attempt.optional()?)
}
