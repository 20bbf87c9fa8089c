//! The URLs that lead to articles. Several articles may claim one; which has it depends on their claims alone, never on the
//! order in which they were made.

use rusqlite::{Connection, OptionalExtension, Transaction};

use crate::error::Result;
use crate::model::ArticleId;

/// What an article's claim to a URL rests on. Its own canonical URL goes before both; the number is `url_claim.rank`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The page was requested by it, redirected over it or answered at it.
    Alias = 2,
    /// It is a further page of the article.
    Further = 3,
    /// The page calls itself that, and nothing else speaks for it.
    Declared = 4,
}

/// Notes that an article claims a normalised URL, and gives the URL to the article whose claim is the strongest.
///
/// # Errors
/// SQLite's own.
pub fn claim_url(tx: &Transaction<'_>, id: ArticleId, url: &str, claim: Claim) -> Result<()> {
    tx.prepare_cached(
        "INSERT OR IGNORE INTO url_claim (url, rank, article_id)
         SELECT ?1, 1, id FROM article WHERE id = ?2 AND url = ?1 UNION ALL SELECT ?1, ?3, ?2",
    )?
    .execute((url, id.0, claim as i64))?;
    settle_url(tx, url)
}

/// Whether a URL was asked for or answered when an article was fetched, or was given to it by a person; not so a URL that
/// its page only calls itself.
///
/// # Errors
/// SQLite's own.
pub fn is_answered(connection: &Connection, id: ArticleId, url: &str) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM url_claim WHERE url = ?1 AND article_id = ?2 AND rank IN (0, 2, 3))",
    )?;
    Ok(statement.query_row((url, id.0), |row| row.get(0))?)
}

/// The article that a URL leads to and that need not be fetched by it once more.
///
/// # Errors
/// SQLite's own.
pub fn article_answered(connection: &Connection, url: &str) -> Result<Option<ArticleId>> {
    let Some(id) = article_by_url(connection, url)? else { return Ok(None) };
    Ok(is_answered(connection, id, url)?.then_some(id))
}

/// The first `most` articles that claim a URL, the strongest claim first.
///
/// # Errors
/// SQLite's own.
pub fn claimants(connection: &Connection, url: &str, most: u32) -> Result<Vec<ArticleId>> {
    let mut statement = connection.prepare_cached(
        "SELECT article_id FROM url_claim JOIN article ON article.id = article_id WHERE url_claim.url = ?1
         GROUP BY article_id ORDER BY min(rank), article.url LIMIT ?2",
    )?;
    let ids = statement.query_map((url, most), |row| row.get(0).map(ArticleId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// Makes another URL an article's own; to the one before, it keeps the claim that its page makes.
///
/// # Errors
/// SQLite's own.
pub fn rename_article(tx: &Transaction<'_>, id: ArticleId, from: &str, to: &str) -> Result<()> {
    tx.prepare_cached("UPDATE OR IGNORE article SET url = ?2 WHERE id = ?1")?.execute((id.0, to))?;
    tx.prepare_cached("DELETE FROM url_claim WHERE url = ?1 AND rank = 1 AND article_id = ?2")?
        .execute((from, id.0))?;
    claim_url(tx, id, from, Claim::Declared)?;
    claim_url(tx, id, to, Claim::Alias)
}

/// Gives a URL to the article whose claim is the strongest, of equal ones that of the smallest canonical URL; without a claim
/// it leads nowhere.
///
/// # Errors
/// SQLite's own.
pub fn settle_url(tx: &Transaction<'_>, url: &str) -> Result<()> {
    let mut strongest = tx.prepare_cached(
        "SELECT article_id FROM url_claim JOIN article ON article.id = article_id
         WHERE url_claim.url = ?1 ORDER BY rank, article.url LIMIT 1",
    )?;
    let owner: Option<i64> = strongest.query_row([url], |row| row.get(0)).optional()?;
    // An UPDATE would be taken for a person's decision.
    tx.prepare_cached("DELETE FROM article_url WHERE url = ?1 AND article_id IS NOT ?2")?
        .execute((url, owner))?;
    tx.prepare_cached(
        "INSERT OR IGNORE INTO article_url (url, article_id) SELECT ?1, ?2 WHERE ?2 IS NOT NULL",
    )?
    .execute((url, owner))?;
    Ok(())
}

/// The URLs an article claims.
///
/// # Errors
/// SQLite's own.
pub fn claimed_urls(connection: &Connection, id: ArticleId) -> Result<Vec<String>> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT url FROM url_claim WHERE article_id = ?1")?;
    let urls = statement.query_map([id.0], |row| row.get(0))?;
    Ok(urls.collect::<rusqlite::Result<_>>()?)
}

/// The article a normalised URL leads to.
///
/// # Errors
/// SQLite's own.
pub fn article_by_url(connection: &Connection, url: &str) -> Result<Option<ArticleId>> {
    let mut statement = connection.prepare_cached("SELECT article_id FROM article_url WHERE url = ?1")?;
    Ok(statement.query_row([url], |row| row.get(0).map(ArticleId)).optional()?)
}
