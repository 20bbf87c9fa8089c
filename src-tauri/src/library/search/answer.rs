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
    /// Whether rows may be missing that would be found by looking further.
    pub unfinished: bool,
    /// How well articles fit.
    pub scores: HashMap<ArticleId, f64>,
}

/// Rows that a beginning has, however few are asked for.
const SCREENFUL: usize = 64;

/// What looking at the newest articles found.
struct Newest {
    found: IdSet,
    /// Whether that is all there is.
    all: bool,
    /// Articles that were looked at.
    looked_at: u64,
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
            true => run.beginning(query, rows)?,
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
        let newest = run.newest(most, most)?;
        Ok((newest.found.len(), !newest.all))
    }
}

impl Run<'_> {
    fn ranks(&self, query: &ListQuery) -> bool {
        query.sort == SortKey::Relevance && self.plan.ranks()
    }

    fn beginning(&mut self, query: &ListQuery, rows: usize) -> Result<Answer> {
        self.ask_briefly(true);
        let rows = rows.next_power_of_two().clamp(self.limits().rows.min(SCREENFUL), self.limits().rows);
        if self.cost() <= self.limits().few {
            let set = self.within(&self.all())?;
            return self.of_set(query, &set, rows);
        }
        let most = if self.ranks(query) { self.limits().compared } else { self.limits().counted };
        let newest = self.newest(most, if query.quick { 0 } else { rows })?;
        let unfinished = !newest.all && newest.found.len() < rows;
        if self.ranks(query) {
            let scored = self.ranked(&newest.found)?;
            return Ok(Answer {
                at_least: !newest.all || self.is_short,
                newest: !newest.all,
                whole: newest.all && !self.is_short,
                unfinished,
                ..Answer::of(&scored)
            });
        }
        if newest.all {
            return self.of_set(query, &newest.found, rows);
        }
        let (found, looked_at) = (newest.found.len() as u64, newest.looked_at);
        if looked_at <= found.saturating_mul(self.limits().walked) && !self.trash {
            let ids = self.first_in_order(query, rows, |run, id| run.has(id))?;
            return Ok(Answer {
                total: newest.found.len().max(ids.len()),
                at_least: true,
                ids,
                ..Answer::default()
            });
        }
        if query.quick {
            let ids = self.in_order(query, &newest.found)?;
            return Ok(Answer {
                total: ids.len(),
                at_least: true,
                newest: true,
                unfinished: true,
                ids,
                ..Answer::default()
            });
        }
        let set = self.within(&self.all())?;
        self.of_set(query, &set, rows)
    }

    /// The list of articles that are all known.
    fn of_set(&self, query: &ListQuery, set: &IdSet, rows: usize) -> Result<Answer> {
        if self.ranks(query) {
            let scored = self.ranked(set)?;
            return Ok(Answer { whole: !self.is_short, at_least: self.is_short, ..Answer::of(&scored) });
        }
        let total = set.len();
        // Walking the list until enough of it is there costs less than sorting all that belong to it.
        let whole = usize::try_from(self.facts.articles()).unwrap_or(usize::MAX);
        let walks = total > rows && total.saturating_mul(total) > whole.saturating_mul(20);
        if walks && !self.trash && query.collection.is_none() {
            let ids = self.first_in_order(query, rows, |_, id| Ok(set.contains(id)))?;
            return Ok(Answer { ids, total, at_least: self.is_short, ..Answer::default() });
        }
        let ids = self.in_order(query, set)?;
        Ok(Answer { total, whole: !self.is_short, at_least: self.is_short, ids, ..Answer::default() })
    }

    fn whole(&mut self, query: &ListQuery) -> Result<Answer> {
        let beginning =
            if self.ranks(query) { self.beginning(query, self.limits().rows)? } else { Answer::default() };
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

    /// The newest articles that are found, at most `most`; of what takes more reading than the limit, at least `rows` where there
    /// are so many.
    fn newest(&self, most: usize, rows: usize) -> Result<Newest> {
        let last = *self.all().end();
        let mut end = last;
        let articles = self.facts.articles();
        let share = |of: u64, whole: u64| articles.saturating_mul(of) / whole.max(1);
        let affordable = share(self.limits().read, self.cost()).max(self.limits().first_look);
        let mut look = share(most as u64, self.estimate()).max(self.limits().first_look).min(affordable);
        let mut found = IdSet::default();
        while end >= 1 {
            let start = end.saturating_sub(i64::try_from(look).unwrap_or(i64::MAX)).saturating_add(1).max(1);
            let more: RangeInclusive<i64> = start..=end;
            found.add(&self.within(&more)?);
            end = start - 1;
            let looked_at = last.abs_diff(end);
            if found.len() >= most || (found.len() >= rows && looked_at >= affordable) {
                let kept: IdSet = found.iter().rev().take(most).collect();
                return Ok(Newest { all: end < 1 && found.len() <= most, found: kept, looked_at });
            }
            look = look.saturating_mul(2);
        }
        Ok(Newest { found, all: true, looked_at: last.unsigned_abs() })
    }

    /// The first rows of a list, taken from the index of its order.
    fn first_in_order(
        &self,
        query: &ListQuery,
        rows: usize,
        is: impl Fn(&Self, ArticleId) -> Result<bool>,
    ) -> Result<Vec<ArticleId>> {
        let mut ids = Vec::with_capacity(rows);
        let mut fault = None;
        db::each_id(self.conn, query, |id| {
            match self.breathe().and_then(|()| is(self, id)) {
                Ok(true) => ids.push(id),
                Ok(false) => {}
                Err(error) => fault = Some(error),
            }
            fault.is_none() && ids.len() < rows
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
