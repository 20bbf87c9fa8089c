//! Signatures: what texts are looked up by that may be copies of each other.
//!
//! MinHash (Broder, 1997) with banding (Leskovec, Rajaraman and Ullman, "Mining of massive datasets", 3.4): two texts that
//! share a band are worth comparing.

use super::mix::mix;
use super::shingles::{Shingles, WORDS};

/// Words that a text must have: shorter ones resemble each other by chance and by furniture.
pub const FEWEST_WORDS: usize = 40;
/// Words of a text's beginning. A copy that a paywall cut off shares it with the whole one, of which it is a small part.
const LEAD: usize = 60;
/// Bands of the whole text and of its beginning, and the minima in each.
const WHOLE_BANDS: usize = 21;
const LEAD_BANDS: usize = 5;
const ROWS: usize = 3;

/// The keys of a text's bands. Texts too short to be told apart have none.
#[must_use]
pub fn bands(words: &[&str]) -> Vec<i64> {
    if words.len() < FEWEST_WORDS {
        return Vec::new();
    }
    let whole = minima(&Shingles::of(words.iter().copied()), WHOLE_BANDS * ROWS, 0);
    let beginning = &words[..words.len().min(LEAD)];
    let lead = minima(&Shingles::of(beginning.iter().copied()), LEAD_BANDS * ROWS, WHOLE_BANDS * ROWS);
    let rows: Vec<u64> = whole.into_iter().chain(lead).collect();
    rows.chunks(ROWS).enumerate().map(|(band, rows)| key(band, rows)).collect()
}

/// The smallest of the numbers of all shingles under each of `count` hash functions, from the one numbered `first` on.
fn minima(shingles: &Shingles, count: usize, first: usize) -> Vec<u64> {
    let seeds: Vec<u64> = (first..first + count).map(|n| mix(n as u64)).collect();
    let mut minima = vec![u64::MAX; count];
    for number in shingles.numbers() {
        for (minimum, seed) in minima.iter_mut().zip(&seeds) {
            *minimum = (*minimum).min(mix(number ^ seed));
        }
    }
    minima
}

/// A band as one number, as SQLite stores them.
fn key(band: usize, rows: &[u64]) -> i64 {
    rows.iter().fold(mix(band as u64), |sum, row| mix(sum ^ row)).cast_signed()
}

const _: () = assert!(FEWEST_WORDS > WORDS);
