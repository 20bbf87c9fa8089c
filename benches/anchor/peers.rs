//! What else finds passages again.

use std::ops::Range;

use diff_match_patch::Dmp;
use lede::anchor::{Passage, Text};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Ours, with the text that the passage was taken from.
    Ours,
    /// Ours, by the selectors alone.
    Selectors,
    /// The first place with the same words.
    First,
    /// `match_main` of diff-match-patch, near the old position.
    DiffMatchPatch,
    /// Every place with at most half of the passage changed, by likeness of quote, prefix, suffix and position, weighted 50, 20, 20
    /// and 2, as the Hypothesis client does.
    Weighted,
}

impl Method {
    pub const ALL: [Self; 5] =
        [Self::Ours, Self::Selectors, Self::First, Self::DiffMatchPatch, Self::Weighted];

    /// All of them, or ours only.
    pub fn of(alone: bool) -> &'static [Self] {
        if alone { &Self::ALL[..2] } else { &Self::ALL }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Selectors => "ours, selectors alone",
            Self::First => "first occurrence",
            Self::DiffMatchPatch => "diff-match-patch",
            Self::Weighted => "weighted, as Hypothesis",
        }
    }
}

/// A passage that is asked for.
pub struct Asked<'a> {
    pub passage: &'a Passage,
    pub new: &'a Text,
    pub new_text: &'a str,
}

impl Asked<'_> {
    pub fn by(&self, method: Method) -> Option<Range<usize>> {
        match method {
            Method::Ours | Method::Selectors => None,
            Method::First => self.first(),
            Method::DiffMatchPatch => self.diff_match_patch(),
            Method::Weighted => self.weighted(),
        }
    }

    fn length(&self) -> usize {
        self.passage.position.end - self.passage.position.start
    }

    fn first(&self) -> Option<Range<usize>> {
        let at = self.new_text.find(&self.passage.quote.exact)?;
        let start = self.new_text[..at].chars().count();
        Some(start..start + self.length())
    }

    /// Both ends of the passage, up to 32 characters each, as its bit vectors allow.
    fn diff_match_patch(&self) -> Option<Range<usize>> {
        const BITS: usize = 32;
        let mut dmp = Dmp::new();
        dmp.match_distance = i32::try_from(self.new.length()).ok()?;
        let words: Vec<char> = self.passage.quote.exact.chars().collect();
        let head: String = words.iter().take(BITS).collect();
        let tail: Vec<char> = words[words.len().saturating_sub(BITS)..].to_vec();
        let expected = i32::try_from(self.passage.position.start).ok()?;
        let start = usize::try_from(dmp.match_main(self.new_text, &head, expected)).ok()?;
        if words.len() <= BITS {
            return Some(start..(start + words.len()).min(self.new.length()));
        }
        let expected = i32::try_from(start + words.len() - BITS).ok()?;
        let last = usize::try_from(dmp.match_main(self.new_text, &tail.iter().collect::<String>(), expected))
            .ok()?;
        (last + BITS > start).then(|| start..(last + BITS).min(self.new.length()))
    }

    fn weighted(&self) -> Option<Range<usize>> {
        let words: Vec<char> = self.passage.quote.exact.chars().collect();
        let text: Vec<char> = self.new_text.chars().collect();
        let mut found: Vec<(Range<usize>, usize)> = exact(&words, &text).map(|range| (range, 0)).collect();
        if found.is_empty() {
            found = nearly(&words, &text, 256.min(words.len() / 2));
        }
        let score = |(range, errors): &(Range<usize>, usize)| {
            let quote = 1.0 - *errors as f32 / words.len() as f32;
            let prefix = last_likeness(&self.passage.quote.prefix, &text[..range.start]);
            let suffix = first_likeness(&self.passage.quote.suffix, &text[range.end..]);
            let off = range.start.abs_diff(self.passage.position.start) as f32 / text.len() as f32;
            50.0 * quote + 20.0 * prefix + 20.0 * suffix + 2.0 * (1.0 - off)
        };
        found.into_iter().max_by(|a, b| score(a).total_cmp(&score(b))).map(|(range, _)| range)
    }
}

fn exact<'a>(words: &'a [char], text: &'a [char]) -> impl Iterator<Item = Range<usize>> {
    text.windows(words.len()).enumerate().filter(move |(_, w)| *w == words).map(|(at, w)| at..at + w.len())
}

fn first_likeness(context: &str, text: &[char]) -> f32 {
    let context: Vec<char> = context.chars().collect();
    likeness(&context, &text[..context.len().min(text.len())])
}

fn last_likeness(context: &str, text: &[char]) -> f32 {
    let context: Vec<char> = context.chars().collect();
    likeness(&context, &text[text.len().saturating_sub(context.len())..])
}

fn likeness(context: &[char], text: &[char]) -> f32 {
    if context.is_empty() {
        return 1.0;
    }
    let best = nearly(context, text, context.len()).into_iter().map(|(_, errors)| errors).min();
    1.0 - best.unwrap_or(context.len()) as f32 / context.len() as f32
}

/// The places with the fewest edits from `words`, when those are at most so many (Sellers 1980).
fn nearly(words: &[char], text: &[char], most: usize) -> Vec<(Range<usize>, usize)> {
    let mut column: Vec<(usize, usize)> = (0..=words.len()).map(|errors| (errors, 0)).collect();
    let mut best: (usize, Vec<Range<usize>>) = (most, Vec::new());
    for (at, b) in text.iter().enumerate() {
        let mut diagonal = column[0];
        column[0] = (0, at + 1);
        for (i, a) in words.iter().enumerate() {
            let substituted = (diagonal.0 + usize::from(a != b), diagonal.1);
            diagonal = column[i + 1];
            let missing = (column[i].0 + 1, column[i].1);
            let extra = (diagonal.0 + 1, diagonal.1);
            column[i + 1] = substituted.min(missing).min(extra);
        }
        let (errors, start) = column[words.len()];
        if errors < best.0 {
            best = (errors, Vec::new());
        }
        if errors == best.0 && start < at + 1 {
            best.1.push(start..at + 1);
        }
    }
    best.1.into_iter().map(|range| (range, best.0)).collect()
}
