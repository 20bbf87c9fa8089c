//! Storing and reading back, with hand-made captures and no network.

mod addresses;
mod bringing_pages;
mod carrying;
mod collections;
mod copies;
mod equivalence;
mod example;
mod exporting;
mod fetching;
mod finding;
mod folding;
mod importing;
mod journal;
mod keeping;
mod links;
mod listing;
mod merging;
mod model;
mod neighbourhood;
mod notes;
mod queries;
mod reasons;
mod recovering;
mod related;
mod relations;
mod rules;
mod saved_counts;
mod scripts;
mod searching;
mod stories;
mod storing;
mod tags;
mod verifying;
mod versions;
mod watching;

use jiff::Timestamp;

use super::prepared::Prepared;
use super::store::{Aim, store_capture};
use super::{Clock, Library, OpenOptions};
use crate::model::*;

pub(super) const SHELVES: [Shelf; 9] = [
    Shelf::Inbox,
    Shelf::Unread,
    Shelf::Reading,
    Shelf::Read,
    Shelf::Starred,
    Shelf::Archived,
    Shelf::Incomplete,
    Shelf::All,
    Shelf::Trash,
];

pub(super) struct Archive {
    pub(super) library: Library,
    _folder: tempfile::TempDir,
}

pub(super) fn archive() -> Archive {
    let folder = tempfile::tempdir().unwrap();
    let options = OpenOptions { create: true, ..OpenOptions::default() };
    let library = Library::open(&folder.path().join("archive.lede"), options).unwrap();
    Archive { library, _folder: folder }
}

pub(super) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + seconds).unwrap()
}

/// A clock that stands still.
pub(super) fn clock_at(seconds: i64) -> Clock {
    std::sync::Arc::new(move || at(seconds))
}

pub(super) fn picture(bytes: &[u8]) -> Asset {
    let hash = AssetHash(format!("{:0>64}", bytes.iter().map(|b| format!("{b:02x}")).collect::<String>()));
    Asset { hash, mime: "image/png".into(), bytes: bytes.to_vec(), size: Some((4, 3)) }
}

/// A whole capture of `url` with a title and a text.
pub(super) fn capture(url: &str, title: &str, text: &str) -> Capture {
    let words = u32::try_from(text.split_whitespace().count()).unwrap();
    Capture {
        further: Vec::new(),
        requested_url: url.to_owned(),
        canonical_url: url.to_owned(),
        aliases: Vec::new(),
        response: RawResponse {
            final_url: url.to_owned(),
            redirects: Vec::new(),
            status: 200,
            headers: vec![("content-type".into(), "text/html; charset=utf-8".into())],
            body: format!("<h1>{title}</h1><p>{text}</p>").into_bytes(),
            fetched: at(0),
            private: false,
        },
        page: Page {
            metadata: Metadata {
                title: title.to_owned(),
                authors: vec!["Ada Lovelace".to_owned()],
                site: Some("The Test".to_owned()),
                published: Some("2026-06-01T10:00:00+03:30".to_owned()),
                ..Metadata::default()
            },
            html: format!("<p dir=\"auto\">{text}</p>"),
            text: text.to_owned(),
            words,
            links: Vec::new(),
            captions: Vec::new(),
            pictures: Vec::new(),
            lead_picture: None,
            diagnosis: Diagnosis::whole(),
            extractor: "test 1".to_owned(),
            charset: "UTF-8".to_owned(),
            refresh: None,
            onward: Default::default(),
            rule: None,
            repaired: None,
            blocks: Vec::new(),
        },
        assets: Vec::new(),
    }
}

/// Adds picture `n` to a capture: its bytes, or nothing.
pub(super) fn with_picture(mut capture: Capture, n: u32, bytes: Option<&[u8]>) -> Capture {
    let url = format!("https://example.org/{n}.png");
    capture.page.html.push_str(&format!("<img data-asset=\"{n}\">"));
    capture.page.pictures.push(Picture { n, url: url.clone(), alternatives: Vec::new() });
    let failure = AssetFailure { reason: MissingReason::Status, message: "the server answered 404".into() };
    capture.assets.push(CapturedAsset { n, url, result: bytes.map(picture).ok_or(failure) });
    capture
}

impl Archive {
    pub(super) fn store(&self, capture: &Capture, aim: Aim, seconds: i64) -> (ArticleId, SaveStatus) {
        let reason = if aim == Aim::Save { VersionReason::Save } else { VersionReason::Refetch };
        let prepared = Prepared::new(capture, reason, at(seconds)).unwrap();
        self.library.db().write(|tx| store_capture(tx, &prepared, aim, at(seconds))).unwrap()
    }

    pub(super) fn save(&self, capture: &Capture) -> ArticleId {
        self.store(capture, Aim::Save, 0).0
    }

    pub(super) fn count(&self, table: &str) -> u32 {
        let sql = format!("SELECT count(*) FROM {table}");
        self.library.db().read(|conn| Ok(conn.query_row(&sql, [], |row| row.get(0))?)).unwrap()
    }
}

/// The diagnosis of a copy with one doubt.
pub(super) fn doubtful(doubt: Doubt) -> Diagnosis {
    Diagnosis::resting_on(vec![Evidence {
        doubt,
        place: EvidencePlace::Page,
        found: "as it says".to_owned(),
    }])
}
