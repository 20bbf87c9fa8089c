//! Where an article goes on, and in what other forms it can be had.

use serde::{Deserialize, Serialize};

use super::RawResponse;

/// What a page says of further pages and other forms of its article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Onward {
    /// URL of the next page.
    pub next: Option<String>,
    /// URL of the first page, on a later one; where no link leads there, of the earliest that one leads to.
    #[serde(default)]
    pub first: Option<String>,
    /// Which page this is, from 1; 1 where the page does not say.
    pub number: u32,
    /// How many pages there are at least, where links to them tell.
    pub total: Option<u32>,
    /// Other forms of the whole article.
    pub alternates: Vec<Alternate>,
}

/// Another form of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternate {
    /// Absolute URL.
    pub url: String,
    /// Which form.
    pub part: Part,
}

/// What a response beside the first one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The next page of the article.
    Page,
    /// The whole article on one page.
    Single,
    /// The version for printing.
    Print,
    /// The AMP version (`rel=amphtml`).
    Amp,
}

/// A response that belongs to an article beside its first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FurtherResponse {
    /// What it is.
    pub part: Part,
    /// The response.
    pub response: RawResponse,
}
