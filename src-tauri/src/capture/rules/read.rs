//! Reading a rule's text; every fault is told with its line.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SiteRule;
use super::host::HostPattern;
use super::selector::Selector;
use crate::error::{Error, Result};

/// Bytes of a rule, more than which are a mistake.
const MAX_BYTES: usize = 256 << 10;

/// Reads and checks the text of a site rule.
///
/// # Errors
/// `Rule` with the line that cannot be used.
pub fn parse_rule(text: &str) -> Result<SiteRule> {
    let fault = |span: Option<Range<usize>>, reason: String| Error::Rule {
        line: span.map(|span| line_at(text, span.start)),
        reason,
    };
    if text.len() > MAX_BYTES {
        return Err(fault(None, format!("a rule has at most {MAX_BYTES} bytes")));
    }
    let table = DeTable::parse(text).map_err(|error| fault(error.span(), error.message().to_owned()))?;
    read(table.get_ref()).map_err(|Fault { span, reason }| fault(span, reason))
}

struct Fault {
    span: Option<Range<usize>>,
    reason: String,
}

fn at(span: Range<usize>, reason: impl Into<String>) -> Fault {
    Fault { span: Some(span), reason: reason.into() }
}

type Value<'a> = Spanned<DeValue<'a>>;

const KEYS: &str =
    "host, title, authors, date, body, remove, keep, single_page, next_page, prune and replace";

fn read(table: &DeTable<'_>) -> Result<SiteRule, Fault> {
    let none =
        Fault { span: None, reason: "it does not say which host it is for: host = \"example.org\"".into() };
    let mut rule = SiteRule {
        host: host(table.get("host").ok_or(none)?)?,
        title: Vec::new(),
        authors: Vec::new(),
        date: Vec::new(),
        body: Vec::new(),
        remove: Vec::new(),
        keep: Vec::new(),
        single_page: Vec::new(),
        next_page: Vec::new(),
        prune: false,
        replace: Vec::new(),
    };
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "host" => {}
            "title" => rule.title = selectors(value)?,
            "authors" => rule.authors = selectors(value)?,
            "date" => rule.date = selectors(value)?,
            "body" => rule.body = selectors(value)?,
            "remove" => rule.remove = selectors(value)?,
            "keep" => rule.keep = selectors(value)?,
            "single_page" => rule.single_page = selectors(value)?,
            "next_page" => rule.next_page = selectors(value)?,
            "prune" => rule.prune = yes_or_no(value)?,
            "replace" => rule.replace = replacements(value)?,
            unknown => {
                return Err(at(key.span(), format!("{unknown} is no key of a rule: there are {KEYS}")));
            }
        }
    }
    Ok(rule)
}

fn host(value: &Value<'_>) -> Result<HostPattern, Fault> {
    let (text, span) = string(value)?;
    HostPattern::parse(text)
        .ok_or_else(|| at(span, format!("{text:?} is no host: write \"example.org\" or \"*.example.org\"")))
}

/// One selector, or a list of them.
fn selectors(value: &Value<'_>) -> Result<Vec<Selector>, Fault> {
    let one = |value| {
        let (text, span) = string(value)?;
        Selector::parse(text).map_err(|reason| at(span, reason))
    };
    match value.get_ref() {
        DeValue::Array(items) => items.iter().map(one).collect(),
        _ => Ok(vec![one(value)?]),
    }
}

fn replacements(value: &Value<'_>) -> Result<Vec<(String, String)>, Fault> {
    let wanted = "it takes a list of [find, with] pairs: [[\"<noscript>\", \"<div>\"]]";
    let DeValue::Array(pairs) = value.get_ref() else { return Err(at(value.span(), wanted)) };
    let pair = |pair: &Value<'_>| match pair.get_ref() {
        DeValue::Array(items) if items.len() == 2 => {
            let ((find, span), (with, _)) = (string(&items[0])?, string(&items[1])?);
            if find.is_empty() {
                return Err(at(span, "what is to be found is empty"));
            }
            Ok((find.to_owned(), with.to_owned()))
        }
        _ => Err(at(pair.span(), wanted)),
    };
    pairs.iter().map(pair).collect()
}

fn yes_or_no(value: &Value<'_>) -> Result<bool, Fault> {
    value.get_ref().as_bool().ok_or_else(|| at(value.span(), "it is either true or false"))
}

fn string<'a>(value: &'a Value<'_>) -> Result<(&'a str, Range<usize>), Fault> {
    let text = value.get_ref().as_str();
    text.map(|text| (text, value.span())).ok_or_else(|| at(value.span(), "a text in quotes is expected here"))
}

fn line_at(text: &str, byte: usize) -> u32 {
    let before = &text.as_bytes()[..byte.min(text.len())];
    u32::try_from(before.iter().filter(|b| **b == b'\n').count() + 1).unwrap_or(u32::MAX)
}
