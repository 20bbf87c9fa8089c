//! Zotero's RDF: items, and beside them their notes, attachments and collections, each an entry of its own that names, or is named by,
//! the others. So the file is read twice, and a note comes in as a row about the article of its item.

mod attachment;
mod known;

use std::path::PathBuf;

use super::times::{published, time};
use super::xml::{Element, Step, Xml};
use super::{Head, Importer, Input, Take, entry, markup};
use crate::error::{Error, Result};
use crate::model::{ImportedArticle, ImportedCollection, ImportedItem, ImportedNote, ImportedRow, Refusal};
use known::Known;

/// Whether the file is RDF with Zotero's names.
pub(super) fn is(head: &Head) -> bool {
    let begin = &head.text[..head.text.floor_char_boundary(4 << 10)];
    begin.starts_with('<')
        && begin.contains("RDF")
        && begin.contains("http://www.zotero.org/namespaces/export#")
}

/// Reads Zotero's RDF.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    Box::new(Zotero(input))
}

struct Zotero(Input);

impl Importer for Zotero {
    fn each(mut self: Box<Self>, take: Take<'_>) -> Result<()> {
        let mut known = Known::default();
        each_element(&mut self.0, &mut |_, read| {
            if let Ok((element, _)) = read {
                known.learn(element);
            }
            Ok(())
        })?;
        let folder = self.0.path.parent().map(PathBuf::from).unwrap_or_default();
        each_element(&mut self.0, &mut |line, read| {
            let place = format!("line {line}");
            match read {
                Err(why) => take(entry::fault(&place, why)),
                Ok((element, source)) => match known.item(element, &folder) {
                    Some(item) => take(ImportedRow { place, source: source.to_vec(), item }),
                    None => Ok(()),
                },
            }
        })
    }
}

/// An element of the file with its source, or why the file cannot be read on.
type Read<'a> = std::result::Result<(&'a Element, &'a [u8]), String>;

/// Hands over every element below the outermost one, and the line it begins in.
fn each_element(input: &mut Input, take: &mut dyn FnMut(u64, Read<'_>) -> Result<()>) -> Result<()> {
    let path = input.path.clone();
    let io = |source| Error::Io { path: path.display().to_string(), source };
    let mut xml = Xml::new(input.text().map_err(io)?);
    loop {
        let read = match xml.next() {
            Ok(Some(Step::Start(element))) if element.name == "rdf:rdf" => continue,
            Ok(Some(Step::Start(element))) => xml.whole(element),
            Ok(Some(Step::End | Step::Text(_))) => continue,
            Ok(None) => return Ok(()),
            Err(fault) => Err(fault),
        };
        match read {
            Ok(element) => take(xml.line(), Ok((&element, xml.source())))?,
            Err(fault) => {
                let why = fault.told(&path)?;
                return take(xml.line(), Err(why));
            }
        }
    }
}

/// What an element refers to.
fn resources<'a>(element: &'a Element, name: &'a str) -> impl Iterator<Item = &'a str> {
    element.all(name).filter_map(|element| element.get("rdf:resource"))
}

/// The URL of an item, or of an attachment.
fn url(element: &Element) -> Option<String> {
    let identifiers = element.all("dc:identifier");
    identifiers.filter_map(|identifier| identifier.at(&["dcterms:uri", "rdf:value"])).find_map(Element::text)
}

impl Known {
    /// What an element says; nothing of what is only named by others.
    fn item(&self, element: &Element, folder: &std::path::Path) -> Option<Result<ImportedItem, Refusal>> {
        let about = element.get("rdf:about").unwrap_or_default();
        match element.name.as_str() {
            "z:collection" => {
                let path = self.collection(about);
                Some(Ok(ImportedItem::Collection(ImportedCollection { path, description: None })))
            }
            "bib:memo" => Some(entry::article(ImportedArticle {
                notes: element.text_of("rdf:value").map(|html| note(&html)).into_iter().collect(),
                collections: self.collections(about),
                ..self.owner(about)
            })),
            "z:attachment" => Some(self.attachment(element, folder)),
            _ if element.first("z:itemtype").is_some() => Some(entry::article(self.article(element, about))),
            _ => None,
        }
    }

    fn article(&self, element: &Element, about: &str) -> ImportedArticle {
        // A note may stand within its item.
        let notes =
            element.all("dcterms:isreferencedby").filter_map(|around| around.at(&["bib:memo", "rdf:value"]));
        ImportedArticle {
            // What has no URL of its own is called by its own name within the file.
            url: url(element).or_else(|| Some(about.to_owned()).filter(|about| entry::is_web(about))),
            key: Some(about.to_owned()).filter(|about| !about.is_empty()),
            title: element.text_of("dc:title").as_deref().and_then(markup::line),
            authors: authors(element),
            site: self.site(element),
            language: element.text_of("z:language"),
            published: element.text_of("dc:date").and_then(|text| published(&text)),
            saved: element.text_of("dcterms:datesubmitted").and_then(|text| time(&text)),
            excerpt: element.text_of("dcterms:abstract").as_deref().and_then(markup::line),
            tags: tags(element),
            collections: self.collections(about),
            notes: notes.filter_map(Element::text).map(|html| note(&html)).collect(),
            related: resources(element, "dc:relation").map(str::to_owned).collect(),
            ..ImportedArticle::default()
        }
    }
}

fn note(html: &str) -> ImportedNote {
    ImportedNote { text: markup::markdown(html), created: None }
}

fn authors(element: &Element) -> Vec<String> {
    let persons =
        element.all("bib:authors").flat_map(|list| list.all("rdf:seq")).flat_map(|list| list.all("rdf:li"));
    let name = |item: &Element| {
        let person = item.first("foaf:person")?;
        let parts = ["foaf:givenname", "foaf:surname"].iter().filter_map(|name| person.text_of(name));
        Some(parts.collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
    };
    persons.filter_map(name).collect()
}

/// Tags, also those that Zotero took from the page.
fn tags(element: &Element) -> Vec<String> {
    // Subjects are also numbers of libraries, in elements of their own.
    let tag = |subject: &Element| match subject.elements().next() {
        None => subject.text(),
        Some(_) => subject.at(&["z:automatictag", "rdf:value"]).and_then(Element::text),
    };
    let tags: Vec<String> = element.all("dc:subject").filter_map(tag).collect();
    entry::distinct(tags.iter().map(String::as_str))
}

#[cfg(test)]
mod tests;
