//! The language that people search in: what they type, as a syntax tree, and the tree as text again.

mod complete;
mod lex;
mod parse;
mod period;
mod print;
mod span;
mod tree;

#[cfg(test)]
mod tests;

pub use complete::{Typed, Typing, typing};
pub use parse::{Fault, Parsed, TextPart, parse};
pub use period::Days;
pub use print::value_text;
pub use tree::{Condition, Field, Filter, Matching, Part, Query, State, Words};
