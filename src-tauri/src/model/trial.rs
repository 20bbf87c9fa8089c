//! Trying a site rule on a page.

use serde::{Deserialize, Serialize};

use super::RuleUse;

/// What a site rule makes of a page, beside what the page is without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct RuleTrial {
    /// Address of the page.
    pub url: String,
    /// The rule, and what it found; none when no rule is for the page.
    pub rule: Option<RuleUse>,
    /// Headline.
    pub title: String,
    /// Authors in order.
    pub authors: Vec<String>,
    /// Date of publication.
    pub published: Option<String>,
    /// Words of `text`.
    pub words: u32,
    /// The article's text.
    pub text: String,
    /// Paragraphs that are there only with the rule, in order.
    pub added: Vec<String>,
    /// Paragraphs that are there only without it, in order.
    pub removed: Vec<String>,
}
