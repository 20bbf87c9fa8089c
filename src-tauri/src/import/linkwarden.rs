//! Linkwarden's JSON: links within collections, which name the one they stand in.
//!
//! Pinned links are told by a list of their own, and a collection may come before the one it stands in, so that the file is read
//! twice. Linkwarden cut names and descriptions at 254 letters, and URLs at 2,047.

use std::collections::HashSet;

use super::forest::Forest;
use super::json::Entry;
use super::tree::{Part, walk};
use super::{Head, Importer, Input, Take, entry, markup};
use crate::error::{Error, Result};
use crate::model::{
    ImportedArticle, ImportedCollection, ImportedContent, ImportedItem, ImportedRow, Refusal,
};

/// The fields that hold entries.
const LISTS: &[&str] = &["collections", "links", "pinnedLinks"];

/// Whether there are collections as Linkwarden writes them.
pub(super) fn is(head: &Head) -> bool {
    let has = |what: &str| head.text.contains(what);
    head.text.starts_with('{')
        && has("\"collections\"")
        && (has("\"links\"") || has("\"parentId\"") || has("\"username\""))
}

/// Reads Linkwarden's JSON.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    Box::new(Linkwarden(input))
}

struct Linkwarden(Input);

/// What has to be known before the links are read.
#[derive(Default)]
struct Known {
    tree: Forest,
    /// What holds others, by its number: a collection's fields and what it is called; nothing of the user, who has them.
    collections: Vec<Option<(String, String)>>,
    pinned: HashSet<String>,
    /// The pinned links that stand in no collection.
    elsewhere: HashSet<String>,
}

impl Importer for Linkwarden {
    fn each(mut self: Box<Self>, take: Take<'_>) -> Result<()> {
        let path = self.0.path.clone();
        let io = |source| Error::Io { path: path.display().to_string(), source };
        let known = Known::read(&mut self.0)?;
        let mut reading = Reading { take, known: &known, open: None, links: 0 };
        walk(self.0.text().map_err(io)?, &path, LISTS, &mut |part| reading.part(part))
    }
}

impl Known {
    fn read(input: &mut Input) -> Result<Self> {
        let path = input.path.clone();
        let io = |source| Error::Io { path: path.display().to_string(), source };
        let (mut known, mut linked) = (Self::default(), HashSet::new());
        walk(input.text().map_err(io)?, &path, LISTS, &mut |part| {
            match part {
                Part::Opens(_, "collections", fields) => {
                    let collection = known.collection(fields);
                    known.collections.push(Some(collection));
                }
                Part::Opens(..) => known.collections.push(None),
                Part::Closes(number, fields) if known.collections[number].is_some() => {
                    known.collections[number] = Some(known.collection(fields));
                }
                Part::Entry("collections", fields) => drop(known.collection(fields)),
                Part::Entry(list @ ("links" | "pinnedLinks"), text) => {
                    let id = Entry::parse(text).ok().and_then(|link| link.text("id"));
                    let ids = if list == "links" { &mut linked } else { &mut known.pinned };
                    ids.extend(id);
                }
                Part::Closes(..) | Part::Entry(..) | Part::Broken(..) => {}
            }
            Ok(())
        })?;
        known.elsewhere = known.pinned.difference(&linked).cloned().collect();
        Ok(known)
    }

    /// Learns of a collection; its fields and what it is called.
    fn collection(&mut self, fields: &str) -> (String, String) {
        let entry = Entry::parse(fields).unwrap_or_default();
        let id = entry.text("id").unwrap_or_default();
        self.tree.add(id.clone(), name(&entry), entry.text("parentId"));
        (fields.to_owned(), id)
    }
}

/// A name without the references that it was escaped with.
fn name(entry: &Entry) -> Option<String> {
    entry.text("name").map(|name| markup::unescape(&name))
}

struct Reading<'a> {
    take: Take<'a>,
    known: &'a Known,
    /// The collection that is open.
    open: Option<&'a str>,
    links: u64,
}

impl Reading<'_> {
    fn part(&mut self, part: Part<'_>) -> Result<()> {
        match part {
            Part::Opens(number, ..) => {
                let Some((fields, id)) = &self.known.collections[number] else { return Ok(()) };
                self.open = Some(id);
                self.collection(fields)
            }
            Part::Closes(..) => {
                self.open = None;
                Ok(())
            }
            Part::Entry("collections", fields) => self.collection(fields),
            Part::Entry(list @ ("links" | "pinnedLinks"), text) => self.link(list, text),
            Part::Entry(_, text) => self.failed(text, "it is no collection and no link".to_owned()),
            Part::Broken(source, why) => self.failed(source, why),
        }
    }

    fn failed(&mut self, source: &str, why: String) -> Result<()> {
        self.row("file".to_owned(), source, Err(Refusal::Failed(why)))
    }

    fn collection(&mut self, fields: &str) -> Result<()> {
        let entry = match Entry::parse(fields) {
            Ok(entry) => entry,
            Err(refusal) => return self.row("collection".to_owned(), fields, Err(refusal)),
        };
        let path = self.known.tree.path(&entry.text("id").unwrap_or_default());
        let place = format!("collection {}", path.last().map_or("", String::as_str));
        let description = entry.text("description").map(|text| markup::unescape(&text));
        self.row(place, fields, Ok(ImportedItem::Collection(ImportedCollection { path, description })))
    }

    fn link(&mut self, list: &str, text: &str) -> Result<()> {
        let entry = Entry::parse(text);
        let id = entry.as_ref().ok().and_then(|entry| entry.text("id")).unwrap_or_default();
        if list == "pinnedLinks" && self.known.pinned.contains(&id) && !self.known.elsewhere.contains(&id) {
            // It stands in its collection.
            return Ok(());
        }
        self.links += 1;
        let path = self.open.map(|id| self.known.tree.path(id)).filter(|path| !path.is_empty());
        let starred = list == "pinnedLinks" || self.known.pinned.contains(&id);
        let item = entry.and_then(|entry| link(entry, path, starred));
        self.row(format!("link {}", self.links), text, item)
    }

    fn row(&mut self, place: String, source: &str, item: Result<ImportedItem, Refusal>) -> Result<()> {
        (self.take)(ImportedRow { place, source: source.as_bytes().to_vec(), item })
    }
}

fn link(mut entry: Entry, path: Option<Vec<String>>, starred: bool) -> Result<ImportedItem, Refusal> {
    let content = entry.text("textContent").map(ImportedContent::Text);
    let url = entry.text("url");
    if url.is_none() && content.is_none() {
        return Err(Refusal::Skipped("an uploaded file, which the export does not hold".to_owned()));
    }
    let tags: Vec<String> = entry.entries("tags").iter().filter_map(name).collect();
    let created = ["importDate", "createdAt"].iter().find_map(|name| entry.time(name));
    entry::article(ImportedArticle {
        url,
        title: name(&entry),
        saved: created,
        excerpt: entry.text("description").map(|text| markup::unescape(&text)),
        starred,
        tags: entry::distinct(tags.iter().map(String::as_str)),
        collections: path.into_iter().collect(),
        content,
        ..ImportedArticle::default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{article, fixture, refused, rows, survives};
    use super::*;
    use crate::model::ImportFormat;

    fn all(path: &str) -> Vec<ImportedRow> {
        rows(ImportFormat::Linkwarden, path, &fixture(path))
    }

    fn told(rows: &[ImportedRow]) -> Vec<String> {
        let what = |row: &ImportedRow| match &row.item {
            Ok(ImportedItem::Collection(collection)) => format!("+ {}", collection.path.join(" > ")),
            Ok(ImportedItem::Article(article)) => {
                let path: String = article.collections.iter().map(|path| path.join(" > ")).collect();
                format!("{} in {path}", article.url.as_deref().unwrap_or("-"))
            }
            Err(Refusal::Skipped(why)) => format!("- {why}"),
            Err(Refusal::Failed(why)) => format!("! {why}"),
        };
        rows.iter().map(what).collect()
    }

    #[test]
    fn links_stand_in_a_tree_of_collections() {
        let rows = all("linkwarden/export.json");
        assert_eq!(
            told(&rows),
            [
                "+ World > Iran's water",
                "https://lw.example/1 in World > Iran's water",
                "- an uploaded file, which the export does not hold",
                "+ World",
                "+ Empty",
                "https://lw.example/text in Empty",
                "https://lw.example/pinned in ",
            ]
        );
        let first = article(&rows[1]);
        assert_eq!(first.title.as_deref(), Some("It's <here> & آنجا"));
        assert_eq!(first.tags, ["a & b", "water"]);
        assert_eq!(first.saved.unwrap().to_string(), "2019-05-06T07:08:09Z", "when it was saved first");
        assert_eq!(first.excerpt.as_deref(), Some("What it's about"));
        assert!(first.starred);
        let text = article(&rows[5]);
        assert!(!text.starred && text.title.is_none());
        assert!(matches!(&text.content, Some(ImportedContent::Text(text)) if text == "The stored text."));
        assert!(article(&rows[6]).starred);
        assert!(!String::from_utf8_lossy(&rows[0].source).contains("lw.example"), "its own part");
    }

    #[test]
    fn collections_that_lead_round_in_a_circle_have_a_top() {
        assert_eq!(
            told(&all("linkwarden/circle.json")),
            ["+ B > A", "https://lw.example/ in B > A", "+ A > B"]
        );
    }

    #[test]
    fn a_file_that_is_cut_off_hands_over_what_came_before() {
        let whole = fixture("linkwarden/export.json");
        let at = whole.windows(12).position(|part| part == b"archives/2/1").unwrap();
        let rows = rows(ImportFormat::Linkwarden, "a.json", &whole[..at]);
        assert_eq!(told(&rows)[1], "https://lw.example/1 in Iran's water", "as far as the tree is known");
        assert!(matches!(refused(rows.last().unwrap()), Refusal::Failed(_)));
    }

    #[test]
    fn nothing_makes_it_stumble() {
        survives(ImportFormat::Linkwarden, "a.json", &fixture("linkwarden/export.json"));
    }
}
