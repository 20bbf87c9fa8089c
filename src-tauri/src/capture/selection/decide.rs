//! From odds to decisions: what is kept when, and what happens to blocks without words of their own.

use super::candidate::Candidate;

/// Odds at which a block is kept.
pub(super) const KEEP: f32 = 0.5;

/// Odds at which it is kept on a page where the usual ones would lose most of what the engine found.
const KEEP_IN_DOUBT: f32 = 0.2;

/// Less than this share of the engine's article means that the features mislead on this page.
const TOO_LITTLE: f32 = 0.35;

/// A text of more words is no line over a headline.
const KICKER: usize = 12;

/// A text of more words is no promotion's.
const PROMOTION: usize = 60;

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
    drop_kickers(candidates, &mut keep);
    drop_promotions(candidates, &mut keep);
    settle_silent(candidates, &mut keep);
    keep
}

/// The line over a headline is the page's, like the headline itself.
fn drop_kickers(candidates: &[Candidate], keep: &mut [bool]) {
    let Some(headline) = candidates.iter().position(|c| c.headline) else { return };
    let text_before = (0..headline).any(|at| keep[at] && candidates[at].words.len() > KICKER);
    if !text_before {
        keep[..headline].fill(false);
    }
}

/// A promotion whose heading goes takes the short texts after it in its box along.
fn drop_promotions(candidates: &[Candidate], keep: &mut [bool]) {
    for heading in 0..candidates.len() {
        let own = &candidates[heading];
        if keep[heading] || !own.is_heading() || !own.opens_promotion || own.parent.is_none() {
            continue;
        }
        let inside = |c: &Candidate| c.parent == own.parent && !c.is_heading() && c.words.len() <= PROMOTION;
        let rest = candidates[heading + 1..].iter().take_while(|c| inside(c)).count();
        keep[heading + 1..=heading + rest].fill(false);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(tag: &'static str, words: usize, vote: f32) -> Candidate {
        Candidate {
            tag,
            words: vec![1; words],
            origin: None,
            parent: None,
            grandparent: None,
            list_heading: false,
            label: false,
            opens_promotion: false,
            headline: false,
            vote,
            in_article: vote > 0.5,
            features: Vec::new(),
        }
    }

    #[test]
    fn pictures_go_with_the_text_around_them() {
        let blocks = [
            candidate("figure", 0, 0.0),
            candidate("p", 30, 1.0),
            candidate("figure", 0, 0.0),
            candidate("p", 30, 1.0),
            candidate("figure", 0, 1.0),
            candidate("p", 30, 0.0),
            candidate("figure", 0, 0.0),
        ];
        let keep = decide(&blocks, &[0.0, 0.9, 0.0, 0.9, 0.0, 0.1, 0.9]);
        assert_eq!(keep, [false, true, true, true, true, false, false]);
    }

    #[test]
    fn a_page_on_which_the_odds_would_lose_the_engines_article_keeps_it() {
        let blocks = [candidate("p", 50, 1.0), candidate("p", 50, 1.0), candidate("p", 50, 0.0)];
        assert_eq!(decide(&blocks, &[0.3, 0.3, 0.1]), [true, true, false]);
        assert_eq!(decide(&blocks, &[0.1, 0.1, 0.1]), [true, true, false]);
        assert_eq!(decide(&blocks, &[0.9, 0.4, 0.1]), [true, false, false]);
    }

    #[test]
    fn the_line_over_a_headline_goes_and_an_article_before_one_stays() {
        let headline = || Candidate { headline: true, ..candidate("h1", 6, 1.0) };
        let blocks = [candidate("p", 2, 1.0), headline(), candidate("p", 50, 1.0)];
        assert_eq!(decide(&blocks, &[0.9, 0.2, 0.9]), [false, false, true]);
        let blocks = [candidate("p", 2, 1.0), candidate("p", 50, 1.0), headline(), candidate("p", 50, 1.0)];
        assert_eq!(decide(&blocks, &[0.9, 0.9, 0.2, 0.9]), [true, true, false, true]);
    }

    #[test]
    fn a_promotions_heading_takes_its_box_along() {
        let document = dom_query::Document::from("<div id=box></div>");
        let parent = Some(document.select("#box").nodes()[0].id);
        let heading = Candidate { opens_promotion: true, parent, ..candidate("h2", 3, 1.0) };
        let line = || Candidate { parent, ..candidate("p", 12, 1.0) };
        let blocks = [candidate("p", 90, 1.0), heading, line(), line(), candidate("p", 90, 1.0)];
        assert_eq!(decide(&blocks, &[0.9, 0.4, 0.6, 0.7, 0.9]), [true, false, false, false, true]);
        assert_eq!(decide(&blocks, &[0.9, 0.6, 0.6, 0.7, 0.9]), [true; 5]);
    }

    #[test]
    fn an_advertisement_takes_its_picture_along() {
        let document = dom_query::Document::from("<div id=ad></div>");
        let ad = document.select("#ad").nodes()[0].id;
        let label = Candidate { label: true, origin: Some(ad), ..candidate("p", 1, 1.0) };
        let picture = Candidate { parent: Some(ad), ..candidate("figure", 0, 1.0) };
        let blocks = [candidate("p", 40, 1.0), label, picture, candidate("p", 40, 1.0)];
        assert_eq!(decide(&blocks, &[0.9, 0.9, 0.5, 0.9]), [true, true, false, true]);
    }
}
