//! Exports: what goes out of the archive, in which form, and what became of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ArticleId, AssetHash, CollectionId, HighlightId, ListQuery};

/// The form of an export.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    /// A page, or a site in a folder, that needs nothing else.
    #[default]
    Html,
    /// A book, EPUB 3.3.
    Epub,
    /// Markdown files with their pictures.
    Markdown,
    /// PDF.
    Pdf,
    /// Everything that the archive holds, as JSON.
    Json,
    /// A table with a row for each article.
    Csv,
    /// A Netscape bookmark file.
    Bookmarks,
    /// CSL-JSON.
    Csl,
    /// RIS.
    Ris,
    /// BibTeX, in BibLaTeX's fields.
    Bibtex,
    /// A web archive: WARC within WACZ.
    Wacz,
}

impl ExportFormat {
    /// How the name of its file ends, without the dot; `None` for a folder.
    #[must_use]
    pub fn extension(self, folder: bool) -> Option<&'static str> {
        match self {
            Self::Html | Self::Markdown | Self::Pdf if folder => None,
            Self::Html | Self::Bookmarks => Some("html"),
            Self::Epub => Some("epub"),
            Self::Markdown => Some("zip"),
            Self::Pdf => Some("pdf"),
            Self::Json | Self::Csl => Some("json"),
            Self::Csv => Some("csv"),
            Self::Ris => Some("ris"),
            Self::Bibtex => Some("bib"),
            Self::Wacz => Some("wacz"),
        }
    }
}

/// How a citation is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum CitationStyle {
    /// American Psychological Association, 7th edition.
    #[default]
    Apa,
    /// Modern Language Association.
    Mla,
    /// The Chicago Manual of Style, notes and bibliography.
    Chicago,
    /// An item of CSL-JSON.
    CslJson,
    /// A BibTeX entry, in BibLaTeX's fields.
    Bibtex,
    /// A RIS record.
    Ris,
}

/// An article, or a highlight of it, as it is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Citation {
    /// The article.
    pub id: ArticleId,
    /// The highlight that is cited.
    pub highlight: Option<HighlightId>,
    /// How it is written.
    pub style: CitationStyle,
    /// The citation.
    pub text: String,
}

/// Which articles go out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum ExportChoice {
    /// The whole archive without its trash.
    Archive,
    /// These, in this order.
    Articles(Vec<ArticleId>),
    /// A list as it stands, copies included.
    List(ListQuery),
    /// A collection by hand with those below it, or what a saved search finds.
    Collection(CollectionId),
}

/// What an export is to hold besides the articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct ExportOptions {
    /// Pictures.
    pub pictures: bool,
    /// The person's notes.
    pub notes: bool,
    /// The person's highlights.
    pub highlights: bool,
    /// A folder of files rather than one file, where the format has both.
    pub folder: bool,
    /// A byte order mark at the beginning of a table, by which spreadsheets know UTF-8.
    pub bom: bool,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self { pictures: true, notes: true, highlights: true, folder: false, bom: false }
    }
}

/// What is known of an export before its first article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contents {
    /// Its name: that of the collection, of the one article, or of the archive.
    pub title: String,
    /// What it is about, in Markdown: the collection's description.
    pub description: String,
    /// The picture that stands for it.
    pub cover: Option<AssetHash>,
    /// When it is made.
    pub made: Timestamp,
    /// What goes out and with what.
    pub options: ExportOptions,
    /// Each article once, in order.
    pub articles: Vec<ContentsEntry>,
    /// The collections that divide it, from the top down; empty when none does.
    pub sections: Vec<Section>,
}

/// An article of an export, as a table of contents has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ContentsEntry {
    /// The article.
    pub id: ArticleId,
    /// Its headline.
    pub title: String,
    /// Its site.
    pub site: String,
    /// Its date of publication, ISO 8601.
    pub published: Option<String>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// Whether its text runs from right to left.
    pub rtl: bool,
}

/// A collection as part of an export. An article may stand in several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name.
    pub name: String,
    /// 0 at the top, 1 below that.
    pub depth: u32,
    /// Its own articles in its order, without those of sections below it.
    pub articles: Vec<ArticleId>,
}

/// What an export would hold, told before it is made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ExportPreview {
    /// The name of the collection, of the one article or of the archive; empty for other choices.
    pub title: String,
    /// Articles.
    pub articles: u32,
    /// The first of them, in order.
    pub first: Vec<ContentsEntry>,
    /// Collections that divide it.
    pub sections: u32,
    /// What belongs to the articles.
    pub holdings: ExportHoldings,
}

/// What belongs to the shown versions of some articles, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ExportHoldings {
    /// Different pictures that are kept.
    pub pictures: u32,
    /// Their bytes.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub picture_bytes: u64,
    /// Pictures that could not be fetched.
    pub missing_pictures: u32,
    /// Articles whose copy may not be whole.
    pub incomplete: u32,
    /// The person's notes.
    pub notes: u32,
    /// The person's highlights.
    pub highlights: u32,
}

/// What an export did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ExportReport {
    /// Articles that are in it.
    pub exported: u32,
    /// What is not in it, and why.
    pub left_out: Vec<LeftOut>,
    /// Where it is, absolute.
    pub output: String,
    /// Bytes of the file, or of all files.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub bytes: u64,
}

/// Something that could not be included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct LeftOut {
    /// The article that it is, or is of.
    pub id: ArticleId,
    /// What is missing and for what reason, for a person.
    pub why: String,
}
