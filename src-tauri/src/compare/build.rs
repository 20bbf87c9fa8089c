//! Puts the difference of two texts together, and counts it.

use std::collections::HashMap;

use super::align::{Pair, Rules, align};
use super::push;
use super::units::{Words, paragraphs, right_to_left, sentences};
use super::words::{self, Budget};
use crate::model::{ChangeSummary, ComparedParagraph, ParagraphKind, Segment, SegmentKind};

const PARAGRAPHS: Rules = Rules { alike: 0.35, moved_alike: 0.6, moved_words: 6 };
/// Sentences move between paragraphs only; within one, the order is part of what it says.
const SENTENCES: Rules = Rules { alike: 0.45, moved_alike: 2.0, moved_words: usize::MAX };
/// Words from which on a sentence can have moved to another paragraph.
const MOVED_SENTENCE: u32 = 4;

/// A stretch of a paragraph on its way to a segment.
struct Piece<'a> {
    kind: SegmentKind,
    text: &'a str,
    /// Whether it is all of a sentence.
    sentence: bool,
}

struct Draft<'a> {
    kind: ParagraphKind,
    before: Option<usize>,
    after: Option<usize>,
    /// What its direction is told by.
    text: &'a str,
    pieces: Vec<Piece<'a>>,
}

/// Compares texts within a budget.
pub struct Builder<'b> {
    budget: &'b mut Budget,
    words: Words,
    counts: ChangeSummary,
}

impl<'b> Builder<'b> {
    pub fn new(budget: &'b mut Budget) -> Self {
        Self { budget, words: Words::default(), counts: ChangeSummary::default() }
    }

    /// What was counted.
    pub fn counts(&self) -> ChangeSummary {
        self.counts
    }

    /// All paragraphs of both texts in the order of reading.
    pub fn paragraphs(&mut self, before: &str, after: &str) -> Vec<ComparedParagraph> {
        let (a, b) = (paragraphs(before), paragraphs(after));
        let pairs = align(&a, &b, PARAGRAPHS, self.words);
        let mut drafts = self.drafts(&a, &b, &pairs);
        self.find_moved_sentences(&mut drafts);
        drafts.into_iter().map(|draft| self.finish(draft)).collect()
    }

    fn drafts<'a>(&mut self, a: &[&'a str], b: &[&'a str], pairs: &[Pair]) -> Vec<Draft<'a>> {
        let (mut of_a, mut of_b) = (vec![None; a.len()], vec![None; b.len()]);
        for &pair in pairs {
            (of_a[pair.before], of_b[pair.after]) = (Some(pair), Some(pair));
        }
        let in_place = |pair: &Option<Pair>| pair.is_some_and(|pair| !pair.moved);
        let (mut i, mut j) = (0, 0);
        let mut drafts = Vec::with_capacity(a.len().max(b.len()));
        loop {
            while i < a.len() && !in_place(&of_a[i]) {
                drafts.push(self.left(a[i], i, of_a[i]));
                i += 1;
            }
            while j < b.len() && !in_place(&of_b[j]) {
                drafts.push(self.arrived(a, b[j], j, of_b[j]));
                j += 1;
            }
            let (Some(&left), Some(&right)) = (a.get(i), b.get(j)) else { return drafts };
            let kind = if left == right { ParagraphKind::Same } else { ParagraphKind::Changed };
            drafts.push(self.both(kind, (left, i), (right, j)));
            (i, j) = (i + 1, j + 1);
        }
    }

    /// A paragraph of the first text that does not stand here in the second.
    fn left<'a>(&mut self, text: &'a str, at: usize, moved: Option<Pair>) -> Draft<'a> {
        let (kind, pieces) = match moved {
            Some(_) => (ParagraphKind::MovedAway, vec![whole(SegmentKind::MovedAway, text)]),
            None => (ParagraphKind::Removed, each_sentence(SegmentKind::Removed, text)),
        };
        Draft { kind, before: Some(at), after: moved.map(|pair| pair.after), text, pieces }
    }

    /// A paragraph of the second text that does not stand here in the first.
    fn arrived<'a>(&mut self, a: &[&'a str], text: &'a str, at: usize, moved: Option<Pair>) -> Draft<'a> {
        if let Some(pair) = moved {
            self.counts.paragraphs_moved += 1;
            return self.both(ParagraphKind::MovedHere, (a[pair.before], pair.before), (text, at));
        }
        let pieces = each_sentence(SegmentKind::Added, text);
        Draft { kind: ParagraphKind::Added, before: None, after: Some(at), text, pieces }
    }

    fn both<'a>(
        &mut self,
        kind: ParagraphKind,
        before: (&'a str, usize),
        after: (&'a str, usize),
    ) -> Draft<'a> {
        let pieces = if before.0 == after.0 {
            vec![whole(SegmentKind::Same, after.0)]
        } else {
            self.sentences(before.0, after.0)
        };
        Draft { kind, before: Some(before.1), after: Some(after.1), text: after.0, pieces }
    }

    /// The pieces of two paragraphs that belong together.
    fn sentences<'a>(&mut self, before: &'a str, after: &'a str) -> Vec<Piece<'a>> {
        let (a, b) = (sentences(before), sentences(after));
        let pairs = align(&a, &b, SENTENCES, self.words);
        let (mut i, mut j) = (0, 0);
        let mut pieces = Vec::new();
        for pair in pairs {
            pieces.extend(a[i..pair.before].iter().map(|text| sentence(SegmentKind::Removed, text)));
            pieces.extend(b[j..pair.after].iter().map(|text| sentence(SegmentKind::Added, text)));
            self.words(a[pair.before], b[pair.after], &mut pieces);
            (i, j) = (pair.before + 1, pair.after + 1);
        }
        pieces.extend(a[i..].iter().map(|text| sentence(SegmentKind::Removed, text)));
        pieces.extend(b[j..].iter().map(|text| sentence(SegmentKind::Added, text)));
        pieces
    }

    /// The pieces of two sentences that belong together.
    fn words<'a>(&mut self, before: &'a str, after: &'a str, pieces: &mut Vec<Piece<'a>>) {
        if before.trim() != after.trim() {
            self.counts.sentences_changed += 1;
        }
        for piece in words::diff(before, after, self.budget) {
            if piece.same {
                pieces.push(whole(SegmentKind::Same, piece.after));
            } else {
                pieces.push(whole(SegmentKind::Removed, piece.before));
                pieces.push(whole(SegmentKind::Added, piece.after));
            }
        }
    }

    /// A sentence that went in one paragraph and came in another has moved; what remains is counted as gone and come.
    fn find_moved_sentences(&mut self, drafts: &mut [Draft<'_>]) {
        let mut came: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
        for (at, draft) in drafts.iter().enumerate().rev() {
            for (n, piece) in draft.pieces.iter().enumerate().rev() {
                if piece.sentence && piece.kind == SegmentKind::Added {
                    came.entry(piece.text.trim()).or_default().push((at, n));
                }
            }
        }
        for at in 0..drafts.len() {
            for n in 0..drafts[at].pieces.len() {
                let piece = &drafts[at].pieces[n];
                if !piece.sentence
                    || piece.kind != SegmentKind::Removed
                    || self.words.count(piece.text) < MOVED_SENTENCE
                {
                    continue;
                }
                let Some((there, m)) = came.get_mut(piece.text.trim()).and_then(Vec::pop) else { continue };
                drafts[at].pieces[n].kind = SegmentKind::MovedAway;
                drafts[there].pieces[m].kind = SegmentKind::MovedHere;
                self.counts.sentences_moved += 1;
            }
        }
    }

    fn finish(&mut self, draft: Draft<'_>) -> ComparedParagraph {
        for piece in &draft.pieces {
            let (words, sentences) = match piece.kind {
                SegmentKind::Removed => (&mut self.counts.words_removed, &mut self.counts.sentences_removed),
                SegmentKind::Added => (&mut self.counts.words_added, &mut self.counts.sentences_added),
                _ => continue,
            };
            *words += self.words.count(piece.text);
            *sentences += u32::from(piece.sentence && !piece.text.trim().is_empty());
        }
        let place = |at: Option<usize>| at.and_then(|at| u32::try_from(at).ok());
        ComparedParagraph {
            kind: draft.kind,
            before: place(draft.before),
            after: place(draft.after),
            rtl: right_to_left(draft.text),
            segments: segments(&draft.pieces),
        }
    }
}

fn whole(kind: SegmentKind, text: &str) -> Piece<'_> {
    Piece { kind, text, sentence: false }
}

fn sentence(kind: SegmentKind, text: &str) -> Piece<'_> {
    Piece { kind, text, sentence: true }
}

fn each_sentence(kind: SegmentKind, text: &str) -> Vec<Piece<'_>> {
    sentences(text).into_iter().map(|text| sentence(kind, text)).collect()
}

/// Joins pieces to segments: between two stretches that are the same, first all that went, then all that came.
fn segments(pieces: &[Piece<'_>]) -> Vec<Segment> {
    let (mut out, mut came) = (Vec::new(), Vec::new());
    for piece in pieces {
        match piece.kind {
            SegmentKind::Removed | SegmentKind::MovedAway => push(&mut out, piece.kind, piece.text),
            SegmentKind::Added | SegmentKind::MovedHere => push(&mut came, piece.kind, piece.text),
            SegmentKind::Same if piece.text.is_empty() => {}
            SegmentKind::Same => {
                out.append(&mut came);
                push(&mut out, piece.kind, piece.text);
            }
        }
    }
    out.append(&mut came);
    out
}
