//! The zip.

use std::collections::HashSet;
use std::path::PathBuf;

use super::super::entry::{self, fault};
use super::super::json::{self, Entry};
use super::super::zipped::Zipped;
use super::super::{Importer, Input, Take};
use super::{article, marks};
use crate::error::Result;
use crate::model::{ImportedArticle, ImportedContent, ImportedItem, ImportedRow, Refusal};

/// Whether a name is one of the metadata: `metadata_0_to_20.json`.
pub(super) fn is_metadata(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.strip_prefix("metadata_").is_some_and(|rest| rest.ends_with(".json") && rest.contains("_to_"))
}

pub(super) fn open(input: Input) -> Box<dyn Importer> {
    Box::new(Archive(input))
}

struct Archive(Input);

impl Importer for Archive {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let path = self.0.path.clone();
        match Zipped::open(self.0) {
            Ok(zipped) => Reading { path, zipped, used: HashSet::new() }.all(take),
            Err(why) => take(fault("the archive", why)),
        }
    }
}

struct Reading {
    path: PathBuf,
    zipped: Zipped,
    /// The texts and highlights that belong to an article that was handed over.
    used: HashSet<String>,
}

impl Reading {
    fn all(mut self, take: Take<'_>) -> Result<()> {
        let names = self.zipped.names().to_vec();
        let mut metadata: Vec<&String> = names.iter().filter(|name| is_metadata(name)).collect();
        metadata.sort_by_key(|name| first_number(name));
        for name in metadata {
            self.metadata(name, take)?;
        }
        for name in names.iter().filter(|name| !is_metadata(name) && !self.used.contains(*name)) {
            let row = alone(name, &mut self.zipped);
            row.map_or(Ok(()), &mut *take)?;
        }
        self.zipped.damage().map_or(Ok(()), |why| take(fault("the archive", why)))
    }

    /// The articles of one file of metadata, each with its text and its highlights.
    fn metadata(&mut self, name: &str, take: Take<'_>) -> Result<()> {
        // A file of it is small, and the archive is needed for what belongs to its articles.
        let bytes = match self.zipped.read(name) {
            Ok(bytes) => bytes,
            Err(why) => return take(fault(name, why)),
        };
        let folder = name.rfind('/').map_or("", |end| &name[..=end]);
        let path = self.path.clone();
        let mut number = 0;
        json::each_entry(
            bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes),
            &path,
            &[],
            &mut |_, entry| {
                number += 1;
                let place = format!("{name}, entry {number}");
                let (source, read) = match entry {
                    Ok(text) => (text, Entry::parse(text)),
                    Err(broken) => (broken.source, Err(Refusal::Failed(broken.why))),
                };
                let mut source = source.as_bytes().to_vec();
                let fields = match read {
                    Ok(fields) => fields,
                    Err(refusal) => return take(ImportedRow { place, source, item: Err(refusal) }),
                };
                let mut article = article(&fields);
                let faults = match fields.text("slug") {
                    Some(slug) => self.complete(&mut article, &mut source, (folder, &slug)),
                    None => Vec::new(),
                };
                take(ImportedRow { place, source, item: entry::article(article) })?;
                faults.into_iter().try_for_each(&mut *take)
            },
        )
    }

    /// Adds what the archive has of an article besides its metadata; what of it cannot be read is told.
    fn complete(
        &mut self,
        article: &mut ImportedArticle,
        source: &mut Vec<u8>,
        (folder, slug): (&str, &str),
    ) -> Vec<ImportedRow> {
        let mut faults = Vec::new();
        let html = format!("{folder}content/{slug}.html");
        if self.zipped.has(&html) {
            match self.zipped.read(&html) {
                Ok(bytes) => article.content = content(&bytes),
                Err(why) => faults.push(fault(&html, why)),
            }
            self.used.insert(html);
        }
        let highlights = format!("{folder}highlights/{slug}.md");
        if self.zipped.has(&highlights) {
            match self.zipped.read(&highlights) {
                Ok(bytes) => {
                    (article.highlights, article.notes) = marks::read(&String::from_utf8_lossy(&bytes));
                    source.push(b'\n');
                    source.extend(bytes);
                }
                Err(why) => faults.push(fault(&highlights, why)),
            }
            self.used.insert(highlights);
        }
        faults
    }
}

fn content(bytes: &[u8]) -> Option<ImportedContent> {
    let html = String::from_utf8_lossy(bytes);
    (!html.trim().is_empty()).then(|| ImportedContent::Html(html.into_owned(), None))
}

/// The metadata is read in the order of its numbers, not of its letters.
fn first_number(name: &str) -> u64 {
    let digits = name.rsplit("metadata_").next().unwrap_or_default();
    digits.chars().take_while(char::is_ascii_digit).fold(0, |number: u64, digit| {
        number.saturating_mul(10).saturating_add(digit.to_digit(10).unwrap_or_default().into())
    })
}

/// A file that belongs to no article of the metadata: a text comes in by itself.
fn alone(name: &str, zipped: &mut Zipped) -> Option<ImportedRow> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    if name.starts_with("__MACOSX/") || file == ".DS_Store" {
        return None;
    }
    let skipped = |why: &str| Err(Refusal::Skipped(why.to_owned()));
    let mut article = ImportedArticle { title: Some(stem.replace('-', " ")), ..ImportedArticle::default() };
    let item: Result<ImportedItem, Refusal> = match (name.contains("content/"), ending) {
        (true, "pdf") => skipped("it is a PDF file, not an article"),
        (true, "html") => match zipped.read(name) {
            Ok(bytes) => {
                article.content = content(&bytes);
                entry::article(article)
            }
            Err(why) => Err(Refusal::Failed(why)),
        },
        (false, "md") if name.contains("highlights/") => match zipped.read(name) {
            Ok(bytes) if bytes.trim_ascii().is_empty() => return None,
            Ok(bytes) => {
                (article.highlights, article.notes) = marks::read(&String::from_utf8_lossy(&bytes));
                entry::article(article)
            }
            Err(why) => Err(Refusal::Failed(why)),
        },
        _ => skipped("it is no part of an export of Omnivore"),
    };
    Some(ImportedRow { place: name.to_owned(), source: Vec::new(), item })
}
