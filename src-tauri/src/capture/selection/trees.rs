//! Gradient-boosted decision trees (Friedman 2001) over a block's features, in two rounds: alone, and together with what the
//! first round made of the other blocks (stacking: Wolpert 1992).
//!
//! `model.json` was fitted by `benches/extraction/fit.py`, which also says how. Each number's part in a decision is what the
//! expected value changes along the path where that number is asked (Saabas 2014), so that the parts add up to the whole.

use std::sync::OnceLock;

use serde::Deserialize;

/// The trees of both rounds.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Model {
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the test that holds them to the code"))]
    features: Vec<String>,
    /// Judge a block by what it is and where it stands.
    alone: Trees,
    /// Judge it by that and by what the others were judged to be.
    together: Trees,
}

/// Trees of small depth whose values are added to the odds.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
struct Trees(Vec<Vec<Node>>);

/// `[feature, threshold, low, high, value]`: children by place in the tree, 0 in a leaf; `value` is the expected one.
#[derive(Debug, Deserialize)]
struct Node(usize, f32, usize, usize, f32);

impl Model {
    /// The fitted trees.
    pub fn shared() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| serde_json::from_str(include_str!("model.json")).unwrap_or_default())
    }

    /// Probability that a block is of the article, judged alone.
    pub fn alone(&self, features: &[f32]) -> f32 {
        self.alone.probability(features)
    }

    /// Probability that a block is of the article, judged with the others.
    pub fn together(&self, features: &[f32]) -> f32 {
        self.together.probability(features)
    }

    /// What each feature adds to the logarithm of the odds.
    pub fn contributions(&self, features: &[f32]) -> Vec<f32> {
        self.together.contributions(features)
    }
}

impl Trees {
    fn probability(&self, features: &[f32]) -> f32 {
        let mut odds = 0.0;
        for tree in &self.0 {
            let mut at = 0;
            while let Some(next) = tree[at].next(features) {
                at = next;
            }
            odds += tree[at].4;
        }
        1.0 / (1.0 + (-odds).exp())
    }

    fn contributions(&self, features: &[f32]) -> Vec<f32> {
        let mut parts = vec![0.0; features.len()];
        for tree in &self.0 {
            let mut at = 0;
            while let Some(next) = tree[at].next(features) {
                parts[tree[at].0] += tree[next].4 - tree[at].4;
                at = next;
            }
        }
        parts
    }
}

impl Node {
    fn next(&self, features: &[f32]) -> Option<usize> {
        if self.2 == 0 {
            return None;
        }
        Some(if features.get(self.0).is_some_and(|v| *v <= self.1) { self.2 } else { self.3 })
    }
}

#[cfg(test)]
mod tests {
    use super::super::feature_names;
    use super::super::opinion::OPINION;
    use super::*;

    #[test]
    fn the_model_was_fitted_to_these_features_and_is_well_formed() {
        let model = Model::shared();
        assert_eq!(model.features, feature_names());
        let known_alone = model.features.len() - OPINION.len();
        for (trees, known) in [(&model.alone, known_alone), (&model.together, model.features.len())] {
            assert!(!trees.0.is_empty());
            for tree in &trees.0 {
                for (at, node) in tree.iter().enumerate().filter(|(_, n)| n.2 != 0) {
                    assert!(node.0 < known);
                    assert!((at + 1..tree.len()).contains(&node.2) && (at + 1..tree.len()).contains(&node.3));
                }
            }
        }
    }

    #[test]
    fn the_parts_add_up_to_the_whole() {
        let model = Model::shared();
        let roots: f32 = model.together.0.iter().map(|t| t[0].4).sum();
        let features: Vec<f32> = (0_u8..).take(model.features.len()).map(|n| f32::from(n % 3)).collect();
        let odds = roots + model.contributions(&features).iter().sum::<f32>();
        assert!((1.0 / (1.0 + (-odds).exp()) - model.together(&features)).abs() < 1e-3);
    }
}
