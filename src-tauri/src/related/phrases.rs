//! The words that two articles share, as one of them writes them.

use std::collections::HashMap;

use super::rank::Weights;
use super::terms::{Word, key};

/// Words of one name.
const LONGEST: usize = 4;

/// The `most` heaviest words of `text` that `shared` has; names of several words, and neighbouring pairs of scripts without
/// spaces, as one.
#[must_use]
pub fn phrases(
    text: &str,
    words: &[Word<'_>],
    weights: &Weights,
    shared: impl Fn(u32) -> bool,
    most: usize,
) -> Vec<String> {
    let mut found: HashMap<Vec<u32>, (f64, &str)> = HashMap::new();
    let mut at = 0;
    while let Some(first) = words.get(at) {
        let keys = run(text, &words[at..], weights, &shared);
        if let Some(last) = keys.len().checked_sub(1).and_then(|more| words.get(at + more)) {
            let spelled = &text[first.start..last.start + last.spelled.len()];
            let weight = keys.iter().map(|key| weights.get(*key)).sum::<f64>() / (keys.len() as f64).sqrt();
            found.entry(keys.clone()).or_insert((weight, spelled));
        }
        at += keys.len().max(1);
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by(|(a, (x, _)), (b, (y, _))| y.total_cmp(x).then(a.cmp(b)));
    let mut chosen: Vec<(Vec<u32>, String)> = Vec::new();
    for (keys, (_, spelled)) in found {
        // A name is not told again by its parts.
        if chosen.len() < most && !chosen.iter().any(|(told, _)| keys.iter().any(|key| told.contains(key))) {
            chosen.push((keys, spelled.to_owned()));
        }
    }
    chosen.into_iter().map(|(_, spelled)| spelled).collect()
}

/// The keys of the shared words that belong together from the first word on; none when it is not shared.
fn run(text: &str, words: &[Word<'_>], weights: &Weights, shared: &impl Fn(u32) -> bool) -> Vec<u32> {
    let mut keys = Vec::new();
    let mut last: Option<&Word<'_>> = None;
    for word in words.iter().take(LONGEST) {
        let key = key(&word.folded);
        let joined = last.is_none_or(|last| together(text, last, word));
        if !joined || !shared(key) || weights.get(key) <= 0.0 {
            break;
        }
        keys.push(key);
        last = Some(word);
    }
    keys
}

/// Whether two words are one name: capitals with a space between, or pairs of characters that overlap.
fn together(text: &str, a: &Word<'_>, b: &Word<'_>) -> bool {
    let end = a.start + a.spelled.len();
    let capital = |word: &Word<'_>| word.spelled.chars().next().is_some_and(char::is_uppercase);
    b.start < end || (text.get(end..b.start) == Some(" ") && capital(a) && capital(b))
}
