//! The edges of articles: made anew of those that changed, and looked at where a term has become crowded in its span, or is it
//! no longer. Each is a function of its two ends and of what terms propose, which is one of the archive.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use rusqlite::Transaction;

use crate::db::{self, StoryEdge};
use crate::error::Result;
use crate::model::{ArticleId, Sketch};
use crate::related;

/// Days between articles whose likeness counts; they lie in one span or in two that follow each other.
const ALIKE_DAYS: i64 = 10;
/// Days between articles whose links count.
const LINKED_DAYS: i64 = 21;

/// What became of edges whose ends did not change.
#[derive(Debug, Default)]
pub struct Crossed {
    /// The ends of edges that are gone, with their strength.
    pub parted: Vec<(ArticleId, i64)>,
    /// The ends of new ones.
    pub joined: BTreeSet<ArticleId>,
}

/// What edges are made of as far as it was asked for: the articles of a day are compared with one another.
pub struct Proposals<'a> {
    tx: &'a Transaction<'a>,
    sketches: HashMap<ArticleId, Rc<Sketch>>,
    crowds: HashMap<(i64, i64), bool>,
}

impl<'a> Proposals<'a> {
    pub fn new(tx: &'a Transaction<'a>) -> Self {
        Self { tx, sketches: HashMap::new(), crowds: HashMap::new() }
    }

    /// Puts the edges of an article in place of what was there. Those in the trash keep theirs, so that they are where they
    /// were when they come back.
    pub fn set_edges(&mut self, id: ArticleId) -> Result<()> {
        let linked: BTreeSet<ArticleId> = db::story_links(self.tx, id, LINKED_DAYS)?.into_iter().collect();
        let related: BTreeSet<ArticleId> = db::story_relations(self.tx, id)?.into_iter().collect();
        let mut others = self.proposed(id)?;
        others.extend(linked.union(&related));
        others.sort_unstable();
        others.dedup();
        let (own, language) = (self.sketch(id)?, db::story_language(self.tx, id)?);
        let mut edges = Vec::new();
        for other in others {
            let likeness = related::likeness(&own.terms, &self.sketch(other)?.terms);
            let (linked, related) = (linked.contains(&other), related.contains(&other));
            let same = !linked || db::story_language(self.tx, other)? == language;
            let strength = related::strength(same.then_some(likeness), linked, related);
            if strength >= related::EDGE {
                edges.push(StoryEdge { other, strength, firm: linked || related });
            }
        }
        db::set_story_edges(self.tx, id, &edges)
    }

    /// The articles near in time that share a term with this one that proposes both.
    fn proposed(&mut self, id: ArticleId) -> Result<Vec<ArticleId>> {
        let own = self.sketch(id)?;
        let mut proposed = Vec::new();
        for term in &own.terms {
            proposed.extend(self.proposed_by(term.key, own.day)?);
        }
        proposed.sort_unstable();
        proposed.dedup();
        proposed.retain(|other| *other != id);
        Ok(proposed)
    }

    /// The articles near a day that a term proposes to those of that day.
    fn proposed_by(&mut self, term: i64, day: i64) -> Result<Vec<ArticleId>> {
        let home = db::span_of(day);
        let mut proposed = Vec::new();
        if self.is_crowded(term, home)? {
            return Ok(proposed);
        }
        for span in db::span_of(day - ALIKE_DAYS)..=db::span_of(day + ALIKE_DAYS) {
            if !self.is_crowded(term, span)? {
                proposed.extend(db::having_term(self.tx, term, span)?);
            }
        }
        let mut near = Vec::with_capacity(proposed.len());
        for other in proposed {
            if self.sketch(other)?.day.abs_diff(day) <= ALIKE_DAYS.unsigned_abs() {
                near.push(other);
            }
        }
        Ok(near)
    }

    /// Whether any term proposes two articles to each other.
    fn are_proposed(&mut self, a: &Sketch, b: &Sketch) -> Result<bool> {
        let spans = [db::span_of(a.day), db::span_of(b.day)];
        if a.day.abs_diff(b.day) > ALIKE_DAYS.unsigned_abs() {
            return Ok(false);
        }
        for (term, _) in related::shared(&a.terms, &b.terms) {
            if !(self.is_crowded(term.key, spans[0])? || self.is_crowded(term.key, spans[1])?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Brings the edges that hang on terms in a span to what these propose now, but for those of articles whose edges are made
    /// anew all the same. Only pairs that share such a term are looked at, and no more than one can have that is not crowded.
    pub fn cross(&mut self, crossings: &BTreeSet<(i64, i64)>, but: &BTreeSet<ArticleId>) -> Result<Crossed> {
        let mut crossed = Crossed::default();
        for &(term, span) in crossings {
            let mut here = db::having_term(self.tx, term, span)?;
            here.retain(|id| !but.contains(id));
            let mut around = here.clone();
            for beside in [span - 1, span + 1] {
                // One that has become crowded, too, proposed its articles until now.
                if crossings.contains(&(term, beside)) || !self.is_crowded(term, beside)? {
                    around.extend(db::having_term(self.tx, term, beside)?);
                }
            }
            around.retain(|id| !but.contains(id));
            match self.is_crowded(term, span)? {
                true => self.part(&here, &around, &mut crossed)?,
                false => self.propose(&here, &around, &mut crossed)?,
            }
        }
        Ok(crossed)
    }

    /// Takes the edges away between articles that nothing proposes to each other any more.
    fn part(&mut self, here: &[ArticleId], around: &[ArticleId], crossed: &mut Crossed) -> Result<()> {
        for (at, &a) in here.iter().enumerate() {
            let one = self.sketch(a)?;
            for &b in &around[at + 1..] {
                let other = self.sketch(b)?;
                let strength = strength(&one, &other);
                let edge = StoryEdge { other: b, strength, firm: false };
                if strength >= related::EDGE
                    && !self.are_proposed(&one, &other)?
                    && db::drop_story_edge(self.tx, a, &edge)?
                {
                    crossed.parted.extend([(a, strength), (b, strength)]);
                }
            }
        }
        Ok(())
    }

    /// Makes the edges between articles that are proposed to each other now.
    fn propose(&mut self, here: &[ArticleId], around: &[ArticleId], crossed: &mut Crossed) -> Result<()> {
        for (at, &a) in here.iter().enumerate() {
            let one = self.sketch(a)?;
            let edges = db::story_edges(self.tx, a)?;
            let mut known: HashSet<ArticleId> = edges.into_iter().map(|(other, _)| other).collect();
            for &b in &around[at + 1..] {
                let other = self.sketch(b)?;
                let strength = strength(&one, &other);
                if strength >= related::EDGE && self.are_proposed(&one, &other)? && known.insert(b) {
                    db::add_story_edge(self.tx, a, &StoryEdge { other: b, strength, firm: false })?;
                    crossed.joined.extend([a, b]);
                }
            }
        }
        Ok(())
    }

    fn is_crowded(&mut self, term: i64, span: i64) -> Result<bool> {
        if let Some(known) = self.crowds.get(&(term, span)) {
            return Ok(*known);
        }
        let crowded = db::is_crowded(self.tx, term, span)?;
        self.crowds.insert((term, span), crowded);
        Ok(crowded)
    }

    fn sketch(&mut self, id: ArticleId) -> Result<Rc<Sketch>> {
        if let Some(sketch) = self.sketches.get(&id) {
            return Ok(Rc::clone(sketch));
        }
        let sketch = Rc::new(db::sketch(self.tx, id)?.unwrap_or_default());
        self.sketches.insert(id, Rc::clone(&sketch));
        Ok(sketch)
    }
}

/// The strength of an edge by words alone.
fn strength(one: &Sketch, other: &Sketch) -> i64 {
    related::strength(Some(related::likeness(&one.terms, &other.terms)), false, false)
}
