//! Which blocks of a page are its article.
//!
//! The whole body is read as blocks. Each is described by numbers with names: what it is ([`candidate`]), where it stands
//! ([`places`]), what the engine made of it ([`found`]) and what is around it ([`context`]). Boosted trees ([`trees`]) turn the
//! numbers into odds, each number's part of which can be told; [`decide`] settles what has no words of its own. Nothing
//! here knows any site.

mod candidate;
mod context;
mod decide;
mod found;
mod names;
mod numbers;
mod places;
mod trees;

pub(in crate::capture) use candidate::Page;
pub(in crate::capture) use found::Found;

use dom_query::Document;

use super::clean::tree::Node;
use candidate::Candidate;
use trees::Trees;

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

/// A page's blocks, described as far as its tree tells.
pub(in crate::capture) struct Candidates(Vec<Candidate>);

/// Words of the blocks that their own features say are the article's.
pub(in crate::capture) fn certain_words(decisions: &[Decision]) -> usize {
    decisions.iter().filter(|d| d.keep && d.probability > decide::KEEP).map(|d| d.words).sum()
}

impl Candidates {
    /// Describes blocks while the tree that they were read from is whole.
    pub fn of(blocks: &[Node], document: &Document, page: &Page<'_>) -> Self {
        Self(candidate::describe(blocks, document, page))
    }

    /// Decides of each block, now that the engine has found its article.
    pub fn judge(mut self, found: &Found) -> Vec<Decision> {
        found.describe(&mut self.0);
        context::describe(&mut self.0, found);
        let trees = Trees::shared();
        let probabilities: Vec<f32> = self.0.iter().map(|c| trees.probability(&c.features)).collect();
        let keep = decide::decide(&self.0, &probabilities);
        self.0
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
}

/// Names of the features that blocks are judged by, in the order of
/// [`BlockDecision::features`](crate::model::BlockDecision::features).
#[must_use]
pub fn feature_names() -> Vec<String> {
    let mut names: Vec<String> = candidate::OWN.iter().map(|n| (*n).to_owned()).collect();
    names.extend(names::AROUND.iter().map(|n| format!("in <{n}>")));
    names.extend(names::KINDS.iter().map(|(n, _)| format!("near {n}")));
    names.extend(names::KINDS.iter().map(|(n, _)| format!("named {n}")));
    names.extend(found::FOUND.iter().map(|n| (*n).to_owned()));
    names.extend(context::CONTEXT.iter().map(|n| (*n).to_owned()));
    names
}

/// What each feature, by its name, adds to the odds of a block (in natural logarithms), the strongest first.
pub(in crate::capture) fn reasons(names: &[String], features: &[f32]) -> Vec<(String, f32, f32)> {
    let mut reasons: Vec<(String, f32, f32)> = Trees::shared()
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
