//! The words that two articles share, as one of them writes them.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use super::ordinary::{Ordinary, Vocabulary};
use super::rank::Weights;
use super::terms::{Word, key};

/// Words of one name.
const LONGEST: usize = 4;
/// Characters of one, where words are not separated.
const LONGEST_RUN: usize = 8;
/// Single characters that are words by themselves, and no part of a name that a dictionary does not have.
const PARTICLES: &str = "的了在是和与與及将將也都就而为為以被把对對从從到于於等说說称稱会會要不这這那有其该該并並已可由向后後前中上下内外年月日时時";
/// What a name counts beside another word of its weight.
const NAME: f64 = 1.6;
/// With fewer reasons than this, frequent words of the language count that are rare in the archive.
const FEW: usize = 2;

/// An article's text with what is needed to tell which of its words are reasons.
pub struct Spelled<'a> {
    text: &'a str,
    words: Vec<Word<'a>>,
    /// Where the headline ends, which capitalises what it likes.
    title: usize,
    /// Words that are written as names.
    names: HashSet<u32>,
    vocabulary: Vocabulary,
    /// Where words of scripts without spaces begin and end, by dictionary; empty when there are none.
    cuts: Vec<usize>,
}

/// A word, or several that are one name.
struct Phrase<'a> {
    spelled: &'a str,
    keys: Vec<u32>,
    weight: f64,
    ordinary: bool,
    /// A single word that is no name, in small letters.
    small: bool,
}

/// A stretch of a text without spaces.
struct Piece {
    start: usize,
    end: usize,
    /// Whether the dictionary has it, or a part of it, as a word of several characters.
    word: bool,
    /// Whether it may be a part of a name.
    of_name: bool,
}

impl Piece {
    fn takes(&self, next: &Self, text: &str) -> bool {
        let fits = text[self.start..next.end].chars().count() <= LONGEST_RUN;
        self.end == next.start && self.of_name && next.of_name && !(self.word && next.word) && fits
    }

    fn take(&mut self, next: &Self) {
        self.end = next.end;
        self.word |= next.word;
    }
}

impl<'a> Spelled<'a> {
    /// `title` says how many bytes of the text are headline, `names` the keys of words that are written as names.
    #[must_use]
    pub fn new(
        text: &'a str,
        title: usize,
        words: Vec<Word<'a>>,
        names: HashSet<u32>,
        vocabulary: Vocabulary,
    ) -> Self {
        let spaceless = words.windows(2).any(|pair| overlap(&pair[0], &pair[1]));
        let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
        let cuts = if spaceless { segmenter.segment_str(text).collect() } else { Vec::new() };
        Self { text, words, title, names, vocabulary, cuts }
    }

    /// The `most` heaviest of the names and rare words that `shared` has too. Where those are few, frequent words of the
    /// language that are `rare` in the archive.
    pub fn reasons(
        &self,
        weights: &Weights,
        shared: impl Fn(u32) -> bool,
        rare: impl Fn(u32) -> bool,
        most: usize,
    ) -> Vec<String> {
        let mut found: HashMap<Vec<u32>, Phrase<'a>> = HashMap::new();
        for phrase in self.phrases(weights, &|key| shared(key) && weights.get(key) > 0.0) {
            match found.entry(phrase.keys.clone()) {
                Entry::Vacant(place) => drop(place.insert(phrase)),
                // A word that is no name is told as it stands within a sentence.
                Entry::Occupied(mut place) if phrase.small && !place.get().small => {
                    drop(place.insert(phrase))
                }
                Entry::Occupied(_) => {}
            }
        }
        let mut found: Vec<Phrase<'a>> = found.into_values().collect();
        found.sort_by(|a, b| {
            let heavier = b.weight.total_cmp(&a.weight);
            a.ordinary.cmp(&b.ordinary).then(heavier).then_with(|| a.keys.cmp(&b.keys))
        });
        let (mut chosen, mut told) = (Vec::new(), HashSet::new());
        for phrase in found {
            let wanted = !phrase.ordinary || (chosen.len() < FEW && phrase.keys.iter().all(|key| rare(*key)));
            // A name is not told again by its parts.
            if wanted && chosen.len() < most && !phrase.keys.iter().any(|key| told.contains(key)) {
                told.extend(phrase.keys);
                chosen.push(phrase.spelled.to_owned());
            }
        }
        chosen
    }

    fn phrases(&self, weights: &Weights, shared: &impl Fn(u32) -> bool) -> Vec<Phrase<'a>> {
        let mut phrases = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let run = self.run(at, shared);
            let Some((first, last)) = run.first().zip(run.last()) else {
                at += 1;
                continue;
            };
            let (start, end) = (first.start, last.start + last.spelled.len());
            if run.len() > 1 && overlap(&run[0], &run[1]) || self.is_cut_inside(first) {
                phrases.extend(self.segments(start, end, weights, run));
            } else {
                phrases.extend(self.name(run, weights));
            }
            at += run.len();
        }
        phrases
    }

    /// The shared words that belong together from one on: of a name, or of a stretch without spaces.
    fn run(&self, at: usize, shared: &impl Fn(u32) -> bool) -> &[Word<'a>] {
        let known = |word: &Word<'_>| shared(key(&word.folded));
        let words = &self.words[at..];
        if !words.first().is_some_and(known) {
            return &[];
        }
        let spaceless = words.len() > 1 && overlap(&words[0], &words[1]);
        let joined = words.windows(2).take_while(|pair| match spaceless {
            true => overlap(&pair[0], &pair[1]) && known(&pair[1]),
            false => known(&pair[1]) && self.is_one_name(&pair[0], &pair[1]),
        });
        let most = if spaceless { usize::MAX } else { LONGEST };
        &words[..(joined.count() + 1).min(most)]
    }

    /// Whether two words stand side by side as parts of a name do.
    fn is_one_name(&self, a: &Word<'_>, b: &Word<'_>) -> bool {
        let side_by_side = self.text.get(a.start + a.spelled.len()..b.start) == Some(" ");
        side_by_side && self.may_be_name(a) && self.may_be_name(b)
    }

    fn may_be_name(&self, word: &Word<'_>) -> bool {
        let rare = || self.vocabulary.judge(word, false) == Ordinary::No;
        match has_case(word) {
            true => capital(word) && (self.is_name(word) || (word.start >= self.title && rare())),
            // Where nothing shows which words are names, rare ones side by side are told together.
            false => self.vocabulary.is_known() && rare(),
        }
    }

    fn is_name(&self, word: &Word<'_>) -> bool {
        self.names.contains(&key(&word.folded))
    }

    /// What tells among words side by side: without offices and days at their ends, and not where all are ordinary.
    fn name(&self, run: &[Word<'a>], weights: &Weights) -> Option<Phrase<'a>> {
        let judged: Vec<Ordinary> = run.iter().map(|word| self.judge(word)).collect();
        let from = judged.iter().position(|ordinary| *ordinary != Ordinary::Always)?;
        let to = judged.iter().rposition(|ordinary| *ordinary != Ordinary::Always)? + 1;
        let (words, judged) = (&run[from..to], &judged[from..to]);
        let (first, last) = words.first().zip(words.last())?;
        let keys: Vec<u32> = words.iter().map(|word| key(&word.folded)).collect();
        let name = words.iter().any(|word| self.is_name(word));
        Some(Phrase {
            spelled: &self.text[first.start..last.start + last.spelled.len()],
            weight: weight(&keys, weights) * if name { NAME } else { 1.0 },
            ordinary: judged.iter().all(|ordinary| *ordinary != Ordinary::No),
            small: words.len() == 1 && !name && !capital(first),
            keys,
        })
    }

    fn judge(&self, word: &Word<'_>) -> Ordinary {
        let letters = word.spelled.chars().filter(|c| c.is_alphabetic()).count();
        // Numbers say little; of two letters, acronyms and pairs of characters are names.
        let short = letters < 2 || (letters == 2 && word.spelled.chars().any(char::is_lowercase));
        if short { Ordinary::Always } else { self.vocabulary.judge(word, self.is_name(word)) }
    }

    fn is_cut_inside(&self, word: &Word<'_>) -> bool {
        let end = word.start + word.spelled.len();
        let cut = self.cuts.partition_point(|cut| *cut <= word.start);
        !self.cuts.is_empty() && self.cuts.get(cut).is_some_and(|cut| *cut < end)
    }

    /// The words by dictionary in a shared stretch without spaces. Names that no dictionary has fall apart into single
    /// characters and other words, which are put together again.
    fn segments(&self, start: usize, end: usize, weights: &Weights, run: &[Word<'a>]) -> Vec<Phrase<'a>> {
        let from = self.cuts.partition_point(|cut| *cut < start);
        let to = self.cuts.partition_point(|cut| *cut <= end);
        let mut pieces: Vec<Piece> = Vec::new();
        for pair in self.cuts.get(from..to).unwrap_or_default().windows(2) {
            let next = self.piece(pair[0], pair[1]);
            match pieces.last_mut() {
                Some(last) if last.takes(&next, self.text) => last.take(&next),
                _ => pieces.push(next),
            }
        }
        pieces.iter().filter_map(|piece| self.segment(piece.start, piece.end, weights, run)).collect()
    }

    fn piece(&self, start: usize, end: usize) -> Piece {
        let spelled = &self.text[start..end];
        let whole = Word { spelled, folded: spelled.to_owned(), start };
        let word = spelled.chars().nth(1).is_some();
        let of_name = match word {
            true => self.vocabulary.judge(&whole, false) == Ordinary::No,
            false => !PARTICLES.contains(spelled),
        };
        Piece { start, end, word, of_name }
    }

    fn segment(&self, start: usize, end: usize, weights: &Weights, run: &[Word<'a>]) -> Option<Phrase<'a>> {
        let inside = |word: &&Word<'_>| word.start >= start && word.start + word.spelled.len() <= end;
        let keys: Vec<u32> = run.iter().filter(inside).map(|word| key(&word.folded)).collect();
        let spelled = self.text.get(start..end)?;
        let whole = Word { spelled, folded: spelled.to_owned(), start };
        let kana = |c: char| ('\u{3041}'..='\u{309f}').contains(&c);
        match self.vocabulary.judge(&whole, false) {
            _ if keys.is_empty() || spelled.chars().all(kana) => None,
            Ordinary::Always => None,
            ordinary => Some(Phrase {
                spelled,
                weight: weight(&keys, weights),
                ordinary: ordinary == Ordinary::Often,
                small: false,
                keys,
            }),
        }
    }
}

fn weight(keys: &[u32], weights: &Weights) -> f64 {
    keys.iter().map(|key| weights.get(*key)).sum::<f64>() / (keys.len() as f64).sqrt()
}

/// Pairs of characters overlap, other words do not.
fn overlap(a: &Word<'_>, b: &Word<'_>) -> bool {
    b.start < a.start + a.spelled.len()
}

/// Whether a word's script has capitals.
fn has_case(word: &Word<'_>) -> bool {
    word.spelled.chars().any(|c| c.is_uppercase() || c.is_lowercase())
}

fn capital(word: &Word<'_>) -> bool {
    word.spelled.chars().next().is_some_and(char::is_uppercase)
}
