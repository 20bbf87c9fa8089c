//! The chain of captures: links are added and never changed.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::column::Millis;
use crate::error::Result;
use crate::model::{ArticleId, ChainLink, VersionId};

/// What a version was when it was captured, as it is summed.
#[derive(Debug, Clone, PartialEq)]
pub struct Captured {
    /// Its article.
    pub article: ArticleId,
    /// When it was made.
    pub created: Timestamp,
    /// What made it.
    pub extractor: String,
    /// SHA-256 of its HTML and of its text.
    pub sums: (String, String),
    /// Its responses in order: URL, status, headers as stored, time, SHA-256, bytes.
    pub responses: Vec<CapturedResponse>,
    /// Its pictures in order: number, URL, and SHA-256 where it is there.
    pub pictures: Vec<(u32, String, Option<String>)>,
}

/// A response, without its body.
#[derive(Debug, Clone, PartialEq)]
pub struct CapturedResponse {
    /// The URL that answered.
    pub url: String,
    /// HTTP status.
    pub status: u16,
    /// Headers, JSON.
    pub headers: String,
    /// When it came.
    pub fetched: Timestamp,
    /// SHA-256 of the body.
    pub sha256: String,
    /// Bytes of the body.
    pub bytes: i64,
}

/// What a version was made of.
///
/// # Errors
/// SQLite's own.
pub fn captured(connection: &Connection, id: VersionId) -> Result<Option<Captured>> {
    let mut statement = connection.prepare_cached(
        "SELECT article_id, created, extractor, html_sha256, text_sha256 FROM version WHERE id = ?1",
    )?;
    let version = statement.query_row([id.0], |row| {
        Ok(Captured {
            article: ArticleId(row.get(0)?),
            created: row.get::<_, Millis>(1)?.0,
            extractor: row.get(2)?,
            sums: (row.get(3)?, row.get(4)?),
            responses: Vec::new(),
            pictures: Vec::new(),
        })
    });
    let Some(mut captured) = version.optional()? else { return Ok(None) };
    let mut responses = connection.prepare_cached(
        "SELECT final_url, status, headers, fetched, sha256, body_size FROM (
             SELECT 0 AS place, response_id FROM version WHERE id = ?1
             UNION ALL SELECT position, response_id FROM version_part WHERE version_id = ?1)
         JOIN response ON response.id = response_id ORDER BY place",
    )?;
    let rows = responses.query_map([id.0], |row| {
        Ok(CapturedResponse {
            url: row.get(0)?,
            status: row.get(1)?,
            headers: row.get(2)?,
            fetched: row.get::<_, Millis>(3)?.0,
            sha256: row.get(4)?,
            bytes: row.get(5)?,
        })
    })?;
    captured.responses = rows.collect::<rusqlite::Result<_>>()?;
    let mut pictures = connection.prepare_cached(
        "SELECT n, url, sha256 FROM version_asset LEFT JOIN asset ON asset.id = asset_id WHERE version_id = ?1 ORDER BY n",
    )?;
    let rows = pictures.query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    captured.pictures = rows.collect::<rusqlite::Result<_>>()?;
    Ok(Some(captured))
}

/// The last link of the chain.
///
/// # Errors
/// SQLite's own.
pub fn chain_head(connection: &Connection) -> Result<Option<ChainLink>> {
    let sql = "SELECT id, version_id, made, record, before, sum FROM capture_chain ORDER BY id DESC LIMIT 1";
    Ok(connection.prepare_cached(sql)?.query_row([], link).optional()?)
}

/// The link at a place.
///
/// # Errors
/// SQLite's own.
pub fn chain_link(connection: &Connection, number: i64) -> Result<Option<ChainLink>> {
    let sql = "SELECT id, version_id, made, record, before, sum FROM capture_chain WHERE id = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([number], link).optional()?)
}

/// The last link of a version.
///
/// # Errors
/// SQLite's own.
pub fn link_of_version(connection: &Connection, version: VersionId) -> Result<Option<ChainLink>> {
    let sql = "SELECT id, version_id, made, record, before, sum FROM capture_chain WHERE version_id = ?1
        ORDER BY id DESC LIMIT 1";
    Ok(connection.prepare_cached(sql)?.query_row([version.0], link).optional()?)
}

/// The links after one, in order.
///
/// # Errors
/// SQLite's own.
pub fn links_after(connection: &Connection, after: i64, limit: u32) -> Result<Vec<ChainLink>> {
    let sql = "SELECT id, version_id, made, record, before, sum FROM capture_chain WHERE id > ?1 ORDER BY id LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let links = statement.query_map((after, limit), link)?;
    Ok(links.collect::<rusqlite::Result<_>>()?)
}

/// Adds a link.
///
/// # Errors
/// SQLite's own.
pub fn add_chain_link(tx: &Transaction<'_>, link: &ChainLink) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO capture_chain (version_id, made, record, before, sum) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((link.version.0, Millis(link.made), &link.record, &link.before, &link.sum))?;
    Ok(())
}

/// Versions that have no link, ascending.
///
/// # Errors
/// SQLite's own.
pub fn unchained(connection: &Connection) -> Result<Vec<VersionId>> {
    let sql = "SELECT id FROM version WHERE id NOT IN (SELECT version_id FROM capture_chain) ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let ids = statement.query_map([], |row| row.get(0).map(VersionId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

fn link(row: &Row<'_>) -> rusqlite::Result<ChainLink> {
    Ok(ChainLink {
        number: row.get(0)?,
        version: VersionId(row.get(1)?),
        made: row.get::<_, Millis>(2)?.0,
        record: row.get(3)?,
        before: row.get(4)?,
        sum: row.get(5)?,
    })
}
