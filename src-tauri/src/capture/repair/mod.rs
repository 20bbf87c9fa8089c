//! A person's corrections of a copy: blocks that go, blocks that come back, and what is said of the article.
//!
//! They are applied to the finished copy, so that nothing but what is named changes, and no later step overrules it. The
//! blocks that can be named are those of the whole page ([`Whole`]), the parts of a block among them ([`parts`]); a mark finds
//! its block by its content and its neighbours ([`place`]). All of it is a function of the page and the corrections.

mod apply;
mod fields;
mod list;
mod parts;
mod place;
mod print;
mod units;
mod whole;

pub use fields::check_fields;
pub(super) use fields::correct;
pub(super) use list::{Copies, listed};
pub(super) use units::Units;
pub(super) use whole::{Known, Taken, Whole};

use crate::capture::clean::{self, Body, Cleaned};
use crate::model::{BlockMark, Page, RepairUse, Repairs};

/// The corrections of a copy's blocks, with the blocks that they found.
pub(super) struct Found {
    /// Units that go, and units that come back.
    removed: Vec<usize>,
    restored: Vec<usize>,
    /// Marks that found nothing.
    pub unmatched: Vec<BlockMark>,
}

/// Corrects what can be corrected of a page whose blocks cannot be read.
pub(super) fn correct_unread(page: &mut Page, repairs: &Repairs) {
    if !repairs.is_empty() {
        correct(&mut page.metadata, &repairs.fields);
        let unmatched = repairs.removed.iter().chain(&repairs.restored).cloned().collect();
        page.repaired = Some(RepairUse { unmatched });
    }
}

/// Looks up which blocks the corrections are of.
pub(super) fn find(repairs: &Repairs, units: &Units<'_>) -> Found {
    let mut unmatched = Vec::new();
    let mut place = |marks: &[BlockMark]| {
        let mut found = Vec::new();
        for (mark, unit) in marks.iter().zip(place::place(marks, units)) {
            match unit {
                Some(unit) => found.push(unit),
                None => unmatched.push(mark.clone()),
            }
        }
        found
    };
    let (removed, restored) = (place(&repairs.removed), place(&repairs.restored));
    Found { removed, restored, unmatched }
}

/// A copy with its corrections, or nothing where they leave it as it is; `lead` is the number of its lead picture.
pub(super) fn repaired(
    copy: &Body,
    lead: Option<u32>,
    whole: &Whole,
    units: &Units<'_>,
    found: &Found,
) -> Option<Cleaned> {
    let changes = apply::Changes::of(units, &found.removed, &found.restored);
    if changes.is_empty() {
        return None;
    }
    let mut body = copy.clone();
    let shown_before = shows(&mut body.blocks, lead);
    apply::apply(&mut body, whole, &units.addresses, &changes);
    // A picture that the person took out of the article does not lead it in lists either.
    let lead = lead.filter(|_| !shown_before || shows(&mut body.blocks, lead));
    Some(clean::rewritten(body, lead))
}

fn shows(blocks: &mut [clean::tree::Node], picture: Option<u32>) -> bool {
    let Some(number) = picture.map(|n| n.to_string()) else { return false };
    let mut found = false;
    clean::pictures_of(blocks, &mut |image| found |= image.get("data-asset") == Some(number.as_str()));
    found
}
