//! The URLs that lead to articles. Several articles may claim one; which has it depends on their claims alone, never on the
//! order in which they were made.

use rusqlite::{Connection, OptionalExtension, Transaction};

use crate::error::Result;
use crate::model::ArticleId;

/// What an article's claim to a URL rests on. Its own canonical URL goes before both; the number is `url_claim.rank`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The page was requested by it, redirected over it or calls itself that.
    Alias = 2,
    /// It is a further page of the article.
    Further = 3,
}

/// Notes that an article claims a normalised URL, and gives the URL to the article whose claim is the strongest.
///
/// # Errors
/// SQLite's own.
pub fn claim_url(tx: &Transaction<'_>, id: ArticleId, url: &str, claim: Claim) -> Result<()> {
    tx.prepare_cached(
        "INSERT OR IGNORE INTO url_claim (url, rank, article_id)
         SELECT ?1, iif(url = ?1, 1, ?3), id FROM article WHERE id = ?2",
    )?
    .execute((url, id.0, claim as i64))?;
    settle_url(tx, url)
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
