//! Articles whose pages are looked at again, and what was last found there.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::column::{Json, Millis};
use crate::error::{ErrorReport, Result};
use crate::model::{ArticleId, Watch, WatchedArticle};

/// Watches an article, or changes how often it is looked at.
///
/// # Errors
/// SQLite's own.
pub fn set_watch(tx: &Transaction<'_>, article: ArticleId, watch: &Watch) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO watch (article_id, every, \"next\", failures, unchanged) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (article_id) DO UPDATE SET every = excluded.every, \"next\" = excluded.\"next\",
             failures = excluded.failures, unchanged = excluded.unchanged",
    )?
    .execute((
        article.0,
        i64::from(watch.every) * 1000,
        Millis(watch.next),
        watch.failures,
        watch.unchanged,
    ))?;
    Ok(())
}

/// Watches an article no more.
///
/// # Errors
/// SQLite's own.
pub fn remove_watch(tx: &Transaction<'_>, article: ArticleId) -> Result<()> {
    tx.prepare_cached("DELETE FROM watch WHERE article_id = ?1")?.execute([article.0])?;
    Ok(())
}

/// How an article is watched, if it is.
///
/// # Errors
/// SQLite's own.
pub fn watch(connection: &Connection, article: ArticleId) -> Result<Option<Watch>> {
    let mut statement = connection
        .prepare_cached("SELECT every, \"next\", failures, unchanged FROM watch WHERE article_id = ?1")?;
    Ok(statement.query_row([article.0], watch_of).optional()?)
}

/// Everything that is watched outside the trash, what is looked at next first.
///
/// # Errors
/// SQLite's own.
pub fn watched(connection: &Connection) -> Result<Vec<WatchedArticle>> {
    let mut statement = connection.prepare_cached(
        "SELECT article.id, url, title, checked, fetched, every, \"next\", failures, unchanged, error
         FROM watch JOIN article ON article.id = watch.article_id JOIN version ON version.id = article.version_id
             JOIN response ON response.id = response_id
             LEFT JOIN failed_attempt ON failed_attempt.article_id = article.id
         WHERE trashed IS NULL ORDER BY \"next\", article.id",
    )?;
    let watched = statement.query_map([], |row| {
        Ok(WatchedArticle {
            id: ArticleId(row.get("id")?),
            url: row.get("url")?,
            title: row.get("title")?,
            watch: watch_of(row)?,
            checked: row.get::<_, Option<Millis>>("checked")?.map(|time| time.0),
            fetched: row.get::<_, Millis>("fetched")?.0,
            error: row.get::<_, Option<Json<ErrorReport>>>("error")?.map(|error| error.0),
        })
    })?;
    Ok(watched.collect::<rusqlite::Result<_>>()?)
}

/// Articles that are to be looked at by now, with their hosts, those that wait longest first.
///
/// # Errors
/// SQLite's own.
pub fn due_watches(connection: &Connection, now: Timestamp) -> Result<Vec<(ArticleId, String, Watch)>> {
    let mut statement = connection.prepare_cached(
        "SELECT article_id, host, every, \"next\", failures, unchanged
         FROM watch JOIN article ON article.id = article_id
         WHERE \"next\" <= ?1 AND trashed IS NULL ORDER BY \"next\", article_id",
    )?;
    let due = statement.query_map([Millis(now)], |row| {
        Ok((ArticleId(row.get("article_id")?), row.get("host")?, watch_of(row)?))
    })?;
    Ok(due.collect::<rusqlite::Result<_>>()?)
}

/// When the next look is due, if anything outside the trash is watched.
///
/// # Errors
/// SQLite's own.
pub fn next_watch(connection: &Connection) -> Result<Option<Timestamp>> {
    let mut statement = connection.prepare_cached(
        "SELECT \"next\" FROM watch JOIN article ON article.id = article_id
         WHERE trashed IS NULL ORDER BY \"next\" LIMIT 1",
    )?;
    Ok(statement.query_row([], |row| row.get::<_, Millis>(0)).optional()?.map(|time| time.0))
}

/// Notes that a look at an article's page found nothing new.
///
/// # Errors
/// SQLite's own.
pub fn set_checked(tx: &Transaction<'_>, article: ArticleId, now: Timestamp) -> Result<()> {
    tx.prepare_cached("UPDATE article SET checked = ?2 WHERE id = ?1")?.execute((article.0, Millis(now)))?;
    Ok(())
}

/// The last look at an article's page that found nothing new.
///
/// # Errors
/// SQLite's own.
pub fn checked(connection: &Connection, article: ArticleId) -> Result<Option<Timestamp>> {
    let mut statement = connection.prepare_cached("SELECT checked FROM article WHERE id = ?1")?;
    let checked = statement.query_row([article.0], |row| row.get::<_, Option<Millis>>(0)).optional()?;
    Ok(checked.flatten().map(|time| time.0))
}

/// Forgets the jobs that looked at an article's page before and have ended.
///
/// # Errors
/// SQLite's own.
pub fn forget_checks(tx: &Transaction<'_>, article: ArticleId) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM job WHERE article_id = ?1 AND kind = 'check' AND state IN ('done', 'failed', 'cancelled')",
    )?
    .execute([article.0])?;
    Ok(())
}

fn watch_of(row: &Row<'_>) -> rusqlite::Result<Watch> {
    Ok(Watch {
        every: u32::try_from(row.get::<_, i64>("every")? / 1000).unwrap_or(u32::MAX),
        next: row.get::<_, Millis>("next")?.0,
        failures: row.get("failures")?,
        unchanged: row.get("unchanged")?,
    })
}
