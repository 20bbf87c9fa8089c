//! The phrases by which walls and errors give themselves away, in the languages of the world's newspapers.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Match, MatchKind};

use super::quotable::Quotable;

/// Phrases that mean one thing, looked up in one pass.
#[derive(Debug)]
pub(super) struct Phrases(Option<AhoCorasick>);

/// Titles of checks for robots, and what they say.
pub(super) static CHALLENGE_TITLES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::section("challenge titles"));
pub(super) static CHALLENGE: LazyLock<Phrases> = LazyLock::new(|| Phrases::section("challenge"));
/// Titles of pages that ask for consent, and what they say.
pub(super) static CONSENT_TITLES: LazyLock<Phrases> = LazyLock::new(|| Phrases::section("consent titles"));
pub(super) static CONSENT: LazyLock<Phrases> = LazyLock::new(|| Phrases::section("consent"));
/// Pages that say there is none.
pub(super) static NOT_FOUND: LazyLock<Phrases> = LazyLock::new(|| Phrases::section("not found"));
pub(super) static NOT_FOUND_TITLES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::section("not found titles"));
/// What stands where an article is cut off for those who pay.
pub(super) static PAYWALL: LazyLock<Phrases> = LazyLock::new(|| Phrases::section("paywall"));
/// What such places also say, and other parts of the same sites as well.
pub(super) static OFFER: LazyLock<Phrases> = LazyLock::new(|| Phrases::section("offer"));
/// What stands where an article is cut off for those who have not signed in.
pub(super) static SIGN_IN: LazyLock<Phrases> = LazyLock::new(|| Phrases::section("sign in"));
/// Titles of pages to sign in on.
pub(super) static LOGIN_TITLES: LazyLock<Phrases> = LazyLock::new(|| Phrases::section("login titles"));
/// Links to the rest of an article.
pub(super) static REST: LazyLock<Phrases> = LazyLock::new(|| Phrases::section("rest"));
/// Pages that do nothing without scripts.
pub(super) static SCRIPTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::section("scripts"));

/// `[section]`, then lines of a language and its phrases: `de: eins | zwei`.
const TABLE: &str = include_str!("phrases.txt");

impl Phrases {
    fn section(name: &str) -> Self {
        let heading = format!("[{name}]\n");
        let start = TABLE.find(&heading).map_or(TABLE.len(), |at| at + heading.len());
        let section = &TABLE[start..];
        Self::of(section.split("\n[").next().unwrap_or_default())
    }

    /// The phrases of lines `language: phrase | phrase`.
    pub(super) fn of(lines: &str) -> Self {
        let listed = lines.lines().filter_map(|line| line.split_once(':'));
        let phrases = listed.flat_map(|(_, phrases)| phrases.split('|'));
        let phrases = phrases.map(|p| Quotable::of(p).lower().trim().to_owned()).filter(|p| !p.is_empty());
        // The table is ours, and a test builds all of it.
        Self(AhoCorasick::builder().match_kind(MatchKind::Standard).build(phrases).ok())
    }

    fn matches<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Match> + 'a {
        let found = self.0.iter().flat_map(move |phrases| phrases.find_overlapping_iter(text));
        found.filter(|found| is_whole(text, found.range()))
    }

    /// Where the first of the phrases stands in a text in lower case, as whole words.
    pub(super) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.matches(text).next().map(|found| found.range())
    }

    /// How many different phrases a text in lower case holds.
    pub(super) fn count(&self, text: &str) -> usize {
        self.matches(text).map(|found| found.pattern()).collect::<HashSet<_>>().len()
    }
}

/// Whether no word is cut at either end; scripts that write words together, or add to them, are let off.
fn is_whole(text: &str, at: Range<usize>) -> bool {
    let splits = |c: char| c.is_alphanumeric() && matches!(c, '\0'..='\u{52f}' | '\u{1e00}'..='\u{1fff}');
    let cuts = |outside: Option<char>, inside: Option<char>| {
        outside.is_some_and(splits) && inside.is_some_and(splits)
    };
    let (before, phrase, after) = (&text[..at.start], &text[at.clone()], &text[at.end..]);
    !cuts(before.chars().next_back(), phrase.chars().next())
        && !cuts(after.chars().next(), phrase.chars().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_as_whole_words() {
        let phrases = Phrases::of("en: ray id | subscribe\nzh: 订阅后继续\nko: 구독자 전용\n");
        assert_eq!(phrases.find("the x-ray identified it"), None);
        assert_eq!(phrases.find("array id 5"), None);
        assert_eq!(phrases.find("cloudflare ray id: 5"), Some(11..17));
        assert!(phrases.find("请订阅后继续阅读").is_some());
        assert!(phrases.find("구독자 전용입니다").is_some());
        assert_eq!(phrases.count("subscribe, subscribe: ray id"), 2);
    }

    #[test]
    fn every_section_is_there_in_every_language() {
        let sections = TABLE.split('[').skip(1).filter_map(|section| section.split_once("]\n"));
        let mut names = Vec::new();
        for (name, lines) in sections {
            names.push(name);
            assert!(Phrases::section(name).0.is_some(), "{name}");
            for language in
                ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru", "fa", "ar", "zh", "ja", "ko"]
            {
                let start = format!("{language}: ");
                let line = lines.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or_default();
                assert!(!line.is_empty(), "[{name}] has no {language}");
                let phrase = line.split('|').next().unwrap_or_default();
                let found = Phrases::section(name).find(Quotable::of(&format!("… {phrase}!")).lower());
                assert!(found.is_some(), "[{name}] {phrase} is not found");
            }
        }
        for used in [
            &CHALLENGE_TITLES,
            &CHALLENGE,
            &CONSENT_TITLES,
            &CONSENT,
            &NOT_FOUND_TITLES,
            &NOT_FOUND,
            &PAYWALL,
            &OFFER,
            &SIGN_IN,
            &LOGIN_TITLES,
            &REST,
            &SCRIPTS,
        ] {
            assert!(used.0.as_ref().is_some_and(|phrases| phrases.patterns_len() > 14), "{used:?}");
        }
        assert_eq!(names.len(), 12);
    }
}
