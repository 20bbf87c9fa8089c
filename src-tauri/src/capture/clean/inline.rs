//! What stands within a line of text: emphasis, links, marks of language and direction.

use dom_query::NodeRef;

use super::build::{Builder, ID_PREFIX};
use super::elements::{is_inline, is_language_tag};
use super::flow::Flow;
use super::math;
use super::media::Medium;
use super::shapes::has_link;
use super::tree::{Element, Node};
use crate::capture::extract::dom;

impl Builder<'_> {
    /// An inline element that has blocks inside: each block gets it around its own text.
    pub fn inline_around_blocks(&mut self, flow: &mut Flow, node: &NodeRef<'_>, name: &str) {
        let shell = self.shell(node, name);
        flow.end_paragraph();
        for mut block in self.blocks(node) {
            if let (Some(shell), Node::Element(element)) = (&shell, &mut block)
                && matches!(element.tag, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
                && !element.has_picture()
                && !(shell.tag == "a" && has_link(element))
            {
                let children = std::mem::take(&mut element.children);
                element.children.push(Element { children, ..shell.clone() }.into());
            }
            flow.blocks(vec![block]);
        }
    }

    pub fn inlines(&mut self, parent: &NodeRef<'_>) -> Vec<Node> {
        let mut nodes = Vec::new();
        for child in parent.children_it(false) {
            self.inline_child(&child, &mut nodes);
        }
        nodes
    }

    pub fn inline_child(&mut self, node: &NodeRef<'_>, nodes: &mut Vec<Node>) {
        let Some(name) = self.enter(node, |start| nodes.push(start)) else { return };
        if let Some(medium) = self.media.get(node) {
            if let Medium::Picture(source) = medium {
                let source = source.clone();
                nodes.extend(self.image(&source).map(Node::Element));
            }
            return;
        }
        match name.as_str() {
            _ if math::is_equation(node, &name) => self.equation(node, &name, |part| nodes.push(part)),
            "br" => nodes.push(Element::new("br", Vec::new()).into()),
            _ if is_inline(&name) => nodes.extend(self.inline_element(node, &name)),
            _ => {
                // A block where only text may stand: its text, set apart.
                nodes.push(Node::Text(" ".to_owned()));
                nodes.extend(self.inlines(node));
                nodes.push(Node::Text(" ".to_owned()));
            }
        }
    }

    pub fn inline_element(&mut self, node: &NodeRef<'_>, name: &str) -> Vec<Node> {
        let children = self.inlines(node);
        match self.shell(node, name) {
            Some(shell) => vec![Element { children, ..shell }.into()],
            None => children,
        }
    }

    /// An inline element without its content, or nothing when the element serves nothing.
    fn shell(&mut self, node: &NodeRef<'_>, name: &str) -> Option<Element> {
        let tag = match name {
            "a" => return self.link(node),
            "b" | "strong" => "strong",
            "i" | "em" | "dfn" => "em",
            "s" | "strike" | "del" => "del",
            "tt" | "code" => "code",
            "sub" => "sub",
            "sup" => "sup",
            "mark" => "mark",
            "ins" => "ins",
            "small" => "small",
            "q" => "q",
            "cite" => "cite",
            "kbd" => "kbd",
            "samp" => "samp",
            "var" => "var",
            "bdi" => "bdi",
            "ruby" => "ruby",
            "rt" => "rt",
            "rp" => "rp",
            "abbr" | "acronym" => "abbr",
            "time" => "time",
            "bdo" => "bdo",
            "wbr" => "wbr",
            _ => return None,
        };
        let mut element = Element::new(tag, Vec::new());
        for (wanted, attribute) in [("abbr", "title"), ("time", "datetime")] {
            if tag == wanted
                && let Some(value) = dom::attr(node, attribute)
            {
                element.set(attribute, value);
            }
        }
        if let Some(dir) = dom::attr(node, "dir")
            .map(|d| d.to_ascii_lowercase())
            .filter(|d| matches!(d.as_str(), "ltr" | "rtl" | "auto"))
        {
            element.set("dir", dir);
        }
        if let Some(lang) = dom::attr(node, "lang").filter(|l| is_language_tag(l)) {
            element.set("lang", lang);
        }
        if let Some(id) = self.kept_id(node) {
            element.set("id", id);
        }
        Some(element)
    }

    fn link(&mut self, node: &NodeRef<'_>) -> Option<Element> {
        let href = dom::attr(node, "href")?;
        let mut element = Element::new("a", Vec::new());
        if let Some(fragment) = self.fragment(&href) {
            element.set("href", format!("#{ID_PREFIX}{fragment}"));
        } else {
            let target = self.base.join(&href).ok()?;
            if !matches!(target.scheme(), "http" | "https" | "mailto" | "tel") || href.starts_with('#') {
                return None;
            }
            element.set("href", target.as_str());
        }
        if let Some(id) = self.kept_id(node) {
            element.set("id", id);
        }
        Some(element)
    }
}
