//! Words, conditions and counts as numbers.

use std::hash::Hasher;

use fnv::FnvHasher;
use unicode_segmentation::UnicodeSegmentation;

/// The words of a text, folded and hashed.
pub(super) fn words(text: &str) -> Vec<u64> {
    text.unicode_words().map(hash).collect()
}

/// FNV-1a over the word in lower case: the same on every machine.
pub(super) fn hash(word: &str) -> u64 {
    let mut hash = FnvHasher::default();
    if word.is_ascii() {
        word.bytes().for_each(|b| hash.write(&[b.to_ascii_lowercase()]));
    } else {
        let mut buffer = [0; 4];
        word.chars()
            .flat_map(char::to_lowercase)
            .for_each(|c| hash.write(c.encode_utf8(&mut buffer).as_bytes()));
    }
    hash.finish()
}

/// One number for several words in order.
pub(super) fn combined(words: &[u64]) -> u64 {
    words.iter().fold(0x9e37_79b9_7f4a_7c15, |all: u64, word| {
        (all.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

/// 1 for true.
pub(super) fn flag(condition: bool) -> f32 {
    if condition { 1.0 } else { 0.0 }
}

/// A count as a feature.
#[allow(clippy::cast_precision_loss, reason = "counts of one page")]
pub(super) fn count(n: usize) -> f32 {
    n as f32
}
