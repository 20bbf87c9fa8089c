//! The article's text as the page's data gives it, to compare blocks with.

use std::collections::HashSet;

use super::numbers::{combined, count, words};

/// Words of a run.
const RUN: usize = 3;

/// A text shorter than this (in words) is a summary.
const SHORTEST: usize = 60;

/// Runs of words of a text.
#[derive(Debug, Default)]
pub(in crate::capture) struct Said(Option<HashSet<u64>>);

impl Said {
    /// Reads the body that a page declares; markup in it does no harm.
    pub fn of(text: Option<&str>) -> Self {
        let words = text.map(words).filter(|words| words.len() >= SHORTEST);
        Self(words.map(|words| words.windows(RUN).map(combined).collect()))
    }

    /// Share of the words that stand in the text in the same order; −1 where that cannot be told.
    pub(super) fn share(&self, words: &[u64]) -> f32 {
        match &self.0 {
            Some(runs) if words.len() >= RUN => {
                let held = words.windows(RUN).filter(|run| runs.contains(&combined(run))).count();
                count(held) / count(words.len() + 1 - RUN)
            }
            _ => -1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_said_as_far_as_its_words_stand_in_order() {
        let body = "The talks will resume next week in Geneva. ".repeat(8);
        let said = Said::of(Some(&body));
        assert_eq!(said.share(&words("the talks will resume next week")), 1.0);
        assert_eq!(said.share(&words("next the week talks in resume")), 0.0);
        assert!(said.share(&words("talks will resume today in Geneva")) < 0.5);
        assert_eq!(said.share(&words("Share")), -1.0);
        assert_eq!(Said::of(Some("The talks will resume.")).share(&words("the talks will")), -1.0);
    }
}
