//! The corrections at work on the blocks of a copy.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::parts;
use super::print::{Addresses, hash};
use super::units::Units;
use super::whole::{Whole, renumber, take_pictures};
use crate::capture::clean::tree::{Element, Node, is_heading};
use crate::capture::clean::{self, Body};

/// What becomes of one block: parts that go and parts that come back, 0 being the block itself.
#[derive(Debug, Default)]
struct Change {
    removed: HashSet<u32>,
    restored: HashSet<u32>,
}

/// What becomes of blocks, by their numbers.
#[derive(Debug)]
pub(super) struct Changes(BTreeMap<u32, Change>);

impl Changes {
    pub fn of(units: &Units<'_>, removed: &[usize], restored: &[usize]) -> Self {
        let mut changes: BTreeMap<u32, Change> = BTreeMap::new();
        for unit in removed.iter().map(|at| &units.all[*at]) {
            changes.entry(unit.block).or_default().removed.insert(unit.part);
        }
        for unit in restored.iter().map(|at| &units.all[*at]) {
            let change = changes.entry(unit.block).or_default();
            change.removed.remove(&unit.part);
            change.restored.insert(unit.part);
        }
        Self(changes)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Changes the blocks of a copy.
pub(super) fn apply(copy: &mut Body, whole: &Whole, of_page: &Addresses, changes: &Changes) {
    let mut new_headings = false;
    for (number, change) in &changes.0 {
        let source = whole.blocks.get(*number as usize).and_then(|block| block.element.as_ref());
        let Some(source) = source else { continue };
        let own = |node: &Node| node.element().is_some_and(|element| element.block == Some(*number));
        let at = copy.blocks.iter().position(own);
        let is_before =
            |node: &Node| node.element().and_then(|e| e.block).is_some_and(|block| block < *number);
        let place =
            at.unwrap_or_else(|| copy.blocks.iter().rposition(is_before).map_or(0, |before| before + 1));
        let (mine, rest) = std::mem::take(&mut copy.blocks).into_iter().partition(own);
        copy.blocks = rest;
        let mine: Vec<Node> = mine;
        let was_there = !mine.is_empty();
        let mut block = Changed { copy, whole, of_page, source, number: *number };
        let mut blocks = block.after(change, mine);
        clean::prune(&mut blocks);
        new_headings |=
            !was_there && blocks.iter().any(|node| node.element().is_some_and(|e| is_heading(e.tag)));
        copy.blocks.splice(place..place, blocks);
    }
    if new_headings {
        clean::settle_headings(&mut copy.blocks);
    }
}

/// A block that changes.
struct Changed<'a> {
    copy: &'a mut Body,
    whole: &'a Whole,
    of_page: &'a Addresses,
    /// The block as it stands on the page.
    source: &'a Element,
    number: u32,
}

impl Changed<'_> {
    /// What is left of the block, or came of it.
    fn after(&mut self, change: &Change, mut mine: Vec<Node>) -> Vec<Node> {
        if change.removed.contains(&0) {
            mine.clear();
        }
        for node in &mut mine {
            if let Node::Element(element) = node {
                parts::number(element);
            }
        }
        if change.restored.contains(&0) && mine.is_empty() {
            let mut block = self.source.clone();
            drop_parts(&mut block, &|part| change.removed.contains(&part));
            return vec![self.taken(block)];
        }
        let there = present(self.source, &mine, self.of_page, &Addresses::of(&self.copy.pictures));
        let parts: HashSet<u32> =
            change.restored.iter().copied().filter(|part| *part > 0 && !there.contains(part)).collect();
        if !parts.is_empty() {
            let mut block = self.source.clone();
            if mine.is_empty() {
                keep_only(&mut block, &parts);
            } else {
                let kept = with_below_and_above(self.source, &there, &parts);
                drop_parts(&mut block, &|part| !kept.contains(&part));
            }
            drop_parts(&mut block, &|part| change.removed.contains(&part));
            return vec![self.taken(block)];
        }
        if change.removed.iter().any(|part| *part > 0) {
            let gone = self.numbers_in(&mine, &change.removed);
            for (node, gone) in mine.iter_mut().zip(gone) {
                if let Node::Element(element) = node {
                    drop_parts(element, &|part| gone.contains(&part));
                }
            }
        }
        mine
    }

    /// The numbers that parts of the page's block have in each of the copy's.
    fn numbers_in(&self, mine: &[Node], parts_of_page: &HashSet<u32>) -> Vec<HashSet<u32>> {
        // How many parts that say the same stand before each.
        let mut seen: HashMap<u64, usize> = HashMap::new();
        let mut place = |hash: u64| {
            let count = seen.entry(hash).or_default();
            *count += 1;
            (hash, *count)
        };
        let mut wanted = HashSet::new();
        for part in parts::below(self.source) {
            let place = place(hash(part.element, self.of_page));
            if parts_of_page.contains(&part.number) {
                wanted.insert(place);
            }
        }
        let of_copy = Addresses::of(&self.copy.pictures);
        let mut seen: HashMap<u64, usize> = HashMap::new();
        let mut in_one = |node: &Node| {
            let own = node.element().map(parts::below).unwrap_or_default();
            let own = own.into_iter().filter(|part| {
                let hash = hash(part.element, &of_copy);
                let count = seen.entry(hash).or_default();
                *count += 1;
                wanted.contains(&(hash, *count))
            });
            own.map(|part| part.number).collect()
        };
        mine.iter().map(&mut in_one).collect()
    }

    /// A block of the page as a block of the copy.
    fn taken(&mut self, mut block: Element) -> Node {
        block.block = Some(self.number);
        let mut used = HashSet::new();
        let mut shown = [Node::Element(block)];
        clean::pictures_of(&mut shown, &mut |image| {
            used.extend(image.get("data-asset").and_then(|n| n.parse::<u32>().ok()));
        });
        let pictures: Vec<_> = self.whole.pictures.iter().filter(|p| used.contains(&p.n)).cloned().collect();
        let numbers = take_pictures(&mut self.copy.pictures, &pictures);
        let [mut node] = shown;
        if let Node::Element(element) = &mut node {
            renumber(element, &numbers);
        }
        node
    }
}

/// Takes parts out of a block.
fn drop_parts(element: &mut Element, gone: &dyn Fn(u32) -> bool) {
    element.children.retain_mut(|child| {
        let Node::Element(child) = child else { return true };
        if child.block.is_some_and(gone) {
            return false;
        }
        drop_parts(child, gone);
        true
    });
}

/// Leaves nothing of a block but some parts and what they stand in.
fn keep_only(element: &mut Element, parts: &HashSet<u32>) {
    element.children.retain_mut(|child| {
        let Node::Element(child) = child else { return false };
        if child.block.is_some_and(|part| parts.contains(&part)) {
            return true;
        }
        keep_only(child, parts);
        child.children.iter().any(|below| below.element().is_some())
    });
}

/// Which parts of a block of the page are in the copy: those that say the same, as often as the copy says it. The parts of
/// `mine`, what the copy has of the block, are numbered.
pub(super) fn present(
    source: &Element,
    mine: &[Node],
    of_page: &Addresses,
    of_copy: &Addresses,
) -> HashSet<u32> {
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for part in mine.iter().filter_map(Node::element).flat_map(parts::below) {
        *counts.entry(hash(part.element, of_copy)).or_default() += 1;
    }
    let mut there = HashSet::new();
    for part in parts::below(source) {
        if let Some(count) = counts.get_mut(&hash(part.element, of_page)).filter(|count| **count > 0) {
            *count -= 1;
            there.insert(part.number);
        }
    }
    there
}

/// Parts that are there, parts that come back with all that is in them, and the parts that those stand in.
fn with_below_and_above(source: &Element, there: &HashSet<u32>, restored: &HashSet<u32>) -> HashSet<u32> {
    let all = parts::parts(source);
    let above: HashMap<u32, u32> = all.iter().filter_map(|part| Some((part.number, part.within?))).collect();
    let mut kept = there.clone();
    for part in &all {
        let ways = std::iter::successors(Some(part.number), |number| above.get(number).copied());
        let own: Vec<u32> = ways.filter(|number| *number > 0).collect();
        if own.iter().any(|number| restored.contains(number)) {
            kept.insert(part.number);
        }
        if restored.contains(&part.number) {
            kept.extend(own);
        }
    }
    kept
}
