//! Places in an article's text that stay findable when the article changes: the reading text of a copy, selectors that describe a passage
//! of it, and the search for that passage in the reading text of another copy.
//!
//! `docs/HIGHLIGHTS.md` has the method and what it was measured to do.

mod approximate;
mod chain;
mod context;
mod fold;
mod occurrence;
mod passage;
mod place;
mod quote;
mod reading;
mod text;

pub use passage::{CONTEXT, Passage};
pub use place::place;
pub use quote::{QuoteFault, find_quote};
pub use reading::{ReadingText, is_block};
pub use text::Text;

#[cfg(test)]
mod tests;
