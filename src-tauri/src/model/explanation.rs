//! Why a block of a page is, or is not, part of its clean copy.

use serde::{Deserialize, Serialize};

use super::RuleUse;

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
    /// What decided in place of the odds.
    pub overruled: Option<Overruled>,
}

/// What decides of a block in place of its odds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Overruled {
    /// A key of the site rule: `body` or `keep`.
    Rule {
        /// The key.
        key: String,
    },
    /// It stands on other pages of the site, too.
    Repeated {
        /// How many of those that are known.
        pages: u32,
    },
}

/// Why the blocks of a page are, or are not, its article.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The site rule, and what it found.
    pub rule: Option<RuleUse>,
    /// The page's blocks in order.
    pub blocks: Vec<BlockDecision>,
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
