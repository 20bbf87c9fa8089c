//! The blocks of a page, to choose from.

use std::collections::{HashMap, HashSet};

use unicode_segmentation::UnicodeSegmentation;

use super::apply::present;
use super::print::Addresses;
use super::units::{Unit, Units};
use super::whole::Whole;
use super::{Found, parts};
use crate::capture::clean::tree::{Element, Node};
use crate::capture::clean::{self, Body};
use crate::model::{Direction, Metadata, PageBlock, PageBlocks, Repairs, SaidFields};

/// Blocks that are listed; a person looks at fewer.
const MOST: usize = 20_000;

/// Bytes of HTML of all of them.
const MOST_BYTES: usize = 16 << 20;

/// A copy, and the same with its corrections.
pub(in crate::capture) struct Copies<'a> {
    pub without: &'a Body,
    pub with: &'a Body,
    /// What is said of the article without corrections.
    pub said: &'a Metadata,
}

/// Lists the blocks of a page.
pub(in crate::capture) fn listed(
    copies: &Copies<'_>,
    whole: &Whole,
    units: &Units<'_>,
    repairs: &Repairs,
    found: &Found,
) -> PageBlocks {
    let without = Presence::of(copies.without);
    let with = Presence::of(copies.with);
    let mut list = PageBlocks {
        said: said(copies.said),
        repairs: repairs.clone(),
        unmatched: found.unmatched.clone(),
        pictures: whole.pictures.clone(),
        ..PageBlocks::default()
    };
    let removed: HashSet<usize> = found.removed.iter().copied().collect();
    let restored: HashSet<usize> = found.restored.iter().copied().collect();
    let mut bytes = 0;
    let mut there = [HashSet::new(), HashSet::new()];
    for (at, unit) in units.all.iter().enumerate() {
        if unit.part == 0 {
            if at >= MOST || bytes >= MOST_BYTES {
                list.left_off = count(units.all.len() - at);
                break;
            }
            there = [&without, &with].map(|copy| copy.parts(unit, &units.addresses));
        }
        let kept = if unit.part == 0 { without.has(unit) } else { there[0].contains(&unit.part) };
        let shown = match unit.part {
            0 if restored.contains(&at) => true,
            0 => kept && !removed.contains(&at),
            part => there[1].contains(&part),
        };
        let html = (unit.part == 0).then(|| html(unit.element, at));
        bytes += html.as_ref().map_or(0, String::len);
        let of_page = &whole.blocks[unit.block as usize];
        let mark = units.mark(at);
        list.blocks.push(PageBlock {
            number: count(at),
            within: unit.within.map(count),
            page: of_page.page,
            tag: unit.element.tag.to_owned(),
            text: mark.text.clone(),
            words: count(unit.element.text().unicode_words().count()),
            html,
            kept,
            shown,
            reason: of_page.reason.clone(),
            strongest: if unit.part == 0 { of_page.strongest.clone() } else { Vec::new() },
            mark,
        });
    }
    list
}

fn said(metadata: &Metadata) -> SaidFields {
    SaidFields {
        title: metadata.title.clone(),
        authors: metadata.authors.clone(),
        site: metadata.site.clone(),
        published: metadata.published.clone(),
        language: metadata.language.tag.clone(),
        direction: if metadata.rtl { Direction::Rtl } else { Direction::Ltr },
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The blocks of a copy by their numbers.
struct Presence {
    blocks: HashMap<u32, Vec<Node>>,
    addresses: Addresses,
}

impl Presence {
    fn of(copy: &Body) -> Self {
        let mut blocks: HashMap<u32, Vec<Node>> = HashMap::new();
        for node in &copy.blocks {
            let mut node = node.clone();
            let Node::Element(element) = &mut node else { continue };
            let Some(number) = element.block else { continue };
            parts::number(element);
            blocks.entry(number).or_default().push(node);
        }
        Self { blocks, addresses: Addresses::of(&copy.pictures) }
    }

    fn has(&self, unit: &Unit<'_>) -> bool {
        self.blocks.contains_key(&unit.block)
    }

    /// The parts of a block that are there.
    fn parts(&self, block: &Unit<'_>, of_page: &Addresses) -> HashSet<u32> {
        let own = self.blocks.get(&block.block).map(Vec::as_slice).unwrap_or_default();
        present(block.element, own, of_page, &self.addresses)
    }
}

/// A block as it is shown, its parts with the numbers that they have in the list; `at` is its own.
fn html(block: &Element, at: usize) -> String {
    let mut block = Element { block: None, ..block.clone() };
    name_parts(&mut block, at);
    clean::block_html(Node::Element(block))
}

fn name_parts(element: &mut Element, at: usize) {
    element.attributes.retain(|(name, _)| *name != "id");
    if let Some(part) = element.block {
        element.set("id", format!("lede-part-{}", at + part as usize));
    }
    for child in &mut element.children {
        if let Node::Element(child) = child {
            name_parts(child, at);
        }
    }
}
