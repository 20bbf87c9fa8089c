//! Relations that a person makes between articles. The JSON shapes are a public contract: extend, never break.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ArticleId, ArticleSummary, NoteId, RelationId};

/// What a relation says of its two articles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// Both tell the same story.
    #[default]
    SameStory,
    /// The first goes on where the second ended.
    FollowUp,
    /// The first tells what came before, or what one has to know for the second.
    Background,
    /// The second rests on the first.
    Source,
    /// They say opposite things.
    Contradicts,
    /// The first corrects the second.
    CorrectionOf,
    /// What the first is to the second stands in the relation's label.
    Own,
}

impl RelationKind {
    /// Whether it reads differently from its two sides.
    #[must_use]
    pub fn is_directed(self) -> bool {
        !matches!(self, Self::SameStory | Self::Contradicts)
    }
}

/// What a person says of two articles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct Relating {
    /// The kind.
    pub kind: RelationKind,
    /// The person's own words; with `own`, and with no other kind.
    pub label: Option<String>,
    /// A note, as Markdown.
    pub note: Option<String>,
    /// The side of the articles that it is said of: `to` says of the other article what it is to them.
    pub side: RelationSide,
}

/// A relation between two articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Relation {
    /// Its number.
    pub id: RelationId,
    /// The article that something is said of; without a direction, the one that was saved first.
    pub from: ArticleId,
    /// The article that it is said in regard of.
    pub to: ArticleId,
    /// The kind.
    pub kind: RelationKind,
    /// Whether it reads differently from its two sides.
    pub directed: bool,
    /// The person's own words, when the kind is `own`.
    pub label: Option<String>,
    /// A note, as Markdown.
    pub note: Option<String>,
    /// When it was made.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub created: Timestamp,
    /// When it was changed last.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub updated: Timestamp,
}

/// The side of a relation that it is seen from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum RelationSide {
    /// The first: it is a follow-up to the other.
    #[default]
    From,
    /// The second: it is followed up by the other.
    To,
    /// Either; both read the same.
    Both,
}

/// A relation as one of its articles sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ArticleRelation {
    /// The relation.
    #[serde(flatten)]
    pub relation: Relation,
    /// The side of this article.
    pub side: RelationSide,
    /// The article on the other side.
    pub article: ArticleSummary,
}

/// A `[[link]]` from a note on one article to another, as one of the two sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct NoteConnection {
    /// The note.
    pub note: NoteId,
    /// Whether the note is on the other article and links to this one.
    pub incoming: bool,
    /// The sentence that the link stands in, as plain text.
    pub sentence: String,
    /// The article on the other side.
    pub article: ArticleSummary,
}

/// What a person connected an article with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct PersonalConnections {
    /// Relations, in the order of their kinds, those made last first.
    pub relations: Vec<ArticleRelation>,
    /// Articles that only a link of a note connects it with.
    pub mentions: Vec<NoteConnection>,
}
