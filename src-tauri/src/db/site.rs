//! What is known of sites: the person's rules, and the blocks of saved pages.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::column::{Json, Millis, article_ids};
use crate::error::Result;
use crate::model::ArticleId;

/// A site rule's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow {
    /// The hosts it is for, as it names them.
    pub host: String,
    /// The rule.
    pub text: String,
    /// When it was last changed.
    pub changed: Timestamp,
}

impl RuleRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            host: row.get("host")?,
            text: row.get("text")?,
            changed: row.get::<_, Millis>("changed")?.0,
        })
    }
}

/// All site rules by their hosts.
///
/// # Errors
/// SQLite's own.
pub fn rules(connection: &Connection) -> Result<Vec<RuleRow>> {
    let mut statement =
        connection.prepare_cached("SELECT host, text, changed FROM site_rule ORDER BY host")?;
    let rules = statement.query_map([], RuleRow::read)?;
    Ok(rules.collect::<rusqlite::Result<_>>()?)
}

/// The rule of the first of these hosts that has one.
///
/// # Errors
/// SQLite's own.
pub fn first_rule(connection: &Connection, hosts: &[String]) -> Result<Option<RuleRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT host, text, changed FROM json_each(?1) AS wanted JOIN site_rule ON host = value
         ORDER BY wanted.id LIMIT 1",
    )?;
    Ok(statement.query_row([Json(hosts)], RuleRow::read).optional()?)
}

/// Stores a rule in place of the one for the same hosts.
///
/// # Errors
/// SQLite's own.
pub fn set_rule(tx: &Transaction<'_>, rule: &RuleRow) -> Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO site_rule (host, text, changed) VALUES (?1, ?2, ?3)")?
        .execute((&rule.host, &rule.text, Millis(rule.changed)))?;
    Ok(())
}

/// Removes a rule and says whether there was one.
///
/// # Errors
/// SQLite's own.
pub fn remove_rule(tx: &Transaction<'_>, host: &str) -> Result<bool> {
    Ok(tx.prepare_cached("DELETE FROM site_rule WHERE host = ?1")?.execute([host])? > 0)
}

/// How many articles each host has, the trash included.
///
/// # Errors
/// SQLite's own.
pub fn articles_by_host(connection: &Connection) -> Result<Vec<(String, u32)>> {
    let mut statement = connection.prepare_cached("SELECT host, count(*) FROM article GROUP BY host")?;
    let counts = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counts.collect::<rusqlite::Result<_>>()?)
}

/// The articles of one host, oldest first, the trash included.
///
/// # Errors
/// SQLite's own.
pub fn ids_of_host(connection: &Connection, host: &str) -> Result<Vec<ArticleId>> {
    article_ids(connection, "SELECT id FROM article WHERE host = ?1 ORDER BY id", [host])
}

/// Keeps the blocks of an article's page.
///
/// # Errors
/// SQLite's own.
pub fn keep_site_page(tx: &Transaction<'_>, article: ArticleId, host: &str, blocks: &[u32]) -> Result<()> {
    let bytes: Vec<u8> = blocks.iter().flat_map(|block| block.to_le_bytes()).collect();
    tx.prepare_cached("INSERT OR REPLACE INTO site_page (article_id, host, blocks) VALUES (?1, ?2, ?3)")?
        .execute((article.0, host, bytes))?;
    Ok(())
}

/// The blocks of those pages of a host that were saved nearest to an article: up to `each` before it and as many after it;
/// of a page that is not saved yet, the newest.
///
/// # Errors
/// SQLite's own.
pub fn site_pages(
    connection: &Connection,
    host: &str,
    article: Option<ArticleId>,
    each: u32,
) -> Result<Vec<Vec<u32>>> {
    let mut statement = connection.prepare_cached(
        "SELECT blocks FROM (SELECT blocks FROM site_page WHERE host = ?1 AND article_id < ?2
             ORDER BY article_id DESC LIMIT ?3)
         UNION ALL SELECT blocks FROM (SELECT blocks FROM site_page WHERE host = ?1 AND article_id > ?2
             ORDER BY article_id LIMIT ?3)",
    )?;
    let own = article.map_or(i64::MAX, |article| article.0);
    let pages = statement.query_map((host, own, each), |row| row.get::<_, Vec<u8>>(0))?;
    pages.map(|page| Ok(numbers(&page?))).collect()
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let (numbers, _) = bytes.as_chunks::<4>();
    numbers.iter().map(|number| u32::from_le_bytes(*number)).collect()
}
