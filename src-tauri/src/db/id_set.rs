//! Sets of articles, a bit for each number up to the highest.

use std::ops::RangeInclusive;

use crate::model::ArticleId;

/// A set of articles. Looking one up costs a nanosecond, and the set an eighth of a byte for each article there is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IdSet {
    words: Vec<u64>,
    len: usize,
}

impl IdSet {
    /// How many articles it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether an article is in it.
    #[must_use]
    pub fn contains(&self, id: ArticleId) -> bool {
        let (word, bit) = place(id);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    /// Adds an article.
    pub fn insert(&mut self, id: ArticleId) {
        let (word, bit) = place(id);
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        if self.words[word] & bit == 0 {
            self.words[word] |= bit;
            self.len += 1;
        }
    }
}

impl IdSet {
    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The articles in it, ascending.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = ArticleId> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let bits = (0..64).filter(move |bit| word >> bit & 1 == 1);
            bits.map(move |bit| ArticleId(i64::try_from(at * 64 + bit).unwrap_or(i64::MAX)))
        })
    }

    /// The least and the greatest number in it; an empty range when nothing is.
    #[must_use]
    pub fn bounds(&self) -> RangeInclusive<i64> {
        let first = self.iter().next().map_or(1, |id| id.0);
        first..=self.iter().next_back().map_or(0, |id| id.0)
    }

    /// Adds what is in another.
    pub fn add(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        self.words.iter_mut().zip(&other.words).for_each(|(word, more)| *word |= more);
        self.count();
    }

    /// Keeps what is in another as well.
    pub fn keep(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        self.words.iter_mut().zip(&other.words).for_each(|(word, also)| *word &= also);
        self.count();
    }

    /// Takes away what is in another.
    pub fn take(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, less)| *word &= !less);
        self.count();
    }

    /// Keeps what lies within a range.
    pub fn clip(&mut self, within: &RangeInclusive<i64>) {
        let first = usize::try_from(*within.start()).unwrap_or(0);
        let last = usize::try_from(*within.end()).unwrap_or(0);
        self.words.truncate(last / 64 + 1);
        if let Some(word) = self.words.get_mut(last / 64) {
            *word &= u64::MAX >> (63 - last % 64);
        }
        let before = (first / 64).min(self.words.len());
        self.words[..before].fill(0);
        if let Some(word) = self.words.get_mut(first / 64) {
            *word &= u64::MAX << (first % 64);
        }
        self.count();
    }

    fn count(&mut self) {
        self.len = self.words.iter().map(|word| word.count_ones() as usize).sum();
    }
}

impl FromIterator<ArticleId> for IdSet {
    fn from_iter<T: IntoIterator<Item = ArticleId>>(ids: T) -> Self {
        let mut set = Self::default();
        ids.into_iter().for_each(|id| set.insert(id));
        set
    }
}

/// Row numbers of articles start at 1 and are given without gaps.
fn place(id: ArticleId) -> (usize, u64) {
    let number = usize::try_from(id.0).unwrap_or(0);
    (number / 64, 1 << (number % 64))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn set(ids: &BTreeSet<i64>) -> IdSet {
        ids.iter().copied().map(ArticleId).collect()
    }

    fn is(set: &IdSet, ids: impl Iterator<Item = i64>) -> bool {
        let ids: Vec<ArticleId> = ids.map(ArticleId).collect();
        set.iter().collect::<Vec<_>>() == ids && set.len() == ids.len()
    }

    proptest! {
        #[test]
        fn it_is_a_set(
            a in prop::collection::btree_set(1_i64..300, 0..40), b in prop::collection::btree_set(1_i64..300, 0..40),
            first in 0_i64..300, length in 0_i64..200,
        ) {
            let changed = |change: fn(&mut IdSet, &IdSet)| { let mut made = set(&a); change(&mut made, &set(&b)); made };
            prop_assert!(is(&changed(IdSet::add), a.union(&b).copied()));
            prop_assert!(is(&changed(IdSet::keep), a.intersection(&b).copied()));
            prop_assert!(is(&changed(IdSet::take), a.difference(&b).copied()));
            let mut clipped = set(&a);
            clipped.clip(&(first..=first + length));
            prop_assert!(is(&clipped, a.range(first..=first + length).copied()));
            prop_assert_eq!(set(&a).bounds(), a.first().copied().unwrap_or(1)..=a.last().copied().unwrap_or(0));
        }
    }
}
