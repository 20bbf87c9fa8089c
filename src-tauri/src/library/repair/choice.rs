//! Which blocks of a page are chosen, and the corrections that come to the same.

use crate::error::{Error, Result};
use crate::model::{BlockMark, PageBlock, PageBlocks, RepairedFields, Repairs};

/// The blocks of a page, each chosen for the copy or not; at first as the copy is.
#[derive(Debug)]
pub struct Choice<'b> {
    blocks: &'b [PageBlock],
    /// Corrections that find nothing on this page may find something on the next.
    kept: &'b [BlockMark],
    removed_before: &'b [BlockMark],
    chosen: Vec<bool>,
}

impl<'b> Choice<'b> {
    /// Begins with the blocks that the copy shows.
    #[must_use]
    pub fn of(blocks: &'b PageBlocks) -> Self {
        Self {
            blocks: &blocks.blocks,
            kept: &blocks.unmatched,
            removed_before: &blocks.repairs.removed,
            chosen: blocks.blocks.iter().map(|block| block.shown).collect(),
        }
    }

    /// The block that a text means: by its beginning, or by `#` and its number; among those that are chosen, or those that
    /// are not. Of a block and its parts that begin alike, the whole is meant.
    ///
    /// # Errors
    /// `Invalid` when no block begins so, `Ambiguous` when several do.
    pub fn find(&self, text: &str, chosen: bool) -> Result<&'b PageBlock> {
        let none = || Error::Invalid {
            what: if chosen { "the beginning of a kept block" } else { "the beginning of a dropped block" },
            value: text.to_owned(),
            reason: "no such block begins so; `lede repair ID --blocks` lists them".to_owned(),
        };
        let is_meant = |block: &&PageBlock| self.chosen[block.number as usize] == chosen;
        let number = text.strip_prefix('#').and_then(|number| number.trim().parse::<usize>().ok());
        if let Some(block) = number.and_then(|number| self.blocks.get(number)) {
            return Some(block).filter(is_meant).ok_or_else(none);
        }
        let wanted = folded(text);
        let mut found: Vec<&PageBlock> =
            self.blocks.iter().filter(is_meant).filter(|block| begins(block, &wanted)).collect();
        let numbers: Vec<u32> = found.iter().map(|block| block.number).collect();
        found.retain(|block| !self.above(block).any(|around| numbers.contains(&around)));
        match found.as_slice() {
            [] => Err(none()),
            [only] => Ok(only),
            several => {
                Err(Error::Ambiguous { what: "beginning", value: text.to_owned(), count: several.len() })
            }
        }
    }

    /// Chooses a block with all its parts, or none of it. A part of a part comes with what it stands in.
    pub fn choose(&mut self, block: &PageBlock, chosen: bool) {
        let number = block.number;
        for below in self.blocks {
            if below.number == number || self.above(below).any(|around| around == number) {
                self.chosen[below.number as usize] = chosen;
            }
        }
        let around: Vec<u32> = self.above(block).collect();
        for part in around.into_iter().filter(|_| chosen) {
            if self.blocks[part as usize].within.is_some() {
                self.chosen[part as usize] = true;
            }
        }
    }

    /// The corrections that make a copy of the chosen blocks.
    #[must_use]
    pub fn repairs(&self, fields: RepairedFields) -> Repairs {
        let was_removed = |mark: &&BlockMark| self.removed_before.contains(mark);
        let mut repairs = Repairs {
            removed: self.kept.iter().filter(was_removed).cloned().collect(),
            restored: self.kept.iter().filter(|mark| !was_removed(mark)).cloned().collect(),
            fields,
        };
        // Blocks that come back as a whole, with all their parts.
        let mut whole = vec![false; self.blocks.len()];
        for (at, block) in self.blocks.iter().enumerate() {
            let around = block.within.map(|within| within as usize);
            let base = match around {
                Some(around) if !self.chosen[around] => false,
                Some(around) if whole[around] => true,
                _ => block.kept,
            };
            whole[at] = self.chosen[at] && (!base || around.is_some_and(|around| whole[around]));
            match (base, self.chosen[at]) {
                (true, false) => repairs.removed.push(block.mark.clone()),
                (false, true) => repairs.restored.push(block.mark.clone()),
                _ => {}
            }
        }
        repairs
    }

    /// The numbers of the blocks that a block is in.
    fn above(&self, block: &PageBlock) -> impl Iterator<Item = u32> + use<'b> {
        let blocks = self.blocks;
        std::iter::successors(block.within, move |number| blocks.get(*number as usize)?.within)
    }
}

fn begins(block: &PageBlock, wanted: &str) -> bool {
    let own = folded(&block.text);
    match own.strip_suffix('…') {
        _ if wanted.is_empty() => false,
        // Longer texts are known by their beginning alone.
        Some(cut) => own.starts_with(wanted) || wanted.starts_with(cut),
        None => own.starts_with(wanted),
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
