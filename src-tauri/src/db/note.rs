//! Notes: their rows, their words, and the articles they link to.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::column::Millis;
use crate::error::Result;
use crate::model::{ArticleId, NoteId, NoteQuery};

/// A note as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRow {
    /// The note.
    pub id: NoteId,
    /// Markdown.
    pub text: String,
    /// When it was begun.
    pub created: Timestamp,
    /// When its text was changed last.
    pub updated: Timestamp,
    /// The article it is on.
    pub article: Option<ArticleId>,
    /// That article's headline.
    pub article_title: Option<String>,
}

/// A `[[link]]` of a note, in the order they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteLinkRow {
    /// What stands in the brackets.
    pub target: String,
    /// What it is found by: a normalised URL, or what a title is sorted by.
    pub key: String,
    /// The article it was found to mean.
    pub article: Option<ArticleId>,
}

const COLUMNS: &str =
    "note.id, note.text, note.created, note.updated, note.article_id, article.title AS article_title
     FROM note LEFT JOIN article ON article.id = note.article_id";

/// Adds a note.
///
/// # Errors
/// SQLite's own.
pub fn insert_note(
    tx: &Transaction<'_>,
    article: Option<ArticleId>,
    text: &str,
    now: Timestamp,
) -> Result<NoteId> {
    tx.prepare_cached("INSERT INTO note (article_id, text, created, updated) VALUES (?1, ?2, ?3, ?3)")?
        .execute((article.map(|id| id.0), text, Millis(now)))?;
    Ok(NoteId(tx.last_insert_rowid()))
}

/// Gives a note another text.
///
/// # Errors
/// SQLite's own.
pub fn set_note_text(tx: &Transaction<'_>, id: NoteId, text: &str, updated: Timestamp) -> Result<()> {
    tx.prepare_cached("UPDATE note SET text = ?2, updated = ?3 WHERE id = ?1")?.execute((
        id.0,
        text,
        Millis(updated),
    ))?;
    Ok(())
}

/// Removes a note and its links.
///
/// # Errors
/// SQLite's own.
pub fn delete_note(tx: &Transaction<'_>, id: NoteId) -> Result<()> {
    tx.prepare_cached("DELETE FROM note WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// A note.
///
/// # Errors
/// SQLite's own.
pub fn note(connection: &Connection, id: NoteId) -> Result<Option<NoteRow>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} WHERE note.id = ?1"))?;
    Ok(statement.query_row([id.0], note_of).optional()?)
}

/// Part of a list of notes, those changed last first, and how many the whole has. `words` is an FTS5 expression.
///
/// # Errors
/// SQLite's own.
pub fn notes(connection: &Connection, query: &NoteQuery, words: Option<&str>) -> Result<(Vec<NoteRow>, u32)> {
    let mut conditions = vec!["1"];
    if query.article.is_some() {
        conditions.push("note.article_id = :article");
    }
    if query.standalone {
        conditions.push("note.article_id IS NULL");
    }
    if words.is_some() {
        conditions.push("note.id IN (SELECT rowid FROM note_search WHERE note_search MATCH :words)");
    }
    let which = conditions.join(" AND ");
    // Every parameter is named in both statements, whatever the conditions.
    let bound = "(:article IS NULL OR 1) AND (:words IS NULL OR 1)";
    let (article, words) = (query.article.map(|id| id.0), words);
    let total = connection
        .prepare_cached(&format!("SELECT count(*) FROM note WHERE {which} AND {bound}"))?
        .query_row(named_params! { ":article": article, ":words": words }, |row| row.get(0))?;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} WHERE {which} AND {bound} ORDER BY note.updated DESC, note.id DESC LIMIT :limit OFFSET :offset"
    ))?;
    let rows = statement.query_map(
        named_params! { ":article": article, ":words": words, ":limit": query.limit, ":offset": query.offset },
        note_of,
    )?;
    Ok((rows.collect::<rusqlite::Result<_>>()?, total))
}

fn note_of(row: &Row<'_>) -> rusqlite::Result<NoteRow> {
    Ok(NoteRow {
        id: NoteId(row.get("id")?),
        text: row.get("text")?,
        created: row.get::<_, Millis>("created")?.0,
        updated: row.get::<_, Millis>("updated")?.0,
        article: row.get::<_, Option<i64>>("article_id")?.map(ArticleId),
        article_title: row.get("article_title")?,
    })
}

/// Puts a note's words into the index in place of what was there; `None` takes them out.
///
/// # Errors
/// SQLite's own.
pub fn index_note(tx: &Transaction<'_>, id: NoteId, words: Option<&str>) -> Result<()> {
    tx.prepare_cached("DELETE FROM note_search WHERE rowid = ?1")?.execute([id.0])?;
    if let Some(words) = words {
        tx.prepare_cached("INSERT INTO note_search (rowid, text) VALUES (?1, ?2)")?.execute((id.0, words))?;
    }
    Ok(())
}

/// The articles whose notes match an FTS5 expression, by ascending number.
///
/// # Errors
/// SQLite's own.
pub fn articles_of_notes(connection: &Connection, words: &str) -> Result<Vec<ArticleId>> {
    super::column::article_ids(
        connection,
        "SELECT DISTINCT article_id FROM note
         WHERE id IN (SELECT rowid FROM note_search WHERE note_search MATCH ?1) AND article_id IS NOT NULL
         ORDER BY article_id",
        [words],
    )
}

/// Puts the links of a note in place of what was there.
///
/// # Errors
/// SQLite's own.
pub fn set_note_links(tx: &Transaction<'_>, id: NoteId, links: &[NoteLinkRow]) -> Result<()> {
    tx.prepare_cached("DELETE FROM note_link WHERE note_id = ?1")?.execute([id.0])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO note_link (note_id, position, target, target_key, article_id) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (position, link) in links.iter().enumerate() {
        insert.execute((
            id.0,
            i64::try_from(position).unwrap_or(i64::MAX),
            &link.target,
            &link.key,
            link.article.map(|article| article.0),
        ))?;
    }
    Ok(())
}

/// The links of a note, in order.
///
/// # Errors
/// SQLite's own.
pub fn note_links(connection: &Connection, id: NoteId) -> Result<Vec<NoteLinkRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT target, target_key, article_id FROM note_link WHERE note_id = ?1 ORDER BY position",
    )?;
    let links = statement.query_map([id.0], |row| {
        Ok(NoteLinkRow {
            target: row.get("target")?,
            key: row.get("target_key")?,
            article: row.get::<_, Option<i64>>("article_id")?.map(ArticleId),
        })
    })?;
    Ok(links.collect::<rusqlite::Result<_>>()?)
}

/// The notes that link to an article, those changed last first.
///
/// # Errors
/// SQLite's own.
pub fn notes_linking_to(connection: &Connection, article: ArticleId) -> Result<Vec<NoteRow>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} WHERE note.id IN (SELECT note_id FROM note_link WHERE article_id = ?1)
         ORDER BY note.updated DESC, note.id DESC"
    ))?;
    let rows = statement.query_map([article.0], note_of)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The article with a title, by what it is sorted by; of several the one that was saved last. Trash does not count.
///
/// # Errors
/// SQLite's own.
pub fn article_by_title(connection: &Connection, title_sort: &str) -> Result<Option<ArticleId>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM article INDEXED BY article_all_title WHERE trashed IS NULL AND title_sort = ?1
         ORDER BY saved DESC, id DESC LIMIT 1",
    )?;
    Ok(statement.query_row([title_sort], |row| row.get(0).map(ArticleId)).optional()?)
}

/// Whether several articles outside the trash have a title, by what it is sorted by.
///
/// # Errors
/// SQLite's own.
pub fn is_title_shared(connection: &Connection, title_sort: &str) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) > 1 FROM (SELECT 1 FROM article INDEXED BY article_all_title
             WHERE trashed IS NULL AND title_sort = ?1 LIMIT 2)",
    )?;
    Ok(statement.query_row([title_sort], |row| row.get(0))?)
}

/// Articles outside the trash whose titles match an FTS5 expression, or all of them, the one saved last first.
///
/// # Errors
/// SQLite's own.
pub fn titles_with(connection: &Connection, words: Option<&str>, limit: u32) -> Result<Vec<ArticleId>> {
    let Some(words) = words else {
        let sql = "SELECT id FROM article INDEXED BY article_all_saved WHERE trashed IS NULL
                   ORDER BY saved DESC, id DESC LIMIT ?1";
        return super::column::article_ids(connection, sql, [limit]);
    };
    super::column::article_ids(
        connection,
        "SELECT article.id FROM search JOIN article ON article.id = search.rowid AND trashed IS NULL
         WHERE search MATCH ?1 ORDER BY search.rowid DESC LIMIT ?2",
        (format!("{{title}} : ({words})"), limit),
    )
}
