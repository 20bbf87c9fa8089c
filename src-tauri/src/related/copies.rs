//! Which texts are copies of each other, and how much they differ.

use super::shingles::Shingles;

/// How much two texts have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// Shingles of both among those of either (Jaccard), from 0 to 1.
    pub similarity: f64,
    /// Shingles of both among those of the shorter text, from 0 to 1: 1 when it is a part of the longer one.
    pub containment: f64,
}

/// Above this two texts of different sites are copies.
const ALIKE: f64 = 0.3;
/// Texts of one site share its furniture and its standing phrases: they must have more in common.
const ALIKE_ON_ONE_SITE: f64 = 0.6;
/// A text of another site that lies so far within another is a copy that was cut off.
const WITHIN: f64 = 0.8;

impl Likeness {
    /// Compares two texts by all their shingles.
    #[must_use]
    pub fn of(a: &Shingles, b: &Shingles) -> Self {
        let shared = a.shared(b) as f64;
        let either = (a.len() + b.len()) as f64 - shared;
        let shorter = a.len().min(b.len()) as f64;
        let share = |whole: f64| if whole > 0.0 { shared / whole } else { 0.0 };
        Self { similarity: share(either), containment: share(shorter) }
    }

    /// Whether the texts are copies of each other.
    #[must_use]
    pub fn is_copy(&self, same_site: bool) -> bool {
        match same_site {
            true => self.similarity >= ALIKE_ON_ONE_SITE,
            false => self.similarity >= ALIKE || self.containment >= WITHIN,
        }
    }
}
