//! The texts that passages are taken from.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::column::Json;
use crate::error::Result;
use crate::model::ArticleId;

/// The text of the version that an article shows; `None` when there is none.
///
/// # Errors
/// SQLite's own.
pub fn shown_text(connection: &Connection, id: ArticleId) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT version.text FROM article JOIN version ON version.id = version_id WHERE article.id = ?1",
    )?;
    Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
}

/// The HTML of the version that an article shows; `None` when there is none.
///
/// # Errors
/// SQLite's own.
pub fn shown_html(connection: &Connection, id: ArticleId) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT version.html FROM article JOIN version ON version.id = version_id WHERE article.id = ?1",
    )?;
    Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
}

/// What a person wrote on some articles: the Markdown of their notes, in the order they were made.
///
/// # Errors
/// SQLite's own.
pub fn notes_of(connection: &Connection, ids: &[ArticleId]) -> Result<HashMap<ArticleId, Vec<String>>> {
    let sql =
        "SELECT article_id, text FROM json_each(?1) CROSS JOIN note ON article_id = value ORDER BY note.id";
    by_article(connection, sql, ids)
}

/// What a person marked in some articles, in the order it was marked.
///
/// # Errors
/// SQLite's own.
pub fn quotes_of(connection: &Connection, ids: &[ArticleId]) -> Result<HashMap<ArticleId, Vec<String>>> {
    let sql = "SELECT article_id, exact FROM json_each(?1) CROSS JOIN highlight ON article_id = value
        ORDER BY highlight.id";
    by_article(connection, sql, ids)
}

/// What a person wrote on highlights of some articles, in Markdown, in the order they were made.
///
/// # Errors
/// SQLite's own.
pub fn highlight_notes_of(
    connection: &Connection,
    ids: &[ArticleId],
) -> Result<HashMap<ArticleId, Vec<String>>> {
    let sql = "SELECT article_id, note FROM json_each(?1) CROSS JOIN highlight ON article_id = value
        WHERE note IS NOT NULL ORDER BY highlight.id";
    by_article(connection, sql, ids)
}

fn by_article(
    connection: &Connection,
    sql: &str,
    ids: &[ArticleId],
) -> Result<HashMap<ArticleId, Vec<String>>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([Json(ids)])?;
    let mut texts: HashMap<ArticleId, Vec<String>> = HashMap::new();
    while let Some(row) = rows.next()? {
        texts.entry(ArticleId(row.get(0)?)).or_default().push(row.get(1)?);
    }
    Ok(texts)
}
