//! What a character is to a search: part of a word, of a run without spaces, an emoji, or nothing.

use std::ops::RangeInclusive;

use unicode_normalization::char::is_combining_mark;

/// What a stretch of a text is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters and digits of a script that puts spaces between words.
    Word,
    /// Characters of a script that puts none.
    Run,
    /// One picture.
    Emoji,
    /// One half of a flag.
    Regional,
    /// A number such as ½, which the digits before it are not part of.
    Fraction,
}

/// What a character does to the stretch before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It is of this kind, and goes on or begins.
    Is(Kind),
    /// It belongs to the character before it.
    Mark,
    /// It says nothing, as do soft hyphens and marks of direction.
    Nothing,
    /// Nothing among characters without spaces, else the end of a word (zero width space).
    Break,
    /// It is of no word.
    Other,
}

impl Class {
    pub(super) fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Self::Is(Kind::Word),
            '\0'..='\u{7f}' => Self::Other,
            '\u{200b}' => Self::Break,
            // Letters by name that stand for an apostrophe.
            '\u{2b9}'..='\u{2bf}' | '\u{2c8}' => Self::Other,
            '¼'..='¾' | '⅐'..='⅟' | '↉' => Self::Is(Kind::Fraction),
            c if is_ignored(c) => Self::Nothing,
            c if is_spaceless(c) && (c.is_alphanumeric() || is_combining_mark(c) || is_radical(c)) => {
                Self::Is(Kind::Run)
            }
            c if is_combining_mark(c) => Self::Mark,
            c if c.is_alphanumeric() => Self::Is(Kind::Word),
            '\u{1f1e6}'..='\u{1f1ff}' => Self::Is(Kind::Regional),
            c if is_emoji(c) => Self::Is(Kind::Emoji),
            _ => Self::Other,
        }
    }
}

/// Soft hyphen, joiner, direction marks, word joiner, variation selectors, byte order mark, the box of a keycap, colours of
/// skin, and the letters that name a flag's region.
pub(super) fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200d}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{20e3}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Scripts whose words are not separated: Thai, Lao, Tibetan, Myanmar, Khmer, Tai, Balinese, Javanese, Han, Kana, Bopomofo.
/// Not their digits, which are numbers as everywhere.
const SPACELESS: [RangeInclusive<char>; 19] = [
    '\u{e00}'..='\u{fff}',
    '\u{1000}'..='\u{109f}',
    '\u{1780}'..='\u{17ff}',
    '\u{1950}'..='\u{19df}',
    '\u{1a20}'..='\u{1aaf}',
    '\u{1b00}'..='\u{1b7f}',
    '\u{2e80}'..='\u{2fdf}',
    '\u{3005}'..='\u{3007}',
    '\u{3041}'..='\u{312f}',
    '\u{31a0}'..='\u{31bf}',
    '\u{31f0}'..='\u{31ff}',
    '\u{3400}'..='\u{4dbf}',
    '\u{4e00}'..='\u{9fff}',
    '\u{a980}'..='\u{a9ff}',
    '\u{aa60}'..='\u{aadf}',
    '\u{f900}'..='\u{faff}',
    '\u{ff66}'..='\u{ff9f}',
    '\u{1b000}'..='\u{1b16f}',
    '\u{20000}'..='\u{3ffff}',
];

pub(super) fn is_spaceless(c: char) -> bool {
    c >= '\u{e00}' && SPACELESS.iter().any(|range| range.contains(&c)) && digit(c).is_none()
}

fn is_radical(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}')
}

/// Pictures that people write with; not the letters, arrows and shapes of typography.
fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{231a}' | '\u{231b}' | '\u{23e9}'..='\u{23fa}' | '\u{25fd}' | '\u{25fe}' | '\u{2600}'..='\u{2756}'
        | '\u{2757}' | '\u{2763}'..='\u{2767}' | '\u{2794}'..='\u{27bf}' | '\u{2b1b}' | '\u{2b1c}' | '\u{2b50}'
        | '\u{2b55}' | '\u{3030}' | '\u{303d}' | '\u{1f000}'..='\u{1faff}')
}

/// The zeros of the scripts' own digits.
const ZEROS: [char; 35] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}',
    '\u{c66}', '\u{ce6}', '\u{d66}', '\u{de6}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{1090}',
    '\u{17e0}', '\u{1810}', '\u{1946}', '\u{19d0}', '\u{1a80}', '\u{1a90}', '\u{1b50}', '\u{1bb0}',
    '\u{1c40}', '\u{1c50}', '\u{a620}', '\u{a8d0}', '\u{a900}', '\u{a9d0}', '\u{a9f0}', '\u{aa50}',
    '\u{abf0}',
];

/// A decimal digit of any script as an ASCII one.
pub(super) fn digit(c: char) -> Option<char> {
    if c < ZEROS[0] {
        return None;
    }
    let before = ZEROS.partition_point(|zero| *zero <= c);
    let value = u32::from(c) - u32::from(ZEROS[before.checked_sub(1)?]);
    char::from_digit(value, 10)
}
