//! `lede story`.

use clap::{Args, Subcommand};

/// Show the stories that articles belong to, list them, or change them.
///
/// A story is what several articles tell over time; any of its articles stands for it. Without a verb, prints the stories of
/// these articles: an array of {id, name, named, pinned, articles, sites, told_by, first, last, members} with --json, without members
/// from `list`. What a person joins, splits, adds or takes out stays so; changes can be taken back by `lede undo`.
#[derive(Debug, Args)]
#[command(disable_help_subcommand = true, args_conflicts_with_subcommands = true)]
pub struct StoryArgs {
    /// IDs or URLs of articles.
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    #[command(subcommand)]
    pub verb: Option<StoryVerb>,
}

/// What to do with stories.
#[derive(Debug, Subcommand)]
pub enum StoryVerb {
    /// List the stories: pinned ones first, then the one with the latest article.
    List {
        /// Only those whose name has this in it.
        #[arg(long, value_name = "TEXT")]
        find: Option<String>,
        /// At most so many.
        #[arg(long, default_value_t = 100)]
        limit: u32,
    },
    /// Give a story a name; an empty one takes it back to that of its articles.
    Rename {
        /// An article of the story.
        id: String,
        /// The name.
        name: String,
    },
    /// Let stories stand before the others.
    Pin {
        /// Articles of the stories.
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
    },
    /// Let them stand where their dates put them.
    Unpin {
        /// Articles of the stories.
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
    },
    /// Make one story of several; it keeps the name of the first.
    Join {
        /// Articles of the stories; one that has none counts as one.
        #[arg(value_name = "ID", required = true, num_args = 2..)]
        ids: Vec<String>,
    },
    /// Make a story of their own of some articles of a story.
    Split {
        /// The articles.
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
    },
    /// Put articles into a story.
    Add {
        /// An article of the story.
        id: String,
        /// The articles to put there.
        #[arg(value_name = "ARTICLE", required = true)]
        articles: Vec<String>,
    },
    /// Take articles out of their stories.
    Take {
        /// The articles.
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
    },
}
