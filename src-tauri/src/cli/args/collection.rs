//! `lede collection`.

use clap::{Args, Subcommand};

use super::{ShelfArg, SortArg, StateArg};

/// Put articles into collections, in an order of your own.
///
/// A collection is named by its ID, by its name, or by the names from the top down to it, such as `World/Fires`. An article
/// may be in any number of them, and stays in the archive whatever happens to them.
#[derive(Debug, Args)]
#[command(disable_help_subcommand = true)]
pub struct CollectionArgs {
    #[command(subcommand)]
    pub verb: CollectionVerb,
}

/// What to do with collections.
#[derive(Debug, Subcommand)]
pub enum CollectionVerb {
    /// Add articles to the end of a collection, which is made when it is not there.
    Add {
        /// ID, name or path of names.
        collection: String,
        /// IDs or URLs.
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
    },
    /// Take articles out of a collection; they stay in the archive.
    Remove {
        /// ID, name or path of names.
        collection: String,
        /// IDs or URLs.
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
    },
    /// Put articles of a collection one after the other, as they are given.
    Order {
        /// ID, name or path of names.
        collection: String,
        /// IDs or URLs.
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
        /// Before this article; without it, at the end.
        #[arg(long, value_name = "ID")]
        before: Option<String>,
    },
    /// Make an empty collection.
    New {
        /// Its name.
        name: String,
        /// In this collection.
        #[arg(long, value_name = "COLLECTION")]
        r#in: Option<String>,
        /// What it is about, in Markdown.
        #[arg(long, value_name = "TEXT", default_value = "")]
        description: String,
    },
    /// Save a search under a name; `lede list --collection NAME` runs it.
    Search(SavedSearch),
    /// Show a collection.
    Show {
        /// ID, name or path of names.
        collection: String,
    },
    /// Give a collection or a saved search another name.
    Rename {
        /// ID, name or path of names.
        collection: String,
        /// The new name.
        name: String,
    },
    /// Write what a collection is about, in Markdown.
    Describe {
        /// ID, name or path of names.
        collection: String,
        /// The text; `-` reads it from standard input.
        text: String,
    },
    /// Choose the picture that stands for a collection.
    Cover {
        /// ID, name or path of names.
        collection: String,
        /// The lead picture of this article of the collection; without it, of the first that has one.
        #[arg(value_name = "ID")]
        article: Option<String>,
    },
    /// Move collections, with all that is in them, into another or to the top.
    Move {
        /// IDs, names or paths of names.
        #[arg(value_name = "COLLECTION", required = true)]
        collections: Vec<String>,
        /// Into this collection; without it, to the top.
        #[arg(long, value_name = "COLLECTION")]
        r#in: Option<String>,
        /// Before this one of those there; without it, to the end.
        #[arg(long, value_name = "COLLECTION")]
        before: Option<String>,
    },
    /// Delete collections and those in them; their articles stay in the archive.
    Delete {
        /// IDs, names or paths of names.
        #[arg(value_name = "COLLECTION", required = true)]
        collections: Vec<String>,
    },
}

/// What a saved search looks for.
#[derive(Debug, Args)]
pub struct SavedSearch {
    /// Its name; an existing saved search of this name is changed.
    pub name: String,
    /// In this collection.
    #[arg(long, value_name = "COLLECTION")]
    pub r#in: Option<String>,
    /// Words that all must occur, as for `lede list`.
    #[arg(long, value_name = "WORDS")]
    pub find: Option<String>,
    /// Only articles in this reading state.
    #[arg(long, value_name = "STATE")]
    pub state: Option<StateArg>,
    /// Which part of the archive.
    #[arg(long, value_name = "SHELF", default_value = "all")]
    pub shelf: ShelfArg,
    /// Only articles whose copy is perhaps not whole.
    #[arg(long)]
    pub incomplete: bool,
    /// Only this site, by its name or host.
    #[arg(long, value_name = "SITE")]
    pub site: Option<String>,
    /// What to sort by: dates newest first, names from A to Z.
    #[arg(long, value_name = "KEY", default_value = "saved")]
    pub sort: SortArg,
    /// Turn the order round.
    #[arg(long)]
    pub reverse: bool,
}
