//! What joins articles: their terms, signatures of their texts, likeness and stories. Pure functions of words and dates;
//! the library hands them what it read and stores what they say.

mod copies;
mod mix;
mod ordinary;
mod phrases;
mod rank;
mod shingles;
mod signature;
mod stop;
mod terms;

#[cfg(test)]
mod tests;

pub use copies::Likeness;
pub use ordinary::{Fold, Vocabulary};
pub use phrases::Spelled;
pub use rank::{Weights, by_weight, nearness, overlap};
pub use shingles::Shingles;
pub use signature::bands;
pub use terms::{Section, Word, key, terms};
