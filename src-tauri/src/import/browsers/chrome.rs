//! Chrome's file, which Edge, Brave, Vivaldi and Opera write, too.

use jiff::Timestamp;

use super::super::bookmarks::internal;
use super::super::entry;
use super::super::json::Entry;
use super::{Browser, Folder, Way, name};
use crate::model::{ImportedArticle, ImportedItem, Refusal};

/// Seconds from 1601, where Chrome's time begins, to 1970.
const FROM_1601: i64 = 11_644_473_600;

pub(super) static CHROME: Browser = Browser { lists: &["roots", "children"], folder, bookmark };

fn folder(list: &str, entry: &Entry) -> Option<Folder> {
    let is_folder = entry.text("type").as_deref() == Some("folder");
    is_folder.then(|| if list == "roots" { Folder::Everybodys } else { Folder::Named(name(entry, "name")) })
}

fn bookmark(entry: Entry, way: Way) -> Option<Result<ImportedItem, Refusal>> {
    let url = entry.text("url");
    if let Some(refusal) = url.as_deref().and_then(internal) {
        return Some(Err(refusal));
    }
    Some(entry::article(ImportedArticle {
        url,
        title: entry.text("name"),
        saved: entry.text("date_added").and_then(|text| time(&text)),
        collections: if way.path.is_empty() { Vec::new() } else { vec![way.path] },
        ..ImportedArticle::default()
    }))
}

/// Microseconds since 1601; 0 stands for no time.
fn time(text: &str) -> Option<Timestamp> {
    let microseconds: i64 = text.parse().ok().filter(|time| *time > 0)?;
    Timestamp::from_microsecond(microseconds.checked_sub(FROM_1601 * 1_000_000)?).ok()
}
