//! The value that holds the longest run of prose, and the object that it belongs to.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::{Map, Value};

use super::markup::{is_markup, is_prose, paragraphs, text_weight};
use super::render::Renderer;
use crate::capture::extract::Wording;

/// Less prose is no article.
const MIN_PROSE: usize = 400;

/// Deepest object looked at.
const MAX_DEPTH: usize = 96;

/// Blocks written in one search, over all places that are tried.
const MAX_STEPS: usize = 400_000;

/// An inner value that holds this share (in hundredths) of an outer one's prose is the article itself.
const NEARLY_ALL: usize = 85;

/// Keys of the running text of an article.
const BODIES: [&str; 14] = [
    "articlebody",
    "article_body",
    "body",
    "bodyhtml",
    "bodytext",
    "content",
    "content_elements",
    "contenthtml",
    "text",
    "html",
    "fulltext",
    "story",
    "paragraphs",
    "blocks",
];

/// Keys below which no article stands: whole, and parts.
const OTHERS: [&str; 16] = [
    "css",
    "style",
    "styles",
    "script",
    "scripts",
    "menu",
    "menus",
    "nav",
    "config",
    "messages",
    "terms",
    "ads",
    "footer",
    "header",
    "env",
    "dictionary",
];
const OTHER_PARTS: [&str; 14] = [
    "comment",
    "related",
    "recommend",
    "cookie",
    "consent",
    "privacy",
    "navigation",
    "i18n",
    "locale",
    "translation",
    "newsletter",
    "trending",
    "mostread",
    "popular",
];

/// An article found in data.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub html: String,
    /// How well it stands among others.
    pub score: usize,
    /// The object it belongs to: where its title and authors stand.
    pub about: Option<&'a Map<String, Value>>,
}

/// Finds the article in a value; `title` is the page's.
pub(super) fn longest_prose<'a>(value: &'a Value, title: &Wording) -> Option<Found<'a>> {
    let mut refs = HashMap::new();
    collect_refs(value, &mut refs, 0);
    let mut search = Search {
        renderer: Renderer::new(refs, MAX_STEPS),
        title,
        order: 0,
        around: Vec::new(),
        all: Vec::new(),
    };
    search.walk(value, "", None);
    search.best()
}

/// The entries of normalised caches, which others refer to by their keys: `Paragraph:7f_0`.
fn collect_refs<'a>(value: &'a Value, refs: &mut HashMap<&'a str, &'a Value>, depth: usize) {
    match value {
        Value::Object(object) if depth < 8 => {
            for (key, value) in object {
                if value.is_object() && key.contains(':') {
                    refs.insert(key, value);
                }
                collect_refs(value, refs, depth + 1);
            }
        }
        Value::Array(items) if depth < 4 => items.iter().for_each(|item| collect_refs(item, refs, depth + 1)),
        _ => {}
    }
}

struct Candidate<'a> {
    found: Found<'a>,
    prose: usize,
    /// Its place among all values, in order: what it holds is inside.
    place: Range<usize>,
}

struct Search<'a, 't> {
    renderer: Renderer<'a>,
    title: &'t Wording,
    order: usize,
    /// The objects around the value, outermost first.
    around: Vec<&'a Map<String, Value>>,
    all: Vec<Candidate<'a>>,
}

impl<'a> Search<'a, '_> {
    fn walk(&mut self, value: &'a Value, key: &str, holder: Option<&'a Map<String, Value>>) {
        if self.around.len() > MAX_DEPTH {
            return;
        }
        self.order += 1;
        let from = self.order;
        match value {
            Value::Object(object) => {
                self.around.push(object);
                for (key, value) in object.iter().filter(|(key, _)| !is_other(key)) {
                    self.walk(value, key, Some(object));
                }
                self.around.pop();
            }
            Value::Array(items) => {
                items.iter().for_each(|item| self.walk(item, key, holder));
                let rendered = self.renderer.array(items, holder);
                self.consider(rendered.html, rendered.prose, key, from);
            }
            Value::String(text) if text.len() >= MIN_PROSE / 2 => {
                let weight = text_weight(text);
                if weight >= MIN_PROSE && is_prose(text) {
                    let html = if is_markup(text) { text.clone() } else { paragraphs(text) };
                    self.consider(html, weight, key, from);
                }
            }
            _ => {}
        }
    }

    fn consider(&mut self, html: String, prose: usize, key: &str, from: usize) {
        if prose < MIN_PROSE {
            return;
        }
        let near = self.around.iter().rev().take(4);
        let about = near.copied().find(|object| title_of(object).is_some());
        let same = about.and_then(title_of).map_or(0.0, |title| Wording::of(title).agreement(self.title));
        let named = BODIES.contains(&key.to_ascii_lowercase().as_str());
        // In halves: the page's own headline tells more than the name of a field.
        let weight = if same > 0.6 { 6 } else { 2 } + usize::from(named);
        let found = Found { html, score: prose * weight, about };
        self.all.push(Candidate { found, prose, place: from..self.order + 1 });
    }

    fn best(self) -> Option<Found<'a>> {
        // Of equals the first.
        let (at, best) =
            self.all.iter().enumerate().rev().max_by_key(|(_, candidate)| candidate.found.score)?;
        let inside = |inner: &Candidate<'_>| {
            best.place.start < inner.place.start
                && inner.place.end <= best.place.end
                && inner.prose * 100 >= best.prose * NEARLY_ALL
        };
        let inner = self.all.iter().enumerate().filter(|(_, c)| inside(c)).min_by_key(|(_, c)| c.place.len());
        let at = inner.map_or(at, |(at, _)| at);
        self.all.into_iter().nth(at).map(|candidate| candidate.found)
    }
}

/// Whether nothing below a key is of the article.
fn is_other(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    OTHERS.contains(&key.as_str()) || OTHER_PARTS.iter().any(|part| key.contains(part))
}

/// The title of an object: a text, or one that stands in an object of its own (`headlines.basic`).
pub(super) fn title_of(object: &Map<String, Value>) -> Option<&str> {
    ["headline", "title", "headlines"].iter().find_map(|key| match object.get(*key)? {
        Value::String(title) => Some(title.as_str()),
        Value::Object(inner) => {
            ["basic", "main", "rendered", "text", "web"].iter().find_map(|key| inner.get(*key)?.as_str())
        }
        _ => None,
    })
}
