//! `lede duplicates` and `lede rebuild`.

use clap::Args;

/// List articles that have the text of another one, as on several sites
///
/// With IDs, the copies of those articles, those most alike first; without, all groups of copies.
#[derive(Debug, Args)]
pub struct Duplicates {
    /// IDs or URLs.
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// Remember that the other articles given are no copies of the first.
    #[arg(long, requires = "ids")]
    pub not: bool,
    /// Forget that they are none.
    #[arg(long, requires = "ids", conflicts_with = "not")]
    pub again: bool,
}
