//! What the object that holds an article says of it.

use serde_json::{Map, Value};

/// Deepest object that a name is looked for in.
const MAX_DEPTH: usize = 3;

/// The names of the authors: `author`, `byline`, `credits.by[].name`.
pub(super) fn authors(about: &Map<String, Value>) -> Vec<String> {
    let mut found = Vec::new();
    for key in ["authors", "author", "credits", "bylines", "byline", "contributors"] {
        if let Some(value) = about.get(key) {
            names(value, &mut found, 0);
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

fn names(value: &Value, found: &mut Vec<String>, depth: usize) {
    match value {
        Value::String(name) if is_name(name) && found.len() < 20 => found.push(name.trim().to_owned()),
        Value::Array(values) if depth < MAX_DEPTH => {
            values.iter().for_each(|value| names(value, found, depth + 1))
        }
        Value::Object(object) if depth < MAX_DEPTH => {
            let inner =
                ["by", "name", "fullName", "displayName", "full_name", "display_name", "title", "node"];
            if let Some(value) = inner.iter().find_map(|key| object.get(*key)) {
                names(value, found, depth + 1);
            }
        }
        _ => {}
    }
}

fn is_name(text: &str) -> bool {
    let text = text.trim();
    (2..=60).contains(&text.chars().count())
        && !text.contains(['/', '<', '@', '{'])
        && text.contains(char::is_alphabetic)
}

/// When it was published: an ISO 8601 date under one of the usual keys.
pub(super) fn published(about: &Map<String, Value>) -> Option<String> {
    const KEYS: [&str; 17] = [
        "datePublished",
        "publishedAt",
        "published_at",
        "first_publish_date",
        "firstPublishedAt",
        "display_date",
        "publish_date",
        "publishDate",
        "publishedDate",
        "published_date",
        "publicationDate",
        "published",
        "date_published",
        "publicationTime",
        "pubDate",
        "createdAt",
        "date",
    ];
    let iso = |text: &&str| {
        let bytes = text.as_bytes();
        bytes.len() >= 10 && bytes[..4].iter().all(u8::is_ascii_digit) && bytes[4] == b'-' && bytes[7] == b'-'
    };
    KEYS.iter().find_map(|key| about.get(*key)?.as_str().filter(iso)).map(str::to_owned)
}
