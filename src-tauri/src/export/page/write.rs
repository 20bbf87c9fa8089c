//! Trees as HTML, or as the XHTML that books are made of.

use super::tree::{Element, Node};
use super::words::Words;
use crate::error::Result;
use crate::model::{Asset, AssetHash};

/// How markup is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// HTML.
    Html,
    /// HTML in the syntax of XML.
    Xhtml,
}

/// What is shown for a kept picture.
#[derive(Debug)]
pub enum Shown {
    /// The file at this address.
    At(String),
    /// The picture itself, within the document.
    Inline(Asset),
    /// A note that it is missing, with the reason.
    Missing(String),
}

/// Where the picture of a hash is to be had.
pub type Pictures<'a> = &'a mut dyn FnMut(&AssetHash) -> Result<Shown>;

/// Takes what is written, piece by piece.
pub type Sink<'a> = &'a mut dyn FnMut(&str) -> Result<()>;

/// Writes trees.
pub struct Writer<'a> {
    /// How.
    pub form: Form,
    /// What is said of pictures that are missing.
    pub words: &'static Words,
    /// Where pictures come from.
    pub pictures: Pictures<'a>,
    /// Where it goes.
    pub sink: Sink<'a>,
}

impl Writer<'_> {
    /// Writes nodes.
    ///
    /// # Errors
    /// Those of the pictures and of the sink.
    pub fn nodes(&mut self, nodes: &[Node]) -> Result<()> {
        nodes.iter().try_for_each(|node| self.node(node))
    }

    fn node(&mut self, node: &Node) -> Result<()> {
        match node {
            Node::Text(text) => (self.sink)(&escaped(text, self.form)),
            Node::Element(element) if element.name == "img" => self.picture(element),
            Node::Element(element) => self.element(element),
        }
    }

    fn element(&mut self, element: &Element) -> Result<()> {
        self.open(element)?;
        if is_void(&element.name) {
            return Ok(());
        }
        // A parser drops the first line end of these.
        if matches!(element.name.as_str(), "pre" | "textarea")
            && self.form == Form::Html
            && matches!(element.children.first(), Some(Node::Text(text)) if text.starts_with('\n'))
        {
            (self.sink)("\n")?;
        }
        self.nodes(&element.children)?;
        (self.sink)(&format!("</{}>", element.name))
    }

    fn open(&mut self, element: &Element) -> Result<()> {
        let mut tag = format!("<{}", element.name);
        if element.name == "math" && self.form == Form::Xhtml {
            tag.push_str(" xmlns=\"http://www.w3.org/1998/Math/MathML\"");
        }
        for (name, value) in &element.attributes {
            push_attribute(&mut tag, name, value, self.form);
        }
        tag.push_str(self.end(&element.name));
        (self.sink)(&tag)
    }

    fn end(&self, name: &str) -> &'static str {
        if is_void(name) && self.form == Form::Xhtml { "/>" } else { ">" }
    }

    fn picture(&mut self, img: &Element) -> Result<()> {
        let Some(hash) = img.get("src").and_then(|src| src.strip_prefix("asset:")) else {
            return match img.get("src") {
                Some(_) => self.open(img),
                None => self.missing(img, img.get("data-missing").unwrap_or("skipped")),
            };
        };
        let shown = (self.pictures)(&AssetHash(hash.to_owned()))?;
        let mut tag = "<img".to_owned();
        for (name, value) in img.attributes.iter().filter(|(name, _)| name != "src") {
            push_attribute(&mut tag, name, value, self.form);
        }
        if img.get("alt").is_none() {
            tag.push_str(" alt=\"\"");
        }
        match shown {
            Shown::Missing(why) => self.missing(img, &why),
            Shown::At(address) => {
                push_attribute(&mut tag, "src", &address, self.form);
                tag.push_str(self.end("img"));
                (self.sink)(&tag)
            }
            Shown::Inline(asset) => {
                tag.push_str(&format!(" src=\"data:{};base64,", asset.mime));
                (self.sink)(&tag)?;
                self.base64(&asset.bytes)?;
                let end = format!("\"{}", self.end("img"));
                (self.sink)(&end)
            }
        }
    }

    fn base64(&mut self, bytes: &[u8]) -> Result<()> {
        use base64::Engine;
        // A multiple of three bytes, so that the parts join.
        const PART: usize = 48 * 1024;
        let engine = base64::engine::general_purpose::STANDARD;
        bytes.chunks(PART).try_for_each(|part| (self.sink)(&engine.encode(part)))
    }

    /// A frame that says which picture is not there, and why.
    fn missing(&mut self, img: &Element, why: &str) -> Result<()> {
        let mut text = format!("{}: {}", self.words.picture_missing, self.words.reason(why));
        if let Some(alt) = img.get("alt").filter(|alt| !alt.is_empty()) {
            text = format!("{text} ({alt})");
        }
        let mut frame = Element::text("span", &text).with("class", "missing");
        let url = img.get("data-url").unwrap_or_default();
        if url.starts_with("https://") || url.starts_with("http://") {
            frame.children.push(Node::text(" "));
            frame.children.push(Element::text("a", self.words.address).with("href", url).into());
        }
        self.element(&frame)
    }
}

/// A text between tags or in a quoted value.
pub fn escaped(text: &str, form: Form) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{a0}' => out.push_str("&#160;"),
            c if form == Form::Xhtml && !is_xml(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether a character may stand in XML 1.0 at all, and is none that its specification advises against.
fn is_xml(c: char) -> bool {
    !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\x7f'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}')
        && u32::from(c) & 0xfffe != 0xfffe
}

fn push_attribute(tag: &mut String, name: &str, value: &str, form: Form) {
    tag.push_str(&format!(" {name}=\"{}\"", escaped(value, form)));
}

/// Elements that have no end tag.
pub fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "wbr" | "input" | "col" | "meta" | "link")
}
