//! Lists of articles.

use crate::export::page::date;
use crate::export::page::tree::{Element, Node};
use crate::export::page::words::Words;
use crate::model::ContentsEntry;

/// An article in a list: its title as a link, then site and date.
pub fn item(entry: &ContentsEntry, address: &str) -> Element {
    let words = Words::of(entry.language.as_deref());
    let dir = if entry.rtl { "rtl" } else { "ltr" };
    let link = Element::text("a", &entry.title).with("href", address);
    let mut about = vec![entry.site.clone()];
    about.extend(entry.published.as_deref().map(|published| date::shown(published, words)));
    about.retain(|part| !part.is_empty());
    let mut parts = vec![Node::from(link)];
    if !about.is_empty() {
        parts.push(Node::text(" "));
        parts.push(Element::new("small", joined(&about)).into());
    }
    let item = Element::new("li", parts).with("dir", dir);
    match entry.language.as_deref().filter(|tag| crate::export::page::is_language_tag(tag)) {
        Some(tag) => item.with("lang", tag),
        None => item,
    }
}

/// Texts with dots between them, each in its own direction.
fn joined(texts: &[String]) -> Vec<Node> {
    let mut parts = Vec::new();
    for text in texts {
        if !parts.is_empty() {
            parts.push(Node::text(" · "));
        }
        parts.push(Element::text("bdi", text).into());
    }
    parts
}
