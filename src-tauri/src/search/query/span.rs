//! Numbers from and to.

use std::fmt;

/// A range of numbers, both ends in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The least; `None` for no bound.
    pub from: Option<u32>,
    /// The most; `None` for no bound.
    pub to: Option<u32>,
}

impl Span {
    /// Reads `800`, `>800`, `>=800`, `<800`, `<=800`, `800..1200`, `800..` and `..1200`, in any script's digits.
    pub(super) fn read(text: &str) -> Option<Self> {
        let number = |text: &str| digits(text).parse::<u32>().ok();
        if let Some((from, to)) = text.split_once("..") {
            let bound = |text: &str| if text.is_empty() { Some(None) } else { number(text).map(Some) };
            let (from, to) = (bound(from)?, bound(to)?);
            let ordered = from.is_none_or(|from| to.is_none_or(|to| from <= to));
            return (ordered && (from, to) != (None, None)).then_some(Self { from, to });
        }
        let from = |from| Self { from: Some(from), to: None };
        let to = |to| Self { from: None, to: Some(to) };
        if let Some(rest) = text.strip_prefix(">=") {
            return number(rest).map(from);
        }
        if let Some(rest) = text.strip_prefix("<=") {
            return number(rest).map(to);
        }
        if let Some(rest) = text.strip_prefix('>') {
            return number(rest)?.checked_add(1).map(from);
        }
        if let Some(rest) = text.strip_prefix('<') {
            return number(rest)?.checked_sub(1).map(to);
        }
        number(text).map(|n| Self { from: Some(n), to: Some(n) })
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{from}"),
            (Some(from), Some(to)) => write!(f, "{from}..{to}"),
            (Some(from), None) => write!(f, ">={from}"),
            (None, to) => write!(f, "<={}", to.unwrap_or(u32::MAX)),
        }
    }
}

/// Persian, Arabic and full-width digits as ASCII.
pub(super) fn digits(text: &str) -> String {
    let ascii = |c: char| match c {
        '۰'..='۹' => u32::from(c) - u32::from('۰'),
        '٠'..='٩' => u32::from(c) - u32::from('٠'),
        '０'..='９' => u32::from(c) - u32::from('０'),
        _ => 10,
    };
    text.chars().map(|c| char::from_digit(ascii(c), 10).unwrap_or(c)).collect()
}
