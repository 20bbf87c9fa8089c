//! A passage of a text, as its selectors describe it.

use std::ops::Range;

use super::text::Text;
use crate::model::{Selector, TextPositionSelector, TextQuoteSelector};

/// Code points of prefix and suffix.
pub const CONTEXT: usize = 32;

/// A passage by its words, its context and its place in the text it was taken from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// What it says, and what stands around it.
    pub quote: TextQuoteSelector,
    /// Where it was.
    pub position: TextPositionSelector,
}

impl Passage {
    /// Describes a range of code points of a text; `None` when it is empty or not in the text.
    #[must_use]
    pub fn of(text: &Text, range: Range<usize>) -> Option<Self> {
        (range.start < range.end && range.end <= text.length()).then(|| Self {
            quote: TextQuoteSelector {
                exact: text.slice(range.clone()),
                prefix: text.slice(range.start.saturating_sub(CONTEXT)..range.start),
                suffix: text.slice(range.end..range.end + CONTEXT),
            },
            position: TextPositionSelector { start: range.start, end: range.end },
        })
    }

    /// The passage as selectors of the W3C Web Annotation Data Model.
    #[must_use]
    pub fn selectors(&self) -> [Selector; 2] {
        [Selector::TextQuoteSelector(self.quote.clone()), Selector::TextPositionSelector(self.position)]
    }

    /// Whether it stands in a text at its position, with its context around it.
    pub(super) fn stands_in(&self, text: &Text) -> bool {
        let (start, end) = (self.position.start, self.position.end);
        let (prefix, suffix) = (self.quote.prefix.chars().count(), self.quote.suffix.chars().count());
        let fits = |from: usize, to: usize, words: &str| {
            text.chars.get(from..to).is_some_and(|chars| chars.iter().copied().eq(words.chars()))
        };
        fits(start, end, &self.quote.exact)
            && start.checked_sub(prefix).is_some_and(|from| fits(from, start, &self.quote.prefix))
            && fits(end, end + suffix, &self.quote.suffix)
    }
}
