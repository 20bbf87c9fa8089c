//! Where most of a passage stands, by the pieces that are still in the text.
//!
//! As sequences of genes are found (seed, chain, extend: Li, "Minimap2: pairwise alignment for nucleotide sequences", 2018): short pieces
//! that the passage and the text share are looked up, grown as far as both agree, and joined to the chain that covers the most of the
//! passage in its order with the least between them. The cost grows with the passage and its repetitions, not with the text.

use std::collections::HashMap;
use std::ops::Range;

use fnv::FnvBuildHasher;

/// Characters of a piece that is looked up: a piece must be rare, and survive a change beside it.
const LETTERS: usize = 5;
/// The same in scripts with a sign a syllable or word.
const SIGNS: usize = 2;
/// Places that are looked at for a passage, and more for each of its characters; pieces that stand in few places come first.
const PLACES: usize = 800;
const PLACES_OF_CHARACTER: usize = 4;
/// Shared pieces before it that each piece is tried to follow.
const LOOK_BACK: usize = 48;
/// Characters of text that may lie between two pieces of one passage, beside the passage's own length.
const WIDEST_GAP: usize = 400;

/// Share of the text between its ends that has to be the passage's own.
const OWN_SHARE: f32 = 0.45;

/// Where each short piece of a text stands.
#[derive(Debug)]
pub(super) struct Grams {
    places: HashMap<u64, Vec<u32>, FnvBuildHasher>,
}

impl Grams {
    /// Indexes a folded text by pieces of both lengths.
    pub fn of(text: &[char]) -> Self {
        let mut places: HashMap<u64, Vec<u32>, FnvBuildHasher> = HashMap::default();
        for at in 0..text.len() {
            if let Some(key) = key_at(text, at) {
                places.entry(key).or_default().push(u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
        Self { places }
    }

    fn at(&self, key: u64) -> &[u32] {
        self.places.get(&key).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Scripts in which one character says as much as several letters.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// The piece that begins at a place, as a number.
fn key_at(text: &[char], at: usize) -> Option<u64> {
    let length = if is_sign(*text.get(at)?) { SIGNS } else { LETTERS };
    let piece = text.get(at..at + length)?;
    // FNV-1a by code points.
    Some(piece.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, &c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
    }))
}

/// A stretch that a passage and a text share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shared {
    /// Where in the passage.
    pub passage: usize,
    /// Where in the text.
    pub text: usize,
    /// Characters.
    pub length: usize,
}

/// Stretches in the order of both.
#[derive(Debug, Clone, Default)]
pub(super) struct Chain {
    pub links: Vec<Shared>,
}

impl Chain {
    /// Characters of a part of the passage that the chain covers.
    pub fn covered(&self, part: &Range<usize>) -> usize {
        let overlap = |link: &Shared| {
            (link.passage + link.length).min(part.end).saturating_sub(link.passage.max(part.start))
        };
        self.links.iter().map(overlap).sum()
    }

    /// The chain without the parts of a passage that have been torn off it: where most of the text it spans would be strange, only the
    /// larger part before or after the longest insertion stays.
    pub fn without_torn(self, part: &Range<usize>) -> Self {
        let Some((first, last)) = self.span(part) else { return self };
        let spanned = last.text + last.length - first.text;
        let inserted = |at: usize| {
            let (a, b) = (&self.links[at - 1], &self.links[at]);
            let inside = a.passage + a.length > part.start && b.passage < part.end;
            if inside { b.text.saturating_sub(a.text + a.length) } else { 0 }
        };
        let widest = (1..self.links.len()).max_by_key(|&at| inserted(at));
        let Some(widest) = widest.filter(|&at| inserted(at) > 0) else { return self };
        if self.covered(part) as f32 >= OWN_SHARE * spanned as f32 {
            return self;
        }
        let (before, after) = self.links.split_at(widest);
        let (before, after) = (Self { links: before.to_vec() }, Self { links: after.to_vec() });
        let larger = if before.covered(part) >= after.covered(part) { before } else { after };
        larger.without_torn(part)
    }

    /// The stretch of text that the chain gives to a part of the passage.
    pub fn span(&self, part: &Range<usize>) -> Option<(Shared, Shared)> {
        let mut inside = self.links.iter().filter_map(|link| link.clipped(part));
        let first = inside.next()?;
        Some((first, inside.next_back().unwrap_or(first)))
    }
}

impl Shared {
    fn clipped(&self, part: &Range<usize>) -> Option<Self> {
        let start = self.passage.max(part.start);
        let end = (self.passage + self.length).min(part.end);
        (start < end).then(|| Self {
            passage: start,
            text: self.text + (start - self.passage),
            length: end - start,
        })
    }
}

/// The best chains of a passage in a text, the best first; none shares a place in the text with a better one.
pub(super) fn chains(passage: &[char], text: &[char], grams: &Grams) -> Vec<Chain> {
    let shared = shared_stretches(passage, text, grams);
    let (scores, before) = best_scores(&shared, passage.len());
    let mut order: Vec<usize> = (0..shared.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    let mut used = vec![false; shared.len()];
    let mut chains = Vec::new();
    for end in order {
        if used[end] {
            continue;
        }
        chains.extend(unwind(&shared, &before, &mut used, end));
        if chains.len() == 4 {
            break;
        }
    }
    chains
}

/// Every stretch that both share and that holds a piece rare enough, sorted by its end in the text.
fn shared_stretches(passage: &[char], text: &[char], grams: &Grams) -> Vec<Shared> {
    // How far the passage has been compared on each diagonal.
    let mut reached: HashMap<isize, usize, FnvBuildHasher> = HashMap::default();
    let mut shared = Vec::new();
    for (at, places) in rarest(passage, grams) {
        for &place in places {
            let place = place as usize;
            let seen = reached.entry(place.cast_signed() - at.cast_signed()).or_default();
            if at < *seen {
                continue;
            }
            let ahead = passage[at..].iter().zip(&text[place..]).take_while(|(a, b)| a == b).count();
            let behind = passage[*seen..at].iter().rev().zip(text[..place].iter().rev());
            let behind = behind.take_while(|(a, b)| a == b).count();
            *seen = at + ahead.max(1);
            if ahead > 0 {
                shared.push(Shared { passage: at - behind, text: place - behind, length: behind + ahead });
            }
        }
    }
    shared.sort_by_key(|s| (s.text + s.length, s.passage));
    shared
}

/// The pieces of a passage that are in the text, with their places, as long as those are not too many in all.
fn rarest<'a>(passage: &[char], grams: &'a Grams) -> Vec<(usize, &'a [u32])> {
    let places = |at: usize| key_at(passage, at).map(|key| (at, grams.at(key)));
    let mut pieces: Vec<(usize, &[u32])> = (0..passage.len()).filter_map(places).collect();
    pieces.sort_by_key(|(_, places)| places.len());
    let mut left = PLACES + PLACES_OF_CHARACTER * passage.len();
    let few = pieces.iter().take_while(|(_, places)| {
        let fits = places.len() <= left;
        left = left.saturating_sub(places.len());
        fits
    });
    let count = few.count();
    pieces.truncate(count);
    pieces.sort_by_key(|&(at, _)| at);
    pieces
}

/// The best score of a chain that ends with each stretch, and the stretch before it there.
fn best_scores(shared: &[Shared], length: usize) -> (Vec<f32>, Vec<Option<usize>>) {
    let mut scores: Vec<f32> = Vec::with_capacity(shared.len());
    let mut before = Vec::with_capacity(shared.len());
    for (at, link) in shared.iter().enumerate() {
        let (mut score, mut from) = (link.length as f32, None);
        for back in (at.saturating_sub(LOOK_BACK)..at).rev() {
            // They are sorted by their ends: what comes before is farther away still.
            if link.text > shared[back].text + shared[back].length + WIDEST_GAP + length {
                break;
            }
            let joined = scores[back] + worth(&shared[back], link);
            if joined > score {
                (score, from) = (joined, Some(back));
            }
        }
        scores.push(score);
        before.push(from);
    }
    (scores, before)
}

/// What a stretch adds to a chain that ends with another.
fn worth(before: &Shared, link: &Shared) -> f32 {
    let overlap = (before.passage + before.length)
        .saturating_sub(link.passage)
        .max((before.text + before.length).saturating_sub(link.text));
    if link.passage <= before.passage || link.text <= before.text || overlap >= link.length {
        return f32::NEG_INFINITY;
    }
    let skipped = (link.passage + overlap) - (before.passage + before.length);
    let inserted = (link.text + overlap) - (before.text + before.length);
    let shift = skipped.abs_diff(inserted) as f32;
    let replaced = skipped.min(inserted) as f32;
    let gap = match skipped + inserted {
        0 => 0.0,
        _ => 1.0 + 0.1 * replaced + 0.02 * shift + 0.5 * (shift + 1.0).log2(),
    };
    (link.length - overlap) as f32 - gap
}

/// The chain that ends with a stretch; none when a better chain has its place.
fn unwind(shared: &[Shared], before: &[Option<usize>], used: &mut [bool], end: usize) -> Option<Chain> {
    let mut links = Vec::new();
    let mut next = Some(end);
    let mut free = true;
    while let Some(at) = next {
        free &= !used[at];
        used[at] = true;
        links.push(shared[at]);
        next = before[at];
    }
    links.reverse();
    free.then(|| Chain { links: without_overlaps(links) })
}

/// Each link without what the one before it covers already.
fn without_overlaps(mut links: Vec<Shared>) -> Vec<Shared> {
    for at in 1..links.len() {
        let (before, link) = (links[at - 1], &mut links[at]);
        let overlap = (before.passage + before.length)
            .saturating_sub(link.passage)
            .max((before.text + before.length).saturating_sub(link.text));
        link.passage += overlap;
        link.text += overlap;
        link.length = link.length.saturating_sub(overlap);
    }
    links
}
