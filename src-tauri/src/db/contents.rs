//! Reading what is kept with the sums it should have.

use rusqlite::{Connection, OptionalExtension};

use crate::error::Result;
use crate::model::{ArticleId, VersionId};

/// Bytes and the SHA-256 that they should have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summed {
    /// The bytes as they are stored.
    pub bytes: Vec<u8>,
    /// What they should come to, once unpacked.
    pub sha256: String,
}

/// The text and the HTML of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummedVersion {
    /// Its article.
    pub article: ArticleId,
    /// The plain text.
    pub text: Summed,
    /// The HTML.
    pub html: Summed,
}

/// A version's text and HTML, whatever bytes they are.
///
/// # Errors
/// SQLite's own.
pub fn summed_version(connection: &Connection, id: VersionId) -> Result<Option<SummedVersion>> {
    let mut statement = connection.prepare_cached(
        "SELECT article_id, text, text_sha256, html, html_sha256 FROM version WHERE id = ?1",
    )?;
    let version = statement.query_row([id.0], |row| {
        let summed = |bytes, sum| {
            Ok::<_, rusqlite::Error>(Summed {
                bytes: row.get_ref(bytes)?.as_bytes()?.to_vec(),
                sha256: row.get(sum)?,
            })
        };
        Ok(SummedVersion { article: ArticleId(row.get(0)?), text: summed(1, 2)?, html: summed(3, 4)? })
    });
    Ok(version.optional()?)
}

/// A picture.
///
/// # Errors
/// SQLite's own.
pub fn summed_picture(connection: &Connection, id: i64) -> Result<Option<Summed>> {
    summed(connection, "SELECT data, sha256 FROM asset WHERE id = ?1", id)
}

/// A raw page, compressed.
///
/// # Errors
/// SQLite's own.
pub fn summed_page(connection: &Connection, id: i64) -> Result<Option<Summed>> {
    summed(connection, "SELECT body, sha256 FROM response WHERE id = ?1", id)
}

/// The compressed body of one of a version's responses, by its sum.
///
/// # Errors
/// SQLite's own.
pub fn page_by_sum(connection: &Connection, version: VersionId, sha256: &str) -> Result<Option<Vec<u8>>> {
    let mut statement = connection.prepare_cached(
        "SELECT body FROM response WHERE sha256 = ?2 AND id IN (SELECT response_id FROM version WHERE id = ?1
         UNION ALL SELECT response_id FROM version_part WHERE version_id = ?1) LIMIT 1",
    )?;
    Ok(statement.query_row((version.0, sha256), |row| row.get(0)).optional()?)
}

fn summed(connection: &Connection, sql: &str, id: i64) -> Result<Option<Summed>> {
    let mut statement = connection.prepare_cached(sql)?;
    let row = |row: &rusqlite::Row<'_>| Ok(Summed { bytes: row.get(0)?, sha256: row.get(1)? });
    Ok(statement.query_row([id], row).optional()?)
}

/// How many rows `version`, `response` and `asset` have together.
///
/// # Errors
/// SQLite's own.
pub fn count_contents(connection: &Connection) -> Result<u64> {
    let sql = "SELECT (SELECT count(*) FROM version) + (SELECT count(*) FROM response) + (SELECT count(*) FROM asset)";
    Ok(u64::try_from(connection.query_row(sql, [], |row| row.get::<_, i64>(0))?).unwrap_or_default())
}
