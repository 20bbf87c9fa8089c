//! Site rules: what a person says of the pages of one site, in CSS selectors. docs/RULES.md describes the format.

mod host;
mod read;
mod selector;
mod used;
mod verdict;

pub use host::HostPattern;
pub use read::parse_rule;
pub(in crate::capture) use used::{RuledPage, replace_text};
pub(in crate::capture) use verdict::{overrule, places};

use selector::Selector;

/// Whether a text can be used as a selector of a rule; the error says why not.
///
/// # Errors
/// What is wrong with it.
pub fn check_selector(text: &str) -> Result<(), String> {
    Selector::parse(text).map(|_| ())
}

/// A site rule, read and checked.
#[derive(Debug, Clone)]
pub struct SiteRule {
    /// The hosts it is for.
    pub host: HostPattern,
    /// The headline: the first selector that finds a text.
    pub(super) title: Vec<Selector>,
    /// The authors: everything that the first selector with a result finds.
    pub(super) authors: Vec<Selector>,
    /// The date of publication: the first selector that finds a date.
    pub(super) date: Vec<Selector>,
    /// The article: everything that the first selector with a result finds.
    pub(super) body: Vec<Selector>,
    /// What is taken out of the page.
    pub(super) remove: Vec<Selector>,
    /// What stays, whatever else is decided of it.
    pub(super) keep: Vec<Selector>,
    /// A link to the whole article on one page.
    pub(super) single_page: Vec<Selector>,
    /// A link to the article's next page.
    pub(super) next_page: Vec<Selector>,
    /// Whether clutter inside of `body` goes as it does elsewhere.
    pub(super) prune: bool,
    /// Texts of the page's source and what they are replaced by, before it is parsed.
    pub(super) replace: Vec<(String, String)>,
}

#[cfg(test)]
mod tests;
