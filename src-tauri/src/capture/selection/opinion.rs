//! What the page's other blocks say of a block, now that each has been judged alone.

use std::collections::HashMap;
use std::hash::Hash;

use super::candidate::Candidate;
use super::numbers::count;
use super::surroundings::Texts;

pub(super) const OPINION: [&str; 23] = [
    "odds alone",
    "odds before",
    "odds after",
    "odds around",
    "odds farther around",
    "place in the likely span",
    "odds in parent",
    "odds in grandparent",
    "likely share of the page",
    "likely before",
    "likely after",
    "odds of its names",
    "likely with its names",
    "blocks with its names",
    "words with its names",
    "odds of its path",
    "likely on its path",
    "blocks on its path",
    "words on its path",
    "odds of its box's names",
    "likely in boxes of those names",
    "blocks in boxes of those names",
    "words in boxes of those names",
];

/// Neighbours on each side that count as around, and as farther around.
const AROUND: [usize; 2] = [3, 10];

/// Blocks of the same kind from which on more say no more.
const MANY: usize = 20;

/// Adds to each block what its neighbours, its siblings and its like are judged to be.
pub(super) fn describe(candidates: &mut [Candidate]) {
    let mut page = Sum::default();
    let mut boxes = HashMap::new();
    let mut names = HashMap::new();
    let mut paths = HashMap::new();
    let mut boxes_of_names = HashMap::new();
    for candidate in candidates.iter() {
        page.add(candidate);
        for id in [candidate.parent, candidate.grandparent].into_iter().flatten() {
            add(&mut boxes, id, candidate);
        }
        add(&mut names, candidate.path_of_names, candidate);
        add(&mut paths, candidate.path, candidate);
        add(&mut boxes_of_names, candidate.box_of_names, candidate);
    }
    let texts = Texts::of(candidates);
    let line = Line::of(candidates, &texts);
    let span = span(candidates);
    let features: Vec<Vec<f32>> = (0..candidates.len())
        .map(|at| {
            let own = &candidates[at];
            let in_box = |id| Option::and_then(id, |id| boxes.get(&id)).copied().unwrap_or_default();
            let mut features = vec![own.odds];
            features.extend(line.around(&texts, at));
            features.extend([
                place(at, span),
                in_box(own.parent).odds(),
                in_box(own.grandparent).odds(),
                page.likely / page.words.max(1.0),
            ]);
            features.extend(line.share(&texts, at));
            features.extend(names.get(&own.path_of_names).copied().unwrap_or_default().of(page));
            features.extend(paths.get(&own.path).copied().unwrap_or_default().of(page));
            features.extend(boxes_of_names.get(&own.box_of_names).copied().unwrap_or_default().of(page));
            features
        })
        .collect();
    for (candidate, features) in candidates.iter_mut().zip(features) {
        candidate.features.extend(features);
    }
}

fn add<K: Eq + Hash>(sums: &mut HashMap<K, Sum>, key: K, candidate: &Candidate) {
    sums.entry(key).or_default().add(candidate);
}

/// Sums over blocks.
#[derive(Default, Clone, Copy)]
struct Sum {
    blocks: usize,
    words: f32,
    /// Words, each as far as it is likely to be the article's.
    likely: f32,
}

impl Sum {
    fn add(&mut self, candidate: &Candidate) {
        self.blocks += 1;
        self.words += candidate.weight();
        self.likely += candidate.odds * candidate.weight();
    }

    /// Share of the words that are likely to be the article's, or −1 where there are none.
    fn odds(self) -> f32 {
        if self.words > 0.0 { self.likely / self.words } else { -1.0 }
    }

    fn of(self, page: Self) -> [f32; 4] {
        [
            self.odds(),
            self.likely / page.likely.max(1.0),
            count(self.blocks.min(MANY)),
            self.words / page.words.max(1.0),
        ]
    }
}

/// The blocks with text in their order, summed up from the first on.
struct Line {
    words: Vec<f32>,
    likely: Vec<f32>,
    odds: Vec<f32>,
}

impl Line {
    fn of(candidates: &[Candidate], texts: &Texts) -> Self {
        let mut line = Self { words: vec![0.0], likely: vec![0.0], odds: Vec::new() };
        let (mut words, mut likely) = (0.0, 0.0);
        for candidate in texts.iter().map(|at| &candidates[at]) {
            words += candidate.weight();
            likely += candidate.weight() * candidate.odds;
            line.words.push(words);
            line.likely.push(likely);
            line.odds.push(candidate.odds);
        }
        line
    }

    /// Odds of the text before, the text after, those around and those farther around; −1 where there is none.
    fn around(&self, texts: &Texts, at: usize) -> [f32; 4] {
        let (before, after) = (texts.before(at), texts.after(at));
        let one = |at: Option<usize>| at.and_then(|at| self.odds.get(at)).copied().unwrap_or(-1.0);
        let mean = |reach: usize| {
            let end = (after + reach).min(self.odds.len());
            let over = |sums: &[f32]| {
                sums[before] - sums[before.saturating_sub(reach)] + sums[end] - sums[after.min(end)]
            };
            let words = over(&self.words);
            if words > 0.0 { over(&self.likely) / words } else { -1.0 }
        };
        [one(before.checked_sub(1)), one(Some(after)), mean(AROUND[0]), mean(AROUND[1])]
    }

    /// Shares of what is likely the article that stand before and after.
    fn share(&self, texts: &Texts, at: usize) -> [f32; 2] {
        let all = self.likely.last().copied().unwrap_or_default();
        [self.likely[texts.before(at)], all - self.likely[texts.after(at)]].map(|part| part / all.max(1.0))
    }
}

/// First and last block of some length that is likely the article's.
fn span(candidates: &[Candidate]) -> Option<(usize, usize)> {
    let likely = |c: &Candidate| c.odds >= 0.6 && c.words.len() >= 8;
    Some((candidates.iter().position(likely)?, candidates.iter().rposition(likely)?))
}

/// Blocks before (negative) or after the likely span, 0 within.
fn place(at: usize, span: Option<(usize, usize)>) -> f32 {
    match span {
        None => 9.0,
        Some((first, _)) if at < first => -count((first - at).min(9)),
        Some((_, last)) => count(at.saturating_sub(last).min(9)),
    }
}
