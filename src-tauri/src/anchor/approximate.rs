//! A passage whose words were changed, by the pieces of it and of its surroundings that are left.

use std::ops::Range;

use super::chain::{Chain, chains};
use super::context::{agreement, likeness};
use super::occurrence::{Surroundings, weight};
use super::place::Search;
use crate::model::{Anchoring, Place};

/// Share of a passage that has to be left.
const LEFT: f32 = 0.5;
/// Letters of passage and context that have to agree.
const EVIDENCE: f32 = 24.0;
/// Folded characters of a passage that is short: what is left of it says little without both sides of its context.
const SHORT: usize = 16;
/// Letters on either side of a short one.
const BESIDE_SHORT: f32 = 6.0;
/// Characters up to which likeness is measured letter by letter.
const LETTER_BY_LETTER: usize = 96;

/// Characters of a passage's ends that are looked for beyond its pieces.
const LONGEST_END: usize = 200;

/// Characters that what stands in place of changed words may be longer.
const NEAR: usize = 16;

/// Looks for what is left of a passage.
pub(super) fn find(search: &Search<'_>) -> Option<Place> {
    let Surroundings { before, after } = &search.around;
    let pattern: Vec<char> = before.iter().rev().chain(&search.folded).chain(after.iter()).copied().collect();
    let own = before.len()..before.len() + search.folded.len();
    let text = &search.text.folded.chars;
    let chains = chains(&pattern, text, search.text.grams());
    chains
        .iter()
        .filter_map(|chain| Found::of(chain, &pattern, &own, search))
        .filter(|found| found.is_own(search))
        .max_by(|a, b| a.worth.total_cmp(&b.worth))
        .map(|found| found.place(search))
}

/// A place that a chain leads to.
struct Found {
    /// Characters of the folded text.
    folded: Range<usize>,
    /// How much of the passage is left there.
    likeness: f32,
    /// Letters of context that agree, before and after.
    context: (f32, f32),
    /// Letters that speak for it.
    worth: f32,
}

impl Found {
    fn of(chain: &Chain, pattern: &[char], own: &Range<usize>, search: &Search<'_>) -> Option<Self> {
        let chain = &chain.clone().without_torn(own);
        let text = &search.text.folded.chars;
        let folded = bounds(chain, pattern, own, text)?;
        if folded.is_empty() {
            return None;
        }
        let covered = chain.covered(own) as f32 / own.len() as f32;
        let alike = if own.len().max(folded.len()) <= LETTER_BY_LETTER {
            likeness(&pattern[own.clone()], &text[folded.clone()])
        } else {
            0.0
        };
        let likeness = covered.max(alike);
        let (before, after) = search.around.agree(search.text, &folded);
        let context = (
            before.score as f32 * weight(&search.around.before),
            after.score as f32 * weight(&search.around.after),
        );
        let worth = search.says() * likeness + context.0 + context.1;
        Some(Self { folded, likeness, context, worth })
    }

    fn is_own(&self, search: &Search<'_>) -> bool {
        // At the beginning or the end of a text there is less than that to agree.
        let beside = |letters: f32, side: &[char]| letters >= BESIDE_SHORT.min(side.len() as f32);
        let Surroundings { before, after } = &search.around;
        let short_fits =
            search.folded.len() >= SHORT || (beside(self.context.0, before) && beside(self.context.1, after));
        self.likeness >= LEFT && self.worth >= EVIDENCE && short_fits && !self.is_anothers(search)
    }

    /// Whether the same text stood elsewhere in the origin: then this place is that passage's.
    fn is_anothers(&self, search: &Search<'_>) -> bool {
        let Some(origin) = &search.origin else { return false };
        let words = &search.text.folded.chars[self.folded.clone()];
        let places = origin.text.folded_occurrences(words);
        let own = &origin.here.folded;
        !places.is_empty() && !places.iter().any(|place| place.start < own.end && own.start < place.end)
    }

    fn place(&self, search: &Search<'_>) -> Place {
        let range = search.text.folded.source(self.folded.clone());
        Place {
            start: range.start,
            end: range.end,
            how: Anchoring::Approximate,
            likeness: self.likeness.min(1.0),
        }
    }
}

/// The folded text that stands where the passage stood: from its first piece that is left to its last, and on from there as far as what
/// follows agrees, or up to the context where that is left.
fn bounds(chain: &Chain, pattern: &[char], own: &Range<usize>, text: &[char]) -> Option<Range<usize>> {
    let before = chain.span(&(0..own.start)).map(|(_, last)| last);
    let after = chain.span(&(own.end..pattern.len())).map(|(first, _)| first);
    let border = |side: Option<super::chain::Shared>, at: usize, start: bool| {
        side.filter(|s| if start { s.passage + s.length == at } else { s.passage == at })
            .map(|s| if start { s.text + s.length } else { s.text })
    };
    let (left, right) = (border(before, own.start, true), border(after, own.end, false));
    let Some((first, last)) = chain.span(own) else {
        return Some(left?..right?).filter(|range| range.start < range.end);
    };
    let last_end = (last.passage + last.length, last.text + last.length);
    let head = agreement(
        pattern[own.start..first.passage].iter().rev().copied(),
        text[..first.text].iter().rev().copied(),
        LONGEST_END,
    );
    let tail = agreement(
        pattern[last_end.0..own.end].iter().copied(),
        text[last_end.1..].iter().copied(),
        LONGEST_END,
    );
    let near = |gap: usize, missing: usize| gap <= missing + NEAR;
    let start = left
        .filter(|&at| at <= first.text && near(first.text - at, first.passage - own.start))
        .unwrap_or(first.text - head.lengths.1);
    let end = right
        .filter(|&at| at >= last_end.1 && near(at - last_end.1, own.end - last_end.0))
        .unwrap_or(last_end.1 + tail.lengths.1);
    Some(start..end)
}
