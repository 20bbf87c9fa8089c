//! The search index: words in, articles out. What a word is, the search room decides.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use crate::error::Result;
use crate::model::{ArticleId, VersionId};

/// The words of an article as the index has them, by where they stand; separated by spaces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexedWords {
    /// Of the title.
    pub title: String,
    /// Of the authors' names.
    pub by: String,
    /// Of the site's name.
    pub site: String,
    /// Of the first paragraph.
    pub lead: String,
    /// Of the rest of the text, and of the captions.
    pub text: String,
}

/// What was indexed of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedSource {
    /// The version whose text it was.
    pub version: VersionId,
    /// The title at that time.
    pub title: String,
    /// The authors' names, separated by spaces.
    pub authors: String,
    /// The name of the site.
    pub site: String,
}

/// Puts an article's words into the index, in place of what was there.
///
/// # Errors
/// SQLite's own.
pub fn put_words(
    tx: &Transaction<'_>,
    id: ArticleId,
    words: &IndexedWords,
    source: &IndexedSource,
) -> Result<()> {
    tx.prepare_cached(
        r#"INSERT OR REPLACE INTO search (rowid, title, "by", site, lead, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"#,
    )?
    .execute((id.0, &words.title, &words.by, &words.site, &words.lead, &words.text))?;
    tx.prepare_cached(
        "INSERT OR REPLACE INTO search_article (article_id, version_id, title, authors, site)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((id.0, source.version.0, &source.title, &source.authors, &source.site))?;
    tx.prepare_cached("DELETE FROM stale WHERE kind = 'article' AND id = ?1")?.execute([id.0])?;
    not_behind(tx, id)
}

/// Takes an article's words out of the index.
///
/// # Errors
/// SQLite's own.
pub fn take_words(tx: &Transaction<'_>, id: ArticleId) -> Result<()> {
    tx.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([id.0])?;
    tx.prepare_cached("DELETE FROM search_article WHERE article_id = ?1")?.execute([id.0])?;
    Ok(())
}

/// What was indexed of an article; `None` when nothing was.
///
/// # Errors
/// SQLite's own.
pub fn indexed_source(connection: &Connection, id: ArticleId) -> Result<Option<IndexedSource>> {
    let mut statement = connection.prepare_cached(
        "SELECT version_id, title, authors, site FROM search_article WHERE article_id = ?1",
    )?;
    let source = statement.query_row([id.0], |row| {
        Ok(IndexedSource {
            version: VersionId(row.get(0)?),
            title: row.get(1)?,
            authors: row.get(2)?,
            site: row.get(3)?,
        })
    });
    Ok(source.optional()?)
}

/// Adds to the numbers of articles that have words, or takes away; a word that none has any more goes.
///
/// # Errors
/// SQLite's own.
pub fn count_words(tx: &Transaction<'_>, counts: &BTreeMap<String, i64>) -> Result<()> {
    let mut add = tx.prepare_cached(
        "INSERT INTO search_term (term, articles) VALUES (?1, ?2)
         ON CONFLICT (term) DO UPDATE SET articles = articles + excluded.articles",
    )?;
    let mut none = tx.prepare_cached("DELETE FROM search_term WHERE term = ?1 AND articles <= 0")?;
    for (term, count) in counts.iter().filter(|(_, count)| **count != 0) {
        add.execute((term, count))?;
        if *count < 0 {
            none.execute([term])?;
        }
    }
    Ok(())
}

/// Makes the numbers of articles that have words anew, of the index itself.
///
/// # Errors
/// SQLite's own.
pub fn recount_words(tx: &Transaction<'_>) -> Result<()> {
    Ok(tx.execute_batch(
        "CREATE VIRTUAL TABLE temp.search_row USING fts5vocab (main, search, row);
         DELETE FROM search_term;
         INSERT INTO search_term SELECT term, doc FROM temp.search_row WHERE term <> '¶' ORDER BY term;
         DROP TABLE temp.search_row;",
    )?)
}

/// How many articles have a word.
///
/// # Errors
/// SQLite's own.
pub fn count_with(connection: &Connection, term: &str) -> Result<u64> {
    let mut statement = connection.prepare_cached("SELECT articles FROM search_term WHERE term = ?1")?;
    Ok(statement.query_row([term], count).optional()?.unwrap_or(0))
}

fn count(row: &Row<'_>) -> rusqlite::Result<u64> {
    Ok(row.get::<_, i64>("articles")?.unsigned_abs())
}

/// The words that begin so, those that most articles have first, at most `limit`, with the sum over all of them.
///
/// # Errors
/// SQLite's own.
pub fn words_beginning(
    connection: &Connection,
    start: &str,
    limit: u32,
) -> Result<(Vec<(String, u64)>, u64)> {
    let end = format!("{start}{}", char::MAX);
    let sum = connection
        .prepare_cached(
            "SELECT coalesce(sum(articles), 0) AS articles FROM search_term WHERE term >= ?1 AND term < ?2",
        )?
        .query_row([start, &end], count)?;
    let mut statement = connection.prepare_cached(
        "SELECT term, articles FROM search_term WHERE term >= ?1 AND term < ?2 ORDER BY articles DESC, term LIMIT ?3",
    )?;
    let words = statement.query_map((start, &end, limit), |row| Ok((row.get("term")?, count(row)?)))?;
    Ok((words.collect::<rusqlite::Result<_>>()?, sum))
}

/// Hands over every article within a range that an FTS5 expression matches, by ascending number, until `take` has enough.
///
/// # Errors
/// SQLite's own; those of `take`.
pub fn each_match(
    connection: &Connection,
    expression: &str,
    within: &RangeInclusive<i64>,
    mut take: impl FnMut(ArticleId) -> Result<()>,
) -> Result<()> {
    let mut statement = connection
        .prepare_cached("SELECT rowid FROM search WHERE search MATCH ?1 AND rowid >= ?2 AND rowid <= ?3")?;
    let mut rows = statement.query((expression, within.start(), within.end()))?;
    while let Some(row) = rows.next()? {
        take(ArticleId(row.get(0)?))?;
    }
    Ok(())
}

/// Whether an FTS5 expression matches an article.
///
/// # Errors
/// SQLite's own.
pub fn matches(connection: &Connection, expression: &str, id: ArticleId) -> Result<bool> {
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM search WHERE search MATCH ?1 AND rowid = ?2")?;
    Ok(statement.exists((expression, id.0))?)
}

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the title.
    Title,
    /// Among the authors.
    By,
    /// In the site's name.
    Site,
    /// In the first paragraph.
    Lead,
    /// In the rest of the text.
    Text,
}

/// Hands over every place where the words from one to another stand, by word and ascending number of the article.
///
/// # Errors
/// SQLite's own; those of `take`.
pub fn each_place(
    connection: &Connection,
    words: &RangeInclusive<String>,
    mut take: impl FnMut(ArticleId, Place) -> Result<()>,
) -> Result<()> {
    let mut statement =
        connection.prepare_cached("SELECT doc, col FROM search_word WHERE term >= ?1 AND term <= ?2")?;
    let mut rows = statement.query([words.start(), words.end()])?;
    while let Some(row) = rows.next()? {
        take(ArticleId(row.get(0)?), place(row)?)?;
    }
    Ok(())
}

fn place(row: &Row<'_>) -> Result<Place> {
    Ok(match row.get_ref(1)?.as_str().unwrap_or_default() {
        "title" => Place::Title,
        "by" => Place::By,
        "site" => Place::Site,
        "lead" => Place::Lead,
        _ => Place::Text,
    })
}

/// Where the person's own words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// In notes.
    Notes,
    /// In highlights.
    Highlights,
}

/// How often the words from one to another stand in the notes or the highlights of each article.
///
/// # Errors
/// SQLite's own.
pub fn own_places(
    connection: &Connection,
    own: Own,
    words: &RangeInclusive<String>,
) -> Result<Vec<(ArticleId, u32)>> {
    let sql = match own {
        Own::Notes => {
            "SELECT article_id, count(*) FROM note_word JOIN note ON note.id = doc
             WHERE term >= ?1 AND term <= ?2 AND article_id IS NOT NULL GROUP BY article_id"
        }
        Own::Highlights => {
            "SELECT article_id, count(*) FROM highlight_word JOIN highlight ON highlight.id = doc
             WHERE term >= ?1 AND term <= ?2 GROUP BY article_id"
        }
    };
    let mut statement = connection.prepare_cached(sql)?;
    let places =
        statement.query_map([words.start(), words.end()], |row| Ok((ArticleId(row.get(0)?), row.get(1)?)))?;
    Ok(places.collect::<rusqlite::Result<_>>()?)
}

/// How many articles are still to be brought into the index.
///
/// # Errors
/// SQLite's own.
pub fn articles_behind(connection: &Connection) -> Result<u32> {
    let mut statement = connection.prepare_cached("SELECT count(*) FROM search_behind")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Those of them that were saved last.
///
/// # Errors
/// SQLite's own.
pub fn next_behind(connection: &Connection, limit: u32) -> Result<Vec<ArticleId>> {
    super::column::article_ids(
        connection,
        "SELECT article_id FROM search_behind ORDER BY article_id DESC LIMIT ?1",
        [limit],
    )
}

/// An article is missing in the index no longer, or has nothing to be indexed.
///
/// # Errors
/// SQLite's own.
pub fn not_behind(tx: &Transaction<'_>, id: ArticleId) -> Result<()> {
    tx.prepare_cached("DELETE FROM search_behind WHERE article_id = ?1")?.execute([id.0])?;
    Ok(())
}
