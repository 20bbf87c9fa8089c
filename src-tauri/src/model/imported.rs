//! What a file of another program says, in the terms of the archive.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{HighlightColor, ReadState};

/// A kind of file that can be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ImportFormat {
    /// What `lede export --format json` writes.
    Lede,
    /// Pocket's last export: a zip of CSV parts, annotations and shared lists.
    PocketZip,
    /// One part of it.
    PocketCsv,
    /// Pocket's older export, a page of links.
    PocketHtml,
    /// Instapaper's CSV, of three generations.
    Instapaper,
    /// wallabag's JSON, of versions 1 and 2, from a file or its API.
    WallabagJson,
    /// wallabag's CSV.
    WallabagCsv,
    /// Omnivore's zip of metadata, texts and highlights, or its metadata alone.
    Omnivore,
    /// The library of Readwise Reader as CSV.
    Reader,
    /// Readwise's highlights as CSV.
    ReadwiseHighlights,
    /// Raindrop.io's CSV.
    Raindrop,
    /// Karakeep's (Hoarder's) JSON.
    Karakeep,
    /// Linkwarden's JSON.
    Linkwarden,
    /// Netscape bookmarks: browsers, Pinboard, Raindrop.io, Shaarli, Shiori.
    Bookmarks,
    /// Readeck's CSV.
    ReadeckCsv,
    /// Readeck's zip of Markdown files with pictures.
    ReadeckZip,
    /// A URL a line.
    Urls,
    /// OneTab's lines of URL and title.
    OneTab,
    /// OPML: a list of feeds or links.
    Opml,
    /// An RSS, Atom or JSON feed: the articles it lists.
    Feed,
    /// A page in one file: of SingleFile, monolith, or a browser, with or without the folder of its pictures.
    Page,
    /// A page with its pictures in one MIME message.
    Mhtml,
    /// A web archive.
    Warc,
    /// A package of web archives.
    Wacz,
    /// A folder, or a zip, of files of these kinds.
    Folder,
    /// Zotero's RDF.
    ZoteroRdf,
    /// Citations as CSL-JSON.
    CslJson,
    /// `GoodLinks`' JSON.
    GoodLinks,
    /// Matter's CSV.
    Matter,
    /// Pinboard's JSON.
    Pinboard,
    /// A backup of Firefox' bookmarks.
    Firefox,
    /// Chrome's own file of bookmarks.
    Chrome,
}

impl ImportFormat {
    /// What files and scripts call it: `pocket-zip`.
    #[must_use]
    pub fn name(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(name)) => name,
            _ => String::new(),
        }
    }
}

/// An entry of a file of another program.
#[derive(Debug)]
pub struct ImportedRow {
    /// Where it stands, for a person: `part_000001.csv, line 312`.
    pub place: String,
    /// What stands there, byte by byte; of an entry of a larger whole, the part that is its own.
    pub source: Vec<u8>,
    /// What it says, or why it says nothing.
    pub item: Result<ImportedItem, Refusal>,
}

/// Why an entry does not come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is nothing that an archive of articles keeps: a bookmarklet, a separator.
    Skipped(String),
    /// It cannot be read.
    Failed(String),
}

/// What an entry is.
#[derive(Debug, Clone)]
pub enum ImportedItem {
    /// A saved page, or something about one.
    Article(Box<ImportedArticle>),
    /// A collection, which may be empty.
    Collection(ImportedCollection),
}

/// A collection of another program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportedCollection {
    /// Its names from the top down to it.
    pub path: Vec<String>,
    /// What it is about, as plain text.
    pub description: Option<String>,
}

/// A page as another program kept it; what the file does not say is `None` or empty.
#[derive(Debug, Clone, Default)]
pub struct ImportedArticle {
    /// Its URL as the file has it; without one, the entry is found by its title, or kept by what it says.
    pub url: Option<String>,
    /// What the program calls the entry, for other entries' `related`.
    pub key: Option<String>,
    /// Its headline. A title that repeats the URL is none.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where it was published.
    pub site: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// When it was published: ISO 8601, as precise as the file is.
    pub published: Option<String>,
    /// When the person saved it.
    pub saved: Option<Timestamp>,
    /// What the program, or the person, says it is about: plain text.
    pub excerpt: Option<String>,
    /// How far it was read.
    pub state: Option<ReadState>,
    /// Whether it was put away.
    pub archived: bool,
    /// Whether it is a favourite.
    pub starred: bool,
    /// How far down it was read: 0 top … 1 end.
    pub position: Option<f64>,
    /// Tags as the program spells them; `/` makes none stand below another.
    pub tags: Vec<String>,
    /// The collections it stands in, each by its names from the top down, in the order in which the entries come.
    pub collections: Vec<Vec<String>>,
    /// What was noted on it.
    pub notes: Vec<ImportedNote>,
    /// What was marked in it.
    pub highlights: Vec<ImportedHighlight>,
    /// What it is connected with: other entries' `key`s or URLs.
    pub related: Vec<String>,
    /// Its text, as far as the file has it.
    pub content: Option<ImportedContent>,
    /// Whether a feed brought it, and not the person.
    pub feed: bool,
    /// Whether nothing is to be fetched for it: a mail, a file that was uploaded, a page behind another program's login.
    pub unfetchable: bool,
}

/// A note of another program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportedNote {
    /// Markdown.
    pub text: String,
    /// When it was written.
    pub created: Option<Timestamp>,
}

/// A highlight of another program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportedHighlight {
    /// Its words.
    pub quote: String,
    /// What stands before it.
    pub prefix: String,
    /// What stands after it.
    pub suffix: String,
    /// What was noted on it: Markdown.
    pub note: Option<String>,
    /// Its colour.
    pub color: Option<HighlightColor>,
    /// Its tags.
    pub tags: Vec<String>,
    /// When it was made.
    pub created: Option<Timestamp>,
}

/// The text of an entry.
#[derive(Debug, Clone)]
pub enum ImportedContent {
    /// The article alone, as HTML that another program cleaned; its URLs may be relative to the article's. With the files that came along.
    Html(String, Option<Arc<dyn PageFiles>>),
    /// The article alone, as Markdown, with the files that came along.
    Markdown(String, Option<Arc<dyn PageFiles>>),
    /// The article alone, as plain text; blank lines between paragraphs.
    Text(String),
    /// The page as a server sent it, or as a browser saved it.
    Page(Box<ImportedPage>),
}

/// A page that came in a file.
#[derive(Debug, Clone)]
pub struct ImportedPage {
    /// The URL that answered.
    pub final_url: String,
    /// HTTP status, where it is known.
    pub status: Option<u16>,
    /// Header fields as they were sent, names in lower case.
    pub headers: Vec<(String, String)>,
    /// When it was fetched.
    pub fetched: Option<Timestamp>,
    /// The page, after transfer decoding.
    pub body: Vec<u8>,
    /// What came with it: pictures by their URLs.
    pub files: Option<Arc<dyn PageFiles>>,
}

/// The files that came with a page.
pub trait PageFiles: fmt::Debug + Send + Sync {
    /// The file at an absolute URL, as the page refers to it; the media type as it is told, or empty.
    fn file(&self, url: &str) -> Option<PageFile>;
}

/// A file that came with a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFile {
    /// As it is told, or empty.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}
