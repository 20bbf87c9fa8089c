//! What stories are derived from: key terms, edges, and the groups that come of them.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::column::article_ids;
use super::story::StoryRow;
use crate::error::Result;
use crate::model::ArticleId;

/// An article as the grouping needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryNode {
    /// The article.
    pub id: ArticleId,
    /// When it was published or else saved, in milliseconds since 1970-01-01 UTC.
    pub time: i64,
    /// Its URL.
    pub url: String,
    /// Its headline.
    pub title: String,
    /// Its site.
    pub site: String,
    /// Where the person put it.
    pub choice: Option<Option<i64>>,
}

/// Puts the key terms of an article in place of what was there.
///
/// # Errors
/// SQLite's own.
pub fn set_story_terms(
    tx: &Transaction<'_>,
    id: ArticleId,
    language: &str,
    terms: &[(String, i64)],
) -> Result<()> {
    if has_story_terms(tx, id, language, terms)? {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM story_term WHERE article_id = ?1")?.execute([id.0])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO story_term (term, language, day, article_id, weight)
         SELECT ?2, ?3, coalesce(published_sort, saved) / 86400000, id, ?4 FROM article WHERE id = ?1",
    )?;
    for (term, weight) in terms {
        insert.execute((id.0, term, language, weight))?;
    }
    Ok(())
}

/// Whether these are the terms that are there: writing them again could make others look for their stories in vain.
fn has_story_terms(
    connection: &Connection,
    id: ArticleId,
    language: &str,
    terms: &[(String, i64)],
) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT term, weight FROM story_term JOIN article ON article.id = article_id
         WHERE article_id = ?1 AND story_term.language = ?2
             AND day = coalesce(published_sort, saved) / 86400000",
    )?;
    let rows = statement.query_map((id.0, language), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let there: BTreeSet<(String, i64)> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(!terms.is_empty() && there == terms.iter().cloned().collect())
}

/// The key terms of an article with their weights.
///
/// # Errors
/// SQLite's own.
pub fn story_terms(connection: &Connection, id: ArticleId) -> Result<Vec<(String, i64)>> {
    let mut statement =
        connection.prepare_cached("SELECT term, weight FROM story_term WHERE article_id = ?1")?;
    let rows = statement.query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Articles of the same language near in time that share a term with this one that few have.
///
/// Terms are counted in spans of eleven days: one that more than 64 articles of a span have proposes none of them. So the
/// work has a bound however much appears on one day, and whether two articles are compared depends on what the archive
/// holds and not on which of them asks.
///
/// # Errors
/// SQLite's own.
pub fn story_candidates(connection: &Connection, id: ArticleId, days: i64) -> Result<Vec<ArticleId>> {
    article_ids(
        connection,
        "WITH own AS MATERIALIZED (SELECT term, language, day FROM story_term WHERE article_id = ?1),
         span AS MATERIALIZED (
             SELECT term, language, day, (day + 1100000) / 11 * 11 - 1100000 + step.value * 11 AS start
             FROM own CROSS JOIN (SELECT -1 AS value UNION ALL SELECT 0 UNION ALL SELECT 1) AS step
         ),
         few AS MATERIALIZED (
             SELECT term, language, day, start FROM span WHERE (SELECT count(*) FROM (SELECT 1 FROM story_term AS t
                 WHERE t.term = span.term AND t.language = span.language AND t.day BETWEEN start AND start + 10
                 LIMIT 65)) < 65
         )
         SELECT DISTINCT other.article_id FROM few
         CROSS JOIN few AS home ON home.term = few.term AND home.start BETWEEN few.day - 10 AND few.day
         CROSS JOIN story_term AS other ON other.term = few.term AND other.language = few.language
             AND other.day BETWEEN max(few.start, few.day - ?2) AND min(few.start + 10, few.day + ?2)
         WHERE other.article_id <> ?1",
        (id.0, days),
    )
}

/// Articles that this one links to in its body, or that link to it, within so many days.
///
/// # Errors
/// SQLite's own.
pub fn story_links(connection: &Connection, id: ArticleId, days: i64) -> Result<Vec<ArticleId>> {
    article_ids(
        connection,
        "SELECT other.id FROM article AS own CROSS JOIN (
             SELECT article_url.article_id AS id FROM article CROSS JOIN link ON link.version_id = article.version_id
                 CROSS JOIN article_url ON article_url.url = link.url_key WHERE article.id = ?1 AND context = 'body'
             UNION
             SELECT article.id FROM article_url CROSS JOIN link ON link.url_key = article_url.url
                 CROSS JOIN article ON article.version_id = link.version_id
                 WHERE article_url.article_id = ?1 AND context = 'body'
         ) AS linked CROSS JOIN article AS other ON other.id = linked.id
         WHERE own.id = ?1 AND other.id <> ?1
             AND abs(coalesce(other.published_sort, other.saved) - coalesce(own.published_sort, own.saved)) <= ?2 * 86400000",
        (id.0, days),
    )
}

/// Articles that a person says tell the same story as this one, or go with it.
///
/// # Errors
/// SQLite's own.
pub fn story_relations(connection: &Connection, id: ArticleId) -> Result<Vec<ArticleId>> {
    article_ids(
        connection,
        "SELECT to_id FROM relation WHERE from_id = ?1 AND kind IN ('same-story', 'follow-up', 'correction-of', 'source')
         UNION SELECT from_id FROM relation WHERE to_id = ?1 AND kind IN ('same-story', 'follow-up', 'correction-of', 'source')",
        [id.0],
    )
}

/// The language of an article without its region, when it is known.
///
/// # Errors
/// SQLite's own.
pub fn story_language(connection: &Connection, id: ArticleId) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached("SELECT language FROM article WHERE id = ?1")?;
    let language: Option<Option<String>> = statement.query_row([id.0], |row| row.get(0)).optional()?;
    let primary = |tag: String| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    Ok(language.flatten().map(primary))
}

/// Puts the edges of an article in place of what was there.
///
/// # Errors
/// SQLite's own.
pub fn set_story_edges(
    tx: &Transaction<'_>,
    id: ArticleId,
    edges: impl IntoIterator<Item = (ArticleId, i64)>,
) -> Result<()> {
    tx.prepare_cached("DELETE FROM story_edge WHERE a_id = ?1")?.execute([id.0])?;
    tx.prepare_cached("DELETE FROM story_edge WHERE b_id = ?1")?.execute([id.0])?;
    let mut insert =
        tx.prepare_cached("INSERT INTO story_edge (a_id, b_id, strength) VALUES (?1, ?2, ?3)")?;
    for (other, strength) in edges {
        insert.execute((id.0.min(other.0), id.0.max(other.0), strength))?;
    }
    Ok(())
}

/// The edges of an article: the other end and the strength.
///
/// # Errors
/// SQLite's own.
pub fn story_edges(connection: &Connection, id: ArticleId) -> Result<Vec<(ArticleId, i64)>> {
    let mut statement = connection.prepare_cached(
        "SELECT b_id, strength FROM story_edge WHERE a_id = ?1
         UNION ALL SELECT a_id, strength FROM story_edge WHERE b_id = ?1",
    )?;
    let rows = statement.query_map([id.0], |row| Ok((ArticleId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Articles that are together with this one for other reasons than an edge: by the person's choice, or until now.
///
/// # Errors
/// SQLite's own.
pub fn story_mates(connection: &Connection, id: ArticleId) -> Result<Vec<ArticleId>> {
    article_ids(
        connection,
        "SELECT other.article_id FROM story_choice AS own JOIN story_choice AS other ON other.story_id = own.story_id
         WHERE own.article_id = ?1
         UNION SELECT article_id FROM story_article
             WHERE first_id = (SELECT first_id FROM story_article WHERE article_id = ?1)",
        [id.0],
    )
}

/// An article for the grouping, unless it lies in the trash or has no text.
///
/// # Errors
/// SQLite's own.
pub fn story_node(connection: &Connection, id: ArticleId) -> Result<Option<StoryNode>> {
    let mut statement = connection.prepare_cached(
        "SELECT coalesce(published_sort, saved) AS time, url, title, site, story_choice.article_id IS NOT NULL AS chosen,
             story_id
         FROM article LEFT JOIN story_choice ON story_choice.article_id = article.id
         WHERE article.id = ?1 AND trashed IS NULL AND version_id IS NOT NULL",
    )?;
    let node = statement.query_row([id.0], |row| {
        let (chosen, story): (bool, Option<i64>) = (row.get("chosen")?, row.get("story_id")?);
        Ok(StoryNode {
            id,
            time: row.get("time")?,
            url: row.get("url")?,
            title: row.get("title")?,
            site: row.get("site")?,
            choice: chosen.then_some(story),
        })
    });
    Ok(node.optional()?)
}

/// Takes an article out of the story it was found to belong to.
///
/// # Errors
/// SQLite's own.
pub fn leave_story(tx: &Transaction<'_>, id: ArticleId) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM story_summary WHERE first_id = (SELECT first_id FROM story_article WHERE article_id = ?1)",
    )?
    .execute([id.0])?;
    tx.prepare_cached("DELETE FROM story_article WHERE article_id = ?1")?.execute([id.0])?;
    Ok(())
}

/// The earliest article of the story that an article is in.
///
/// # Errors
/// SQLite's own.
pub fn story_first(connection: &Connection, id: ArticleId) -> Result<Option<ArticleId>> {
    let mut statement =
        connection.prepare_cached("SELECT first_id FROM story_article WHERE article_id = ?1")?;
    Ok(statement.query_row([id.0], |row| row.get(0).map(ArticleId)).optional()?)
}

/// How many articles the story has whose earliest is this one.
///
/// # Errors
/// SQLite's own.
pub fn story_size(connection: &Connection, first: ArticleId) -> Result<u32> {
    let mut statement =
        connection.prepare_cached("SELECT count(*) FROM story_article WHERE first_id = ?1")?;
    Ok(statement.query_row([first.0], |row| row.get(0))?)
}

/// Keeps a story, its articles in order; `row` is what the person made of it, `name` what it is called, and `folded` the words
/// of that.
///
/// # Errors
/// SQLite's own.
pub fn keep_story(
    tx: &Transaction<'_>,
    nodes: &[&StoryNode],
    row: &StoryRow,
    name: &str,
    folded: &str,
) -> Result<()> {
    let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else { return Ok(()) };
    let mut insert = tx.prepare_cached("INSERT INTO story_article (article_id, first_id) VALUES (?1, ?2)")?;
    for node in nodes {
        insert.execute((node.id.0, first.id.0))?;
    }
    let sites: BTreeSet<&str> = nodes.iter().map(|node| node.site.as_str()).collect();
    tx.prepare_cached(
        "INSERT INTO story_summary (first_id, name, folded, named, pinned, articles, sites, first, last)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute((
        first.id.0,
        name,
        folded,
        row.name.is_some(),
        row.pinned,
        count(nodes.len()),
        count(sites.len()),
        first.time,
        last.time,
    ))?;
    Ok(())
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
