//! What is kept of articles, as exports ask for it: responses and pictures of all versions, and how much there is.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};

use super::column::{Json, Millis, Name};
use crate::error::{Error, Result};
use crate::model::{
    ArticleId, AssetFailure, AssetHash, ExportHoldings, KeptPicture, KeptResponse, ResponseId, VersionId,
};

/// Articles that are counted by one statement.
const BATCH: usize = 5_000;

/// What servers sent of an article's pages, of all its versions, in the order they came.
///
/// # Errors
/// SQLite's own.
pub fn responses_of(connection: &Connection, article: ArticleId) -> Result<Vec<KeptResponse>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, final_url, redirects, status, headers, fetched, sha256,
             (SELECT version.id FROM version JOIN article ON article.id = article_id
              WHERE response_id = response.id AND article_id = ?1
              ORDER BY version.id = article.version_id DESC, version.id DESC LIMIT 1) AS shows
         FROM response WHERE id IN (
             SELECT response_id FROM version WHERE article_id = ?1
             UNION SELECT version_part.response_id FROM version JOIN version_part ON version_id = version.id
             WHERE article_id = ?1)
         ORDER BY fetched, id",
    )?;
    let responses = statement.query_map([article.0], |row| {
        Ok(KeptResponse {
            id: ResponseId(row.get("id")?),
            final_url: row.get("final_url")?,
            redirects: row.get::<_, Json<_>>("redirects")?.0,
            status: row.get("status")?,
            headers: row.get::<_, Json<_>>("headers")?.0,
            fetched: row.get::<_, Millis>("fetched")?.0,
            sha256: row.get("sha256")?,
            version: row.get::<_, Option<i64>>("shows")?.map(VersionId),
        })
    })?;
    Ok(responses.collect::<rusqlite::Result<_>>()?)
}

/// The body of a response, compressed with zstd.
///
/// # Errors
/// `NotFound`; SQLite's own.
pub fn response_body(connection: &Connection, response: ResponseId) -> Result<Vec<u8>> {
    let mut statement = connection.prepare_cached("SELECT body FROM response WHERE id = ?1")?;
    let body = statement.query_row([response.0], |row| row.get(0)).optional()?;
    body.ok_or_else(|| Error::NotFound { what: "response", id: response.to_string() })
}

/// The pictures of all versions of an article, each address and file once, in the order they first came.
///
/// # Errors
/// SQLite's own.
pub fn pictures_of(connection: &Connection, article: ArticleId) -> Result<Vec<KeptPicture>> {
    let mut statement = connection.prepare_cached(
        "SELECT place.url, asset.sha256, place.reason, place.message, min(response.fetched) AS fetched
         FROM version JOIN response ON response.id = response_id
             JOIN version_asset AS place ON place.version_id = version.id LEFT JOIN asset ON asset.id = place.asset_id
         WHERE version.article_id = ?1 GROUP BY place.url, place.asset_id ORDER BY min(version.id), min(place.n)",
    )?;
    let pictures = statement.query_map([article.0], |row| {
        let content = match row.get::<_, Option<String>>("sha256")? {
            Some(hash) => Ok(AssetHash(hash)),
            None => Err(AssetFailure {
                reason: row.get::<_, Name<_>>("reason")?.0,
                message: row.get::<_, Option<String>>("message")?.unwrap_or_default(),
            }),
        };
        Ok(KeptPicture { url: row.get("url")?, content, fetched: row.get::<_, Millis>("fetched")?.0 })
    })?;
    Ok(pictures.collect::<rusqlite::Result<_>>()?)
}

/// What belongs to the shown versions of articles. A picture that several of them show counts once.
///
/// # Errors
/// SQLite's own.
pub fn holdings(connection: &Connection, articles: &[ArticleId]) -> Result<ExportHoldings> {
    let mut holdings = ExportHoldings::default();
    let mut seen = HashSet::new();
    for some in articles.chunks(BATCH) {
        count_articles(connection, some, &mut holdings)?;
        let mut statement = connection.prepare_cached(
            "SELECT DISTINCT asset.id, bytes FROM json_each(?1) CROSS JOIN article ON article.id = value
             CROSS JOIN version_asset USING (version_id) CROSS JOIN asset ON asset.id = asset_id",
        )?;
        let mut rows = statement.query([Json(some)])?;
        while let Some(row) = rows.next()? {
            if seen.insert(row.get::<_, i64>(0)?) {
                holdings.pictures += 1;
                holdings.picture_bytes += row.get::<_, i64>(1)?.unsigned_abs();
            }
        }
    }
    Ok(holdings)
}

fn count_articles(
    connection: &Connection,
    articles: &[ArticleId],
    holdings: &mut ExportHoldings,
) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT total(missing_assets), total(NOT complete),
             total((SELECT count(*) FROM note WHERE article_id = article.id)),
             total((SELECT count(*) FROM highlight WHERE article_id = article.id))
         FROM json_each(?1) CROSS JOIN article ON article.id = value",
    )?;
    let [missing, incomplete, notes, highlights] = statement.query_row([Json(articles)], |row| {
        Ok([row.get::<_, f64>(0)?, row.get(1)?, row.get(2)?, row.get(3)?].map(|sum| sum as u32))
    })?;
    holdings.missing_pictures += missing;
    holdings.incomplete += incomplete;
    holdings.notes += notes;
    holdings.highlights += highlights;
    Ok(())
}
