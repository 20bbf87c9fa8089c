//! Copies that stand in one list: all but the first stand under it, and are shown where a person opens it.

use std::collections::{HashMap, HashSet};

use crate::model::{ArticleId, Fold};

/// How the copies of a list stand under others.
#[derive(Debug, Default)]
pub(super) struct Folds {
    under: HashMap<ArticleId, Vec<ArticleId>>,
    away: HashSet<ArticleId>,
}

impl Folds {
    /// Of the articles of a list that have copies, in the list's order: the first of a text stays, its copies stand under
    /// it. Those are its own copies and not the copies of these, so that a row says of all that is under it where it is.
    pub(super) fn of(listed: &[ArticleId], copies: &HashMap<ArticleId, Vec<ArticleId>>) -> Self {
        // Pairs are known in both directions: what has no copies is nobody's.
        let places: HashMap<ArticleId, usize> = listed
            .iter()
            .enumerate()
            .filter(|(_, id)| copies.contains_key(id))
            .map(|(at, id)| (*id, at))
            .collect();
        let mut folds = Self::default();
        for id in listed.iter().filter(|id| copies.contains_key(id)) {
            if folds.away.contains(id) {
                continue;
            }
            let free = |copy: &&ArticleId| places.contains_key(copy) && !folds.away.contains(copy);
            let mut under: Vec<ArticleId> = copies[id].iter().filter(free).copied().collect();
            under.sort_by_key(|copy| places[copy]);
            folds.away.extend(&under);
            if !under.is_empty() {
                folds.under.insert(*id, under);
            }
        }
        folds
    }

    pub(super) fn is_empty(&self) -> bool {
        self.away.is_empty()
    }

    /// What stands under an article.
    pub(super) fn under(&self, id: ArticleId) -> &[ArticleId] {
        self.under.get(&id).map_or(&[], Vec::as_slice)
    }

    /// How many articles no row is shown of while some are opened.
    pub(super) fn away(&self, opened: &[ArticleId]) -> usize {
        let shown: usize = opened.iter().map(|id| self.under(*id).len()).sum();
        self.away.len().saturating_sub(shown)
    }

    /// Those among some articles that others stand under.
    pub(super) fn among(&self, articles: impl Iterator<Item = ArticleId>) -> Vec<Fold> {
        let leads = articles.filter_map(|id| self.under.get(&id).map(|copies| (id, copies.clone())));
        leads.map(|(article, copies)| Fold { article, copies }).collect()
    }
}

/// The part of a folded list that is asked for, filled from the list's start on.
#[derive(Debug)]
pub(super) struct Part<'a> {
    folds: &'a Folds,
    opened: &'a [ArticleId],
    skip: usize,
    limit: usize,
    /// The rows.
    pub(super) rows: Vec<ArticleId>,
}

impl<'a> Part<'a> {
    pub(super) fn new(folds: &'a Folds, opened: &'a [ArticleId], skip: usize, limit: usize) -> Self {
        Self { folds, opened, skip, limit, rows: Vec::new() }
    }

    /// Takes the next article of the list; says whether more are wanted.
    pub(super) fn take(&mut self, id: ArticleId) -> bool {
        if self.folds.away.contains(&id) {
            return self.rows.len() < self.limit;
        }
        self.push(id);
        if self.opened.contains(&id) {
            let folds = self.folds;
            folds.under(id).iter().for_each(|copy| self.push(*copy));
        }
        self.rows.len() < self.limit
    }

    fn push(&mut self, id: ArticleId) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if self.rows.len() < self.limit {
            self.rows.push(id);
        }
    }
}
