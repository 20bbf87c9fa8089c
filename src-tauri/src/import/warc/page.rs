//! A page of a web archive, and the files that were archived with it.

use std::io::Read;
use std::sync::Arc;

use jiff::Timestamp;
use url::Url;

use super::collection::{Collection, Entry, place_of, refused};
use super::http::{LARGEST, Message};
use super::record::Record;
use crate::model::{
    ImportedArticle, ImportedContent, ImportedItem, ImportedPage, ImportedRow, PageFile, PageFiles, Refusal,
};

/// Redirects that are followed from a picture's address to the picture.
const HOPS: usize = 5;

/// A record with what it holds.
struct Held {
    record: Record,
    message: Option<Message>,
    block: Vec<u8>,
}

impl Held {
    fn read(collection: &Collection, entry: Entry) -> Result<Self, String> {
        let archive = entry.archive_of(collection).ok_or("its archive is not there")?;
        let told = |error: std::io::Error| format!("the record cannot be read: {error}");
        let mut bytes = archive.open(entry.place()).map_err(told)?;
        let record = Record::read(&mut bytes).map_err(told)?.ok_or("the record is not there any more")?;
        let mut block = Vec::new();
        bytes.take(record.length.min(LARGEST + 1)).read_to_end(&mut block).map_err(told)?;
        if block.len() as u64 > LARGEST {
            return Err(format!("the record is larger than {LARGEST} bytes"));
        }
        let is_resource = record.get("warc-type") == Some("resource");
        let message = if is_resource { None } else { Message::read(&block) };
        Ok(Self { record, message, block })
    }

    /// Where it redirects to.
    fn target(&self) -> Option<String> {
        let message = self.message.as_ref().filter(|message| (300..400).contains(&message.status))?;
        let own = Url::parse(self.record.url("warc-target-uri")?).ok()?;
        Some(own.join(message.get("location")?).ok()?.into())
    }

    /// The payload: of a record that only says that it was the same as another one, that one's.
    fn payload(&self, collection: &Collection) -> Result<Vec<u8>, String> {
        if self.record.get("warc-type") != Some("revisit") {
            return self.own_payload();
        }
        let date = self.record.get("warc-refers-to-date").and_then(|date| date.parse().ok());
        let by_digest = || collection.payload(self.record.get("warc-payload-digest")?);
        let by_address = || collection.find(self.record.url("warc-refers-to-target-uri")?, date);
        let first =
            by_digest().or_else(by_address).ok_or("it repeats a record that is not in the archive")?;
        let first = Self::read(collection, first)?;
        if first.record.get("warc-type") == Some("revisit") {
            return Err("it repeats a record that repeats another one".to_owned());
        }
        first.own_payload()
    }

    fn own_payload(&self) -> Result<Vec<u8>, String> {
        match &self.message {
            Some(message) => message.unpacked(&self.block),
            None => Ok(self.block.clone()),
        }
    }
}

/// The row of a page; `title` is what a list of pages calls it.
pub(super) fn row(collection: &Arc<Collection>, entry: Entry, title: Option<String>) -> ImportedRow {
    let archive = entry.archive_of(collection).map_or("", |archive| archive.name.as_str());
    let place = place_of(archive, entry.place());
    let held = Held::read(collection, entry);
    let read = held.and_then(|held| Ok((held.payload(collection)?, held)));
    match read {
        Ok((body, held)) if !body.is_empty() => {
            let source = held.record.said.clone();
            let article = article(collection, held, body, title);
            ImportedRow { place, source, item: Ok(ImportedItem::Article(Box::new(article))) }
        }
        Ok((_, held)) => {
            let why = Refusal::Failed("the page is empty".to_owned());
            ImportedRow { place, source: held.record.said, item: Err(why) }
        }
        Err(why) => refused(archive, Some(entry.place()), &why),
    }
}

fn article(
    collection: &Arc<Collection>,
    held: Held,
    body: Vec<u8>,
    title: Option<String>,
) -> ImportedArticle {
    let url = held.record.url("warc-target-uri").unwrap_or_default().to_owned();
    let date = held.record.date();
    let kind = held.record.get("content-type").map(str::to_owned);
    let (status, headers) = match held.message {
        Some(message) => (Some(message.status), message.into_headers()),
        None => (None, kind.map(|kind| ("content-type".to_owned(), kind)).into_iter().collect()),
    };
    let page = ImportedPage {
        final_url: url.clone(),
        status,
        headers,
        fetched: date,
        body,
        files: Some(Arc::new(Archived { collection: Arc::clone(collection), at: date })),
    };
    ImportedArticle {
        url: Some(url),
        title,
        saved: date,
        content: Some(ImportedContent::Page(Box::new(page))),
        ..ImportedArticle::default()
    }
}

/// The files of web archives, as they were when a page was archived.
struct Archived {
    collection: Arc<Collection>,
    at: Option<Timestamp>,
}

impl std::fmt::Debug for Archived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archived").field("at", &self.at).finish_non_exhaustive()
    }
}

impl PageFiles for Archived {
    fn file(&self, url: &str) -> Option<PageFile> {
        let mut url = url.to_owned();
        for _ in 0..=HOPS {
            let entry = self.collection.find(&url, self.at)?;
            let held = Held::read(&self.collection, entry).ok()?;
            // Addresses are looked up by a hash of them.
            if held.record.url("warc-target-uri")?.split('#').next() != url.split('#').next() {
                return None;
            }
            match held.target() {
                Some(target) => url = target,
                None => {
                    let bytes = held.payload(&self.collection).ok()?;
                    let kind = held.message.as_ref().and_then(|message| message.get("content-type"));
                    let kind = kind.or_else(|| held.record.get("content-type")).unwrap_or_default();
                    return Some(PageFile { media_type: kind.to_owned(), bytes });
                }
            }
        }
        None
    }
}

/// The row of a page that a list names, redirects followed; `None` when no archive has it.
pub(in crate::import) fn listed(
    collection: &Arc<Collection>,
    url: &str,
    at: Option<Timestamp>,
    title: Option<String>,
) -> Option<ImportedRow> {
    let mut entry = collection.find(url, at)?;
    for _ in 0..HOPS {
        let target = Held::read(collection, entry).ok().and_then(|held| held.target());
        match target.and_then(|target| collection.find(&target, at)) {
            Some(next) => entry = next,
            None => break,
        }
    }
    let mut row = row(collection, entry, title);
    if let Ok(ImportedItem::Article(article)) = &mut row.item {
        article.url = Some(url.to_owned());
    }
    Some(row)
}
