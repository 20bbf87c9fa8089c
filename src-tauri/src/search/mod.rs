//! Text to words that can be found: folding, cutting into words, and the FTS5 expression for what a person types.

mod expression;
mod fold;
mod name;
pub mod query;
mod sought;
mod words;

pub use expression::asked;
pub use fold::{fold, sort_key};
pub use name::{name_key, tag_key};
pub use sought::{Hit, Passage, Sought};
pub use words::{index_text, written_words};
