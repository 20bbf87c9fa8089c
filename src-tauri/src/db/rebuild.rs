//! Making anew what triggers keep, and taking away what belongs to nothing.

use rusqlite::{Connection, Transaction};

use crate::error::Result;

/// Counts of shelves, tags and collections, and each tag's articles, made of what they count.
///
/// # Errors
/// SQLite's own.
pub fn rebuild_counts(tx: &Transaction<'_>) -> Result<()> {
    Ok(tx.execute_batch(
        r#"UPDATE shelf_count SET ("inbox", "unread", "reading", "read", "starred", "archived", "incomplete", "all", "trash") = (
             SELECT
                 count(*) FILTER (WHERE trashed IS NULL AND archived = 0),
                 count(*) FILTER (WHERE trashed IS NULL AND archived = 0 AND state = 0),
                 count(*) FILTER (WHERE trashed IS NULL AND archived = 0 AND state = 1),
                 count(*) FILTER (WHERE trashed IS NULL AND state = 2),
                 count(*) FILTER (WHERE trashed IS NULL AND starred = 1),
                 count(*) FILTER (WHERE trashed IS NULL AND archived = 1),
                 count(*) FILTER (WHERE trashed IS NULL AND complete = 0),
                 count(*) FILTER (WHERE trashed IS NULL),
                 count(*) FILTER (WHERE trashed IS NOT NULL)
             FROM article);
         DELETE FROM tag_above;
         INSERT INTO tag_above WITH RECURSIVE above (tag_id, above_id) AS (
             SELECT id, id FROM tag UNION
             SELECT tag_id, parent_id FROM above JOIN tag ON tag.id = above_id WHERE parent_id IS NOT NULL)
             SELECT tag_id, above_id FROM above;
         DELETE FROM tag_article;
         INSERT INTO tag_article SELECT DISTINCT above_id, article_id FROM article_tag JOIN tag_above USING (tag_id);
         DELETE FROM tag_count;
         INSERT INTO tag_count SELECT tag.id, (SELECT count(*) FROM tag_article JOIN article ON article.id = article_id
             WHERE tag_id = tag.id AND trashed IS NULL) FROM tag;
         DELETE FROM collection_count;
         INSERT INTO collection_count SELECT collection.id, (SELECT count(*) FROM collection_article
             JOIN article ON article.id = article_id WHERE collection_id = collection.id AND trashed IS NULL)
             FROM collection;"#,
    )?)
}

/// Takes words out of the indexes whose article, note or highlight is gone, and places in articles that a highlight left; and
/// counts anew which terms of stories are crowded.
///
/// # Errors
/// SQLite's own.
pub fn remove_strays(tx: &Transaction<'_>) -> Result<()> {
    Ok(tx.execute_batch(
        "DELETE FROM search WHERE rowid NOT IN (SELECT id FROM article);
         DELETE FROM search_article WHERE article_id NOT IN (SELECT id FROM article);
         DELETE FROM note_search WHERE rowid NOT IN (SELECT id FROM note);
         DELETE FROM highlight_search WHERE rowid NOT IN (SELECT id FROM highlight);
         DELETE FROM highlight_place WHERE NOT EXISTS (SELECT 1 FROM highlight
             JOIN version ON version.id = highlight_place.version_id
             WHERE highlight.id = highlight_id AND highlight.article_id = version.article_id);
         DELETE FROM story_term WHERE article_id NOT IN (SELECT id FROM article);
         DELETE FROM story_sketch WHERE article_id NOT IN (SELECT id FROM article);
         DELETE FROM story_crowd;
         INSERT INTO story_crowd SELECT term, span FROM story_term GROUP BY term, span HAVING count(*) > 64;",
    )?)
}

/// The next numbers of a table (`article`, `note` or `highlight`) after one, ascending.
///
/// # Errors
/// SQLite's own.
pub fn next_ids(connection: &Connection, table: &'static str, after: i64, limit: u32) -> Result<Vec<i64>> {
    let sql = format!("SELECT id FROM {table} WHERE id > ?1 ORDER BY id LIMIT ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    let ids = statement.query_map((after, limit), |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}
