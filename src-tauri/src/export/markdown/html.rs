//! A copy's clean HTML as Markdown: CommonMark with GitHub's tables, strikethrough and footnotes, and highlights as `==text==`.
//! What Markdown has no sign for (raised and lowered letters, ruby, keys) stays the HTML element that it was.

use std::collections::{BTreeSet, HashMap, HashSet};

use dom_query::{Document, NodeRef};

use super::escape;
use super::line::{Line, Place, Span};
use super::list;
use super::table;
use crate::anchor::is_block;

/// Elements nested deeper than anyone writes are read as plain text.
const DEPTH: usize = 48;

/// What a copy leads to outside of its text.
#[derive(Debug, Default)]
pub struct Around {
    /// The file of each picture, by its hash.
    pub pictures: HashMap<String, String>,
    /// The file of each article that a link leads to, by the link's address.
    pub articles: HashMap<String, String>,
    /// The highlights that have a note.
    pub noted: HashSet<String>,
}

/// A copy as Markdown.
#[derive(Debug)]
pub struct Written {
    /// Its blocks.
    pub text: String,
    /// The highlights that are marked in it.
    pub highlights: HashSet<String>,
}

/// Writes a copy's HTML, in which highlights are `<mark class="highlight …">` with a [`reference()`] after each.
pub fn write(html: &str, around: &Around) -> Written {
    let document = Document::fragment(html);
    let root = document.root();
    let mut writer = Writer { around, footnotes: footnotes(&root), highlights: HashSet::new() };
    let blocks = writer.blocks(&root, 0);
    Written { text: join(&blocks), highlights: writer.highlights }
}

/// What stands in the HTML behind a highlight.
pub fn reference(highlight: &str) -> String {
    format!("<sup data-highlight=\"{highlight}\"></sup>")
}

/// A block, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub text: String,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Paragraph,
    /// With the sign of its items, so that the next list is told from it.
    List(char),
    Other,
}

impl Block {
    fn other(text: String) -> Self {
        Self { text, kind: Kind::Other }
    }
}

/// Blocks with an empty line between them.
pub fn join(blocks: &[Block]) -> String {
    blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// Writes the parts of a tree.
pub struct Writer<'a> {
    around: &'a Around,
    /// The name of each footnote of the page, by the id of the element that has its text.
    footnotes: HashMap<String, String>,
    highlights: HashSet<String>,
}

impl Writer<'_> {
    /// The blocks below a node. Text outside of any becomes a paragraph.
    pub fn blocks(&mut self, node: &NodeRef<'_>, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut line = Line::default();
        for child in node.children_it(false) {
            match name(&child) {
                Some(name) if is_block(&name) && name != "br" => {
                    flush(&mut line, &mut blocks);
                    let before = blocks.last().map(|block: &Block| block.kind);
                    blocks.extend(self.block(&child, &name, depth + 1, before));
                }
                _ => self.inline(&child, &mut line, depth + 1),
            }
        }
        flush(&mut line, &mut blocks);
        blocks
    }

    fn block(&mut self, node: &NodeRef<'_>, name: &str, depth: usize, before: Option<Kind>) -> Vec<Block> {
        if depth > DEPTH {
            let mut line = Line::default();
            line.text(&node.text());
            return paragraphs(line);
        }
        match name {
            "h1" | "h2" => self.heading(node, 2, depth),
            "h3" | "h4" | "h5" | "h6" => self.heading(node, usize::from(name.as_bytes()[1] - b'0'), depth),
            "blockquote" | "aside" => quoted(&self.blocks(node, depth)).into_iter().collect(),
            "ul" | "ol" | "menu" | "dir" => list::list(self, node, depth, before),
            "dl" => list::terms(self, node, depth, before),
            "pre" => vec![Block::other(self.verbatim(node))],
            "hr" => vec![Block::other("***".to_owned())],
            "table" => table::table(self, node, depth),
            "summary" => self.summary(node, depth),
            _ => self.blocks(node, depth),
        }
    }

    fn heading(&mut self, node: &NodeRef<'_>, level: usize, depth: usize) -> Vec<Block> {
        let text = self.inside(node, Place::Heading, depth);
        (!text.is_empty())
            .then(|| Block::other(format!("{} {text}", "#".repeat(level))))
            .into_iter()
            .collect()
    }

    fn summary(&mut self, node: &NodeRef<'_>, depth: usize) -> Vec<Block> {
        let mut line = Line::default();
        line.open(Span::Strong);
        self.children(node, &mut line, depth);
        line.close();
        paragraphs(line)
    }

    /// A block of code as it is, without what was put into it.
    fn verbatim(&mut self, node: &NodeRef<'_>) -> String {
        escape::code_block(&node.text())
    }

    /// Everything below a node within one line.
    pub fn inside(&mut self, node: &NodeRef<'_>, place: Place, depth: usize) -> String {
        let mut line = Line::default();
        self.children(node, &mut line, depth);
        line.write(place).join(" ")
    }

    /// What is below a node, as a part of a line.
    pub fn children(&mut self, node: &NodeRef<'_>, line: &mut Line, depth: usize) {
        for child in node.children_it(false) {
            self.inline(&child, line, depth + 1);
        }
    }

    fn inline(&mut self, node: &NodeRef<'_>, line: &mut Line, depth: usize) {
        if node.is_text() {
            return line.text(&node.text());
        }
        let Some(name) = name(node) else { return };
        if depth > DEPTH {
            return line.text(&node.text());
        }
        match name.as_str() {
            "a" => self.link(node, line, depth),
            "img" => self.picture(node, line),
            "br" => line.end_line(),
            "wbr" => {}
            "strong" | "b" => self.spanned(node, Span::Strong, line, depth),
            "em" | "i" | "cite" | "var" => self.spanned(node, Span::Emphasis, line, depth),
            "del" | "s" => self.spanned(node, Span::Deleted, line, depth),
            "mark" if attr(node, "data-highlight").is_some() => {
                self.spanned(node, Span::Highlight, line, depth);
            }
            "sup" if attr(node, "data-highlight").is_some() => self.reference(node, line),
            "sup" if self.footnote_in(node).is_some() => self.children(node, line, depth),
            "code" | "samp" if is_text_alone(node) => code(node, line),
            "math" => math(node, line),
            "q" => {
                line.begin("“");
                self.children(node, line, depth);
                line.end("”");
            }
            "sup" | "sub" | "kbd" | "ruby" | "rt" | "rp" | "ins" | "mark" | "code" | "samp" | "bdo" => {
                self.element(node, &name, line, depth);
            }
            other if is_block(other) => {
                line.end_line();
                self.children(node, line, depth);
                line.end_line();
            }
            _ => self.children(node, line, depth),
        }
    }

    fn spanned(&mut self, node: &NodeRef<'_>, span: Span, line: &mut Line, depth: usize) {
        line.open(span);
        self.children(node, line, depth);
        line.close();
    }

    /// An element that Markdown has no sign for.
    fn element(&mut self, node: &NodeRef<'_>, name: &str, line: &mut Line, depth: usize) {
        let begin = match (name, attr(node, "dir").as_deref()) {
            ("bdo", Some("rtl")) => "<bdo dir=\"rtl\">",
            ("bdo", _) => "<bdo dir=\"ltr\">",
            ("sup", _) => "<sup>",
            ("sub", _) => "<sub>",
            ("kbd", _) => "<kbd>",
            ("ruby", _) => "<ruby>",
            ("rt", _) => "<rt>",
            ("rp", _) => "<rp>",
            ("ins", _) => "<ins>",
            ("mark", _) => "<mark>",
            _ => "<code>",
        };
        line.begin(begin);
        self.children(node, line, depth);
        let end = begin.split([' ', '>']).next().unwrap_or(begin).replace('<', "</");
        line.end(end + ">");
    }

    fn link(&mut self, node: &NodeRef<'_>, line: &mut Line, depth: usize) {
        let Some(href) = attr(node, "href") else { return self.children(node, line, depth) };
        if let Some(id) = href.strip_prefix('#') {
            return match self.footnotes.get(id).cloned() {
                Some(label) => line.attached(&format!("[^{label}]")),
                None if is_return(node) => {}
                None => self.children(node, line, depth),
            };
        }
        let target = match self.around.articles.get(&href) {
            Some(file) => escape::path(file),
            None => escape::url(&href),
        };
        let mut inner = Line::default();
        self.children(node, &mut inner, depth);
        if inner.is_empty() {
            return self.children(node, line, depth);
        }
        line.begin_link();
        self.children(node, line, depth);
        line.end_link(&target);
    }

    /// The page's footnote that a raised number leads to.
    fn footnote_in(&self, node: &NodeRef<'_>) -> Option<&String> {
        let link = node.descendants_it().find(|below| name(below).as_deref() == Some("a"))?;
        self.footnotes.get(attr(&link, "href")?.strip_prefix('#')?)
    }

    /// The name of the footnote whose text an element has.
    pub fn footnote_of(&self, node: &NodeRef<'_>) -> Option<&str> {
        self.footnotes.get(&attr(node, "id")?).map(String::as_str)
    }

    fn reference(&mut self, node: &NodeRef<'_>, line: &mut Line) {
        let Some(id) = attr(node, "data-highlight") else { return };
        if self.around.noted.contains(&id) {
            line.attached(&format!("[^hl-{id}]"));
        }
        self.highlights.insert(id);
    }

    fn picture(&mut self, node: &NodeRef<'_>, line: &mut Line) {
        let told = attr(node, "alt").unwrap_or_default();
        let kept = attr(node, "src").and_then(|src| src.strip_prefix("asset:").map(str::to_owned));
        let file = kept.as_ref().and_then(|hash| self.around.pictures.get(hash));
        if let Some(file) = file {
            let told =
                escape::text(told.split_whitespace().collect::<Vec<_>>().join(" ").as_str(), true, true);
            return line.raw(format!("![{told}]({})", escape::path(file)));
        }
        let words = if told.is_empty() { "Picture".to_owned() } else { format!("Picture: {told}") };
        match attr(node, "data-url").filter(|_| kept.is_none()) {
            Some(url) => {
                line.raw("\\[");
                line.begin("[");
                line.text(&format!("{words}, not in the archive"));
                line.end(format!("]({})\\]", escape::url(&url)));
            }
            None => line.text(&format!("[{words}]")),
        }
    }
}

/// The page's footnotes: items of lists of which every item has an id that a link of the page leads to.
fn footnotes(root: &NodeRef<'_>) -> HashMap<String, String> {
    let mut led_to = BTreeSet::new();
    let mut lists = Vec::new();
    for node in root.descendants_it() {
        match name(&node).as_deref() {
            Some("a") => {
                led_to.extend(attr(&node, "href").and_then(|href| Some(href.strip_prefix('#')?.to_owned())))
            }
            Some("ol" | "ul") => lists.push(node),
            _ => {}
        }
    }
    let mut labels = HashMap::new();
    for list in lists {
        let items: Vec<_> =
            list.children_it(false).filter(|child| name(child).as_deref() == Some("li")).collect();
        let ids: Option<Vec<String>> =
            items.iter().map(|item| attr(item, "id").filter(|id| led_to.contains(id))).collect();
        for id in ids.into_iter().flatten() {
            let label = labels.len() + 1;
            labels.entry(id).or_insert_with(|| label.to_string());
        }
    }
    labels
}

/// Whether a link only leads back from a footnote.
fn is_return(node: &NodeRef<'_>) -> bool {
    let text = node.text();
    !text.chars().any(char::is_alphanumeric) && text.chars().count() <= 4
}

/// Whether an element has text and no other elements.
fn is_text_alone(node: &NodeRef<'_>) -> bool {
    node.children_it(false).all(|child| child.is_text())
}

fn code(node: &NodeRef<'_>, line: &mut Line) {
    let text = node.text();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.starts_with(char::is_whitespace) {
        line.text(" ");
    }
    let in_link = node.ancestors_it(None).any(|above| name(&above).as_deref() == Some("a"));
    if in_link && words.contains(']') {
        // At the beginning of a paragraph a bracket and a colon would define what a link refers to.
        line.begin("<code>");
        line.text(&words);
        line.end("</code>");
    } else if !words.is_empty() {
        line.code(words);
    }
    if text.ends_with(char::is_whitespace) {
        line.text(" ");
    }
}

/// An equation in the TeX that its page gave for it, or the text it has.
fn math(node: &NodeRef<'_>, line: &mut Line) {
    match attr(node, "alttext").filter(|tex| !tex.contains('$')) {
        Some(tex) => line.formula(tex.split_whitespace().collect::<Vec<_>>().join(" ")),
        None => line.text(&node.text()),
    }
}

/// Everything in a quotation.
pub fn quoted(blocks: &[Block]) -> Option<Block> {
    if blocks.is_empty() {
        return None;
    }
    let text = join(blocks);
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") })
        .collect();
    Some(Block::other(lines.join("\n")))
}

fn flush(line: &mut Line, blocks: &mut Vec<Block>) {
    blocks.extend(paragraphs(std::mem::take(line)));
}

fn paragraphs(line: Line) -> Vec<Block> {
    if line.is_empty() {
        return Vec::new();
    }
    line.write(Place::Block).into_iter().map(|text| Block { text, kind: Kind::Paragraph }).collect()
}

/// An element's name.
pub fn name(node: &NodeRef<'_>) -> Option<String> {
    Some(node.qual_name_ref()?.local.to_string())
}

/// An element's attribute, unless it is empty.
pub fn attr(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let element = node.element_ref()?;
    let value =
        element.attrs.iter().find(|attribute| &*attribute.name.local == name)?.value.trim().to_owned();
    (!value.is_empty()).then_some(value)
}
