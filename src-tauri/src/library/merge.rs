//! Making copies of an article one with it.

use jiff::Timestamp;
use rusqlite::Transaction;

use super::relations::{joined, new_of, same, stored};
use super::update::{all_there, no_article};
use super::{Library, highlights};
use crate::db::{self, CurrentVersion, NewRelation};
use crate::error::{Error, Result};
use crate::model::{Action, ArticleFlags, ArticleId, ArticlePatch, Changed, Merged, ReadState, What};

impl Library {
    /// Makes articles one with the one that is kept, as one step: it gets their tags, notes, highlights, places in
    /// collections, relations and watch, their star, and the furthest reading state; their URLs and links of notes lead to
    /// it. They go to the trash with their versions.
    ///
    /// Highlights are anchored again in the version that the kept article shows; one whose passage is not there stays with
    /// its article, and the kept one gets a note with its quote.
    ///
    /// # Errors
    /// `NotFound` when one of them is not there; `Invalid` when the kept one is among the others or in the trash, or there
    /// are no others; those of writing the archive.
    pub fn merge(&self, keep: ArticleId, others: &[ArticleId], now: Timestamp) -> Result<Changed<Merged>> {
        self.journaled(now, |tx| {
            let others = checked(tx, keep, others)?;
            let flags = db::flags(tx, keep)?.ok_or_else(|| no_article(keep))?;
            let article = db::summary(tx, keep)?.ok_or_else(|| no_article(keep))?;
            let what = What::new(Action::Merge, others.len()).named(article.title.clone());
            let mut merged = Merged {
                article,
                merged: others.clone(),
                tags: 0,
                notes: 0,
                highlights: 0,
                unfound: 0,
                collections: 0,
                relations: 0,
            };
            others.iter().try_for_each(|&other| take_over(tx, keep, other, &mut merged, now))?;
            mark(tx, &flags, &others, now)?;
            merged.article = db::summary(tx, keep)?.ok_or_else(|| no_article(keep))?;
            Ok((merged, what))
        })
    }
}

/// The others, each once.
fn checked(tx: &Transaction<'_>, keep: ArticleId, others: &[ArticleId]) -> Result<Vec<ArticleId>> {
    let refuse = |reason: &str| {
        Err(Error::Invalid { what: "a merge", value: keep.to_string(), reason: reason.to_owned() })
    };
    all_there(tx, others)?;
    if db::flags(tx, keep)?.ok_or_else(|| no_article(keep))?.trashed.is_some() {
        return refuse("the article to keep is in the trash; restore it first");
    }
    if others.contains(&keep) {
        return refuse("an article cannot be merged into itself");
    }
    if others.is_empty() {
        return refuse("it takes two articles");
    }
    let mut once = Vec::with_capacity(others.len());
    for &other in others {
        if !once.contains(&other) {
            once.push(other);
        }
    }
    Ok(once)
}

fn take_over(
    tx: &Transaction<'_>,
    keep: ArticleId,
    other: ArticleId,
    merged: &mut Merged,
    now: Timestamp,
) -> Result<()> {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    merged.tags += number(db::share_tags(tx, other, keep)?);
    merged.notes += number(db::move_notes(tx, other, keep)?);
    merged.collections += number(db::move_places(tx, other, keep)?);
    merged.relations += move_relations(tx, other, keep, now)?;
    if let (Some(theirs), Some(own)) = (CurrentVersion::of(tx, other)?, CurrentVersion::of(tx, keep)?) {
        let (found, unfound) =
            highlights::move_highlights(tx, (other, theirs.version), (keep, own.version), now)?;
        merged.highlights += found;
        merged.unfound += unfound;
    }
    db::share_refusals(tx, other, keep)?;
    db::share_story(tx, other, keep)?;
    db::share_watch(tx, other, keep)?;
    db::move_links(tx, other, keep)
}

/// Lets the relations of an article be those of another one. What is said of the two themselves stays as it is: nothing
/// could be said of an article and itself.
fn move_relations(tx: &Transaction<'_>, from: ArticleId, to: ArticleId, now: Timestamp) -> Result<u32> {
    let mut moved = 0;
    for id in db::relation_ids(tx, from)? {
        let relation = stored(tx, id)?;
        let at = |article: ArticleId| if article == from { to } else { article };
        let (mut one, mut other) = (at(relation.from), at(relation.to));
        if one == other {
            continue;
        }
        if !relation.directed && one > other {
            (one, other) = (other, one);
        }
        let wanted = NewRelation { from: one, to: other, ..new_of(&relation) };
        match same(tx, &wanted)? {
            Some(there) => drop(joined(tx, &there, &wanted, id, now)?),
            None => db::set_relation(tx, id, &wanted, now)?,
        }
        moved += 1;
    }
    Ok(moved)
}

/// Gives the kept article the star and the furthest state of all, and puts the others into the trash.
fn mark(tx: &Transaction<'_>, kept: &ArticleFlags, others: &[ArticleId], now: Timestamp) -> Result<()> {
    let (mut starred, mut state) = (kept.starred, kept.state);
    for &other in others {
        let flags = db::flags(tx, other)?.ok_or_else(|| no_article(other))?;
        starred |= flags.starred;
        state = if distance(flags.state) > distance(state) { flags.state } else { state };
    }
    let patch = ArticlePatch { starred: Some(starred), state: Some(state), ..ArticlePatch::default() };
    db::patch_flags(tx, &[kept.id], patch, now)?;
    let patch = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    db::patch_flags(tx, others, patch, now)
}

fn distance(state: ReadState) -> u8 {
    match state {
        ReadState::Unread => 0,
        ReadState::Reading => 1,
        ReadState::Read => 2,
    }
}
