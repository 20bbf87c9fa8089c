//! The few words that say what an article is about, chosen without looking at any other article: what is chosen never
//! depends on what else the archive holds.

use std::collections::{HashMap, HashSet};

use super::mix::fnv;
use crate::model::SketchTerm;

/// Terms kept of an article.
const KEPT: usize = 24;
/// Letters that tell a word: what comes after them is mostly an ending (truncation as a stemmer for any script with letters;
/// P. McNamee and J. Mayfield, Character N-Gram Tokenization for European Language Text Retrieval, 2004).
const LETTERS: usize = 6;
/// What each term counts that a short article lacks: it says less of itself, so it is less alike to any other.
const MISSING: f64 = 2.0;
/// What the weights of an article's terms have as the root of the sum of their squares.
const NORM: f64 = 1000.0;

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the headline.
    Title,
    /// In the first sentences.
    Lead,
    /// Further down.
    Body,
}

/// A folded word as it was met in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenWord {
    /// The folded word.
    pub word: String,
    /// Where it stands.
    pub place: Place,
    /// Whether it is written as names are.
    pub name: bool,
}

/// A word with its weight among the others of its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyTerm {
    /// The beginning of the folded word.
    pub term: String,
    /// Its share, so that the squares of an article's weights add up to about a million; of a short article to less.
    pub weight: i64,
}

/// The key terms of an article: words that it names early, often or as names; `idle` are the words of its language that say
/// nothing. Heaviest first, ties by the word.
#[must_use]
pub fn key_terms(words: impl IntoIterator<Item = SpokenWord>, idle: &HashSet<String>) -> Vec<KeyTerm> {
    let mut tallies: HashMap<String, Tally> = HashMap::new();
    for spoken in words {
        if tells(&spoken.word) && !idle.contains(&spoken.word) {
            let beginning: String = spoken.word.chars().take(LETTERS).collect();
            tallies.entry(beginning).or_default().count(&spoken);
        }
    }
    let mut terms: Vec<(f64, String)> =
        tallies.into_iter().map(|(term, tally)| (tally.weight(&term), term)).collect();
    terms.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    terms.truncate(KEPT);
    let missing = f64::from(u8::try_from(KEPT - terms.len()).unwrap_or_default());
    let squares: f64 = terms.iter().map(|(weight, _)| weight * weight).sum();
    let norm = (squares + missing * MISSING * MISSING).sqrt();
    let share = |weight: f64| {
        #[allow(clippy::cast_possible_truncation, reason = "between 0 and a thousand")]
        let share = (weight / norm * NORM).round() as i64;
        share
    };
    terms.into_iter().map(|(weight, term)| KeyTerm { term, weight: share(weight) }).collect()
}

/// Key terms as they are kept and compared, by ascending key. Those of two languages have none in common.
#[must_use]
pub fn sketched(language: &str, terms: &[KeyTerm]) -> Vec<SketchTerm> {
    let key = |term: &str| fnv(format!("{language} {term}").as_bytes()).cast_signed();
    let weight = |weight: i64| u16::try_from(weight).unwrap_or(u16::MAX);
    let mut sketch: Vec<SketchTerm> =
        terms.iter().map(|term| SketchTerm { key: key(&term.term), weight: weight(term.weight) }).collect();
    sketch.sort_unstable();
    sketch
}

#[derive(Debug, Default)]
struct Tally {
    times: u32,
    names: u32,
    in_title: bool,
    in_lead: bool,
}

impl Tally {
    fn count(&mut self, spoken: &SpokenWord) {
        self.times += 1;
        self.names += u32::from(spoken.name);
        self.in_title |= spoken.place == Place::Title;
        self.in_lead |= spoken.place == Place::Lead;
    }

    /// Repetition counts by its logarithm; longer words are rarer in every language that puts spaces between them.
    fn weight(&self, term: &str) -> f64 {
        let often = 1.0 + f64::from(self.times).ln();
        let place = 1.0 + if self.in_title { 1.0 } else { 0.0 } + if self.in_lead { 0.5 } else { 0.0 };
        let name = if self.names * 2 > self.times { 2.0 } else { 1.0 };
        let length = f64::from(u8::try_from(term.chars().count()).unwrap_or(u8::MAX));
        often * place * name * (0.6 + length / 12.0)
    }
}

/// Single letters and short numbers say nothing; a pair of Chinese characters is a word.
fn tells(word: &str) -> bool {
    let length = word.chars().count();
    let number = word.chars().all(char::is_numeric);
    let short = word.is_ascii() && length < 3;
    length >= 2 && !short && !number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(word: &str, place: Place, name: bool) -> SpokenWord {
        SpokenWord { word: word.to_owned(), place, name }
    }

    #[test]
    fn names_and_words_of_the_headline_come_first() {
        let words = [
            word("grossi", Place::Title, true),
            word("visits", Place::Title, false),
            word("the", Place::Title, false),
            word("tehran", Place::Lead, true),
            word("grossi", Place::Lead, true),
            word("2026", Place::Lead, false),
            word("talks", Place::Body, false),
        ];
        let idle = HashSet::from(["the".to_owned()]);
        let terms = key_terms(words.clone(), &idle);
        assert_eq!(
            terms.iter().map(|t| t.term.as_str()).collect::<Vec<_>>(),
            ["grossi", "tehran", "visits", "talks"]
        );
        assert_eq!(key_terms(words.into_iter().rev(), &idle), terms);
    }

    fn squares(words: usize) -> i64 {
        let many = (0..words).map(|n| word(&format!("w{n:03}"), Place::Body, false));
        key_terms(many, &HashSet::new()).iter().map(|term| term.weight * term.weight).sum()
    }

    #[test]
    fn a_short_article_says_less_of_itself() {
        assert!((980_000..1_020_000).contains(&squares(40)));
        assert!(squares(12) < squares(18) && squares(18) < squares(40));
    }

    #[test]
    fn endings_do_not_make_another_word() {
        let told =
            ["ministers", "ministerial", "minister", "mint"].map(|told| word(told, Place::Body, false));
        let terms = key_terms(told, &HashSet::new());
        assert_eq!(terms.iter().map(|t| t.term.as_str()).collect::<Vec<_>>(), ["minist", "mint"]);
    }

    #[test]
    fn an_article_without_words_has_no_terms() {
        assert_eq!(key_terms([], &HashSet::new()), []);
    }
}
