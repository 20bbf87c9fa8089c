//! The article as JSON-LD has it: the entries of a live blog, or `articleBody`.

use serde_json::{Map, Value};

use super::Payload;
use super::markup::{paragraphs, text_weight};
use super::render::escaped;
use crate::capture::extract::JsonLd;

/// Entries of a live blog that are read.
const MAX_ENTRIES: usize = 2_000;

/// Less text is a summary.
const MIN_BODY: usize = 400;

pub(super) fn find(data: &JsonLd) -> Option<Payload> {
    let html = live_blog(data).or_else(|| data.text("articleBody").map(|body| body_html(&body)))?;
    (text_weight(&html) >= MIN_BODY).then(|| Payload {
        html,
        from: "json-ld".to_owned(),
        ..Payload::default()
    })
}

fn body_html(body: &str) -> String {
    if body.contains("<p") { body.to_owned() } else { paragraphs(body) }
}

/// The entries of a live blog (schema.org `liveBlogUpdate`), each with its time and heading.
fn live_blog(data: &JsonLd) -> Option<String> {
    let Value::Array(updates) = data.article()?.get("liveBlogUpdate")? else { return None };
    let entries: Vec<String> =
        updates.iter().filter_map(Value::as_object).take(MAX_ENTRIES).filter_map(entry).collect();
    (entries.len() > 1).then(|| entries.concat())
}

fn entry(update: &Map<String, Value>) -> Option<String> {
    let text =
        |key: &str| update.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let body = text("articleBody")?;
    let time = text("datePublished").map(|time| format!("<time datetime=\"{0}\">{0}</time> ", escaped(time)));
    let heading = text("headline").map(escaped).unwrap_or_default();
    Some(format!("<section><h3>{}{heading}</h3>{}</section>", time.unwrap_or_default(), body_html(body)))
}
