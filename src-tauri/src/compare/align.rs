//! Which unit of one text is which of the other, in place or moved.
//!
//! Units that occur once in both texts and say the same, and units that are much alike, are candidates. The heaviest
//! selection of them that keeps both orders stays in place (heaviest increasing subsequence, by a Fenwick tree in
//! `n log n`); what remains of them has moved. Between those that stay, what is left is matched in order. No step is
//! quadratic in the number of units.

use std::collections::HashMap;

use super::units::{Words, is_word};

/// A word that so many units of the other text have says nothing of which one is meant.
const COMMON: usize = 64;
/// How many units are looked at closely for one that has no equal.
const CANDIDATES: usize = 4;

/// What counts as a match.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Share of words, rare ones weighing more, above which two units are the same one with changes.
    pub alike: f64,
    /// The same above which a unit with changes may have moved.
    pub moved_alike: f64,
    /// Words from which on a unit can have moved; shorter ones are repeated too easily.
    pub moved_words: usize,
}

/// Two units that are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Place in the first text.
    pub before: usize,
    /// Place in the second text.
    pub after: usize,
    /// Whether it stands in another order than those that stay in place.
    pub moved: bool,
}

/// Aligns two lists of units; pairs come in the order of the first.
pub fn align(before: &[&str], after: &[&str], rules: Rules, words: Words) -> Vec<Pair> {
    let same = |(a, b): (&&str, &&str)| a.trim() == b.trim();
    let head = before.iter().zip(after).take_while(|&pair| same(pair)).count();
    let (left, right) = (&before[head..], &after[head..]);
    let tail = left.iter().rev().zip(right.iter().rev()).take_while(|&pair| same(pair)).count();
    let middle = Middle::new(&left[..left.len() - tail], &right[..right.len() - tail], rules, words);
    let in_place = |before, after| Pair { before, after, moved: false };
    let mut pairs: Vec<Pair> = (0..head).map(|at| in_place(at, at)).collect();
    pairs.extend(middle.pairs().into_iter().map(|pair| Pair {
        before: pair.before + head,
        after: pair.after + head,
        ..pair
    }));
    pairs.extend((1..=tail).rev().map(|back| in_place(before.len() - back, after.len() - back)));
    pairs
}

/// A possible pair.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    before: usize,
    after: usize,
    /// How much alike they are, from 0 to 1.
    score: f64,
    /// How much is lost when it does not stay in place.
    weight: f64,
}

/// What lies between the common beginning and the common end of two lists.
struct Middle<'a> {
    before: Vec<Unit<'a>>,
    after: Vec<Unit<'a>>,
    /// By the number of a word: the inverse of how many units have it.
    weights: Vec<f64>,
    rules: Rules,
}

struct Unit<'a> {
    text: &'a str,
    /// Numbers of its words, ascending.
    words: Vec<usize>,
}

impl<'a> Middle<'a> {
    fn new(before: &[&'a str], after: &[&'a str], rules: Rules, words: Words) -> Self {
        // Without anything on the other side there is nothing to be alike.
        let cut = !before.is_empty() && !after.is_empty();
        let mut numbers = HashMap::new();
        let mut units = |texts: &[&'a str]| -> Vec<Unit<'a>> {
            texts
                .iter()
                .map(|text| {
                    let tokens = if cut { words.of(text) } else { Vec::new() };
                    let mut own: Vec<usize> = tokens
                        .into_iter()
                        .filter(|token| is_word(token))
                        .map(|token| {
                            let next = numbers.len();
                            *numbers.entry(token).or_insert(next)
                        })
                        .collect();
                    own.sort_unstable();
                    Unit { text: text.trim(), words: own }
                })
                .collect()
        };
        let (before, after) = (units(before), units(after));
        let weights = weights(&before, &after, numbers.len());
        Self { before, after, weights, rules }
    }

    fn pairs(&self) -> Vec<Pair> {
        let mut candidates = self.equals();
        self.add_alikes(&mut candidates);
        candidates.sort_unstable_by_key(|candidate| candidate.before);
        let stays = heaviest_in_order(&candidates, self.after.len());
        let mut pairs = Vec::with_capacity(candidates.len());
        for (candidate, stays) in candidates.iter().zip(stays) {
            if stays || self.may_move(candidate) {
                pairs.push(Pair { before: candidate.before, after: candidate.after, moved: !stays });
            }
        }
        self.fill_gaps(&mut pairs);
        pairs
    }

    /// Units that occur once in both texts and say the same.
    fn equals(&self) -> Vec<Candidate> {
        let mut places: HashMap<&str, [Vec<usize>; 2]> = HashMap::new();
        for (side, units) in [&self.before, &self.after].into_iter().enumerate() {
            for (at, unit) in units.iter().enumerate() {
                places.entry(unit.text).or_default()[side].push(at);
            }
        }
        let once = |places: &[Vec<usize>; 2]| match places {
            [before, after] if before.len() == 1 && after.len() == 1 => Some((before[0], after[0])),
            _ => None,
        };
        let weight = |at: usize| self.before[at].words.len() as f64 + 1.0;
        let pairs = places.values().filter_map(once);
        pairs.map(|(before, after)| Candidate { before, after, score: 1.0, weight: weight(before) }).collect()
    }

    /// Adds the best match of each unit that has no equal, every unit once.
    fn add_alikes(&self, candidates: &mut Vec<Candidate>) {
        let (mut left, mut right) = (vec![true; self.before.len()], vec![true; self.after.len()]);
        for candidate in candidates.iter() {
            (left[candidate.before], right[candidate.after]) = (false, false);
        }
        let postings = self.postings(&right);
        let mut found = Vec::new();
        for at in (0..self.before.len()).filter(|&at| left[at]) {
            found.extend(self.best(at, &postings));
        }
        found.sort_unstable_by(|a: &Candidate, b: &Candidate| {
            b.score.total_cmp(&a.score).then_with(|| (a.before, a.after).cmp(&(b.before, b.after)))
        });
        for candidate in found {
            if left[candidate.before] && right[candidate.after] {
                (left[candidate.before], right[candidate.after]) = (false, false);
                candidates.push(candidate);
            }
        }
    }

    /// By the number of a word: those of the wanted units of the second text that have it.
    fn postings(&self, wanted: &[bool]) -> Vec<Vec<usize>> {
        let mut postings = vec![Vec::new(); self.weights.len()];
        for (at, unit) in self.after.iter().enumerate().filter(|(at, _)| wanted[*at]) {
            for &word in &unit.words {
                if postings[word].last() != Some(&at) {
                    postings[word].push(at);
                }
            }
        }
        postings
    }

    fn best(&self, at: usize, postings: &[Vec<usize>]) -> Vec<Candidate> {
        let mut shared: HashMap<usize, f64> = HashMap::new();
        for &word in &self.before[at].words {
            let units = &postings[word];
            if units.len() <= COMMON {
                units.iter().for_each(|&unit| *shared.entry(unit).or_default() += self.weights[word]);
            }
        }
        let mut likely: Vec<(usize, f64)> = shared.into_iter().collect();
        likely.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        likely.truncate(CANDIDATES);
        let candidate = |(after, _)| {
            let score = self.likeness(at, after);
            let words = self.before[at].words.len().min(self.after[after].words.len());
            Candidate { before: at, after, score, weight: score * words as f64 }
        };
        likely.into_iter().map(candidate).filter(|found| found.score >= self.rules.alike).collect()
    }

    /// Dice's coefficient of the words of two units, each word weighing less the more units have it.
    fn likeness(&self, before: usize, after: usize) -> f64 {
        let (a, b) = (&self.before[before].words, &self.after[after].words);
        let weight = |words: &[usize]| words.iter().map(|&word| self.weights[word]).sum::<f64>();
        let (mut i, mut j, mut shared) = (0, 0, 0.0);
        while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
            if x == y {
                shared += self.weights[x];
            }
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        let both = weight(a) + weight(b);
        if both > 0.0 { 2.0 * shared / both } else { 0.0 }
    }

    fn may_move(&self, candidate: &Candidate) -> bool {
        let words = |units: &[Unit<'_>], at: usize| units[at].words.len();
        let least = words(&self.before, candidate.before).min(words(&self.after, candidate.after));
        least >= self.rules.moved_words && candidate.score >= self.rules.moved_alike
    }

    /// Matches what is left between two pairs that stay in place.
    fn fill_gaps(&self, pairs: &mut Vec<Pair>) {
        let (mut left, mut right) = (vec![true; self.before.len()], vec![true; self.after.len()]);
        for pair in pairs.iter() {
            (left[pair.before], right[pair.after]) = (false, false);
        }
        let mut fixed: Vec<(usize, usize)> =
            pairs.iter().filter(|pair| !pair.moved).map(|pair| (pair.before, pair.after)).collect();
        fixed.push((self.before.len(), self.after.len()));
        let (mut i, mut j) = (0, 0);
        for (before, after) in fixed {
            let gap = |range: std::ops::Range<usize>, free: &[bool]| -> Vec<usize> {
                range.filter(|&at| free[at]).collect()
            };
            let found = self.gap(&gap(i..before, &left), &gap(j..after, &right));
            pairs.extend(found.into_iter().map(|(before, after)| Pair { before, after, moved: false }));
            (i, j) = (before + 1, after + 1);
        }
        pairs.sort_unstable_by_key(|pair| pair.before);
    }

    /// Equal units in order, then single ones that face each other and are alike.
    fn gap(&self, left: &[usize], right: &[usize]) -> Vec<(usize, usize)> {
        let mut found = self.repeated(left, right);
        let mut fixed = found.clone();
        fixed.push((usize::MAX, usize::MAX));
        let (mut i, mut j) = (0, 0);
        for (before, after) in fixed {
            let take = |places: &[usize], from: usize, end: usize| {
                places[from..].iter().take_while(|&&at| at < end).count()
            };
            let (n, m) = (take(left, i, before), take(right, j, after));
            if n == 1 && m == 1 && self.likeness(left[i], right[j]) >= self.rules.alike {
                found.push((left[i], right[j]));
            }
            (i, j) = (i + n + 1, j + m + 1);
        }
        found
    }

    /// Equal units of a gap: the first with the first, the second with the second, as far as that keeps the order.
    fn repeated(&self, left: &[usize], right: &[usize]) -> Vec<(usize, usize)> {
        let mut places: HashMap<&str, std::collections::VecDeque<usize>> = HashMap::new();
        for &at in right {
            places.entry(self.after[at].text).or_default().push_back(at);
        }
        let equal = left.iter().filter_map(|&before| {
            let after = places.get_mut(self.before[before].text)?.pop_front()?;
            Some(Candidate {
                before,
                after,
                score: 1.0,
                weight: self.before[before].words.len() as f64 + 1.0,
            })
        });
        let equal: Vec<Candidate> = equal.collect();
        let stays = heaviest_in_order(&equal, self.after.len());
        equal
            .iter()
            .zip(stays)
            .filter(|(_, stays)| *stays)
            .map(|(pair, _)| (pair.before, pair.after))
            .collect()
    }
}

/// By the number of a word: the inverse of how many units of one text have it.
fn weights(before: &[Unit<'_>], after: &[Unit<'_>], words: usize) -> Vec<f64> {
    let mut most = vec![1_u32; words];
    for units in [before, after] {
        let mut counts = vec![0_u32; words];
        for unit in units {
            let mut last = None;
            for &word in &unit.words {
                counts[word] += u32::from(last != Some(word));
                last = Some(word);
            }
        }
        most.iter_mut().zip(counts).for_each(|(most, count)| *most = count.max(*most));
    }
    most.into_iter().map(|count| 1.0 / f64::from(count)).collect()
}

/// For each of the candidates, which ascend in the first text: whether it belongs to the heaviest selection that ascends
/// in the second one, too.
fn heaviest_in_order(candidates: &[Candidate], places: usize) -> Vec<bool> {
    // A Fenwick tree over the places of the second text: the heaviest chain that ends at or before a place.
    let mut tree: Vec<Option<(f64, usize)>> = vec![None; places + 1];
    let mut before = vec![None; candidates.len()];
    let mut heaviest: Option<(f64, usize)> = None;
    for (at, candidate) in candidates.iter().enumerate() {
        let mut best: Option<(f64, usize)> = None;
        let mut node = candidate.after;
        while node > 0 {
            best = heavier(best, tree[node]);
            node &= node - 1;
        }
        before[at] = best.map(|(_, last)| last);
        let chain = Some((best.map_or(0.0, |(weight, _)| weight) + candidate.weight, at));
        heaviest = heavier(heaviest, chain);
        let mut node = candidate.after + 1;
        while node < tree.len() {
            tree[node] = heavier(tree[node], chain);
            node += node & node.wrapping_neg();
        }
    }
    let mut stays = vec![false; candidates.len()];
    let mut next = heaviest.map(|(_, at)| at);
    while let Some(at) = next {
        stays[at] = true;
        next = before[at];
    }
    stays
}

fn heavier(a: Option<(f64, usize)>, b: Option<(f64, usize)>) -> Option<(f64, usize)> {
    match (a, b) {
        (Some(x), Some(y)) if y.0 > x.0 => Some(y),
        (Some(x), _) => Some(x),
        (None, y) => y,
    }
}
