//! What the diagnosis is made from.

use crate::capture::extract::{JsonLd, Survey};

/// What the diagnosis is made from.
pub(in crate::capture) struct Evidence<'a> {
    pub status: u16,
    pub truncated: bool,
    pub flattened: bool,
    /// Scripts that were left out.
    pub scripts: usize,
    pub survey: &'a Survey,
    pub data: &'a JsonLd,
    /// The article's text and its words.
    pub text: &'a str,
    pub words: u32,
    /// The whole page's text, shortened, in lower case.
    pub page_text: &'a str,
    /// Words of the blocks that are the article's beyond doubt.
    pub certain_words: usize,
    /// Links of the article.
    pub body_links: usize,
    /// URL of the page.
    pub url: &'a url::Url,
    pub base: &'a url::Url,
}

/// Whether a text holds any of these phrases.
pub(super) fn has_any(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|p| text.contains(p))
}

/// The page's whole text as the diagnosis reads it: white space folded, in lower case, with plain apostrophes.
pub(in crate::capture) fn page_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len().min(PAGE_TEXT_CHARS));
    let mut after_space = true;
    for c in text.chars().take(PAGE_TEXT_CHARS) {
        if c.is_whitespace() {
            if !after_space {
                folded.push(' ');
            }
            after_space = true;
            continue;
        }
        after_space = false;
        match c {
            '’' => folded.push('\''),
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// Characters of a page that are looked through for the words of a wall.
const PAGE_TEXT_CHARS: usize = 60_000;
