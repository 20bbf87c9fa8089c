//! Words that every text of a language has.

use std::collections::HashSet;

/// The stop words of one language.
pub struct StopWords {
    words: HashSet<&'static str>,
}

impl StopWords {
    /// Those of a language by its BCP 47 tag; none of a language that is unknown or not listed.
    pub fn of(language: Option<&str>) -> Self {
        let primary = language.and_then(|tag| tag.split(['-', '_']).next()).unwrap_or_default();
        let listed = stop_words::lookup(primary.to_ascii_lowercase()).unwrap_or_default();
        Self { words: listed.iter().copied().collect() }
    }

    /// Whether a word is one of them, folded or as it is written: the lists keep accents and joiners.
    pub fn has(&self, folded: &str, spelled: &str) -> bool {
        self.words.contains(folded) || self.words.contains(spelled.to_lowercase().as_str())
    }
}
