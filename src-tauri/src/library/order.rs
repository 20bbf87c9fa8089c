//! Order made by hand.
//!
//! Each thing of an order has a position, a whole number with gaps before and after it, so that a move writes only what
//! moves. When a gap is used up, the whole order is numbered afresh; a gap of 2³² takes 32 moves to one and the same place.

use std::collections::HashSet;
use std::hash::Hash;

/// Distance between neighbours of an order that is numbered afresh.
const GAP: i64 = 1 << 32;

/// Positions for `count` things between two neighbours, in ascending order; `None` when the gap is too small for them.
///
/// A neighbour that is `None` is the end of the order.
pub(super) fn between(before: Option<i64>, after: Option<i64>, count: usize) -> Option<Vec<i64>> {
    let count = i64::try_from(count).ok()?;
    let (first, step) = match (before, after) {
        (None, None) => (GAP, GAP),
        (Some(before), None) => (before.checked_add(GAP)?, GAP),
        (None, Some(after)) => (after.checked_sub(GAP.checked_mul(count)?)?, GAP),
        (Some(before), Some(after)) => {
            let step = after.checked_sub(before)? / (count + 1);
            (before.checked_add(step)?, step)
        }
    };
    if step < 1 {
        return None;
    }
    (0..count).map(|n| step.checked_mul(n)?.checked_add(first)).collect()
}

/// Positions for a whole order.
pub(super) fn afresh() -> impl Iterator<Item = i64> {
    (1..).map(|n| n * GAP)
}

/// `order` with `moved` taken out and put before `target` as they are given, or at its end; where the target itself is
/// moved, what follows it counts.
pub(super) fn arranged<T: Copy + Eq + Hash>(order: &[T], moved: &[T], target: Option<T>) -> Vec<T> {
    let moving: HashSet<T> = moved.iter().copied().collect();
    let mut rest = Vec::with_capacity(order.len() + moved.len());
    let mut at = None;
    for &thing in order {
        if at.is_none() && target == Some(thing) {
            at = Some(rest.len());
        }
        if !moving.contains(&thing) {
            rest.push(thing);
        }
    }
    let at = at.unwrap_or(rest.len());
    rest.splice(at..at, moved.iter().copied());
    rest
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_gap_is_shared_out_until_it_is_used_up() {
        assert_eq!(between(None, None, 2), Some(vec![GAP, 2 * GAP]));
        assert_eq!(between(Some(GAP), None, 1), Some(vec![2 * GAP]));
        assert_eq!(between(None, Some(GAP), 2), Some(vec![-GAP, 0]));
        assert_eq!(between(Some(0), Some(4), 3), Some(vec![1, 2, 3]));
        assert_eq!(between(Some(0), Some(3), 3), None);
        assert_eq!(between(Some(1), Some(1), 1), None);
        assert_eq!(between(Some(i64::MAX - 1), None, 1), None);
        assert_eq!(between(None, Some(i64::MIN + 1), 1), None);
        assert_eq!(between(Some(i64::MIN), Some(i64::MAX), 1), None);
    }

    /// An order as the archive keeps it: what stands at which position.
    #[derive(Default)]
    struct Kept {
        positions: BTreeMap<i64, u8>,
        written: usize,
    }

    impl Kept {
        fn order(&self) -> Vec<u8> {
            self.positions.values().copied().collect()
        }

        fn put(&mut self, moved: &[u8], target: Option<u8>) {
            let order = self.order();
            let place = |thing: u8| self.positions.iter().find(|(_, t)| **t == thing).map(|(p, _)| *p);
            let stays = |position: &i64| !moved.contains(&self.positions[position]);
            let from = target.and_then(place).unwrap_or(i64::MAX);
            let after = self.positions.range(from..).map(|(p, _)| *p).find(stays);
            let before = self.positions.range(..after.unwrap_or(i64::MAX)).rev().map(|(p, _)| *p).find(stays);
            match between(before, after, moved.len()) {
                Some(positions) => {
                    self.positions.retain(|_, thing| !moved.contains(thing));
                    self.positions.extend(positions.into_iter().zip(moved.iter().copied()));
                    self.written += moved.len();
                }
                None => {
                    self.positions = afresh().zip(arranged(&order, moved, target)).collect();
                    self.written += self.positions.len();
                }
            }
        }
    }

    /// Different things in any order, and a place to move them to.
    fn moves() -> impl Strategy<Value = (Vec<u8>, Option<u8>)> {
        let things = prop::collection::vec(0..12_u8, 1..5).prop_map(|mut things| {
            let mut seen = HashSet::new();
            things.retain(|thing| seen.insert(*thing));
            things
        });
        (things, prop::option::of(0..12_u8))
    }

    proptest! {
        #[test]
        fn any_moves_give_the_order_that_a_list_would_have(
            start in prop_oneof![Just(1_i64), Just(3), Just(GAP)],
            moves in prop::collection::vec(moves(), 1..60),
        ) {
            let mut list: Vec<u8> = (0..8).collect();
            let mut kept = Kept { positions: (1..).map(|n| n * start).zip(list.clone()).collect(), written: 0 };
            for (moved, target) in &moves {
                let target = target.filter(|target| list.contains(target));
                list = plain(&list, moved, target);
                kept.put(moved, target);
                prop_assert_eq!(&kept.order(), &list);
            }
        }

        #[test]
        fn moves_to_all_places_write_little_more_than_what_moves(moves in prop::collection::vec(moves(), 200)) {
            let mut kept = Kept { positions: afresh().zip(0..12).collect(), written: 0 };
            let mut moved_in_all = 0;
            for (moved, target) in &moves {
                kept.put(moved, *target);
                moved_in_all += moved.len();
            }
            prop_assert!(kept.written < 2 * moved_in_all, "{} written for {moved_in_all}", kept.written);
        }
    }

    /// The same, as slowly and plainly as it can be said.
    fn plain(list: &[u8], moved: &[u8], target: Option<u8>) -> Vec<u8> {
        let behind = match target {
            Some(target) => list.iter().skip_while(|thing| **thing != target).copied().collect(),
            None => Vec::new(),
        };
        let next = behind.iter().find(|thing| !moved.contains(thing));
        let mut list: Vec<u8> = list.iter().filter(|thing| !moved.contains(thing)).copied().collect();
        let at = next.and_then(|next| list.iter().position(|thing| thing == next)).unwrap_or(list.len());
        for (n, thing) in moved.iter().enumerate() {
            list.insert(at + n, *thing);
        }
        list
    }
}
