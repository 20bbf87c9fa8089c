//! The articles of tags: giving and taking, and the lists by tag.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::column::{Json, Millis, article_ids};
use super::id_set::IdSet;
use super::list::{WALK, condition, in_order, on_shelf, ordered, shelf_counts, terms};
use crate::error::Result;
use crate::model::{ArticleId, ListQuery, Shelf, TagId, TagUse};

/// Gives articles a tag; those that have it keep it.
///
/// # Errors
/// SQLite's own.
pub fn add_tag(tx: &Transaction<'_>, tag: TagId, articles: &[ArticleId], now: Timestamp) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO article_tag (tag_id, article_id, added) SELECT ?1, value, ?3 FROM json_each(?2) WHERE true
         ON CONFLICT DO NOTHING",
    )?
    .execute((tag.0, Json(articles), Millis(now)))?;
    Ok(())
}

/// Takes a tag from articles.
///
/// # Errors
/// SQLite's own.
pub fn take_tag(tx: &Transaction<'_>, tag: TagId, articles: &[ArticleId]) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM article_tag WHERE tag_id = ?1 AND article_id IN (SELECT value FROM json_each(?2))",
    )?
    .execute((tag.0, Json(articles)))?;
    Ok(())
}

/// Gives everything that has one tag another one as well.
///
/// # Errors
/// SQLite's own.
pub fn copy_tag(tx: &Transaction<'_>, from: TagId, into: TagId) -> Result<()> {
    for sql in [
        "INSERT INTO article_tag (tag_id, article_id, added)
         SELECT ?2, article_id, added FROM article_tag WHERE tag_id = ?1 ON CONFLICT DO NOTHING",
        "INSERT INTO highlight_tag (highlight_id, tag_id)
         SELECT highlight_id, ?2 FROM highlight_tag WHERE tag_id = ?1 ON CONFLICT DO NOTHING",
    ] {
        tx.prepare_cached(sql)?.execute((from.0, into.0))?;
    }
    Ok(())
}

/// How many of some articles have each tag themselves.
///
/// # Errors
/// SQLite's own.
pub fn tag_uses(connection: &Connection, articles: &[ArticleId]) -> Result<Vec<TagUse>> {
    let mut statement = connection.prepare_cached(
        "SELECT tag_id, count(*) AS articles FROM json_each(?1) CROSS JOIN article_tag ON article_id = value
         GROUP BY tag_id",
    )?;
    let uses = statement.query_map([Json(articles)], |row| {
        Ok(TagUse { id: TagId(row.get("tag_id")?), count: row.get("articles")? })
    })?;
    Ok(uses.collect::<rusqlite::Result<_>>()?)
}

/// The paths of the tags of some articles, in the tree's order.
///
/// # Errors
/// SQLite's own.
pub fn tags_of(connection: &Connection, articles: &[ArticleId]) -> Result<HashMap<ArticleId, Vec<String>>> {
    let mut statement = connection.prepare_cached(
        "SELECT article_id, tag.path FROM json_each(?1) CROSS JOIN article_tag ON article_id = value
         JOIN tag ON tag.id = tag_id ORDER BY article_id, replace(path_key, '/', char(1))",
    )?;
    let mut rows = statement.query([Json(articles)])?;
    let mut tags: HashMap<ArticleId, Vec<String>> = HashMap::new();
    while let Some(row) = rows.next()? {
        tags.entry(ArticleId(row.get("article_id")?)).or_default().push(row.get("path")?);
    }
    Ok(tags)
}

/// The articles that have a tag or one below it, in the trash or not.
///
/// # Errors
/// SQLite's own.
pub fn tagged(connection: &Connection, tag: TagId) -> Result<IdSet> {
    let mut statement = connection.prepare_cached("SELECT article_id FROM tag_article WHERE tag_id = ?1")?;
    let mut rows = statement.query([tag.0])?;
    let mut set = IdSet::default();
    while let Some(row) = rows.next()? {
        set.insert(ArticleId(row.get(0)?));
    }
    Ok(set)
}

/// All articles of a list that a tag narrows, in its order.
///
/// # Errors
/// SQLite's own.
pub fn tagged_ids(connection: &Connection, query: &ListQuery, tag: TagId) -> Result<Vec<ArticleId>> {
    let whole = on_shelf(&shelf_counts(connection)?, query.shelf) as usize;
    if tag_count(connection, tag)? as usize * WALK > whole && query.shelf != Shelf::Trash {
        return in_order(connection, query, &tagged(connection, tag)?);
    }
    // CROSS JOIN and NOT INDEXED keep the planner from walking the list.
    let sql = format!(
        "SELECT id FROM tag_article CROSS JOIN article NOT INDEXED ON id = article_id
         WHERE tag_id = ?1 AND {} ORDER BY {}",
        condition(query),
        terms(query)
    );
    article_ids(connection, &sql, [tag.0])
}

/// Articles looked at for the beginning of a list before the whole of it is made.
const PROBES: u32 = 4_000;

/// The first articles of a list that only a tag narrows, with the length of the whole; `None` when there is no cheap way
/// to them: they lie deep, or the length is not kept.
///
/// # Errors
/// SQLite's own.
pub fn first_tagged(
    connection: &Connection,
    query: &ListQuery,
    tag: TagId,
) -> Result<Option<(Vec<ArticleId>, u32)>> {
    if query.shelf != Shelf::All || query.state.is_some() {
        return Ok(None);
    }
    let total = tag_count(connection, tag)?;
    let wanted = query.offset.saturating_add(query.limit).min(total) as usize;
    if wanted > PROBES as usize / 2 {
        return Ok(None);
    }
    let mut has = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM tag_article WHERE tag_id = ?1 AND article_id = ?2)")?;
    let mut statement = connection.prepare_cached(&format!("{} LIMIT ?1", ordered(query)))?;
    let mut rows = statement.query([PROBES])?;
    let mut found = Vec::with_capacity(wanted);
    while found.len() < wanted {
        let Some(row) = rows.next()? else { return Ok(None) };
        let id: i64 = row.get(0)?;
        if has.query_row((tag.0, id), |row| row.get(0))? {
            found.push(ArticleId(id));
        }
    }
    found.drain(..wanted.min(query.offset as usize));
    Ok(Some((found, total)))
}

/// How many articles outside the trash have a tag or one below it; none when there is no such tag.
fn tag_count(connection: &Connection, tag: TagId) -> Result<u32> {
    let mut statement = connection.prepare_cached("SELECT articles FROM tag_count WHERE tag_id = ?1")?;
    Ok(statement.query_row([tag.0], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// What a page files its article under.
#[derive(Debug, Default)]
pub struct PageWords {
    /// The sections of its breadcrumb trail, from the outside in.
    pub trail: Vec<String>,
    /// Its section, its topics and its keywords, in this order.
    pub words: Vec<String>,
}

/// What the shown versions of some articles are filed under by their pages.
///
/// # Errors
/// SQLite's own.
pub fn page_words(connection: &Connection, articles: &[ArticleId]) -> Result<Vec<PageWords>> {
    let mut statement = connection.prepare_cached(
        "SELECT metadata ->> '$.section' AS section, metadata -> '$.keywords' AS keywords,
             metadata -> '$.breadcrumb' AS breadcrumb,
             (SELECT json_group_array(text ORDER BY position) FROM link
              WHERE link.version_id = version.id AND place = 'topic') AS topics
         FROM json_each(?1) CROSS JOIN article ON article.id = value JOIN version ON version.id = version_id",
    )?;
    let words = statement.query_map([Json(articles)], |row| {
        let section: Option<String> = row.get("section")?;
        let list = |column: &str| -> rusqlite::Result<Vec<String>> {
            Ok(row.get::<_, Option<Json<Vec<String>>>>(column)?.map(|list| list.0).unwrap_or_default())
        };
        let words = section.into_iter().chain(list("topics")?).chain(list("keywords")?).collect();
        Ok(PageWords { trail: list("breadcrumb")?, words })
    })?;
    Ok(words.collect::<rusqlite::Result<_>>()?)
}

/// What the triggers keep of tags and is not what the tags and their articles say.
#[cfg(test)]
pub fn kept_wrongly(connection: &Connection) -> Result<Vec<String>> {
    const TRUTH: &str = "WITH RECURSIVE above (tag_id, above_id) AS (
             SELECT id, id FROM tag UNION
             SELECT tag_id, parent_id FROM above JOIN tag ON tag.id = above_id WHERE parent_id IS NOT NULL),
         has (tag_id, article_id) AS (
             SELECT DISTINCT above_id, article_id FROM article_tag JOIN above USING (tag_id)),
         counts (tag_id, articles) AS (
             SELECT tag.id, (SELECT count(*) FROM has JOIN article ON article.id = article_id
                 WHERE has.tag_id = tag.id AND trashed IS NULL) FROM tag)";
    let mut wrong = Vec::new();
    for (truth, kept, columns) in [
        ("above", "tag_above", "tag_id, above_id"),
        ("has", "tag_article", "tag_id, article_id"),
        ("counts", "tag_count", "tag_id, articles"),
    ] {
        for (what, sql) in [
            ("missing", format!("SELECT {columns} FROM {truth} EXCEPT SELECT {columns} FROM {kept}")),
            ("too much", format!("SELECT {columns} FROM {kept} EXCEPT SELECT {columns} FROM {truth}")),
        ] {
            let mut statement = connection.prepare(&format!("{TRUTH} {sql}"))?;
            let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
            for row in rows {
                wrong.push(format!("{kept} {what}: {:?}", row?));
            }
        }
    }
    let orphans = "SELECT path FROM tag WHERE (parent_id IS NULL) <> (instr(path, '/') = 0)";
    let mut statement = connection.prepare(orphans)?;
    wrong.extend(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?);
    Ok(wrong)
}
