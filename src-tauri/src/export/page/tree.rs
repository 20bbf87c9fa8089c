//! A copy's HTML as a tree that the formats change and write.

use dom_query::{Document, NodeRef};

/// Elements nested deeper are written flat; no copy that this program cleaned comes near.
const DEPTH: usize = 400;

/// An element, or text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, without references.
    Text(String),
}

/// An element with its attributes in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name in lower case.
    pub name: String,
    /// Names and values.
    pub attributes: Vec<(String, String)>,
    /// What is inside.
    pub children: Vec<Node>,
}

impl Element {
    /// An element with something inside.
    pub fn new(name: &str, children: Vec<Node>) -> Self {
        Self { name: name.to_owned(), attributes: Vec::new(), children }
    }

    /// An element with one text inside.
    pub fn text(name: &str, text: &str) -> Self {
        Self::new(name, vec![Node::Text(text.to_owned())])
    }

    /// The element with an attribute more.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Gives an attribute a value.
    pub fn set(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }

    /// Takes an attribute away.
    pub fn unset(&mut self, name: &str) {
        self.attributes.retain(|(known, _)| known != name);
    }

    /// Whether it has a class.
    pub fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split(' ').any(|known| known == class))
    }
}

impl Node {
    /// A text.
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// The element that it is.
    pub fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }

    /// Whether it shows nothing: white space, or elements with nothing else inside.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Element(element) => {
                !matches!(element.name.as_str(), "img" | "hr" | "br" | "math" | "input")
                    && element.children.iter().all(Self::is_blank)
            }
        }
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

/// Reads a piece of HTML as a browser would. Comments go.
pub fn parse(html: &str) -> Vec<Node> {
    let document = Document::fragment(html);
    let root = document.html_root();
    children(&root, 0)
}

fn children(node: &NodeRef<'_>, depth: usize) -> Vec<Node> {
    let mut out = Vec::new();
    for child in node.children_it(false) {
        if child.is_text() {
            out.push(Node::Text(child.text().to_string()));
        } else if let Some(name) = child.node_name() {
            let inside = children(&child, depth + 1);
            if depth >= DEPTH {
                out.extend(inside);
                continue;
            }
            let attributes =
                child.attrs().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
            out.push(Element { name: name.to_string(), attributes, children: inside }.into());
        }
    }
    out
}
