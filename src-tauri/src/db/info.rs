//! Counts over the whole archive.

use rusqlite::Connection;

use crate::error::Result;
use crate::model::ArticleId;

/// What the archive holds, beyond the shelves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArchiveCounts {
    /// Versions kept.
    pub versions: u32,
    /// Pictures kept.
    pub assets: u32,
    /// Their bytes.
    pub asset_bytes: u64,
    /// Pictures missing from current versions.
    pub missing_assets: u32,
    /// Jobs waiting or running.
    pub pending_jobs: u32,
    /// Jobs that failed.
    pub failed_jobs: u32,
}

/// Counts everything, from indexes alone.
///
/// # Errors
/// SQLite's own.
pub fn archive_counts(connection: &Connection) -> Result<ArchiveCounts> {
    let mut statement = connection.prepare_cached(
        "SELECT (SELECT count(*) FROM version) AS versions,
             (SELECT count(*) FROM asset) AS assets,
             (SELECT coalesce(sum(bytes), 0) FROM asset) AS asset_bytes,
             (SELECT coalesce(sum(missing_assets), 0) FROM article WHERE missing_assets > 0) AS missing_assets,
             (SELECT count(*) FROM job WHERE host IS NULL AND state IN ('queued', 'running'))
                 + (SELECT waiting + running FROM fetch_whole) AS pending_jobs,
             (SELECT count(*) FROM job WHERE host IS NULL AND state = 'failed') AS failed_jobs",
    )?;
    Ok(statement.query_row([], |row| {
        Ok(ArchiveCounts {
            versions: row.get("versions")?,
            assets: row.get("assets")?,
            asset_bytes: row.get::<_, i64>("asset_bytes")?.unsigned_abs(),
            missing_assets: row.get("missing_assets")?,
            pending_jobs: row.get("pending_jobs")?,
            failed_jobs: row.get("failed_jobs")?,
        })
    })?)
}

/// Whether an archive holds nothing that was saved or made by a person.
///
/// # Errors
/// SQLite's own.
pub fn is_empty(connection: &Connection) -> Result<bool> {
    let tables = ["article", "note", "tag", "collection", "story", "site_rule", "job"];
    for table in tables {
        let any: bool =
            connection.query_row(&format!("SELECT EXISTS (SELECT 1 FROM {table})"), [], |row| row.get(0))?;
        if any {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Every article, those in the trash included, by number.
///
/// # Errors
/// SQLite's own.
pub fn all_article_ids(connection: &Connection) -> Result<Vec<ArticleId>> {
    super::column::article_ids(connection, "SELECT id FROM article ORDER BY id", [])
}
