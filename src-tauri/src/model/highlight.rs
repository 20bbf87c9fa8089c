//! Highlights: passages that a person marked, with what they noted on them.

use std::ops::Range;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Anchoring, ArticleId, HighlightId, SortOrder, TagId, TagPath, VersionId};

/// What a passage is marked with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each is its colour")]
pub enum HighlightColor {
    #[default]
    Yellow,
    Green,
    Blue,
    Pink,
}

/// A range of code points of a reading text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct TextRange {
    /// Code points before it.
    pub start: u32,
    /// Code points before its end.
    pub end: u32,
}

impl From<Range<usize>> for TextRange {
    /// A range of code points; what no text reaches is cut off.
    fn from(range: Range<usize>) -> Self {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: number(range.start), end: number(range.end) }
    }
}

/// A passage that a person marked, and where it stands in the version that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Highlight {
    /// The highlight.
    pub id: HighlightId,
    /// Its article.
    pub article: ArticleId,
    /// The version it was made on, in which it always stands.
    pub version: VersionId,
    /// What was marked, word for word.
    pub quote: String,
    /// Up to 32 code points before it.
    pub prefix: String,
    /// Up to 32 code points after it.
    pub suffix: String,
    /// Where it stands in its own version.
    pub position: TextRange,
    /// Where it stands in the version that was asked for; `None` when it is not found there.
    pub place: Option<TextRange>,
    /// How it was found there.
    pub anchored: Option<Anchoring>,
    /// Its colour.
    pub color: HighlightColor,
    /// What the person noted on it, in Markdown.
    pub note: Option<String>,
    /// The person's tags on it.
    pub tags: Vec<String>,
    /// When it was made.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub created: Timestamp,
    /// When its colour, note or tags were changed last.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub updated: Timestamp,
}

/// A highlight among those of all articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct HighlightRow {
    /// The highlight, with its place in the version that is shown.
    #[serde(flatten)]
    pub highlight: Highlight,
    /// The article's title.
    pub title: String,
    /// The article's site.
    pub site: String,
    /// The article's URL.
    pub url: String,
    /// The article's authors.
    pub authors: Vec<String>,
    /// When the article was published, in ISO 8601.
    pub published: Option<String>,
    /// The article's language.
    pub language: Option<String>,
    /// `ltr` or `rtl`.
    pub direction: String,
}

/// A change to some highlights; what is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct HighlightPatch {
    /// New colour.
    pub color: Option<HighlightColor>,
    /// New note; an empty one takes the note away.
    pub note: Option<String>,
    /// Tags to give.
    pub add_tags: Vec<TagPath>,
    /// Tags to take away.
    pub remove_tags: Vec<TagPath>,
}

/// What a list of highlights is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum HighlightSort {
    /// When it was made.
    #[default]
    Created,
    /// Article by article, the one with the newest highlight first when descending; within one in reading order.
    Article,
}

/// Which highlights a list has, and which part of it is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct HighlightQuery {
    /// Those of one article.
    pub article: Option<ArticleId>,
    /// Those of one of these colours; all of them when there is none.
    pub colors: Vec<HighlightColor>,
    /// Those with this tag or one under it.
    pub tag: Option<TagId>,
    /// Those made at this time or later.
    #[cfg_attr(feature = "desktop", specta(type = Option<String>))]
    pub from: Option<Timestamp>,
    /// Those made before this time.
    #[cfg_attr(feature = "desktop", specta(type = Option<String>))]
    pub to: Option<Timestamp>,
    /// Words of the passage or of its note.
    pub find: Option<String>,
    /// The order.
    pub sort: HighlightSort,
    /// Its direction.
    pub order: SortOrder,
    /// Highlights to pass over.
    pub offset: u32,
    /// Highlights at most.
    pub limit: u32,
}

impl Default for HighlightQuery {
    fn default() -> Self {
        Self {
            article: None,
            colors: Vec::new(),
            tag: None,
            from: None,
            to: None,
            find: None,
            sort: HighlightSort::default(),
            order: SortOrder::Descending,
            offset: 0,
            limit: 100,
        }
    }
}

/// A part of a list of highlights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct HighlightPage {
    /// The highlights.
    pub rows: Vec<HighlightRow>,
    /// How many the whole list has.
    pub total: u32,
}
