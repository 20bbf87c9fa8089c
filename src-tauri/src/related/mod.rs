//! What joins articles: their terms, signatures of their texts, likeness and stories. Pure functions of words and dates;
//! the library hands them what it read and stores what they say.

mod copies;
mod key_terms;
mod mix;
mod ordinary;
mod phrases;
mod rank;
mod shingles;
mod signature;
mod stop;
mod stories;
mod terms;

#[cfg(test)]
mod tests;

pub use copies::Likeness;
pub use key_terms::{KeyTerm, Place, SpokenWord, key_terms, sketched};
pub use ordinary::{Fold, Vocabulary};
pub use phrases::Spelled;
pub use rank::{Weights, by_weight, nearness, overlap};
pub use shingles::Shingles;
pub use signature::bands;
pub use stories::{CONNECTED, EDGE, LEVELS, Strand, likeness, shared, stories, strength};
pub use terms::{Section, Word, key, terms};
