//! Counting what the articles of a list have in common.

use rusqlite::Connection;

use super::column::Json;
use super::id_set::IdSet;
use crate::error::Result;
use crate::model::{ArticleId, TagId};

/// Articles of a list up to which their rows are read one by one; of a longer list whole indexes are.
const ONE_BY_ONE: usize = 20_000;

/// How many of some articles have each tag or one below it, with the tag's path.
///
/// # Errors
/// SQLite's own.
pub fn tags_among(connection: &Connection, set: &IdSet) -> Result<Vec<(TagId, String, u32)>> {
    if set.len() <= ONE_BY_ONE {
        let ids: Vec<ArticleId> = set.iter().collect();
        let mut statement = connection.prepare_cached(
            "SELECT tag.id, tag.path, count(*) FROM (
                 SELECT DISTINCT above_id, own.article_id FROM json_each(?1)
                 CROSS JOIN article_tag AS own ON own.article_id = value
                 CROSS JOIN tag_above ON tag_above.tag_id = own.tag_id)
             JOIN tag ON tag.id = above_id GROUP BY above_id",
        )?;
        let rows =
            statement.query_map([Json(&ids)], |row| Ok((TagId(row.get(0)?), row.get(1)?, row.get(2)?)))?;
        return Ok(rows.collect::<rusqlite::Result<_>>()?);
    }
    let mut statement = connection.prepare_cached("SELECT id, path FROM tag")?;
    let tags = statement.query_map([], |row| Ok((TagId(row.get(0)?), row.get::<_, String>(1)?)))?;
    let mut having = connection.prepare_cached("SELECT article_id FROM tag_article WHERE tag_id = ?1")?;
    let mut counts = Vec::new();
    for tag in tags {
        let (id, path) = tag?;
        let mut rows = having.query([id.0])?;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            count += u32::from(set.contains(ArticleId(row.get(0)?)));
        }
        counts.push((id, path, count));
    }
    Ok(counts)
}

/// What articles can be, as a list is narrowed by it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StateCounts {
    /// Not opened yet, opened, finished.
    pub states: [u32; 3],
    /// Starred.
    pub starred: u32,
    /// Archived.
    pub archived: u32,
    /// Perhaps not whole.
    pub incomplete: u32,
}

/// How many of some articles are in which state, read from their rows; `None` for a list so long that sets are counted faster.
///
/// # Errors
/// SQLite's own.
pub fn states_among(connection: &Connection, set: &IdSet) -> Result<Option<StateCounts>> {
    if set.len() > ONE_BY_ONE {
        return Ok(None);
    }
    let mut counts = StateCounts::default();
    let mut statement =
        connection.prepare_cached("SELECT state, starred, archived, complete FROM article WHERE id = ?1")?;
    for id in set.iter() {
        let mut rows = statement.query([id.0])?;
        if let Some(row) = rows.next()? {
            let state = usize::from(row.get::<_, u8>(0)?);
            if let Some(count) = counts.states.get_mut(state) {
                *count += 1;
            }
            counts.starred += u32::from(row.get::<_, bool>(1)?);
            counts.archived += u32::from(row.get::<_, bool>(2)?);
            counts.incomplete += u32::from(!row.get::<_, bool>(3)?);
        }
    }
    Ok(Some(counts))
}
