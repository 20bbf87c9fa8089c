//! Finding the blocks of marks on a page, which may have changed since they were made.

use std::collections::{HashMap, HashSet};

use super::print::{hex, likeness, sketch};
use super::units::Units;
use crate::model::BlockMark;

/// Texts that share at least this of their runs of letters are one text that was edited.
const ALIKE: f32 = 0.5;

/// The unit of each mark, or nothing. No two marks get the same one.
pub(super) fn place(marks: &[BlockMark], units: &Units<'_>) -> Vec<Option<usize>> {
    if marks.is_empty() {
        return Vec::new();
    }
    let mut by_hash: HashMap<String, Vec<usize>> = HashMap::new();
    let wanted: HashSet<&str> = marks.iter().map(|mark| mark.hash.as_str()).collect();
    for (at, unit) in units.all.iter().enumerate() {
        let hash = hex(unit.hash);
        if wanted.contains(hash.as_str()) {
            by_hash.entry(hash).or_default().push(at);
        }
    }
    let mut taken = HashSet::new();
    let mut placed: Vec<Option<usize>> = marks
        .iter()
        .map(|mark| {
            let same = by_hash.get(&mark.hash).into_iter().flatten().copied();
            let found = best(same.filter(|at| !taken.contains(at)), |at| likely(mark, units, at));
            taken.extend(found);
            found
        })
        .collect();
    place_edited(marks, units, &mut placed, &mut taken);
    placed
}

/// Texts that are not there any more may be there a little changed.
fn place_edited(
    marks: &[BlockMark],
    units: &Units<'_>,
    placed: &mut [Option<usize>],
    taken: &mut HashSet<usize>,
) {
    let open = |placed: &[Option<usize>], at: usize| placed[at].is_none() && !marks[at].sketch.is_empty();
    if !(0..marks.len()).any(|at| open(placed, at)) {
        return;
    }
    let sketches: Vec<Vec<u32>> = units.all.iter().map(|unit| sketch(unit.element)).collect();
    let mut with: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, sketch) in sketches.iter().enumerate() {
        sketch.iter().for_each(|number| with.entry(*number).or_default().push(at));
    }
    for (mark, placed) in
        marks.iter().zip(placed).filter(|(mark, placed)| placed.is_none() && !mark.sketch.is_empty())
    {
        let near: HashSet<usize> =
            mark.sketch.iter().filter_map(|number| with.get(number)).flatten().copied().collect();
        let alike = |at: usize| likeness(&mark.sketch, &sketches[at]);
        let mut near: Vec<usize> =
            near.into_iter().filter(|at| !taken.contains(at) && alike(*at) >= ALIKE).collect();
        near.sort_unstable();
        *placed = best(near.into_iter(), |at| 10.0 * alike(at) + likely(mark, units, at));
        taken.extend(*placed);
    }
}

/// How likely a unit of the right content is the one that is meant, by its neighbours, its name and its place.
fn likely(mark: &BlockMark, units: &Units<'_>, at: usize) -> f32 {
    let unit = &units.all[at];
    let same = |known: Option<&String>, found: Option<u64>| {
        f32::from(u8::from(known.is_some_and(|known| found.is_some_and(|found| *known == hex(found)))))
    };
    #[allow(clippy::cast_precision_loss, reason = "places among blocks")]
    let share = |at: usize, of: usize| at as f32 / of.max(1) as f32;
    let distance = (share(at, units.all.len()) - share(mark.at as usize, mark.of as usize)).abs();
    4.0 * same(mark.before.as_ref(), unit.before)
        + 4.0 * same(mark.after.as_ref(), unit.after)
        + f32::from(u8::from(unit.element.tag == mark.tag))
        - distance
}

/// The first of those with the highest score.
fn best(candidates: impl Iterator<Item = usize>, score: impl Fn(usize) -> f32) -> Option<usize> {
    let mut best: Option<(f32, usize)> = None;
    for at in candidates {
        let own = score(at);
        if best.is_none_or(|(highest, _)| own > highest) {
            best = Some((own, at));
        }
    }
    best.map(|(_, at)| at)
}
