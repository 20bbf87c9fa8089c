//! The clean copy as a tree of our own: nothing is in it that was not put there by name.

use dom_query::NodeId;

/// A node of the clean copy.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::capture) enum Node {
    Text(String),
    Element(Element),
}

/// An element with the few attributes it is allowed.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::capture) struct Element {
    pub tag: &'static str,
    pub attributes: Vec<(&'static str, String)>,
    pub children: Vec<Node>,
    /// The element of the page that a block was made of, or that its loose text stood in.
    pub origin: Option<NodeId>,
    /// Which block of its page this is, where that has to be known later on.
    pub block: Option<u32>,
}

impl Element {
    pub fn new(tag: &'static str, children: Vec<Node>) -> Self {
        Self { tag, attributes: Vec::new(), children, origin: None, block: None }
    }

    pub fn from(self, origin: NodeId) -> Self {
        Self { origin: Some(origin), ..self }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        match self.attributes.iter_mut().find(|(n, _)| *n == name) {
            Some((_, old)) => *old = value.into(),
            None => self.attributes.push((name, value.into())),
        }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        text_of(&self.children)
    }

    /// Whether a picture stands anywhere inside.
    pub fn has_picture(&self) -> bool {
        self.tag == "img" || self.children.iter().any(|c| matches!(c, Node::Element(e) if e.has_picture()))
    }
}

impl Node {
    pub fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }

    pub fn is(&self, tag: &str) -> bool {
        self.element().is_some_and(|e| e.tag == tag)
    }

    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

/// All text of some nodes, as it stands.
pub(super) fn text_of(nodes: &[Node]) -> String {
    fn add(nodes: &[Node], text: &mut String) {
        for node in nodes {
            match node {
                Node::Text(t) => text.push_str(t),
                Node::Element(e) if e.tag == "br" => text.push('\n'),
                Node::Element(e) => add(&e.children, text),
            }
        }
    }
    let mut text = String::new();
    add(nodes, &mut text);
    text
}

/// Elements that start a block of their own.
pub(super) fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "aside"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "pre"
            | "table"
            | "caption"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "figure"
            | "figcaption"
            | "hr"
            | "details"
            | "summary"
    )
}

/// Elements that head what follows.
pub(in crate::capture) fn is_heading(tag: &str) -> bool {
    matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}
