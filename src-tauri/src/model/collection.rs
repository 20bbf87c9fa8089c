//! Collections of articles, and saved searches, which stand among them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AssetHash, CollectionId, ListQuery, ReadState, Shelf, SortKey, SortOrder, TagId};

/// What a saved search looks for: a list without its place in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct SavedQuery {
    /// What was typed to find.
    pub find: Option<String>,
    /// Which shelf.
    pub shelf: Shelf,
    /// Only articles in this reading state.
    pub state: Option<ReadState>,
    /// Only articles whose copy is perhaps not whole.
    pub incomplete: bool,
    /// Only this site (name or host).
    pub site: Option<String>,
    /// Only articles with this tag or one below it.
    pub tag: Option<TagId>,
    /// Only articles of this collection.
    pub collection: Option<CollectionId>,
    /// What to sort by.
    pub sort: SortKey,
    /// Which way.
    pub order: SortOrder,
}

impl From<SavedQuery> for ListQuery {
    fn from(saved: SavedQuery) -> Self {
        let SavedQuery { find, shelf, state, incomplete, site, tag, collection, sort, order } = saved;
        Self { shelf, state, incomplete, find, site, tag, collection, sort, order, ..Self::default() }
    }
}

/// A collection or a saved search, as a tree shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct CollectionSummary {
    /// The collection.
    pub id: CollectionId,
    /// The one that it stands in.
    pub parent: Option<CollectionId>,
    /// Its name.
    pub name: String,
    /// What it looks for, when it is a saved search; then it holds nothing itself.
    pub query: Option<SavedQuery>,
    /// Articles in it, without those in the trash and those of collections below it.
    pub articles: u32,
}

/// How many articles a saved search finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct SearchCount {
    /// The saved search.
    pub id: CollectionId,
    /// The articles that were counted.
    pub articles: u32,
    /// Whether it finds more than were counted.
    pub more: bool,
}

/// A collection or a saved search with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Collection {
    /// What a tree shows.
    #[serde(flatten)]
    pub summary: CollectionSummary,
    /// Names from the top down to its own, joined by `/`.
    pub path: String,
    /// What it is about, in Markdown.
    pub description: String,
    /// The picture that stands for it: the one that was chosen, else that of the first article with one.
    pub cover: Option<AssetHash>,
    /// Whether that picture was chosen.
    pub chosen_cover: bool,
    /// When it was made.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub created: Timestamp,
    /// When its name, description, cover or query last changed.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub updated: Timestamp,
}

/// A collection to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct NewCollection {
    /// Its name; need not be unique.
    pub name: String,
    /// The collection to make it in.
    pub parent: Option<CollectionId>,
    /// What it is about, in Markdown.
    pub description: String,
    /// What it looks for, which makes it a saved search.
    pub query: Option<SavedQuery>,
}

/// A change of a collection's own data; `None` leaves a field as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct CollectionPatch {
    /// Its name.
    pub name: Option<String>,
    /// What it is about, in Markdown.
    pub description: Option<String>,
    /// Its picture; an empty one chooses none, so that the first article with one gives it.
    pub cover: Option<AssetHash>,
    /// What it looks for; only of a saved search.
    pub query: Option<SavedQuery>,
}
