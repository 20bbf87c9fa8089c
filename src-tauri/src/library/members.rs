//! The articles of collections and their order.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::Transaction;

use super::collections::no_collection;
use super::update::no_article;
use super::{Library, order};
use crate::db;
use crate::error::{Error, Result};
use crate::model::{Action, ArticleId, AssetHash, Changed, CollectionId, CollectionSummary, StepId, What};

/// Pictures that a cover is chosen from.
const PICTURES: u32 = 120;

impl Library {
    /// Adds articles to the end of a collection, as they are given; those in it stay where they are. Returns how many were
    /// added.
    ///
    /// # Errors
    /// `NotFound` when the collection or one of the articles is not there; `Invalid` for a saved search; those of writing
    /// the archive.
    pub fn add_to_collection(
        &self,
        id: CollectionId,
        articles: &[ArticleId],
        now: Timestamp,
    ) -> Result<Changed<u32>> {
        self.journaled(now, |tx| {
            let name = holder(tx, id)?.name;
            let mut new = once(articles);
            let there: HashSet<_> = db::members_among(tx, id, &new)?.into_iter().collect();
            new.retain(|article| !there.contains(article));
            for &article in &new {
                db::flags(tx, article)?.ok_or_else(|| no_article(article))?;
            }
            put(tx, id, &new, None, now)?;
            let what = What::new(Action::AddToCollection, new.len()).named(name);
            Ok((u32::try_from(new.len()).unwrap_or(u32::MAX), what))
        })
    }

    /// Takes articles out of a collection; they stay in the archive. Returns how many were in it.
    ///
    /// # Errors
    /// `NotFound`; those of writing the archive.
    pub fn remove_from_collection(
        &self,
        id: CollectionId,
        articles: &[ArticleId],
        now: Timestamp,
    ) -> Result<Changed<u32>> {
        self.journaled(now, |tx| {
            let name = holder(tx, id)?.name;
            let removed = db::remove_members(tx, id, articles)?;
            let what = What::new(Action::RemoveFromCollection, removed).named(name);
            Ok((u32::try_from(removed).unwrap_or(u32::MAX), what))
        })
    }

    /// Puts articles of a collection before another of its articles, or at the end, in the order they have among
    /// themselves; those that are not in it are passed over.
    ///
    /// # Errors
    /// `NotFound` when the collection is not there or `before` is not in it; `Invalid` for a saved search; those of writing
    /// the archive.
    pub fn move_in_collection(
        &self,
        id: CollectionId,
        articles: &[ArticleId],
        before: Option<ArticleId>,
        now: Timestamp,
    ) -> Result<Option<StepId>> {
        let changed = self.journaled(now, |tx| {
            let name = holder(tx, id)?.name;
            let moved = db::members_among(tx, id, articles)?;
            put(tx, id, &moved, before, now)?;
            Ok(((), What::new(Action::ArrangeCollection, moved.len()).named(name)))
        })?;
        Ok(changed.step)
    }

    /// Puts articles of a collection one after the other, as they are given, before another of its articles or at the end.
    ///
    /// # Errors
    /// `NotFound` when the collection is not there, or when one of the articles is not in it; `Invalid` for a saved search;
    /// those of writing the archive.
    pub fn arrange_collection(
        &self,
        id: CollectionId,
        articles: &[ArticleId],
        before: Option<ArticleId>,
        now: Timestamp,
    ) -> Result<Option<StepId>> {
        let changed = self.journaled(now, |tx| {
            let name = holder(tx, id)?.name;
            let moved = once(articles);
            let there: HashSet<_> = db::members_among(tx, id, &moved)?.into_iter().collect();
            if let Some(stray) = moved.iter().find(|article| !there.contains(article)) {
                return Err(no_member(*stray));
            }
            put(tx, id, &moved, before, now)?;
            Ok(((), What::new(Action::ArrangeCollection, moved.len()).named(name)))
        })?;
        Ok(changed.step)
    }

    /// The collections that hold some of these articles, each with how many of them.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn collections_of(&self, articles: &[ArticleId]) -> Result<Vec<(CollectionId, u32)>> {
        self.db().read(|conn| db::collections_of(conn, articles))
    }

    /// Pictures to choose a collection's cover from: the lead pictures of its articles, in its order.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn collection_pictures(&self, id: CollectionId) -> Result<Vec<AssetHash>> {
        self.db().read(|conn| db::lead_pictures(conn, id, PICTURES))
    }
}

/// A collection that may hold articles.
fn holder(tx: &Transaction<'_>, id: CollectionId) -> Result<CollectionSummary> {
    let row = db::collection_summary(tx, id)?.ok_or_else(|| no_collection(id))?;
    if row.query.is_some() {
        let reason = "a saved search finds its articles by itself".into();
        return Err(Error::Invalid { what: "changed by hand", value: row.name, reason });
    }
    Ok(row)
}

/// Puts articles before `target`, or at the end; only what moves is written as long as there is room for it.
pub(super) fn put(
    tx: &Transaction<'_>,
    id: CollectionId,
    moved: &[ArticleId],
    target: Option<ArticleId>,
    now: Timestamp,
) -> Result<()> {
    if let Some(target) = target
        && db::members_among(tx, id, &[target])?.is_empty()
    {
        return Err(no_member(target));
    }
    let (before, after) = db::gap(tx, id, target, moved)?;
    if let Some(positions) = order::between(before, after, moved.len()) {
        let mut places = moved.iter().zip(positions);
        return places.try_for_each(|(article, position)| db::put_member(tx, id, *article, position, now));
    }
    let wanted = order::arranged(&db::members(tx, id)?, moved, target);
    wanted
        .into_iter()
        .zip(order::afresh())
        .try_for_each(|(article, position)| db::put_member(tx, id, article, position, now))
}

/// Each article once, at the place where it comes first.
fn once(articles: &[ArticleId]) -> Vec<ArticleId> {
    let mut seen = HashSet::new();
    articles.iter().copied().filter(|article| seen.insert(*article)).collect()
}

fn no_member(article: ArticleId) -> Error {
    Error::NotFound { what: "article of this collection:", id: article.to_string() }
}
