//! Articles with one text.

use serde::{Deserialize, Serialize};

use super::{ArticleId, ArticleSummary};

/// Where else an article's text stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct CopySite {
    /// The other article.
    pub id: ArticleId,
    /// Its site.
    pub site: String,
}

/// An article that has another one's text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Duplicate {
    /// Everything a list shows.
    #[serde(flatten)]
    pub summary: ArticleSummary,
    /// How much the texts have in common, from 0 to 1: runs of four words in both among those in either.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub similarity: f64,
    /// How much of the shorter text stands in the longer one, from 0 to 1.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub containment: f64,
}

/// Articles that are joined by having one text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct DuplicateGroup {
    /// The articles, those published first before the others.
    pub articles: Vec<ArticleSummary>,
    /// The least that two of them which were found alike have in common.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub similarity: f64,
}

/// What was made anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Rebuilt {
    /// Articles whose index entries, copies and other derived things were made.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub articles: u64,
    /// Notes that were indexed.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub notes: u64,
    /// Highlights that were indexed.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub highlights: u64,
}

/// What went from merged articles to the one that was kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Merged {
    /// The kept article.
    pub article: ArticleSummary,
    /// Those that lie in the trash now, with their versions.
    pub merged: Vec<ArticleId>,
    /// Tags that are new to it.
    pub tags: u32,
    /// Notes that were put on it.
    pub notes: u32,
    /// Highlights whose passages stand in its text, too.
    pub highlights: u32,
    /// Highlights whose passages do not; each became a note with the quote.
    pub unfound: u32,
    /// Collections it came into.
    pub collections: u32,
    /// Relations that are its own now.
    pub relations: u32,
}
