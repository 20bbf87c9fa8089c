//! Arguments of `lede export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::model::{ExportFormat, ExportOptions};

/// Write articles to a file that other programs read
///
/// Without IDs, --query or --collection, the whole archive goes out, without its trash. What could not be included is listed.
#[derive(Debug, Args)]
pub struct Export {
    /// IDs or URLs.
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// The articles that a search finds, as `lede search` lists them.
    #[arg(long, value_name = "QUERY", conflicts_with = "ids")]
    pub query: Option<String>,
    /// The articles of this collection and those below it, in their order, or what this saved search finds: its ID, name or
    /// path of names.
    #[arg(long, value_name = "COLLECTION", conflicts_with_all = ["ids", "query"])]
    pub collection: Option<String>,
    /// The form of the file.
    #[arg(long, short, value_name = "FORMAT")]
    pub format: FormatArg,
    /// The new file, or folder.
    #[arg(long, short, value_name = "FILE")]
    pub output: PathBuf,
    /// What it is called, as the title of a book; otherwise the collection, or the only article.
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// Replace what is there under that name.
    #[arg(long)]
    pub force: bool,
    /// Leave pictures out.
    #[arg(long)]
    pub no_pictures: bool,
    /// Leave your notes out.
    #[arg(long)]
    pub no_notes: bool,
    /// Leave your highlights out.
    #[arg(long)]
    pub no_highlights: bool,
    /// A folder of files instead of one file: html, markdown, pdf.
    #[arg(long)]
    pub folder: bool,
    /// Begin a table with a byte order mark, by which spreadsheets know that it is UTF-8: csv.
    #[arg(long)]
    pub bom: bool,
}

impl Export {
    /// What the flags ask for.
    pub fn options(&self) -> ExportOptions {
        ExportOptions {
            pictures: !self.no_pictures,
            notes: !self.no_notes,
            highlights: !self.no_highlights,
            folder: self.folder,
            bom: self.bom,
        }
    }
}

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// A page, or a site with --folder, that needs nothing else.
    Html,
    /// A book, EPUB 3.3.
    Epub,
    /// Markdown files with their pictures, in a zip or a folder.
    Markdown,
    /// PDF.
    Pdf,
    /// Everything that is kept of the articles.
    Json,
    /// A table with a row for each article.
    Csv,
    /// Bookmarks for browsers.
    Bookmarks,
    /// Citations as CSL-JSON.
    Csl,
    /// Citations as RIS.
    Ris,
    /// Citations as BibTeX.
    Bibtex,
    /// A web archive of the pages as they were sent.
    Wacz,
}

impl From<FormatArg> for ExportFormat {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Html => Self::Html,
            FormatArg::Epub => Self::Epub,
            FormatArg::Markdown => Self::Markdown,
            FormatArg::Pdf => Self::Pdf,
            FormatArg::Json => Self::Json,
            FormatArg::Csv => Self::Csv,
            FormatArg::Bookmarks => Self::Bookmarks,
            FormatArg::Csl => Self::Csl,
            FormatArg::Ris => Self::Ris,
            FormatArg::Bibtex => Self::Bibtex,
            FormatArg::Wacz => Self::Wacz,
        }
    }
}
