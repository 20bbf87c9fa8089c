//! The cells of a page of a tree.

use std::collections::HashSet;

use super::bytes::{u16_at, u32_at, varint};
use super::file::Pages;

/// What kind of page of a tree it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    TableLeaf,
    TableInner,
    IndexLeaf,
    IndexInner,
}

impl Kind {
    fn of(byte: u8) -> Option<Self> {
        match byte {
            0x0d => Some(Self::TableLeaf),
            0x05 => Some(Self::TableInner),
            0x0a => Some(Self::IndexLeaf),
            0x02 => Some(Self::IndexInner),
            _ => None,
        }
    }

    pub(super) fn is_inner(self) -> bool {
        matches!(self, Self::TableInner | Self::IndexInner)
    }

    fn is_table(self) -> bool {
        matches!(self, Self::TableLeaf | Self::TableInner)
    }
}

/// A row: its number, where it has one, and its bytes.
pub(super) type Row = (Option<i64>, Vec<u8>);

/// A page of a tree, whose parts are where it says.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) kind: Kind,
    bytes: Vec<u8>,
    /// Where each cell begins; those that begin nowhere are counted in `broken`.
    cells: Vec<usize>,
    /// Cells that make no sense.
    pub(super) broken: u32,
    right: Option<u32>,
}

impl Page {
    /// Reads a page as one of a tree; `None` when it is none.
    pub(super) fn of(number: u32, bytes: Vec<u8>) -> Option<Self> {
        let start = if number == 1 { 100 } else { 0 };
        let kind = Kind::of(*bytes.get(start)?)?;
        let count = usize::from(u16_at(&bytes, start + 3)?);
        let (head, right) = match kind.is_inner() {
            true => (12, u32_at(&bytes, start + 8)),
            false => (8, None),
        };
        let first = start + head;
        let end = first.checked_add(count.checked_mul(2)?).filter(|end| *end <= bytes.len())?;
        let mut cells = Vec::with_capacity(count);
        let mut broken = 0;
        for at in (first..end).step_by(2) {
            match u16_at(&bytes, at).map(usize::from).filter(|cell| *cell >= end && *cell < bytes.len()) {
                Some(cell) => cells.push(cell),
                None => broken += 1,
            }
        }
        Some(Self { kind, bytes, cells, broken, right })
    }

    /// The pages below it.
    pub(super) fn children(&self) -> Vec<u32> {
        if !self.kind.is_inner() {
            return Vec::new();
        }
        self.cells.iter().filter_map(|cell| u32_at(&self.bytes, *cell)).chain(self.right).collect()
    }

    /// The rows it holds: the number of each, where it has one, and its bytes. What cannot be read is counted.
    pub(super) fn rows(&self, pages: &mut Pages) -> (Vec<Row>, u32) {
        let (mut rows, mut broken) = (Vec::new(), self.broken);
        if self.kind == Kind::TableInner {
            return (rows, broken);
        }
        for cell in &self.cells {
            match self.row(*cell, pages) {
                Some(row) => rows.push(row),
                None => broken += 1,
            }
        }
        (rows, broken)
    }

    fn row(&self, cell: usize, pages: &mut Pages) -> Option<Row> {
        let mut at = cell + if self.kind.is_inner() { 4 } else { 0 };
        let (length, used) = varint(self.bytes.get(at..)?)?;
        at += used;
        let number = match self.kind {
            Kind::TableLeaf => {
                let (number, used) = varint(self.bytes.get(at..)?)?;
                at += used;
                Some(number.cast_signed())
            }
            _ => None,
        };
        let length = usize::try_from(length).ok()?;
        // No row is larger than the file.
        if length as u64 > u64::from(pages.count()) * pages.usable() as u64 {
            return None;
        }
        let local = local(length, pages.usable(), self.kind.is_table());
        let mut payload = self.bytes.get(at..at.checked_add(local)?)?.to_vec();
        if local < length {
            let next = u32_at(&self.bytes, at + local)?;
            overflow(next, length, &mut payload, pages)?;
        }
        Some((number, payload))
    }
}

/// Bytes of a row that stand in its page. Source: "Database File Format", section 1.6.
fn local(length: usize, usable: usize, table: bool) -> usize {
    let least = (usable - 12) * 32 / 255 - 23;
    let most = if table { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
    if length <= most {
        return length;
    }
    let fitting = least + (length - least) % (usable - 4);
    if fitting <= most { fitting } else { least }
}

/// Adds what stands in further pages, up to the length.
fn overflow(first: u32, length: usize, payload: &mut Vec<u8>, pages: &mut Pages) -> Option<()> {
    let (mut next, mut seen) = (first, HashSet::new());
    while payload.len() < length {
        if !seen.insert(next) {
            return None;
        }
        let page = pages.page(next)?;
        let part = (length - payload.len()).min(pages.usable() - 4);
        payload.extend_from_slice(page.get(4..4 + part)?);
        next = u32_at(&page, 0)?;
    }
    Some(())
}
