//! The headings of lists of other stories, in the languages of the world's newspapers.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::capture::extract::dom;

/// `[words]`: headings folded by [`fold`], whole, or beginnings where marked with a star; `[letters]`: the same in scripts that
/// are folded differently, matched as a beginning. Several stand in a line, between bars.
const TABLE: &str = include_str!("headings.txt");

/// The headings of a section of the table.
fn section(name: &str) -> impl Iterator<Item = &'static str> {
    let sections = TABLE.split('[').filter_map(|section| section.split_once(']'));
    let lines = sections.filter(move |(known, _)| *known == name).flat_map(|(_, lines)| lines.lines());
    lines
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split('|'))
        .map(str::trim)
        .filter(|h| !h.is_empty())
}

static WHOLE: LazyLock<HashSet<&str>> =
    LazyLock::new(|| section("words").filter(|h| !h.ends_with('*')).collect());

static STARRED: LazyLock<Vec<&str>> =
    LazyLock::new(|| section("words").filter_map(|h| h.strip_suffix('*')).collect());

/// Folded as what is compared with them: vowel signs are no letters everywhere.
static OTHER: LazyLock<Vec<String>> = LazyLock::new(|| section("letters").map(fold).collect());

/// The first words, or first letters, of all headings: what begins otherwise needs no closer look.
static BEGINNINGS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    section("words").chain(section("letters")).filter_map(|h| beginning(h.trim_end_matches('*'))).collect()
});

/// The first word of a text in lower case, or its first letter in scripts that are not Latin, Greek or Cyrillic.
fn beginning(text: &str) -> Option<String> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = text.chars().next()?;
    if first >= '\u{590}' {
        return Some(first.to_string());
    }
    let word = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’')).next()?;
    if word.len() > 40 {
        return None;
    }
    Some(word.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '-').collect())
}

/// Whether a text begins like one of the headings: quick to tell, and almost always false.
pub(super) fn begins_like_one(text: &str) -> bool {
    beginning(text).is_some_and(|word| BEGINNINGS.contains(&word))
}

/// Whether a text is the heading of a list of other stories.
pub(in crate::capture) fn is_list_heading(text: &str) -> bool {
    let folded = fold(text);
    let begins = |beginning: &str| {
        folded
            .strip_prefix(beginning)
            .is_some_and(|rest| rest.is_empty() || (rest.starts_with(' ') && rest.split(' ').count() <= 6))
    };
    WHOLE.contains(folded.as_str())
        || STARRED.iter().any(|beginning| begins(beginning))
        || OTHER
            .iter()
            .any(|h| folded.starts_with(h.as_str()) && folded.chars().count() < h.chars().count() + 16)
}

fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let bare: String = lower
        .chars()
        .filter(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '\u{200c}' | '-'))
        .collect();
    dom::fold(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let all = || section("words").chain(section("letters")).map(|heading| heading.trim_end_matches('*'));
        assert!(all().all(is_list_heading), "{:?}", all().find(|heading| !is_list_heading(heading)));
        assert!(all().any(|heading| heading == "du même auteur") && all().any(|heading| heading == "और पढ़ें"));
    }

    #[test]
    fn headings_of_many_languages_are_known() {
        for heading in [
            "Must Read!",
            "Related:",
            "MOST READ",
            "Don’t miss",
            "Mehr zum Thema",
            "Das könnte Sie auch interessieren",
            "À lire aussi :",
            "Lo más leído",
            "اقرأ أيضاً",
            "بیشتر بخوانید:",
            "Читайте также:",
            "相关新闻",
            "関連記事",
            "İlgili Haberler",
            "More from World",
        ] {
            assert!(is_list_heading(heading), "{heading}");
        }
        for heading in [
            "Related party transactions rise",
            "The latest figures show a fall",
            "Read",
            "",
            "More than a feeling in London town today",
        ] {
            assert!(!is_list_heading(heading), "{heading}");
        }
    }
}
