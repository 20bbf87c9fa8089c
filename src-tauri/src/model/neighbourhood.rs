//! The map around an article. The JSON shapes are a public contract: extend, never break.

use serde::{Deserialize, Serialize};

use super::{ArticleId, RelationKind};

/// What connects two articles on the map, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum EdgeKind {
    /// A person's relation.
    Relation,
    /// A note on the first links to the second.
    Note,
    /// Nearly the same text.
    Copy,
    /// The text of the first links to the second.
    Link,
    /// Both are of one story.
    Story,
    /// Shared rare terms, names and tags.
    Related,
}

/// An article on the map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct MapNode {
    /// The article.
    pub id: ArticleId,
    /// Its headline.
    pub title: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Its site.
    pub site: String,
    /// ISO 8601 date of publication.
    pub published: Option<String>,
    /// How many steps it is from the middle.
    pub hops: u8,
}

/// A connection on the map.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct MapEdge {
    /// Where it begins.
    pub from: ArticleId,
    /// Where it ends.
    pub to: ArticleId,
    /// What it is.
    pub kind: EdgeKind,
    /// Whether it leads from one to the other and not both ways.
    pub directed: bool,
    /// The kind of a person's relation.
    pub relation: Option<RelationKind>,
    /// The person's own words for it.
    pub label: Option<String>,
}

/// What lies around an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Neighbourhood {
    /// The article in the middle.
    pub center: ArticleId,
    /// The middle first, then by steps from it, the strongest connected first.
    pub nodes: Vec<MapNode>,
    /// Every connection between two of the nodes.
    pub edges: Vec<MapEdge>,
    /// Articles that are connected with these and are not shown; at least so many.
    pub left_out: u32,
}
