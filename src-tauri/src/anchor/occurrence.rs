//! Where the words of a passage stand, as they are or folded, and which of these places is the passage's.

use std::ops::Range;

use super::chain::is_sign;
use super::context::{Agreement, agreement};
use super::text::Text;

/// Folded characters of context that are compared on either side.
pub(super) const WIDE: usize = 64;
/// Occurrences that are compared in full, of those whose nearest context agrees best.
const MOST: usize = 12;

/// A place where the words of a passage stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// Code points of the text.
    pub range: Range<usize>,
    /// Characters of the folded text.
    pub folded: Range<usize>,
    /// Whether they stand there word for word.
    pub exact: bool,
}

/// Every place where some words stand in a text, in order.
pub(super) fn occurrences(words: &[char], folded: &[char], text: &Text) -> Vec<Occurrence> {
    let exact = text.occurrences(words).into_iter().map(|range| Occurrence {
        folded: text.folded.within(range.clone()),
        range,
        exact: true,
    });
    let mut all: Vec<Occurrence> = exact.collect();
    let as_folded = text.folded_occurrences(folded).into_iter().map(|place| Occurrence {
        range: text.folded.source(place.clone()),
        folded: place,
        exact: false,
    });
    let known = all.len();
    for occurrence in as_folded {
        let at = all[..known].partition_point(|exact| exact.range.end <= occurrence.range.start);
        let overlaps = all[..known].get(at).is_some_and(|exact| exact.range.start < occurrence.range.end);
        if !overlaps {
            all.push(occurrence);
        }
    }
    all.sort_by_key(|occurrence| occurrence.range.start);
    all
}

/// What stands around a passage, folded: before it from its start backwards, after it from its end on.
#[derive(Debug, Clone, Default)]
pub(super) struct Surroundings {
    pub before: Vec<char>,
    pub after: Vec<char>,
}

impl Surroundings {
    /// What stands around a range of folded characters.
    pub fn of(text: &Text, folded: &Range<usize>) -> Self {
        let chars = &text.folded.chars;
        Self {
            before: chars[..folded.start].iter().rev().take(WIDE).copied().collect(),
            after: chars[folded.end..].iter().take(WIDE).copied().collect(),
        }
    }

    /// How far they agree with what stands around a range of folded characters.
    pub fn agree(&self, text: &Text, folded: &Range<usize>) -> (Agreement, Agreement) {
        let chars = &text.folded.chars;
        let before = chars[..folded.start].iter().rev().copied();
        let after = chars[folded.end..].iter().copied();
        (
            agreement(self.before.iter().copied(), before, WIDE),
            agreement(self.after.iter().copied(), after, WIDE),
        )
    }

    /// The evidence that a range is what these surround, in letters.
    pub fn evidence(&self, text: &Text, folded: &Range<usize>) -> f32 {
        let (before, after) = self.agree(text, folded);
        before.score as f32 * weight(&self.before) + after.score as f32 * weight(&self.after)
    }

    /// The evidence there can be at most.
    pub fn most(&self) -> f32 {
        self.before.len() as f32 * weight(&self.before) + self.after.len() as f32 * weight(&self.after)
    }

    /// Characters next to a range that are the same as here, on both sides.
    fn adjacent(&self, text: &Text, folded: &Range<usize>) -> usize {
        let chars = &text.folded.chars;
        let before = self.before.iter().zip(chars[..folded.start].iter().rev());
        let after = self.after.iter().zip(&chars[folded.end..]);
        before.take_while(|(a, b)| a == b).count() + after.take_while(|(a, b)| a == b).count()
    }
}

/// How many letters one character of a text is worth as evidence.
pub(super) fn weight(chars: &[char]) -> f32 {
    let signs = chars.iter().filter(|&&c| is_sign(c)).count();
    1.0 + 1.5 * signs as f32 / chars.len().max(1) as f32
}

/// An occurrence and what speaks for it.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    pub occurrence: Occurrence,
    pub evidence: f32,
}

/// The occurrences whose surroundings agree best, the best first; of equals the one nearest to `expected` (a share of the text).
pub(super) fn ranked(all: Vec<Occurrence>, around: &Surroundings, text: &Text, expected: f32) -> Vec<Ranked> {
    let distance = |o: &Occurrence| (o.range.start as f32 / text.length().max(1) as f32 - expected).abs();
    let mut keyed: Vec<(usize, f32, Occurrence)> =
        all.into_iter().map(|o| (around.adjacent(text, &o.folded), distance(&o), o)).collect();
    keyed.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.total_cmp(&b.1)));
    let whole = around.before.len() + around.after.len();
    // Where all around it is the same, no other place can fit better.
    let compared = if keyed.first().is_some_and(|best| best.0 == whole) {
        keyed.iter().take_while(|key| key.0 == whole).count()
    } else {
        keyed.len()
    };
    let mut ranked: Vec<(f32, Ranked)> = keyed
        .into_iter()
        .take(compared.min(MOST))
        .map(|(_, away, occurrence)| {
            (away, Ranked { evidence: around.evidence(text, &occurrence.folded), occurrence })
        })
        .collect();
    let worth = |ranked: &Ranked| ranked.evidence + if ranked.occurrence.exact { 0.5 } else { 0.0 };
    ranked.sort_by(|a, b| worth(&b.1).total_cmp(&worth(&a.1)).then(a.0.total_cmp(&b.0)));
    ranked.into_iter().map(|(_, ranked)| ranked).collect()
}
