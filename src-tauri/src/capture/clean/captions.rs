//! Captions and credits, found with their picture however a page sets them.

use dom_query::NodeRef;

use super::build::Builder;
use super::elements::{is_caption_class, is_dropped};
use super::flow::Flow;
use super::media::Medium;
use super::tree::{Node, text_of};
use crate::capture::extract::dom;

/// A longer text beside a picture is prose.
const LONGEST: usize = 600;

impl Builder<'_> {
    /// Pictures of a figure with its caption; a figure without pictures is only a wrapper.
    pub(super) fn figure(&mut self, flow: &mut Flow, node: &NodeRef<'_>) {
        flow.end_paragraph();
        let nested = node.descendants_it().any(|n| n.has_name("figure"));
        let caption = if nested { Vec::new() } else { self.caption(node) };
        let id = self.kept_id(node);
        let mut inside = Flow::of(node.id);
        inside.blocks(self.blocks(node));
        if !caption.is_empty() {
            inside.caption_or_paragraph(caption);
        }
        let mut blocks = inside.finish();
        if let (Some(id), Some(Node::Element(first))) = (id, blocks.first_mut()) {
            first.set("id", id);
        }
        flow.blocks(blocks);
    }

    /// What a figure says of its picture, wherever in it that stands. It is read here and nowhere else.
    fn caption(&mut self, figure: &NodeRef<'_>) -> Vec<Node> {
        let mut parts: Vec<NodeRef<'_>> =
            figure.descendants_it().filter(|n| n.has_name("figcaption")).collect();
        let apart =
            |n: &NodeRef<'_>| ["table", "pre", "blockquote", "ul", "ol"].iter().any(|t| n.has_name(t));
        let has_picture = figure.descendants_it().any(|n| self.is_picture(&n));
        if has_picture && !figure.descendants_it().any(|n| apart(&n)) {
            let mut all = Vec::new();
            self.texts_beside_pictures(figure, &mut all);
            let length: usize = all.iter().map(NodeRef::normalized_char_count).sum();
            if length <= LONGEST {
                parts = all;
            }
        }
        let mut caption = Vec::new();
        for part in parts {
            if !caption.is_empty() {
                caption.push(Node::Text(" ".to_owned()));
            }
            caption.extend(self.caption_text(&part));
            self.done.insert(part.id);
        }
        if text_of(&caption).trim().is_empty() { Vec::new() } else { caption }
    }

    fn is_picture(&self, node: &NodeRef<'_>) -> bool {
        matches!(self.media.get(node), Some(Medium::Picture(_)))
    }

    /// The largest nodes with text and without pictures.
    fn texts_beside_pictures<'n>(&self, node: &NodeRef<'n>, found: &mut Vec<NodeRef<'n>>) {
        for child in node.children_it(false) {
            if self.media.get(&child).is_some() || dom::name(&child).is_some_and(|name| is_dropped(&name)) {
                continue;
            }
            if child.descendants_it().any(|n| self.media.get(&n).is_some()) {
                self.texts_beside_pictures(&child, found);
            } else if child.normalized_char_count() > 0 {
                found.push(child);
            }
        }
    }

    /// A caption's text; its parts are set apart, as they are on the page, by rules that are not kept.
    pub(super) fn caption_text(&mut self, part: &NodeRef<'_>) -> Vec<Node> {
        if part.is_text() {
            return vec![Node::Text(part.text().to_string())];
        }
        let mut nodes: Vec<Node> = Vec::new();
        for child in part.children_it(false) {
            let names = dom::class_and_id(&child);
            if ["visually-hidden", "visuallyhidden", "sr-only", "screen-reader"]
                .iter()
                .any(|n| names.contains(n))
            {
                continue;
            }
            let ended = text_of(&nodes).trim_end().ends_with(['.', '!', '?', '”', '"', '»', ')']);
            let element = child.is_element()
                && !dom::name(&child)
                    .is_some_and(|n| matches!(&*n, "a" | "em" | "i" | "b" | "strong" | "sup" | "sub"));
            if element && (ended || is_caption_class(&names) || names.contains("copyright")) {
                nodes.push(Node::Text(" ".to_owned()));
            }
            if child.is_element() && child.descendants_it().filter(NodeRef::is_element).count() > 1 {
                nodes.extend(self.caption_text(&child));
            } else {
                self.inline_child(&child, &mut nodes);
            }
        }
        nodes
    }

    /// Pictures whose captions are written as a list of definitions.
    pub(super) fn picture_list(&mut self, flow: &mut Flow, node: &NodeRef<'_>) {
        flow.end_paragraph();
        for child in node.children_it(false).filter(NodeRef::is_element) {
            if child.has_name("dd") {
                let caption = self.caption_text(&child);
                flow.caption_or_paragraph(caption);
            } else {
                flow.blocks(self.blocks(&child));
            }
        }
    }

    /// Whether the terms of a list are pictures and nothing else.
    pub(super) fn is_picture_list(&self, list: &NodeRef<'_>) -> bool {
        let mut terms = list.children_it(false).filter(|n| n.has_name("dt")).peekable();
        terms.peek().is_some()
            && terms
                .all(|t| t.normalized_char_count() == 0 && t.descendants_it().any(|n| self.is_picture(&n)))
    }
}
