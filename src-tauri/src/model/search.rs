//! What searching asks and answers besides the list itself.

use serde::{Deserialize, Serialize};

use super::ArticleId;

/// What was found of an article: its title and the passage that shows most, with the hits in them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Found {
    /// The article.
    pub article: ArticleId,
    /// Its title, in pieces.
    pub title: Vec<Piece>,
    /// Where the passage stands.
    pub place: FoundIn,
    /// The passage, in pieces.
    pub passage: Vec<Piece>,
    /// How well the article fits, in no unit: greater is better. 0 where the list is not sorted by it.
    pub score: f64,
}

/// A stretch of text that is a hit as a whole, or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it was looked for.
    pub hit: bool,
}

/// Where a passage stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum FoundIn {
    /// In the text, its lead paragraph and its captions.
    #[default]
    Text,
    /// In the title alone.
    Title,
    /// Among authors and site.
    By,
    /// In a tag.
    Tag,
    /// In a note.
    Note,
    /// In a highlight or its note.
    Highlight,
}

/// The whole of a list, counted: by what it can be narrowed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Tally {
    /// Articles of the list.
    pub total: u32,
    /// Sites, most articles first.
    pub sites: Vec<Facet>,
    /// Tags, most articles first.
    pub tags: Vec<Facet>,
    /// Years of publication, newest first.
    pub years: Vec<Facet>,
    /// Languages, most articles first.
    pub languages: Vec<Facet>,
    /// What articles are (unread, starred …), in the order of the language.
    pub states: Vec<Facet>,
}

/// Something that a list can be narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Facet {
    /// What it is called; of states and languages the name that the query language has.
    pub label: String,
    /// The same in the query language, such as `site:example.org`.
    pub filter: String,
    /// Articles of the list that are so.
    pub articles: u32,
    /// Whether the query asks for it already.
    pub on: bool,
}

/// How the text of a query is understood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct QueryReading {
    /// Its top-level parts, in the order of the text.
    pub parts: Vec<QueryPart>,
    /// What makes no sense in it, in the order of the text.
    pub problems: Vec<QueryProblem>,
    /// Whether it asks for words.
    pub has_words: bool,
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct QueryPart {
    /// Where it begins, in UTF-16 units.
    pub from: u32,
    /// Where it ends, in UTF-16 units.
    pub to: u32,
    /// The name before its colon; `None` for words.
    pub filter: Option<String>,
    /// What stands behind the colon, or the words.
    pub value: String,
    /// Whether it must not be so.
    pub negated: bool,
}

/// A part of a query that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct QueryProblem {
    /// Where it begins, in UTF-16 units.
    pub from: u32,
    /// Where it ends, in UTF-16 units.
    pub to: u32,
    /// What is wrong.
    pub fault: QueryFault,
}

/// What can be wrong with a part of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum QueryFault {
    /// No field or filter has this name: searched for as words.
    UnknownName,
    /// A filter does not know this value: searched for as words.
    UnknownValue,
    /// A name without a value: left out.
    NoValue,
    /// A parenthesis without the other one.
    Unbalanced,
    /// `OR`, `AND`, `NOT` or `-` without what it joins.
    Alone,
    /// More than a query can hold: left out.
    TooMuch,
    /// There is no such tag, collection or saved search: nothing is.
    NotThere,
}

/// What a half-typed query can go on with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Completions {
    /// Where a completion begins to take the text's place, in UTF-16 units.
    pub from: u32,
    /// Where it ends to, in UTF-16 units.
    pub to: u32,
    /// The completions, best first.
    pub items: Vec<Completion>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Completion {
    /// The text to put in.
    pub insert: String,
    /// What it is shown as.
    pub label: String,
    /// What it means, where the label does not say so.
    pub note: Option<String>,
    /// Articles that have it, where that is known.
    pub articles: Option<u32>,
}

/// How far the search index is behind the articles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct IndexState {
    /// Articles whose words are still to be brought into it.
    pub behind: u32,
}
