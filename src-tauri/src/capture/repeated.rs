//! What a site says on page after page is its furniture, not an article's.
//!
//! The blocks of a page are known by numbers made of their texts. A block that stands on several other pages of the site is
//! left out; where its own features leave no doubt of it, on many. This runs after the selection and only ever takes away.

use std::collections::{HashMap, HashSet};
use std::hash::Hasher;

use fnv::FnvHasher;

use super::clean::tree::{Node, is_heading};
use super::selection::Decision;

/// Other pages on which a block must stand.
const PAGES: u32 = 3;

/// Odds at which it must stand on more.
const SURE: f32 = 0.9;

/// Other pages on which a block must stand that reads like nothing but the article.
const PAGES_WHEN_SURE: u32 = 6;

/// A page that shares more of the article than this is a copy of it (one part in so many).
const COPY: usize = 2;

/// More of the article than this is no furniture (one part in so many).
const MOST: usize = 3;

/// Bytes of a text, letters alone, below which it says too little to be known again: "Background" is not furniture.
const SHORTEST: usize = 16;

/// A block of the page, as far as it matters here.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    /// Stands for the text; nothing for a short one.
    pub number: Option<u32>,
    pub heading: bool,
    /// Whether it stays in any case.
    pub fixed: bool,
}

impl Block {
    /// `text` is the block as plain text.
    pub fn of(node: &Node, text: &str, fixed: bool) -> Self {
        let heading = node.element().is_some_and(|e| is_heading(e.tag));
        Self { number: number(text), heading, fixed }
    }
}

/// The number that stands for a text: its letters in lower case, without digits, space and punctuation, as FNV-1a of 64
/// bits (Fowler, Noll and Vo 1991) folded to 32.
pub(super) fn number(text: &str) -> Option<u32> {
    let mut hash = FnvHasher::default();
    let (mut bytes, mut buffer) = (0, [0; 4]);
    for letter in text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase) {
        let letter = letter.encode_utf8(&mut buffer);
        hash.write(letter.as_bytes());
        bytes += letter.len();
    }
    let hash = hash.finish();
    #[allow(clippy::cast_possible_truncation, reason = "both halves are in what is left")]
    (bytes >= SHORTEST).then_some((hash ^ (hash >> 32)) as u32)
}

/// The numbers of a page's blocks, each once, in ascending order.
pub(super) fn numbers(blocks: &[Block]) -> Vec<u32> {
    let mut numbers: Vec<u32> = blocks.iter().filter_map(|b| b.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Drops what stands on other pages of the site; says for each block that it dropped on how many.
pub(super) fn drop_repeated(
    blocks: &[Block],
    decisions: &mut [Decision],
    pages: &[Vec<u32>],
) -> Vec<Option<u32>> {
    let mut dropped = vec![None; blocks.len()];
    let seen = seen(blocks, decisions, pages);
    let repeated: Vec<Option<u32>> = blocks
        .iter()
        .zip(decisions.iter())
        .map(|(block, decision)| {
            let pages = seen.get(&block.number?).copied()?;
            let needed = if decision.probability < SURE { PAGES } else { PAGES_WHEN_SURE };
            (decision.keep && !block.fixed && pages >= needed).then_some(pages)
        })
        .collect();
    let words = |of: &dyn Fn(usize) -> bool| -> usize {
        (0..blocks.len()).filter(|at| decisions[*at].keep && of(*at)).map(|at| decisions[at].words).sum()
    };
    if words(&|at| repeated[at].is_some()) * MOST > words(&|_| true) {
        return dropped;
    }
    // From the end, so that a heading goes only with all that it heads.
    let mut heads_something = false;
    for at in (0..blocks.len()).rev().filter(|at| decisions[*at].keep).collect::<Vec<_>>() {
        let goes = repeated[at].filter(|_| !(blocks[at].heading && heads_something));
        if goes.is_some() {
            decisions[at].keep = false;
            dropped[at] = goes;
        }
        heads_something = match (blocks[at].heading, goes) {
            (true, _) => false,
            (false, None) => true,
            (false, Some(_)) => heads_something,
        };
    }
    dropped
}

/// On how many other pages each block stands. Copies of this very article do not count.
fn seen(blocks: &[Block], decisions: &[Decision], pages: &[Vec<u32>]) -> HashMap<u32, u32> {
    let mut kept: HashMap<u32, usize> = HashMap::new();
    for (block, decision) in blocks.iter().zip(decisions).filter(|(_, decision)| decision.keep) {
        if let Some(number) = block.number {
            kept.insert(number, decision.words);
        }
    }
    let all: usize = kept.values().sum();
    let mut seen = HashMap::new();
    for page in pages {
        let page: HashSet<u32> = page.iter().copied().collect();
        let shared: usize =
            kept.iter().filter(|(number, _)| page.contains(number)).map(|(_, words)| words).sum();
        if shared * COPY <= all {
            for number in kept.keys().filter(|number| page.contains(number)) {
                *seen.entry(*number).or_insert(0) += 1;
            }
        }
    }
    seen
}

#[cfg(test)]
mod tests;
