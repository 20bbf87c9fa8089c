//! Where a passage of one text stands in another.

use super::approximate;
use super::fold::Folded;
use super::occurrence::{Occurrence, Surroundings, occurrences, ranked, weight};
use super::passage::Passage;
use super::text::Text;
use crate::model::{Anchoring, Place};

/// Letters that a passage without any known surroundings must have to be taken for the one it was.
const SAYS_ENOUGH: f32 = 24.0;
/// Letters of context that a passage needs when its words alone do not say enough.
const CONTEXT_OF_WORDS: f32 = 20.0;
/// Letters of context that tell a passage from another one with the same words.
const TELLING: f32 = 5.0;
/// Letters more for each doubling of the places that could be taken for one another.
const TELLING_OF_MANY: f32 = 1.0;
/// Letters of words that stood once and stand once.
const UNIQUE: f32 = 3.0;
/// Share of all the context that says enough by itself.
const UNMISTAKABLE: f32 = 0.9;

/// Looks for a passage in a text: word for word, then folded, then by what is left of it. `origin` is the text it was taken from, where
/// that is known; with it, more context can be compared, and a place that is another passage's is not taken for this one's.
///
/// `None` when the passage is not there, or no place can be told to be its own: a wrong place is worse than none.
#[must_use]
pub fn place(passage: &Passage, origin: Option<&Text>, text: &Text) -> Option<Place> {
    if passage.stands_in(text) {
        let (start, end) = (passage.position.start, passage.position.end);
        return Some(Place { start, end, how: Anchoring::Exact, likeness: 1.0 });
    }
    let search = Search::new(passage, origin, text);
    search.by_words().or_else(|| approximate::find(&search))
}

/// A passage that is looked for.
pub(super) struct Search<'a> {
    pub text: &'a Text,
    /// The text it was taken from, and where its words stand in it (itself among them).
    pub origin: Option<Origin<'a>>,
    pub words: Vec<char>,
    pub folded: Vec<char>,
    pub around: Surroundings,
    /// Where it is expected, as a share of the text.
    pub expected: f32,
}

/// The text a passage was taken from.
pub(super) struct Origin<'a> {
    pub text: &'a Text,
    pub here: Occurrence,
}

impl<'a> Search<'a> {
    fn new(passage: &Passage, origin: Option<&'a Text>, text: &'a Text) -> Self {
        let words: Vec<char> = passage.quote.exact.chars().collect();
        let folded = Folded::of(&words).chars;
        let origin = origin.filter(|origin| passage.stands_in(origin)).map(|origin| {
            let range = passage.position.start..passage.position.end;
            let here = Occurrence { folded: origin.folded.within(range.clone()), range, exact: true };
            Origin { text: origin, here }
        });
        let around = match &origin {
            Some(origin) => Surroundings::of(origin.text, &origin.here.folded),
            None => {
                let fold = |words: &str| Folded::of(&words.chars().collect::<Vec<_>>()).chars;
                Surroundings {
                    before: fold(&passage.quote.prefix).into_iter().rev().collect(),
                    after: fold(&passage.quote.suffix),
                }
            }
        };
        let length = origin.as_ref().map_or(text.length(), |origin| origin.text.length()).max(1);
        let expected = passage.position.start as f32 / length as f32;
        Self { text, origin, words, folded, around, expected }
    }

    /// What the words of the passage say, in letters.
    pub fn says(&self) -> f32 {
        self.folded.len() as f32 * weight(&self.folded)
    }

    fn by_words(&self) -> Option<Place> {
        let found = occurrences(&self.words, &self.folded, self.text);
        let count = found.len();
        let best = ranked(found, &self.around, self.text, self.expected).into_iter().next()?;
        if !self.is_own(&best.occurrence, best.evidence, count) {
            return None;
        }
        let how = if best.occurrence.exact { Anchoring::Exact } else { Anchoring::Context };
        let range = best.occurrence.range;
        Some(Place { start: range.start, end: range.end, how, likeness: 1.0 })
    }

    /// Whether an occurrence of the words is the passage's own, and not of others that say the same.
    fn is_own(&self, found: &Occurrence, evidence: f32, count: usize) -> bool {
        let Some(origin) = &self.origin else {
            let needed = if count == 1 && self.says() >= SAYS_ENOUGH {
                0.0
            } else {
                TELLING.max(CONTEXT_OF_WORDS - self.says())
            };
            return evidence >= needed;
        };
        if evidence >= TELLING && evidence >= UNMISTAKABLE * self.around.most() {
            return true;
        }
        let before = occurrences(&self.words, &self.folded, origin.text);
        if before.len() <= 1 && count == 1 && self.says() >= UNIQUE {
            return true;
        }
        let needed = TELLING + TELLING_OF_MANY * ((count * before.len()) as f32).log2().max(0.0);
        evidence >= needed && is_nearest(found, self.text, origin, before)
    }
}

/// Whether, of all passages of the origin with these words, the searched one fits a place best.
fn is_nearest(found: &Occurrence, text: &Text, origin: &Origin<'_>, all: Vec<Occurrence>) -> bool {
    if all.len() <= 1 {
        return true;
    }
    let around = Surroundings::of(text, &found.folded);
    let own = around.evidence(origin.text, &origin.here.folded);
    let expected = found.range.start as f32 / text.length().max(1) as f32;
    let best = ranked(all, &around, origin.text, expected).into_iter().next();
    best.is_none_or(|best| best.occurrence.range == origin.here.range || own >= best.evidence)
}
