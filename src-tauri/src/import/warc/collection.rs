//! What is in web archives, by address: found once, then read where it lies.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, Read};
use std::sync::Arc;

use jiff::Timestamp;
use url::Url;

use super::frames::framed;
use super::http::{LARGEST, Message, is_page, media_type};
use super::record::{self, Record};
use super::store::{Archive, Place};
use super::{digest, page};
use crate::error::Result;
use crate::import::Take;
use crate::model::{ImportedRow, Refusal};

/// Bytes of a page that are looked through for frames.
const LOOKED_THROUGH: usize = 4 << 20;

/// What an archive holds under an address. Kept for each record, so it is small: the address itself stands in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    address: u64,
    /// Seconds since 1970.
    date: i64,
    archive: u32,
    offset: u64,
    within: u64,
}

impl Entry {
    pub(super) fn place(self) -> Place {
        Place { offset: self.offset, within: self.within }
    }
}

/// Web archives that belong together.
pub(in crate::import) struct Collection {
    pub(super) archives: Vec<Archive>,
    /// In the order of addresses, then of dates.
    entries: Vec<Entry>,
    /// Pages that stand within no other, in the order of the archives.
    pages: Vec<Entry>,
    /// Payloads by their digests, for records that only name one.
    payloads: HashMap<u64, Entry>,
}

impl Collection {
    /// Looks through archives; a record that is damaged is told by a row, and stops no other.
    ///
    /// # Errors
    /// Those of `take`.
    pub(in crate::import) fn of(archives: Vec<Archive>, take: Take<'_>) -> Result<Self> {
        let mut looking = Looking::default();
        let mut ready = Vec::with_capacity(archives.len());
        for archive in archives {
            let archive = match record::is_packed_as_one(&archive).then(|| archive.unpacked()) {
                None => archive,
                Some(Ok(unpacked)) => unpacked,
                Some(Err(error)) => {
                    take(refused(&archive.name, None, &error.to_string()))?;
                    continue;
                }
            };
            let number = u32::try_from(ready.len()).unwrap_or(u32::MAX);
            record::each(&archive, &mut |place, found| match found {
                Ok((record, block)) => looking.at(&archive, (number, place), (record, block), take),
                Err(error) => take(refused(&archive.name, Some(place), &told(&error))).map(|()| false),
            })?;
            ready.push(archive);
        }
        Ok(looking.finish(ready))
    }

    /// Hands over the pages that stand within no other.
    ///
    /// # Errors
    /// Those of `take`.
    pub(in crate::import) fn each_page(self: &Arc<Self>, take: Take<'_>) -> Result<()> {
        self.pages.iter().try_for_each(|entry| take(page::row(self, *entry, None)))
    }

    /// The record of an address that was archived at a time, or next to it.
    pub(super) fn find(&self, url: &str, at: Option<Timestamp>) -> Option<Entry> {
        let address = address_of(url);
        let begin = self.entries.partition_point(|entry| entry.address < address);
        let same = self.entries[begin..].iter().take_while(|entry| entry.address == address);
        let at = at.map_or(i64::MAX, Timestamp::as_second);
        same.min_by_key(|entry| entry.date.abs_diff(at)).copied()
    }

    /// The record whose payload has a digest.
    pub(super) fn payload(&self, digest: &str) -> Option<Entry> {
        self.payloads.get(&hash_of(digest)).copied()
    }
}

/// The row that tells what is wrong with a record.
pub(super) fn refused(archive: &str, place: Option<Place>, why: &str) -> ImportedRow {
    let place = place.map_or_else(|| archive.to_owned(), |place| place_of(archive, place));
    ImportedRow { place, source: Vec::new(), item: Err(Refusal::Failed(why.to_owned())) }
}

/// Where a record lies, for a person.
pub(super) fn place_of(archive: &str, place: Place) -> String {
    match place.within {
        0 => format!("{archive}, byte {}", place.offset),
        within => format!("{archive}, byte {} of what is packed at byte {}", within, place.offset),
    }
}

fn told(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the record breaks off".to_owned(),
        _ => format!("the record cannot be read: {error}"),
    }
}

/// What was found so far.
#[derive(Default)]
struct Looking {
    entries: Vec<Entry>,
    pages: Vec<Entry>,
    payloads: HashMap<u64, Entry>,
    /// Addresses that stand in frames, or were asked for as something else than a page.
    within: HashSet<u64>,
    /// Addresses that a browser asked for as a page.
    asked: HashSet<u64>,
    block: Vec<u8>,
}

impl Looking {
    /// Looks at a record; says whether its block could be read.
    fn at(
        &mut self,
        archive: &Archive,
        (number, place): (u32, Place),
        (record, block): (&Record, &mut dyn BufRead),
        take: Take<'_>,
    ) -> Result<bool> {
        let kind = record.get("warc-type").unwrap_or_default();
        let telling = |why: &str| refused(&archive.name, Some(place), why);
        if !matches!(kind, "response" | "resource" | "revisit" | "request") {
            if kind == "continuation" {
                take(telling("it continues a record of another file, which is not put together"))?;
            }
            return Ok(true);
        }
        self.block.clear();
        let length = match block.take(LARGEST).read_to_end(&mut self.block) {
            Ok(length) => length as u64,
            Err(error) => return take(telling(&told(&error))).map(|()| false),
        };
        if length < record.length.min(LARGEST) {
            return take(telling("the record breaks off")).map(|()| false);
        }
        let Some(url) = record.url("warc-target-uri") else {
            return take(telling("the record does not say what it is of")).map(|()| true);
        };
        if kind == "request" {
            self.asked_for(url);
            return Ok(true);
        }
        let entry = Entry {
            address: address_of(url),
            date: record.date().map_or(0, Timestamp::as_second),
            archive: number,
            offset: place.offset,
            within: place.within,
        };
        let whole = length == record.length;
        let message = if kind == "resource" { None } else { Message::read(&self.block) };
        if whole && let Some(why) = self.contradiction(record, message.as_ref()) {
            take(telling(why))?;
        }
        self.keep(entry, record, message);
        Ok(true)
    }

    fn keep(&mut self, entry: Entry, record: &Record, message: Option<Message>) {
        let revisit = record.get("warc-type") == Some("revisit");
        let status = message.as_ref().map_or(200, |message| message.status);
        if !(200..400).contains(&status) {
            return;
        }
        self.entries.push(entry);
        if let Some(digest) = record.get("warc-payload-digest").filter(|_| !revisit) {
            self.payloads.entry(hash_of(digest)).or_insert(entry);
        }
        let kind = match &message {
            Some(message) => message.media_type(),
            None => media_type(record.get("content-type").unwrap_or_default()),
        };
        // A revisit without a head says nothing of what it repeats.
        let unknown = revisit && kind.is_empty();
        if (200..300).contains(&status) && (is_page(&kind) || unknown) {
            self.pages.push(entry);
            self.look_for_frames(record, message);
        }
    }

    fn look_for_frames(&mut self, record: &Record, message: Option<Message>) {
        let Some(base) = record.url("warc-target-uri").and_then(|url| Url::parse(url).ok()) else { return };
        let body = match message {
            Some(message) => message.unpacked(&self.block).unwrap_or_default(),
            None => self.block.clone(),
        };
        let text = String::from_utf8_lossy(&body[..body.len().min(LOOKED_THROUGH)]);
        self.within.extend(framed(&text, &base).iter().map(|url| address_of(url.as_str())));
    }

    /// A browser says what it asks for ([Fetch Metadata](https://www.w3.org/TR/fetch-metadata/)).
    fn asked_for(&mut self, url: &str) {
        let head = String::from_utf8_lossy(&self.block);
        let said = head.lines().filter_map(|line| line.split_once(':'));
        let mut said = said.filter(|(name, _)| name.trim().eq_ignore_ascii_case("sec-fetch-dest"));
        match said.next().map(|(_, value)| value.trim()) {
            Some("document") => self.asked.insert(address_of(url)),
            Some(_) => self.within.insert(address_of(url)),
            None => false,
        };
    }

    /// What of a record is not what it says.
    fn contradiction(&self, record: &Record, message: Option<&Message>) -> Option<&'static str> {
        let differs = |digest: Option<&str>, bytes: &[u8]| {
            digest.and_then(|digest| digest::agrees(digest, bytes)) == Some(false)
        };
        if differs(record.get("warc-block-digest"), &self.block) {
            return Some(
                "its bytes are not those that its digest is of; what is there was read all the same",
            );
        }
        if record.get("warc-type") == Some("revisit") || record.get("warc-truncated").is_some() {
            return None;
        }
        let digest = record.get("warc-payload-digest");
        let body = message.map_or(0, |message| message.body);
        // Some programs take the digest of the body as it was sent, others of what was put together of its chunks.
        let wrong = differs(digest, self.block.get(body..).unwrap_or_default())
            && message.is_none_or(|message| differs(digest, &message.in_one_piece(&self.block)));
        wrong.then_some("its payload is not what its digest is of; what is there was read all the same")
    }

    fn finish(self, archives: Vec<Archive>) -> Collection {
        let Self { mut entries, mut pages, payloads, within, asked, .. } = self;
        pages.retain(|page| asked.contains(&page.address) || !within.contains(&page.address));
        entries.sort_unstable();
        entries.shrink_to_fit();
        Collection { archives, entries, pages, payloads }
    }
}

/// An address as a number: without what is only for the browser.
fn address_of(url: &str) -> u64 {
    hash_of(url.split('#').next().unwrap_or_default())
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl Entry {
    pub(super) fn archive_of(self, collection: &Collection) -> Option<&Archive> {
        collection.archives.get(self.archive as usize)
    }
}
