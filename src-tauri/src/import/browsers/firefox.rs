//! Firefox' backup: times in microseconds, tags as one text, or, long ago, as folders of their own.

use serde_json::Value;

use super::super::bookmarks::internal;
use super::super::entry;
use super::super::json::Entry;
use super::{Browser, Folder, Way, name};
use crate::model::{ImportedArticle, ImportedItem, Refusal};

pub(super) static FIREFOX: Browser = Browser { lists: &["children"], folder, bookmark };

fn folder(_: &str, entry: &Entry) -> Option<Folder> {
    if entry.text("type").as_deref() != Some("text/x-moz-place-container") {
        return None;
    }
    Some(match entry.text("root").as_deref() {
        Some("tagsFolder") => Folder::Tags,
        Some(_) => Folder::Everybodys,
        None if annotation(entry, "livemark/feedURI").is_some() => Folder::Refused(Refusal::Skipped(
            "a feed: Lede keeps articles and subscribes to nothing".to_owned(),
        )),
        None => Folder::Named(name(entry, "title")),
    })
}

/// What Firefox notes beside a bookmark.
fn annotation(entry: &Entry, name: &str) -> Option<String> {
    let Some(Value::Array(notes)) = entry.0.get("annos") else { return None };
    let note = notes.iter().find(|note| note.get("name").and_then(Value::as_str) == Some(name))?;
    note.get("value").and_then(Value::as_str).map(str::to_owned)
}

fn bookmark(entry: Entry, way: Way) -> Option<Result<ImportedItem, Refusal>> {
    if entry.text("type").as_deref() == Some("text/x-moz-place-separator") {
        return None;
    }
    let url = entry.text("uri");
    if let Some(refusal) = url.as_deref().and_then(internal) {
        return Some(Err(refusal));
    }
    let mut tags = entry::tags(&entry.text("tags").unwrap_or_default(), ',');
    let mut collections = Vec::new();
    if way.tagged {
        tags.extend(way.path);
    } else if !way.path.is_empty() {
        collections.push(way.path);
    }
    Some(entry::article(ImportedArticle {
        url,
        title: entry.text("title"),
        saved: entry.time("dateAdded"),
        excerpt: annotation(&entry, "bookmarkProperties/description"),
        tags,
        collections,
        ..ImportedArticle::default()
    }))
}
