//! Makes a difference of words one that people would mark.
//!
//! After "semantic cleanup" of diff-match-patch (Neil Fraser, <https://neil.fraser.name/writing/diff/>): what stays the
//! same between two changes and is shorter than both is no help to a reader, and a change that may stand at several
//! places stands where a word or a sentence begins.

use std::ops::Range;

use super::units::{is_word, letters};
use super::words::push;

/// Share of letters that two sentences must have in common; with less, one was written in the other's place.
const COMMON: f64 = 0.3;

/// A stretch of two lists of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Whether the tokens are the same.
    pub same: bool,
    /// Tokens of the first list.
    pub before: Range<usize>,
    /// Tokens of the second list.
    pub after: Range<usize>,
}

/// Joins what reads better as one change, and moves changes to where words and sentences begin.
pub fn tidy(edits: Vec<Edit>, a: &[&str], b: &[&str]) -> Vec<Edit> {
    let mut edits = without_islands(edits, a, b);
    slide(&mut edits, a, b);
    if has_little_in_common(&edits, a, b) {
        return vec![Edit { same: false, before: 0..a.len(), after: 0..b.len() }];
    }
    edits
}

fn weight(tokens: &[&str]) -> usize {
    tokens.iter().map(|token| letters(token)).sum()
}

/// Drops every "same" between two changes that both outweigh it.
fn without_islands(edits: Vec<Edit>, a: &[&str], b: &[&str]) -> Vec<Edit> {
    let mut stack: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        stack.push(edit);
        while let [.., first, island, second] = stack.as_slice() {
            if first.same || second.same || !is_island(first, island, second, a, b) {
                break;
            }
            let merged = Edit {
                same: false,
                before: first.before.start..second.before.end,
                after: first.after.start..second.after.end,
            };
            stack.truncate(stack.len() - 3);
            stack.push(merged);
        }
    }
    stack
}

fn is_island(first: &Edit, island: &Edit, second: &Edit, a: &[&str], b: &[&str]) -> bool {
    let changed = |edit: &Edit| {
        let (before, after) = (weight(&a[edit.before.clone()]), weight(&b[edit.after.clone()]));
        before.max(after)
    };
    let (only_added, only_removed) = (
        first.before.is_empty() && second.before.is_empty(),
        first.after.is_empty() && second.after.is_empty(),
    );
    let kept = weight(&b[island.after.clone()]);
    // Two insertions with a word between them read well as they are, unless they are long.
    let factor = if only_added || only_removed { 3 } else { 1 };
    kept * factor <= changed(first).min(changed(second))
}

fn has_little_in_common(edits: &[Edit], a: &[&str], b: &[&str]) -> bool {
    let all = weight(a).max(weight(b));
    let same =
        edits.iter().filter(|edit| edit.same).map(|edit| weight(&b[edit.after.clone()])).sum::<usize>();
    all > 0 && weight(a) > 0 && weight(b) > 0 && (same as f64) < COMMON * all as f64
}

/// Moves each insertion and each removal to the best of the places where it could as well stand.
fn slide(edits: &mut Vec<Edit>, a: &[&str], b: &[&str]) {
    for at in 0..edits.len() {
        let edit = &edits[at];
        if edit.same || (!edit.before.is_empty() && !edit.after.is_empty()) {
            continue;
        }
        let (tokens, range) =
            if edit.before.is_empty() { (b, edit.after.clone()) } else { (a, edit.before.clone()) };
        let room = |at: Option<usize>| at.and_then(|at| edits.get(at)).map_or(0, |edit| edit.after.len());
        let by = best_shift(tokens, &range, room(at.checked_sub(1)), room(Some(at + 1)));
        shift(edits, at, by);
    }
    let all = std::mem::take(edits);
    all.into_iter().for_each(|edit| push(edits, edit.same, edit.before, edit.after));
}

/// How far to move a stretch of tokens: it may take one from its front and put an equal one behind, or the other way
/// round, as far as its neighbours reach.
fn best_shift(tokens: &[&str], range: &Range<usize>, left: usize, right: usize) -> isize {
    let worth = |by: isize| {
        let (start, end) = (range.start.wrapping_add_signed(by), range.end.wrapping_add_signed(by));
        boundary(tokens, start) + boundary(tokens, end)
    };
    let mut best = (worth(0), 0);
    let steps = |back: bool, room: usize| {
        (0..room).take_while(move |&n| match back {
            true => tokens[range.start - n - 1] == tokens[range.end - n - 1],
            false => tokens[range.start + n] == tokens[range.end + n],
        })
    };
    for by in steps(false, right).map(|n| n as isize + 1).chain(steps(true, left).map(|n| -(n as isize) - 1))
    {
        if worth(by) > best.0 {
            best = (worth(by), by);
        }
    }
    best.1
}

/// How well a change can begin or end between two tokens.
fn boundary(tokens: &[&str], at: usize) -> u32 {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let (Some(before), Some(_)) = (before, tokens.get(at)) else { return 5 };
    let is_space = |token: &str| token.chars().all(char::is_whitespace);
    let ends_sentence = |token: &&str| token.ends_with(['.', '!', '?', '。', '！', '？', '؟', '۔', '…']);
    if before.contains('\n') {
        return 5;
    }
    if is_space(before) {
        return if at.checked_sub(2).and_then(|at| tokens.get(at)).is_some_and(ends_sentence) {
            4
        } else {
            3
        };
    }
    if ends_sentence(before) {
        return 3;
    }
    if is_word(before) { 1 } else { 2 }
}

fn shift(edits: &mut [Edit], at: usize, by: isize) {
    if by == 0 {
        return;
    }
    let moved = |place: usize| place.wrapping_add_signed(by);
    let edit = &mut edits[at];
    edit.before = moved(edit.before.start)..moved(edit.before.end);
    edit.after = moved(edit.after.start)..moved(edit.after.end);
    let edit = edit.clone();
    if let Some(previous) = at.checked_sub(1).and_then(|at| edits.get_mut(at)) {
        (previous.before.end, previous.after.end) = (edit.before.start, edit.after.start);
    }
    if let Some(next) = edits.get_mut(at + 1) {
        (next.before.start, next.after.start) = (edit.before.end, edit.after.end);
    }
}
