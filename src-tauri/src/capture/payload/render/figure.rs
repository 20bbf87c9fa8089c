//! Pictures with their captions, and tables.

use serde_json::{Map, Value};

use super::inline::words;
use super::{Rendered, Renderer, attribute, children, get, marked_up};

/// Keys under which a picture's address stands, or an object that has it.
const SOURCES: [&str; 16] = [
    "url",
    "src",
    "image",
    "asset",
    "file",
    "source",
    "originalUrl",
    "imageUrl",
    "contentUrl",
    "picture",
    "photo",
    "media",
    "original",
    "srcUrl",
    "fields",
    "locator",
];

impl<'a> Renderer<'a> {
    pub(super) fn picture(&mut self, block: &'a Map<String, Value>, out: &mut Rendered, depth: usize) {
        let Some(url) = address(block, 0) else {
            // A figure of a syntax tree, or a gallery.
            if let Some(children) = children(block) {
                self.items(children, out, depth + 1);
            }
            return;
        };
        let texts = |keys: &[&str]| keys.iter().filter_map(|key| get(block, key)).find_map(words);
        let alt = texts(&["alt", "alt_text", "altText", "title"]).unwrap_or_default();
        let caption = texts(&["caption", "subtitle", "description"]).or_else(|| caption(block));
        let credit = texts(&["credit", "credits", "photographer", "copyright", "attribution"]);
        out.html.push_str(&format!("<figure><img src=\"{}\" alt=\"{}\">", attribute(url), attribute(&alt)));
        let words: Vec<String> = caption.into_iter().chain(credit).collect();
        if !words.is_empty() {
            out.html.push_str(&format!("<figcaption>{}</figcaption>", words.join(" ")));
        }
        out.html.push_str("</figure>");
    }

    pub(super) fn table(&mut self, block: &'a Map<String, Value>, out: &mut Rendered, depth: usize) {
        out.html.push_str("<table>");
        if let Some(Value::Array(header)) = get(block, "header") {
            self.row(header, "th", out, depth);
        }
        for row in children(block).unwrap_or_default() {
            match row {
                Value::Array(cells) => self.row(cells, "td", out, depth),
                Value::Object(row) => match children(row) {
                    // A body or head of rows.
                    Some(rows)
                        if rows
                            .iter()
                            .any(|row| row.as_object().and_then(children).is_some_and(are_cells)) =>
                    {
                        for row in rows.iter().filter_map(Value::as_object).filter_map(children) {
                            self.row(row, "td", out, depth);
                        }
                    }
                    Some(cells) => self.row(cells, "td", out, depth),
                    None => {}
                },
                _ => {}
            }
        }
        out.html.push_str("</table>");
    }

    fn row(&mut self, cells: &'a [Value], tag: &str, out: &mut Rendered, depth: usize) {
        out.html.push_str("<tr>");
        for cell in cells {
            let html = match cell {
                Value::String(text) => marked_up(text),
                Value::Object(cell) => {
                    let mut inner = Rendered::default();
                    self.group(cell, &mut inner, depth + 1);
                    if inner.html.is_empty() { self.inline_of(cell, depth) } else { inner.html }
                }
                cell => cell.to_string(),
            };
            out.html.push_str(&format!("<{tag}>{html}</{tag}>"));
        }
        out.html.push_str("</tr>");
    }
}

/// Whether these are the cells of a row rather than rows.
fn are_cells(blocks: &[Value]) -> bool {
    blocks.iter().filter_map(Value::as_object).any(|block| {
        ["tagName", "type", "nodeType"].iter().any(|key| {
            let name = block.get(*key).and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
            name == "td" || name == "th" || name.contains("cell")
        })
    })
}

/// The address of a picture, at most three objects deep.
fn address(block: &Map<String, Value>, depth: usize) -> Option<&str> {
    SOURCES.iter().find_map(|key| match get(block, key)? {
        Value::String(url) if is_address(url) => Some(url.as_str()),
        Value::Object(inner) if depth < 3 => address(inner, depth + 1),
        _ => None,
    })
}

fn is_address(url: &str) -> bool {
    let page = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let elsewhere = [".html", ".htm", ".php", ".mp4", ".m3u8", ".pdf"].iter().any(|end| page.ends_with(end));
    (url.starts_with("http") || url.starts_with('/')) && !elsewhere && !url.contains(char::is_whitespace)
}

/// The caption of a figure in a syntax tree.
fn caption(block: &Map<String, Value>) -> Option<String> {
    let named = |child: &&Value| child.get("tagName").and_then(Value::as_str) == Some("figcaption");
    children(block)?.iter().find(named).and_then(words)
}
