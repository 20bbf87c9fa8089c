//! Running a plan: which articles, within a range of their numbers, fulfil it.

use std::cell::{Cell, OnceCell};
use std::ops::RangeInclusive;
use std::sync::Arc;

use rusqlite::Connection;

use super::facts::Facts;
use super::filters::{filtered, searches_called};
use super::limits::Limits;
use super::shelf::OnShelf;
use super::tag_words::TagWords;
use super::turn::Turn;
use super::vocabulary::Vocabulary;
use crate::db::{self, IdSet, Kind};
use crate::error::Result;
use crate::library::Library;
use crate::model::{ArticleId, CollectionId, ListQuery, TagId};
use crate::search::query::{Condition, Field, Query, State};
use crate::search::{Asked, Formula, Leaf, Node, Plan};

/// Rows between two looks at whether a later keystroke has asked.
const BREATH: u32 = 1024;
/// Saved searches within one another.
const DEEPEST: usize = 16;

/// A query that is being run.
pub(super) struct Run<'a> {
    pub(super) library: &'a Library,
    pub(super) conn: &'a Connection,
    pub(super) version: u64,
    pub(super) turn: Turn<'a>,
    pub(super) plan: Plan,
    pub(super) facts: Arc<Facts>,
    pub(super) words: Vocabulary,
    pub(super) tags: Arc<TagWords>,
    /// For each leaf the articles that have its words in tags, notes and highlights.
    pub(super) own: Vec<IdSet>,
    shelf: Arc<OnShelf>,
    /// Whether what lies in the trash counts, too.
    pub(super) trash: bool,
    filters: Vec<IdSet>,
    /// What narrows the list besides its text; `None` when nothing does.
    narrow: Option<IdSet>,
    /// The leaves as the index is asked for them: beginnings of too many words are shortened until a whole list is made.
    asked: Vec<Option<String>>,
    pub(super) is_short: bool,
    everything: OnceCell<IdSet>,
    breath: Cell<u32>,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        library: &'a Library,
        conn: &'a Connection,
        version: u64,
        list: &ListQuery,
        query: &Query,
        turn: Turn<'a>,
        within: &mut Vec<CollectionId>,
    ) -> Result<Self> {
        let plan = Plan::of(query);
        let facts = library.facts(conn)?;
        let trash = plan.filters.contains(&Condition::State(State::Trashed));
        let words = Vocabulary::of(conn, &plan.leaves, library.inner.limits)?;
        let tags = match plan.leaves.is_empty() {
            true => Arc::default(),
            false => library.tag_words(conn, version)?,
        };
        let own =
            plan.leaves.iter().map(|leaf| own(conn, leaf, &tags.fulfilling(leaf))).collect::<Result<_>>()?;
        let mut run = Self {
            shelf: library.on_shelf(conn, version, list, trash)?,
            narrow: narrow(conn, &facts, list)?,
            filters: Vec::new(),
            asked: Vec::new(),
            is_short: false,
            everything: OnceCell::new(),
            breath: Cell::new(0),
            library,
            conn,
            version,
            turn,
            plan,
            facts,
            words,
            tags,
            own,
            trash,
        };
        run.ask_briefly(false);
        run.filters = run.resolve(within)?;
        Ok(run)
    }

    /// Shortens beginnings that too many words have, or asks for all of them.
    pub(super) fn ask_briefly(&mut self, briefly: bool) {
        let short = |leaf: &Leaf| self.words.shortened(leaf).filter(|_| briefly);
        self.is_short = self.plan.leaves.iter().any(|leaf| short(leaf).is_some());
        self.asked = self
            .plan
            .leaves
            .iter()
            .map(|leaf| short(leaf).map_or_else(|| leaf.in_articles(), |leaf| leaf.in_articles()))
            .collect();
    }

    /// The sets of the filters.
    fn resolve(&self, within: &mut Vec<CollectionId>) -> Result<Vec<IdSet>> {
        let now = (self.library.inner.local_time.0)();
        let mut sets = Vec::new();
        for condition in &self.plan.filters {
            let set = match condition {
                Condition::Search(name) => self.found_by(name, within)?,
                other => filtered(self.conn, &self.facts, &now, other)?.unwrap_or_default(),
            };
            sets.push(set);
            self.turn.go_on()?;
        }
        Ok(sets)
    }

    /// What saved searches of a name find; one that asks for itself finds nothing there.
    fn found_by(&self, name: &str, within: &mut Vec<CollectionId>) -> Result<IdSet> {
        let mut all = IdSet::default();
        for (id, saved) in searches_called(self.conn, name)? {
            if within.contains(&id) || within.len() == DEEPEST {
                continue;
            }
            within.push(id);
            let list = ListQuery::from(saved);
            let query = super::asked(&list);
            let run = Run::new(self.library, self.conn, self.version, &list, &query, self.turn, within)?;
            all.add(&run.within(&run.all())?);
            within.pop();
        }
        Ok(all)
    }

    pub(super) fn limits(&self) -> Limits {
        self.library.inner.limits
    }

    /// The range of all articles.
    pub(super) fn all(&self) -> RangeInclusive<i64> {
        1..=self.facts.last()
    }

    /// How many articles may be found.
    pub(super) fn estimate(&self) -> u64 {
        let root = self.estimated(&self.plan.root);
        self.narrow.as_ref().map_or(root, |narrow| root.min(narrow.len() as u64))
    }

    fn estimated(&self, node: &Node) -> u64 {
        match node {
            Node::Everything | Node::Not(_) => self.facts.articles(),
            Node::Filter(n) => self.filters[*n].len() as u64,
            Node::Words(formula) => self.estimated_words(formula),
            Node::All(parts) => parts.iter().map(|part| self.estimated(part)).min().unwrap_or(0),
            Node::Any(parts) => parts.iter().map(|part| self.estimated(part)).sum(),
        }
    }

    fn estimated_words(&self, formula: &Formula) -> u64 {
        match formula {
            Formula::Leaf(n) => self.words.estimate(&self.plan.leaves[*n]) + self.own[*n].len() as u64,
            Formula::Not(_) => self.facts.articles(),
            Formula::All(parts) => parts.iter().map(|part| self.estimated_words(part)).min().unwrap_or(0),
            Formula::Any(parts) => parts.iter().map(|part| self.estimated_words(part)).sum(),
        }
    }

    /// About how many places in the index are read to look at all articles.
    pub(super) fn cost(&self) -> u64 {
        let few = |narrow: &IdSet| narrow.len() <= self.limits().looked_up;
        if self.narrow.as_ref().is_some_and(few) { 0 } else { self.cost_of(&self.plan.root) }
    }

    fn cost_of(&self, node: &Node) -> u64 {
        match node {
            Node::Everything | Node::Filter(_) => 0,
            Node::Words(formula) => self.cost_of_words(formula),
            Node::Not(inner) => self.cost_of(inner),
            Node::All(parts) if parts.iter().any(|part| self.is_looked_up(part)) => 0,
            Node::All(parts) | Node::Any(parts) => parts.iter().map(|part| self.cost_of(part)).sum(),
        }
    }

    /// Whether a filter leaves so few articles that each is looked up.
    fn is_looked_up(&self, node: &Node) -> bool {
        matches!(node, Node::Filter(n) if self.filters[*n].len() <= self.limits().looked_up)
    }

    fn cost_of_words(&self, formula: &Formula) -> u64 {
        match formula {
            Formula::Leaf(n) => self.words.cost(&self.plan.leaves[*n]),
            Formula::Not(inner) => self.cost_of_words(inner),
            // The index skips what the rarest of them leaves out.
            Formula::All(parts) => parts.iter().map(|part| self.cost_of_words(part)).min().unwrap_or(0),
            Formula::Any(parts) => parts.iter().map(|part| self.cost_of_words(part)).sum(),
        }
    }

    /// The articles of the list within a range.
    pub(super) fn within(&self, range: &RangeInclusive<i64>) -> Result<IdSet> {
        let mut found = self.found(&self.plan.root, range, self.narrow.as_ref())?;
        if let Some(narrow) = &self.narrow {
            found.keep(narrow);
        }
        found.clip(range);
        self.shelf.keep(&mut found);
        Ok(found)
    }

    /// Whether an article is one of the list.
    pub(super) fn has(&self, id: ArticleId) -> Result<bool> {
        if !self.shelf.has(id) || self.narrow.as_ref().is_some_and(|narrow| !narrow.contains(id)) {
            return Ok(false);
        }
        self.fulfils(&self.plan.root, id)
    }

    fn fulfils(&self, node: &Node, id: ArticleId) -> Result<bool> {
        match node {
            Node::Everything => Ok(true),
            Node::Words(formula) => self.fulfils_words(formula, id),
            Node::Filter(n) => Ok(self.filters[*n].contains(id)),
            Node::Not(inner) => Ok(!self.fulfils(inner, id)?),
            // A filter is a set: it is asked before the index is.
            Node::All(parts) => {
                let (words, others): (Vec<_>, Vec<_>) = parts.iter().partition(|part| is_words(part));
                others.into_iter().chain(words).try_fold(true, |all, part| Ok(all && self.fulfils(part, id)?))
            }
            Node::Any(parts) => parts.iter().try_fold(false, |any, part| Ok(any || self.fulfils(part, id)?)),
        }
    }

    /// Words are looked up in one expression where nothing of a person's own has them.
    fn fulfils_words(&self, formula: &Formula, id: ArticleId) -> Result<bool> {
        if !self.own.iter().any(|own| own.contains(id)) {
            return match formula.asked(&|n| self.asked[n].clone()) {
                Asked::Nothing => Ok(false),
                Asked::Everything => Ok(true),
                Asked::Matching(expression) => db::matches(self.conn, &expression, id),
                Asked::Except(expression) => Ok(!db::matches(self.conn, &expression, id)?),
            };
        }
        match formula {
            Formula::Leaf(n) => Ok(self.own[*n].contains(id)
                || match &self.asked[*n] {
                    Some(expression) => db::matches(self.conn, expression, id)?,
                    None => false,
                }),
            Formula::Not(inner) => Ok(!self.fulfils_words(inner, id)?),
            Formula::All(parts) => {
                parts.iter().try_fold(true, |all, part| Ok(all && self.fulfils_words(part, id)?))
            }
            Formula::Any(parts) => {
                parts.iter().try_fold(false, |any, part| Ok(any || self.fulfils_words(part, id)?))
            }
        }
    }

    /// The articles within a range that fulfil a node; with `among`, others may be missing.
    fn found(&self, node: &Node, range: &RangeInclusive<i64>, among: Option<&IdSet>) -> Result<IdSet> {
        match node {
            Node::Everything => self.everything(range),
            Node::Filter(n) => {
                let mut set = self.filters[*n].clone();
                set.clip(range);
                Ok(set)
            }
            Node::Words(formula) => self.found_words(formula, range, among),
            Node::Not(inner) => {
                let mut all = self.everything(range)?;
                all.take(&self.found(inner, range, among)?);
                Ok(all)
            }
            Node::Any(parts) => {
                let mut any = IdSet::default();
                for part in parts {
                    any.add(&self.found(part, range, among)?);
                }
                Ok(any)
            }
            Node::All(parts) => self.found_all(parts, range, among),
        }
    }

    /// Filters come first: what they leave may be little enough to be looked up.
    fn found_all(&self, parts: &[Node], range: &RangeInclusive<i64>, among: Option<&IdSet>) -> Result<IdSet> {
        let mut left: Option<IdSet> = among.cloned();
        let (words, others): (Vec<_>, Vec<_>) = parts.iter().partition(|part| is_words(part));
        for part in others.into_iter().chain(words) {
            let set = self.found(part, range, left.as_ref())?;
            match &mut left {
                Some(left) => left.keep(&set),
                None => left = Some(set),
            }
        }
        Ok(left.unwrap_or_default())
    }

    fn everything(&self, range: &RangeInclusive<i64>) -> Result<IdSet> {
        let mut all = match self.everything.get() {
            Some(all) => all.clone(),
            None => {
                let counts = db::shelf_counts(self.conn)?;
                // While the index is behind, there are more articles than it knows.
                let all = match self.facts.articles() == u64::from(counts.all) + u64::from(counts.trash) {
                    true => self.facts.those(|_| true),
                    false => db::of_kind(self.conn, Kind::All)?,
                };
                self.everything.get_or_init(|| all).clone()
            }
        };
        all.clip(range);
        Ok(all)
    }

    fn found_words(
        &self,
        formula: &Formula,
        range: &RangeInclusive<i64>,
        among: Option<&IdSet>,
    ) -> Result<IdSet> {
        if let Some(among) = among {
            let mut among = among.clone();
            among.clip(range);
            if among.len() <= self.limits().looked_up {
                let mut found = IdSet::default();
                for id in among.iter() {
                    if self.fulfils_words(formula, id)? {
                        found.insert(id);
                    }
                }
                return Ok(found);
            }
        }
        let mut found = match formula.asked(&|n| self.asked[n].clone()) {
            Asked::Nothing => IdSet::default(),
            Asked::Everything => self.everything(range)?,
            Asked::Matching(expression) => self.matching(&expression, range)?,
            Asked::Except(expression) => {
                let mut all = self.everything(range)?;
                all.take(&self.matching(&expression, range)?);
                all
            }
        };
        let mut own = IdSet::default();
        leaves_of(formula).into_iter().for_each(|n| own.add(&self.own[n]));
        own.clip(range);
        if own.is_empty() {
            return Ok(found);
        }
        if let Formula::Leaf(_) = formula {
            found.add(&own);
            return Ok(found);
        }
        found.take(&own);
        found.add(&self.among_own(formula, &own)?);
        Ok(found)
    }

    /// Those of some articles with words of a person's own that fulfil a formula, wherever the words of each leaf stand.
    fn among_own(&self, formula: &Formula, own: &IdSet) -> Result<IdSet> {
        Ok(match formula {
            Formula::Leaf(n) => {
                let mut found = match &self.asked[*n] {
                    None => IdSet::default(),
                    Some(expression) if own.len() <= self.limits().looked_up => {
                        let mut found = IdSet::default();
                        for id in own.iter() {
                            if db::matches(self.conn, expression, id)? {
                                found.insert(id);
                            }
                        }
                        found
                    }
                    Some(expression) => self.matching(expression, &own.bounds())?,
                };
                found.add(&self.own[*n]);
                found.keep(own);
                found
            }
            Formula::Not(inner) => {
                let mut found = own.clone();
                found.take(&self.among_own(inner, own)?);
                found
            }
            Formula::All(parts) => {
                let mut found = own.clone();
                for part in parts {
                    found.keep(&self.among_own(part, own)?);
                }
                found
            }
            Formula::Any(parts) => {
                let mut found = IdSet::default();
                for part in parts {
                    found.add(&self.among_own(part, own)?);
                }
                found
            }
        })
    }

    /// The articles within a range that an FTS5 expression matches.
    pub(super) fn matching(&self, expression: &str, range: &RangeInclusive<i64>) -> Result<IdSet> {
        let mut found = IdSet::default();
        db::each_match(self.conn, expression, range, |id| {
            found.insert(id);
            self.breathe()
        })?;
        Ok(found)
    }

    /// How a leaf's words are asked for, if they can stand in articles themselves.
    pub(super) fn expression(&self, leaf: usize) -> Option<String> {
        self.asked[leaf].clone()
    }

    /// Looks now and then whether a later keystroke has asked.
    pub(super) fn breathe(&self) -> Result<()> {
        let rows = self.breath.get().wrapping_add(1);
        self.breath.set(rows);
        if rows.is_multiple_of(BREATH) { self.turn.go_on() } else { Ok(()) }
    }
}

fn is_words(node: &Node) -> bool {
    matches!(node, Node::Words(_))
}

fn leaves_of(formula: &Formula) -> Vec<usize> {
    match formula {
        Formula::Leaf(n) => vec![*n],
        Formula::Not(inner) => leaves_of(inner),
        Formula::All(parts) | Formula::Any(parts) => parts.iter().flat_map(leaves_of).collect(),
    }
}

/// The articles that have a leaf's words in one of their tags, notes or highlights.
fn own(conn: &Connection, leaf: &Leaf, tags: &[TagId]) -> Result<IdSet> {
    let mut own = IdSet::default();
    for &tag in tags {
        own.add(&db::having_tag(conn, tag)?);
    }
    if matches!(leaf.field, None | Some(Field::Note)) {
        own.add(&db::articles_of_notes(conn, &leaf.expression())?.into_iter().collect());
    }
    if matches!(leaf.field, None | Some(Field::Highlight)) {
        own.add(&db::articles_of_highlights(conn, &leaf.expression())?.into_iter().collect());
    }
    Ok(own)
}

/// What a list is narrowed by besides its text.
fn narrow(conn: &Connection, facts: &Facts, list: &ListQuery) -> Result<Option<IdSet>> {
    let mut narrow: Option<IdSet> = None;
    let mut by = |set: IdSet| match &mut narrow {
        Some(narrow) => narrow.keep(&set),
        None => narrow = Some(set),
    };
    if let Some(tag) = list.tag {
        by(db::tagged(conn, tag)?);
    }
    if let Some(collection) = list.collection {
        by(db::in_collection(conn, collection)?);
    }
    if list.incomplete {
        by(db::of_kind(conn, Kind::Incomplete)?);
    }
    if let Some(site) = list.site.as_deref().filter(|site| !site.trim().is_empty()) {
        by(facts.of_site(conn, site)?);
    }
    Ok(narrow)
}
