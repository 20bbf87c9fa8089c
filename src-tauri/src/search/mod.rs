//! Text to words that can be found: folding, cutting into words, and the FTS5 expression for what a person types.

mod chunks;
mod fold;
mod leaf;
mod letters;
mod name;
mod patterns;
mod plan;
pub mod query;
mod rank;
mod sought;
mod within;
mod words;

pub use fold::{fold, sort_key};
pub use leaf::{Leaf, Term, typed_words};
pub use name::{name_key, tag_key};
pub use patterns::{Pattern, patterns};
pub use plan::{Asked, Formula, Node, Plan};
pub use rank::{Ranking, Share, weight};
pub use sought::{Passage, Sought};
pub use within::{occurrences, query_occurrences};
pub use words::{in_order, index_text, index_words, joined_texts, spelled, written_words};
