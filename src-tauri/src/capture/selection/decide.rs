//! From odds to decisions: what is kept when, and what happens to blocks without words of their own.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef};

use super::candidate::Candidate;
use super::places::Places;

/// Odds at which a block is kept.
pub(super) const KEEP: f32 = 0.5;

/// Odds at which it is kept on a page where the usual ones would lose most of what is likely when judged alone.
const KEEP_IN_DOUBT: f32 = 0.2;

/// Odds at which a list, a table or code is kept between two blocks that are.
const KEEP_STRUCTURE: f32 = 0.1;

/// Less than this share of what is likely means that the blocks mislead each other on this page.
const TOO_LITTLE: f32 = 0.35;

/// What holds this share of the article's words is the element around it.
const MOST: f32 = 0.9;

/// A text of more words is no line over a headline.
const KICKER: usize = 12;

/// A text of more words is no promotion's.
const PROMOTION: usize = 60;

/// Whether each block is kept.
pub(super) fn decide(
    candidates: &[Candidate],
    probabilities: &[f32],
    document: &Document,
    places: &mut Places,
) -> Vec<bool> {
    let mut keep = by_odds(candidates, probabilities);
    keep_structure_between(candidates, probabilities, &mut keep);
    drop_kickers(candidates, &mut keep);
    drop_promotions(candidates, &mut keep);
    drop_last_headings(candidates, &mut keep);
    let pictures = pictures_of_article(candidates, &keep, document, places);
    settle_silent(candidates, &pictures, &mut keep);
    keep
}

fn by_odds(candidates: &[Candidate], probabilities: &[f32]) -> Vec<bool> {
    let spoken = |keep: &dyn Fn(usize) -> bool| -> Vec<bool> {
        (0..candidates.len()).map(|at| !candidates[at].words.is_empty() && keep(at)).collect()
    };
    let weight = |keep: &[bool]| -> f32 {
        candidates.iter().zip(keep).filter(|(_, keep)| **keep).map(|(c, _)| c.weight()).sum()
    };
    let likely = spoken(&|at| candidates[at].odds > KEEP);
    let enough = weight(&likely) * TOO_LITTLE;
    let keep = spoken(&|at| probabilities[at] > KEEP);
    if weight(&keep) >= enough {
        return keep;
    }
    let keep = spoken(&|at| probabilities[at] > KEEP_IN_DOUBT);
    if weight(&keep) >= enough { keep } else { likely }
}

/// Which blocks are pictures of the article by their place: in the element around it, or between its headline and its text,
/// and in no box for something else.
fn pictures_of_article(
    candidates: &[Candidate],
    keep: &[bool],
    document: &Document,
    places: &mut Places,
) -> Vec<bool> {
    let Some(around) = element_around(candidates, keep, document) else {
        return vec![false; candidates.len()];
    };
    let own = places.of(around);
    let first = keep.iter().position(|keep| *keep).unwrap_or_default();
    let headline = candidates[..first].iter().rposition(Candidate::is_headline);
    let mut of_article = |(at, candidate): (usize, &Candidate)| {
        let picture =
            candidate.origin.filter(|_| candidate.tag == "figure").and_then(|id| document.tree.get(&id));
        picture.is_some_and(|picture| {
            let inside = picture.ancestors_it(None).any(|a| a.id == around.id);
            let leads = at < first && headline.is_some_and(|headline| at > headline);
            (inside || leads) && !places.of(picture).is_apart_in(&own)
        })
    };
    candidates.iter().enumerate().map(&mut of_article).collect()
}

/// The innermost element with most of the words that are kept.
fn element_around<'a>(
    candidates: &[Candidate],
    keep: &[bool],
    document: &'a Document,
) -> Option<NodeRef<'a>> {
    let mut words: HashMap<NodeId, f32> = HashMap::new();
    let mut all = 0.0;
    for (candidate, _) in candidates.iter().zip(keep).filter(|(_, keep)| **keep) {
        all += candidate.weight();
        let node = candidate.origin.and_then(|id| document.tree.get(&id));
        for ancestor in node.iter().flat_map(|n| n.ancestors_it(None)) {
            *words.entry(ancestor.id).or_default() += candidate.weight();
        }
    }
    let holds_most = words.into_iter().filter(|(_, held)| *held >= all * MOST).map(|(id, _)| id);
    holds_most.filter_map(|id| document.tree.get(&id)).max_by_key(|node| node.ancestors_it(None).count())
}

/// Lists, tables, formulas and code in doubt between two blocks that are kept are of the article, too: the texts that the odds were
/// fitted to often leave them out.
fn keep_structure_between(candidates: &[Candidate], probabilities: &[f32], keep: &mut [bool]) {
    let spoken: Vec<usize> = (0..candidates.len()).filter(|at| !candidates[*at].words.is_empty()).collect();
    let structure = |at: usize| {
        let own = &candidates[at];
        own.formula || (matches!(own.tag, "pre" | "table" | "ul" | "ol" | "dl") && !own.of_links)
    };
    let between: Vec<usize> = spoken
        .windows(3)
        .filter(|around| keep[around[0]] && keep[around[2]] && structure(around[1]))
        .map(|around| around[1])
        .filter(|at| probabilities[*at] > KEEP_STRUCTURE)
        .collect();
    for at in between {
        keep[at] = true;
    }
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

/// A heading that heads nothing is of what comes after the article.
fn drop_last_headings(candidates: &[Candidate], keep: &mut [bool]) {
    for at in (0..candidates.len()).rev().filter(|at| !candidates[*at].words.is_empty()) {
        if keep[at] && !candidates[at].is_heading() {
            return;
        }
        keep[at] = false;
    }
}

/// Pictures, embeds and rules go with the text around them.
fn settle_silent(candidates: &[Candidate], pictures: &[bool], keep: &mut [bool]) {
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
            keep[at] = !advertised && ((before && after[at]) || (pictures[at] && (before || after[at])));
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

    fn candidate(tag: &'static str, words: usize, odds: f32) -> Candidate {
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
            like_title: 0.0,
            path_of_names: 0,
            box_of_names: 0,
            path: 0,
            odds,
            formula: false,
            of_links: false,
            features: Vec::new(),
        }
    }

    fn decided(candidates: &[Candidate], probabilities: &[f32]) -> Vec<bool> {
        decide(candidates, probabilities, &Document::default(), &mut Places::new(None))
    }

    #[test]
    fn pictures_go_with_the_text_around_them() {
        let document = Document::from(
            "<div><figure></figure><p></p><figure></figure><p></p><figure></figure>\
             <div class=share><figure></figure></div><p></p></div><figure></figure>",
        );
        let blocks: Vec<Candidate> = document
            .select("figure, p")
            .nodes()
            .iter()
            .map(|node| {
                let text = node.has_name("p");
                let block = candidate(if text { "p" } else { "figure" }, if text { 30 } else { 0 }, 0.9);
                Candidate { origin: Some(node.id), ..block }
            })
            .collect();
        let odds = [0.0, 0.9, 0.0, 0.9, 0.0, 0.0, 0.1, 0.9];
        let keep = decide(&blocks, &odds, &document, &mut Places::new(None));
        assert_eq!(keep, [true, true, true, true, true, false, false, false]);
    }

    #[test]
    fn a_page_on_which_the_odds_would_lose_what_is_likely_keeps_it() {
        let blocks = [candidate("p", 50, 1.0), candidate("p", 50, 1.0), candidate("p", 50, 0.0)];
        assert_eq!(decided(&blocks, &[0.3, 0.3, 0.1]), [true, true, false]);
        assert_eq!(decided(&blocks, &[0.1, 0.1, 0.1]), [true, true, false]);
        assert_eq!(decided(&blocks, &[0.9, 0.4, 0.1]), [true, false, false]);
    }

    #[test]
    fn the_line_over_a_headline_goes_and_an_article_before_one_stays() {
        let headline = || Candidate { headline: true, ..candidate("h1", 6, 1.0) };
        let blocks = [candidate("p", 2, 1.0), headline(), candidate("p", 50, 1.0)];
        assert_eq!(decided(&blocks, &[0.9, 0.2, 0.9]), [false, false, true]);
        let blocks = [candidate("p", 2, 1.0), candidate("p", 50, 1.0), headline(), candidate("p", 50, 1.0)];
        assert_eq!(decided(&blocks, &[0.9, 0.9, 0.2, 0.9]), [true, true, false, true]);
    }

    #[test]
    fn lists_in_doubt_inside_the_article_stay() {
        let blocks = [
            candidate("p", 50, 1.0),
            candidate("ul", 9, 0.3),
            candidate("p", 50, 1.0),
            candidate("ul", 9, 0.3),
        ];
        assert_eq!(decided(&blocks, &[0.9, 0.3, 0.9, 0.3]), [true, true, true, false]);
        assert_eq!(decided(&blocks, &[0.9, 0.05, 0.9, 0.3]), [true, false, true, false]);
        let links = Candidate { of_links: true, ..candidate("ul", 9, 0.3) };
        let blocks = [candidate("p", 50, 1.0), links, candidate("p", 50, 1.0)];
        assert_eq!(decided(&blocks, &[0.9, 0.3, 0.9]), [true, false, true]);
    }

    #[test]
    fn headings_that_head_nothing_go() {
        let blocks = [
            candidate("h2", 3, 1.0),
            candidate("p", 50, 1.0),
            candidate("h2", 3, 1.0),
            candidate("p", 9, 0.0),
        ];
        assert_eq!(decided(&blocks, &[0.9, 0.9, 0.9, 0.1]), [true, true, false, false]);
    }

    #[test]
    fn a_promotions_heading_takes_its_box_along() {
        let document = Document::from("<div id=box></div>");
        let parent = Some(document.select("#box").nodes()[0].id);
        let heading = Candidate { opens_promotion: true, parent, ..candidate("h2", 3, 1.0) };
        let line = || Candidate { parent, ..candidate("p", 12, 1.0) };
        let blocks = [candidate("p", 90, 1.0), heading, line(), line(), candidate("p", 90, 1.0)];
        assert_eq!(decided(&blocks, &[0.9, 0.4, 0.6, 0.7, 0.9]), [true, false, false, false, true]);
        assert_eq!(decided(&blocks, &[0.9, 0.6, 0.6, 0.7, 0.9]), [true; 5]);
    }

    #[test]
    fn an_advertisement_takes_its_picture_along() {
        let document = Document::from("<div id=ad></div>");
        let ad = document.select("#ad").nodes()[0].id;
        let label = Candidate { label: true, origin: Some(ad), ..candidate("p", 1, 1.0) };
        let picture = Candidate { parent: Some(ad), ..candidate("figure", 0, 1.0) };
        let blocks = [candidate("p", 40, 1.0), label, picture, candidate("p", 40, 1.0)];
        assert_eq!(decided(&blocks, &[0.9, 0.9, 0.5, 0.9]), [true, true, false, true]);
    }
}
