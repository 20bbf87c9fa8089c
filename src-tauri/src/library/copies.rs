//! Articles with one text: finding them when one is saved, listing them, and a person's word that they are none.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction};

use super::Library;
use super::update::no_article;
use crate::db::{self, CopyRow};
use crate::error::Result;
use crate::model::{Action, ArticleId, Changed, Duplicate, DuplicateGroup, What};
use crate::related::{self, Likeness, Shingles};
use crate::search;

impl Library {
    /// The articles that have the text of one, those most alike first; none that lie in the trash.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn duplicates(&self, id: ArticleId) -> Result<Vec<Duplicate>> {
        self.db().read(|conn| {
            db::flags(conn, id)?.ok_or_else(|| no_article(id))?;
            let rows = db::copies_of(conn, id)?;
            let ids: Vec<ArticleId> = rows.iter().map(|row| row.other).collect();
            let with = |(row, summary): (CopyRow, _)| Duplicate {
                summary,
                similarity: row.similarity,
                containment: row.containment,
            };
            Ok(rows.into_iter().zip(db::summaries(conn, &ids)?).map(with).collect())
        })
    }

    /// All groups of articles with one text, those with the newest article first.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn all_duplicates(&self) -> Result<Vec<DuplicateGroup>> {
        self.db().read(|conn| {
            let mut groups = joined(&db::all_copies(conn)?);
            groups.sort_by_key(|(ids, _)| std::cmp::Reverse(ids.last().copied()));
            groups.into_iter().map(|(ids, similarity)| group(conn, &ids, similarity)).collect()
        })
    }

    /// Remembers that an article is no copy of others, whatever their texts have in common; or, with `is_not` false,
    /// forgets it.
    ///
    /// # Errors
    /// `NotFound`; those of writing the archive.
    pub fn set_not_duplicate(
        &self,
        id: ArticleId,
        others: &[ArticleId],
        is_not: bool,
        now: Timestamp,
    ) -> Result<Changed<()>> {
        self.journaled(now, |tx| {
            for article in others.iter().chain([&id]) {
                db::flags(tx, *article)?.ok_or_else(|| no_article(*article))?;
            }
            others
                .iter()
                .filter(|other| **other != id)
                .try_for_each(|other| db::set_not_copy(tx, id, *other, is_not))?;
            let action = if is_not { Action::NotDuplicate } else { Action::Duplicate };
            Ok(((), What::new(action, others.len())))
        })
    }
}

fn group(conn: &Connection, ids: &[ArticleId], similarity: f64) -> Result<DuplicateGroup> {
    let mut articles = db::summaries(conn, ids)?;
    articles.sort_by(|a, b| {
        let key = |published: &Option<String>| (published.is_none(), published.clone());
        key(&a.published).cmp(&key(&b.published)).then(a.saved.cmp(&b.saved)).then(a.id.cmp(&b.id))
    });
    Ok(DuplicateGroup { articles, similarity })
}

/// The articles that pairs join, ascending, with the least similarity among the pairs of each group.
fn joined(pairs: &[CopyRow]) -> Vec<(Vec<ArticleId>, f64)> {
    let mut above: HashMap<ArticleId, ArticleId> = HashMap::new();
    for pair in pairs {
        let (a, b) = (root(&mut above, pair.article), root(&mut above, pair.other));
        above.insert(a.max(b), a.min(b));
    }
    let mut groups: HashMap<ArticleId, (Vec<ArticleId>, f64)> = HashMap::new();
    for pair in pairs {
        let (ids, least) = groups.entry(root(&mut above, pair.article)).or_insert((Vec::new(), 1.0));
        ids.extend([pair.article, pair.other]);
        *least = least.min(pair.similarity);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    for (ids, _) in &mut groups {
        ids.sort_unstable();
        ids.dedup();
    }
    groups
}

fn root(above: &mut HashMap<ArticleId, ArticleId>, id: ArticleId) -> ArticleId {
    let mut at = id;
    while let Some(next) = above.get(&at).copied().filter(|next| *next != at) {
        at = next;
    }
    above.insert(id, at);
    at
}

/// What copies of a text are looked up by, made of its words as the search index has them.
pub(super) fn bands(indexed: &str) -> Vec<i64> {
    let words: Vec<&str> = indexed.split(' ').filter(|word| !word.is_empty()).collect();
    related::bands(&words)
}

/// Finds the copies of an article whose shown text is new.
pub(super) fn derive(tx: &Transaction<'_>, id: ArticleId, bands: &[i64]) -> Result<()> {
    db::set_bands(tx, id, bands)?;
    pair(tx, id)?;
    settle(tx)
}

/// Lets articles look for their copies again whose bands have become furniture, or are it no longer.
pub(super) fn settle(tx: &Transaction<'_>) -> Result<()> {
    db::take_stale_copies(tx)?.into_iter().try_for_each(|id| pair(tx, id))
}

/// Compares an article with all that share a band with it. What comes of it depends on the texts alone.
fn pair(tx: &Transaction<'_>, id: ArticleId) -> Result<()> {
    let candidates = db::copy_candidates(tx, id)?;
    let mut copies = Vec::new();
    let own = if candidates.is_empty() { None } else { shingled(tx, id)? };
    if let Some((host, shingles)) = own {
        for other in candidates {
            let Some((other_host, others)) = shingled(tx, other)? else { continue };
            let likeness = Likeness::of(&shingles, &others);
            if likeness.is_copy(host == other_host) {
                let Likeness { similarity, containment } = likeness;
                copies.push(CopyRow { article: id, other, similarity, containment });
            }
        }
    }
    db::set_copies(tx, id, &copies)
}

/// The host and the shingles of an article's shown text.
fn shingled(conn: &Connection, id: ArticleId) -> Result<Option<(String, Shingles)>> {
    let stored = db::host_and_text(conn, id)?;
    Ok(stored.map(|(host, text)| {
        let shingles = shingles(&text);
        (host, shingles)
    }))
}

/// The shingles of a text.
pub(super) fn shingles(text: &str) -> Shingles {
    let indexed = search::index_text(text);
    Shingles::of(search::in_order(&indexed).split(' ').filter(|word| !word.is_empty()))
}
