//! Which blocks of a page are its article.
//!
//! The whole body is read as blocks. Each is described by numbers with names: what it is ([`candidate`]), where it stands
//! ([`places`]) and what is around it ([`surroundings`]). Boosted trees ([`trees`]) judge each block alone by these; then, by
//! what its neighbours and its like were judged to be ([`opinion`]), together. What each number adds to the odds can be
//! told; [`decide`] settles what has no words of its own. Nothing here knows any site.

mod candidate;
mod decide;
mod names;
mod numbers;
mod opinion;
mod places;
mod said;
mod surroundings;
mod trees;

pub(in crate::capture) use candidate::Page;
pub(in crate::capture) use said::Said;

use dom_query::Document;

use super::clean::tree::Node;
use places::Places;
use trees::Model;

/// What was decided of a block, and why.
#[derive(Debug, Clone)]
pub(in crate::capture) struct Decision {
    pub keep: bool,
    /// Probability that the block is of the article, by its features alone.
    pub probability: f32,
    pub words: usize,
    /// The block's features, in the order of [`feature_names`].
    pub features: Vec<f32>,
}

/// Words of the blocks that their own features say are the article's.
pub(in crate::capture) fn certain_words(decisions: &[Decision]) -> usize {
    decisions.iter().filter(|d| d.keep && d.probability > decide::KEEP).map(|d| d.words).sum()
}

/// Decides of each block of a page; `texts` are the blocks as plain text. `alone` are probabilities to use for blocks judged alone, in place of the model's: what
/// a fit of the second trees needs.
pub(in crate::capture) fn select(
    blocks: &[Node],
    texts: &[String],
    document: &Document,
    page: &Page<'_>,
    alone: Option<&[f32]>,
) -> Vec<Decision> {
    let model = Model::shared();
    let mut places = Places::new(page.densest);
    let mut candidates = candidate::describe(blocks, texts, document, page, &mut places);
    surroundings::describe(&mut candidates);
    for (at, candidate) in candidates.iter_mut().enumerate() {
        let given = alone.and_then(|alone| alone.get(at)).copied();
        candidate.odds = given.unwrap_or_else(|| model.alone(&candidate.features));
    }
    opinion::describe(&mut candidates);
    let probabilities: Vec<f32> = candidates.iter().map(|c| model.together(&c.features)).collect();
    let keep = decide::decide(&candidates, &probabilities, document, &mut places);
    candidates
        .into_iter()
        .zip(probabilities)
        .zip(keep)
        .map(|((c, probability), keep)| Decision {
            keep,
            probability,
            words: c.words.len(),
            features: c.features,
        })
        .collect()
}

/// Names of the features that blocks are judged by, in the order of
/// [`BlockDecision::features`](crate::model::BlockDecision::features).
#[must_use]
pub fn feature_names() -> Vec<String> {
    let mut names: Vec<String> = candidate::OWN.iter().map(|n| (*n).to_owned()).collect();
    names.extend(names::AROUND.iter().map(|n| format!("in <{n}>")));
    names.extend(names::KINDS.iter().map(|(n, _)| format!("near {n}")));
    names.extend(names::KINDS.iter().map(|(n, _)| format!("named {n}")));
    names.extend(surroundings::SURROUNDINGS.iter().map(|n| (*n).to_owned()));
    names.extend(opinion::OPINION.iter().map(|n| (*n).to_owned()));
    names
}

/// What each feature, by its name, adds to the odds of a block (in natural logarithms), the strongest first.
pub(in crate::capture) fn reasons(names: &[String], features: &[f32]) -> Vec<(String, f32, f32)> {
    // A block that was not judged has none.
    if features.is_empty() {
        return Vec::new();
    }
    let mut reasons: Vec<(String, f32, f32)> = Model::shared()
        .contributions(features)
        .into_iter()
        .zip(names)
        .zip(features)
        .filter(|((points, _), _)| points.abs() >= 0.05)
        .map(|((points, name), value)| (name.clone(), *value, points))
        .collect();
    reasons.sort_by(|a, b| b.2.abs().total_cmp(&a.2.abs()));
    reasons
}
