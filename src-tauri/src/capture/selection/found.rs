//! What the engine found, as an opinion on each block of the page.

use std::collections::HashSet;

use dom_query::NodeId;

use super::candidate::{Candidate, ELSEWHERE};
use super::numbers::{combined, count, flag, words};
use crate::capture::clean::text_of_blocks;
use crate::capture::clean::tree::Node;

/// Words of a shingle.
const SHINGLE: usize = 3;

/// The article as the engine found it.
#[derive(Debug, Default)]
pub(in crate::capture) struct Found {
    shingles: HashSet<u64>,
    /// Lines of few words, for blocks too short for a shingle.
    lines: HashSet<u64>,
    /// Elements that its blocks were made of.
    origins: HashSet<NodeId>,
    words: usize,
}

pub(super) const FOUND: [&str; 5] =
    ["kept by the engine", "in the engine's article", "kept there", "copy of kept", "copy elsewhere"];

impl Found {
    /// Reads the blocks of the engine's article, whose elements have the same ids as in the page's tree.
    pub fn of(blocks: &[Node]) -> Self {
        let mut found = Self::from_text(&text_of_blocks(blocks));
        found.origins = blocks.iter().filter_map(|b| b.element()?.origin).collect();
        found
    }

    fn from_text(text: &str) -> Self {
        let mut found = Self::default();
        let mut all = Vec::new();
        for line in text.lines() {
            let words = words(line);
            if !words.is_empty() && words.len() < SHINGLE {
                found.lines.insert(combined(&words));
            }
            all.extend(words);
        }
        found.words = all.len();
        found.shingles = all.windows(SHINGLE).map(combined).collect();
        found
    }

    /// Words of the engine's article.
    pub fn words(&self) -> usize {
        self.words
    }

    /// Adds to each block what the engine made of it.
    pub(super) fn describe(&self, candidates: &mut [Candidate]) {
        for candidate in candidates {
            candidate.vote = self.share(&candidate.words);
            candidate.in_article = candidate.origin.is_some_and(|id| self.origins.contains(&id));
            let inside = flag(candidate.in_article);
            let elsewhere = candidate.features[ELSEWHERE];
            candidate.features.extend([
                candidate.vote,
                inside,
                candidate.vote * inside,
                elsewhere * (1.0 - inside),
                elsewhere * inside,
            ]);
        }
    }

    /// Share of a block's words that the article holds, 0 to 1.
    fn share(&self, words: &[u64]) -> f32 {
        if words.is_empty() {
            return 0.0;
        }
        if words.len() < SHINGLE {
            return flag(self.lines.contains(&combined(words)));
        }
        let held = words.windows(SHINGLE).filter(|w| self.shingles.contains(&combined(w))).count();
        count(held) / count(words.len() + 1 - SHINGLE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_held_as_far_as_its_words_stand_in_order() {
        let found = Found::from_text("The talks will resume next week in Geneva.\nShare\nBoth sides agreed.");
        assert_eq!(found.share(&words("the talks will resume next week")), 1.0);
        assert_eq!(found.share(&words("next the week talks in resume")), 0.0);
        assert_eq!(found.share(&words("Share")), 1.0);
        assert_eq!(found.share(&words("Geneva")), 0.0);
        assert!(found.share(&words("talks will resume today in Geneva")) < 0.5);
    }
}
