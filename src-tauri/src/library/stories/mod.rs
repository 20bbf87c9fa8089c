//! Stories: what a person reads of them and changes about them. Where they come from is in `words`, `edges` and `settle`.

mod edges;
mod settle;
mod web;
mod words;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction};

use super::Library;
use crate::db::{self, StoryRow};
use crate::error::{Error, Result};
use crate::model::{Action, ArticleId, Changed, Story, StoryPage, StoryQuery, StorySummary, What};
use crate::search;

pub(super) use settle::settle;
pub(super) use words::{Terms, derive};

/// Characters of a name.
const LONGEST: usize = 200;

impl Library {
    /// The story an article belongs to, if there is one.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn story_of(&self, article: ArticleId) -> Result<Option<StorySummary>> {
        self.db().read(|conn| db::story_of(conn, article))
    }

    /// Part of the list of stories: pinned ones first, then the one with the latest article.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn stories(&self, query: &StoryQuery) -> Result<StoryPage> {
        let folded = query.find.as_deref().map(|find| search::in_order(&search::index_text(find)).to_owned());
        let folded = folded.filter(|folded| !folded.is_empty());
        let (rows, total) =
            self.db().read(|conn| db::stories(conn, folded.as_deref(), query.offset, query.limit))?;
        Ok(StoryPage { rows, total })
    }

    /// The story that an article belongs to, with all its articles.
    ///
    /// # Errors
    /// `NotFound` when the article tells no story with others; those of reading the archive.
    pub fn story(&self, article: ArticleId) -> Result<Story> {
        self.db().read(|conn| {
            let summary = db::story_of(conn, article)?.ok_or_else(|| no_story(article))?;
            let members = db::summaries(conn, &db::story_members(conn, article)?)?;
            Ok(Story { summary, members })
        })
    }

    /// Gives a story a name, or with an empty one that of its articles. Its articles stay together from then on.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` when the name is too long; those of writing the archive.
    pub fn rename_story(&self, story: ArticleId, name: &str, now: Timestamp) -> Result<Changed<()>> {
        let name = name.trim();
        check(name)?;
        self.journaled(now, |tx| {
            let mut row = kept(tx, story, now)?;
            row.name = (!name.is_empty()).then(|| name.to_owned());
            db::set_story(tx, &row)?;
            Ok(((), What::new(Action::RenameStory, 1).named(name)))
        })
    }

    /// Lets a story stand before the others, or no longer. Its articles stay together from then on.
    ///
    /// # Errors
    /// `NotFound`; those of writing the archive.
    pub fn pin_story(&self, story: ArticleId, pinned: bool, now: Timestamp) -> Result<Changed<()>> {
        self.journaled(now, |tx| {
            let mut row = kept(tx, story, now)?;
            row.pinned = pinned;
            db::set_story(tx, &row)?;
            let action = if pinned { Action::PinStory } else { Action::UnpinStory };
            Ok(((), What::new(action, 1).named(name_of(tx, story)?)))
        })
    }

    /// Makes one story of several, which keeps the name and the place of the first. An article without a story counts as one.
    ///
    /// # Errors
    /// `NotFound`; those of writing the archive.
    pub fn join_stories(&self, stories: &[ArticleId], now: Timestamp) -> Result<Changed<()>> {
        self.journaled(now, |tx| {
            let members = members_of_all(tx, stories)?;
            let first = stories.first().copied().ok_or_else(|| no_story("none"))?;
            let row = kept(tx, first, now)?;
            put(tx, &members, Some(row.id))?;
            Ok(((), What::new(Action::JoinStories, members.len())))
        })
    }

    /// Makes a story of their own of some articles of a story; the others stay together.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` when not all are of one story; those of writing the archive.
    pub fn split_story(&self, articles: &[ArticleId], now: Timestamp) -> Result<Changed<()>> {
        self.journaled(now, |tx| {
            let first = articles.first().copied().ok_or_else(|| no_story("none"))?;
            let members = members(tx, first)?;
            if let Some(stranger) = articles.iter().find(|id| !members.contains(id)) {
                let reason = "it is in another story".to_owned();
                return Err(Error::Invalid {
                    what: "an article to split off",
                    value: stranger.to_string(),
                    reason,
                });
            }
            kept(tx, first, now)?;
            let own = db::insert_story(tx, now)?;
            put(tx, articles, Some(own))?;
            Ok(((), What::new(Action::SplitStory, articles.len())))
        })
    }

    /// Puts articles into a story, wherever they were.
    ///
    /// # Errors
    /// `NotFound`; those of writing the archive.
    pub fn add_to_story(
        &self,
        story: ArticleId,
        articles: &[ArticleId],
        now: Timestamp,
    ) -> Result<Changed<()>> {
        self.journaled(now, |tx| {
            articles.iter().try_for_each(|&id| there(tx, id))?;
            let row = kept(tx, story, now)?;
            put(tx, articles, Some(row.id))?;
            Ok(((), What::new(Action::AddToStory, articles.len()).named(name_of(tx, story)?)))
        })
    }

    /// Takes articles out of their stories; they are put into none by themselves from then on.
    ///
    /// # Errors
    /// `NotFound`; those of writing the archive.
    pub fn take_from_story(&self, articles: &[ArticleId], now: Timestamp) -> Result<Changed<()>> {
        self.journaled(now, |tx| {
            articles.iter().try_for_each(|&id| there(tx, id))?;
            put(tx, articles, None)?;
            Ok(((), What::new(Action::TakeFromStory, articles.len())))
        })
    }
}

/// The person's own part of a story, made now when there was none: its articles are kept together by it.
fn kept(tx: &Transaction<'_>, story: ArticleId, now: Timestamp) -> Result<StoryRow> {
    let members = members(tx, story)?;
    let row = match db::chosen_story(tx, &members)? {
        Some(row) => row,
        None => StoryRow { id: db::insert_story(tx, now)?, ..StoryRow::default() },
    };
    members.iter().try_for_each(|&id| db::choose_story(tx, id, Some(row.id)))?;
    Ok(row)
}

fn put(tx: &Transaction<'_>, articles: &[ArticleId], story: Option<i64>) -> Result<()> {
    articles.iter().try_for_each(|&id| db::choose_story(tx, id, story))?;
    db::delete_empty_stories(tx)
}

fn members(conn: &Connection, story: ArticleId) -> Result<Vec<ArticleId>> {
    let members = db::story_members(conn, story)?;
    if members.is_empty() {
        there(conn, story)?;
        return Ok(vec![story]);
    }
    Ok(members)
}

fn members_of_all(conn: &Connection, stories: &[ArticleId]) -> Result<Vec<ArticleId>> {
    let mut all = Vec::new();
    for &story in stories {
        all.extend(members(conn, story)?);
    }
    Ok(all)
}

fn name_of(conn: &Connection, story: ArticleId) -> Result<String> {
    Ok(db::story_of(conn, story)?.map(|story| story.name).unwrap_or_default())
}

fn there(conn: &Connection, id: ArticleId) -> Result<()> {
    db::flags(conn, id)?.map(drop).ok_or_else(|| Error::NotFound { what: "article", id: id.to_string() })
}

fn check(name: &str) -> Result<()> {
    if name.chars().count() <= LONGEST {
        return Ok(());
    }
    let beginning: String = name.chars().take(40).collect();
    let reason = format!("it has at most {LONGEST} characters");
    Err(Error::Invalid { what: "a story's name", value: format!("{beginning}…"), reason })
}

fn no_story(id: impl ToString) -> Error {
    Error::NotFound { what: "story", id: id.to_string() }
}
