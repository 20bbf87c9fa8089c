//! The articles of collections, in the order that a person gave them.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::column::{Json, Millis, article_ids};
use crate::error::Result;
use crate::model::{ArticleId, AssetHash, CollectionId};

/// The articles of a collection by hand, those in the trash included.
///
/// # Errors
/// SQLite's own.
pub fn members(connection: &Connection, id: CollectionId) -> Result<Vec<ArticleId>> {
    let sql =
        "SELECT article_id FROM collection_article WHERE collection_id = ?1 ORDER BY position, article_id";
    article_ids(connection, sql, [id.0])
}

/// The articles of a collection that are outside the trash, in its order by hand.
///
/// # Errors
/// SQLite's own.
pub fn members_outside_trash(connection: &Connection, id: CollectionId) -> Result<Vec<ArticleId>> {
    let sql = "SELECT article_id FROM collection_article CROSS JOIN article ON article.id = article_id
        WHERE collection_id = ?1 AND trashed IS NULL ORDER BY collection_article.position, article_id";
    article_ids(connection, sql, [id.0])
}

/// Those of `articles` that are in a collection, in its order.
///
/// # Errors
/// SQLite's own.
pub fn members_among(
    connection: &Connection,
    id: CollectionId,
    articles: &[ArticleId],
) -> Result<Vec<ArticleId>> {
    let sql = "SELECT article_id FROM json_each(?2) CROSS JOIN collection_article
        WHERE collection_id = ?1 AND article_id = value ORDER BY position, article_id";
    article_ids(connection, sql, (id.0, Json(articles)))
}

/// The positions between which articles go that are to stand before `target`, or at the end; what moves itself does not
/// count.
///
/// # Errors
/// SQLite's own.
pub fn gap(
    connection: &Connection,
    id: CollectionId,
    target: Option<ArticleId>,
    moved: &[ArticleId],
) -> Result<(Option<i64>, Option<i64>)> {
    let mut after = connection.prepare_cached(
        "SELECT position FROM collection_article
         WHERE collection_id = ?1 AND article_id NOT IN (SELECT value FROM json_each(?3))
             AND position >= (SELECT position FROM collection_article WHERE collection_id = ?1 AND article_id = ?2)
         ORDER BY position LIMIT 1",
    )?;
    let mut before = connection.prepare_cached(
        "SELECT position FROM collection_article
         WHERE collection_id = ?1 AND article_id NOT IN (SELECT value FROM json_each(?3)) AND position < ?2
         ORDER BY position DESC LIMIT 1",
    )?;
    let after: Option<i64> = match target {
        Some(target) => after.query_row((id.0, target.0, Json(moved)), |row| row.get(0)).optional()?,
        None => None,
    };
    let below = after.unwrap_or(i64::MAX);
    let before = before.query_row((id.0, below, Json(moved)), |row| row.get(0)).optional()?;
    Ok((before, after))
}

/// Puts an article at a position of a collection; it is added when it is not in it yet.
///
/// # Errors
/// SQLite's own.
pub fn put_member(
    tx: &Transaction<'_>,
    id: CollectionId,
    article: ArticleId,
    position: i64,
    now: Timestamp,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO collection_article (collection_id, article_id, position, added) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET position = excluded.position",
    )?
    .execute((id.0, article.0, position, Millis(now)))?;
    Ok(())
}

/// Takes articles out of a collection and says how many were in it.
///
/// # Errors
/// SQLite's own.
pub fn remove_members(tx: &Transaction<'_>, id: CollectionId, articles: &[ArticleId]) -> Result<usize> {
    let mut statement = tx.prepare_cached(
        "DELETE FROM collection_article
         WHERE collection_id = ?1 AND article_id IN (SELECT value FROM json_each(?2))",
    )?;
    Ok(statement.execute((id.0, Json(articles)))?)
}

/// The collections that hold some of these articles, each with how many of them.
///
/// # Errors
/// SQLite's own.
pub fn collections_of(connection: &Connection, articles: &[ArticleId]) -> Result<Vec<(CollectionId, u32)>> {
    let mut statement = connection.prepare_cached(
        "SELECT collection_id, count(*) FROM json_each(?1) CROSS JOIN collection_article ON article_id = value
         GROUP BY collection_id ORDER BY collection_id",
    )?;
    let rows = statement.query_map([Json(articles)], |row| Ok((CollectionId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Lead pictures of a collection's articles, in the order by hand, each once.
///
/// # Errors
/// SQLite's own.
pub fn lead_pictures(connection: &Connection, id: CollectionId, limit: u32) -> Result<Vec<AssetHash>> {
    let mut statement = connection.prepare_cached(
        "SELECT lead_asset FROM collection_article JOIN article ON article.id = article_id
         WHERE collection_id = ?1 AND trashed IS NULL AND lead_asset IS NOT NULL
         GROUP BY lead_asset ORDER BY min(collection_article.position) LIMIT ?2",
    )?;
    let pictures = statement.query_map((id.0, limit), |row| row.get(0).map(AssetHash))?;
    Ok(pictures.collect::<rusqlite::Result<_>>()?)
}

/// Whether a picture stands in the current version of one of a collection's articles.
///
/// # Errors
/// SQLite's own.
pub fn has_picture(connection: &Connection, id: CollectionId, picture: &AssetHash) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM asset
             JOIN version_asset ON asset_id = asset.id
             JOIN article ON article.version_id = version_asset.version_id
             JOIN collection_article ON article_id = article.id
             WHERE sha256 = ?2 AND collection_id = ?1)",
    )?;
    Ok(statement.query_row((id.0, &picture.0), |row| row.get(0))?)
}
