//! Addresses: which may be followed, and where one stands in running text.

use std::ops::Range;

/// What a link of a note may lead to. Everything else stays text.
pub const SCHEMES: [&str; 4] = ["http", "https", "mailto", "lede"];

/// What ends an address in running text besides white space: quotes and stops of the scripts people write in.
const ENDS: &[char] =
    &['<', '>', '"', '`', '«', '»', '“', '”', '„', '،', '؛', '؟', '。', '，', '、', '）', '】', '」', '』'];

/// Whether an address has a scheme that may be followed.
pub fn is_allowed(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}

/// Where web addresses stand in a text, as byte ranges in order.
pub fn in_text(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = next_start(text, from) {
        let end = start + end_of(&text[start..]);
        let authority = text[start..end].split_once("://").map_or("", |(_, rest)| rest);
        if authority.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
            found.push(start..end);
        }
        from = end.max(start + "http".len());
    }
    found
}

fn next_start(text: &str, from: usize) -> Option<usize> {
    let starts = text[from..].match_indices("http").map(|(at, _)| from + at);
    starts.into_iter().find(|&at| {
        let rest = &text[at..];
        let word_before = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
        !word_before && (rest.starts_with("http://") || rest.starts_with("https://"))
    })
}

/// The length of the address that a text begins with, without the punctuation of the sentence around it.
fn end_of(text: &str) -> usize {
    let mut address =
        &text[..text.find(|c: char| c.is_whitespace() || ENDS.contains(&c)).unwrap_or(text.len())];
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~']);
        let unbalanced =
            shorter.ends_with(')') && shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = if unbalanced { &shorter[..shorter.len() - 1] } else { shorter };
        if shorter.len() == address.len() {
            return address.len();
        }
        address = shorter;
    }
}
