//! Related articles: the words that one is compared by, and why two belong together.

use serde::{Deserialize, Serialize};

use super::ArticleSummary;

/// A word of an article as it is compared with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Hash of the folded word.
    pub key: u32,
    /// How often it stands in the article, title and lead counting more; at most 255.
    pub count: u8,
    /// Whether it is written as names are.
    pub name: bool,
}

/// An article that belongs to another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Related {
    /// Everything a list shows.
    #[serde(flatten)]
    pub article: ArticleSummary,
    /// How closely: comparable only among the articles related to one.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub score: f64,
    /// Why.
    pub reasons: Reasons,
}

/// Why two articles belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Reasons {
    /// Names and rare words of both, as the article writes them, the most telling first.
    pub words: Vec<String>,
    /// Days between their publication, if they are near.
    pub days: Option<u32>,
    /// Tags of both.
    pub tags: Vec<String>,
    /// How many addresses both link to.
    pub links: u32,
}
