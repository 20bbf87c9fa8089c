//! Gradient-boosted decision trees (Friedman 2001) over a block's features.
//!
//! `model.json` was fitted by `benches/extraction/fit.py`, which also says how. Each number's part in a decision is what the
//! expected value changes along the path where that number is asked (Saabas 2014), so that the parts add up to the whole.

use std::sync::OnceLock;

use serde::Deserialize;

/// Trees of small depth whose values are added to the odds.
#[derive(Debug, Deserialize)]
pub(super) struct Trees {
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the test that holds them to the code"))]
    features: Vec<String>,
    trees: Vec<Vec<Node>>,
}

/// `[feature, threshold, low, high, value]`: children by place in the tree, 0 in a leaf; `value` is the expected one.
#[derive(Debug, Deserialize)]
struct Node(usize, f32, usize, usize, f32);

impl Trees {
    /// The fitted trees.
    pub fn shared() -> &'static Self {
        static TREES: OnceLock<Trees> = OnceLock::new();
        TREES.get_or_init(|| {
            serde_json::from_str(include_str!("model.json"))
                .unwrap_or(Self { features: Vec::new(), trees: Vec::new() })
        })
    }

    /// Probability that a block with these features is of the article.
    pub fn probability(&self, features: &[f32]) -> f32 {
        let mut odds = 0.0;
        for tree in &self.trees {
            let mut at = 0;
            while let Some(next) = tree[at].next(features) {
                at = next;
            }
            odds += tree[at].4;
        }
        1.0 / (1.0 + (-odds).exp())
    }

    /// What each feature adds to the logarithm of the odds.
    pub fn contributions(&self, features: &[f32]) -> Vec<f32> {
        let mut parts = vec![0.0; features.len()];
        for tree in &self.trees {
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
    use super::*;

    #[test]
    fn the_model_was_fitted_to_these_features_and_is_well_formed() {
        let trees = Trees::shared();
        assert_eq!(trees.features, feature_names());
        assert!(!trees.trees.is_empty());
        for tree in &trees.trees {
            for (at, node) in tree.iter().enumerate().filter(|(_, n)| n.2 != 0) {
                assert!(node.0 < trees.features.len());
                assert!((at + 1..tree.len()).contains(&node.2) && (at + 1..tree.len()).contains(&node.3));
            }
        }
    }

    #[test]
    fn the_parts_add_up_to_the_whole() {
        let trees = Trees::shared();
        let roots: f32 = trees.trees.iter().map(|t| t[0].4).sum();
        let features: Vec<f32> = (0_u8..).take(trees.features.len()).map(|n| f32::from(n % 3)).collect();
        let odds = roots + trees.contributions(&features).iter().sum::<f32>();
        assert!((1.0 / (1.0 + (-odds).exp()) - trees.probability(&features)).abs() < 1e-3);
    }
}
