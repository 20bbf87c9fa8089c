//! Terms of articles, how many articles have each, and pairs that a person does not want to see as related.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::column::{Json, article_ids};
use crate::error::Result;
use crate::model::{ArticleId, Term};

/// Bytes of a term: its key, its count, whether it is a name.
const BYTES: usize = 6;

/// Puts an article's terms in the place of those it had, and counts them.
///
/// # Errors
/// SQLite's own.
pub fn set_terms(tx: &Transaction<'_>, article: ArticleId, terms: &[Term]) -> Result<()> {
    let old = terms_of(tx, article)?;
    let had: std::collections::HashSet<u32> = old.iter().map(|term| term.key).collect();
    let has: std::collections::HashSet<u32> = terms.iter().map(|term| term.key).collect();
    count(tx, terms.iter().map(|term| term.key).filter(|key| !had.contains(key)), 1)?;
    count(tx, old.iter().map(|term| term.key).filter(|key| !has.contains(key)), -1)?;
    tx.prepare_cached(
        "INSERT INTO article_term (article_id, terms) VALUES (?1, ?2)
         ON CONFLICT (article_id) DO UPDATE SET terms = excluded.terms",
    )?
    .execute((article.0, encoded(terms)))?;
    Ok(())
}

/// Takes the terms of an article that is about to be deleted out of the counts.
///
/// # Errors
/// SQLite's own.
pub fn forget_terms(tx: &Transaction<'_>, article: ArticleId) -> Result<()> {
    count(tx, terms_of(tx, article)?.iter().map(|term| term.key), -1)?;
    tx.prepare_cached("DELETE FROM article_term WHERE article_id = ?1")?.execute([article.0])?;
    Ok(())
}

/// Counts anew how many articles have each term, and writes what was counted wrongly.
///
/// # Errors
/// SQLite's own.
pub fn recount_terms(tx: &Transaction<'_>) -> Result<()> {
    tx.execute("DELETE FROM article_term WHERE article_id NOT IN (SELECT id FROM article)", [])?;
    let mut counts: HashMap<u32, i32> = HashMap::new();
    let mut stored = tx.prepare("SELECT terms FROM article_term")?;
    let mut rows = stored.query([])?;
    while let Some(row) = rows.next()? {
        for term in decoded(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?) {
            *counts.entry(term.key).or_default() += 1;
        }
    }
    let mut kept = tx.prepare("SELECT key, articles FROM term")?;
    let mut rows = kept.query([])?;
    while let Some(row) = rows.next()? {
        *counts.entry(row.get(0)?).or_default() -= row.get::<_, i32>(1)?;
    }
    for (key, by) in counts.into_iter().filter(|(_, by)| *by != 0) {
        count(tx, std::iter::once(key), by)?;
    }
    Ok(())
}

fn count(tx: &Transaction<'_>, keys: impl Iterator<Item = u32>, by: i32) -> Result<()> {
    let mut add = tx.prepare_cached(
        "INSERT INTO term (key, articles) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET articles = articles + ?2",
    )?;
    let mut drop_unused = tx.prepare_cached("DELETE FROM term WHERE key = ?1 AND articles <= 0")?;
    for key in keys {
        add.execute((key, by))?;
        if by < 0 {
            drop_unused.execute([key])?;
        }
    }
    Ok(())
}

/// The terms of an article, by their keys.
///
/// # Errors
/// SQLite's own.
pub fn terms_of(connection: &Connection, article: ArticleId) -> Result<Vec<Term>> {
    let mut statement = connection.prepare_cached("SELECT terms FROM article_term WHERE article_id = ?1")?;
    let bytes: Option<Vec<u8>> = statement.query_row([article.0], |row| row.get(0)).optional()?;
    Ok(bytes.map(|bytes| decoded(&bytes)).unwrap_or_default())
}

/// How many articles have each of some terms.
///
/// # Errors
/// SQLite's own.
pub fn articles_with(connection: &Connection, terms: &[Term]) -> Result<HashMap<u32, u32>> {
    let mut statement = connection.prepare_cached("SELECT articles FROM term WHERE key = ?1")?;
    let mut counts = HashMap::with_capacity(terms.len());
    for term in terms {
        if let Some(articles) = statement.query_row([term.key], |row| row.get(0)).optional()? {
            counts.insert(term.key, articles);
        }
    }
    Ok(counts)
}

/// Articles of the archive, those in the trash included, as the counts of terms do.
///
/// # Errors
/// SQLite's own.
pub fn all_articles(connection: &Connection) -> Result<u32> {
    Ok(connection.query_row(r#"SELECT "all" + trash FROM shelf_count"#, [], |row| row.get(0))?)
}

/// Articles that the search index has a folded word of, by ascending number, at most `most`.
///
/// # Errors
/// SQLite's own.
pub fn articles_having(connection: &Connection, word: &str, most: u32) -> Result<Vec<ArticleId>> {
    // A word has letters and digits alone, but whoever calls need not know.
    let quoted = format!("\"{}\"", word.replace('"', ""));
    article_ids(
        connection,
        "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid LIMIT ?2",
        (quoted, most),
    )
}

/// What a candidate is judged by besides its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Publication, in milliseconds.
    pub published: Option<i64>,
    /// Its URL, which breaks ties whatever the order of saving was.
    pub url: String,
    /// Whether it is in the trash.
    pub trashed: bool,
}

/// What an article is judged by; `None` when it is not there.
///
/// # Errors
/// SQLite's own.
pub fn candidate(connection: &Connection, id: ArticleId) -> Result<Option<Candidate>> {
    let mut statement = connection
        .prepare_cached("SELECT language, published_sort, url, trashed FROM article WHERE id = ?1")?;
    let candidate = statement.query_row([id.0], |row| {
        Ok(Candidate {
            language: row.get(0)?,
            published: row.get(1)?,
            url: row.get(2)?,
            trashed: row.get::<_, Option<i64>>(3)?.is_some(),
        })
    });
    Ok(candidate.optional()?)
}

/// Articles whose shown copies link to addresses in their text that this article's does too, and to how many. Addresses
/// that more than `common` articles link to say nothing.
///
/// # Errors
/// SQLite's own.
pub fn sharing_links(connection: &Connection, id: ArticleId, common: u32) -> Result<HashMap<ArticleId, u32>> {
    let mut keys = connection.prepare_cached(
        "SELECT DISTINCT url_key FROM article JOIN link ON link.version_id = article.version_id
         WHERE article.id = ?1 AND context = 'body' LIMIT 200",
    )?;
    let mut others = connection.prepare_cached(
        "SELECT DISTINCT article.id FROM (SELECT DISTINCT version_id FROM link WHERE url_key = ?1 AND context = 'body'
             LIMIT ?2) AS linking JOIN article ON article.version_id = linking.version_id",
    )?;
    let mut shared = HashMap::new();
    let mut rows = keys.query([id.0])?;
    while let Some(row) = rows.next()? {
        let key: String = row.get(0)?;
        let linking = others
            .query_map((key, common + 1), |row| row.get(0).map(ArticleId))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        if linking.len() <= common as usize {
            linking.into_iter().for_each(|other| *shared.entry(other).or_insert(0) += 1);
        }
    }
    shared.remove(&id);
    Ok(shared)
}

/// How many tags each of some articles has in common with one; those without any are left out.
///
/// # Errors
/// SQLite's own.
pub fn sharing_tags(
    connection: &Connection,
    id: ArticleId,
    others: &[ArticleId],
) -> Result<HashMap<ArticleId, u32>> {
    let mut statement = connection.prepare_cached(
        "SELECT other.article_id, count(*) FROM json_each(?2)
         CROSS JOIN article_tag AS other ON other.article_id = value
         JOIN article_tag AS own ON own.article_id = ?1 AND own.tag_id = other.tag_id GROUP BY other.article_id",
    )?;
    let rows = statement.query_map((id.0, Json(others)), |row| Ok((ArticleId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Remembers that two articles are not to be shown as related.
///
/// # Errors
/// SQLite's own.
pub fn dismiss_related(tx: &Transaction<'_>, a: ArticleId, b: ArticleId) -> Result<()> {
    tx.prepare_cached(
        "INSERT OR IGNORE INTO dismissed (article_id, other_id) VALUES (min(?1, ?2), max(?1, ?2))",
    )?
    .execute((a.0, b.0))?;
    Ok(())
}

/// The articles that are not to be shown as related to one.
///
/// # Errors
/// SQLite's own.
pub fn dismissed_of(connection: &Connection, id: ArticleId) -> Result<Vec<ArticleId>> {
    article_ids(
        connection,
        "SELECT other_id FROM dismissed WHERE article_id = ?1 UNION ALL
         SELECT article_id FROM dismissed WHERE other_id = ?1",
        [id.0],
    )
}

fn encoded(terms: &[Term]) -> Vec<u8> {
    terms
        .iter()
        .flat_map(|term| {
            let [a, b, c, d] = term.key.to_be_bytes();
            [a, b, c, d, term.count, u8::from(term.name)]
        })
        .collect()
}

fn decoded(bytes: &[u8]) -> Vec<Term> {
    let term = |part: &[u8]| match *part {
        [a, b, c, d, count, name] => {
            Some(Term { key: u32::from_be_bytes([a, b, c, d]), count, name: name & 1 == 1 })
        }
        _ => None,
    };
    bytes.chunks(BYTES).filter_map(term).collect()
}
