//! The zip: CSV parts, highlights, lists that were shared.

use std::collections::HashMap;
use std::path::PathBuf;

use serde_json::Value;

use super::super::json::{self, Entry};
use super::super::zipped::Zipped;
use super::super::{Head, Importer, Input, Take, entry, table};
use super::{Understood, row_of_part};
use crate::error::Result;
use crate::model::{
    ImportedArticle, ImportedCollection, ImportedHighlight, ImportedItem, ImportedNote, ImportedRow, Refusal,
};

/// Bytes of highlights that are held until their articles come.
const HELD: usize = 32 << 20;

/// Whether a name in the archive is one of Pocket's, wherever it was packed.
fn part(name: &str) -> Option<Part> {
    let mut steps = name.rsplit('/');
    let (file, folder) = (steps.next()?, steps.next());
    let numbered = |end| {
        let number = file.strip_prefix("part_").and_then(|rest| rest.strip_suffix(end));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    match folder {
        Some("annotations") if numbered(".json") => Some(Part::Annotations),
        Some("collections") if file.ends_with(".json") => Some(Part::Collection),
        _ if numbered(".csv") => Some(Part::Rows),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Rows,
    Annotations,
    Collection,
}

/// Whether it holds such parts.
pub(in super::super) fn is(head: &Head) -> bool {
    head.entries.iter().any(|name| matches!(part(name), Some(Part::Rows | Part::Annotations)))
}

/// Reads the zip.
pub(in super::super) fn open(input: Input) -> Box<dyn Importer> {
    Box::new(Archive { path: input.path.clone(), input })
}

struct Archive {
    path: PathBuf,
    input: Input,
}

impl Importer for Archive {
    /// Articles come with their highlights. Lists come last and entry by entry, in their own order, which is not that of the
    /// articles.
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let mut zipped = match Zipped::open(self.input) {
            Ok(zipped) => zipped,
            Err(why) => return take(entry::fault("the archive", why)),
        };
        let path = self.path.as_path();
        let mut highlights = Highlights::default();
        let parts = |wanted, zipped: &Zipped| {
            let mut names: Vec<String> =
                zipped.names().iter().filter(|name| part(name) == Some(wanted)).cloned().collect();
            names.sort();
            names
        };
        for name in parts(Part::Annotations, &zipped) {
            let mut number = 0;
            let read = zipped.text(&name, &mut |text| {
                json::each_entry(text, path, &[], &mut |_, entry| {
                    number += 1;
                    highlights.hold(format!("{name}, entry {number}"), entry, take)
                })
            })?;
            told(read, &name, take)?;
        }
        for name in parts(Part::Rows, &zipped) {
            let read = zipped.text(&name, &mut |text| {
                let mut with_highlights = |row| take(highlights.join(row));
                table::read(text, (path, Some(&name)), &mut with_highlights, |row| {
                    entry::article(row_of_part(row))
                })
            })?;
            told(read, &name, take)?;
        }
        highlights.rest(take)?;
        for name in parts(Part::Collection, &zipped) {
            match zipped.read(&name) {
                Ok(bytes) => collection(&name, &String::from_utf8_lossy(&bytes), take)?,
                Err(why) => take(entry::fault(&name, why))?,
            }
        }
        for name in zipped.names().iter().filter(|name| part(name).is_none() && !is_of_a_system(name)) {
            let why = Refusal::Skipped("it is no part of an export of Pocket".to_owned());
            take(ImportedRow { place: name.clone(), source: Vec::new(), item: Err(why) })?;
        }
        zipped.damage().map_or(Ok(()), |why| take(entry::fault("the archive", why)))
    }
}

/// Whether a file was put into the archive by a system and not by a program.
fn is_of_a_system(name: &str) -> bool {
    name.starts_with("__MACOSX/") || name.ends_with(".DS_Store")
}

fn told(read: std::result::Result<(), String>, name: &str, take: Take<'_>) -> Result<()> {
    read.map_or_else(|why| take(entry::fault(name, why)), Ok)
}

/// The highlights of articles that come later, by URL.
#[derive(Default)]
struct Highlights {
    held: HashMap<String, Vec<ImportedRow>>,
    /// The same URLs in the order of the file.
    order: Vec<String>,
    bytes: usize,
}

impl Highlights {
    /// Keeps the highlights of an article, or hands them over by themselves when too many are kept already.
    fn hold(
        &mut self,
        place: String,
        text: std::result::Result<&str, json::Broken<'_>>,
        take: Take<'_>,
    ) -> Result<()> {
        let (source, item) = match text {
            Ok(text) => (text, Entry::parse(text).and_then(highlighted)),
            Err(broken) => (broken.source, Err(Refusal::Failed(broken.why))),
        };
        let row = ImportedRow { place, source: source.as_bytes().to_vec(), item };
        let Some(url) = url_of(&row).map(str::to_owned) else { return take(row) };
        self.bytes += row.source.len() * 2;
        if self.bytes > HELD {
            return take(row);
        }
        if !self.held.contains_key(&url) {
            self.order.push(url.clone());
        }
        self.held.entry(url).or_default().push(row);
        Ok(())
    }

    /// The article of a row with its highlights; the row's source has both.
    fn join(&mut self, mut row: ImportedRow) -> ImportedRow {
        let Some(held) = url_of(&row).and_then(|url| self.held.remove(url)) else { return row };
        let Ok(ImportedItem::Article(article)) = &mut row.item else { return row };
        for other in held {
            row.source.push(b'\n');
            row.source.extend(other.source);
            if let Ok(ImportedItem::Article(other)) = other.item {
                article.highlights.extend(other.highlights);
            }
        }
        row
    }

    /// Hands over what belongs to no article.
    fn rest(mut self, take: Take<'_>) -> Result<()> {
        for url in std::mem::take(&mut self.order) {
            self.held.remove(&url).unwrap_or_default().into_iter().try_for_each(&mut *take)?;
        }
        Ok(())
    }
}

fn url_of(row: &ImportedRow) -> Option<&str> {
    match &row.item {
        Ok(ImportedItem::Article(article)) => article.url.as_deref(),
        _ => None,
    }
}

fn highlighted(mut fields: Entry) -> Understood {
    let highlight = |fields: Entry| {
        Some(ImportedHighlight {
            quote: fields.text("quote")?,
            note: fields.text("note"),
            created: fields.time("created_at"),
            ..ImportedHighlight::default()
        })
    };
    entry::article(ImportedArticle {
        highlights: fields.entries("highlights").into_iter().filter_map(highlight).collect(),
        url: fields.text("url"),
        title: fields.text("title"),
        ..ImportedArticle::default()
    })
}

/// A list that was shared: the list itself, then what stands in it.
fn collection(name: &str, text: &str, take: Take<'_>) -> Result<()> {
    let mut fields = match Entry::parse(text.trim_start_matches('\u{feff}')) {
        Ok(fields) => fields,
        Err(refusal) => {
            let source = text.as_bytes().to_vec();
            return take(ImportedRow { place: name.to_owned(), source, item: Err(refusal) });
        }
    };
    let items = match fields.0.remove("items") {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    let slug = name.rsplit('/').next().unwrap_or(name).trim_end_matches(".json");
    let path = vec![fields.text("title").unwrap_or_else(|| slug.to_owned())];
    let description = fields.text("description");
    let own = Value::Object(fields.0).to_string().into_bytes();
    let item = Ok(ImportedItem::Collection(ImportedCollection { path: path.clone(), description }));
    take(ImportedRow { place: name.to_owned(), source: own, item })?;
    for (number, item) in items.into_iter().enumerate() {
        let source = item.to_string().into_bytes();
        let item = match item {
            Value::Object(fields) => listed(&Entry(fields), &path),
            _ => Err(Refusal::Failed("it is no object".to_owned())),
        };
        take(ImportedRow { place: format!("{name}, entry {}", number + 1), source, item })?;
    }
    Ok(())
}

fn listed(fields: &Entry, path: &[String]) -> Understood {
    let note = fields.text("note").map(|text| ImportedNote { text, created: None });
    entry::article(ImportedArticle {
        url: fields.text("url"),
        title: fields.text("title"),
        excerpt: fields.text("excerpt"),
        notes: note.into_iter().collect(),
        collections: vec![path.to_vec()],
        ..ImportedArticle::default()
    })
}
