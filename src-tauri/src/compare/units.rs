//! The units that are compared: paragraphs, sentences, words.

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use unicode_bidi::{Direction, get_base_direction_full};
use unicode_segmentation::UnicodeSegmentation;

/// Words before a name whose full stop ends no sentence.
const TITLES: &[&str] = &[
    "Capt", "Col", "Dr", "Fr", "Gen", "Gov", "Hon", "Hr", "Lt", "Mme", "Mr", "Mrs", "Ms", "Prof", "Rep",
    "Rev", "Sen", "Sgt", "St",
];

/// Cuts texts into words; Chinese, Japanese, Thai and the like by dictionary.
#[derive(Clone, Copy)]
pub struct Words(WordSegmenterBorrowed<'static>);

impl Default for Words {
    fn default() -> Self {
        Self(WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()))
    }
}

impl Words {
    /// A text cut into words and what stands between them; nothing is left out.
    pub fn of(self, text: &str) -> Vec<&str> {
        let mut start = 0;
        let ends = self.0.segment_str(text).skip(1);
        ends.map(|end| &text[std::mem::replace(&mut start, end)..end])
            .filter(|word| !word.is_empty())
            .collect()
    }

    /// How many words a text has.
    pub fn count(self, text: &str) -> u32 {
        u32::try_from(self.of(text).into_iter().filter(|word| is_word(word)).count()).unwrap_or(u32::MAX)
    }
}

/// Whether a token is a word, and not white space or punctuation.
pub fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
}

/// Letters and digits.
pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// The paragraphs of a text; joined by empty lines they are the text again.
pub fn paragraphs(text: &str) -> Vec<&str> {
    if text.is_empty() { Vec::new() } else { text.split("\n\n").collect() }
}

/// The sentences of a paragraph with the white space after them, by Unicode's rules (UAX 29) without their worst mistake,
/// a break after every `Mr.`
pub fn sentences(text: &str) -> Vec<&str> {
    let (mut start, mut end) = (0, 0);
    let mut sentences = Vec::new();
    for piece in text.split_sentence_bounds() {
        end += piece.len();
        if !ends_in_abbreviation(piece) {
            sentences.push(&text[start..end]);
            start = end;
        }
    }
    if start < end {
        sentences.push(&text[start..end]);
    }
    sentences
}

/// A title, or an initial such as the last letter of `U.S.`
fn ends_in_abbreviation(piece: &str) -> bool {
    let Some(rest) = piece.trim_end().strip_suffix('.') else { return false };
    let word = rest.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let mut chars = word.chars();
    let initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    initial || TITLES.contains(&word)
}

/// Whether a text reads from right to left by its first strong character; `None` when it has none.
pub fn right_to_left(text: &str) -> Option<bool> {
    match get_base_direction_full(text) {
        Direction::Rtl => Some(true),
        Direction::Ltr => Some(false),
        Direction::Mixed => None,
    }
}
