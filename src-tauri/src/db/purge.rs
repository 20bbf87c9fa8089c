//! Removing articles for good, with everything only they use.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::address::{claimed_urls, settle_url};
use super::column::article_ids;
use super::story_term::forget_sketch;
use super::term::forget_terms;
use crate::error::Result;
use crate::model::{ArticleId, DeletedArticle};

/// The articles in the trash.
///
/// # Errors
/// SQLite's own.
pub fn trashed_ids(connection: &Connection) -> Result<Vec<ArticleId>> {
    article_ids(connection, "SELECT id FROM article WHERE trashed IS NOT NULL ORDER BY id", [])
}

/// Deletes those of `ids` that are in the trash, then the responses and pictures nothing uses any more. A URL that another
/// article claims, too, leads there from now on.
///
/// # Errors
/// SQLite's own.
pub fn purge_articles(tx: &Transaction<'_>, ids: &[ArticleId]) -> Result<Vec<DeletedArticle>> {
    let mut orphans = Orphans::default();
    let (mut deleted, mut urls) = (Vec::new(), Vec::new());
    for id in ids {
        urls.extend(claimed_urls(tx, *id)?);
        orphans.collect(tx, *id)?;
        let gone = tx
            .prepare_cached("DELETE FROM article WHERE id = ?1 AND trashed IS NOT NULL RETURNING url, title")?
            .query_row([id.0], |row| {
                Ok(DeletedArticle { id: *id, url: row.get("url")?, title: row.get("title")? })
            })
            .optional()?;
        if gone.is_some() {
            forget_terms(tx, *id)?;
            forget_sketch(tx, *id)?;
        }
        deleted.extend(gone);
    }
    urls.iter().try_for_each(|url| settle_url(tx, url))?;
    orphans.delete(tx)?;
    Ok(deleted)
}

/// Rows that may be without an owner once their article is gone.
#[derive(Default)]
struct Orphans {
    responses: Vec<i64>,
    assets: Vec<i64>,
    list_pictures: Vec<i64>,
}

impl Orphans {
    fn collect(&mut self, tx: &Transaction<'_>, id: ArticleId) -> Result<()> {
        let mut responses = tx.prepare_cached(
            "SELECT response_id FROM version WHERE article_id = ?1 UNION SELECT part.response_id
                 FROM version_part AS part JOIN version ON version.id = version_id WHERE article_id = ?1",
        )?;
        for row in responses.query_map([id.0], |row| row.get(0))? {
            self.responses.push(row?);
        }
        let mut assets = tx.prepare_cached(
            "SELECT DISTINCT asset_id FROM version_asset
             WHERE version_id IN (SELECT id FROM version WHERE article_id = ?1) AND asset_id IS NOT NULL",
        )?;
        for row in assets.query_map([id.0], |row| row.get(0))? {
            self.assets.push(row?);
        }
        let mut pictures = tx.prepare_cached(
            "SELECT DISTINCT picture_id FROM link
             WHERE version_id IN (SELECT id FROM version WHERE article_id = ?1) AND picture_id IS NOT NULL",
        )?;
        for row in pictures.query_map([id.0], |row| row.get(0))? {
            self.list_pictures.push(row?);
        }
        Ok(())
    }

    fn delete(mut self, tx: &Transaction<'_>) -> Result<()> {
        let mut response = tx.prepare_cached(
            "DELETE FROM response WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM version WHERE response_id = ?1)
             AND NOT EXISTS (SELECT 1 FROM version_part WHERE response_id = ?1)",
        )?;
        for id in self.responses {
            response.execute([id])?;
        }
        let mut picture = tx.prepare_cached(
            "DELETE FROM link_picture WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM link WHERE picture_id = ?1)
             RETURNING asset_id",
        )?;
        for id in self.list_pictures {
            let asset = picture.query_row([id], |row| row.get::<_, Option<i64>>(0)).optional()?;
            self.assets.extend(asset.flatten());
        }
        let mut asset = tx.prepare_cached(
            "DELETE FROM asset WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM version_asset WHERE asset_id = ?1)
             AND NOT EXISTS (SELECT 1 FROM link_picture WHERE asset_id = ?1)",
        )?;
        for id in self.assets {
            asset.execute([id])?;
        }
        Ok(())
    }
}

/// Gives free pages back to the disk; the file shrinks at the next checkpoint.
///
/// # Errors
/// SQLite's own.
pub fn return_space(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare("PRAGMA incremental_vacuum")?;
    let mut rows = statement.query([])?;
    // Each step frees a page.
    while rows.next()?.is_some() {}
    Ok(())
}
