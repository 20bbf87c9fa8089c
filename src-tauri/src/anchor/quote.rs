//! A quote that a person gives, found in a text.

use std::ops::Range;

use super::fold::Folded;
use super::occurrence::occurrences;
use super::text::Text;

/// Why a quote stands for no single place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteFault {
    /// The text does not have it.
    Missing,
    /// The text has it so many times.
    Ambiguous(usize),
}

/// The range of code points where a quote stands: word for word, or else with other white space, quotes, dashes and spellings of
/// letters. Of several places the `nth` (from 1) is taken, if it is given.
///
/// # Errors
/// [`QuoteFault::Missing`] when it stands nowhere, or not so often; [`QuoteFault::Ambiguous`] when it stands in several places.
pub fn find_quote(text: &Text, quote: &str, nth: Option<usize>) -> Result<Range<usize>, QuoteFault> {
    let words: Vec<char> = quote.trim().chars().collect();
    let folded = Folded::of(&words).chars;
    let mut found = occurrences(&words, &folded, text);
    if found.iter().any(|occurrence| occurrence.exact) {
        found.retain(|occurrence| occurrence.exact);
    }
    match (nth, found.as_slice()) {
        (None, [only]) => Ok(only.range.clone()),
        (None, [_, ..]) => Err(QuoteFault::Ambiguous(found.len())),
        (Some(nth), _) => {
            let place = nth.checked_sub(1).and_then(|at| found.get(at));
            place.map(|occurrence| occurrence.range.clone()).ok_or(QuoteFault::Missing)
        }
        (None, []) => Err(QuoteFault::Missing),
    }
}
