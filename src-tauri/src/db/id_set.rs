//! Sets of articles, a bit for each number up to the highest.

use crate::model::ArticleId;

/// A set of articles. Looking one up costs a nanosecond, and the set an eighth of a byte for each article there is.
#[derive(Debug, Clone, Default)]
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
