//! From text to tree. Every text is a query: what makes no sense is told and searched for as words.
//!
//! ```text
//! query   = all { "OR" all }
//! all     = { [ "AND" ] part }
//! part    = { "-" | "NOT" } ( "(" query ")" | name ":" value | "phrase" | word | beginning* )
//! ```

use std::ops::Range;

use super::lex::{Kind, Name, Token, tokens};
use super::period::Period;
use super::span::Span;
use super::tree::{Condition, Field, Filter, Matching, Part, Query, State, Words};

/// Parentheses within parentheses; nobody types more.
const DEPTH: usize = 24;
/// Conditions; keeps a pasted page from becoming a query.
const CONDITIONS: usize = 64;

/// A query with what was wrong about its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// What is asked.
    pub query: Query,
    /// What makes no sense, in the order of the text.
    pub problems: Vec<Problem>,
    /// The parts that stand in no parentheses, in the order of the text.
    pub parts: Vec<TextPart>,
    /// Every condition that is none of words, with its place in bytes.
    pub filters: Vec<(Range<usize>, Condition)>,
}

/// A part of the text of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPart {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// The name before its colon; `None` for words and for parentheses.
    pub name: Option<&'static str>,
    /// What stands behind the name, or the words, without quotation marks.
    pub value: String,
    /// Whether it must not be so.
    pub negated: bool,
}

/// A part of a text that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with a part of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No field or filter has this name.
    UnknownName,
    /// A filter does not know this value.
    UnknownValue,
    /// A name without a value.
    NoValue,
    /// A parenthesis without the other one.
    Unbalanced,
    /// `OR`, `AND`, `NOT` or `-` without what it joins.
    Alone,
    /// More than a query can hold; left out.
    TooMuch,
}

/// Reads a query.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    let mut parser = Parser {
        text,
        tokens: tokens(text),
        next: 0,
        depth: 0,
        conditions: 0,
        problems: Vec::new(),
        parts: Vec::new(),
        filters: Vec::new(),
    };
    let mut parts = vec![parser.any(None)];
    // A closing parenthesis that nobody opened ends nothing.
    while let Some(token) = parser.take() {
        parser.tell(token.at, Fault::Unbalanced);
        parts.push(parser.any(None));
    }
    let Parser { mut problems, parts: text_parts, filters, .. } = parser;
    problems.sort_by_key(|problem| (problem.at.start, problem.at.end));
    Parsed { query: Query::all(parts), problems, parts: text_parts, filters }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    conditions: usize,
    problems: Vec<Problem>,
    parts: Vec<TextPart>,
    filters: Vec<(Range<usize>, Condition)>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Kind> {
        self.tokens.get(self.next).map(|token| &token.kind)
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.next).cloned();
        self.next += usize::from(token.is_some());
        token
    }

    fn tell(&mut self, at: Range<usize>, fault: Fault) {
        self.problems.push(Problem { at, fault });
    }

    /// Parts joined by `OR`, up to a closing parenthesis; words stand in `field`.
    fn any(&mut self, field: Option<Field>) -> Query {
        let mut any = Vec::new();
        loop {
            let all = self.all(field);
            let is_empty = all == Query::Everything;
            any.push(all);
            match self.peek() {
                Some(Kind::Or) => {
                    let Some(or) = self.take() else { break };
                    let ends = matches!(self.peek(), None | Some(Kind::Close | Kind::Or));
                    if is_empty || ends {
                        self.tell(or.at, Fault::Alone);
                    }
                }
                _ => break,
            }
        }
        Query::any(any)
    }

    fn all(&mut self, field: Option<Field>) -> Query {
        let mut all: Vec<Query> = Vec::new();
        loop {
            match self.peek() {
                None | Some(Kind::Close | Kind::Or) => return Query::all(all),
                Some(Kind::And) => {
                    let Some(and) = self.take() else { continue };
                    let ends = matches!(self.peek(), None | Some(Kind::Close | Kind::Or | Kind::And));
                    if all.is_empty() || ends {
                        self.tell(and.at, Fault::Alone);
                    }
                }
                Some(_) => {
                    let from = self.next;
                    all.push(self.part(field));
                    if self.depth == 0 {
                        self.keep_part(from);
                    }
                }
            }
        }
    }

    /// Keeps where the part stands that was read from this token on.
    fn keep_part(&mut self, from: usize) {
        let read = &self.tokens[from..self.next];
        let (Some(first), Some(last)) = (read.first(), read.last()) else { return };
        let at = first.at.start..last.at.end;
        let is_words = |problem: &Problem| {
            problem.fault == Fault::UnknownValue && at.start <= problem.at.start && problem.at.end <= at.end
        };
        let name = read.iter().find_map(|token| match token.kind {
            Kind::Name(name) => Some((name.name(), token.at.end)),
            _ => None,
        });
        // What stands in parentheses has names of its own, and what makes no sense is words.
        let is_group =
            read.iter().find(|token| token.kind != Kind::Not).is_some_and(|t| t.kind == Kind::Open);
        let named = name.filter(|_| !is_group && !self.problems.iter().any(is_words));
        let start = named.map_or_else(
            || read.iter().find(|token| token.kind != Kind::Not).map_or(at.start, |token| token.at.start),
            |(_, end)| end,
        );
        let rest = || read.iter().filter(|token| token.at.start >= start && token.kind != Kind::Not);
        let value = match (rest().next(), rest().next_back()) {
            (Some(Token { kind: Kind::Quoted(text), at }), Some(last)) if *at == last.at => text.clone(),
            (Some(first), Some(last)) => self.text[first.at.start..last.at.end].to_owned(),
            _ => String::new(),
        };
        let negated = read.iter().take_while(|token| token.at.start <= start).any(|t| t.kind == Kind::Not);
        self.parts.push(TextPart { at, name: named.map(|(name, _)| name), value, negated });
    }

    fn part(&mut self, field: Option<Field>) -> Query {
        let mut not = None;
        while let Some(Kind::Not) = self.peek() {
            not = match (not, self.take()) {
                (None, Some(token)) => Some(token.at),
                _ => None,
            };
        }
        let Some(at) = not else { return self.plain(field) };
        match self.peek() {
            None | Some(Kind::Close | Kind::Or | Kind::And) => {
                self.tell(at, Fault::Alone);
                Query::Everything
            }
            Some(_) => self.plain(field).negated(),
        }
    }

    fn plain(&mut self, field: Option<Field>) -> Query {
        let Some(token) = self.take() else { return Query::Everything };
        match token.kind {
            Kind::Open => self.group(token.at, field),
            Kind::Name(Name::Field(field)) => self.fielded(token.at, field),
            Kind::Name(Name::Filter(filter)) => self.filtered(token.at, filter),
            Kind::Quoted(text) => self.phrase(token.at, field, text),
            Kind::Bare(text) => self.bare(token.at, field, &text),
            // The callers have looked.
            Kind::Close | Kind::Or | Kind::And | Kind::Not => Query::Everything,
        }
    }

    fn group(&mut self, open: Range<usize>, field: Option<Field>) -> Query {
        if self.depth == DEPTH {
            self.tell(open, Fault::TooMuch);
            return Query::Everything;
        }
        self.depth += 1;
        let inside = self.any(field);
        self.depth -= 1;
        if self.take().is_none() {
            self.tell(open, Fault::Unbalanced);
        }
        inside
    }

    /// What stands right behind a name: its place in the text, if there is something.
    fn is_followed(&self, name: &Range<usize>) -> bool {
        let next = self.tokens.get(self.next);
        next.is_some_and(|token| token.at.start == name.end && token.kind != Kind::Close)
    }

    fn fielded(&mut self, name: Range<usize>, field: Field) -> Query {
        if !self.is_followed(&name) {
            self.tell(name, Fault::NoValue);
            return Query::Everything;
        }
        self.part(Some(field))
    }

    fn filtered(&mut self, name: Range<usize>, filter: Filter) -> Query {
        if !self.is_followed(&name) {
            self.tell(name, Fault::NoValue);
            return Query::Everything;
        }
        if self.peek() == Some(&Kind::Not) {
            self.take();
            return self.value(name, filter).negated();
        }
        self.value(name, filter)
    }

    fn value(&mut self, name: Range<usize>, filter: Filter) -> Query {
        let Some(token) = self.take() else { return Query::Everything };
        let (text, is_bare) = match token.kind {
            Kind::Bare(text) => (text, true),
            Kind::Quoted(text) => (text, false),
            // A filter has one value: what else stands here is read as if there were no name.
            _ => {
                self.next -= 1;
                self.tell(name, Fault::NoValue);
                return self.part(None);
            }
        };
        let mut at = name.start..token.at.end;
        let several = if is_bare { self.spaced(filter, &text, &mut at) } else { None };
        let search = || {
            let named = filter == Filter::Saved && text.contains(char::is_alphabetic);
            named.then(|| Condition::Search(text.trim().to_owned()))
        };
        if let Some(condition) = several.or_else(|| condition(filter, text.trim())).or_else(search) {
            return self.one(at, condition);
        }
        if text.trim().is_empty() {
            self.tell(at, Fault::NoValue);
            return Query::Everything;
        }
        self.tell(at.clone(), Fault::UnknownValue);
        let matching = if is_bare { Matching::Word } else { Matching::Phrase };
        let text = if is_bare { format!("{}:{text}", filter.name()) } else { text };
        self.one(at, Condition::Words(Words { field: None, text, matching }))
    }

    /// A date of several words without quotation marks, such as `last 3 weeks`.
    fn spaced(&mut self, filter: Filter, first: &str, at: &mut Range<usize>) -> Option<Condition> {
        if !matches!(filter, Filter::Saved | Filter::Published) {
            return None;
        }
        let word = |token: &Token| match &token.kind {
            Kind::Bare(text) => Some((text.clone(), token.at.end)),
            _ => None,
        };
        for more in [2, 1] {
            let words = self.tokens.get(self.next..self.next + more);
            let Some(words) = words.and_then(|words| words.iter().map(word).collect::<Option<Vec<_>>>())
            else {
                continue;
            };
            let text = [first].into_iter().chain(words.iter().map(|(text, _)| text.as_str()));
            if let Some(found) = condition(filter, &text.collect::<Vec<_>>().join(" ")) {
                self.next += more;
                at.end = words.last().map_or(at.end, |(_, end)| *end);
                return Some(found);
            }
        }
        None
    }

    fn phrase(&mut self, at: Range<usize>, field: Option<Field>, text: String) -> Query {
        if text.trim().is_empty() {
            return Query::Everything;
        }
        self.one(at, Condition::Words(Words { field, text, matching: Matching::Phrase }))
    }

    fn bare(&mut self, at: Range<usize>, field: Option<Field>, text: &str) -> Query {
        if field.is_none() && is_unknown_name(text) {
            self.tell(at.clone(), Fault::UnknownName);
        }
        let word = text.trim_end_matches('*');
        let matching = if word.len() < text.len() { Matching::Beginning } else { Matching::Word };
        if word.is_empty() {
            return Query::Everything;
        }
        self.one(at, Condition::Words(Words { field, text: word.to_owned(), matching }))
    }

    fn one(&mut self, at: Range<usize>, condition: Condition) -> Query {
        if self.conditions == CONDITIONS {
            self.tell(at, Fault::TooMuch);
            return Query::Everything;
        }
        self.conditions += 1;
        if !matches!(condition, Condition::Words(_)) {
            self.filters.push((at, condition.clone()));
        }
        Query::Is(condition)
    }
}

/// Whether a word looks like a name and a value: Latin letters, a colon, and no address.
fn is_unknown_name(text: &str) -> bool {
    text.split_once(':').is_some_and(|(name, value)| {
        let letters = name.len() > 1 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        letters && !value.is_empty() && !value.starts_with("//")
    })
}

fn condition(filter: Filter, value: &str) -> Option<Condition> {
    let text = || (!value.is_empty()).then(|| value.to_owned());
    match filter {
        Filter::Site => text().map(Condition::Site),
        Filter::Tag => text().map(Condition::Tag),
        Filter::Collection => text().map(Condition::Collection),
        Filter::Language => text().map(Condition::Language),
        Filter::State => State::named(value).map(Condition::State),
        Filter::Part => Part::named(value).map(Condition::Part),
        Filter::Saved => Period::read(value).map(Condition::Saved),
        Filter::Published => Period::read(value).map(Condition::Published),
        Filter::Length => Span::read(value).map(Condition::Length),
        Filter::LinksTo => text().map(Condition::LinksTo),
        Filter::RelatedTo => text().map(Condition::RelatedTo),
    }
}
