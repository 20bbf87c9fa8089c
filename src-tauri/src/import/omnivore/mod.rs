//! Omnivore's zip of metadata, texts and highlights, and its metadata alone.

mod archive;
mod marks;
#[cfg(test)]
mod tests;

use super::entry::{self, distinct};
use super::json::{self, Entry, Outline};
use super::times::published;
use super::{Head, Importer, Input};
use crate::model::{ImportedArticle, ReadState};

/// How far an article is read when it is read to the end: nobody scrolls past the last paragraph.
const END: f64 = 0.97;

/// Whether it is its zip or its metadata.
pub(super) fn is(head: &Head) -> bool {
    head.entries.iter().any(|name| archive::is_metadata(name))
        || Outline::of(head).lists(&["slug", "state", "savedAt"])
        || Outline::of(head).lists(&["slug", "readingProgress"])
}

/// Reads either.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    match input.head.entries.is_empty() {
        true => json::importer(input, &[], |fields| entry::article(article(&fields))),
        false => archive::open(input),
    }
}

fn article(fields: &Entry) -> ImportedArticle {
    let url = fields.text("url");
    let position = fields.number("readingProgress").map(|percent| (percent / 100.0).clamp(0.0, 1.0));
    let archived = fields.text("state").is_some_and(|state| state.eq_ignore_ascii_case("archived"));
    let labels = fields.texts("labels");
    let is_label = |name: &str| labels.iter().any(|label| label.eq_ignore_ascii_case(name));
    ImportedArticle {
        key: fields.text("id"),
        title: fields.text("title"),
        authors: fields.text("author").into_iter().collect(),
        published: fields.text("publishedAt").and_then(|text| published(&text)),
        saved: fields.time("savedAt"),
        excerpt: fields.text("description"),
        state: state(archived, position),
        archived,
        position,
        tags: distinct(labels.iter().map(String::as_str)),
        feed: is_label("RSS") || is_label("Newsletter"),
        unfetchable: url.as_deref().is_some_and(is_of_the_service),
        url,
        ..ImportedArticle::default()
    }
}

fn state(archived: bool, position: Option<f64>) -> Option<ReadState> {
    Some(match position {
        _ if archived => ReadState::Read,
        Some(position) if position >= END => ReadState::Read,
        Some(position) if position > 0.0 => ReadState::Reading,
        Some(_) => ReadState::Unread,
        None => return None,
    })
}

/// Whether a page lay at the service, which is gone: a mail, or a file that was uploaded.
fn is_of_the_service(url: &str) -> bool {
    let host =
        url.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    host.eq_ignore_ascii_case("omnivore.app") || host.to_ascii_lowercase().ends_with(".omnivore.app")
}
