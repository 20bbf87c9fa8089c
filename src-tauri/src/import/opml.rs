//! OPML 1 and 2: outlines of links, feeds and folders.
//!
//! Links are articles and folders are collections. A feed is told and not taken: its page is no article. So a folder comes in only
//! when it holds a link, or nothing.

use super::markup::line;
use super::times::time;
use super::xml::{Element, Step, Xml};
use super::{Head, Importer, Input, Take, entry};
use crate::error::Result;
use crate::model::{ImportedArticle, ImportedCollection, ImportedItem, ImportedNote, ImportedRow, Refusal};

const UNTITLED: &str = "Untitled";

/// Whether the file says that it is OPML.
pub(super) fn is(head: &Head) -> bool {
    let begin = &head.text[..head.text.floor_char_boundary(4 << 10)];
    begin.starts_with('<') && begin.to_ascii_lowercase().contains("<opml")
}

/// Reads an outline.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    Box::new(Opml(input))
}

struct Opml(Input);

impl Importer for Opml {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let path = self.0.path.clone();
        let mut xml = Xml::new(self.0.into_text());
        let mut outline = Outline { take, open: Vec::new(), written: Written::default() };
        loop {
            outline.written = Written { line: xml.line(), source: Vec::new() };
            match xml.next() {
                Ok(Some(Step::Start(element))) => {
                    outline.written = Written { line: xml.line(), source: xml.source().to_vec() };
                    outline.start(&element)?;
                }
                Ok(Some(Step::End)) => outline.end()?,
                Ok(Some(Step::Text(_))) => {}
                Ok(None) => return Ok(()),
                Err(fault) => {
                    let why = fault.told(&path)?;
                    while !outline.open.is_empty() {
                        outline.end()?;
                    }
                    return (outline.take)(entry::fault(&format!("line {}", xml.line()), why));
                }
            }
        }
    }
}

/// Where an entry stands, and how it is written.
#[derive(Debug, Default, Clone)]
struct Written {
    line: u64,
    source: Vec<u8>,
}

/// An element that is open.
enum Open {
    /// Not an outline, or an article.
    Other,
    Folder(Folder),
}

struct Folder {
    name: String,
    written: Written,
    /// Whether it was handed over.
    told: bool,
    /// Whether a feed is in it.
    feeds: bool,
}

struct Outline<'a> {
    take: Take<'a>,
    open: Vec<Open>,
    written: Written,
}

impl Outline<'_> {
    fn start(&mut self, element: &Element) -> Result<()> {
        if element.name != "outline" {
            self.open.push(Open::Other);
            return Ok(());
        }
        let kind = element.get("type").unwrap_or_default().to_ascii_lowercase();
        let url = ["url", "htmlurl", "href"].iter().find_map(|name| element.get(name));
        let is_feed = element.get("xmlurl").is_some() || matches!(kind.as_str(), "rss" | "atom" | "feed");
        let written = self.written.clone();
        if is_feed {
            for open in &mut self.open {
                if let Open::Folder(folder) = open {
                    folder.feeds = true;
                }
            }
            let why = "a feed: Lede keeps articles and subscribes to nothing".to_owned();
            self.open.push(Open::Other);
            return self.row(written, Err(Refusal::Skipped(why)));
        }
        if kind == "include" {
            self.open.push(Open::Other);
            let why = "it stands for another outline".to_owned();
            return self.row(written, Err(Refusal::Skipped(why)));
        }
        let Some(url) = url else {
            let name = name(element).unwrap_or_else(|| UNTITLED.to_owned());
            self.open.push(Open::Folder(Folder { name, written, told: false, feeds: false }));
            return Ok(());
        };
        self.folders()?;
        let item = entry::article(article(element, url, self.path()));
        self.open.push(Open::Other);
        self.row(written, item)
    }

    fn end(&mut self) -> Result<()> {
        let is_empty =
            matches!(self.open.last(), Some(Open::Folder(folder)) if !folder.told && !folder.feeds);
        if is_empty {
            self.folders()?;
        }
        match self.open.pop() {
            Some(Open::Folder(folder)) if !folder.told => {
                let why = "a folder of feeds".to_owned();
                self.row(folder.written, Err(Refusal::Skipped(why)))
            }
            _ => Ok(()),
        }
    }

    /// Hands over the folders that are open and were not yet.
    fn folders(&mut self) -> Result<()> {
        let mut path = Vec::new();
        let mut rows = Vec::new();
        for open in &mut self.open {
            let Open::Folder(folder) = open else { continue };
            path.push(folder.name.clone());
            if !folder.told {
                folder.told = true;
                rows.push((std::mem::take(&mut folder.written), path.clone()));
            }
        }
        for (written, path) in rows {
            let item = ImportedItem::Collection(ImportedCollection { path, description: None });
            self.row(written, Ok(item))?;
        }
        Ok(())
    }

    fn path(&self) -> Vec<String> {
        let name =
            |open: &Open| if let Open::Folder(folder) = open { Some(folder.name.clone()) } else { None };
        self.open.iter().filter_map(name).collect()
    }

    fn row(&mut self, written: Written, item: Result<ImportedItem, Refusal>) -> Result<()> {
        (self.take)(ImportedRow { place: format!("line {}", written.line), source: written.source, item })
    }
}

/// The text of an outline, which may hold markup.
fn name(element: &Element) -> Option<String> {
    ["title", "text"].iter().find_map(|name| line(element.get(name)?))
}

fn article(element: &Element, url: &str, path: Vec<String>) -> ImportedArticle {
    let note = element.get("_note").map(|text| ImportedNote { text: text.to_owned(), created: None });
    // Categories are lists of ways, `/` between their parts.
    let tags = entry::tags(element.get("category").unwrap_or_default(), ',');
    ImportedArticle {
        url: Some(url.to_owned()),
        title: name(element),
        language: element.get("language").filter(|tag| *tag != "unknown").map(str::to_owned),
        saved: element.get("created").and_then(time),
        excerpt: element.get("description").and_then(line),
        tags: tags
            .iter()
            .map(|tag| tag.trim_start_matches('/').to_owned())
            .filter(|tag| !tag.is_empty())
            .collect(),
        collections: if path.is_empty() { Vec::new() } else { vec![path] },
        notes: note.into_iter().collect(),
        ..ImportedArticle::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{article, fixture, recognised, refused, rows, survives};
    use super::*;
    use crate::model::ImportFormat;

    fn told(row: &ImportedRow) -> String {
        match &row.item {
            Ok(ImportedItem::Collection(collection)) => format!("+ {}", collection.path.join(" > ")),
            Ok(ImportedItem::Article(article)) => {
                let path = article.collections.iter().map(|path| path.join(" > "));
                format!("{} in {}", article.url.as_deref().unwrap_or("-"), path.collect::<String>())
            }
            Err(Refusal::Skipped(why)) => format!("- {why}"),
            Err(Refusal::Failed(why)) => format!("! {why}"),
        }
    }

    fn all(path: &str) -> Vec<ImportedRow> {
        rows(ImportFormat::Opml, path, &fixture(path))
    }

    #[test]
    fn an_outline_of_links_keeps_its_tree() {
        let rows = all("opml/links.opml");
        assert_eq!(
            rows.iter().map(told).collect::<Vec<_>>(),
            [
                "https://op.example/top in ",
                "+ اخبار",
                "+ اخبار > Water & soil",
                "https://op.example/deep in اخبار > Water & soil",
                "+ اخبار > Empty",
                "https://op.example/html in اخبار",
                "- it stands for another outline",
                "- javascript: leads to no page",
            ]
        );
        let deep = article(&rows[3]);
        assert_eq!(deep.title.as_deref(), Some("A deep page"));
        assert_eq!(deep.tags, ["World/Iran", "Water"]);
        assert_eq!(deep.saved.unwrap().to_string(), "2026-01-05T10:00:00Z");
        assert_eq!(deep.notes[0].text, "my note");
        assert_eq!(deep.language.as_deref(), Some("fa"));
        assert_eq!(rows[3].place, "line 8");
        assert!(
            String::from_utf8_lossy(&rows[3].source).starts_with("<outline type=\"link\" text=\"A <b>deep"),
            "as it is written"
        );
    }

    #[test]
    fn feeds_are_told_and_leave_no_empty_folders() {
        let rows = all("opml/feeds.opml");
        let feed = "- a feed: Lede keeps articles and subscribes to nothing";
        assert_eq!(
            rows.iter().map(told).collect::<Vec<_>>(),
            [
                feed,
                feed,
                "- a folder of feeds",
                "- a folder of feeds",
                feed,
                "+ Mixed",
                "https://op.example/one in Mixed"
            ]
        );
    }

    #[test]
    fn a_file_that_is_cut_off_hands_over_what_came_before() {
        let rows = all("opml/truncated.opml");
        assert_eq!(rows.len(), 3);
        assert_eq!(told(&rows[1]), "https://op.example/one in Kept");
        assert!(
            matches!(refused(&rows[2]), Refusal::Failed(why) if why.contains("cannot be read on")),
            "{:?}",
            rows[2]
        );
    }

    #[test]
    fn an_encoding_that_is_declared_is_read() {
        let rows = all("opml/windows-1251.opml");
        assert_eq!(article(&rows[0]).title.as_deref(), Some("Новости"));
    }

    #[test]
    fn nothing_makes_it_stumble() {
        assert_eq!(recognised("a.xml", b"<opml2>"), Some(ImportFormat::Opml));
        survives(ImportFormat::Opml, "a.opml", &fixture("opml/links.opml"));
        survives(ImportFormat::Opml, "a.opml", &fixture("opml/feeds.opml"));
    }
}
