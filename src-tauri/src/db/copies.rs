//! Which articles have the text of another one: the bands they are looked up by, and the pairs that were found.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::column::{Json, article_ids};
use crate::error::Result;
use crate::model::{ArticleId, CopySite};

/// Two articles with one text, as it is stored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CopyRow {
    /// The one.
    pub article: ArticleId,
    /// The other.
    pub other: ArticleId,
    /// Shingles of both among those of either.
    pub similarity: f64,
    /// Among those of the shorter text.
    pub containment: f64,
}

/// Pairs outside the trash that nobody said are none.
const STANDING: &str = "FROM copy JOIN article AS own ON own.id = copy.article_id
     JOIN article AS other ON other.id = copy.other_id
     WHERE own.trashed IS NULL AND other.trashed IS NULL AND NOT EXISTS (SELECT 1 FROM not_copy
         WHERE not_copy.article_id = copy.article_id AND not_copy.other_id = copy.other_id)";

/// Puts the bands of an article's text in the place of those that were there.
///
/// # Errors
/// SQLite's own.
pub fn set_bands(tx: &Transaction<'_>, article: ArticleId, bands: &[i64]) -> Result<()> {
    // Those that stay are left alone, so that a text saved again tells nobody.
    tx.prepare_cached(
        "DELETE FROM signature_band WHERE article_id = ?1 AND band NOT IN (SELECT value FROM json_each(?2))",
    )?
    .execute((article.0, Json(bands)))?;
    tx.prepare_cached(
        "INSERT INTO signature_band (band, article_id) SELECT value, ?1 FROM json_each(?2) WHERE true
         ON CONFLICT DO NOTHING",
    )?
    .execute((article.0, Json(bands)))?;
    Ok(())
}

/// The articles that share a band with one, but for bands that more than 32 articles have.
///
/// # Errors
/// SQLite's own.
pub fn copy_candidates(connection: &Connection, article: ArticleId) -> Result<Vec<ArticleId>> {
    let sql = "SELECT DISTINCT other.article_id FROM signature_band AS own
         JOIN signature_band AS other ON other.band = own.band
         WHERE own.article_id = ?1 AND other.article_id <> ?1
             AND (SELECT count(*) FROM (SELECT 1 FROM signature_band AS any WHERE any.band = own.band LIMIT 33)) <= 32";
    article_ids(connection, sql, [article.0])
}

/// The host and the shown text of an article.
///
/// # Errors
/// SQLite's own.
pub fn host_and_text(connection: &Connection, article: ArticleId) -> Result<Option<(String, String)>> {
    let mut statement = connection.prepare_cached(
        "SELECT host, text FROM article JOIN version ON version.id = version_id WHERE article.id = ?1",
    )?;
    Ok(statement.query_row([article.0], |row| Ok((row.get("host")?, row.get("text")?))).optional()?)
}

/// Puts the copies of an article in the place of those that were there, in both directions.
///
/// # Errors
/// SQLite's own.
pub fn set_copies(tx: &Transaction<'_>, article: ArticleId, copies: &[CopyRow]) -> Result<()> {
    tx.prepare_cached("DELETE FROM copy WHERE article_id = ?1 OR other_id = ?1")?.execute([article.0])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO copy (article_id, other_id, similarity, containment) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for copy in copies {
        let (one, other) = (copy.article.0, copy.other.0);
        insert.execute((one, other, copy.similarity, copy.containment))?;
        insert.execute((other, one, copy.similarity, copy.containment))?;
    }
    Ok(())
}

/// Takes the articles that must look for their copies again off their list.
///
/// # Errors
/// SQLite's own.
pub fn take_stale_copies(tx: &Transaction<'_>) -> Result<Vec<ArticleId>> {
    let stale = article_ids(tx, "SELECT article_id FROM copy_stale", [])?;
    if !stale.is_empty() {
        tx.prepare_cached("DELETE FROM copy_stale")?.execute([])?;
    }
    Ok(stale)
}

/// The articles that have the text of one, those most alike first.
///
/// # Errors
/// SQLite's own.
pub fn copies_of(connection: &Connection, article: ArticleId) -> Result<Vec<CopyRow>> {
    // The article itself may lie in the trash.
    let standing = STANDING.replace("own.trashed IS NULL AND ", "");
    let sql = format!(
        "SELECT copy.* {standing} AND copy.article_id = ?1 ORDER BY similarity DESC, containment DESC, other.url"
    );
    copy_rows(connection, &sql, [article.0])
}

/// All pairs outside the trash, each once.
///
/// # Errors
/// SQLite's own.
pub fn all_copies(connection: &Connection) -> Result<Vec<CopyRow>> {
    let sql = format!("SELECT copy.* {STANDING} AND copy.article_id < copy.other_id ORDER BY 1, 2");
    copy_rows(connection, &sql, [])
}

/// The copies of each article that has any, in the trash or not, but for those that a person says are none.
///
/// # Errors
/// SQLite's own.
pub fn copies_by_article(connection: &Connection) -> Result<HashMap<ArticleId, Vec<ArticleId>>> {
    let mut statement = connection.prepare_cached(
        "SELECT article_id, other_id FROM copy EXCEPT SELECT article_id, other_id FROM not_copy",
    )?;
    let mut rows = statement.query([])?;
    let mut copies: HashMap<ArticleId, Vec<ArticleId>> = HashMap::new();
    while let Some(row) = rows.next()? {
        copies.entry(ArticleId(row.get(0)?)).or_default().push(ArticleId(row.get(1)?));
    }
    Ok(copies)
}

/// Where else the texts of some articles stand, in the order of publication.
///
/// # Errors
/// SQLite's own.
pub fn copy_sites(
    connection: &Connection,
    articles: &[ArticleId],
) -> Result<HashMap<ArticleId, Vec<CopySite>>> {
    let mut statement = connection.prepare_cached(
        "SELECT article_id, other.id AS id, other.site AS site FROM json_each(?1)
         CROSS JOIN copy ON article_id = value CROSS JOIN article AS other ON other.id = copy.other_id
         WHERE other.trashed IS NULL AND NOT EXISTS (SELECT 1 FROM not_copy
             WHERE not_copy.article_id = copy.article_id AND not_copy.other_id = copy.other_id)
         ORDER BY other.published_sort NULLS LAST, other.saved, other.id",
    )?;
    let mut rows = statement.query([Json(articles)])?;
    let mut sites: HashMap<ArticleId, Vec<CopySite>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let site = CopySite { id: ArticleId(row.get("id")?), site: row.get("site")? };
        sites.entry(ArticleId(row.get("article_id")?)).or_default().push(site);
    }
    Ok(sites)
}

/// Remembers that two articles are no copies of each other, or that they may be.
///
/// # Errors
/// SQLite's own.
pub fn set_not_copy(tx: &Transaction<'_>, one: ArticleId, other: ArticleId, is_not: bool) -> Result<()> {
    let sql = match is_not {
        true => "INSERT INTO not_copy (article_id, other_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        false => "DELETE FROM not_copy WHERE article_id = ?1 AND other_id = ?2",
    };
    let mut statement = tx.prepare_cached(sql)?;
    statement.execute((one.0, other.0))?;
    statement.execute((other.0, one.0))?;
    Ok(())
}

fn copy_rows(connection: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<CopyRow>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params, |row| {
        Ok(CopyRow {
            article: ArticleId(row.get("article_id")?),
            other: ArticleId(row.get("other_id")?),
            similarity: row.get("similarity")?,
            containment: row.get("containment")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
