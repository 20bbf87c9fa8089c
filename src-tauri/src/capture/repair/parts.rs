//! The parts of a block that can be named by themselves: items of a list, paragraphs of a quote, rows of a table, captions.

use crate::capture::clean::tree::{Element, Node};

/// Parts within parts that are named, in levels.
const DEEPEST: usize = 8;

/// A block, or a part of one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'n> {
    pub element: &'n Element,
    /// 0 for the block itself, else its number among the parts.
    pub number: u32,
    /// The part that it stands in.
    pub within: Option<u32>,
}

/// Numbers the parts of a block, from 1: the number stands in [`Element::block`].
pub(super) fn number(block: &mut Element) {
    let mut next = 1;
    number_below(block, DEEPEST, &mut next);
}

fn number_below(element: &mut Element, levels: usize, next: &mut u32) {
    if levels == 0 || matches!(element.tag, "pre" | "math") || element.get("class") == Some("embed") {
        return;
    }
    // What is all there is of a part is named by it.
    let alone = element.children.iter().filter(|child| !child.is_blank()).count() == 1;
    for child in &mut element.children {
        let Node::Element(child) = child else { continue };
        let named = is_part(child.tag) && !alone;
        child.block = named.then_some(*next);
        *next += u32::from(named);
        number_below(child, levels - usize::from(named), next);
    }
}

fn is_part(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "h1"
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
            | "tr"
            | "figure"
            | "figcaption"
            | "details"
    )
}

/// A block and its numbered parts, in the order of their text.
pub(super) fn parts(block: &Element) -> Vec<Part<'_>> {
    let mut found = vec![Part { element: block, number: 0, within: None }];
    collect(block, 0, &mut found);
    found
}

/// The numbered parts of a block, without the block itself.
pub(super) fn below(block: &Element) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    collect(block, 0, &mut found);
    found
}

fn collect<'n>(element: &'n Element, within: u32, found: &mut Vec<Part<'n>>) {
    for child in element.children.iter().filter_map(Node::element) {
        if let Some(number) = child.block {
            found.push(Part { element: child, number, within: Some(within) });
        }
        collect(child, child.block.unwrap_or(within), found);
    }
}
