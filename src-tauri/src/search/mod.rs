//! Text to words that can be found: folding, cutting into words, and the FTS5 expression for what a person types.

mod chunks;
mod fold;
mod leaf;
mod letters;
mod name;
mod patterns;
mod plan;
#[allow(dead_code, unused_imports, reason = "what completes a query comes next")]
pub mod query;
mod rank;
mod sought;
mod within;
mod words;

pub use fold::{fold, sort_key};
pub use leaf::{Leaf, Term, typed_words};
pub use name::{name_key, tag_key};
#[allow(unused_imports, reason = "as above")]
pub use patterns::{Pattern, patterns};
pub use plan::{Asked, Formula, Node, Plan};
pub use rank::{Ranking, Share, weight};
#[allow(unused_imports, reason = "as above")]
pub use sought::{Hit, Passage, Sought};
pub use within::{occurrences, query_occurrences};
pub use words::{in_order, index_text, index_words, joined_texts, written_words};
