//! How much two articles have in common.

use std::collections::HashMap;

use crate::model::Term;

/// What the inverse document frequency is raised to: rare words tell more, and the rarest ones not too much.
const RARE: f64 = 1.5;
/// Days after which nearness in time has halved.
const HALF: f64 = 14.0;
/// The share of a candidate's length that counts against it, as `b` of BM25.
const LENGTH: f64 = 0.8;
/// Different terms of a usual article.
const USUAL: f64 = 200.0;

/// The weights of an article's terms in an archive.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    of: HashMap<u32, f64>,
}

impl Weights {
    /// Weights by how rare each term is: `articles_with` gives the articles that have it, `all` how many there are.
    #[must_use]
    pub fn new(terms: &[Term], all: u32, articles_with: impl Fn(u32) -> u32) -> Self {
        let weight =
            |term: &Term| (term.key, often(term.count) * rarity(all, articles_with(term.key)).powf(RARE));
        Self { of: terms.iter().map(weight).filter(|(_, weight)| *weight > 0.0).collect() }
    }

    /// The weight of a term; nothing of one that the article does not have.
    #[must_use]
    pub fn get(&self, key: u32) -> f64 {
        self.of.get(&key).copied().unwrap_or_default()
    }
}

/// A word that stands twice as often does not tell twice as much.
fn often(count: u8) -> f64 {
    1.0 + f64::from(count.max(1)).ln()
}

/// Inverse document frequency: nothing for what every article has.
fn rarity(all: u32, articles: u32) -> f64 {
    (f64::from(all + 1) / f64::from(articles.max(1))).ln().max(0.0)
}

/// Terms by falling weight, equal ones by their keys.
#[must_use]
pub fn by_weight(terms: &[Term], weights: &Weights) -> Vec<Term> {
    let mut sorted: Vec<Term> = terms.iter().copied().filter(|term| weights.get(term.key) > 0.0).collect();
    sorted.sort_by(|a, b| weights.get(b.key).total_cmp(&weights.get(a.key)).then(a.key.cmp(&b.key)));
    sorted
}

/// What a candidate has of an article's weight, dampened where it is long.
#[must_use]
pub fn overlap(weights: &Weights, candidate: &[Term]) -> f64 {
    let shared: f64 = candidate.iter().map(|term| weights.get(term.key) * often(term.count)).sum();
    let length = candidate.len() as f64 / USUAL;
    shared / (1.0 - LENGTH + LENGTH * length.sqrt())
}

/// Between 0 and 1: how near two dates are.
#[must_use]
pub fn nearness(days: u32) -> f64 {
    0.5_f64.powf(f64::from(days) / HALF)
}
