//! Links between articles, resolved when they are read: whichever of two articles was saved first.

use std::cmp::Reverse;

use rusqlite::{Connection, OptionalExtension};

use super::column::Name;
use crate::error::Result;
use crate::model::{ArticleId, AssetFailure, AssetHash, Link, VersionId};

/// An article that cites another one in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Citation {
    /// The article that cites.
    pub article: ArticleId,
    /// The version of it that is shown.
    pub version: VersionId,
    /// The first of its links that lead to the cited article.
    pub position: u32,
    /// How many do.
    pub links: u32,
}

/// The links of the version of an article that is shown, in order; those to itself are left out.
///
/// # Errors
/// SQLite's own.
pub fn links(connection: &Connection, id: ArticleId) -> Result<Vec<Link>> {
    let mut statement = connection.prepare_cached(
        "SELECT link.url, text, context, place, heading, teaser, link_picture.url, link.published, link.position,
             target.id, target.title, target.site, target.trashed, asset.sha256, reason, message
         FROM article AS source JOIN link ON link.version_id = source.version_id
             LEFT JOIN article_url ON article_url.url = link.url_key
             LEFT JOIN article AS target ON target.id = article_url.article_id
             LEFT JOIN link_picture ON link_picture.id = link.picture_id
             LEFT JOIN asset ON asset.id = link_picture.asset_id
         WHERE source.id = ?1 AND target.id IS NOT source.id ORDER BY link.position",
    )?;
    let links = statement.query_map([id.0], |row| {
        Ok(Link {
            url: row.get(0)?,
            text: row.get(1)?,
            context: row.get::<_, Name<_>>(2)?.0,
            place: row.get::<_, Name<_>>(3)?.0,
            heading: row.get(4)?,
            teaser: row.get(5)?,
            picture: row.get(6)?,
            published: row.get(7)?,
            position: row.get(8)?,
            article: row.get::<_, Option<i64>>(9)?.map(ArticleId),
            title: row.get(10)?,
            site: row.get(11)?,
            trashed: row.get::<_, Option<i64>>(12)?.is_some(),
            thumbnail: row.get::<_, Option<String>>(13)?.map(AssetHash),
            picture_failure: match row.get::<_, Option<Name<_>>>(14)? {
                Some(Name(reason)) => Some(AssetFailure { reason, message: row.get(15)? }),
                None => None,
            },
        })
    })?;
    Ok(links.collect::<rusqlite::Result<_>>()?)
}

/// The articles that cite one by one of its addresses, each once, from two indexes and in the order of the first: it ends
/// after as many as are asked for.
const CITATIONS: &str = "
    SELECT article.id, link.version_id, min(link.position), count(*)
    FROM link INDEXED BY link_cited
        CROSS JOIN article INDEXED BY article_citing ON article.version_id = link.version_id AND article.trashed IS NULL
    WHERE link.url_key = ?1 AND link.context = 'body' AND article.id <> ?2
    GROUP BY link.version_id ORDER BY link.version_id DESC LIMIT ?3";

/// The first `most` articles outside the trash whose shown text links to an article, those whose copy came last first.
///
/// # Errors
/// SQLite's own.
pub fn citations(connection: &Connection, id: ArticleId, most: u32) -> Result<Vec<Citation>> {
    let mut found = Vec::new();
    let mut statement = connection.prepare_cached(CITATIONS)?;
    for url in urls_of(connection, id)? {
        let citing = statement.query_map((url, id.0, most), |row| {
            let (article, version) = (ArticleId(row.get(0)?), VersionId(row.get(1)?));
            Ok(Citation { article, version, position: row.get(2)?, links: row.get(3)? })
        })?;
        for citation in citing {
            found.push(citation?);
        }
    }
    found.sort_unstable_by_key(|citation| (Reverse(citation.version.0), citation.position));
    // By several addresses.
    found.dedup_by(|later, first| {
        let same = later.version == first.version;
        first.links += if same { later.links } else { 0 };
        same
    });
    found.truncate(most as usize);
    Ok(found)
}

/// How many articles outside the trash cite an article in their shown text; no more than `most` are counted.
///
/// # Errors
/// SQLite's own.
pub fn count_citations(connection: &Connection, id: ArticleId, most: u32) -> Result<u32> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FROM (SELECT DISTINCT article.id
         FROM article_url CROSS JOIN link INDEXED BY link_cited
                 ON link.url_key = article_url.url AND link.context = 'body'
             CROSS JOIN article INDEXED BY article_citing
                 ON article.version_id = link.version_id AND article.trashed IS NULL
         WHERE article_url.article_id = ?1 AND article.id <> ?1 LIMIT ?2)",
    )?;
    Ok(statement.query_row((id.0, most), |row| row.get(0))?)
}

fn urls_of(connection: &Connection, id: ArticleId) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached("SELECT url FROM article_url WHERE article_id = ?1")?;
    Ok(statement.query_map([id.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The target of a link, as it stands on its page.
///
/// # Errors
/// SQLite's own.
pub fn link_at(connection: &Connection, version: VersionId, position: u32) -> Result<(String, String)> {
    let mut statement =
        connection.prepare_cached("SELECT url, text FROM link WHERE version_id = ?1 AND position = ?2")?;
    Ok(statement.query_row((version.0, position), |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The clean HTML of a version.
///
/// # Errors
/// SQLite's own.
pub fn html_of(connection: &Connection, version: VersionId) -> Result<String> {
    let mut statement = connection.prepare_cached("SELECT html FROM version WHERE id = ?1")?;
    Ok(statement.query_row([version.0], |row| row.get(0))?)
}

/// The text and the clean HTML of a version; `None` when it is gone.
///
/// # Errors
/// SQLite's own.
pub fn text_and_html(connection: &Connection, version: VersionId) -> Result<Option<(String, String)>> {
    let mut statement = connection.prepare_cached("SELECT text, html FROM version WHERE id = ?1")?;
    Ok(statement.query_row([version.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// How SQLite finds the articles that cite one.
#[cfg(test)]
pub fn citations_plan(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {CITATIONS}"))?;
    let plan = statement.query_map(("https://example.org/", 1, 20), |row| row.get("detail"))?;
    Ok(plan.collect::<rusqlite::Result<_>>()?)
}
