//! What of one article goes to another one when the two are merged.

use rusqlite::{Connection, Transaction, named_params};

use crate::error::Result;
use crate::model::{
    ArticleId, CollectionId, HighlightId, RelationId, TextQuoteSelector, TextRange, VersionId, Watch,
};

/// Gives an article the tags of another one, which keeps them; says how many are new to it.
///
/// # Errors
/// SQLite's own.
pub fn share_tags(tx: &Transaction<'_>, from: ArticleId, to: ArticleId) -> Result<usize> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO article_tag (tag_id, article_id, added)
         SELECT tag_id, ?2, added FROM article_tag WHERE article_id = ?1 ON CONFLICT DO NOTHING",
    )?;
    Ok(statement.execute((from.0, to.0))?)
}

/// Puts the notes on an article on another one.
///
/// # Errors
/// SQLite's own.
pub fn move_notes(tx: &Transaction<'_>, from: ArticleId, to: ArticleId) -> Result<usize> {
    let mut statement = tx.prepare_cached("UPDATE note SET article_id = ?2 WHERE article_id = ?1")?;
    Ok(statement.execute((from.0, to.0))?)
}

/// Gives an article the places of another one in collections it is not in itself; says in how many.
///
/// # Errors
/// SQLite's own.
pub fn move_places(tx: &Transaction<'_>, from: ArticleId, to: ArticleId) -> Result<usize> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO collection_article (collection_id, article_id, position, added)
         SELECT collection_id, ?2, position, added FROM collection_article WHERE article_id = ?1
         ON CONFLICT DO NOTHING RETURNING collection_id",
    )?;
    let taken = insert.query_map((from.0, to.0), |row| row.get(0).map(CollectionId))?;
    let taken: Vec<CollectionId> = taken.collect::<rusqlite::Result<_>>()?;
    let mut remove =
        tx.prepare_cached("DELETE FROM collection_article WHERE collection_id = ?1 AND article_id = ?2")?;
    for collection in &taken {
        remove.execute((collection.0, from.0))?;
    }
    Ok(taken.len())
}

/// Lets whatever leads to an article lead to another one: its URLs, and the links of notes.
///
/// # Errors
/// SQLite's own.
pub fn move_links(tx: &Transaction<'_>, from: ArticleId, to: ArticleId) -> Result<()> {
    for sql in [
        "UPDATE article_url SET article_id = ?2 WHERE article_id = ?1",
        "UPDATE note_link SET article_id = ?2 WHERE article_id = ?1",
    ] {
        tx.prepare_cached(sql)?.execute((from.0, to.0))?;
    }
    Ok(())
}

/// Lets what a person said an article is not (a copy of others, related to others) hold for another one as well.
///
/// # Errors
/// SQLite's own.
pub fn share_refusals(tx: &Transaction<'_>, from: ArticleId, to: ArticleId) -> Result<()> {
    for sql in [
        "INSERT INTO not_copy (article_id, other_id)
         SELECT ?2, other_id FROM not_copy WHERE article_id = ?1 AND other_id <> ?2 ON CONFLICT DO NOTHING",
        "INSERT INTO not_copy (article_id, other_id)
         SELECT article_id, ?2 FROM not_copy WHERE other_id = ?1 AND article_id <> ?2 ON CONFLICT DO NOTHING",
        "INSERT INTO dismissed (article_id, other_id)
         SELECT min(?2, other_id), max(?2, other_id) FROM dismissed WHERE article_id = ?1 AND other_id <> ?2
         UNION SELECT min(?2, article_id), max(?2, article_id) FROM dismissed WHERE other_id = ?1 AND article_id <> ?2
         ON CONFLICT DO NOTHING",
    ] {
        tx.prepare_cached(sql)?.execute((from.0, to.0))?;
    }
    Ok(())
}

/// Puts an article into the story that a person put another one into, unless they put it into one of its own.
///
/// # Errors
/// SQLite's own.
pub fn share_story(tx: &Transaction<'_>, from: ArticleId, to: ArticleId) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO story_choice (article_id, story_id)
         SELECT ?2, story_id FROM story_choice WHERE article_id = ?1 AND story_id IS NOT NULL ON CONFLICT DO NOTHING",
    )?;
    statement.execute((from.0, to.0))?;
    Ok(())
}

/// Watches an article for another one that is watched: as often as the one of both that is looked at more often.
///
/// # Errors
/// SQLite's own.
pub fn share_watch(tx: &Transaction<'_>, from: ArticleId, to: ArticleId) -> Result<()> {
    let (Some(theirs), own) = (super::watch::watch(tx, from)?, super::watch::watch(tx, to)?) else {
        return Ok(());
    };
    match own {
        Some(own) if own.every <= theirs.every => Ok(()),
        _ => super::watch::set_watch(tx, to, &Watch { failures: 0, unchanged: 0, ..theirs }),
    }
}

/// Puts a highlight where its passage stands in a version of another article. Where it was found before is forgotten.
///
/// # Errors
/// SQLite's own.
pub fn move_highlight(
    tx: &Transaction<'_>,
    id: HighlightId,
    (article, version): (ArticleId, VersionId),
    quote: &TextQuoteSelector,
    position: TextRange,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE highlight SET article_id = :article, version_id = :version, exact = :exact, prefix = :prefix,
             suffix = :suffix, \"start\" = :start, \"end\" = :end WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": id.0, ":article": article.0, ":version": version.0, ":exact": quote.exact,
        ":prefix": quote.prefix, ":suffix": quote.suffix, ":start": position.start, ":end": position.end,
    })?;
    tx.prepare_cached("DELETE FROM highlight_place WHERE highlight_id = ?1")?.execute([id.0])?;
    Ok(())
}

/// All relations of an article, those with articles in the trash included.
///
/// # Errors
/// SQLite's own.
pub fn relation_ids(connection: &Connection, article: ArticleId) -> Result<Vec<RelationId>> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM relation WHERE from_id = ?1 OR to_id = ?1 ORDER BY id")?;
    let ids = statement.query_map([article.0], |row| row.get(0).map(RelationId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}
