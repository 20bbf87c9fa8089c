//! `lede highlight` and `lede highlights`.

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::model::{HighlightColor, HighlightId, TagPath, VersionId};

/// Highlight a quote in an article; change and delete highlights.
///
/// White space, quotes, dashes and the letters that Persian and Arabic write differently need not be the article's. A highlight is found
/// again when the article changes; what is not found in a version stays listed.
#[derive(Debug, Args)]
#[command(override_usage = "lede highlight [OPTIONS] <ID> <QUOTE>
       lede highlight [OPTIONS] --change <HIGHLIGHT>...
       lede highlight [OPTIONS] --delete <HIGHLIGHT>...")]
pub struct MakeHighlight {
    /// ID or URL of the article, and words that stand in it.
    #[arg(value_name = "ID QUOTE", num_args = 0..=2, required_unless_present_any = ["change", "delete"])]
    pub words: Vec<String>,
    /// Of several places with these words, the first, second …
    #[arg(long, value_name = "N", requires = "words")]
    pub nth: Option<usize>,
    /// In this version of the article, not in the one that is shown.
    #[arg(long, value_name = "VERSION", requires = "words")]
    pub version: Option<VersionId>,
    /// Change these highlights: their colour, note or tags.
    #[arg(long, value_name = "HIGHLIGHT", num_args = 1.., conflicts_with = "words")]
    pub change: Vec<HighlightId>,
    /// Delete these highlights; `lede undo` brings them back.
    #[arg(long, value_name = "HIGHLIGHT", num_args = 1.., conflicts_with_all = ["words", "change", "note", "color", "tag"])]
    pub delete: Vec<HighlightId>,
    /// A note on it, in Markdown; an empty one takes the note away.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Its colour; yellow when not given.
    #[arg(long, value_name = "COLOR")]
    pub color: Option<HighlightColorArg>,
    /// Give it this tag; may be repeated.
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<TagPath>,
    /// Take this tag from it; may be repeated.
    #[arg(long, value_name = "TAG", requires = "change")]
    pub untag: Vec<TagPath>,
}

/// List highlights, the newest first; those of articles in reading order.
#[derive(Debug, Args)]
pub struct ListHighlights {
    /// Only highlights of these articles: IDs or URLs.
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// With their places in this version of the article, not in the one that is shown.
    #[arg(long, value_name = "VERSION", requires = "ids", conflicts_with_all = ["color", "tag", "since", "until", "find", "limit", "offset"])]
    pub version: Option<VersionId>,
    /// Only highlights of this colour; may be repeated.
    #[arg(long, value_name = "COLOR")]
    pub color: Vec<HighlightColorArg>,
    /// Only highlights with this tag or one below it.
    #[arg(long, value_name = "TAG")]
    pub tag: Option<TagPath>,
    /// Only highlights made on this day or later, such as 2026-03-14.
    #[arg(long, value_name = "DATE")]
    pub since: Option<Date>,
    /// Only highlights made on this day or earlier.
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,
    /// Only highlights with all these words in the passage or in its note.
    #[arg(long, value_name = "WORDS")]
    pub find: Option<String>,
    /// At most so many highlights of each list; in a terminal 50 when not given, otherwise all.
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// Skip so many highlights first.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: u32,
    /// Print them as an array of annotations of the W3C Web Annotation Data Model, which other programs read.
    #[arg(long, conflicts_with = "version")]
    pub w3c: bool,
}

/// A colour as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HighlightColorArg {
    Yellow,
    Green,
    Blue,
    Pink,
}

impl From<HighlightColorArg> for HighlightColor {
    fn from(color: HighlightColorArg) -> Self {
        match color {
            HighlightColorArg::Yellow => Self::Yellow,
            HighlightColorArg::Green => Self::Green,
            HighlightColorArg::Blue => Self::Blue,
            HighlightColorArg::Pink => Self::Pink,
        }
    }
}
