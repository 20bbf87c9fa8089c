//! What is around a block, whatever it is: its neighbours, its siblings, the heading above, the headline.

use std::collections::HashMap;

use dom_query::NodeId;

use super::candidate::Candidate;
use super::numbers::{count, flag};

pub(super) const SURROUNDINGS: [&str; 11] = [
    "words before",
    "words after",
    "words around",
    "share of page before",
    "parent's share",
    "grandparent's share",
    "under heading of a list",
    "blocks since heading",
    "blocks since headline",
    "words since headline",
    "headings since headline",
];

/// Neighbours on each side that count as around.
const AROUND: usize = 3;

/// Adds to each block what is around it.
pub(super) fn describe(candidates: &mut [Candidate]) {
    let page: f32 = candidates.iter().map(Candidate::weight).sum::<f32>().max(1.0);
    let boxes = boxes(candidates);
    let texts = Texts::of(candidates);
    let mut before = 0.0;
    let mut headings = Headings::default();
    let mut headline = SinceHeadline::of(candidates);
    for at in 0..candidates.len() {
        let own = &candidates[at];
        let share = |id: Option<NodeId>| id.and_then(|id| boxes.get(&id)).copied().unwrap_or(0.0) / page;
        let mut features = near(candidates, &texts, at).to_vec();
        features.extend([
            before / page,
            share(own.parent),
            share(own.grandparent),
            flag(headings.of_list),
            count(headings.since.min(20)),
        ]);
        features.extend(headline.features());
        headings.pass(own);
        headline.pass(own);
        before += own.weight();
        candidates[at].features.extend(features);
    }
}

/// Words of the blocks in each element, counted for parents and grandparents.
fn boxes(candidates: &[Candidate]) -> HashMap<NodeId, f32> {
    let mut boxes = HashMap::new();
    for candidate in candidates {
        for id in [candidate.parent, candidate.grandparent].into_iter().flatten() {
            *boxes.entry(id).or_default() += candidate.weight();
        }
    }
    boxes
}

fn near(candidates: &[Candidate], texts: &Texts, at: usize) -> [f32; 3] {
    let (before, after) = (texts.before(at), texts.after(at));
    let words = |n: Option<usize>| n.and_then(|n| texts.get(n)).map_or(0.0, |at| candidates[at].weight());
    let nth = |n: usize| [before.checked_sub(n), Some(after + n - 1)];
    let around: f32 = (1..=AROUND).flat_map(nth).map(words).sum();
    let [first_before, first_after] = nth(1).map(words);
    [first_before.ln_1p(), first_after.ln_1p(), around.ln_1p()]
}

/// The blocks with text, and how many of them are before each block.
pub(super) struct Texts {
    at: Vec<usize>,
    before: Vec<usize>,
}

impl Texts {
    pub fn of(candidates: &[Candidate]) -> Self {
        let mut texts = Self { at: Vec::new(), before: Vec::with_capacity(candidates.len() + 1) };
        for (at, candidate) in candidates.iter().enumerate() {
            texts.before.push(texts.at.len());
            if !candidate.words.is_empty() {
                texts.at.push(at);
            }
        }
        texts.before.push(texts.at.len());
        texts
    }

    /// How many texts stand before a block.
    pub fn before(&self, at: usize) -> usize {
        self.before[at]
    }

    /// How many texts stand before what comes after a block.
    pub fn after(&self, at: usize) -> usize {
        self.before[at + 1]
    }

    /// The block that is the nth text.
    pub fn get(&self, n: usize) -> Option<usize> {
        self.at.get(n).copied()
    }

    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.at.iter().copied()
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

/// What stands between the headline and a block.
struct SinceHeadline {
    /// Blocks to go until the headline, or nothing after it.
    until: Option<usize>,
    shown: bool,
    blocks: usize,
    words: f32,
    headings: usize,
}

impl SinceHeadline {
    fn of(candidates: &[Candidate]) -> Self {
        let best = |least: f32| {
            let like = |c: &Candidate| c.is_heading() && c.like_title >= least;
            candidates.iter().position(like)
        };
        let until = best(0.9).or_else(|| best(0.6));
        Self { until, shown: until.is_some(), blocks: 0, words: 0.0, headings: 0 }
    }

    /// −1 before the headline, −2 on a page that shows none.
    fn features(&self) -> [f32; 3] {
        match (self.shown, self.until) {
            (false, _) => [-2.0; 3],
            (true, Some(_)) => [-1.0; 3],
            (true, None) => [count(self.blocks.min(99)), self.words.ln_1p(), count(self.headings.min(9))],
        }
    }

    fn pass(&mut self, candidate: &Candidate) {
        match self.until {
            Some(0) => self.until = None,
            Some(n) => self.until = Some(n - 1),
            None => {
                self.blocks += 1;
                self.words += candidate.weight();
                self.headings += usize::from(candidate.is_heading());
            }
        }
    }
}
