//! What corrections can name on a page: its blocks and their parts, in order.

use std::collections::HashMap;

use super::parts::{Part, parts};
use super::print::{Addresses, hash, hex, sketch};
use super::whole::Whole;
use crate::capture::clean::tree::{Element, Node};
use crate::model::BlockMark;

/// Characters of a text that people know a block by.
const LABEL: usize = 120;

/// A block, or a part of one.
#[derive(Debug)]
pub(in crate::capture) struct Unit<'w> {
    pub(super) element: &'w Element,
    /// The number of the block on its page, and of the part in it.
    pub(super) block: u32,
    pub(super) part: u32,
    /// The unit that it is a part of.
    pub(super) within: Option<usize>,
    pub(super) hash: u64,
    pub(super) before: Option<u64>,
    pub(super) after: Option<u64>,
}

/// All units of a page.
#[derive(Debug)]
pub(in crate::capture) struct Units<'w> {
    pub(super) all: Vec<Unit<'w>>,
    pub(super) addresses: Addresses,
}

impl<'w> Units<'w> {
    pub fn of(whole: &'w Whole) -> Self {
        let addresses = Addresses::of(&whole.pictures);
        let mut units = Self { all: Vec::new(), addresses };
        // The last unit of each whole: the neighbour of the next one.
        let mut last: HashMap<Option<usize>, usize> = HashMap::new();
        for (number, block) in whole.blocks.iter().enumerate() {
            let (Some(element), Ok(number)) = (&block.element, u32::try_from(number)) else { continue };
            let first = units.all.len();
            let mut at_of_part: HashMap<u32, usize> = HashMap::new();
            for Part { element, number: part, within } in parts(element) {
                let at = units.all.len();
                at_of_part.insert(part, at);
                let within = within.map(|part| at_of_part.get(&part).copied().unwrap_or(first));
                let hash = hash(element, &units.addresses);
                let before = last.insert(within, at);
                let before = before.map(|at| {
                    units.all[at].after = Some(hash);
                    units.all[at].hash
                });
                units.all.push(Unit { element, block: number, part, within, hash, before, after: None });
            }
        }
        units
    }

    /// How a unit is found again.
    pub fn mark(&self, at: usize) -> BlockMark {
        let unit = &self.all[at];
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        BlockMark {
            tag: unit.element.tag.to_owned(),
            text: label(unit.element, &self.addresses),
            hash: hex(unit.hash),
            before: unit.before.map(hex),
            after: unit.after.map(hex),
            at: count(at),
            of: count(self.all.len()),
            sketch: sketch(unit.element),
        }
    }
}

/// How a block's text begins; of a picture its caption, its description or the name of its file.
fn label(block: &Element, addresses: &Addresses) -> String {
    let text = beginning(&block.text());
    if !text.is_empty() {
        return text;
    }
    let picture = first_picture(block);
    let described = picture.and_then(|image| image.get("alt")).map(beginning).filter(|alt| !alt.is_empty());
    described.unwrap_or_else(|| {
        let name = picture.and_then(|image| addresses.file_name(image.get("data-asset")?.parse().ok()?));
        name.map(beginning).unwrap_or_default()
    })
}

fn first_picture(element: &Element) -> Option<&Element> {
    element
        .children
        .iter()
        .filter_map(Node::element)
        .find_map(|child| if child.tag == "img" { Some(child) } else { first_picture(child) })
}

fn beginning(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if let Some((cut, _)) = line.char_indices().nth(LABEL) {
            line.truncate(cut);
            line.push('…');
            break;
        }
    }
    line
}
