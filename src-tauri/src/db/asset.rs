//! Pictures, and where they stand in versions.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::column::{Json, Name};
use crate::error::Result;
use crate::model::{Asset, AssetFailure, AssetHash, Picture, VersionId};

/// Where a picture stands in a version, and what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetPlace {
    /// Its number in the version, as in `data-asset="n"`.
    pub n: u32,
    /// URL it was asked for by.
    pub url: String,
    /// Further candidates.
    pub alternatives: Vec<String>,
    /// The picture's hash and pixel size, or why it is missing.
    pub content: Result<(AssetHash, Option<(u32, u32)>), AssetFailure>,
}

/// Stores a picture unless it is there already.
///
/// # Errors
/// SQLite's own.
pub fn insert_asset(tx: &Transaction<'_>, asset: &Asset) -> Result<()> {
    let (width, height) = asset.size.unzip();
    tx.prepare_cached(
        "INSERT OR IGNORE INTO asset (sha256, mime, width, height, bytes, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((&asset.hash.0, &asset.mime, width, height, asset.bytes.len() as i64, &asset.bytes))?;
    Ok(())
}

/// A picture by its hash.
///
/// # Errors
/// SQLite's own.
pub fn asset_by_hash(connection: &Connection, hash: &AssetHash) -> Result<Option<Asset>> {
    let mut statement =
        connection.prepare_cached("SELECT mime, width, height, data FROM asset WHERE sha256 = ?1")?;
    let asset = statement.query_row([&hash.0], |row| {
        Ok(Asset {
            hash: hash.clone(),
            mime: row.get("mime")?,
            bytes: row.get("data")?,
            size: row.get::<_, Option<u32>>("width")?.zip(row.get("height")?),
        })
    });
    Ok(asset.optional()?)
}

/// Says what stands at a place of a version. The picture itself must have been stored before.
///
/// # Errors
/// SQLite's own.
pub fn fill_place(tx: &Transaction<'_>, version: VersionId, place: &AssetPlace) -> Result<()> {
    let (hash, failure) = match &place.content {
        Ok((hash, _)) => (Some(&hash.0), None),
        Err(failure) => (None, Some(failure)),
    };
    tx.prepare_cached(
        "INSERT INTO version_asset (version_id, n, url, alternatives, asset_id, reason, message)
         VALUES (?1, ?2, ?3, ?4, (SELECT id FROM asset WHERE sha256 = ?5), ?6, ?7)
         ON CONFLICT (version_id, n) DO UPDATE SET asset_id = excluded.asset_id, reason = excluded.reason,
             message = excluded.message",
    )?
    .execute((
        version.0,
        place.n,
        &place.url,
        Json(&place.alternatives),
        hash,
        failure.map(|failure| Name(failure.reason)),
        failure.map(|failure| &failure.message),
    ))?;
    Ok(())
}

/// All pictures of a version in the order of their numbers.
///
/// # Errors
/// SQLite's own.
pub fn places_of(connection: &Connection, version: VersionId) -> Result<Vec<AssetPlace>> {
    let mut statement = connection.prepare_cached(
        "SELECT n, url, alternatives, reason, message, sha256, width, height
         FROM version_asset LEFT JOIN asset ON asset.id = asset_id WHERE version_id = ?1 ORDER BY n",
    )?;
    let places = statement.query_map([version.0], |row| {
        let content = match row.get::<_, Option<String>>("sha256")? {
            Some(hash) => {
                let size = row.get::<_, Option<u32>>("width")?.zip(row.get("height")?);
                Ok((AssetHash(hash), size))
            }
            None => Err(AssetFailure {
                reason: row.get::<_, Name<_>>("reason")?.0,
                message: row.get::<_, Option<String>>("message")?.unwrap_or_default(),
            }),
        };
        Ok(AssetPlace {
            n: row.get("n")?,
            url: row.get("url")?,
            alternatives: row.get::<_, Json<_>>("alternatives")?.0,
            content,
        })
    })?;
    Ok(places.collect::<rusqlite::Result<_>>()?)
}

/// The pictures a version lacks and that could be fetched: those that were not embedded in the page.
///
/// # Errors
/// SQLite's own.
pub fn missing_of(connection: &Connection, version: VersionId) -> Result<Vec<Picture>> {
    let mut statement = connection.prepare_cached(
        "SELECT n, url, alternatives FROM version_asset
         WHERE version_id = ?1 AND asset_id IS NULL AND url NOT LIKE 'data:%' ORDER BY n",
    )?;
    let missing = statement.query_map([version.0], |row| {
        Ok(Picture {
            n: row.get("n")?,
            url: row.get("url")?,
            alternatives: row.get::<_, Json<_>>("alternatives")?.0,
        })
    })?;
    Ok(missing.collect::<rusqlite::Result<_>>()?)
}

/// Whether a picture is there.
///
/// # Errors
/// SQLite's own.
pub fn has_asset(connection: &Connection, sha256: &str) -> Result<bool> {
    let mut statement = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM asset WHERE sha256 = ?1)")?;
    Ok(statement.query_row([sha256], |row| row.get(0))?)
}
