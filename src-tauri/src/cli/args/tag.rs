//! `lede tag`, `lede untag` and `lede tags`.

use clap::{Args, Subcommand, ValueEnum};

use crate::model::{TagColor, TagPath};

/// Give articles tags, or show those they have.
///
/// A tag is a path: `world/iran/protests` stands below `world/iran` and `world`. Case and the letters that Persian and Arabic
/// write differently do not count. Leading numbers and addresses (with `://`) are articles, everything from the first other
/// argument on is a tag; a tag that is a number is given with --tag, or as '#2026'. Without tags, those of the articles are
/// shown.
///
/// Prints an array of {id, url, tags} with --json.
#[derive(Debug, Args)]
pub struct Tag {
    /// IDs or URLs, then tags.
    #[arg(value_name = "ID… TAG", required = true)]
    pub items: Vec<String>,
    /// A tag, whatever it looks like; may be repeated.
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<TagPath>,
}

/// Take tags from articles; what stands below a tag stays.
///
/// Articles and tags are told apart as by `lede tag`. Prints an array of {id, url, tags} with --json.
#[derive(Debug, Args)]
pub struct Untag {
    /// IDs or URLs, then tags.
    #[arg(value_name = "ID… TAG", required = true)]
    pub items: Vec<String>,
    /// A tag, whatever it looks like; may be repeated.
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<TagPath>,
    /// Take all tags from the articles.
    #[arg(long, conflicts_with = "tag")]
    pub all: bool,
}

/// List the tags with their numbers of articles, or change them.
///
/// An article counts once for each tag that it has or has one below of; what lies in the trash does not count. Without a
/// verb, lists the tags: an array of {id, path, parent, color, count} with --json.
#[derive(Debug, Args)]
#[command(disable_help_subcommand = true, args_conflicts_with_subcommands = true)]
pub struct Tags {
    /// Show them as a tree.
    #[arg(long)]
    pub tree: bool,
    #[command(subcommand)]
    pub verb: Option<TagsVerb>,
}

/// What to do with tags.
#[derive(Debug, Subcommand)]
pub enum TagsVerb {
    /// Give a tag another path; tags below it go along.
    Rename {
        /// The tag.
        tag: TagPath,
        /// Its new path, from the top.
        path: TagPath,
    },
    /// Move tags under another one, or to the top; tags below them go along.
    Move {
        /// The tags.
        #[arg(value_name = "TAG", required = true)]
        tags: Vec<TagPath>,
        /// The tag to stand under.
        #[arg(long, value_name = "TAG", required_unless_present = "top")]
        under: Option<TagPath>,
        /// To the top.
        #[arg(long, conflicts_with = "under")]
        top: bool,
    },
    /// Merge tags into another one, which their articles get in their place.
    Merge {
        /// The tags that go.
        #[arg(value_name = "TAG", required = true)]
        tags: Vec<TagPath>,
        /// The tag that stays.
        #[arg(long, value_name = "TAG")]
        into: TagPath,
    },
    /// Delete tags with those below them; their articles stay.
    Delete {
        /// The tags.
        #[arg(value_name = "TAG", required = true)]
        tags: Vec<TagPath>,
    },
    /// Give tags a colour; tags below without one of their own show it too.
    Color {
        /// The colour, or `none`.
        color: ColorArg,
        /// The tags.
        #[arg(value_name = "TAG", required = true)]
        tags: Vec<TagPath>,
    },
}

/// A colour as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    Red,
    Orange,
    Yellow,
    Green,
    Teal,
    Blue,
    Purple,
    Pink,
    None,
}

impl From<ColorArg> for Option<TagColor> {
    fn from(color: ColorArg) -> Self {
        Some(match color {
            ColorArg::Red => TagColor::Red,
            ColorArg::Orange => TagColor::Orange,
            ColorArg::Yellow => TagColor::Yellow,
            ColorArg::Green => TagColor::Green,
            ColorArg::Teal => TagColor::Teal,
            ColorArg::Blue => TagColor::Blue,
            ColorArg::Purple => TagColor::Purple,
            ColorArg::Pink => TagColor::Pink,
            ColorArg::None => return None,
        })
    }
}
