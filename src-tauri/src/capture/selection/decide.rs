//! From odds to decisions: what is kept when, and what happens to blocks without words of their own.

use super::candidate::Candidate;

/// Odds at which a block is kept.
pub(super) const KEEP: f32 = 0.5;

/// Odds at which it is kept on a page where the usual ones would lose most of what the engine found.
const KEEP_IN_DOUBT: f32 = 0.2;

/// Less than this share of the engine's article means that the features mislead on this page.
const TOO_LITTLE: f32 = 0.35;

/// Whether each block is kept.
pub(super) fn decide(candidates: &[Candidate], probabilities: &[f32]) -> Vec<bool> {
    let spoken = |keep: &dyn Fn(usize) -> bool| -> Vec<bool> {
        (0..candidates.len()).map(|at| !candidates[at].words.is_empty() && keep(at)).collect()
    };
    let weight = |keep: &[bool]| -> f32 {
        candidates.iter().zip(keep).filter(|(_, keep)| **keep).map(|(c, _)| c.weight()).sum()
    };
    let engine = spoken(&|at| candidates[at].vote > 0.5);
    let enough = weight(&engine) * TOO_LITTLE;
    let mut keep = spoken(&|at| probabilities[at] > KEEP);
    if weight(&keep) < enough {
        keep = spoken(&|at| probabilities[at] > KEEP_IN_DOUBT);
    }
    if weight(&keep) < enough {
        keep = engine;
    }
    settle_silent(candidates, &mut keep);
    keep
}

/// Pictures, embeds and rules go with the text around them.
fn settle_silent(candidates: &[Candidate], keep: &mut [bool]) {
    let silent = |at: usize| candidates[at].words.is_empty();
    let mut after = vec![false; candidates.len()];
    let mut next = false;
    for at in (0..candidates.len()).rev() {
        after[at] = next;
        if !silent(at) {
            next = keep[at];
        }
    }
    let mut before = false;
    let mut last: Option<&Candidate> = None;
    for at in 0..candidates.len() {
        let own = &candidates[at];
        if !silent(at) {
            (before, last) = (keep[at], Some(own));
        } else if own.tag == "figure" {
            let advertised = last.is_some_and(|label| label.label && in_one_box(label, own));
            keep[at] = !advertised && ((before && after[at]) || (own.in_article && (before || after[at])));
        } else {
            keep[at] = before && after[at];
        }
    }
}

/// Whether two blocks were made of one element or of neighbours in one.
fn in_one_box(a: &Candidate, b: &Candidate) -> bool {
    let around = |c: &Candidate| [c.origin, c.parent];
    around(a).iter().flatten().any(|id| b.origin == Some(*id)) || (a.origin.is_some() && a.origin == b.parent)
}
