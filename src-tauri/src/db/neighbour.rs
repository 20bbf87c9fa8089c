//! What lies one step from an article by links of texts and of notes. Articles in the trash are left out.

use rusqlite::Connection;

use super::column::article_ids;
use super::link::citations;
use crate::error::Result;
use crate::model::ArticleId;

/// The articles that the shown text of one links to, in the order of the text.
///
/// # Errors
/// SQLite's own.
pub fn linked_from(connection: &Connection, id: ArticleId, limit: u32) -> Result<Vec<ArticleId>> {
    let sql = "SELECT target.id FROM article AS source
         JOIN link ON link.version_id = source.version_id AND link.context = 'body'
         JOIN article_url ON article_url.url = link.url_key
         JOIN article AS target ON target.id = article_url.article_id
         WHERE source.id = ?1 AND target.id <> ?1 AND target.trashed IS NULL
         GROUP BY target.id ORDER BY min(link.position) LIMIT ?2";
    article_ids(connection, sql, (id.0, limit))
}

/// The articles whose shown text links to one, those whose copy came last first.
///
/// # Errors
/// SQLite's own.
pub fn linking_to(connection: &Connection, id: ArticleId, limit: u32) -> Result<Vec<ArticleId>> {
    Ok(citations(connection, id, limit)?.into_iter().map(|citation| citation.article).collect())
}

/// The articles that notes on one link to.
///
/// # Errors
/// SQLite's own.
pub fn noted_from(connection: &Connection, id: ArticleId, limit: u32) -> Result<Vec<ArticleId>> {
    let sql = "SELECT DISTINCT article.id FROM note JOIN note_link ON note_link.note_id = note.id
         JOIN article ON article.id = note_link.article_id AND article.trashed IS NULL
         WHERE note.article_id = ?1 AND article.id <> ?1 ORDER BY article.id DESC LIMIT ?2";
    article_ids(connection, sql, (id.0, limit))
}

/// The articles that have a note that links to one.
///
/// # Errors
/// SQLite's own.
pub fn noting_to(connection: &Connection, id: ArticleId, limit: u32) -> Result<Vec<ArticleId>> {
    let sql = "SELECT DISTINCT article.id FROM note_link JOIN note ON note.id = note_link.note_id
         JOIN article ON article.id = note.article_id AND article.trashed IS NULL
         WHERE note_link.article_id = ?1 AND article.id <> ?1 ORDER BY article.id DESC LIMIT ?2";
    article_ids(connection, sql, (id.0, limit))
}
