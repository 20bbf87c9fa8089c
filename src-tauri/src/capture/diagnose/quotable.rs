//! Text as the diagnosis reads it, and as it quotes it.

use std::ops::Range;

use dom_query::NodeRef;

use super::phrases::Phrases;
use crate::capture::extract::dom::{name, walk};

/// Characters of a text that are looked through.
const MOST_CHARS: usize = 60_000;
/// Characters that a quotation has on each side of the phrase it was made for.
const AROUND: usize = 48;

/// Stands between the blocks of a page until white space is folded.
const BREAK: char = '\u{2029}';

/// A text with white space folded (to a line break between blocks) and plain apostrophes: as it stands, and in lower case, character for character.
#[derive(Debug, Default)]
pub(in crate::capture) struct Quotable {
    shown: String,
    lower: String,
}

impl Quotable {
    pub(in crate::capture) fn of(text: &str) -> Self {
        let room = text.len().min(MOST_CHARS);
        let mut quotable = Self { shown: String::with_capacity(room), lower: String::with_capacity(room) };
        let mut space = None;
        for c in text.chars().take(MOST_CHARS) {
            if c.is_whitespace() {
                let folded = if c == BREAK || space == Some('\n') { '\n' } else { ' ' };
                space = (!quotable.shown.is_empty()).then_some(folded);
                continue;
            }
            if let Some(space) = space.take() {
                quotable.push(space, space);
            }
            match c {
                '’' => quotable.push('\'', '\''),
                c if c.is_ascii() => quotable.push(c, c.to_ascii_lowercase()),
                c => quotable.push(c, lower(c)),
            }
        }
        quotable
    }

    /// The text of a page's body.
    pub(in crate::capture) fn of_body(body: &NodeRef<'_>) -> Self {
        let mut text = String::new();
        walk(*body, |node, _| {
            if text.len() > MOST_CHARS * 4 {
                return false;
            }
            if node.is_text() {
                text.push_str(&node.text());
            } else if name(node).is_some_and(|name| !is_inline(&name)) {
                text.push(BREAK);
            }
            true
        });
        Self::of(&text)
    }

    fn push(&mut self, shown: char, lower: char) {
        self.shown.push(shown);
        self.lower.push(lower);
    }

    /// The text in lower case.
    pub(super) fn lower(&self) -> &str {
        &self.lower
    }

    /// The last characters in lower case.
    pub(super) fn tail(&self, chars: usize) -> &str {
        let text = self.lower.trim_end();
        let start = text.char_indices().rev().nth(chars.saturating_sub(1)).map_or(0, |(at, _)| at);
        &text[start..]
    }

    /// The first of these phrases with the words around it.
    pub(super) fn quote(&self, phrases: &Phrases) -> Option<String> {
        phrases.find(&self.lower).map(|at| self.around(at))
    }

    /// As [`quote`](Self::quote), of the part of the text (in bytes of [`lower`](Self::lower)) from `start` on.
    pub(super) fn quote_within(&self, phrases: &Phrases, start: usize, chars: usize) -> Option<String> {
        let part = self.lower.get(start..)?;
        let end = part.char_indices().nth(chars).map_or(part.len(), |(at, _)| at);
        let found = phrases.find(&part[..end])?;
        Some(self.around(start + found.start..start + found.end))
    }

    /// The sentence around a place, as far as it is near.
    fn around(&self, at: Range<usize>) -> String {
        let chars_before = self.lower[..at.start].chars().count();
        let chars_in = self.lower[at.clone()].chars().count();
        let mut indices = self.shown.char_indices().map(|(at, _)| at).skip(chars_before);
        let start = indices.next().unwrap_or(self.shown.len());
        let end = indices.nth(chars_in.saturating_sub(1)).unwrap_or(self.shown.len());
        let before = nearest(self.shown[..start].chars().rev());
        let after = nearest(self.shown[end..].chars());
        let before: String = before.chars().rev().collect();
        format!("{}{}{after}", before.trim_start(), &self.shown[start..end])
    }
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "cite"
            | "code"
            | "em"
            | "font"
            | "i"
            | "mark"
            | "q"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "wbr"
    )
}

/// One character for one, so that places in both texts agree. Persian is written with Arabic letters and with its own.
fn lower(c: char) -> char {
    match c {
        'ي' => 'ی',
        'ك' => 'ک',
        '\u{200c}' => ' ',
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

/// The characters up to the end of a sentence, or else up to the last space that is near.
fn nearest(chars: impl Iterator<Item = char>) -> String {
    let mut near = String::new();
    for (n, c) in chars.enumerate() {
        if matches!(c, '.' | '!' | '?' | '|' | '。' | '！' | '？' | '؟' | '۔' | '…' | '•' | '·' | '\n')
        {
            return near;
        }
        if n == AROUND {
            let last_space = near.rfind(' ').unwrap_or(0);
            near.truncate(last_space);
            return near;
        }
        near.push(c);
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_the_sentence_as_the_page_writes_it() {
        let phrases = Phrases::of("x: to continue | продолжить чтение");
        let text = Quotable::of("News. Please  Subscribe\nTo Continue reading this. More. İSTANBUL");
        assert_eq!(text.quote(&phrases).unwrap(), "Please Subscribe To Continue reading this");
        let text = Quotable::of("İzmir! Чтобы Продолжить чтение, войдите!");
        assert_eq!(text.quote(&phrases).unwrap(), "Чтобы Продолжить чтение, войдите");
        assert_eq!(text.tail(7), "войдите!"[2..].to_owned());
    }

    #[test]
    fn what_is_far_away_is_not_quoted() {
        let phrases = Phrases::of("x: to continue");
        let long = format!("{} log in to continue {}", "before ".repeat(40), "after ".repeat(40));
        let quote = Quotable::of(&long).quote(&phrases).unwrap();
        assert!(quote.chars().count() <= 2 * AROUND + 20 && quote.contains("log in to continue"), "{quote}");
    }
}
