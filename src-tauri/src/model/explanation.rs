//! Why a block of a page is, or is not, part of its clean copy.

use serde::{Deserialize, Serialize};

/// What was decided of one block of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BlockDecision {
    /// HTML name of the block, such as `p` or `figure`.
    pub tag: String,
    /// Its text.
    pub text: String,
    /// Whether it is part of the article.
    pub kept: bool,
    /// Probability that it is, by its features alone: 0 to 1. Blocks without words go with their neighbours.
    pub probability: f32,
    /// What spoke for and against it, the strongest first.
    pub reasons: Vec<Reason>,
    /// All its features, in the order in which the model names them.
    pub features: Vec<f32>,
}

/// One feature's part in a decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Name of the feature.
    pub feature: String,
    /// Its value on this block.
    pub value: f32,
    /// What it adds to the logarithm of the odds.
    pub points: f32,
}
