//! The pages of a tree, as its inner pages name them.

use super::file::Pages;
use super::page::Page;

/// Calls `take` for every page below a root that can be reached, the root included. Pages that were met before are left out.
pub(super) fn walk(root: u32, pages: &mut Pages, owners: &mut [u32], take: &mut dyn FnMut(u32)) {
    let mut waiting = vec![root];
    while let Some(number) = waiting.pop() {
        let Some(owner) = owners.get_mut(number as usize).filter(|owner| **owner == 0) else { continue };
        *owner = root;
        take(number);
        let page = pages.page(number).and_then(|bytes| Page::of(number, bytes));
        waiting.extend(page.map(|page| page.children()).unwrap_or_default());
    }
}
