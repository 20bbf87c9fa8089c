//! Finding words in one article.

use serde::{Deserialize, Serialize};

use super::TextRange;

/// What is looked for in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Wanted {
    /// This text, wherever it stands, amid words too.
    Text(String),
    /// The words of a query of the search language.
    Query(String),
}

/// Where something stands in an article, in order; no two places overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Occurrences {
    /// In its headline, as code points of it.
    pub title: Vec<TextRange>,
    /// In its reading text, as code points of that.
    pub text: Vec<TextRange>,
    /// Whether there are more than are told.
    pub more: bool,
}
