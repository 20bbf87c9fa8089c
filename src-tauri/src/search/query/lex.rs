//! Cuts what a person typed into the pieces that the parser reads.

use std::ops::Range;

use super::tree::{Field, Filter};

/// A piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Or,
    And,
    /// `-` right before something, or `NOT`.
    Not,
    /// A name of a field or filter with its colon.
    Name(Name),
    /// Everything between quotation marks.
    Quoted(String),
    /// A run of other characters.
    Bare(String),
}

/// What stands before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Field(Field),
    Filter(Filter),
}

impl Name {
    /// Names that people know from elsewhere.
    const OTHERS: [(&str, Self); 6] = [
        ("author", Self::Field(Field::By)),
        ("intitle", Self::Field(Field::Title)),
        ("collection", Self::Filter(Filter::Collection)),
        ("language", Self::Filter(Filter::Language)),
        ("linksto", Self::Filter(Filter::LinksTo)),
        ("relatedto", Self::Filter(Filter::RelatedTo)),
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Field(field) => Field::name(field),
            Self::Filter(filter) => Filter::name(filter),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let other =
            || Self::OTHERS.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, is)| *is);
        Field::named(text).map(Self::Field).or_else(|| Filter::named(text).map(Self::Filter)).or_else(other)
    }
}

/// Opening quotation marks of news in many languages, with those that close them.
const QUOTES: [(char, &[char]); 6] = [
    ('"', &['"']),
    ('“', &['”', '“', '"']),
    ('„', &['“', '”', '"']),
    ('”', &['”', '"']),
    ('«', &['»']),
    ('「', &['」']),
];

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new() };
    while lexer.piece() {}
    lexer.tokens
}

/// Whether a character ends a run of bare ones.
fn ends_bare(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')') || QUOTES.iter().any(|(open, _)| *open == c)
}

/// How far the bare characters go that a text begins with, `before` standing in front of it, in bytes.
pub(super) fn bare(before: Option<char>, text: &str) -> usize {
    let mut last = before;
    for (at, c) in text.char_indices() {
        let next = || text[at + c.len_utf8()..].chars().next();
        // Hebrew writes an abbreviation with what looks like a quotation mark: צה"ל.
        let inside = matches!(c, '"' | '”') && last.is_some_and(is_hebrew) && next().is_some_and(is_hebrew);
        if ends_bare(c) && !inside {
            return at;
        }
        last = Some(c);
    }
    text.len()
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5f2}')
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Reads the next piece; `false` at the end.
    fn piece(&mut self) -> bool {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        let Some(first) = self.rest().chars().next() else { return false };
        match first {
            '(' => self.push(Kind::Open, 1),
            ')' => self.push(Kind::Close, 1),
            '-' if self.is_before_something() => self.push(Kind::Not, 1),
            first if self.quoted(first) => {}
            _ => self.word(),
        }
        true
    }

    fn is_before_something(&self) -> bool {
        self.rest()[1..].starts_with(|c: char| !c.is_whitespace() && c != ')')
    }

    fn push(&mut self, kind: Kind, length: usize) {
        self.tokens.push(Token { kind, at: self.at..self.at + length });
        self.at += length;
    }

    fn quoted(&mut self, first: char) -> bool {
        let Some((_, close)) = QUOTES.iter().find(|(open, _)| *open == first) else { return false };
        let rest = &self.rest()[first.len_utf8()..];
        let end = rest.find(*close).unwrap_or(rest.len());
        let closing = rest[end..].chars().next().map_or(0, char::len_utf8);
        self.push(Kind::Quoted(rest[..end].to_owned()), first.len_utf8() + end + closing);
        true
    }

    fn word(&mut self) {
        let rest = self.rest();
        let word = &rest[..bare(None, rest)];
        if let Some((name, colon)) =
            word.find(':').and_then(|colon| Some((Name::read(&word[..colon])?, colon)))
        {
            self.push(Kind::Name(name), colon + 1);
            return self.value();
        }
        let kind = match word {
            "OR" => Kind::Or,
            "AND" => Kind::And,
            "NOT" => Kind::Not,
            word => Kind::Bare(word.to_owned()),
        };
        self.push(kind, word.len());
    }

    /// What stands right behind a name is its value, whatever it looks like.
    fn value(&mut self) {
        let Some(first) = self.rest().chars().next() else { return };
        if first == '-' && self.is_before_something() {
            return self.push(Kind::Not, 1);
        }
        let rest = self.rest();
        let end = bare(None, rest);
        if end > 0 {
            self.push(Kind::Bare(rest[..end].to_owned()), end);
        }
    }
}
