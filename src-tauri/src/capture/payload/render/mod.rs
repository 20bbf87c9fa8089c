//! The blocks of content management systems as HTML: Arc, Contentful, Prismic, Portable Text, ProseMirror, Lexical, Slate,
//! Draft.js, EditorJS, WordPress, syntax trees of HTML, and what looks like them.
//!
//! No system is asked for by name: a block is what the name of its kind says (`kind`), its text, children, picture or link
//! whatever stands under the keys that are usual for them. The result is as untrusted as any page and is cleaned like one.

mod figure;
mod inline;
mod kind;
mod ranges;

use std::collections::HashMap;

use serde_json::{Map, Value};

use self::kind::{Kind, kind};
use super::markup::{is_markup, is_prose, paragraphs, text_weight};

/// Deepest nesting of blocks.
const MAX_DEPTH: usize = 40;

/// Bytes of a text that count as much as a block.
const STEP_BYTES: usize = 64;

/// A text of less weight that stands alone in an array is a label.
const MIN_TEXT: usize = 40;

/// Objects under which systems put the properties of a block.
const WRAPPERS: [&str; 8] =
    ["data", "attributes", "attrs", "model", "fields", "props", "properties", "primary"];

/// Keys of a block's children.
const CHILDREN: [&str; 15] = [
    "children",
    "content",
    "content_elements",
    "blocks",
    "elements",
    "items",
    "body",
    "paragraphs",
    "nodes",
    "rows",
    "components",
    "sections",
    "parts",
    "document",
    "root",
];

/// Keys of a block's text.
const TEXTS: [&str; 12] = [
    "text",
    "content",
    "html",
    "value",
    "body",
    "bodyHtml",
    "copy",
    "paragraph",
    "markup",
    "rendered",
    "quote",
    "code",
];

/// Blocks written as HTML.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    pub html: String,
    /// Weight of the running text in it.
    pub prose: usize,
}

/// Writes blocks within bounds.
pub(super) struct Renderer<'a> {
    /// Objects that others refer to by a key, as in a normalised cache.
    refs: HashMap<&'a str, &'a Value>,
    /// Draft.js's links, which stand beside the blocks.
    entities: Option<&'a Value>,
    /// Blocks that may still be written; a long text counts for several.
    steps: usize,
}

impl<'a> Renderer<'a> {
    /// Writes at most so many blocks, over all calls.
    pub fn new(refs: HashMap<&'a str, &'a Value>, steps: usize) -> Self {
        Self { refs, entities: None, steps }
    }

    /// The blocks of an array, as far as they are blocks; `holder` is the object the array stands in.
    pub fn array(&mut self, items: &'a [Value], holder: Option<&'a Map<String, Value>>) -> Rendered {
        self.entities = holder.and_then(|holder| holder.get("entityMap"));
        let mut out = Rendered::default();
        self.items(items, &mut out, 0);
        out
    }

    fn items(&mut self, items: &'a [Value], out: &mut Rendered, depth: usize) {
        let mut list: Option<bool> = None;
        for item in items {
            let item = self.resolved(item);
            let kind = item.as_object().map(kind);
            let ordered = match kind {
                Some(Kind::Item { ordered }) => Some(ordered),
                _ => None,
            };
            if list != ordered {
                out.html.push_str(list.map_or("", end_of_list));
                out.html.push_str(ordered.map_or("", |ordered| if ordered { "<ol>" } else { "<ul>" }));
                list = ordered;
            }
            self.block(item, out, depth + 1);
        }
        out.html.push_str(list.map_or("", end_of_list));
    }

    fn block(&mut self, value: &'a Value, out: &mut Rendered, depth: usize) {
        let cost = 1 + value.as_str().map_or(0, str::len) / STEP_BYTES;
        if depth > MAX_DEPTH || self.steps < cost {
            return;
        }
        self.steps -= cost;
        match value {
            Value::String(text) => text_block(text, out),
            Value::Array(items) => self.items(items, out, depth),
            Value::Object(block) => self.object(block, out, depth),
            _ => {}
        }
    }

    fn object(&mut self, block: &'a Map<String, Value>, out: &mut Rendered, depth: usize) {
        match kind(block) {
            Kind::Aside => {}
            Kind::Paragraph if self.has_blocks(block) => self.group(block, out, depth),
            Kind::Paragraph | Kind::Link | Kind::Mark(_) => {
                let text = self.inline_of(block, depth);
                // A field of the system may hold several paragraphs of markup.
                let wrapped = !text.contains("<p");
                self.wrap(if wrapped { "p" } else { "div" }, &text, out);
            }
            Kind::Heading(level) => {
                let text = self.inline_of(block, depth);
                self.wrap(["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level - 1).min(5)], &text, out);
            }
            Kind::List { ordered } => {
                out.html.push_str(if ordered { "<ol>" } else { "<ul>" });
                for item in children(block).unwrap_or_default() {
                    self.item(item, out, depth + 1);
                }
                out.html.push_str(end_of_list(ordered));
            }
            Kind::Item { .. } => self.item_of(block, out, depth),
            Kind::Quote => self.quote(block, out, depth),
            Kind::Code => {
                let text = text(block).map(str::to_owned).unwrap_or_else(|| self.inline_of(block, depth));
                let text = if is_markup(&text) { text } else { escaped(&text) };
                out.html.push_str(&format!("<pre><code>{text}</code></pre>"));
            }
            Kind::Picture => self.picture(block, out, depth),
            Kind::Table => self.table(block, out, depth),
            Kind::Row | Kind::Cell | Kind::Group => self.group(block, out, depth),
            Kind::Divider => out.html.push_str("<hr>"),
            Kind::Embed => embed(block, out),
            Kind::Break => out.html.push_str("<br>"),
            Kind::Html => {
                if let Some(html) = text(block) {
                    text_block(html, out);
                } else {
                    self.group(block, out, depth);
                }
            }
            Kind::Unknown => self.unknown(block, out, depth),
        }
    }

    /// A block whose name says nothing: what it holds, with its title, unless it is another story.
    fn unknown(&mut self, block: &'a Map<String, Value>, out: &mut Rendered, depth: usize) {
        if is_story(block) {
            return;
        }
        let mut inner = Rendered::default();
        match (children(block), text(block)) {
            (Some(children), _) => self.items(children, &mut inner, depth),
            (None, Some(text)) => text_block(text, &mut inner),
            (None, None) => self.picture(block, &mut inner, depth),
        }
        let title =
            ["heading", "title", "headline", "subtitle"].iter().find_map(|key| get(block, key)?.as_str());
        if let Some(title) = title.filter(|_| inner.prose > 0) {
            self.wrap("h2", &marked_up(title), out);
        }
        out.html.push_str(&inner.html);
        out.prose += inner.prose;
    }

    fn group(&mut self, block: &'a Map<String, Value>, out: &mut Rendered, depth: usize) {
        match (children(block), text(block)) {
            (Some(children), _) => self.items(children, out, depth),
            (None, Some(text)) => text_block(text, out),
            (None, None) => {}
        }
    }

    /// Whether a block holds blocks rather than runs of text.
    fn has_blocks(&self, block: &'a Map<String, Value>) -> bool {
        let is_block = |child: &Value| {
            let Value::Object(child) = self.resolved(child) else { return false };
            let run = ["text", "span", "fragment", "leaf"];
            let named_run = ["type", "_type", "nodeType"]
                .iter()
                .any(|key| child.get(*key).and_then(Value::as_str).is_some_and(|name| run.contains(&name)));
            let inline = matches!(kind(child), Kind::Unknown | Kind::Link | Kind::Mark(_) | Kind::Break);
            !inline && !named_run
        };
        children(block).is_some_and(|children| children.iter().any(is_block))
    }

    fn item(&mut self, value: &'a Value, out: &mut Rendered, depth: usize) {
        match self.resolved(value) {
            Value::String(text) => self.wrap("li", &marked_up(text), out),
            Value::Object(block) if depth < MAX_DEPTH => self.item_of(block, out, depth),
            _ => {}
        }
    }

    fn item_of(&mut self, block: &'a Map<String, Value>, out: &mut Rendered, depth: usize) {
        let nested = block.get("items").and_then(Value::as_array).filter(|items| !items.is_empty());
        if let (Some(items), Some(text)) = (nested, text(block)) {
            out.html.push_str(&format!("<li>{}<ul>", marked_up(text)));
            items.iter().for_each(|item| self.item(item, out, depth + 1));
            out.html.push_str("</ul></li>");
        } else if self.has_blocks(block) {
            out.html.push_str("<li>");
            self.group(block, out, depth);
            out.html.push_str("</li>");
        } else {
            let text = self.inline_of(block, depth);
            self.wrap("li", &text, out);
        }
    }

    fn quote(&mut self, block: &'a Map<String, Value>, out: &mut Rendered, depth: usize) {
        out.html.push_str("<blockquote>");
        if self.has_blocks(block) {
            self.group(block, out, depth);
        } else {
            let text = self.inline_of(block, depth);
            self.wrap("p", &text, out);
        }
        let source = ["citation", "attribution", "cite", "credit", "author", "caption"].iter();
        let source = source.filter_map(|key| get(block, key)).find_map(|value| match value {
            Value::String(name) => Some(name.as_str()),
            Value::Object(name) => text(name),
            _ => None,
        });
        if let Some(source) = source.filter(|source| !source.trim().is_empty()) {
            out.html.push_str(&format!("<p><cite>{}</cite></p>", marked_up(source)));
        }
        out.html.push_str("</blockquote>");
    }

    fn wrap(&self, tag: &str, html: &str, out: &mut Rendered) {
        if html.trim().is_empty() {
            return;
        }
        out.html.push_str(&format!("<{tag}>{html}</{tag}>"));
        if !tag.starts_with('h') {
            out.prose += counted(html);
        }
    }

    /// What a reference refers to, or the value itself.
    fn resolved(&self, value: &'a Value) -> &'a Value {
        let Value::Object(object) = value else { return value };
        let key = object.get("__ref").or_else(|| object.get("id").filter(|_| object.len() <= 3));
        key.and_then(Value::as_str).and_then(|key| self.refs.get(key).copied()).unwrap_or(value)
    }
}

fn end_of_list(ordered: bool) -> &'static str {
    if ordered { "</ol>" } else { "</ul>" }
}

/// A text that stands as a block: markup as it is, prose as paragraphs; a label is none.
fn text_block(text: &str, out: &mut Rendered) {
    if is_markup(text) {
        out.prose += counted(text);
        out.html.push_str(text);
    } else if text_weight(text) >= MIN_TEXT {
        out.prose += counted(text);
        out.html.push_str(&paragraphs(text));
    }
}

/// The weight of a text that reads as one.
fn counted(html: &str) -> usize {
    let weight = text_weight(html);
    if weight >= MIN_TEXT && is_prose(html) { weight } else { 0 }
}

/// A property of a block, or of one of the objects that hold its properties.
fn get<'a>(block: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    block.get(key).filter(|value| !value.is_null()).or_else(|| {
        WRAPPERS
            .iter()
            .filter_map(|wrapper| block.get(*wrapper)?.as_object())
            .find_map(|inner| inner.get(key))
    })
}

/// The blocks inside a block.
fn children(block: &Map<String, Value>) -> Option<&[Value]> {
    CHILDREN.iter().find_map(|key| match get(block, key)? {
        Value::Array(items) if !items.is_empty() => Some(items.as_slice()),
        object @ Value::Object(_) => Some(std::slice::from_ref(object)),
        _ => None,
    })
}

/// The text of a block.
fn text(block: &Map<String, Value>) -> Option<&str> {
    TEXTS.iter().find_map(|key| get(block, key)?.as_str()).filter(|text| !text.trim().is_empty())
}

/// Whether an object of no known kind is another story: it has a title and leads somewhere.
fn is_story(block: &Map<String, Value>) -> bool {
    let has = |keys: &[&str]| keys.iter().any(|key| block.get(*key).is_some_and(|value| !value.is_null()));
    has(&["title", "headline", "headlines", "name"])
        && has(&["url", "href", "slug", "link", "path", "permalink", "canonical_url", "website_url", "uri"])
}

fn embed(block: &Map<String, Value>, out: &mut Rendered) {
    let inner = ["raw_oembed", "oembed", "embed"].iter().find_map(|key| get(block, key)?.as_object());
    let markup = inner.into_iter().chain([block]).find_map(|object| {
        ["html", "embed_html", "content", "code", "markup"]
            .iter()
            .find_map(|key| get(object, key)?.as_str())
            .filter(|html| is_markup(html))
    });
    if let Some(markup) = markup {
        out.html.push_str(markup);
        return;
    }
    let url = inner.into_iter().chain([block]).find_map(|object| {
        ["url", "embedUrl", "embed", "src", "href", "source"]
            .iter()
            .find_map(|key| get(object, key)?.as_str())
    });
    if let Some(url) = url.filter(|url| url.starts_with("http") || url.starts_with("//")) {
        out.html.push_str(&format!("<iframe src=\"{}\"></iframe>", attribute(url)));
    }
}

/// A text as HTML: markup as it is, anything else escaped.
fn marked_up(text: &str) -> String {
    if is_markup(text) { text.to_owned() } else { escaped(text) }
}

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| escape(c, &mut out));
    out
}

fn escape(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '\n' => out.push_str("<br>"),
        c => out.push(c),
    }
}

fn attribute(value: &str) -> String {
    value.replace('&', "&amp;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests;
