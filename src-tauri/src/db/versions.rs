//! The versions of an article as a list, and what is kept of their differences.

use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::column::{Json, Millis, Name};
use crate::error::Result;
use crate::model::{ArticleId, ChangeSummary, VersionId, VersionSummary};

/// An article's versions, newest first; `before` and `changes` are what is kept of them.
///
/// # Errors
/// SQLite's own.
pub fn versions(connection: &Connection, article: ArticleId) -> Result<Vec<VersionSummary>> {
    let mut statement = connection.prepare_cached(
        "SELECT version.id, fetched, version.created, reason, repaired, final_url, status, extractor,
             json_extract(metadata, '$.title') AS title, version.words, diagnosis, before_id, summary,
             body_size + coalesce((SELECT sum(further.body_size) FROM version_part
                 JOIN response AS further ON further.id = version_part.response_id
                 WHERE version_part.version_id = version.id), 0) AS bytes,
             (SELECT count(*) FROM version_asset WHERE version_asset.version_id = version.id) AS pictures,
             version.id = article.version_id AS current,
             version.id IS failed_attempt.version_id AND version.id <> article.version_id AS worse,
             text_sha256 IS NOT lag(text_sha256) OVER (ORDER BY version.id) AS changed
         FROM version JOIN response ON response.id = response_id JOIN article ON article.id = version.article_id
             LEFT JOIN failed_attempt ON failed_attempt.article_id = article.id
             LEFT JOIN version_change ON version_change.version_id = version.id
         WHERE version.article_id = ?1 ORDER BY version.id DESC",
    )?;
    let versions = statement.query_map([article.0], summary_of)?;
    Ok(versions.collect::<rusqlite::Result<_>>()?)
}

fn summary_of(row: &Row<'_>) -> rusqlite::Result<VersionSummary> {
    Ok(VersionSummary {
        version: VersionId(row.get("id")?),
        fetched: row.get::<_, Millis>("fetched")?.0,
        created: row.get::<_, Millis>("created")?.0,
        reason: row.get::<_, Name<_>>("reason")?.0,
        repaired: row.get("repaired")?,
        final_url: row.get("final_url")?,
        status: row.get("status")?,
        extractor: row.get("extractor")?,
        title: row.get::<_, Option<String>>("title")?.unwrap_or_default(),
        words: row.get("words")?,
        bytes: u64::try_from(row.get::<_, i64>("bytes")?).unwrap_or(0),
        pictures: row.get("pictures")?,
        current: row.get("current")?,
        changed: row.get("changed")?,
        before: row.get::<_, Option<i64>>("before_id")?.map(VersionId),
        changes: row.get::<_, Option<Json<_>>>("summary")?.map(|summary| summary.0),
        worse: row.get("worse")?,
        diagnosis: row.get::<_, Json<_>>("diagnosis")?.0,
    })
}

/// The version of an article's newest page, but not of what the last look brought when that was worse and is not shown.
///
/// # Errors
/// SQLite's own.
pub fn latest_version(connection: &Connection, article: ArticleId) -> Result<Option<VersionId>> {
    let mut statement = connection.prepare_cached(
        "SELECT version.id FROM version JOIN response ON response.id = response_id
             JOIN article ON article.id = version.article_id
             LEFT JOIN failed_attempt ON failed_attempt.article_id = article.id
         WHERE article.id = ?1
             AND (version.id IS NOT failed_attempt.version_id OR version.id = article.version_id)
         ORDER BY fetched DESC, version.id DESC LIMIT 1",
    )?;
    Ok(statement.query_row([article.0], |row| row.get(0).map(VersionId)).optional()?)
}

/// Keeps what differs from one version to another that came after it.
///
/// # Errors
/// SQLite's own.
pub fn keep_change(
    tx: &Transaction<'_>,
    version: VersionId,
    before: VersionId,
    summary: &ChangeSummary,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO version_change (version_id, before_id, summary) VALUES (?1, ?2, ?3)
         ON CONFLICT (version_id) DO UPDATE SET before_id = excluded.before_id, summary = excluded.summary",
    )?
    .execute((version.0, before.0, Json(summary)))?;
    Ok(())
}
