//! XML as it is found: entry by entry, with what stands there, and without giving up over an end tag or an ampersand.

use std::io::{self, BufRead};
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{LONGEST, markup};
use crate::error::{Error, Result};

/// Elements within elements, more than which nobody writes.
const DEEPEST: usize = 500;

/// Names are told by these prefixes, whatever a file calls them.
#[rustfmt::skip]
const NAMESPACES: &[(&str, &str)] = &[
    ("http://www.w3.org/2005/Atom", "atom"),
    ("http://purl.org/atom/ns#", "atom"),
    ("http://purl.org/rss/1.0/", ""),
    ("http://www.w3.org/1999/xhtml", ""),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://purl.org/rss/1.0/modules/link/", "link"),
    ("http://rssnamespace.org/feedburner/ext/1.0", "feedburner"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://www.zotero.org/namespaces/export#", "z"),
    ("http://purl.org/net/biblio#", "bib"),
    ("http://xmlns.com/foaf/0.1/", "foaf"),
];

/// An element; its name, and those of its attributes, in lower case and with the prefix above.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name.
    pub(super) name: String,
    /// Its attributes.
    pub(super) attributes: Vec<(String, String)>,
    /// What is in it.
    pub(super) nodes: Vec<Node>,
}

/// What is in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Another one.
    Element(Element),
    /// Text, its references read.
    Text(String),
}

impl Element {
    /// An attribute, trimmed; `None` when it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of a name in it.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element of a name in it.
    pub(super) fn first(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The element at the end of a way of names.
    pub(super) fn at(&self, way: &[&str]) -> Option<&Self> {
        way.iter().try_fold(self, |element, name| element.first(name))
    }

    /// All text in it, trimmed; `None` when there is none.
    pub(super) fn text(&self) -> Option<String> {
        let mut text = String::new();
        self.append_text(&mut text);
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn append_text(&self, text: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Element(element) => element.append_text(text),
                Node::Text(part) => text.push_str(part),
            }
        }
    }

    /// The text of the first element of a name.
    pub(super) fn text_of(&self, name: &str) -> Option<String> {
        self.all(name).find_map(Self::text)
    }

    /// What is in it, as HTML.
    pub(super) fn html(&self) -> String {
        let mut html = String::new();
        self.append_html(&mut html);
        html
    }

    fn append_html(&self, html: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => html.push_str(&quick_xml::escape::escape(text.as_str())),
                Node::Element(element) => {
                    let name = element.name.rsplit(':').next().unwrap_or_default();
                    html.push('<');
                    html.push_str(name);
                    for (attribute, value) in &element.attributes {
                        html.push(' ');
                        html.push_str(attribute);
                        html.push_str("=\"");
                        html.push_str(&quick_xml::escape::escape(value.as_str()));
                        html.push('"');
                    }
                    html.push('>');
                    element.append_html(html);
                    if !matches!(
                        name,
                        "area" | "br" | "col" | "hr" | "img" | "input" | "source" | "track" | "wbr"
                    ) {
                        html.push_str("</");
                        html.push_str(name);
                        html.push('>');
                    }
                }
            }
        }
    }
}

/// A step through a file.
#[derive(Debug)]
pub(super) enum Step {
    /// An element begins; what is in it comes next.
    Start(Element),
    /// The innermost element ends.
    End,
    /// Text, or a part of it.
    Text(String),
}

/// A file that is read.
pub(super) struct Xml<R> {
    reader: Reader<Recorded<R>>,
    buffer: Vec<u8>,
    /// The names of the elements that are open, as they are written.
    open: Vec<String>,
    /// Prefixes that mean something, and how many elements were open around the one that says so.
    prefixes: Vec<(usize, String, String)>,
    /// Ends that are due, as an end tag ends all that is open within its element.
    ends: usize,
    line: u64,
}

impl<R: BufRead> Xml<R> {
    pub(super) fn new(text: R) -> Self {
        let recorded = Recorded { text, kept: Vec::new(), line: 1, is_too_long: false };
        let mut reader = Reader::from_reader(recorded);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), open: Vec::new(), prefixes: Vec::new(), ends: 0, line: 1 }
    }

    /// The line in which the last step, or the last whole element, began.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// What was read in the last step, or as the last whole element, as it is written.
    pub(super) fn source(&self) -> &[u8] {
        &self.reader.get_ref().kept
    }

    /// The next step; `None` at the end.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub(super) fn next(&mut self) -> Result<Option<Step>, Fault> {
        if self.ends == 0 {
            let recorded = self.reader.get_mut();
            recorded.kept.clear();
            self.line = recorded.line;
        }
        self.step()
    }

    /// The whole of an element that just began.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub(super) fn whole(&mut self, element: Element) -> Result<Element, Fault> {
        let mut open = vec![element];
        loop {
            match self.step()? {
                Some(Step::Start(element)) => open.push(element),
                Some(Step::Text(text)) => {
                    if let Some(element) = open.last_mut() {
                        element.nodes.push(Node::Text(text));
                    }
                }
                Some(Step::End) => {
                    let Some(element) = open.pop() else { return Err(Fault::ended()) };
                    match open.last_mut() {
                        Some(around) => around.nodes.push(Node::Element(element)),
                        None => return Ok(element),
                    }
                }
                None => return Err(Fault::ended()),
            }
        }
    }

    fn step(&mut self) -> Result<Option<Step>, Fault> {
        loop {
            if self.ends > 0 {
                self.ends -= 1;
                self.open.pop();
                let depth = self.open.len();
                self.prefixes.retain(|(around, _, _)| *around < depth);
                return Ok(Some(Step::End));
            }
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer);
            let text = match event {
                Ok(Event::Start(start)) => {
                    if self.open.len() >= DEEPEST {
                        return Err(Fault::Broken(format!(
                            "there are more than {DEEPEST} elements within each other"
                        )));
                    }
                    let element = element(&start, self.open.len(), &mut self.prefixes);
                    self.open.push(start.name().as_ref().to_owned());
                    return Ok(Some(Step::Start(element)));
                }
                Ok(Event::End(end)) => {
                    let name = end.name();
                    let name: &str = name.as_ref();
                    // An end tag of nothing that is open says nothing.
                    let at = self.open.iter().rposition(|open| open == name);
                    self.ends = at.map_or(0, |at| self.open.len() - at);
                    continue;
                }
                Ok(Event::Text(text)) => text.xml10_content().into_owned(),
                Ok(Event::CData(text)) => text.xml10_content().into_owned(),
                Ok(Event::GeneralRef(name)) => markup::unescape(&format!("&{};", &*name)),
                Ok(Event::Eof) => return if self.open.is_empty() { Ok(None) } else { Err(Fault::ended()) },
                Ok(_) => continue,
                Err(error) => return Err(self.reader.get_ref().fault(error)),
            };
            return Ok(Some(Step::Text(text)));
        }
    }
}

fn element(start: &BytesStart, depth: usize, prefixes: &mut Vec<(usize, String, String)>) -> Element {
    let attributes: Vec<(String, String)> = start
        .html_attributes()
        .with_checks(false)
        .flatten()
        .map(|attribute| (attribute.key.as_ref().to_owned(), markup::unescape(&attribute.value)))
        .collect();
    for (name, value) in &attributes {
        let prefix = match name.split_once(':') {
            Some(("xmlns", prefix)) => prefix,
            None if name == "xmlns" => "",
            _ => continue,
        };
        let known = NAMESPACES.iter().find(|(uri, _)| *uri == value.trim());
        let means = known.map_or(prefix, |(_, means)| means);
        if prefixes.len() < DEEPEST {
            prefixes.push((depth, prefix.to_owned(), means.to_owned()));
        }
    }
    let name = start.name();
    let attributes = attributes
        .into_iter()
        .filter(|(name, _)| name != "xmlns" && !name.starts_with("xmlns:"))
        // The namespace of elements without a prefix is none of attributes.
        .map(|(name, value)| {
            (if name.contains(':') { named(&name, prefixes) } else { name.to_lowercase() }, value)
        })
        .collect();
    Element { name: named(name.as_ref(), prefixes), attributes, nodes: Vec::new() }
}

/// A name with the prefix of [`NAMESPACES`].
fn named(name: &str, prefixes: &[(usize, String, String)]) -> String {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let known = prefixes.iter().rev().find(|(_, known, _)| known == prefix);
    let prefix = known.map_or(prefix, |(_, _, means)| means);
    if prefix.is_empty() {
        local.to_lowercase()
    } else {
        format!("{}:{}", prefix.to_lowercase(), local.to_lowercase())
    }
}

/// Why a file cannot be read on.
#[derive(Debug)]
pub(super) enum Fault {
    /// It is no XML, or ends too soon.
    Broken(String),
    /// It cannot be read.
    Io(io::Error),
}

impl Fault {
    fn ended() -> Self {
        Self::Broken("the file ends before its end".to_owned())
    }

    /// What is wrong with the file, in words.
    ///
    /// # Errors
    /// `Io` when it cannot be read.
    pub(super) fn told(self, path: &Path) -> Result<String> {
        match self {
            Self::Broken(why) => Ok(why),
            Self::Io(source) => Err(Error::Io { path: path.display().to_string(), source }),
        }
    }
}

/// Text that is kept as it is read.
struct Recorded<R> {
    text: R,
    kept: Vec<u8>,
    line: u64,
    is_too_long: bool,
}

impl<R> Recorded<R> {
    fn fault(&self, error: quick_xml::Error) -> Fault {
        match error {
            _ if self.is_too_long => Fault::Broken(format!("an entry is longer than {} MB", LONGEST >> 20)),
            quick_xml::Error::Io(error) => Fault::Io(io::Error::new(error.kind(), error.to_string())),
            error => Fault::Broken(format!("the file cannot be read on: {error}")),
        }
    }
}

impl<R: BufRead> io::Read for Recorded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(buffer)?;
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Recorded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.kept.len() > LONGEST {
            self.is_too_long = true;
            return Err(io::Error::other("too long"));
        }
        self.text.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        if let Ok(waiting) = self.text.fill_buf() {
            let read = &waiting[..length.min(waiting.len())];
            self.line += memchr::memchr_iter(b'\n', read).count() as u64;
            self.kept.extend_from_slice(read);
        }
        self.text.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each step, with the line and the source of elements named `item`, which are read as a whole.
    fn steps(text: &str) -> String {
        let mut xml = Xml::new(text.as_bytes());
        let mut told = String::new();
        loop {
            match xml.next() {
                Ok(Some(Step::Start(element))) if element.name == "item" => match xml.whole(element) {
                    Ok(item) => {
                        let source = String::from_utf8_lossy(xml.source()).into_owned();
                        told.push_str(&format!(
                            "[{}|{source}|{}]",
                            xml.line(),
                            item.text().unwrap_or_default()
                        ));
                    }
                    Err(fault) => return format!("{told}!{fault:?}"),
                },
                Ok(Some(Step::Start(element))) => told.push_str(&format!("<{}>", element.name)),
                Ok(Some(Step::End)) => told.push_str("</>"),
                Ok(Some(Step::Text(text))) => told.push_str(&text),
                Ok(None) => return told,
                Err(fault) => return format!("{told}!{fault:?}"),
            }
        }
    }

    #[test]
    fn entries_are_read_with_their_source_and_line() {
        assert_eq!(
            steps("<?xml version='1.0'?><!-- x -->\n<a><item n='1'>one &amp; <b>two</b></item>\n<item/></a>"),
            "\n<a>[2|<item n='1'>one &amp; <b>two</b></item>|one & two]\n[3|<item/>|]</>"
        );
    }

    #[test]
    fn bad_xml_is_read_as_it_is_meant() {
        assert_eq!(steps("<a>R&D &eacute; &#x41;&nope; AT&T</a>"), "<a>R&D é A&nope; AT&T</>");
        assert_eq!(steps("<a><item><p>x</item></nothing>y</a>"), "<a>[1|<item><p>x</item>|x]y</>");
        assert_eq!(
            steps("<a><item><![CDATA[<b>]]></item></a>"),
            "<a>[1|<item><![CDATA[<b>]]></item>|<b>]</>"
        );
        assert_eq!(steps("<a x=1 y z=\"2\"></a>"), "<a></>");
    }

    #[test]
    fn what_is_cut_off_is_told() {
        assert!(steps("<a><item>x</item><ite").starts_with("<a>[1|<item>x</item>|x]!Broken"));
        assert!(steps("<a><item>x").starts_with("<a>!Broken"));
        assert!(steps("<a>x").starts_with("<a>x!Broken"));
        assert!(steps(&"<a>".repeat(DEEPEST + 1)).ends_with("within each other\")"));
        let long = format!("<a><item>{}</item></a>", "x".repeat(LONGEST));
        assert_eq!(steps(&long), "<a>!Broken(\"an entry is longer than 32 MB\")");
    }

    #[test]
    fn names_mean_what_their_namespace_says() {
        let text = "<f xmlns='http://www.w3.org/2005/Atom' xmlns:c='http://purl.org/rss/1.0/modules/content/'>\
                    <c:Encoded/><g xmlns='http://www.w3.org/1999/xhtml'><h/></g><i/><dc:creator/></f>";
        assert_eq!(steps(text), "<atom:f><content:encoded></><g><h></></><atom:i></><dc:creator></></>");
    }

    #[test]
    fn an_element_becomes_html() {
        let mut xml = Xml::new("<x:div xmlns:x='http://www.w3.org/1999/xhtml'><x:p title='a&quot;b'>1 &lt; 2<x:br/></x:p><x:p/></x:div>".as_bytes());
        let Ok(Some(Step::Start(start))) = xml.next() else { panic!("no element") };
        assert_eq!(xml.whole(start).unwrap().html(), "<p title=\"a&quot;b\">1 &lt; 2<br></p><p></p>");
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(text in "\\PC{0,60}", xml in "(</?(a|item|x:b)( x=['\"]?&)?/?>|<!\\[CDATA\\[|\\]\\]>|<!--|[a&;<>]){0,30}") {
            steps(&text);
            steps(&xml);
        }
    }
}
