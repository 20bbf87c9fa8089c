//! Tags: the tree of them. What articles they have stands in `tagged`.

use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::column::{Millis, Name};
use crate::error::Result;
use crate::model::{Tag, TagColor, TagId, TagPath};

/// A tag with what identifies it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagRow {
    /// The tag.
    pub id: TagId,
    /// Its path.
    pub path: TagPath,
    /// What makes two spellings of the path the same.
    pub key: String,
}

const COLUMNS: &str = "tag.id, parent_id, path, path_key, color, articles";

/// Every tag, each before those below it, by the keys of their steps.
///
/// # Errors
/// SQLite's own.
pub fn tags(connection: &Connection) -> Result<Vec<Tag>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM tag JOIN tag_count ON tag_id = tag.id ORDER BY replace(path_key, '/', char(1))"
    ))?;
    Ok(statement.query_map([], tag_of)?.collect::<rusqlite::Result<_>>()?)
}

/// The paths of all tags.
///
/// # Errors
/// SQLite's own.
pub fn tag_paths(connection: &Connection) -> Result<Vec<(TagId, String)>> {
    let mut statement = connection.prepare_cached("SELECT id, path FROM tag ORDER BY id")?;
    let paths = statement.query_map([], |row| Ok((TagId(row.get(0)?), row.get(1)?)))?;
    Ok(paths.collect::<rusqlite::Result<_>>()?)
}

/// A tag by its number.
///
/// # Errors
/// SQLite's own.
pub fn tag(connection: &Connection, id: TagId) -> Result<Option<Tag>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM tag JOIN tag_count ON tag_id = tag.id WHERE tag.id = ?1"
    ))?;
    Ok(statement.query_row([id.0], tag_of).optional()?)
}

/// A tag by the key of its path.
///
/// # Errors
/// SQLite's own.
pub fn tag_by_key(connection: &Connection, key: &str) -> Result<Option<TagRow>> {
    let mut statement =
        connection.prepare_cached("SELECT id, path, path_key FROM tag WHERE path_key = ?1")?;
    Ok(statement.query_row([key], row_of).optional()?)
}

/// A tag and all below it, each before those below it.
///
/// # Errors
/// SQLite's own.
pub fn branch(connection: &Connection, id: TagId) -> Result<Vec<TagRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, path, path_key FROM tag_above JOIN tag ON tag.id = tag_id WHERE above_id = ?1
         ORDER BY replace(path_key, '/', char(1))",
    )?;
    Ok(statement.query_map([id.0], row_of)?.collect::<rusqlite::Result<_>>()?)
}

/// The tags that stand directly below one.
///
/// # Errors
/// SQLite's own.
pub fn tags_below(connection: &Connection, id: TagId) -> Result<Vec<TagRow>> {
    let mut statement = connection
        .prepare_cached("SELECT id, path, path_key FROM tag WHERE parent_id = ?1 ORDER BY path_key")?;
    Ok(statement.query_map([id.0], row_of)?.collect::<rusqlite::Result<_>>()?)
}

/// Adds a tag; its parent is there.
///
/// # Errors
/// SQLite's own.
pub fn insert_tag(
    tx: &Transaction<'_>,
    parent: Option<TagId>,
    path: &TagPath,
    key: &str,
    now: Timestamp,
) -> Result<TagId> {
    tx.prepare_cached("INSERT INTO tag (parent_id, path, path_key, created) VALUES (?1, ?2, ?3, ?4)")?
        .execute((parent.map(|id| id.0), path.as_str(), key, Millis(now)))?;
    Ok(TagId(tx.last_insert_rowid()))
}

/// Gives a tag another place and path.
///
/// # Errors
/// SQLite's own.
pub fn place_tag(
    tx: &Transaction<'_>,
    id: TagId,
    parent: Option<TagId>,
    path: &TagPath,
    key: &str,
) -> Result<()> {
    tx.prepare_cached("UPDATE tag SET parent_id = ?2, path = ?3, path_key = ?4 WHERE id = ?1")?.execute((
        id.0,
        parent.map(|id| id.0),
        path.as_str(),
        key,
    ))?;
    Ok(())
}

/// Gives a tag another path; it stays where it is among the tags.
///
/// # Errors
/// SQLite's own.
pub fn respell_tag(tx: &Transaction<'_>, id: TagId, path: &TagPath, key: &str) -> Result<()> {
    tx.prepare_cached("UPDATE tag SET path = ?2, path_key = ?3 WHERE id = ?1")?.execute((
        id.0,
        path.as_str(),
        key,
    ))?;
    Ok(())
}

/// Gives a tag a colour, or takes it away.
///
/// # Errors
/// SQLite's own.
pub fn set_tag_color(tx: &Transaction<'_>, id: TagId, color: Option<TagColor>) -> Result<()> {
    tx.prepare_cached("UPDATE tag SET color = ?2 WHERE id = ?1")?.execute((id.0, color.map(Name)))?;
    Ok(())
}

/// Deletes a tag that has none below it; its articles stay.
///
/// # Errors
/// SQLite's own.
pub fn delete_tag(tx: &Transaction<'_>, id: TagId) -> Result<()> {
    tx.prepare_cached("DELETE FROM tag WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

fn tag_of(row: &Row<'_>) -> rusqlite::Result<Tag> {
    Ok(Tag {
        id: TagId(row.get("id")?),
        path: path_of(row)?,
        parent: row.get::<_, Option<i64>>("parent_id")?.map(TagId),
        color: row.get::<_, Option<Name<_>>>("color")?.map(|name| name.0),
        count: row.get("articles")?,
    })
}

fn row_of(row: &Row<'_>) -> rusqlite::Result<TagRow> {
    Ok(TagRow { id: TagId(row.get("id")?), path: path_of(row)?, key: row.get("path_key")? })
}

fn path_of(row: &Row<'_>) -> rusqlite::Result<TagPath> {
    let path: String = row.get("path")?;
    path.parse().map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))
}
