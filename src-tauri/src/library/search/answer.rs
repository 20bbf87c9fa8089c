//! The list that a query finds: its beginning at once, the whole when it is asked for.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, PoisonError};

use rusqlite::Connection;

use super::run::Run;
use super::score::{Scored, by_article};
use crate::db::{self, IdSet};
use crate::error::Result;
use crate::library::Library;
use crate::model::{ArticleId, ListQuery, SortKey};

/// What a query finds.
#[derive(Debug, Default)]
pub(in crate::library) struct Answer {
    /// The articles in the list's order, from its beginning on.
    pub ids: Vec<ArticleId>,
    /// Whether that is all of it.
    pub whole: bool,
    /// How many there are in all, as far as they were counted.
    pub total: usize,
    /// Whether there are more.
    pub at_least: bool,
    /// Whether only the newest were compared.
    pub newest: bool,
    /// How well articles fit.
    pub scores: HashMap<ArticleId, f64>,
}

impl Library {
    /// What a list's text finds: so many rows of it at least, or all.
    pub(in crate::library) fn answer(
        &self,
        conn: &Connection,
        version: u64,
        query: &ListQuery,
        rows: usize,
    ) -> Result<Arc<Answer>> {
        let made = || self.inner.made_answers.lock().unwrap_or_else(PoisonError::into_inner);
        let known = made().get(version, query);
        if let Some(answer) = known.as_ref().filter(|answer| answer.whole || answer.ids.len() >= rows) {
            return Ok(Arc::clone(answer));
        }
        let asked = super::asked(query);
        let turn = self.inner.last_turn.begin(query);
        let mut run = Run::new(self, conn, version, query, &asked, turn, &mut Vec::new())?;
        let answer = Arc::new(match rows <= self.inner.limits.rows {
            true => run.beginning(query)?,
            false => run.whole(query)?,
        });
        made().keep(version, query, Arc::clone(&answer));
        Ok(answer)
    }

    /// How many articles a list's text finds, counted from the newest on to `most`, and whether there are more.
    pub(in crate::library) fn count_found(
        &self,
        conn: &Connection,
        version: u64,
        query: &ListQuery,
        most: usize,
    ) -> Result<(usize, bool)> {
        let asked = super::asked(query);
        let turn = self.inner.last_turn.begin(query);
        let mut run = Run::new(self, conn, version, query, &asked, turn, &mut Vec::new())?;
        run.ask_briefly(false);
        let (found, all) = run.newest(most)?;
        Ok((found.len(), !all))
    }
}

impl Run<'_> {
    fn ranks(&self, query: &ListQuery) -> bool {
        query.sort == SortKey::Relevance && self.plan.ranks()
    }

    fn beginning(&mut self, query: &ListQuery) -> Result<Answer> {
        self.ask_briefly(true);
        let few = self.estimate() <= self.limits().few || self.plan.leaves.is_empty();
        if few {
            let set = self.within(&self.all())?;
            return self.of_set(query, &set);
        }
        if self.ranks(query) {
            let (newest, looked_at_all) = self.newest(self.limits().compared)?;
            let scored = self.ranked(&newest)?;
            return Ok(Answer {
                at_least: !looked_at_all || self.is_short,
                newest: !looked_at_all,
                whole: looked_at_all && !self.is_short,
                ..Answer::of(&scored)
            });
        }
        let (newest, looked_at_all) = self.newest(self.limits().counted)?;
        if looked_at_all || self.trash {
            let set = if looked_at_all { newest } else { self.within(&self.all())? };
            return self.of_set(query, &set);
        }
        let ids = self.first_in_order(query, |run, id| run.has(id))?;
        Ok(Answer { total: newest.len().max(ids.len()), at_least: true, ids, ..Answer::default() })
    }

    /// The list of articles that are all known.
    fn of_set(&self, query: &ListQuery, set: &IdSet) -> Result<Answer> {
        if self.ranks(query) {
            let scored = self.ranked(set)?;
            return Ok(Answer { whole: !self.is_short, at_least: self.is_short, ..Answer::of(&scored) });
        }
        let total = set.len();
        // Walking the list until enough of it is there costs less than sorting all that belong to it.
        let whole = usize::try_from(self.facts.articles()).unwrap_or(usize::MAX);
        let walks = total > self.limits().rows && total.saturating_mul(total) > whole.saturating_mul(20);
        if walks && !self.trash && query.collection.is_none() {
            let ids = self.first_in_order(query, |_, id| Ok(set.contains(id)))?;
            return Ok(Answer { ids, total, at_least: self.is_short, ..Answer::default() });
        }
        let ids = self.in_order(query, set)?;
        Ok(Answer { total, whole: !self.is_short, at_least: self.is_short, ids, ..Answer::default() })
    }

    fn whole(&mut self, query: &ListQuery) -> Result<Answer> {
        let beginning = if self.ranks(query) { self.beginning(query)? } else { Answer::default() };
        if beginning.whole {
            return Ok(beginning);
        }
        self.ask_briefly(false);
        let mut set = self.within(&self.all())?;
        let total = set.len();
        if !self.ranks(query) {
            return Ok(Answer { ids: self.in_order(query, &set)?, whole: true, total, ..Answer::default() });
        }
        // What stood at the beginning stays there.
        set.take(&beginning.ids.iter().copied().collect());
        let mut ids = beginning.ids;
        ids.extend(set.iter().rev());
        Ok(Answer {
            total: ids.len(),
            ids,
            whole: true,
            at_least: false,
            ..beginning_of(beginning.newest, beginning.scores)
        })
    }

    /// The newest articles that are found, at most so many, and whether these are all.
    fn newest(&self, most: usize) -> Result<(IdSet, bool)> {
        let last = *self.all().end();
        let mut end = last;
        let (estimate, articles) = (self.estimate().max(1), self.facts.articles());
        let mut look = (articles.saturating_mul(most as u64) / estimate).max(self.limits().first_look);
        let mut found = IdSet::default();
        while end >= 1 {
            let start = end.saturating_sub(i64::try_from(look).unwrap_or(i64::MAX)).saturating_add(1).max(1);
            let more: RangeInclusive<i64> = start..=end;
            found.add(&self.within(&more)?);
            end = start - 1;
            let looked_at = last.abs_diff(end);
            if found.len() >= most
                || (found.len() >= self.limits().rows && looked_at >= self.limits().looked_at)
            {
                let kept = found.iter().rev().take(most).collect();
                return Ok((kept, end < 1 && found.len() <= most));
            }
            look = look.saturating_mul(2);
        }
        Ok((found, true))
    }

    /// The first rows of a list, taken from the index of its order.
    fn first_in_order(
        &self,
        query: &ListQuery,
        is: impl Fn(&Self, ArticleId) -> Result<bool>,
    ) -> Result<Vec<ArticleId>> {
        let mut ids = Vec::with_capacity(self.limits().rows);
        let mut fault = None;
        db::each_id(self.conn, query, |id| {
            match self.breathe().and_then(|()| is(self, id)) {
                Ok(true) => ids.push(id),
                Ok(false) => {}
                Err(error) => fault = Some(error),
            }
            fault.is_none() && ids.len() < self.limits().rows
        })?;
        fault.map_or(Ok(ids), Err)
    }

    /// All of some articles in the list's order.
    fn in_order(&self, query: &ListQuery, set: &IdSet) -> Result<Vec<ArticleId>> {
        if let (Some(collection), SortKey::Hand) = (query.collection, query.sort) {
            let mut ids = db::collection_ids(self.conn, query, collection)?;
            ids.retain(|id| set.contains(*id));
            return Ok(ids);
        }
        let ids: Vec<ArticleId> = set.iter().collect();
        if self.trash { db::sorted(self.conn, query, &ids) } else { db::matching(self.conn, query, &ids) }
    }
}

fn beginning_of(newest: bool, scores: HashMap<ArticleId, f64>) -> Answer {
    Answer { newest, scores, ..Answer::default() }
}

impl Answer {
    fn of(scored: &[Scored]) -> Self {
        Self {
            ids: scored.iter().map(|(id, _)| *id).collect(),
            total: scored.len(),
            scores: by_article(scored),
            ..Self::default()
        }
    }
}
