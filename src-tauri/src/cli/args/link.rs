//! Arguments of `lede links` and `lede backlinks`.

use clap::{Args, ValueEnum};

use crate::model::LinkContext;

/// List what articles link to, and what of it is saved.
///
/// First the links of the text, then those of the page's own lists of other stories, under their headings.
#[derive(Debug, Args)]
pub struct Links {
    /// IDs or URLs.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Only links to saved articles.
    #[arg(long)]
    pub saved: bool,
    /// Only links that stood there.
    #[arg(long, value_name = "WHERE")]
    pub context: Option<ContextArg>,
}

/// Where a link stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ContextArg {
    /// In the text.
    Body,
    /// In a list of other stories.
    Related,
}

impl ContextArg {
    /// Whether it names this one.
    pub fn is(self, context: LinkContext) -> bool {
        matches!((self, context), (Self::Body, LinkContext::Body) | (Self::Related, LinkContext::Related))
    }
}

/// List the saved articles that link to articles in their text, each with the sentence.
#[derive(Debug, Args)]
pub struct Backlinks {
    /// IDs or URLs.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// At most so many for each; in a terminal 50 when not given, otherwise all.
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// Skip so many first.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: u32,
}
