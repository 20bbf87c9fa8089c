//! Packages of web archives (WACZ 1.1.1): a zip file of archives, a list of their pages, and the hash of each file.
//!
//! Source: [WACZ 1.1.1](https://specs.webrecorder.net/wacz/1.1.1/). Archives lie in the package as they are, so that a record is read from
//! the middle of it.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use jiff::Timestamp;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use zip::read::ZipFile;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::warc::{Archive, Collection, Part, Shared, hex, listed};
use super::{Head, Importer, Input, Take};
use crate::error::Result;
use crate::model::{ImportedRow, Refusal};

/// What a package says of itself, and the hash of that.
const ABOUT: &str = "datapackage.json";
const SUM: &str = "datapackage-digest.json";

/// Lists of pages: those that a person began with, and those that were reached from them.
const LISTS: [&str; 2] = ["pages/pages.jsonl", "pages/extraPages.jsonl"];

/// Bytes of what a package says of itself, and of a line of a list.
const LARGEST: u64 = 64 << 20;

/// Whether a zip archive says of itself what a package does and holds web archives.
pub(super) fn is(head: &Head) -> bool {
    head.entries.iter().any(|name| name == ABOUT) && head.entries.iter().any(|name| is_archive(name))
}

fn is_archive(name: &str) -> bool {
    name.starts_with("archive/") && (name.ends_with(".warc") || name.ends_with(".warc.gz"))
}

/// Reads a package.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    Box::new(Wacz(input))
}

struct Wacz(Input);

type Zip = ZipArchive<BufReader<Part>>;

impl Importer for Wacz {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let name = self.0.head.name.clone();
        let shared = Shared::new(self.0.source, &self.0.path);
        let all = shared.all().map_err(|error| shared.fault(error))?;
        let mut package = match ZipArchive::new(BufReader::new(all)) {
            Ok(zip) => Package { zip, name, shared },
            Err(error) => return take(refused(name, &format!("the package cannot be opened: {error}"))),
        };
        package.check(take)?;
        let archives = package.archives(take)?;
        let collection = Collection::of(archives, take)?;
        package.pages(collection, take)
    }
}

fn refused(place: String, why: &str) -> ImportedRow {
    ImportedRow { place, source: Vec::new(), item: Err(Refusal::Failed(why.to_owned())) }
}

/// `datapackage.json`, as far as it counts here.
#[derive(Deserialize)]
struct About {
    #[serde(default)]
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    path: String,
    #[serde(default)]
    hash: String,
}

/// `datapackage-digest.json`.
#[derive(Deserialize)]
struct Sum {
    hash: String,
}

/// A line of a list of pages; the first one only says what the list is.
#[derive(Deserialize)]
struct Line {
    url: Option<String>,
    ts: Option<String>,
    title: Option<String>,
}

/// A package that is being read.
struct Package {
    zip: Zip,
    name: String,
    shared: Shared,
}

impl Package {
    fn place(&self, path: &str) -> String {
        format!("{}, {path}", self.name)
    }

    /// Tells every file that is not what the package says.
    fn check(&mut self, take: Take<'_>) -> Result<()> {
        let about = match self.whole(ABOUT) {
            Ok(about) => about,
            Err(why) => return take(refused(self.place(ABOUT), &why)),
        };
        if let Ok(sum) = self.whole(SUM) {
            let said = serde_json::from_slice(&sum).map(|sum: Sum| sum.hash).unwrap_or_default();
            if !agrees(&said, &Sha256::digest(&about)) {
                take(refused(self.place(ABOUT), "it is not what its hash is of"))?;
            }
        }
        let resources = match serde_json::from_slice(&about) {
            Ok(About { resources }) => resources,
            Err(error) => return take(refused(self.place(ABOUT), &error.to_string())),
        };
        for Resource { path, hash } in resources {
            let why = match self.hash_of(&path) {
                Ok(found) if agrees(&hash, &found) => continue,
                Ok(_) => "it is not what its hash is of; what is there was read all the same".to_owned(),
                Err(why) => why,
            };
            take(refused(self.place(&path), &why))?;
        }
        Ok(())
    }

    fn hash_of(&mut self, path: &str) -> Result<Vec<u8>, String> {
        let mut file = self.zip.by_name(path).map_err(|error| told(&error))?;
        let (mut hash, mut chunk) = (Sha256::new(), vec![0; 64 << 10]);
        loop {
            match file.read(&mut chunk) {
                Ok(0) => return Ok(hash.finalize().to_vec()),
                Ok(read) => hash.update(&chunk[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.to_string()),
            }
        }
    }

    /// A small file.
    fn whole(&mut self, path: &str) -> Result<Vec<u8>, String> {
        let file = self.zip.by_name(path).map_err(|error| told(&error))?;
        let mut bytes = Vec::new();
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        if bytes.len() as u64 > LARGEST {
            return Err(format!("it is larger than {LARGEST} bytes"));
        }
        Ok(bytes)
    }

    /// The web archives of the package.
    fn archives(&mut self, take: Take<'_>) -> Result<Vec<Archive>> {
        let names = self.zip.file_names().filter_map(|name| Some(name.ok()?.into_owned()));
        let names: Vec<String> = names.filter(|name| is_archive(name)).collect();
        let mut archives = Vec::with_capacity(names.len());
        for name in names {
            let place = self.place(&name);
            let shared = self.shared.clone();
            let opened = match self.zip.by_name(&name) {
                Ok(file) => archive(place.clone(), file, shared),
                Err(error) => Err(told(&error)),
            };
            match opened {
                Ok(archive) => archives.push(archive),
                Err(why) => take(refused(place, &why))?,
            }
        }
        Ok(archives)
    }

    /// Hands over the pages that the package lists, or else those that are in its archives.
    fn pages(mut self, collection: Collection, take: Take<'_>) -> Result<()> {
        let collection = Arc::new(collection);
        let mut count = 0_u64;
        for list in LISTS {
            let place = self.place(list);
            let Ok(file) = self.zip.by_name(list) else { continue };
            let mut lines = BufReader::new(file);
            let mut line = Vec::new();
            for number in 1_u64.. {
                line.clear();
                match lines.by_ref().take(LARGEST).read_until(b'\n', &mut line) {
                    Ok(0) => break,
                    Ok(_) => {}
                    Err(error) => {
                        take(refused(place.clone(), &format!("it cannot be read on: {error}")))?;
                        break;
                    }
                }
                if let Some(row) = row(&collection, &line, || format!("{place}, line {number}")) {
                    count += 1;
                    take(row)?;
                }
            }
        }
        if count > 0 { Ok(()) } else { collection.each_page(take) }
    }
}

/// The row of a line of a list; nothing of one that names no page.
fn row(collection: &Arc<Collection>, line: &[u8], place: impl Fn() -> String) -> Option<ImportedRow> {
    if line.trim_ascii().is_empty() {
        return None;
    }
    let read = match serde_json::from_slice(line) {
        Ok(read) => read,
        Err(error) => return Some(refused(place(), &error.to_string())),
    };
    let Line { url, ts, title } = read;
    let url = url?;
    let at = ts.and_then(|ts| ts.parse::<Timestamp>().ok());
    let title = title.filter(|title| !title.trim().is_empty());
    let found = listed(collection, &url, at, title);
    Some(found.unwrap_or_else(|| {
        refused(place(), &format!("{url} is listed, and no web archive of the package has it"))
    }))
}

/// An archive within a package: where it lies, or unpacked when it was packed against the rule.
fn archive(name: String, file: ZipFile<'_, BufReader<Part>>, shared: Shared) -> Result<Archive, String> {
    let stored = file.compression() == CompressionMethod::Stored && !file.encrypted();
    match file.data_start().filter(|_| stored) {
        Some(begin) => {
            let end = begin.saturating_add(file.compressed_size());
            Archive::part(name, shared, begin, end).map_err(|error| error.to_string())
        }
        None => {
            let packed = file.compressed_size();
            Archive::spooled(name, file, packed).map_err(|error| error.to_string())
        }
    }
}

/// Whether a hash as a package writes it is this one.
fn agrees(said: &str, found: &[u8]) -> bool {
    said.trim().strip_prefix("sha256:").is_some_and(|digits| digits.eq_ignore_ascii_case(&hex(found)))
}

fn told(error: &ZipError) -> String {
    match error {
        ZipError::FileNotFound => "it is not in the package".to_owned(),
        error => error.to_string(),
    }
}

#[cfg(test)]
mod tests;
