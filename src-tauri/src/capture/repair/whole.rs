//! All blocks of a page, those that were taken out of it before its article was looked for among them.

use std::collections::{HashMap, HashSet};

use super::parts;
use crate::capture::clean::tree::{Element, Node};
use crate::capture::clean::{self, Blocks};
use crate::model::{BlockReason, Picture, Reason};

/// All blocks of an article's page or pages.
#[derive(Debug, Default)]
pub(in crate::capture) struct Whole {
    /// The blocks in order, each by itself; a number of a block is its place here.
    pub(super) blocks: Vec<WholeBlock>,
    pub(super) pictures: Vec<Picture>,
}

/// A block of the whole page.
#[derive(Debug)]
pub(super) struct WholeBlock {
    /// The block as it looks outside of any article, its parts numbered; nothing where it holds nothing.
    pub element: Option<Element>,
    pub reason: BlockReason,
    pub strongest: Vec<Reason>,
    /// Which response it stands in, from 1.
    pub page: u32,
}

/// Elements that were taken out of a page, as blocks, each with what took it.
pub(in crate::capture) struct Taken {
    pub blocks: Vec<(BlockReason, Vec<Node>)>,
    /// The page's pictures and theirs.
    pub pictures: Vec<Picture>,
}

/// What was decided of a block, but for what became of it later on.
pub(in crate::capture) struct Known {
    pub reason: BlockReason,
    pub strongest: Vec<Reason>,
    pub keep: bool,
    pub furniture: bool,
}

impl Whole {
    /// Takes in the blocks of a page, and what was taken out of it in its place among them; numbers the page's own.
    pub fn of(blocks: &mut Blocks, taken: Taken) -> Self {
        let mut whole = Self { blocks: Vec::new(), pictures: taken.pictures };
        let mut waiting = taken.blocks.into_iter().peekable();
        for node in &mut blocks.nodes {
            let own = node.element().and_then(|element| element.origin);
            // Elements are numbered in the order of the page.
            while let Some((reason, found)) = waiting.next_if(|(_, found)| first_origin(found) < own) {
                whole.take(found, &reason);
            }
            whole.number(node);
        }
        waiting.for_each(|(reason, found)| whole.take(found, &reason));
        whole
    }

    fn take(&mut self, found: Vec<Node>, reason: &BlockReason) {
        for mut node in found {
            let at = self.blocks.len();
            self.number(&mut node);
            self.blocks[at].reason = reason.clone();
        }
    }

    /// Gives a block the next number and keeps a copy of it.
    pub fn number(&mut self, node: &mut Node) {
        if let Node::Element(element) = node {
            element.block = u32::try_from(self.blocks.len()).ok();
        }
        self.blocks.push(WholeBlock {
            element: alone(node),
            reason: BlockReason::PageData,
            strongest: Vec::new(),
            page: 1,
        });
    }

    /// Takes in the blocks of an article that the page's data holds; says which number the first of them has.
    pub fn take_data(&mut self, blocks: &mut [Node], pictures: &[Picture]) -> u32 {
        let first = self.blocks.len();
        blocks.iter_mut().for_each(|node| self.number(node));
        self.renumber_pictures(first, pictures);
        u32::try_from(first).unwrap_or(u32::MAX)
    }

    /// Says why each of the page's own blocks is kept or not; `blocks` are those, `copy` what became the article.
    pub fn explain(&mut self, known: impl Iterator<Item = (Option<u32>, Known)>, copy: &[Node]) {
        let shown: HashSet<u32> = copy.iter().filter_map(|node| node.element()?.block).collect();
        for (number, known) in known {
            let Some(number) = number else { continue };
            let Some(block) = self.blocks.get_mut(number as usize) else { continue };
            block.reason = match (known.keep, shown.contains(&number)) {
                (true, false) if known.furniture => BlockReason::Machinery,
                (true, false) => BlockReason::Tidied,
                (false, true) => BlockReason::Ties,
                _ => known.reason,
            };
            block.strongest = known.strongest;
        }
    }

    /// Adds the blocks of a further page, `copy` being its article; both are numbered on.
    pub fn append(&mut self, mut later: Self, copy: &mut [Node], page: u32) {
        let first = self.blocks.len();
        let shift = u32::try_from(first).unwrap_or(u32::MAX);
        for node in copy {
            if let Node::Element(element) = node {
                element.block = element.block.map(|number| number.saturating_add(shift));
            }
        }
        for mut block in later.blocks.drain(..) {
            block.page = page;
            if let Some(element) = block.element.take() {
                let mut node = [Node::Element(element)];
                clean::rename_anchors(&mut node, page.saturating_sub(1) as usize);
                let [node] = node;
                block.element = match node {
                    Node::Element(element) => Some(element),
                    Node::Text(_) => None,
                };
            }
            self.blocks.push(block);
        }
        self.renumber_pictures(first, &later.pictures);
    }

    /// Numbers the pictures of the blocks from `first` on from those of the others; the same picture has one number.
    fn renumber_pictures(&mut self, first: usize, pictures: &[Picture]) {
        let numbers = take_pictures(&mut self.pictures, pictures);
        for block in &mut self.blocks[first..] {
            if let Some(element) = &mut block.element {
                renumber(element, &numbers);
            }
        }
    }
}

/// Adds pictures to others; says which number each has now.
pub(super) fn take_pictures(known: &mut Vec<Picture>, new: &[Picture]) -> HashMap<u32, u32> {
    let mut by_url: HashMap<String, u32> =
        known.iter().map(|picture| (picture.url.clone(), picture.n)).collect();
    let mut next = known.iter().map(|picture| picture.n.saturating_add(1)).max().unwrap_or(0);
    let mut numbers = HashMap::new();
    for picture in new {
        let n = *by_url.entry(picture.url.clone()).or_insert_with(|| {
            known.push(Picture { n: next, ..picture.clone() });
            next = next.saturating_add(1);
            next - 1
        });
        numbers.insert(picture.n, n);
    }
    numbers
}

/// Gives the pictures of a block their new numbers.
pub(super) fn renumber(element: &mut Element, numbers: &HashMap<u32, u32>) {
    clean::pictures_of(&mut element.children, &mut |image| {
        if let Some(n) = image.get("data-asset").and_then(|n| numbers.get(&n.parse::<u32>().ok()?)) {
            image.set("data-asset", n.to_string());
        }
    });
}

fn alone(node: &Node) -> Option<Element> {
    match clean::tidied_alone(node.clone()) {
        Some(Node::Element(mut element)) => {
            parts::number(&mut element);
            Some(element)
        }
        _ => None,
    }
}

fn first_origin(found: &[Node]) -> Option<dom_query::NodeId> {
    found.iter().find_map(|node| node.element()?.origin)
}
