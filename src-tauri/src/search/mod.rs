//! Text to words that can be found: folding, cutting into words, and the FTS5 expression for what a person types.

mod chunks;
mod expression;
mod fold;
mod letters;
mod name;
mod patterns;
#[allow(dead_code, unused_imports, reason = "what completes a query and marks its hits comes next")]
pub mod query;
#[allow(dead_code, reason = "as above")]
mod sought;
mod words;

pub use expression::asked;
pub use fold::{fold, sort_key};
pub use name::{name_key, tag_key};
#[allow(unused_imports, reason = "as above")]
pub use patterns::{Pattern, patterns};
#[allow(unused_imports, reason = "as above")]
pub use sought::{Hit, Passage, Sought};
pub use words::{in_order, index_text, written_words};
