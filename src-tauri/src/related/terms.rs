//! The words of an article that tell what it is about.

use std::collections::{BTreeMap, HashMap};

use super::stop::StopWords;
use crate::model::Term;

/// More different words than any article that people read has; the first ones are kept.
const MOST: usize = 2_000;
/// Words of the text that are its lead.
const LEAD: usize = 60;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// As it is written.
    pub spelled: &'a str,
    /// As the search index has it.
    pub folded: String,
    /// Where it begins in its text, in bytes.
    pub start: usize,
}

/// Where words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// In the headline.
    Title,
    /// In the text.
    Text,
}

#[derive(Default)]
struct Seen {
    count: u32,
    capital: u32,
    small: u32,
}

/// The terms of an article, by their keys. `language` is its BCP 47 tag.
#[must_use]
pub fn terms<'a>(language: Option<&str>, words: impl Iterator<Item = (Section, Word<'a>)>) -> Vec<Term> {
    let stop = StopWords::of(language);
    let mut seen: HashMap<u32, Seen> = HashMap::new();
    let (mut place, mut follows) = (0, None::<usize>);
    for (section, word) in words {
        place += usize::from(section == Section::Text);
        let begins_sentence = section == Section::Text && follows != Some(word.start);
        // A single space, or a hyphen, before the next word: no sentence ends there.
        follows = Some(word.start + word.spelled.len() + 1);
        if !tells(&word, &stop) {
            continue;
        }
        let key = key(&word.folded);
        if seen.len() >= MOST && !seen.contains_key(&key) {
            continue;
        }
        let entry = seen.entry(key).or_default();
        entry.count = entry.count.saturating_add(match section {
            Section::Title => 3,
            Section::Text if place <= LEAD => 2,
            Section::Text => 1,
        });
        // Headlines capitalise what they like.
        if section == Section::Text {
            let capital = word.spelled.chars().next().is_some_and(char::is_uppercase);
            entry.capital += u32::from(capital && !begins_sentence);
            entry.small += u32::from(!capital);
        }
    }
    let sorted: BTreeMap<u32, Seen> = seen.into_iter().collect();
    let term = |(key, seen): (u32, Seen)| Term {
        key,
        count: u8::try_from(seen.count).unwrap_or(u8::MAX),
        name: seen.capital > seen.small,
    };
    sorted.into_iter().map(term).collect()
}

/// Words of one letter, small numbers and words that every text has say nothing.
fn tells(word: &Word<'_>, stop: &StopWords) -> bool {
    let folded = word.folded.as_str();
    let long = folded.chars().nth(1).is_some();
    let number = folded.bytes().all(|b| b.is_ascii_digit());
    long && !(number && folded.len() < 4) && folded.len() <= 64 && !stop.has(folded, word.spelled)
}

/// The key of a folded word: FNV-1a (Fowler, Noll, Vo), mixed, of 32 bits.
#[must_use]
pub fn key(folded: &str) -> u32 {
    let hash = folded.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    ((hash >> 32) ^ hash) as u32
}
