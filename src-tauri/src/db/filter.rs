//! What the filters of a query ask of the tables: sets of articles.

use std::ops::Range;

use rusqlite::{Connection, Params};

use super::id_set::IdSet;
use crate::error::Result;
use crate::model::{ArticleId, CollectionId, TagId};

/// A set of articles that needs no value to be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Every article.
    All,
    /// In the trash.
    Trashed,
    /// Archived.
    Archived,
    /// Starred.
    Starred,
    /// In a reading state: 0, 1 or 2.
    State(u8),
    /// Perhaps not whole.
    Incomplete,
    /// Whose page is gone.
    Dead,
    /// With a note.
    Noted,
    /// With a highlight.
    Highlighted,
    /// With a tag.
    Tagged,
    /// Whose shown version has a picture.
    Pictured,
    /// Whose shown version lacks a picture.
    MissingPicture,
    /// With several versions.
    Renewed,
}

/// The articles of a kind, in the trash or not.
///
/// # Errors
/// SQLite's own.
pub fn of_kind(connection: &Connection, kind: Kind) -> Result<IdSet> {
    const LYING: &str = "SELECT id FROM article INDEXED BY article_trash WHERE trashed IS NOT NULL";
    let sql = match kind {
        Kind::All => {
            return set(connection, &format!("SELECT id FROM article INDEXED BY article_all_saved WHERE trashed IS NULL UNION ALL {LYING}"), []);
        }
        Kind::Trashed => return set(connection, LYING, []),
        Kind::Archived => {
            let sql = format!(
                "SELECT id FROM article INDEXED BY article_archived_saved WHERE trashed IS NULL AND archived = 1
                 UNION ALL {LYING} AND archived = 1"
            );
            return set(connection, &sql, []);
        }
        Kind::Starred => {
            let sql = format!(
                "SELECT id FROM article INDEXED BY article_starred_saved WHERE trashed IS NULL AND starred = 1
                 UNION ALL {LYING} AND starred = 1"
            );
            return set(connection, &sql, []);
        }
        Kind::State(state) => {
            let sql = format!(
                "SELECT id FROM article INDEXED BY article_state_saved WHERE trashed IS NULL AND state = ?1
                 UNION ALL {LYING} AND state = ?1"
            );
            return set(connection, &sql, [state]);
        }
        Kind::Incomplete => "SELECT id FROM article WHERE complete = 0",
        Kind::Dead => "SELECT article_id FROM failed_attempt WHERE dead IS NOT NULL",
        Kind::Noted => "SELECT article_id FROM note WHERE article_id IS NOT NULL",
        Kind::Highlighted => "SELECT article_id FROM highlight",
        Kind::Tagged => "SELECT article_id FROM article_tag",
        Kind::Pictured => {
            "SELECT article.id FROM (SELECT DISTINCT version_id FROM version_asset WHERE asset_id IS NOT NULL) AS shown
             JOIN article ON article.version_id = shown.version_id"
        }
        Kind::MissingPicture => "SELECT id FROM article WHERE missing_assets > 0",
        Kind::Renewed => "SELECT article_id FROM version GROUP BY article_id HAVING count(*) > 1",
    };
    set(connection, sql, [])
}

/// The articles that were saved from one time until before another, in milliseconds.
///
/// # Errors
/// SQLite's own.
pub fn saved_between(connection: &Connection, times: &Range<i64>) -> Result<IdSet> {
    set(
        connection,
        "SELECT id FROM article INDEXED BY article_all_saved WHERE trashed IS NULL AND saved >= ?1 AND saved < ?2
         UNION ALL SELECT id FROM article INDEXED BY article_trash WHERE trashed IS NOT NULL AND saved >= ?1 AND saved < ?2",
        (times.start, times.end),
    )
}

/// The articles that stand in a collection.
///
/// # Errors
/// SQLite's own.
pub fn in_collection(connection: &Connection, collection: CollectionId) -> Result<IdSet> {
    set(connection, "SELECT article_id FROM collection_article WHERE collection_id = ?1", [collection.0])
}

/// The articles that have a tag themselves.
///
/// # Errors
/// SQLite's own.
pub fn having_tag(connection: &Connection, tag: TagId) -> Result<IdSet> {
    set(connection, "SELECT article_id FROM article_tag WHERE tag_id = ?1", [tag.0])
}

/// The articles whose text links to a normalised URL.
///
/// # Errors
/// SQLite's own.
pub fn linking_to_url(connection: &Connection, url: &str) -> Result<IdSet> {
    set(
        connection,
        "SELECT article.id FROM link CROSS JOIN article ON article.version_id = link.version_id
         WHERE url_key = ?1 AND context = 'body'",
        [url],
    )
}

/// The articles whose text links to a page of a host.
///
/// # Errors
/// SQLite's own.
pub fn linking_to_host(connection: &Connection, host: &str) -> Result<IdSet> {
    let mut all = IdSet::default();
    for start in ["https://", "https://www.", "http://", "http://www."] {
        let start = format!("{start}{host}");
        // Behind a host stands a path, or a port.
        for (first, last) in [("/", "0"), (":", ";")] {
            all.add(&set(
                connection,
                "SELECT article.id FROM link CROSS JOIN article ON article.version_id = link.version_id
                 WHERE url_key >= ?1 AND url_key < ?2 AND context = 'body'",
                (format!("{start}{first}"), format!("{start}{last}")),
            )?);
        }
    }
    Ok(all)
}

fn set(connection: &Connection, sql: &str, params: impl Params) -> Result<IdSet> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut set = IdSet::default();
    while let Some(row) = rows.next()? {
        set.insert(ArticleId(row.get(0)?));
    }
    Ok(set)
}
