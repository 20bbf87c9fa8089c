//! Cutting a text into its words, with what joins them.

use super::letters::{Class, Kind};

/// A stretch of a text that is searched for as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chunk<'a> {
    pub text: &'a str,
    /// Where it begins, in bytes.
    pub at: usize,
    pub kind: Kind,
    /// What makes one word of it and the chunk before it.
    pub joint: Option<Joint>,
    /// Signs that make another name of it: `++` of `C++`.
    pub signs: &'a str,
}

impl Chunk<'_> {
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// What stands between two parts of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// A zero width non-joiner: می‌رود.
    Joiner,
    /// An apostrophe or what Hebrew has for one: don’t, צה״ל.
    Apostrophe,
    /// A hyphen, underscore or middle dot: e-mail.
    Hyphen,
    /// What groups the digits of a number: 1,000.
    Thousands,
    /// The point of an abbreviation: U.S.A.
    Point,
}

/// The stretches of a text that can be looked for.
pub(super) fn chunks(text: &str) -> impl Iterator<Item = Chunk<'_>> {
    let mut before: Option<Chunk<'_>> = None;
    let mut from = 0;
    std::iter::from_fn(move || {
        let mut chunk = next(text, from)?;
        from = chunk.end();
        chunk.joint = before.and_then(|before| joint(&before, &text[before.end()..chunk.at], &chunk));
        chunk.signs = signs(&chunk, &text[from..]);
        before = Some(chunk);
        Some(chunk)
    })
}

fn next(text: &str, from: usize) -> Option<Chunk<'_>> {
    let (at, kind) = text[from..].char_indices().find_map(|(n, c)| match Class::of(c) {
        Class::Is(kind) => Some((from + n, kind)),
        Class::Mark => Some((from + n, Kind::Word)),
        Class::Nothing | Class::Break | Class::Other => None,
    })?;
    let length = length(&text[at..], kind);
    Some(Chunk { text: &text[at..at + length], at, kind, joint: None, signs: "" })
}

/// How far the stretch of one kind goes that a text begins with, in bytes.
fn length(text: &str, kind: Kind) -> usize {
    let mut chars = text.char_indices().map(|(n, c)| (n, c, n + c.len_utf8()));
    let mut end = chars.next().map_or(0, |(_, _, end)| end);
    // A flag is two of its halves.
    let mut more = kind == Kind::Regional;
    for (_, c, after) in chars {
        match (Class::of(c), kind) {
            (Class::Is(Kind::Regional), Kind::Regional) if more => (more, end) = (false, after),
            (Class::Is(is), Kind::Word | Kind::Run | Kind::Fraction) if is == kind => end = after,
            (Class::Mark, _) => end = after,
            (Class::Nothing, Kind::Emoji | Kind::Regional) => end = after,
            (Class::Nothing, _) | (Class::Break, Kind::Run) => {}
            _ => break,
        }
    }
    end
}

fn joint(before: &Chunk<'_>, gap: &str, chunk: &Chunk<'_>) -> Option<Joint> {
    if gap.is_empty() || (before.kind, chunk.kind) != (Kind::Word, Kind::Word) {
        return None;
    }
    if gap.chars().all(|c| c == '\u{200c}') {
        return Some(Joint::Joiner);
    }
    let mut chars = gap.chars();
    let (sign, None) = (chars.next()?, chars.next()) else { return None };
    let (last, first) = (before.text.chars().next_back()?, chunk.text.chars().next()?);
    match sign {
        ',' | '.' | '\'' | '’' | '٬' | '\u{a0}' | '\u{202f}' | '\u{2009}' if is_grouped(before, chunk) => {
            Some(Joint::Thousands)
        }
        '\'' | '’' | '‘' | '＇' | '´' | '`' | '׳' | '\u{2b9}'..='\u{2bf}' | '\u{2c8}' => {
            (last.is_alphabetic() && first.is_alphabetic()).then_some(Joint::Apostrophe)
        }
        '"' | '״' | '”' => (is_hebrew(last) && is_hebrew(first)).then_some(Joint::Apostrophe),
        '-' | '‐' | '‑' | '_' | '·' | '‧' | '\u{ff0d}' => {
            (!last.is_numeric() || !first.is_numeric()).then_some(Joint::Hyphen)
        }
        '.' => (is_letter(before.text) && is_letter(chunk.text)).then_some(Joint::Point),
        _ => None,
    }
}

/// Whether one chunk ends, and the next is, a group of a number's digits.
fn is_grouped(before: &Chunk<'_>, chunk: &Chunk<'_>) -> bool {
    let digits = |text: &str| if text.chars().all(char::is_numeric) { text.chars().count() } else { 0 };
    (1..=3).contains(&digits(before.text)) && digits(chunk.text) == 3
}

fn is_letter(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5f2}')
}

/// The signs of names such as `C++`, `C#` and `Disney+`, right behind a word of Latin letters.
fn signs<'a>(chunk: &Chunk<'_>, rest: &'a str) -> &'a str {
    if !chunk.text.bytes().all(|b| b.is_ascii_alphabetic()) {
        return "";
    }
    let end = rest.find(|c| c != '+' && c != '#').unwrap_or(rest.len());
    let follows = rest[end..].chars().next().is_some_and(|c| matches!(Class::of(c), Class::Is(_)));
    match &rest[..end] {
        "++" => "++",
        "#" | "+" if !follows => &rest[..end],
        _ => "",
    }
}
