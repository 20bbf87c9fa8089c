//! The arguments of `lede repair`.

use clap::{Args, ValueEnum};

use crate::model::Direction;

/// Correct the copies of articles by hand.
///
/// What is corrected is kept, and holds for every later copy of the article. `lede undo` takes it back.
#[derive(Debug, Args)]
pub struct Repair {
    /// IDs or URLs.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Take out the block that begins so (or #NUMBER, as --blocks shows it).
    #[arg(long, value_name = "TEXT", num_args = 1..)]
    pub remove: Vec<String>,
    /// Bring back a block of the page that was left out.
    #[arg(long, value_name = "TEXT", num_args = 1..)]
    pub restore: Vec<String>,
    /// The headline.
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// An author; give it once for each of them, or empty for none.
    #[arg(long = "author", value_name = "NAME")]
    pub authors: Vec<String>,
    /// The site or publication.
    #[arg(long, value_name = "NAME")]
    pub site: Option<String>,
    /// The date of publication: 2018, 2018-06, 2018-06-01 or 2018-06-01T10:00+03:30; empty for none.
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// The language: fa, en, zh-Hant.
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// Which way the article reads.
    #[arg(long, value_name = "DIRECTION")]
    pub direction: Option<DirectionArg>,
    /// Take what the page says again.
    #[arg(long, value_name = "FIELD", num_args = 1..)]
    pub reset: Vec<FieldArg>,
    /// Show what was corrected, and change nothing.
    #[arg(long, group = "instead")]
    pub show: bool,
    /// List every block of the page, kept or dropped and why, and change nothing.
    #[arg(long, group = "instead")]
    pub blocks: bool,
    /// Take all corrections away.
    #[arg(long, group = "instead", conflicts_with_all = ["remove", "restore", "title", "authors", "site", "published", "language", "direction", "reset"])]
    pub clear: bool,
}

/// A direction of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DirectionArg {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl From<DirectionArg> for Direction {
    fn from(direction: DirectionArg) -> Self {
        match direction {
            DirectionArg::Ltr => Self::Ltr,
            DirectionArg::Rtl => Self::Rtl,
        }
    }
}

/// What can be corrected beside blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FieldArg {
    /// The headline.
    Title,
    /// All authors.
    Authors,
    /// The site.
    Site,
    /// The date.
    Published,
    /// The language.
    Language,
    /// The direction.
    Direction,
}
