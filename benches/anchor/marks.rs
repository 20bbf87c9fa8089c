//! What people highlight: words, sentences, and passages over a paragraph's end.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::chance::Chance;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Words,
    Sentence,
    Paragraphs,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Words, Self::Sentence, Self::Paragraphs];
}

/// Ranges of code points of a text.
pub fn choose(text: &str, kind: Kind, count: usize, chance: &mut Chance) -> Vec<Range<usize>> {
    let words = words(text);
    let sentences = sentences(text);
    let breaks: Vec<usize> = text.chars().enumerate().filter(|(_, c)| *c == '\n').map(|(at, _)| at).collect();
    let mut chosen = Vec::new();
    for _ in 0..count {
        chosen.extend(match kind {
            Kind::Words => few_words(text, &words, chance),
            Kind::Sentence => pick(&sentences, chance).cloned(),
            Kind::Paragraphs => over_a_break(&words, &breaks, chance),
        });
    }
    chosen
}

/// Sentences as ranges of code points, without the white space between.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let mut start = at;
        for part in line.split_sentence_bounds() {
            let length = part.chars().count();
            let trimmed = part.trim_end().chars().count();
            if trimmed > 1 {
                found.push(start..start + trimmed);
            }
            start += length;
        }
        at = start + 1;
    }
    found
}

fn words(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut found = Vec::new();
    for part in text.split_word_bounds() {
        let length = part.chars().count();
        if part.chars().any(char::is_alphanumeric) {
            found.push(at..at + length);
        }
        at += length;
    }
    found
}

/// One to three words beside each other; in Chinese, two to four characters.
fn few_words(text: &str, words: &[Range<usize>], chance: &mut Chance) -> Option<Range<usize>> {
    let at = chance.below(words.len());
    let signs = words[at].len() == 1 && text.chars().nth(words[at].start).is_some_and(|c| c >= '\u{3000}');
    let count = if signs { 2 + chance.below(3) } else { 1 + chance.below(3) };
    let last = words.get(at + count - 1)?;
    (last.end - words[at].start >= 2 && last.end - words[at].start < 60).then(|| words[at].start..last.end)
}

fn over_a_break(words: &[Range<usize>], breaks: &[usize], chance: &mut Chance) -> Option<Range<usize>> {
    let middle = *pick(breaks, chance)?;
    let after = words.partition_point(|word| word.start < middle);
    let (back, on) = (1 + chance.below(20), chance.below(20));
    let first = words.get(after.checked_sub(back)?)?;
    let last = words.get(after + on)?;
    Some(first.start..last.end)
}

fn pick<'a, T>(of: &'a [T], chance: &mut Chance) -> Option<&'a T> {
    (!of.is_empty()).then(|| &of[chance.below(of.len())])
}
