//! What is around a block: its neighbours, its siblings, the engine's span, the heading above.

use std::collections::HashMap;

use dom_query::NodeId;

use super::candidate::Candidate;
use super::found::Found;
use super::numbers::{count, flag};

pub(super) const CONTEXT: [&str; 15] = [
    "kept before",
    "kept after",
    "kept around",
    "words before",
    "words after",
    "words around",
    "share of page before",
    "place in the engine's span",
    "kept in parent",
    "parent's share",
    "kept in grandparent",
    "grandparent's share",
    "engine's share of the page",
    "under heading of a list",
    "blocks since heading",
];

/// Neighbours on each side that count as around.
const AROUND: usize = 3;

/// Adds to each block what is around it.
pub(super) fn describe(candidates: &mut [Candidate], found: &Found) {
    let mut total = Sum::default();
    let mut groups: HashMap<NodeId, Sum> = HashMap::new();
    for candidate in candidates.iter() {
        total.add(candidate);
        for id in [candidate.parent, candidate.grandparent].into_iter().flatten() {
            groups.entry(id).or_default().add(candidate);
        }
    }
    let page = total.words.max(1.0);
    let span = span(candidates);
    let texts: Vec<usize> = (0..candidates.len()).filter(|at| !candidates[*at].words.is_empty()).collect();
    let mut before = 0.0;
    let mut headings = Headings::default();
    // The first text at or after the block.
    let mut here = 0;
    for at in 0..candidates.len() {
        while texts.get(here).is_some_and(|t| *t < at) {
            here += 1;
        }
        let after = here + usize::from(texts.get(here) == Some(&at));
        let near = Near { candidates, texts: &texts, here, after };
        let group = |id: Option<NodeId>| id.and_then(|id| groups.get(&id)).copied().unwrap_or_default();
        let (parent, grandparent) = (group(candidates[at].parent), group(candidates[at].grandparent));
        let mut features = near.features().to_vec();
        features.extend([
            before / page,
            place(at, span),
            parent.kept(),
            parent.words / page,
            grandparent.kept(),
            grandparent.words / page,
            count(found.words()) / page,
            flag(headings.of_list),
            count(headings.since.min(20)),
        ]);
        headings.pass(&candidates[at]);
        before += candidates[at].weight();
        candidates[at].features.extend(features);
    }
}

/// Sums over blocks, weighted by their words.
#[derive(Default, Clone, Copy)]
struct Sum {
    words: f32,
    kept: f32,
}

impl Sum {
    fn add(&mut self, candidate: &Candidate) {
        self.words += candidate.weight();
        self.kept += candidate.vote * candidate.weight();
    }

    /// Share of the words that the engine kept, or −1 where there are none.
    fn kept(self) -> f32 {
        if self.words > 0.0 { self.kept / self.words } else { -1.0 }
    }
}

/// The blocks with text before and after one.
struct Near<'a> {
    candidates: &'a [Candidate],
    texts: &'a [usize],
    here: usize,
    after: usize,
}

impl Near<'_> {
    fn before(&self, n: usize) -> Option<&Candidate> {
        Some(&self.candidates[*self.texts.get(self.here.checked_sub(n)?)?])
    }

    fn after(&self, n: usize) -> Option<&Candidate> {
        Some(&self.candidates[*self.texts.get(self.after + n - 1)?])
    }

    fn features(&self) -> [f32; 6] {
        let mut around = Sum::default();
        for n in 1..=AROUND {
            for neighbour in [self.before(n), self.after(n)].into_iter().flatten() {
                around.add(neighbour);
            }
        }
        let vote = |c: Option<&Candidate>| c.map_or(-1.0, |c| c.vote);
        let words = |c: Option<&Candidate>| c.map_or(0.0, |c| c.weight().ln_1p());
        let (before, after) = (self.before(1), self.after(1));
        [vote(before), vote(after), around.kept(), words(before), words(after), around.words.ln_1p()]
    }
}

/// The heading that the blocks stand under.
#[derive(Default)]
struct Headings {
    of_list: bool,
    since: usize,
}

impl Headings {
    fn pass(&mut self, candidate: &Candidate) {
        if candidate.is_heading() {
            (self.of_list, self.since) = (candidate.list_heading, 0);
        } else {
            self.since += 1;
        }
    }
}

/// First and last block of some length that the engine kept.
fn span(candidates: &[Candidate]) -> Option<(usize, usize)> {
    let kept = |c: &Candidate| c.vote >= 0.6 && c.words.len() >= 8;
    Some((candidates.iter().position(kept)?, candidates.iter().rposition(kept)?))
}

/// Blocks before (negative) or after the engine's span, 0 within.
fn place(at: usize, span: Option<(usize, usize)>) -> f32 {
    match span {
        None => 9.0,
        Some((first, _)) if at < first => -count((first - at).min(9)),
        Some((_, last)) => count(at.saturating_sub(last).min(9)),
    }
}
