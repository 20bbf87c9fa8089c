//! Cutting text into words, so that SQLite's `ascii` tokenizer only has to split at spaces.
//!
//! Scripts written without spaces become overlapping pairs of characters, which finds every substring of two characters
//! and more; the last character of a run also stands alone, so that a single character is found as the beginning of a
//! pair or as that, and no phrase reaches from one run into another. An emoji is a word.
//!
//! A word that something joins of several parts (می‌رود, don’t, e-mail, 1,000, U.S.A.) is its parts, in their places, and the
//! whole: beside the line of words, where it parts no phrase. What stands beside follows the line, each behind a sign that
//! no query contains.

use std::ops::Range;

use super::chunks::{Chunk, Joint, chunks};
use super::fold::fold;
use super::letters::{Class, Kind, is_spaceless};

/// Stands before each word beside the line.
const BESIDE: char = '¶';
/// A word of more parts is none: an address, or a list.
const PARTS: usize = 5;

/// Where a word of the index stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// In the order of the text.
    Line,
    /// For itself.
    Beside,
}

/// The words of a text, folded, separated by single spaces, and what stands beside them.
#[must_use]
pub fn index_text(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + text.len() / 8);
    let mut beside = String::new();
    each_word(text, |standing, word, _| match standing {
        Standing::Line => push(&mut line, word),
        Standing::Beside => {
            beside.extend([' ', BESIDE, ' ']);
            beside.push_str(word);
        }
    });
    line.push_str(&beside);
    line
}

/// The words of an indexed text, whether they stand in its order or beside it.
pub fn index_words(indexed: &str) -> impl Iterator<Item = &str> {
    indexed.split(' ').filter(|word| !word.is_empty() && !word.starts_with(BESIDE))
}

/// Two indexed texts as one, in which no phrase reaches from one into the other.
#[must_use]
pub fn joined_texts(one: &str, other: &str) -> String {
    match (one, other) {
        ("", only) | (only, "") => only.to_owned(),
        (one, other) => format!("{one} {BESIDE} {other}"),
    }
}

/// The words of an indexed text in their order, without what stands beside them.
#[must_use]
pub fn in_order(indexed: &str) -> &str {
    indexed.split_once(BESIDE).map_or(indexed, |(line, _)| line.trim_end())
}

/// The words of a text as they are written, each with its form in the index; of scripts without spaces, their pairs.
pub fn written_words(text: &str) -> impl Iterator<Item = (usize, &str, String)> {
    let mut chunks = chunks(text).filter(|chunk| matches!(chunk.kind, Kind::Word | Kind::Run)).peekable();
    let words = std::iter::from_fn(move || {
        let chunk = chunks.next()?;
        if chunk.kind == Kind::Run {
            let glyphs = glyphs(&chunk);
            let pair = |pair: &[Glyph]| {
                let at = pair[0].at.start..pair[1].at.end;
                (at.start, &text[at], [pair[0].folded, pair[1].folded].iter().collect())
            };
            return Some(glyphs.windows(2).map(pair).collect::<Vec<_>>());
        }
        let mut folded = fold(chunk.text);
        let mut end = chunk.end();
        while let Some(more) = chunks.next_if(|next| next.joint == Some(Joint::Joiner)) {
            folded.push_str(&fold(more.text));
            end = more.end();
        }
        Some(vec![(chunk.at, &text[chunk.at..end], folded)])
    });
    words.flatten()
}

/// A character of a run in its form in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Glyph {
    pub folded: char,
    /// Where what it was made of stands in the text, in bytes.
    pub at: Range<usize>,
}

/// The characters of a run: a letter with its marks is folded as one.
pub(super) fn glyphs(chunk: &Chunk<'_>) -> Vec<Glyph> {
    let mut glyphs = Vec::new();
    let mut starts = chunk.text.char_indices().filter(|(_, c)| !is_mark(*c)).map(|(n, _)| n).peekable();
    let mut start = 0;
    if starts.peek() == Some(&0) {
        starts.next();
    }
    loop {
        let end = starts.next().unwrap_or(chunk.text.len());
        let at = chunk.at + start..chunk.at + end;
        let folded = fold(&chunk.text[start..end]);
        glyphs.extend(folded.chars().filter(|c| is_word(*c)).map(|folded| Glyph { folded, at: at.clone() }));
        if end == chunk.text.len() {
            return glyphs;
        }
        start = end;
    }
}

/// The voice marks of half-width kana are letters by name.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || matches!(c, '\u{ff9e}' | '\u{ff9f}')
}

/// The parts of a folded chunk of a script with spaces: folding may have made several words of one character.
pub(super) fn pieces(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c| !is_word(c)).filter(|piece| !piece.is_empty())
}

fn is_word(c: char) -> bool {
    !matches!(Class::of(c), Class::Other | Class::Break)
}

/// Every word of a text in its form in the index, with its place in bytes.
pub(super) fn each_word(text: &str, mut each: impl FnMut(Standing, &str, Range<usize>)) {
    let mut whole = Whole::default();
    let mut folded = String::new();
    for chunk in chunks(text) {
        let at = chunk.at..chunk.end();
        if chunk.kind == Kind::Run {
            run(&chunk, &mut each);
            continue;
        }
        fold_into(chunk.text, &mut folded);
        match chunk.text.is_ascii() {
            true => each(Standing::Line, &folded, at.clone()),
            false => pieces(&folded).for_each(|piece| each(Standing::Line, piece, at.clone())),
        }
        if !chunk.signs.is_empty() {
            let end = at.end + chunk.signs.len();
            each(Standing::Beside, &signed(&folded, chunk.signs), at.start..end);
        }
        if let Some((word, at)) = whole.add(&chunk, &folded) {
            each(Standing::Beside, &word, at);
        }
    }
    if let Some((word, at)) = whole.end() {
        each(Standing::Beside, &word, at);
    }
}

fn run(chunk: &Chunk<'_>, each: &mut impl FnMut(Standing, &str, Range<usize>)) {
    let glyphs = glyphs(chunk);
    for pair in glyphs.windows(2) {
        let word: String = [pair[0].folded, pair[1].folded].iter().collect();
        each(Standing::Line, &word, pair[0].at.start..pair[1].at.end);
    }
    if let Some(last) = glyphs.last() {
        each(Standing::Line, last.folded.encode_utf8(&mut [0; 4]), last.at.clone());
    }
}

fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    match text.is_ascii() {
        true => folded.extend(text.bytes().map(|b| char::from(b.to_ascii_lowercase()))),
        false => folded.push_str(&fold(text)),
    }
}

/// A word with its signs, which stay one word for the tokenizer.
pub(super) fn signed(folded: &str, signs: &str) -> String {
    let wide = |c| if c == '+' { '＋' } else { '＃' };
    folded.chars().chain(signs.chars().map(wide)).collect()
}

/// A word of the index as it is typed.
#[must_use]
pub fn spelled(word: &str) -> String {
    word.replace('＋', "+").replace('＃', "#")
}

/// A word of parts that one kind of joint joins, as it grows.
#[derive(Debug, Default)]
struct Whole {
    joint: Option<Joint>,
    word: String,
    parts: usize,
    at: Range<usize>,
    /// The last chunk, which may begin the next.
    last: String,
    last_at: Range<usize>,
}

impl Whole {
    /// Adds a chunk; gives the word that it ends.
    fn add(&mut self, chunk: &Chunk<'_>, folded: &str) -> Option<(String, Range<usize>)> {
        let ended = if chunk.joint == self.joint { None } else { self.end() };
        if chunk.joint.is_some() {
            if self.joint.is_none() {
                (self.joint, self.parts) = (chunk.joint, 1);
                (self.word, self.at) = (self.last.clone(), self.last_at.clone());
            }
            self.word.push_str(folded);
            self.at.end = chunk.end();
            self.parts += 1;
        }
        self.last.clear();
        self.last.push_str(folded);
        self.last_at = chunk.at..chunk.end();
        ended
    }

    fn end(&mut self) -> Option<(String, Range<usize>)> {
        let is_word = self.joint.take().is_some() && self.parts <= PARTS;
        is_word.then(|| (pieces(&self.word).collect(), self.at.clone()))
    }
}

/// What a query looks for where parts may be one word.
pub(super) fn is_whole(joint: Joint, parts: usize) -> bool {
    // Two letters with points are a word of another meaning more often than not: U.S. and us.
    parts <= PARTS && (joint != Joint::Point || parts > 2)
}

fn push(out: &mut String, word: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(word);
}

/// Whether a word of the index is one character of a script without spaces, which every pair with it begins.
pub(super) fn is_single(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(is_spaceless) && chars.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_words_are_found_in_the_index() {
        let text = "Don’t panic, Zürich: COVID疫情报告 می‌روم 🙂 ﾃﾚﾋﾞ";
        let words: Vec<_> = written_words(text).map(|(_, spelled, folded)| (spelled, folded)).collect();
        let spelled: Vec<&str> = words.iter().map(|word| word.0).collect();
        let pairs = ["疫情", "情报", "报告"];
        assert_eq!(spelled[..4], ["Don", "t", "panic", "Zürich"]);
        assert_eq!(spelled[4], "COVID");
        assert_eq!(spelled[5..8], pairs);
        assert_eq!(spelled[8..], ["می‌روم", "ﾃﾚ", "ﾚﾋﾞ"]);
        let index = format!(" {} ", index_text(text));
        for (spelled, folded) in words {
            assert!(index.contains(&format!(" {folded} ")), "{spelled}");
        }
    }

    #[test]
    fn words_of_many_scripts() {
        let table = [
            ("Don’t panic: U.S. says", "don t panic u s says ¶ dont ¶ us"),
            ("the E-mail, e–mail", "the e mail e mail ¶ email"),
            ("l’état-major", "l etat major ¶ letat ¶ etatmajor"),
            ("2026-11-23 or 1,000,000 or 1.5", "2026 11 23 or 1 000 000 or 1 5 ¶ 1000000"),
            ("C++ and C# or C+D", "c and c or c d ¶ c＋＋ ¶ c＃"),
            ("COVID疫情报告", "covid 疫情 情报 报告 告"),
            ("東京", "東京 京"),
            ("می‌روم به خانه", "می روم به خانه ¶ میروم"),
            ("С Новым годом", "с новым годом"),
            ("서울의 봄", "서울의 봄"),
            ("हिन्दी समाचार", "हिन्दी समाचार"),
            ("ﾃﾚﾋﾞ", "テレ レビ ビ"),
            ("ปี๒๕๖๘", "ปี ี 2568".trim()),
            ("10½ ﷺ", "10 1 2 صلی الله علیه وسلم"),
            ("a\u{0}b", "a b"),
            ("co\u{ad}op", "coop"),
            ("👩🏽‍🚒🇮🇷🇫🇷❤️x", "👩 🚒 🇮🇷 🇫🇷 ❤ x"),
            ("ភ្នំ\u{200b}ពេញ", "ភ្ ្ន នំ ំព ពេ េញ ញ"),
        ];
        for (text, words) in table {
            assert_eq!(index_text(text), words);
        }
    }

    #[test]
    fn the_line_is_what_is_written() {
        for (text, line) in [("don’t go", "don t go"), ("", ""), ("go", "go"), ("می‌روم", "می روم")]
        {
            assert_eq!(in_order(&index_text(text)), line);
        }
    }
}
