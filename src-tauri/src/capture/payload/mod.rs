//! The article as data: pages that a script was to build carry their text in the page all the same.
//!
//! Next.js (`__NEXT_DATA__`, streamed rows), Nuxt (`__NUXT__`, `__NUXT_DATA__`), Arc (`Fusion.globalContent`), Apollo and
//! Redux caches, or whatever else a page hands to its scripts: all literals are read as data, none is run, and the value that
//! holds the longest run of prose is taken. JSON-LD's `articleBody` and the entries of its live blogs are read the same way.

mod about;
mod declared;
mod devalue;
mod flight;
mod literal;
mod markup;
mod render;
mod scripts;
mod search;

use serde_json::Value;

use super::extract::{JsonLd, Wording};
use super::guard::Script;

/// Values read from one page's scripts.
const MAX_VALUES: usize = 400_000;

/// Bytes of text that count as one value.
const BYTES_OF_VALUE: usize = 64;

/// A copy of a value that data refers to; `left` counts down by its size, so that a long text that is referred to a
/// thousand times does not fill the memory.
fn copied(value: &Value, left: &mut usize) -> Option<Value> {
    *left = left.checked_sub(size(value))?;
    Some(value.clone())
}

fn size(value: &Value) -> usize {
    match value {
        Value::String(text) => 1 + text.len() / BYTES_OF_VALUE,
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(object) => 1 + object.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

/// An article that was found in a page's data.
#[derive(Debug, Default)]
pub(super) struct Payload {
    /// Its blocks; as untrusted as the page.
    pub html: String,
    /// Where it was found: `__NEXT_DATA__`, `json-ld`.
    pub from: String,
    pub title: Option<String>,
    pub authors: Vec<String>,
    /// When it was published, as the data says it.
    pub published: Option<String>,
}

/// Finds a page's article in its data; `title` is the page's.
pub(super) fn find(scripts: &[Script], data: &JsonLd, title: &Wording) -> Vec<Payload> {
    let mut left = MAX_VALUES;
    let read = scripts::read(scripts, &mut left);
    let found = read.iter().filter_map(|data| Some((data, search::longest_prose(&data.value, title)?)));
    let best = found.max_by_key(|(_, found)| found.score);
    let from_scripts = best.map(|(data, found)| Payload {
        html: found.html,
        from: data.name.clone(),
        title: found.about.and_then(search::title_of).map(str::to_owned),
        authors: found.about.map(about::authors).unwrap_or_default(),
        published: found.about.and_then(about::published),
    });
    from_scripts.into_iter().chain(declared::find(data)).collect()
}

#[cfg(test)]
mod tests;
