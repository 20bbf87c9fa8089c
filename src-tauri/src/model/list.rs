//! What a list asks for and gets.

use serde::{Deserialize, Serialize};

use super::{ArticleId, ArticleSummary, CollectionId, Found, ReadState, TagId};

/// A standing division of the archive. An article outside the trash is on several shelves at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Shelf {
    /// Neither archived nor in the trash.
    #[default]
    Inbox,
    /// In the inbox and not opened yet.
    Unread,
    /// In the inbox, opened, not finished.
    Reading,
    /// Finished, not in the trash.
    Read,
    /// Starred, not in the trash.
    Starred,
    /// Archived, not in the trash.
    Archived,
    /// Perhaps not the whole article, not in the trash.
    Incomplete,
    /// Everything outside the trash.
    All,
    /// In the trash.
    Trash,
}

/// How many articles stand on each shelf.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[allow(missing_docs, reason = "one field for each Shelf, by the same name")]
pub struct ShelfCounts {
    pub inbox: u32,
    pub unread: u32,
    pub reading: u32,
    pub read: u32,
    pub starred: u32,
    pub archived: u32,
    pub incomplete: u32,
    pub all: u32,
    pub trash: u32,
}

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum SortKey {
    /// Time of saving.
    #[default]
    Saved,
    /// Date of publication; articles without one come last.
    Published,
    /// Title, by Unicode case folding.
    Title,
    /// Site name, then time of saving.
    Site,
    /// The order that a person gave a collection; other lists are sorted as by time of saving.
    Hand,
    /// How well it fits the words that are looked for; without words as by time of saving.
    Relevance,
}

/// Direction of a sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum SortOrder {
    /// A to Z, oldest first.
    Ascending,
    /// Z to A, newest first.
    #[default]
    Descending,
}

impl SortOrder {
    /// The other direction.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// A request for part of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct ListQuery {
    /// Which shelf.
    pub shelf: Shelf,
    /// Only articles in this reading state.
    pub state: Option<ReadState>,
    /// Only articles whose copy is perhaps not whole.
    pub incomplete: bool,
    /// What a person looks for, in the query language (docs/SEARCH.md).
    pub find: Option<String>,
    /// Whether `find` is being typed: then its last word may be the beginning of one.
    pub typing: bool,
    /// Which keystroke asks: a later one ends an earlier one, which has then been asked in vain. 0 for what nobody types.
    pub turn: u32,
    /// Whether the answer may be unfinished where a whole one takes long.
    pub quick: bool,
    /// Whether rows come with what was found of them.
    pub passages: bool,
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
    /// Whether copies of one text stand under the first of them, without rows of their own. The trash and collections show
    /// every article all the same.
    pub fold: bool,
    /// Articles whose copies have rows below theirs all the same.
    pub opened: Vec<ArticleId>,
    /// Rows to skip.
    pub offset: u32,
    /// Rows to return at most.
    pub limit: u32,
}

/// Part of a list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ArticlePage {
    /// Rows from the query's offset on.
    pub rows: Vec<ArticleSummary>,
    /// Rows of the whole list, or as many as were counted.
    pub total: u32,
    /// Whether there are more rows than that.
    pub at_least: bool,
    /// Whether only the newest of the articles were compared, because so many have what is looked for: the best of them stand
    /// first, and the others, newest first, after them.
    pub newest: bool,
    /// Whether rows may be missing that were not looked for yet: the same question without `quick` has them.
    pub unfinished: bool,
    /// Articles that stand under others and have no row.
    pub folded: u32,
    /// Of these rows and the opened articles, those that others stand under.
    pub folds: Vec<Fold>,
    /// What was found of these rows, in their order; empty where there are no words to find or nobody asks for it.
    pub passages: Vec<Found>,
}

/// A row that copies of its text stand under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Fold {
    /// The row's article.
    pub article: ArticleId,
    /// Those of its copies that stand in the list after it, in the list's order.
    pub copies: Vec<ArticleId>,
}
