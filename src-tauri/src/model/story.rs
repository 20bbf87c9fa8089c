//! Stories as the window and the command line see them. The JSON shapes are a public contract: extend, never break.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ArticleId, ArticleSummary};

/// Articles that tell one story over time, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct StorySummary {
    /// The story, named by its earliest article. Any article of a story stands for it.
    pub id: ArticleId,
    /// What the person called it, or the headline that tells most of it.
    pub name: String,
    /// Whether the person gave the name.
    pub named: bool,
    /// Whether it stands before the others.
    pub pinned: bool,
    /// Its articles outside the trash; at least two.
    pub articles: u32,
    /// Their sites.
    pub sites: u32,
    /// The sites with most of the articles, at most three.
    pub told_by: Vec<String>,
    /// When the earliest was published, or saved where that is not known.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub first: Timestamp,
    /// When the latest was.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub last: Timestamp,
}

/// What an article is about, as far as it takes to find those that tell the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Day of publication, or of saving where that is not known: days since 1970-01-01.
    pub day: i64,
    /// Its key terms, by ascending key.
    pub terms: Vec<SketchTerm>,
}

/// One of the words that say what an article is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SketchTerm {
    /// Hash of a language and of the beginning of a folded word.
    pub key: i64,
    /// Its share in the article; the squares of all add up to about a million, or less of a short article.
    pub weight: u16,
}

/// A story with its articles, the earliest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Story {
    /// What lists show of it.
    #[serde(flatten)]
    pub summary: StorySummary,
    /// Its articles by date of publication, then by URL.
    pub members: Vec<ArticleSummary>,
}

/// A request for part of the list of stories: pinned ones first, then the one with the latest article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct StoryQuery {
    /// Only stories whose name has these words in it, as search folds them.
    pub find: Option<String>,
    /// Rows to skip.
    pub offset: u32,
    /// At most so many rows.
    pub limit: u32,
}

/// Part of a list of stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct StoryPage {
    /// The stories asked for.
    pub rows: Vec<StorySummary>,
    /// Stories of the whole list.
    pub total: u32,
}
