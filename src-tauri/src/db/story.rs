//! Stories as lists and a person see them: their summaries, their articles, and what the person chose.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::column::{Millis, article_ids};
use crate::error::Result;
use crate::model::{ArticleId, StorySummary};

const COLUMNS: &str = "SELECT first_id, name, named, pinned, articles, sites, first, last FROM story_summary";

/// A story that a person made something of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoryRow {
    /// Its number.
    pub id: i64,
    /// What the person called it.
    pub name: Option<String>,
    /// Whether it stands before the others.
    pub pinned: bool,
}

/// The summary of the story an article belongs to.
///
/// # Errors
/// SQLite's own.
pub fn story_of(connection: &Connection, article: ArticleId) -> Result<Option<StorySummary>> {
    let mut statement = connection.prepare_cached(&format!(
        "{COLUMNS} WHERE first_id = (SELECT first_id FROM story_article WHERE article_id = ?1)"
    ))?;
    let mut story = statement.query_row([article.0], summary_of).optional()?;
    if let Some(story) = &mut story {
        story.told_by = told_by(connection, story.id)?;
    }
    Ok(story)
}

/// Part of the list of stories, and how many the whole has; with `folded`, of those whose name has these words in it.
///
/// # Errors
/// SQLite's own.
pub fn stories(
    connection: &Connection,
    folded: Option<&str>,
    offset: u32,
    limit: u32,
) -> Result<(Vec<StorySummary>, u32)> {
    let which = "WHERE ?1 IS NULL OR instr(folded, ?1) > 0";
    let total = connection
        .prepare_cached(&format!("SELECT count(*) FROM story_summary {which}"))?
        .query_row([folded], |row| row.get(0))?;
    let mut statement = connection.prepare_cached(&format!(
        "{COLUMNS} {which} ORDER BY pinned DESC, last DESC, first_id DESC LIMIT ?2 OFFSET ?3"
    ))?;
    let rows = statement.query_map((folded, limit, offset), summary_of)?;
    let mut stories: Vec<StorySummary> = rows.collect::<rusqlite::Result<_>>()?;
    for story in &mut stories {
        story.told_by = told_by(connection, story.id)?;
    }
    Ok((stories, total))
}

/// The sites of a story that have most of its articles.
fn told_by(connection: &Connection, first: ArticleId) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT site FROM story_article JOIN article ON article.id = article_id WHERE first_id = ?1 AND site <> ''
         GROUP BY site ORDER BY count(*) DESC, site LIMIT 3",
    )?;
    let rows = statement.query_map([first.0], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The articles of the story an article belongs to, by date and then by URL.
///
/// # Errors
/// SQLite's own.
pub fn story_members(connection: &Connection, article: ArticleId) -> Result<Vec<ArticleId>> {
    article_ids(
        connection,
        "SELECT article.id FROM story_article JOIN article ON article.id = article_id
         WHERE first_id = (SELECT first_id FROM story_article WHERE article_id = ?1)
         ORDER BY coalesce(published_sort, saved), url",
        [article.0],
    )
}

/// The person's own part of a story, by an article that they put there.
///
/// # Errors
/// SQLite's own.
pub fn chosen_story(connection: &Connection, articles: &[ArticleId]) -> Result<Option<StoryRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT story.id, name, pinned FROM story_choice JOIN story ON story.id = story_id WHERE article_id = ?1",
    )?;
    for article in articles {
        let row = statement.query_row([article.0], |row| {
            Ok(StoryRow { id: row.get("id")?, name: row.get("name")?, pinned: row.get("pinned")? })
        });
        if let Some(row) = row.optional()? {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// What a person made of a story, by its number.
///
/// # Errors
/// SQLite's own.
pub fn story_row(connection: &Connection, id: i64) -> Result<Option<StoryRow>> {
    let mut statement = connection.prepare_cached("SELECT name, pinned FROM story WHERE id = ?1")?;
    let row = statement
        .query_row([id], |row| Ok(StoryRow { id, name: row.get("name")?, pinned: row.get("pinned")? }));
    Ok(row.optional()?)
}

/// The articles that a person put into a story.
///
/// # Errors
/// SQLite's own.
pub fn articles_of_story(connection: &Connection, id: i64) -> Result<Vec<ArticleId>> {
    article_ids(connection, "SELECT article_id FROM story_choice WHERE story_id = ?1", [id])
}

/// Adds a story of the person's own.
///
/// # Errors
/// SQLite's own.
pub fn insert_story(tx: &Transaction<'_>, now: Timestamp) -> Result<i64> {
    tx.prepare_cached("INSERT INTO story (created) VALUES (?1)")?.execute([Millis(now)])?;
    Ok(tx.last_insert_rowid())
}

/// Changes name and place of a story.
///
/// # Errors
/// SQLite's own.
pub fn set_story(tx: &Transaction<'_>, row: &StoryRow) -> Result<()> {
    tx.prepare_cached("UPDATE story SET name = ?2, pinned = ?3 WHERE id = ?1")?
        .execute((row.id, &row.name, row.pinned))?;
    Ok(())
}

/// Removes stories that no article was put into.
///
/// # Errors
/// SQLite's own.
pub fn delete_empty_stories(tx: &Transaction<'_>) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM story WHERE id NOT IN (SELECT story_id FROM story_choice WHERE story_id IS NOT NULL)",
    )?
    .execute([])?;
    Ok(())
}

/// Notes where a person put an article: into a story of theirs, or into none.
///
/// # Errors
/// SQLite's own.
pub fn choose_story(tx: &Transaction<'_>, article: ArticleId, story: Option<i64>) -> Result<()> {
    // No upsert: its conflict clause would overrule those of the triggers.
    let moved = tx
        .prepare_cached("UPDATE story_choice SET story_id = ?2 WHERE article_id = ?1")?
        .execute((article.0, story))?;
    if moved == 0 {
        tx.prepare_cached("INSERT INTO story_choice (article_id, story_id) VALUES (?1, ?2)")?
            .execute((article.0, story))?;
    }
    Ok(())
}

fn summary_of(row: &Row<'_>) -> rusqlite::Result<StorySummary> {
    Ok(StorySummary {
        id: ArticleId(row.get("first_id")?),
        name: row.get("name")?,
        named: row.get("named")?,
        pinned: row.get("pinned")?,
        articles: row.get("articles")?,
        sites: row.get("sites")?,
        first: row.get::<_, Millis>("first")?.0,
        last: row.get::<_, Millis>("last")?.0,
        told_by: Vec::new(),
    })
}
