//! The entries of a live blog are its article, whatever each of their blocks looks like by itself.

use dom_query::{Document, NodeRef};

use crate::capture::clean::block_text;
use crate::capture::clean::shapes::links;
use crate::capture::clean::tree::{Node, is_heading};
use crate::capture::extract::Live;
use crate::capture::selection::Decision;

/// A block of an entry with odds below these is furniture: a share bar, a request to subscribe.
const FURNITURE: f32 = 0.02;

/// What a block is to a live blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In an entry.
    Entry,
    /// The heading of an entry, or a list before the entries, such as the key points, and its heading.
    Sure,
    Elsewhere,
}

/// What each block is to the live blog of its page.
pub(super) fn places(live: &Live, blocks: &[Node], document: &Document) -> Vec<Place> {
    if live.is_empty() {
        return Vec::new();
    }
    let node = |block: &Node| block.element()?.origin.and_then(|id| document.tree.get(&id));
    let in_entry = |block: &Node| node(block).is_some_and(|node: NodeRef<'_>| live.has_entry_with(&node));
    let beside = |block: &Node| node(block).is_some_and(|node| live.is_beside(&node));
    let first = blocks.iter().position(in_entry).unwrap_or(blocks.len());
    let is_heading = |block: &Node| block.element().is_some_and(|element| is_heading(element.tag));
    let place = |block: &Node| match in_entry(block) {
        true if is_heading(block) => Place::Sure,
        true => Place::Entry,
        false => Place::Elsewhere,
    };
    let mut places: Vec<Place> = blocks.iter().map(place).collect();
    for (at, block) in blocks.iter().enumerate().take(first) {
        if is_list_of_text(block) && beside(block) {
            places[at] = Place::Sure;
            if let Some(before) = at.checked_sub(1).filter(|before| is_heading(&blocks[*before])) {
                places[before] = Place::Sure;
            }
        }
    }
    places
}

/// Keeps what is of the live blog, but for furniture among it.
pub(super) fn keep(places: &[Place], decisions: &mut [Decision]) {
    for (place, decision) in places.iter().zip(decisions) {
        decision.keep |= match place {
            Place::Entry => decision.probability >= FURNITURE,
            Place::Sure => true,
            Place::Elsewhere => false,
        };
    }
}

/// A list that is not one of links.
fn is_list_of_text(block: &Node) -> bool {
    let Some(list) = block.element().filter(|element| matches!(element.tag, "ul" | "ol")) else {
        return false;
    };
    let (_, in_links) = links(list);
    let text = block_text(block);
    text.split_whitespace().count() >= 6 && in_links * 2 < text.chars().count()
}
