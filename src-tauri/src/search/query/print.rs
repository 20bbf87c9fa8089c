//! From tree to text, so that the text reads as the same tree.

use std::fmt::{self, Write as _};

use super::lex::{Kind, tokens};
use super::tree::{Condition, Field, Filter, Matching, Query, Words};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everything => Ok(()),
            Self::Is(condition) => write!(f, "{condition}"),
            Self::Not(inner) => write!(f, "-{}", Inside(inner)),
            Self::All(parts) => joined(f, parts, " "),
            Self::Any(parts) => joined(f, parts, " OR "),
        }
    }
}

/// A part that stands within another: in parentheses when it has several itself.
struct Inside<'a>(&'a Query);

impl fmt::Display for Inside<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            several @ (Query::All(_) | Query::Any(_)) => write!(f, "({several})"),
            one => write!(f, "{one}"),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[Query], by: &str) -> fmt::Result {
    for (n, part) in parts.iter().enumerate() {
        if n > 0 {
            f.write_str(by)?;
        }
        write!(f, "{}", Inside(part))?;
    }
    Ok(())
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut filter = |filter: Filter, value: &str| write!(f, "{}:{}", filter.name(), value_text(value));
        match self {
            Self::Words(words) => write!(f, "{words}"),
            Self::Site(value) => filter(Filter::Site, value),
            Self::Tag(value) => filter(Filter::Tag, value),
            Self::Collection(value) => filter(Filter::Collection, value),
            Self::Language(value) => filter(Filter::Language, value),
            Self::State(state) => filter(Filter::State, state.name()),
            Self::Part(part) => filter(Filter::Part, part.name()),
            Self::Saved(period) => filter(Filter::Saved, &period.to_string()),
            Self::Search(value) => filter(Filter::Saved, value),
            Self::Published(period) => filter(Filter::Published, &period.to_string()),
            Self::Length(span) => filter(Filter::Length, &span.to_string()),
            Self::LinksTo(value) => filter(Filter::LinksTo, value),
            Self::RelatedTo(value) => filter(Filter::RelatedTo, value),
        }
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = self.field {
            write!(f, "{}:", Field::name(field))?;
        }
        match self.matching {
            Matching::Word => f.write_str(&self.text),
            Matching::Beginning => write!(f, "{}*", self.text),
            Matching::Phrase => f.write_str(&in_marks(&self.text)),
        }
    }
}

/// The value of a filter as it is typed: in quotation marks when it would fall apart without.
#[must_use]
pub fn value_text(value: &str) -> String {
    let is_whole = |kind: &Kind| *kind == Kind::Bare(value.to_owned());
    let mut alone = String::from("in:");
    let _ = alone.write_str(value);
    match tokens(&alone).as_slice() {
        [_, token] if is_whole(&token.kind) => value.to_owned(),
        _ => in_marks(value),
    }
}

/// A text in quotation marks that it does not have itself.
fn in_marks(text: &str) -> String {
    match () {
        () if !text.contains('"') => format!("\"{text}\""),
        () if !text.contains('»') => format!("«{text}»"),
        () if !text.contains('」') => format!("「{text}」"),
        () => format!("\"{}\"", text.replace('"', " ")),
    }
}
