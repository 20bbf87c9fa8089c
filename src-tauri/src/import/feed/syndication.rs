//! RSS and Atom.

use url::Url;

use super::super::times::published;
use super::super::xml::{Element, Step, Xml};
use super::super::{Importer, Input, Take, entry, markup};
use super::Channel;
use crate::error::Result;
use crate::model::{ImportedArticle, ImportedContent, ImportedItem, ImportedRow, Refusal};

/// Elements that hold the entries.
const AROUND: &[&str] = &["rss", "rdf:rdf", "channel", "atom:feed", "feed"];

pub(super) struct Syndication(pub(super) Input);

impl Importer for Syndication {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let path = self.0.path.clone();
        let mut xml = Xml::new(self.0.into_text());
        let mut channel = Channel::default();
        loop {
            let read = match xml.next() {
                Ok(Some(Step::Start(element))) if AROUND.contains(&element.name.as_str()) => {
                    channel.describe_by(&element);
                    continue;
                }
                Ok(Some(Step::Start(element))) => xml.whole(element),
                Ok(Some(Step::End | Step::Text(_))) => continue,
                Ok(None) => return Ok(()),
                Err(fault) => Err(fault),
            };
            let place = format!("line {}", xml.line());
            match read {
                Ok(element) if matches!(element.name.as_str(), "item" | "atom:entry" | "entry") => {
                    let item = channel.entry(&element);
                    take(ImportedRow { place, source: xml.source().to_vec(), item })?;
                }
                Ok(element) => channel.describe(&element),
                Err(fault) => return take(entry::fault(&place, fault.told(&path)?)),
            }
        }
    }
}

impl Channel {
    /// What the element around the entries says by its attributes.
    fn describe_by(&mut self, element: &Element) {
        self.language = element.get("xml:lang").map(str::to_owned).or_else(|| self.language.take());
        self.home =
            element.get("xml:base").and_then(|base| Url::parse(base).ok()).or_else(|| self.home.take());
    }

    /// What an element beside the entries says.
    fn describe(&mut self, element: &Element) {
        match element.name.as_str() {
            "title" | "atom:title" => self.title = element.text().as_deref().and_then(markup::line),
            "language" | "dc:language" => self.language = element.text(),
            "link" if self.home.is_none() => {
                self.home = element
                    .text()
                    .or_else(|| element.get("href").map(str::to_owned))
                    .and_then(|url| Url::parse(&url).ok());
            }
            "atom:link" if self.home.is_none() && is_alternate(element) => {
                self.home = element.get("href").and_then(|url| Url::parse(url).ok());
            }
            "author" | "atom:author" => self.authors = authors(std::iter::once(element)),
            _ => {}
        }
    }

    fn entry(&self, element: &Element) -> Result<ImportedItem, Refusal> {
        let is_atom = element.name.ends_with("entry");
        let first = |names: &[&str]| names.iter().find_map(|name| element.text_of(name));
        let key = first(&["guid", "atom:id", "id"]).or_else(|| element.get("rdf:about").map(str::to_owned));
        let (content, summary) =
            if is_atom { (atom_content(element), summary(element)) } else { rss_texts(element) };
        self.article(ImportedArticle {
            url: url(element, key.as_deref()).map(|url| self.absolute(&url)),
            title: first(&["title", "atom:title"]).as_deref().and_then(markup::line),
            authors: authors(
                element.elements().filter(|element| {
                    matches!(element.name.as_str(), "atom:author" | "author" | "dc:creator")
                }),
            ),
            language: element.get("xml:lang").map(str::to_owned).or_else(|| first(&["dc:language"])),
            published: first(&[
                "pubdate",
                "atom:published",
                "published",
                "dc:date",
                "atom:issued",
                "atom:updated",
                "updated",
            ])
            .and_then(|text| published(&text)),
            excerpt: summary.as_deref().and_then(markup::line),
            content,
            key,
            ..ImportedArticle::default()
        })
    }
}

fn is_alternate(link: &Element) -> bool {
    link.get("rel").is_none_or(|rel| rel == "alternate")
}

/// The address of an entry: as it was before somebody counted clicks, the link, or the identifier where it is one.
fn url(element: &Element, key: Option<&str>) -> Option<String> {
    let links = || element.elements().filter(|element| matches!(element.name.as_str(), "link" | "atom:link"));
    let linked =
        || links().filter(|link| is_alternate(link)).find_map(|link| link.get("href").map(str::to_owned));
    let is_address = || {
        let guid = element.first("guid");
        guid.and_then(|guid| guid.get("ispermalink")).is_none_or(|told| told != "false")
    };
    element
        .text_of("feedburner:origlink")
        .or_else(|| element.text_of("link"))
        .or_else(linked)
        .or_else(|| key.filter(|key| is_address() && entry::is_web(key)).map(str::to_owned))
}

/// The names of persons: `<author><name>`, `<author>mail (name)`, or the text itself.
fn authors<'a>(elements: impl Iterator<Item = &'a Element>) -> Vec<String> {
    let name = |element: &Element| {
        let named = element.text_of("atom:name").or_else(|| element.text_of("name"));
        let text = named.or_else(|| element.text())?;
        let in_brackets =
            text.strip_suffix(')').and_then(|text| text.split_once(" (")).map(|(_, name)| name.to_owned());
        markup::line(&in_brackets.unwrap_or(text))
    };
    let names: Vec<String> = elements.filter_map(name).collect();
    entry::distinct(names.iter().map(String::as_str))
}

/// The text and the description of an RSS entry.
fn rss_texts(element: &Element) -> (Option<ImportedContent>, Option<String>) {
    let encoded = element.text_of("content:encoded").map(|html| ImportedContent::Html(html, None));
    let description = element.first("description").or_else(|| element.first("dc:description"));
    (encoded.or_else(|| atom_content(element)), description.and_then(Element::text))
}

fn atom_content(element: &Element) -> Option<ImportedContent> {
    let content = element.first("atom:content").or_else(|| element.first("content"))?;
    match content.get("type").unwrap_or("text") {
        // The text stands somewhere else.
        _ if content.get("src").is_some() => None,
        "xhtml" | "application/xhtml+xml" => Some(ImportedContent::Html(content.html(), None)),
        "html" | "text/html" => content.text().map(|html| ImportedContent::Html(html, None)),
        "text" | "text/plain" => content.text().map(ImportedContent::Text),
        _ => None,
    }
}

fn summary(element: &Element) -> Option<String> {
    element.text_of("atom:summary").or_else(|| element.text_of("summary"))
}
