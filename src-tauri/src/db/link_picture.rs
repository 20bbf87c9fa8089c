//! The pictures that lists of other stories show: each URL once, whichever pages show it.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::asset::insert_asset;
use super::column::Name;
use crate::error::Result;
use crate::model::{ArticleId, Asset, AssetFailure};

/// The row of a picture's URL, made when there is none.
///
/// # Errors
/// SQLite's own.
pub fn picture_id(tx: &Transaction<'_>, url: &str) -> Result<i64> {
    if let Some(id) = known(tx, url)? {
        return Ok(id);
    }
    tx.prepare_cached("INSERT INTO link_picture (url) VALUES (?1)")?.execute([url])?;
    Ok(tx.last_insert_rowid())
}

fn known(connection: &Connection, url: &str) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT id FROM link_picture WHERE url = ?1")?;
    Ok(statement.query_row([url], |row| row.get(0)).optional()?)
}

/// The URLs of the first `limit` pictures in the lists of an article's shown version that were not asked for yet; with
/// `again`, of those that could not be had, too.
///
/// # Errors
/// SQLite's own.
pub fn wanted_pictures(
    connection: &Connection,
    article: ArticleId,
    again: bool,
    limit: usize,
) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT link_picture.url FROM article JOIN link ON link.version_id = article.version_id
             JOIN link_picture ON link_picture.id = picture_id
         WHERE article.id = ?1 AND asset_id IS NULL AND (reason IS NULL OR ?2)
         GROUP BY link_picture.id ORDER BY min(link.position) LIMIT ?3",
    )?;
    let urls = statement.query_map((article.0, again, limit as i64), |row| row.get(0))?;
    Ok(urls.collect::<rusqlite::Result<_>>()?)
}

/// The URL that answered with the page of an article's shown version, and whether it is a private one.
///
/// # Errors
/// SQLite's own.
pub fn page_origin(connection: &Connection, article: ArticleId) -> Result<Option<(String, bool)>> {
    let mut statement = connection.prepare_cached(
        "SELECT final_url, private FROM article JOIN version ON version.id = article.version_id
             JOIN response ON response.id = response_id WHERE article.id = ?1",
    )?;
    Ok(statement.query_row([article.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Keeps what came of a picture, unless no page shows it any more.
///
/// # Errors
/// SQLite's own.
pub fn keep_list_picture(tx: &Transaction<'_>, url: &str, came: Result<&Asset, &AssetFailure>) -> Result<()> {
    let Some(id) = known(tx, url)? else { return Ok(()) };
    if let Ok(asset) = came {
        insert_asset(tx, asset)?;
    }
    tx.prepare_cached(
        "UPDATE link_picture SET asset_id = (SELECT id FROM asset WHERE sha256 = ?2), reason = ?3, message = ?4
         WHERE id = ?1",
    )?
    .execute((
        id,
        came.ok().map(|asset| &asset.hash.0),
        came.err().map(|failure| Name(failure.reason)),
        came.err().map(|failure| &failure.message),
    ))?;
    Ok(())
}
