//! What stories are derived from, edges, and the groups that come of them.

use std::collections::{BTreeSet, HashSet};

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

/// What connects an article with another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StoryEdge {
    /// The other end.
    pub other: ArticleId,
    /// Of 1000.
    pub strength: i64,
    /// By a link or a relation, whatever terms propose.
    pub firm: bool,
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

/// Puts the edges of an article in place of what was there. Those that stay are left alone.
///
/// # Errors
/// SQLite's own.
pub fn set_story_edges(tx: &Transaction<'_>, id: ArticleId, edges: &[StoryEdge]) -> Result<()> {
    let new: HashSet<&StoryEdge> = edges.iter().collect();
    let old: HashSet<StoryEdge> = edges_of(tx, id)?.into_iter().collect();
    old.iter()
        .filter(|edge| !new.contains(edge))
        .try_for_each(|edge| drop_story_edge(tx, id, edge).map(drop))?;
    edges.iter().filter(|edge| !old.contains(edge)).try_for_each(|edge| add_story_edge(tx, id, edge))
}

/// Adds an edge to an article, in both directions.
///
/// # Errors
/// SQLite's own.
pub fn add_story_edge(tx: &Transaction<'_>, id: ArticleId, edge: &StoryEdge) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO story_edge (article_id, strength, other_id, firm) VALUES (?1, ?2, ?3, ?4)",
    )?;
    insert.execute((id.0, edge.strength, edge.other.0, edge.firm))?;
    insert.execute((edge.other.0, edge.strength, id.0, edge.firm))?;
    Ok(())
}

/// Takes an edge from an article, in both directions, and says whether it was there.
///
/// # Errors
/// SQLite's own.
pub fn drop_story_edge(tx: &Transaction<'_>, id: ArticleId, edge: &StoryEdge) -> Result<bool> {
    let mut delete = tx.prepare_cached(
        "DELETE FROM story_edge WHERE article_id = ?1 AND strength = ?2 AND other_id = ?3 AND firm = ?4",
    )?;
    let there = delete.execute((id.0, edge.strength, edge.other.0, edge.firm))? > 0;
    if there {
        delete.execute((edge.other.0, edge.strength, id.0, edge.firm))?;
    }
    Ok(there)
}

fn edges_of(connection: &Connection, id: ArticleId) -> Result<Vec<StoryEdge>> {
    let mut statement =
        connection.prepare_cached("SELECT other_id, strength, firm FROM story_edge WHERE article_id = ?1")?;
    let rows = statement.query_map([id.0], |row| {
        Ok(StoryEdge { other: ArticleId(row.get(0)?), strength: row.get(1)?, firm: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The edges of an article: the other end and the strength.
///
/// # Errors
/// SQLite's own.
pub fn story_edges(connection: &Connection, id: ArticleId) -> Result<Vec<(ArticleId, i64)>> {
    strongest_edges(connection, id, 0, usize::MAX)
}

/// The strongest edges of an article from a strength on, the strongest first.
///
/// # Errors
/// SQLite's own.
pub fn strongest_edges(
    connection: &Connection,
    id: ArticleId,
    from: i64,
    most: usize,
) -> Result<Vec<(ArticleId, i64)>> {
    let mut statement = connection.prepare_cached(
        "SELECT other_id, strength FROM story_edge WHERE article_id = ?1 AND strength >= ?2
         ORDER BY strength DESC, other_id DESC LIMIT ?3",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = statement.query_map((id.0, from, most), |row| Ok((ArticleId(row.get(0)?), row.get(1)?)))?;
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

/// What lists show of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryLabel {
    /// What it is called.
    pub name: String,
    /// The words of that as the search index has them.
    pub folded: String,
    /// Whether the person gave the name.
    pub named: bool,
    /// Whether it stands before the others.
    pub pinned: bool,
    /// How many articles it has.
    pub articles: i64,
    /// And how many sites.
    pub sites: i64,
    /// Milliseconds of the earliest and of the latest.
    pub times: (i64, i64),
}

impl StoryLabel {
    /// That of a story with these articles, in their order; `row` is what the person made of it.
    #[must_use]
    pub fn new(nodes: &[&StoryNode], row: &StoryRow, name: &str, folded: String) -> Self {
        let time = |node: Option<&&StoryNode>| node.map_or(0, |node| node.time);
        Self {
            name: name.to_owned(),
            folded,
            named: row.name.is_some(),
            pinned: row.pinned,
            articles: count(nodes.len()),
            sites: count(nodes.iter().map(|node| node.site.as_str()).collect::<BTreeSet<_>>().len()),
            times: (time(nodes.first()), time(nodes.last())),
        }
    }
}

/// What lists show of the story whose earliest article this is.
///
/// # Errors
/// SQLite's own.
pub fn story_label(connection: &Connection, first: ArticleId) -> Result<Option<StoryLabel>> {
    let mut statement = connection.prepare_cached(
        "SELECT name, folded, named, pinned, articles, sites, first, last FROM story_summary WHERE first_id = ?1",
    )?;
    let label = statement.query_row([first.0], |row| {
        Ok(StoryLabel {
            name: row.get("name")?,
            folded: row.get("folded")?,
            named: row.get("named")?,
            pinned: row.get("pinned")?,
            articles: row.get("articles")?,
            sites: row.get("sites")?,
            times: (row.get("first")?, row.get("last")?),
        })
    });
    Ok(label.optional()?)
}

/// Keeps a story, its articles in order.
///
/// # Errors
/// SQLite's own.
pub fn keep_story(tx: &Transaction<'_>, nodes: &[StoryNode], label: &StoryLabel) -> Result<()> {
    let Some(first) = nodes.first() else { return Ok(()) };
    let mut insert = tx.prepare_cached("INSERT INTO story_article (article_id, first_id) VALUES (?1, ?2)")?;
    for node in nodes {
        insert.execute((node.id.0, first.id.0))?;
    }
    tx.prepare_cached(
        "INSERT INTO story_summary (first_id, name, folded, named, pinned, articles, sites, first, last)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute((
        first.id.0,
        &label.name,
        &label.folded,
        label.named,
        label.pinned,
        label.articles,
        label.sites,
        label.times.0,
        label.times.1,
    ))?;
    Ok(())
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
