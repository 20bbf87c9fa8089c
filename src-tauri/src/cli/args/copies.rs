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

/// Make copies of an article one with it, with all that was added to them.
///
/// It gets their tags, notes, highlights, places in collections, relations and watch, and their star; it counts as read
/// as far as any of them. Links to them lead to it. A highlight whose words are not in its text becomes a note with the
/// quote. The others go to the trash with all their versions. `lede undo` takes all of it back.
#[derive(Debug, Args)]
pub struct Merge {
    /// ID or URL of the article that is kept.
    #[arg(value_name = "KEEP")]
    pub keep: String,
    /// IDs or URLs of those that become one with it.
    #[arg(value_name = "ID", required = true)]
    pub others: Vec<String>,
}
