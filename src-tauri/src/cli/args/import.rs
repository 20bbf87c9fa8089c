//! Taking in what other programs keep.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::model::{FetchTime, ImportFormat, ImportId, ImportShelf, TagPath};

/// Take in what another program, or another archive, keeps
///
/// Reads the exports of Pocket, Instapaper, wallabag, Omnivore, Readwise, Raindrop.io, Karakeep, Linkwarden, Readeck, Zotero and others,
/// bookmarks of browsers, feeds, lists of URLs, saved pages (HTML, MHTML, WARC, WACZ), folders of them, and what
/// `lede export --format json` writes. A file is recognised by what is in it. What is there already gets what it lacks; the same file
/// again changes nothing; of an import that broke off the rest is taken in. Every row is accounted for.
#[derive(Debug, Args)]
pub struct Import {
    /// Files and folders.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Give the articles of the files this tag; may be repeated.
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<TagPath>,
    /// When the pages are fetched whose articles are new: before this command ends, by whoever works through the queue, or not at all.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = FetchArg::Later)]
    pub fetch: FetchArg,
    /// Put new articles here, whatever the file says.
    #[arg(long, value_name = "SHELF", value_enum)]
    pub shelf: Option<ImportShelfArg>,
    /// Leave out what a feed brought.
    #[arg(long)]
    pub skip_feeds: bool,
    /// What the files are, where it cannot be told from what is in them: pocket-csv, instapaper, bookmarks, urls …
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    pub format: Option<ImportFormat>,
    /// Say what is in the files, and change nothing.
    #[arg(long)]
    pub preview: bool,
}

/// List the files that were taken in, and what became of their rows
#[derive(Debug, Args)]
pub struct Imports {
    /// An import: its report.
    #[arg(value_name = "IMPORT")]
    pub import: Option<ImportId>,
    /// Write what became of every row to this file, as CSV; `-` is standard output.
    #[arg(long, value_name = "FILE", requires = "import")]
    pub csv: Option<PathBuf>,
    /// Move the articles that it brought to the trash.
    #[arg(long, requires = "import", conflicts_with = "csv")]
    pub take_back: bool,
}

/// When pages are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FetchArg {
    Now,
    Later,
    Never,
}

/// Where articles go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportShelfArg {
    Inbox,
    Archive,
}

impl From<FetchArg> for FetchTime {
    fn from(when: FetchArg) -> Self {
        match when {
            FetchArg::Now => Self::Now,
            FetchArg::Later => Self::Later,
            FetchArg::Never => Self::Never,
        }
    }
}

impl From<ImportShelfArg> for ImportShelf {
    fn from(shelf: ImportShelfArg) -> Self {
        match shelf {
            ImportShelfArg::Inbox => Self::Inbox,
            ImportShelfArg::Archive => Self::Archive,
        }
    }
}

fn format(text: &str) -> Result<ImportFormat, String> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
        .map_err(|_| "docs/IMPORT.md lists the formats".to_owned())
}
