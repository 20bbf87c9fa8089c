//! `lede related`.

use clap::Args;

/// List the articles that have most in common with others, each with the reasons.
///
/// Prints an array of summaries with `score` and `reasons` with --json; of several articles, an array of {id, related}.
#[derive(Debug, Args)]
pub struct RelatedArgs {
    /// IDs or URLs.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// At most so many for each.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: u32,
    /// Never show this article as related again; may be repeated. `lede undo` takes it back.
    #[arg(long, value_name = "ID")]
    pub dismiss: Vec<String>,
}
