//! A bookmark as an article.

use std::io::{self, BufRead};

use html5ever::tokenizer::Tag;

use super::super::times::unix;
use super::super::{Head, entry, markup};
use super::scan::{Part, Scan};
use crate::model::{ImportedArticle, ImportedItem, ImportedNote, ReadState, Refusal};

/// The name of a folder that has none.
const UNTITLED: &str = "Untitled";

/// What is known of the program that wrote the file.
#[derive(Debug, Default)]
pub(super) struct Writer {
    /// What the file calls itself.
    pub(super) name: String,
    /// Whether every URL was encoded once more than it should have been, as Karakeep does.
    pub(super) encoded_twice: bool,
}

impl Writer {
    fn is_raindrop(&self) -> bool {
        self.name.contains("Raindrop.io")
    }

    /// Whether a folder stands for having no folder.
    pub(super) fn is_unsorted(&self, name: &str) -> bool {
        self.is_raindrop() && name == "Unsorted"
    }

    /// The name of a folder; Raindrop.io escapes texts twice.
    pub(super) fn folder_name(&self, name: &str) -> String {
        self.text(name).unwrap_or_else(|| UNTITLED.to_owned())
    }

    fn text(&self, text: &str) -> Option<String> {
        let text = if self.is_raindrop() { markup::unescape(text) } else { text.to_owned() };
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }
}

/// Schemes of what browsers keep among bookmarks and nobody can read: queries, scripts, pages of the browser itself.
#[rustfmt::skip]
const INTERNAL: &[&str] = &[
    "about", "brave", "chrome", "chrome-extension", "data", "edge", "javascript", "moz-extension", "opera", "place", "view-source",
    "vivaldi",
];

/// Why a bookmark is none of a page, whatever is noted on it.
pub(in super::super) fn internal(url: &str) -> Option<Refusal> {
    let scheme = entry::scheme(url).filter(|scheme| INTERNAL.contains(&scheme.as_str()))?;
    Some(Refusal::Skipped(format!("{scheme}: leads to no page")))
}

/// A bookmark that is being read.
#[derive(Debug)]
pub(super) struct Entry {
    attributes: Vec<(String, String)>,
    /// Its title.
    pub(super) title: String,
    /// What stands below it.
    pub(super) description: String,
}

impl Entry {
    /// Begins with the tag of a link.
    pub(super) fn new(tag: &Tag) -> Self {
        let attributes = tag.attrs.iter();
        let attributes = attributes
            // Pictures of sites are large.
            .filter(|attribute| &*attribute.name.local != "icon")
            .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()));
        Self { attributes: attributes.collect(), title: String::new(), description: String::new() }
    }

    fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// What it says, or why it does not come in.
    pub(super) fn item(self, writer: &Writer, folder: Vec<String>) -> Result<ImportedItem, Refusal> {
        if self.get("feedurl").is_some() {
            return Err(Refusal::Skipped("a feed: Lede keeps articles and subscribes to nothing".to_owned()));
        }
        let Some(url) = self.get("href") else {
            return Err(Refusal::Failed("it has no URL".to_owned()));
        };
        if let Some(refusal) = internal(url) {
            return Err(refusal);
        }
        let url = if writer.encoded_twice { decoded_once(url) } else { url.to_owned() };
        let description = self.description.trim();
        let description =
            Some(if writer.is_raindrop() { markup::unescape(description) } else { description.to_owned() });
        let description = description.filter(|text| !text.is_empty());
        // Services that ask whether a bookmark is private let the person write the text below it; browsers take it from the page.
        let (note, excerpt) = match self.get("private").or_else(|| self.get("toread")) {
            Some(_) => (description, None),
            None => (None, description),
        };
        let title = writer
            .text(&self.title)
            .filter(|title| title != url.as_str() && Some(title.as_str()) != self.get("href"));
        entry::article(ImportedArticle {
            title,
            saved: self.get("add_date").and_then(unix),
            excerpt,
            state: match self.get("toread") {
                Some("1") => Some(ReadState::Unread),
                Some("0") => Some(ReadState::Read),
                _ => None,
            },
            tags: self.get("tags").map(|tags| entry::tags(tags, ',')).unwrap_or_default(),
            collections: if folder.is_empty() { Vec::new() } else { vec![folder] },
            notes: note.map(|text| ImportedNote { text, created: None }).into_iter().collect(),
            url: Some(url),
            ..ImportedArticle::default()
        })
    }
}

/// Whether the file begins as Karakeep's does: it encodes URLs that are encoded already, so that `%D8` is written as `%25D8`.
pub(super) fn may_be_encoded_twice(head: &Head) -> bool {
    let begin = &head.text;
    begin.contains("<TITLE>Bookmarks</TITLE>")
        && begin.contains("<H1>Bookmarks</H1>")
        && !begin.contains("<H3")
}

/// Whether there are no folders, and every `%` of every URL, at least one, is one that was encoded.
pub(super) fn is_encoded_twice<R: BufRead>(mut scan: Scan<R>) -> io::Result<bool> {
    let mut found = false;
    while let Some(piece) = scan.next()? {
        for part in piece.parts {
            let Part::Start(tag) = part else { continue };
            if &*tag.name == "h3" {
                return Ok(false);
            }
            let href = tag.attrs.iter().find(|attribute| &*attribute.name.local == "href");
            for rest in href.map_or("", |href| &*href.value).split('%').skip(1) {
                if !is_encoded_percent(rest) {
                    return Ok(false);
                }
                found = true;
            }
        }
    }
    Ok(found)
}

/// Whether what follows a `%` makes it stand for itself before two digits.
fn is_encoded_percent(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    bytes.starts_with(b"25") && bytes.len() >= 4 && bytes[2..4].iter().all(u8::is_ascii_hexdigit)
}

fn decoded_once(url: &str) -> String {
    let mut parts = url.split('%');
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    for rest in parts {
        decoded.push('%');
        decoded.push_str(if is_encoded_percent(rest) { &rest[2..] } else { rest });
    }
    decoded
}
