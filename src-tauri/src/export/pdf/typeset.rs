//! Trees as code of Typst: every text is a string literal, so that nothing of a page is ever taken for code.

use std::collections::HashSet;
use std::fmt::Write as _;

use unicode_bidi::{BidiClass, bidi_class};

use super::equation::equation;
use super::fonts::{Face, families};
use crate::export::page::tree::{Element, Node};
use crate::export::page::words::{Words, primary};

/// Elements nested deeper are set without their own looks: Typst bounds how deep its code goes.
const DEPTH: usize = 40;
/// The column and the height that a picture may take, in points.
const COLUMN: f64 = 459.0;
const HEIGHT: f64 = 520.0;
/// Points of a dot of a screen.
const DOT: f64 = 0.75;

/// A picture that is in the document.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub name: String,
    pub size: Option<(u32, u32)>,
}

/// Writes one article's nodes.
pub struct Typesetter<'a> {
    pub out: String,
    pub rtl: bool,
    pub words: &'static Words,
    /// Places that a link may lead to, in all of the document.
    pub targets: &'a HashSet<String>,
    /// Places that are in the document already: each has its name once.
    pub places: &'a mut HashSet<String>,
    /// A kept picture by its hash, or why it is not shown.
    pub pictures: &'a mut dyn FnMut(&str) -> Result<Drawn, String>,
    pub depth: usize,
    /// Whether the column is a table's.
    pub narrow: bool,
}

impl Typesetter<'_> {
    /// Writes nodes, each a statement of a code block.
    pub fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.text(text),
                Node::Element(element) => self.directed(element),
            }
        }
    }

    fn text(&mut self, text: &str) {
        const WHITE: &[char] = &[' ', '\t', '\n', '\r', '\x0c'];
        let words: Vec<&str> = text.split(WHITE).filter(|word| !word.is_empty()).collect();
        // Typst drops this space where a line or a block ends, but not one that is in a string.
        let space = "[ ]\n";
        if text.starts_with(WHITE) {
            self.out.push_str(space);
        }
        if !words.is_empty() {
            let _ = writeln!(self.out, "{}", quoted(&words.join(" ")));
            if text.ends_with(WHITE) {
                self.out.push_str(space);
            }
        }
    }

    /// Writes an element in its own direction and language, where those are others.
    fn directed(&mut self, element: &Element) {
        let rtl = match element.get("dir") {
            Some("rtl") => true,
            Some("ltr") => false,
            Some(_) => is_rtl(&element.children).unwrap_or(self.rtl),
            None => self.rtl,
        };
        let language = element.get("lang").map(primary).filter(|tag| is_language(tag));
        if rtl == self.rtl && language.is_none() {
            return self.element(element);
        }
        self.out.push_str("{ ");
        if rtl != self.rtl {
            let _ = write!(self.out, "set text(dir: {}); ", direction(rtl));
        }
        if let Some(language) = language {
            let _ = write!(self.out, "set text(lang: {}); ", quoted(&language.to_lowercase()));
        }
        let before = std::mem::replace(&mut self.rtl, rtl);
        self.element(element);
        self.rtl = before;
        self.out.push_str("}\n");
    }

    fn element(&mut self, element: &Element) {
        self.place(element);
        self.depth += 1;
        match element.name.as_str() {
            _ if self.depth > DEPTH => self.nodes(&element.children),
            "p" => self.paragraph(element),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element),
            "ul" | "ol" => self.list(element),
            "dl" => self.nodes(&element.children),
            "dt" => self.call("block(sticky: true, strong(", element, "))"),
            "dd" => self.call("pad(rest: 0pt, ..indent, block(", element, "))"),
            "blockquote" => self.quotation(element),
            "pre" => self.verbatim(element),
            "figure" => {
                self.call("block(breakable: true, width: 100%, above: 1.6em, below: 1.6em, ", element, ")")
            }
            "figcaption" | "summary" => self.call("block(above: 0.7em, small(", element, "))"),
            "aside" => self.call(
                "block(width: 100%, stroke: (x: 0.4pt + rule), inset: (x: 10pt, y: 4pt), small(",
                element,
                "))",
            ),
            "table" => self.table(element),
            "hr" => self.out.push_str("align(center, line(length: 30%, stroke: 0.4pt + rule))\n"),
            "br" => self.out.push_str("linebreak()\n"),
            "img" => self.picture(element),
            "math" => {
                let _ = writeln!(self.out, "{}", equation(element));
            }
            "section" => self.call(
                "block(above: 2.4em, stroke: (top: 0.4pt + rule), inset: (top: 6pt), width: 100%, ",
                element,
                ")",
            ),
            "header" => self.call(
                "block(below: 2em, stroke: (bottom: 0.4pt + rule), inset: (bottom: 9pt), width: 100%, ",
                element,
                ")",
            ),
            "div" if element.has_class("note") => self.quotation(element),
            "div" | "article" | "main" => self.nodes(&element.children),
            _ => self.inline(element),
        }
        self.depth -= 1;
    }

    fn inline(&mut self, element: &Element) {
        match element.name.as_str() {
            "a" => self.link(element),
            "em" | "i" | "cite" | "var" | "dfn" => self.call("emph(", element, ")"),
            "strong" | "b" => self.call("strong(", element, ")"),
            "code" | "kbd" | "samp" => self.call("mono(", element, ")"),
            "sub" => self.call("sub(", element, ")"),
            "sup" => self.call("super(", element, ")"),
            "small" => self.call("small(", element, ")"),
            "del" => self.call("strike(", element, ")"),
            "ins" => self.call("underline(", element, ")"),
            "mark" if color(element).is_some() => self.marked(element),
            "mark" => self.call("highlight(fill: marks.yellow, ", element, ")"),
            "q" if color(element).is_some() => {
                self.out.push_str("\"“\"\n");
                self.marked(element);
                self.out.push_str("\"”\"\n");
            }
            "q" => {
                self.out.push_str("\"“\"\n");
                self.nodes(&element.children);
                self.out.push_str("\"”\"\n");
            }
            // Readings stand behind the words, in their own brackets.
            "rt" => self.call("text(size: 0.7em, \"（\"); small(", element, "); text(size: 0.7em, \"）\")"),
            "rp" | "wbr" => {}
            _ => self.nodes(&element.children),
        }
    }

    /// Writes `before`, the content of an element, `after`.
    fn call(&mut self, before: &str, element: &Element, after: &str) {
        self.out.push_str(before);
        self.out.push_str("{[]\n");
        self.nodes(&element.children);
        self.out.push('}');
        self.out.push_str(after);
        self.out.push('\n');
    }

    fn marked(&mut self, element: &Element) {
        let color = color(element).unwrap_or("yellow");
        self.call(&format!("highlight(fill: marks.{color}, "), element, ")");
    }

    /// Gives an element's place its name.
    fn place(&mut self, element: &Element) {
        let Some(id) = element.get("id") else { return };
        if self.targets.contains(id) && self.places.insert(id.to_owned()) {
            let _ = writeln!(self.out, "[#metadata(none)#label({})]", quoted(id));
        }
    }

    fn paragraph(&mut self, element: &Element) {
        let Some(class) = element.get("class") else {
            return match has_block(&element.children) {
                true => self.call("", element, ""),
                false => self.call("par(", element, ")"),
            };
        };
        match class {
            "details" => {
                self.out.push_str("block(above: 0.7em, small({[]\n");
                for (at, part) in element.children.iter().enumerate() {
                    if at > 0 {
                        self.out.push_str("[ · ]\n");
                    }
                    self.nodes(std::slice::from_ref(part));
                }
                self.out.push_str("}))\n");
            }
            "kicker" => {
                self.call("block(below: 0.7em, small(text(fill: accent, weight: \"bold\", ", element, ")))")
            }
            "byline" => self.call("block(above: 0.6em, emph(", element, "))"),
            "tags" | "doubt" => self.call("block(above: 0.7em, small(", element, "))"),
            "booktitle" => {
                self.call("v(60mm); block(below: 1em, text(size: 26pt, weight: \"bold\", ", element, "))")
            }
            "back" => {}
            _ => self.call("par(", element, ")"),
        }
    }

    fn heading(&mut self, element: &Element) {
        let level = element.name.get(1..).unwrap_or("1");
        let is_title = element.has_class("title") || element.has_class("section");
        self.call(&format!("heading(level: {level}, outlined: {is_title}, bookmarked: true, "), element, ")");
    }

    fn list(&mut self, element: &Element) {
        let ordered = element.name == "ol";
        let start = element.get("start").and_then(|start| start.parse::<u64>().ok()).filter(|_| ordered);
        self.out.push_str(if ordered { "enum(" } else { "list(" });
        if let Some(start) = start {
            let _ = write!(self.out, "start: {start}, ");
        }
        for item in &element.children {
            if item.is_blank() {
                continue;
            }
            self.out.push_str("{[]\n");
            match item {
                Node::Element(item) if item.name == "li" => {
                    self.place(item);
                    self.nodes(&item.children);
                }
                other => self.nodes(std::slice::from_ref(other)),
            }
            self.out.push_str("},\n");
        }
        self.out.push_str(")\n");
    }

    fn quotation(&mut self, element: &Element) {
        let side = if self.rtl { "right" } else { "left" };
        let open = format!(
            "block(width: 100%, stroke: ({side}: 1.4pt + accent), inset: ({side}: 12pt, rest: 2pt), "
        );
        self.call(&open, element, ")");
    }

    /// Text whose spaces and line ends count.
    fn verbatim(&mut self, element: &Element) {
        self.out.push_str(
            "block(width: 100%, fill: inset-fill, inset: 8pt, { set text(dir: ltr, size: 0.84em); set par(justify: false); mono({[]\n",
        );
        self.verbatim_nodes(&element.children);
        self.out.push_str("})})\n");
    }

    fn verbatim_nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Element(element) if element.name == "br" => self.out.push_str("linebreak()\n"),
                Node::Element(element) if color(element).is_some() => {
                    let _ = writeln!(
                        self.out,
                        "highlight(fill: marks.{}, {{[]",
                        color(element).unwrap_or("yellow")
                    );
                    self.verbatim_nodes(&element.children);
                    self.out.push_str("})\n");
                }
                Node::Element(element) => self.verbatim_nodes(&element.children),
                Node::Text(text) => {
                    for (at, line) in text.split('\n').enumerate() {
                        if at > 0 {
                            self.out.push_str("linebreak()\n");
                        }
                        let line = line.replace('\t', "    ");
                        let indent = line.len() - line.trim_start_matches(' ').len();
                        let line =
                            format!("{}{}", "\u{a0}".repeat(indent), line[indent..].replace("  ", "\u{a0} "));
                        if !line.is_empty() {
                            let _ = writeln!(self.out, "{}", quoted(&line));
                        }
                    }
                }
            }
        }
    }

    fn link(&mut self, element: &Element) {
        let href = element.get("href").unwrap_or_default();
        if let Some(id) = href.strip_prefix('#') {
            match self.targets.contains(id) {
                true => self.call(&format!("link(label({}), ", quoted(id)), element, ")"),
                false => self.nodes(&element.children),
            }
        } else if href.is_empty() || href.len() > 4000 || element.children.iter().all(Node::is_blank) {
            self.nodes(&element.children);
        } else {
            self.call(&format!("link({}, ", quoted(href)), element, ")");
        }
    }

    pub(super) fn in_cell(&mut self, cell: &Element) {
        let before = std::mem::replace(&mut self.narrow, true);
        let cell = Element { name: "div".to_owned(), ..cell.clone() };
        self.directed(&cell);
        self.narrow = before;
    }

    fn picture(&mut self, img: &Element) {
        let hash = img.get("src").and_then(|src| src.strip_prefix("asset:"));
        let why = match hash.map(|hash| (self.pictures)(hash)) {
            Some(Ok(drawn)) => return self.draw(img, &drawn),
            Some(Err(why)) => why,
            None => img.get("data-missing").unwrap_or("skipped").to_owned(),
        };
        let said = format!("{}: {}", self.words.picture_missing, self.words.reason(&why));
        let alt =
            img.get("alt").filter(|alt| !alt.is_empty()).map(|alt| format!(" ({alt})")).unwrap_or_default();
        let _ = writeln!(
            self.out,
            "box(stroke: (paint: rule, dash: \"dashed\", thickness: 0.6pt), inset: 7pt, small({}))",
            quoted(&format!("{said}{alt}"))
        );
    }

    fn draw(&mut self, img: &Element, drawn: &Drawn) {
        let dots =
            |name: &str| img.get(name).and_then(|dots| dots.parse::<f64>().ok()).filter(|dots| *dots > 0.0);
        let own = drawn.size.map(|(width, height)| (f64::from(width), f64::from(height)));
        let said = dots("width").zip(dots("height"));
        // A page may say how large it shows a picture; how tall that is follows from the picture itself.
        let size = match (said, own) {
            (Some((width, _)), Some((w, h))) => Some((width * DOT, width * DOT * h / w)),
            (size, own) => size.or(own).map(|(width, height)| (width * DOT, height * DOT)),
        };
        let width = match size {
            Some((width, height)) => {
                let scale = (COLUMN / width).min(HEIGHT / height).min(1.0);
                if self.narrow && width * scale > 90.0 {
                    "100%".to_owned()
                } else {
                    format!("{:.1}pt", width * scale)
                }
            }
            None => "60%".to_owned(),
        };
        let alt = img.get("alt").filter(|alt| !alt.is_empty());
        let alt = alt.map(|alt| format!(", alt: {}", quoted(alt))).unwrap_or_default();
        // On a line of its own, by which a picture that cannot be drawn is known.
        let _ = write!(self.out, "box(\nimage({}, width: {width}{alt})\n)\n", quoted(&drawn.name));
    }
}

/// The colour of a highlight.
fn color(element: &Element) -> Option<&str> {
    let classes = element.get("class")?;
    classes.split(' ').find(|class| matches!(*class, "yellow" | "green" | "blue" | "pink"))
}

/// A text as a string literal.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The typefaces for a language, as Typst takes them.
pub fn family_list(face: Face, language: Option<&str>) -> String {
    let names: Vec<String> = families(face, language).into_iter().map(quoted).collect();
    format!("({},)", names.join(", "))
}

pub fn direction(rtl: bool) -> &'static str {
    if rtl { "rtl" } else { "ltr" }
}

pub fn is_language(tag: &str) -> bool {
    (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The text of nodes, as it stands.
pub fn text_of(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Element(element) => text.push_str(&text_of(&element.children)),
        }
    }
    text
}

/// Whether an element of a name is among nodes.
pub fn has(nodes: &[Node], name: &str) -> bool {
    nodes.iter().filter_map(Node::element).any(|element| element.name == name || has(&element.children, name))
}

/// Whether something among nodes stands on lines of its own, which a paragraph of Typst would swallow.
fn has_block(nodes: &[Node]) -> bool {
    nodes.iter().filter_map(Node::element).any(|element| match element.name.as_str() {
        "p" | "div" | "ul" | "ol" | "table" | "blockquote" | "pre" | "figure" => true,
        "math" => element.get("display") == Some("block"),
        _ => has_block(&element.children),
    })
}

/// The direction of the first letter that has one.
fn is_rtl(nodes: &[Node]) -> Option<bool> {
    for node in nodes {
        let found = match node {
            Node::Text(text) => text.chars().find_map(|c| match bidi_class(c) {
                BidiClass::L => Some(false),
                BidiClass::R | BidiClass::AL => Some(true),
                _ => None,
            }),
            Node::Element(element) => is_rtl(&element.children),
        };
        if found.is_some() {
            return found;
        }
    }
    None
}
