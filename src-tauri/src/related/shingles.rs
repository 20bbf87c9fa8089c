//! Shingles: the runs of words by which two texts are compared.

use std::collections::HashSet;

use super::mix::{fnv, mix};

/// Words in a shingle.
pub(super) const WORDS: usize = 4;

/// The shingles of a text, each as a number, each once (w-shingling: Broder, "On the resemblance and containment of
/// documents", 1997). A text of fewer words than a shingle has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles(HashSet<u64>);

impl Shingles {
    /// The shingles of folded words. Scripts without spaces come as overlapping pairs of characters, so that a shingle of
    /// theirs spans five characters: as rare as four words.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<u64> = words.into_iter().map(|word| fnv(word.as_bytes())).collect();
        let number = |run: &[u64]| run.iter().fold(0, |sum: u64, word| mix(sum.rotate_left(5) ^ word));
        Self(words.windows(WORDS).map(number).collect())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Their numbers, in no order.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u64> {
        self.0.iter().copied()
    }

    /// How many stand in both texts.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let (few, many) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        few.0.iter().filter(|number| many.0.contains(number)).count()
    }
}
