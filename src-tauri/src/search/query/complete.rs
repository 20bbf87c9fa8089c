//! What a person is typing where the cursor stands, so that it can be completed.

use std::ops::Range;

use super::lex::{Kind, Name, bare, tokens};
use super::tree::{Field, Filter};

/// Something half typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typing {
    /// What a completion takes the place of, in bytes.
    pub at: Range<usize>,
    /// What stands there up to the cursor, without quotation marks.
    pub typed: String,
    /// What it can be.
    pub of: Typed,
}

/// What half typed text can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// A word, or the name of a field or filter.
    Word,
    /// A word of a field.
    Fielded(Field),
    /// The value of a filter.
    Value(Filter),
}

/// What is being typed at a cursor, which stands that many bytes from the beginning; `None` between words.
#[must_use]
pub fn typing(text: &str, cursor: usize) -> Option<Typing> {
    let before = text.get(..cursor)?;
    let tokens = tokens(before);
    let last = tokens.last().filter(|token| token.at.end == cursor)?;
    let name = |token: Option<&super::lex::Token>, end: usize| match token {
        Some(token) if token.at.end == end => match token.kind {
            Kind::Name(Name::Field(field)) => Typed::Fielded(field),
            Kind::Name(Name::Filter(filter)) => Typed::Value(filter),
            _ => Typed::Word,
        },
        _ => Typed::Word,
    };
    let rest = &text[cursor..];
    let end = cursor + bare(before.chars().next_back(), rest);
    let of = || name(tokens.iter().rev().nth(1), last.at.start);
    match &last.kind {
        Kind::Name(_) => Some(Typing { at: cursor..end, typed: String::new(), of: name(Some(last), cursor) }),
        Kind::Bare(typed) => Some(Typing { at: last.at.start..end, typed: typed.clone(), of: of() }),
        Kind::Quoted(typed) => {
            // A closing mark ends the value.
            let opening = before[last.at.start..].chars().next().map_or(0, char::len_utf8);
            let is_open = opening + typed.len() == last.at.len();
            is_open.then(|| Typing { at: last.at.start..cursor, typed: typed.clone(), of: of() })
        }
        Kind::Open | Kind::Close | Kind::Or | Kind::And | Kind::Not => None,
    }
}
