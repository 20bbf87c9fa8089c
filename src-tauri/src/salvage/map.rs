//! The pointer map: what each page is, and which page it hangs on.

use super::bytes::u32_at;
use super::file::Pages;

/// What the map says of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// The root of a tree.
    Root,
    /// Of no use.
    Free,
    /// Part of a row.
    Overflow,
    /// Hangs on this page of a tree.
    Below(u32),
}

/// Whether a page is one of the map itself.
pub(super) fn is_map(number: u32, usable: usize) -> bool {
    number > 1 && (number - 2).is_multiple_of(period(usable))
}

fn period(usable: usize) -> u32 {
    u32::try_from(usable / 5 + 1).unwrap_or(u32::MAX)
}

/// What the map says of each page, from 1 on; `None` where it says nothing that makes sense. Of a file that was cut off, it
/// goes on to pages that are not there any more.
pub(super) fn read(pages: &mut Pages) -> Vec<Option<Entry>> {
    let usable = pages.usable();
    let known = pages.should_be().min(pages.count().saturating_add(period(usable)));
    let mut entries = vec![None; known as usize + 1];
    let mut map = 2;
    while map <= pages.count() {
        let page = pages.page(map).unwrap_or_default();
        for (index, entry) in page.chunks_exact(5).take(usable / 5).enumerate() {
            let Some(slot) = entries.get_mut(map as usize + 1 + index) else { break };
            *slot = entry_of(entry[0], u32_at(entry, 1).unwrap_or_default());
        }
        map = map.saturating_add(period(usable));
    }
    entries
}

fn entry_of(kind: u8, parent: u32) -> Option<Entry> {
    match (kind, parent) {
        (1, 0) => Some(Entry::Root),
        (2, 0) => Some(Entry::Free),
        (3 | 4, 1..) => Some(Entry::Overflow),
        (5, 1..) => Some(Entry::Below(parent)),
        _ => None,
    }
}

/// The root of the tree that a page belongs to, by the map alone.
pub(super) fn root_of(number: u32, entries: &[Option<Entry>]) -> Option<u32> {
    let mut at = number;
    // No tree is deeper; a map that was damaged may lead in a circle.
    for _ in 0..40 {
        match entries.get(at as usize).copied().flatten() {
            Some(Entry::Root) => return Some(at),
            Some(Entry::Below(1)) => return Some(1),
            Some(Entry::Below(parent)) => at = parent,
            _ => return None,
        }
    }
    None
}
