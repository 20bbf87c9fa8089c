//! A written date as tokens: numbers in any digits, words folded so that spelling variants are one, and marks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Tokens looked at; a line with a date is short.
const MAX_TOKENS: usize = 60;

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number of at most 14 digits.
    Number(u64),
    /// A run of letters, folded; a Han character is a word of its own.
    Word(String),
    /// Any other character.
    Mark(char),
}

/// A token and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// Characters as written: `05` has two.
    pub length: usize,
    /// Whether no white space stands before it.
    pub glued: bool,
}

impl Token {
    /// The number, if it is one.
    pub fn number(&self) -> Option<u64> {
        match self.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The word, if it is one.
    pub fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The number, if it has at most two digits and lies in a range.
    pub fn small(&self, range: std::ops::RangeInclusive<u8>) -> Option<u8> {
        let number = self.number().filter(|_| self.length <= 2).and_then(|n| u8::try_from(n).ok());
        number.filter(|n| range.contains(n))
    }

    /// Whether it is one of these words.
    pub fn is_any(&self, words: &[&str]) -> bool {
        self.word().is_some_and(|word| words.contains(&word))
    }

    /// Whether it is this mark.
    pub fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }
}

/// Splits a text; what comes after the first tokens is not looked at.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut glued = false;
    let mut chars = fold(text).into_iter().peekable();
    while let Some(c) = chars.next() {
        if tokens.len() == MAX_TOKENS {
            break;
        }
        if c.is_whitespace() {
            glued = false;
            continue;
        }
        let mut length = 1;
        let kind = if let Some(digit) = c.to_digit(10) {
            let mut number = u64::from(digit);
            while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
                chars.next();
                length += 1;
                number = number.saturating_mul(10).saturating_add(u64::from(digit));
            }
            if length > 14 { Kind::Mark('#') } else { Kind::Number(number) }
        } else if is_letter(c) {
            let mut word = String::from(c);
            while !is_han(c)
                && let Some(next) = chars.next_if(|next| is_letter(*next) && !is_han(*next))
            {
                word.push(next);
                length += 1;
            }
            Kind::Word(word)
        } else {
            Kind::Mark(c)
        };
        tokens.push(Token { kind, length, glued });
        glued = true;
    }
    tokens
}

/// A name as the words that a text with it has: `Kānūn II` and `kanun ii` are one.
pub(super) fn words(name: &str) -> Vec<String> {
    tokens(name).into_iter().filter_map(|token| token.word().map(str::to_owned)).collect()
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// Digits of any script as ASCII, letters in lower case without accents; one letter for the Arabic and Persian forms of
/// yeh, kaf, alef and heh; Han numerals where they stand for digits.
fn fold(text: &str) -> Vec<char> {
    let lower: String = text
        .chars()
        .take(600)
        .filter(|c| !is_invisible(*c))
        .map(|c| if matches!(c, '\u{200C}' | '\u{A0}' | '\u{202F}') { ' ' } else { c })
        .collect::<String>()
        .to_lowercase();
    let folded: Vec<char> = lower.nfkd().filter(|c| !is_accent(*c)).nfc().map(fold_char).collect();
    han_numbers(&folded)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200D}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}' | '\u{640}' | '\u{AD}' | '\u{FEFF}')
}

/// Accents of Latin, Greek and Cyrillic letters; hamza and vowel marks of Arabic. Vowels of other scripts are letters.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{670}')
}

fn fold_char(c: char) -> char {
    match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ة' | 'ە' | 'ۀ' => 'ه',
        'ٱ' => 'ا',
        '‑' | '‐' | '–' | '—' | '−' => '-',
        '：' | '∶' => ':',
        '，' | '、' | '،' => ',',
        '。' => '.',
        '׳' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' => '\'',
        _ => digit(c).unwrap_or(c),
    }
}

/// The ASCII digit for a decimal digit of the scripts that write dates with digits of their own.
fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 17] = [
        0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0,
        0xF20, 0x1040, 0x17E0,
    ];
    let code = u32::from(c);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

/// `二〇二四年十二月三十一日` in ASCII digits: a run of Han numerals counts only before a unit of dates or times.
fn han_numbers(chars: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        let run = chars[at..].iter().take_while(|c| han_numeral(**c).is_some()).count();
        let unit = chars.get(at + run).is_some_and(|c| {
            matches!(c, '年' | '月' | '日' | '号' | '號' | '时' | '時' | '点' | '點' | '分')
        });
        match (run > 0 && unit).then(|| han_number(&chars[at..at + run])).flatten() {
            Some(number) => {
                out.extend(number.chars());
                at += run;
            }
            None => {
                out.push(chars[at]);
                at += 1;
            }
        }
    }
    out
}

fn han_numeral(c: char) -> Option<u32> {
    const NUMERALS: &str = "〇一二三四五六七八九十";
    match c {
        '零' | '○' => Some(0),
        '元' => Some(11),
        _ => NUMERALS.chars().position(|n| n == c).and_then(|n| u32::try_from(n).ok()),
    }
}

/// Digits in a row (`二〇二四`), tens (`三十一`), or `元`, the first year of an era.
fn han_number(run: &[char]) -> Option<String> {
    let values: Vec<u32> = run.iter().filter_map(|c| han_numeral(*c)).collect();
    match values.as_slice() {
        [11] => Some("1".to_owned()),
        values if values.contains(&11) => None,
        [10] => Some("10".to_owned()),
        [10, ones] if *ones < 10 => Some((10 + ones).to_string()),
        [tens, 10] if *tens < 10 => Some((tens * 10).to_string()),
        [tens, 10, ones] if *tens < 10 && *ones < 10 => Some((tens * 10 + ones).to_string()),
        values if values.contains(&10) => None,
        values => Some(values.iter().map(ToString::to_string).collect()),
    }
}
