//! Lists: which articles stand on a shelf, in which order.

use rusqlite::Connection;

use super::column::{Json, article_ids};
use super::id_set::IdSet;
use crate::error::Result;
use crate::model::{ArticleId, CollectionId, ListQuery, Shelf, ShelfCounts, SortKey, SortOrder};

/// The condition for standing in a list, which holds that of the indexes letter by letter.
pub(super) fn condition(query: &ListQuery) -> String {
    let on_shelf = match query.shelf {
        Shelf::Inbox => "trashed IS NULL AND archived = 0",
        Shelf::Unread => "trashed IS NULL AND archived = 0 AND state = 0",
        Shelf::Reading => "trashed IS NULL AND archived = 0 AND state = 1",
        Shelf::Read => "trashed IS NULL AND state = 2",
        Shelf::Starred => "trashed IS NULL AND starred = 1",
        Shelf::Archived => "trashed IS NULL AND archived = 1",
        Shelf::Incomplete => "trashed IS NULL AND complete = 0",
        Shelf::All => "trashed IS NULL",
        Shelf::Trash => "trashed IS NOT NULL",
    };
    match query.state {
        None => on_shelf.to_owned(),
        Some(state) => format!("{on_shelf} AND state = {}", state as u8),
    }
}

/// The name of the index that a list is read from in the order of a sort.
fn index(query: &ListQuery, sort: &str) -> String {
    // The trash has one for all its orders: each more would be paid for by whoever throws much away.
    if query.shelf == Shelf::Trash {
        return "article_trash".to_owned();
    }
    let list = match (query.shelf, query.state) {
        _ if sort != "saved" => "all",
        (Shelf::Unread | Shelf::Reading | Shelf::Read, _) | (Shelf::All | Shelf::Inbox, Some(_)) => "state",
        (Shelf::Inbox, None) => "inbox",
        (Shelf::Starred, None) => "starred",
        (Shelf::Archived, None) => "archived",
        (Shelf::Incomplete, None) => "incomplete",
        _ => "all",
    };
    format!("article_{list}_{sort}")
}

/// The name of a sort in the schema, and its terms. Within a site the newest stand first when sites run from A to Z.
fn sort(key: SortKey, order: SortOrder) -> (&'static str, &'static str) {
    match (key, order) {
        // Outside a collection there is no order by hand, and without words none fits better than another.
        (SortKey::Hand | SortKey::Relevance, _) => ("saved", "saved DESC, id DESC"),
        (SortKey::Saved, SortOrder::Ascending) => ("saved", "saved, id"),
        (SortKey::Saved, SortOrder::Descending) => ("saved", "saved DESC, id DESC"),
        (SortKey::Published, SortOrder::Ascending) => ("published", "published_sort NULLS LAST, id"),
        (SortKey::Published, SortOrder::Descending) => ("published", "published_sort DESC, id DESC"),
        (SortKey::Title, SortOrder::Ascending) => ("title", "title_sort, id"),
        (SortKey::Title, SortOrder::Descending) => ("title", "title_sort DESC, id DESC"),
        (SortKey::Site, SortOrder::Ascending) => ("site", "site_sort, saved DESC, id DESC"),
        (SortKey::Site, SortOrder::Descending) => ("site", "site_sort DESC, saved, id"),
    }
}

/// The terms that a list is sorted by.
pub(super) fn terms(query: &ListQuery) -> &'static str {
    sort(query.sort, query.order).1
}

/// Reads a whole shelf in order from an index alone; `LIMIT` and `OFFSET` come after it.
pub(super) fn ordered(query: &ListQuery) -> String {
    let (sort, terms) = sort(query.sort, query.order);
    let (index, condition) = (index(query, sort), condition(query));
    format!("SELECT id FROM article INDEXED BY {index} WHERE {condition} ORDER BY {terms}")
}

/// How many articles a list has that neither a site nor words narrow.
///
/// # Errors
/// SQLite's own.
pub fn count_of(connection: &Connection, query: &ListQuery) -> Result<u32> {
    if query.state.is_none() {
        return Ok(on_shelf(&shelf_counts(connection)?, query.shelf));
    }
    let (index, condition) = (index(query, "saved"), condition(query));
    let sql = format!("SELECT count(*) FROM article INDEXED BY {index} WHERE {condition}");
    Ok(connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
}

/// The articles of a part of a list that neither a site nor words narrow.
///
/// # Errors
/// SQLite's own.
pub fn page_of_ids(connection: &Connection, query: &ListQuery) -> Result<Vec<ArticleId>> {
    let sql = format!("{} LIMIT ?1 OFFSET ?2", ordered(query));
    article_ids(connection, &sql, (query.limit, query.offset))
}

/// Goes along a list that neither a site nor words narrow, until `take` has enough.
///
/// # Errors
/// SQLite's own.
pub fn each_id(
    connection: &Connection,
    query: &ListQuery,
    mut take: impl FnMut(ArticleId) -> bool,
) -> Result<()> {
    let mut statement = connection.prepare_cached(&ordered(query))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if !take(ArticleId(row.get(0)?)) {
            break;
        }
    }
    Ok(())
}

/// Those articles of a list, which neither a site nor words narrow, that have copies, in its order.
///
/// # Errors
/// SQLite's own.
pub fn copied_ids(connection: &Connection, query: &ListQuery) -> Result<Vec<ArticleId>> {
    let (on_shelf, terms) = (condition(query), terms(query));
    // CROSS JOIN and NOT INDEXED keep the planner from walking the list.
    let sql = format!(
        "SELECT id FROM (SELECT DISTINCT article_id FROM copy) CROSS JOIN article NOT INDEXED ON id = article_id
         WHERE {on_shelf} ORDER BY {terms}"
    );
    article_ids(connection, &sql, [])
}

/// All articles of a list that neither a site nor words narrow.
///
/// # Errors
/// SQLite's own.
pub fn shelf_ids(connection: &Connection, query: &ListQuery) -> Result<Vec<ArticleId>> {
    article_ids(connection, &ordered(query), [])
}

/// The articles of a site (by the sort form of its name, or by its host) on the query's shelf, in the list's order.
///
/// # Errors
/// SQLite's own.
pub fn site_ids(
    connection: &Connection,
    query: &ListQuery,
    site_sort: &str,
    host: &str,
) -> Result<Vec<ArticleId>> {
    let (index, on_shelf, terms) = (index(query, "site"), condition(query), terms(query));
    let sql = format!(
        "SELECT id FROM article WHERE id IN (
             SELECT id FROM article INDEXED BY {index} WHERE {on_shelf} AND site_sort = ?1
             UNION SELECT id FROM article INDEXED BY article_host WHERE host = ?2)
         AND {on_shelf} ORDER BY {terms}"
    );
    article_ids(connection, &sql, [site_sort, host])
}

/// The articles of a collection on the query's shelf, in the list's order.
///
/// # Errors
/// SQLite's own.
pub fn collection_ids(
    connection: &Connection,
    query: &ListQuery,
    collection: CollectionId,
) -> Result<Vec<ArticleId>> {
    let on_shelf = condition(query);
    let terms = match (query.sort, query.order) {
        (SortKey::Hand, SortOrder::Ascending) => "member.position, member.article_id",
        (SortKey::Hand, SortOrder::Descending) => "member.position DESC, member.article_id DESC",
        (key, order) => sort(key, order).1,
    };
    let sql = format!(
        "SELECT id FROM collection_article AS member CROSS JOIN article ON id = article_id
         WHERE collection_id = ?1 AND {on_shelf} ORDER BY {terms}"
    );
    article_ids(connection, &sql, [collection.0])
}

/// Above this share of a shelf (one in so many), walking the shelf in order is cheaper than sorting the hits.
pub(super) const WALK: usize = 20;

/// Those of `hits` (ascending) that stand on the query's shelf, in the list's order.
///
/// # Errors
/// SQLite's own.
pub fn matching(connection: &Connection, query: &ListQuery, hits: &[ArticleId]) -> Result<Vec<ArticleId>> {
    let counts = shelf_counts(connection)?;
    if hits.len() * WALK > on_shelf(&counts, query.shelf) as usize {
        walk(connection, query, hits)
    } else {
        sort_hits(connection, query, hits)
    }
}

fn walk(connection: &Connection, query: &ListQuery, hits: &[ArticleId]) -> Result<Vec<ArticleId>> {
    in_order(connection, query, &hits.iter().copied().collect())
}

/// Those of a set that stand in the query's list, in its order: by walking the whole list.
pub(super) fn in_order(connection: &Connection, query: &ListQuery, set: &IdSet) -> Result<Vec<ArticleId>> {
    let mut statement = connection.prepare_cached(&ordered(query))?;
    let mut rows = statement.query([])?;
    let mut found = Vec::with_capacity(set.len());
    while let Some(row) = rows.next()? {
        let id = ArticleId(row.get(0)?);
        if set.contains(id) {
            found.push(id);
        }
    }
    Ok(found)
}

fn sort_hits(connection: &Connection, query: &ListQuery, hits: &[ArticleId]) -> Result<Vec<ArticleId>> {
    let (on_shelf, terms) = (condition(query), terms(query));
    // NOT INDEXED leaves the look-up by number as the only way, whatever the planner thinks of the list's length.
    let sql = format!(
        "SELECT id FROM article NOT INDEXED WHERE id IN (SELECT value FROM json_each(?1)) AND {on_shelf}
         ORDER BY {terms}"
    );
    article_ids(connection, &sql, [Json(hits)])
}

/// Some articles in a list's order, wherever they stand.
///
/// # Errors
/// SQLite's own.
pub fn sorted(connection: &Connection, query: &ListQuery, ids: &[ArticleId]) -> Result<Vec<ArticleId>> {
    let terms = terms(query);
    let sql = format!(
        "SELECT id FROM article NOT INDEXED WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY {terms}"
    );
    article_ids(connection, &sql, [Json(ids)])
}

/// Every article, in the trash or not, oldest first.
///
/// # Errors
/// SQLite's own.
pub fn all_ids(connection: &Connection) -> Result<Vec<ArticleId>> {
    article_ids(connection, "SELECT id FROM article ORDER BY id", [])
}

/// How many articles stand on each shelf.
///
/// # Errors
/// SQLite's own.
pub fn shelf_counts(connection: &Connection) -> Result<ShelfCounts> {
    let mut statement = connection.prepare_cached("SELECT * FROM shelf_count")?;
    Ok(statement.query_row([], |row| {
        Ok(ShelfCounts {
            inbox: row.get("inbox")?,
            unread: row.get("unread")?,
            reading: row.get("reading")?,
            read: row.get("read")?,
            starred: row.get("starred")?,
            archived: row.get("archived")?,
            incomplete: row.get("incomplete")?,
            all: row.get("all")?,
            trash: row.get("trash")?,
        })
    })?)
}

pub(super) fn on_shelf(counts: &ShelfCounts, shelf: Shelf) -> u32 {
    match shelf {
        Shelf::Inbox => counts.inbox,
        Shelf::Unread => counts.unread,
        Shelf::Reading => counts.reading,
        Shelf::Read => counts.read,
        Shelf::Starred => counts.starred,
        Shelf::Archived => counts.archived,
        Shelf::Incomplete => counts.incomplete,
        Shelf::All => counts.all,
        Shelf::Trash => counts.trash,
    }
}

/// How SQLite reads a whole shelf.
#[cfg(test)]
pub fn plan_of(connection: &Connection, query: &ListQuery) -> Result<Vec<String>> {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {}", ordered(query)))?;
    let plan = statement.query_map([], |row| row.get("detail"))?;
    Ok(plan.collect::<rusqlite::Result<_>>()?)
}
