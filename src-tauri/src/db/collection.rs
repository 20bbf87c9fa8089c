//! Collections and saved searches: the tree of them.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::column::{Json, Millis};
use crate::error::Result;
use crate::model::{AssetHash, Collection, CollectionId, CollectionSummary, NewCollection, SavedQuery};

const SUMMARY: &str = "SELECT id, parent_id, name, query, ifnull(articles, 0) AS articles
    FROM collection LEFT JOIN collection_count ON collection_id = id";

fn summary(row: &Row<'_>) -> rusqlite::Result<CollectionSummary> {
    Ok(CollectionSummary {
        id: CollectionId(row.get("id")?),
        parent: row.get::<_, Option<i64>>("parent_id")?.map(CollectionId),
        name: row.get("name")?,
        query: row.get::<_, Option<Json<SavedQuery>>>("query")?.map(|query| query.0),
        articles: row.get("articles")?,
    })
}

/// All collections and saved searches, siblings in their order.
///
/// # Errors
/// SQLite's own.
pub fn collections(connection: &Connection) -> Result<Vec<CollectionSummary>> {
    let mut statement = connection.prepare_cached(&format!("{SUMMARY} ORDER BY position, id"))?;
    Ok(statement.query_map([], summary)?.collect::<rusqlite::Result<_>>()?)
}

/// What a tree shows of a collection.
///
/// # Errors
/// SQLite's own.
pub fn collection_summary(connection: &Connection, id: CollectionId) -> Result<Option<CollectionSummary>> {
    let mut statement = connection.prepare_cached(&format!("{SUMMARY} WHERE id = ?1"))?;
    Ok(statement.query_row([id.0], summary).optional()?)
}

/// A collection with all that is known of it.
///
/// # Errors
/// SQLite's own.
pub fn collection(connection: &Connection, id: CollectionId) -> Result<Option<Collection>> {
    let Some(summary) = collection_summary(connection, id)? else { return Ok(None) };
    let mut statement = connection.prepare_cached(
        "SELECT description, created, updated, cover, (
             SELECT lead_asset FROM collection_article JOIN article ON article.id = article_id
             WHERE collection_id = ?1 AND trashed IS NULL AND lead_asset IS NOT NULL
             ORDER BY collection_article.position LIMIT 1) AS first
         FROM collection WHERE id = ?1",
    )?;
    let path = path(connection, id)?.join("/");
    Ok(Some(statement.query_row([id.0], |row| {
        let chosen: Option<String> = row.get("cover")?;
        let first: Option<String> = row.get("first")?;
        Ok(Collection {
            path,
            description: row.get("description")?,
            chosen_cover: chosen.is_some(),
            cover: chosen.or(first).map(AssetHash),
            created: row.get::<_, Millis>("created")?.0,
            updated: row.get::<_, Millis>("updated")?.0,
            summary,
        })
    })?))
}

/// Names from the top down to a collection's own.
///
/// # Errors
/// SQLite's own.
pub fn path(connection: &Connection, id: CollectionId) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE above (id, parent_id, name, depth) AS (
             SELECT id, parent_id, name, 0 FROM collection WHERE id = ?1
             UNION ALL SELECT collection.id, collection.parent_id, collection.name, depth + 1
                 FROM above JOIN collection ON collection.id = above.parent_id)
         SELECT name FROM above ORDER BY depth DESC",
    )?;
    Ok(statement.query_map([id.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Whether a collection is `below` itself or stands, at any depth, in it.
///
/// # Errors
/// SQLite's own.
pub fn stands_in(connection: &Connection, id: CollectionId, below: CollectionId) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE above (id) AS (
             SELECT ?1 UNION SELECT parent_id FROM above JOIN collection USING (id) WHERE parent_id IS NOT NULL)
         SELECT EXISTS (SELECT 1 FROM above WHERE id = ?2)",
    )?;
    Ok(statement.query_row((id.0, below.0), |row| row.get(0))?)
}

/// Adds a collection at a position among its siblings.
///
/// # Errors
/// SQLite's own.
pub fn insert_collection(
    tx: &Transaction<'_>,
    new: &NewCollection,
    position: i64,
    now: Timestamp,
) -> Result<CollectionId> {
    tx.prepare_cached(
        "INSERT INTO collection (parent_id, name, description, query, position, created, updated)
         VALUES (:parent, :name, :description, :query, :position, :now, :now)",
    )?
    .execute(named_params! {
        ":parent": new.parent.map(|parent| parent.0),
        ":name": new.name,
        ":description": new.description,
        ":query": new.query.as_ref().map(Json),
        ":position": position,
        ":now": Millis(now),
    })?;
    Ok(CollectionId(tx.last_insert_rowid()))
}

/// Sets name, description, query and chosen cover.
///
/// # Errors
/// SQLite's own.
pub fn update_collection(tx: &Transaction<'_>, collection: &Collection, now: Timestamp) -> Result<()> {
    let Collection { summary, description, cover, chosen_cover, .. } = collection;
    let chosen = cover.as_ref().filter(|_| *chosen_cover);
    tx.prepare_cached(
        "UPDATE collection SET name = :name, description = :description, query = :query, cover = :cover,
             updated = :now WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": summary.id.0,
        ":name": summary.name,
        ":description": description,
        ":query": summary.query.as_ref().map(Json),
        ":cover": chosen.map(|cover| cover.0.as_str()),
        ":now": Millis(now),
    })?;
    Ok(())
}

/// Puts a collection into another, or at the top, at a position among its siblings there.
///
/// # Errors
/// SQLite's own.
pub fn place_collection(
    tx: &Transaction<'_>,
    id: CollectionId,
    parent: Option<CollectionId>,
    position: i64,
) -> Result<()> {
    tx.prepare_cached("UPDATE collection SET parent_id = ?2, position = ?3 WHERE id = ?1")?.execute((
        id.0,
        parent.map(|parent| parent.0),
        position,
    ))?;
    Ok(())
}

/// Collections in one, or at the top, in order, with their positions.
///
/// # Errors
/// SQLite's own.
pub fn siblings(connection: &Connection, parent: Option<CollectionId>) -> Result<Vec<(CollectionId, i64)>> {
    let mut statement = connection
        .prepare_cached("SELECT id, position FROM collection WHERE parent_id IS ?1 ORDER BY position, id")?;
    let rows = statement.query_map([parent.map(|parent| parent.0)], |row| {
        Ok((CollectionId(row.get("id")?), row.get("position")?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Deletes a collection and those in it; articles stay.
///
/// # Errors
/// SQLite's own.
pub fn delete_collection(tx: &Transaction<'_>, id: CollectionId) -> Result<()> {
    tx.prepare_cached("DELETE FROM collection WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}
