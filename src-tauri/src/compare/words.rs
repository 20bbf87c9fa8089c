//! The words that differ in two short texts.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::tidy::{Edit, tidy};
use super::units::Words;

/// Products of the lengths (in tokens) of the pairs that are compared word by word for one comparison: about a third of a
/// second of work.
const CELLS: u64 = 60_000_000;

/// What work may still be done.
#[derive(Debug)]
pub struct Budget {
    cells: u64,
    spent: bool,
}

impl Default for Budget {
    fn default() -> Self {
        Self { cells: CELLS, spent: false }
    }
}

impl Budget {
    /// Whether something had to be left out.
    pub fn is_spent(&self) -> bool {
        self.spent
    }

    fn allows(&mut self, before: usize, after: usize) -> bool {
        match self.cells.checked_sub(before as u64 * after as u64) {
            Some(left) => self.cells = left,
            None => self.spent = true,
        }
        !self.spent
    }
}

/// A stretch of both texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Whether it says the same in both.
    pub same: bool,
    /// What stands in the first.
    pub before: &'a str,
    /// What stands in the second.
    pub after: &'a str,
}

/// Compares two texts word by word; the pieces make up both.
pub fn diff<'a>(before: &'a str, after: &'a str, budget: &mut Budget) -> Vec<Piece<'a>> {
    if before == after {
        return vec![Piece { same: true, before, after }];
    }
    let words = Words::default();
    let (a, b) = (words.of(before), words.of(after));
    let edits = tidy(edits(&a, &b, budget), &a, &b);
    let (mut i, mut j) = (0, 0);
    let pieces = edits.into_iter().map(|edit| Piece {
        same: edit.same,
        before: next(before, &mut i, &a[edit.before]),
        after: next(after, &mut j, &b[edit.after]),
    });
    pieces.collect()
}

/// The text of the next tokens.
fn next<'a>(text: &'a str, at: &mut usize, tokens: &[&str]) -> &'a str {
    let start = *at;
    *at += tokens.iter().map(|token| token.len()).sum::<usize>();
    &text[start..*at]
}

fn edits(a: &[&str], b: &[&str], budget: &mut Budget) -> Vec<Edit> {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (left, right) = (head..a.len() - tail, head..b.len() - tail);
    let mut edits = Vec::new();
    push(&mut edits, true, 0..head, 0..head);
    if !left.is_empty() && !right.is_empty() && budget.allows(left.len(), right.len()) {
        let (x, y) = numbered(&a[left], &b[right]);
        for op in capture_diff_slices(Algorithm::Myers, &x, &y) {
            let (tag, old, new) = op.as_tag_tuple();
            let (old, new) = (old.start + head..old.end + head, new.start + head..new.end + head);
            push(&mut edits, tag == DiffTag::Equal, old, new);
        }
    } else {
        push(&mut edits, false, left, right);
    }
    push(&mut edits, true, a.len() - tail..a.len(), b.len() - tail..b.len());
    edits
}

/// Adds an edit to the last one when both are of a kind.
pub fn push(edits: &mut Vec<Edit>, same: bool, before: Range<usize>, after: Range<usize>) {
    match edits.last_mut() {
        _ if before.is_empty() && after.is_empty() => {}
        Some(last) if last.same == same => (last.before.end, last.after.end) = (before.end, after.end),
        _ => edits.push(Edit { same, before, after }),
    }
}

/// Tokens as numbers, which compare faster.
fn numbered(a: &[&str], b: &[&str]) -> (Vec<u32>, Vec<u32>) {
    let mut numbers = HashMap::new();
    let mut number = |tokens: &[&str]| -> Vec<u32> {
        let tokens = tokens.iter();
        tokens
            .map(|token| {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                *numbers.entry((*token).to_owned()).or_insert(next)
            })
            .collect()
    };
    (number(a), number(b))
}
