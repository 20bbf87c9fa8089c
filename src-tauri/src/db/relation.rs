//! A person's relations between articles.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::column::{Millis, Name};
use crate::error::Result;
use crate::model::{ArticleId, NoteId, Relation, RelationId, RelationKind};

/// A relation to be stored; of a kind without direction, `from` is the smaller number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRelation {
    /// The article that something is said of.
    pub from: ArticleId,
    /// The other one.
    pub to: ArticleId,
    /// The kind.
    pub kind: RelationKind,
    /// The person's own words.
    pub label: Option<String>,
    /// A note, as Markdown.
    pub note: Option<String>,
}

const COLUMNS: &str = "id, from_id, to_id, kind, label, note, created, updated FROM relation";

/// Adds a relation.
///
/// # Errors
/// SQLite's own.
pub fn insert_relation(tx: &Transaction<'_>, new: &NewRelation, now: Timestamp) -> Result<RelationId> {
    tx.prepare_cached(
        "INSERT INTO relation (from_id, to_id, kind, label, note, created, updated)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
    )?
    .execute((
        new.from.0,
        new.to.0,
        Name(new.kind),
        words(&new.label),
        words(&new.note),
        Millis(now),
    ))?;
    Ok(RelationId(tx.last_insert_rowid()))
}

/// Makes a relation say something else.
///
/// # Errors
/// SQLite's own.
pub fn set_relation(tx: &Transaction<'_>, id: RelationId, new: &NewRelation, now: Timestamp) -> Result<()> {
    tx.prepare_cached(
        "UPDATE relation SET from_id = ?2, to_id = ?3, kind = ?4, label = ?5, note = ?6, updated = ?7 WHERE id = ?1",
    )?
    .execute((id.0, new.from.0, new.to.0, Name(new.kind), words(&new.label), words(&new.note), Millis(now)))?;
    Ok(())
}

/// Removes a relation.
///
/// # Errors
/// SQLite's own.
pub fn delete_relation(tx: &Transaction<'_>, id: RelationId) -> Result<()> {
    tx.prepare_cached("DELETE FROM relation WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// A relation.
///
/// # Errors
/// SQLite's own.
pub fn relation(connection: &Connection, id: RelationId) -> Result<Option<Relation>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} WHERE id = ?1"))?;
    Ok(statement.query_row([id.0], relation_of).optional()?)
}

/// The relations of two articles, whichever stands first, by their numbers.
///
/// # Errors
/// SQLite's own.
pub fn relations_between(connection: &Connection, a: ArticleId, b: ArticleId) -> Result<Vec<Relation>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} WHERE from_id = ?1 AND to_id = ?2
         UNION ALL SELECT {COLUMNS} WHERE from_id = ?2 AND to_id = ?1 ORDER BY 1"
    ))?;
    let relations = statement.query_map([a.0, b.0], relation_of)?;
    Ok(relations.collect::<rusqlite::Result<_>>()?)
}

/// The relations of an article with others outside the trash, those made last first.
///
/// # Errors
/// SQLite's own.
pub fn relations_of(connection: &Connection, article: ArticleId, limit: u32) -> Result<Vec<Relation>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} WHERE from_id = ?1
             AND EXISTS (SELECT 1 FROM article WHERE article.id = to_id AND trashed IS NULL)
         UNION ALL SELECT {COLUMNS} WHERE to_id = ?1
             AND EXISTS (SELECT 1 FROM article WHERE article.id = from_id AND trashed IS NULL)
         ORDER BY created DESC, 1 DESC LIMIT ?2"
    ))?;
    let relations = statement.query_map((article.0, limit), relation_of)?;
    Ok(relations.collect::<rusqlite::Result<_>>()?)
}

/// Links between a note on one article and another article: the note, the other article, and whether the note is on that
/// one. Articles in the trash are left out.
///
/// # Errors
/// SQLite's own.
pub fn mentions_in_notes(
    connection: &Connection,
    article: ArticleId,
) -> Result<Vec<(NoteId, ArticleId, bool)>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT note.id AS note, note_link.article_id AS other, 0 AS incoming
         FROM note JOIN note_link ON note_link.note_id = note.id
         JOIN article ON article.id = note_link.article_id AND article.trashed IS NULL
         WHERE note.article_id = ?1 AND note_link.article_id <> ?1
         UNION SELECT note.id, note.article_id, 1
         FROM note_link JOIN note ON note.id = note_link.note_id
         JOIN article ON article.id = note.article_id AND article.trashed IS NULL
         WHERE note_link.article_id = ?1 AND note.article_id <> ?1
         ORDER BY note DESC, other, incoming",
    )?;
    let mentions = statement.query_map([article.0], |row| {
        Ok((NoteId(row.get("note")?), ArticleId(row.get("other")?), row.get("incoming")?))
    })?;
    Ok(mentions.collect::<rusqlite::Result<_>>()?)
}

fn relation_of(row: &Row<'_>) -> rusqlite::Result<Relation> {
    let kind = row.get::<_, Name<RelationKind>>("kind")?.0;
    Ok(Relation {
        id: RelationId(row.get("id")?),
        from: ArticleId(row.get("from_id")?),
        to: ArticleId(row.get("to_id")?),
        kind,
        directed: kind.is_directed(),
        label: said(row.get("label")?),
        note: said(row.get("note")?),
        created: row.get::<_, Millis>("created")?.0,
        updated: row.get::<_, Millis>("updated")?.0,
    })
}

fn words(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or_default()
}

fn said(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
