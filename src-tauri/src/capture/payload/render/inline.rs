//! Runs of text with their marks and links.

use serde_json::{Map, Value};

use super::kind::{Kind, kind};
use super::{MAX_DEPTH, Renderer, STEP_BYTES, TEXTS, attribute, children, escaped, get, marked_up, ranges};

/// Bits of Lexical's `format` and what they stand for.
const FORMATS: [(u64, &str); 5] = [(1, "strong"), (2, "em"), (16, "code"), (32, "sub"), (64, "sup")];

impl<'a> Renderer<'a> {
    /// The running text of a block.
    pub(super) fn inline_of(&mut self, block: &'a Map<String, Value>, depth: usize) -> String {
        let text = TEXTS.iter().find_map(|key| get(block, key)?.as_str());
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.steps = self.steps.saturating_sub(text.len() / STEP_BYTES);
            return ranges::marked(text, block, self.entities).unwrap_or_else(|| marked_up(text));
        }
        let definitions = block.get("markDefs").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let mut out = String::new();
        for child in children(block).unwrap_or_default() {
            out.push_str(&self.run(child, definitions, depth + 1));
        }
        out
    }

    fn run(&mut self, value: &'a Value, definitions: &[Value], depth: usize) -> String {
        if depth > MAX_DEPTH || self.steps == 0 {
            return String::new();
        }
        self.steps -= 1;
        match self.resolved(value) {
            Value::String(text) => marked_up(text),
            Value::Number(number) => number.to_string(),
            Value::Array(items) => items.iter().map(|item| self.run(item, definitions, depth + 1)).collect(),
            Value::Object(run) => self.run_of(run, definitions, depth),
            _ => String::new(),
        }
    }

    fn run_of(&mut self, run: &'a Map<String, Value>, definitions: &[Value], depth: usize) -> String {
        let kind = kind(run);
        match kind {
            Kind::Break => return "<br>".to_owned(),
            Kind::Aside => return String::new(),
            Kind::Picture => {
                let mut out = super::Rendered::default();
                self.picture(run, &mut out, depth);
                return out.html;
            }
            _ => {}
        }
        let inner = self.inline_of(run, depth);
        let inner = with_marks(inner, run, definitions);
        match (kind, target(run)) {
            (Kind::Link, Some(url)) => linked(&inner, url),
            (Kind::Mark(tag), _) => format!("<{tag}>{inner}</{tag}>"),
            _ => inner,
        }
    }
}

/// Where a link leads: its own key, or that of the data it carries.
fn target(link: &Map<String, Value>) -> Option<&str> {
    let own = ["href", "url", "uri", "link"].iter().find_map(|key| get(link, key)?.as_str());
    own.or_else(|| get(link, "target")?.get("fields")?.get("url")?.as_str())
}

fn linked(html: &str, url: &str) -> String {
    format!("<a href=\"{}\">{html}</a>", attribute(url))
}

/// A run with the marks that it carries: a list of names or objects, flags, or bits.
fn with_marks(mut html: String, run: &Map<String, Value>, definitions: &[Value]) -> String {
    if html.is_empty() {
        return html;
    }
    let mut wrap = |tag: &str| html = format!("<{tag}>{html}</{tag}>");
    for (key, tag) in [("bold", "strong"), ("italic", "em"), ("code", "code")] {
        if run.get(key).and_then(Value::as_bool) == Some(true) {
            wrap(tag);
        }
    }
    if let Some(bits) = run.get("format").and_then(Value::as_u64) {
        FORMATS.iter().filter(|(bit, _)| bits & bit != 0).for_each(|(_, tag)| wrap(tag));
    }
    for mark in run.get("marks").and_then(Value::as_array).into_iter().flatten() {
        html = with_mark(html, mark, definitions);
    }
    html
}

fn with_mark(html: String, mark: &Value, definitions: &[Value]) -> String {
    let name = match mark {
        Value::String(name) => name.as_str(),
        mark => mark.get("type").or_else(|| mark.get("_type")).and_then(Value::as_str).unwrap_or_default(),
    };
    let defined =
        definitions.iter().find(|d| d.get("_key").and_then(Value::as_str) == Some(name)).unwrap_or(mark);
    if let Some(url) = defined.as_object().and_then(target) {
        return linked(&html, url);
    }
    match name {
        "strong" | "bold" => format!("<strong>{html}</strong>"),
        "em" | "italic" => format!("<em>{html}</em>"),
        "code" => format!("<code>{html}</code>"),
        "sup" | "superscript" => format!("<sup>{html}</sup>"),
        "sub" | "subscript" => format!("<sub>{html}</sub>"),
        _ => html,
    }
}

/// The words of a caption or credit: a text, a block of text, or the names of people.
pub(super) fn words(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => marked_up(text),
        Value::Array(items) => items.iter().filter_map(words).collect::<Vec<_>>().join(", "),
        Value::Object(object) => {
            let inner = ["by", "name", "text", "plain", "html", "content", "value", "byline"];
            inner.iter().find_map(|key| words(object.get(*key)?)).or_else(|| {
                let blocks = children(object)?;
                Some(blocks.iter().filter_map(words).collect::<Vec<_>>().join(" "))
            })?
        }
        _ => return None,
    };
    (!text.trim().is_empty()).then(|| if text.contains('<') { text } else { escaped_once(&text) })
}

/// Escapes what is not escaped yet.
fn escaped_once(text: &str) -> String {
    if text.contains('&') { text.to_owned() } else { escaped(text) }
}
