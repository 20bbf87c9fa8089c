//! CSL-JSON.
//!
//! Source: Citation Style Language, schema `csl-data.json` 1.0.

use serde_json::{Map, Value, json};

use super::person::Author;
use super::reference::{Day, Passage, Reference};

/// An item.
pub fn item(reference: &Reference) -> Value {
    let mut item = Map::new();
    let mut set =
        |name: &str, value: Option<Value>| drop(value.map(|value| item.insert(name.to_owned(), value)));
    set("id", Some(json!(reference.key)));
    set("type", Some(json!(if reference.is_news { "article-newspaper" } else { "webpage" })));
    set("title", Some(json!(reference.title)));
    set("author", list(reference.authors.iter().map(author).collect()));
    set("container-title", text(&reference.site));
    set("issued", reference.published.map(|day| date(&day)));
    set("accessed", Some(date(&reference.accessed)));
    set("URL", Some(json!(reference.url)));
    set("language", reference.language.as_ref().map(|language| json!(language)));
    set("section", reference.section.as_deref().and_then(text));
    set("abstract", text(&reference.summary));
    set("keyword", text(&reference.tags.join(", ")));
    let passages: Vec<String> = reference.passages.iter().map(Passage::told).collect();
    set("annote", text(&passages.join("\n")));
    Value::Object(item)
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| json!(text))
}

fn list(values: Vec<Value>) -> Option<Value> {
    (!values.is_empty()).then_some(Value::Array(values))
}

fn author(author: &Author) -> Value {
    match author {
        Author::Whole(name) => json!({ "literal": name }),
        Author::Person { given, particle, family, suffix } => {
            let parts = [
                ("family", family),
                ("given", given),
                ("non-dropping-particle", particle),
                ("suffix", suffix),
            ];
            let known = parts.into_iter().filter(|(_, part)| !part.is_empty());
            Value::Object(known.map(|(name, part)| (name.to_owned(), json!(part))).collect())
        }
    }
}

fn date(day: &Day) -> Value {
    json!({ "date-parts": [day.parts()] })
}
