//! Changes to a text that remember where each character comes from.

use std::ops::Range;

use crate::chance::Chance;
use crate::marks::sentences;
use crate::tally::Verdict;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mutation {
    /// One sentence in six is gone.
    Delete,
    /// A sentence from elsewhere comes in before one in six.
    Insert,
    /// One sentence in four is rewritten: some of its words, or all of it.
    Rewrite,
    /// One paragraph in four goes elsewhere.
    Move,
    /// White space changes, soft hyphens come in, joiners become spaces.
    Space,
    /// Quotes, dashes, ligatures and spellings of letters change.
    Quotes,
    /// All of these.
    Mixed,
}

impl Mutation {
    pub const ALL: [Self; 7] =
        [Self::Delete, Self::Insert, Self::Rewrite, Self::Move, Self::Space, Self::Quotes, Self::Mixed];
}

/// A character and the one of the old text that it is, or stands for.
type Sign = (char, Option<usize>);

/// A text whose characters know where they come from.
pub struct Traced {
    signs: Vec<Sign>,
}

impl Traced {
    pub fn of(text: &str) -> Self {
        Self { signs: text.chars().enumerate().map(|(at, c)| (c, Some(at))).collect() }
    }

    pub fn text(&self) -> String {
        self.signs.iter().map(|(c, _)| c).collect()
    }

    pub fn mutated(mut self, mutation: Mutation, donor: &str, language: &str, chance: &mut Chance) -> Self {
        let all = mutation == Mutation::Mixed;
        if all || mutation == Mutation::Move {
            self.move_paragraphs(chance);
        }
        let strangers = Strangers::of(donor);
        if all || matches!(mutation, Mutation::Delete | Mutation::Insert | Mutation::Rewrite) {
            self.by_sentence(|sentence, out| {
                let does = |what| all || mutation == what;
                if does(Mutation::Insert) && chance.percent(16) {
                    out.extend(strangers.sentence(chance));
                }
                if does(Mutation::Delete) && chance.percent(16) {
                    return;
                }
                if does(Mutation::Rewrite) && chance.percent(25) {
                    return out.extend(strangers.rewritten(sentence, chance));
                }
                out.extend(sentence);
            });
        }
        if all || mutation == Mutation::Space {
            self.space(chance);
        }
        if all || mutation == Mutation::Quotes {
            self.respell(language, chance);
        }
        self
    }

    fn by_sentence(&mut self, mut each: impl FnMut(&[Sign], &mut Vec<Sign>)) {
        let mut out = Vec::with_capacity(self.signs.len());
        let mut at = 0;
        for range in sentences(&self.text()) {
            out.extend(&self.signs[at..range.start]);
            each(&self.signs[range.clone()], &mut out);
            at = range.end;
        }
        out.extend(&self.signs[at..]);
        self.signs = out;
    }

    fn move_paragraphs(&mut self, chance: &mut Chance) {
        let mut paragraphs: Vec<Vec<Sign>> =
            self.signs.split(|(c, _)| *c == '\n').map(<[Sign]>::to_vec).collect();
        for _ in 0..paragraphs.len().div_ceil(4) {
            let moved = paragraphs.remove(chance.below(paragraphs.len()));
            paragraphs.insert(chance.below(paragraphs.len() + 1), moved);
        }
        self.signs = paragraphs.join(&('\n', None));
    }

    fn space(&mut self, chance: &mut Chance) {
        let mut out: Vec<Sign> = Vec::with_capacity(self.signs.len());
        for &(c, from) in &self.signs {
            match c {
                ' ' if chance.percent(8) => out.push(('\u{a0}', from)),
                ' ' if chance.percent(5) => out.extend([(' ', from), (' ', from)]),
                ' ' if chance.percent(2) => out.push(('\n', from)),
                '\n' if chance.percent(30) => out.push((' ', from)),
                '\u{200c}' if chance.percent(40) => out.push((' ', from)),
                '\u{200c}' if chance.percent(30) => {}
                c if c.is_alphabetic() && chance.percent(1) => out.extend([(c, from), ('\u{ad}', from)]),
                c => out.push((c, from)),
            }
        }
        self.signs = out;
    }

    fn respell(&mut self, language: &str, chance: &mut Chance) {
        let typographic = chance.percent(50);
        let mut out: Vec<Sign> = Vec::with_capacity(self.signs.len());
        for &(c, from) in &self.signs {
            let before = out.last().map(|&(c, _)| c);
            match (c, before) {
                ('i' | 'l', Some('f')) if language == "en" && chance.percent(30) => {
                    out.pop();
                    out.push((if c == 'i' { 'ﬁ' } else { 'ﬂ' }, from));
                }
                _ => out.extend(respelled(c, typographic).chars().map(|c| (c, from))),
            }
        }
        self.signs = out;
    }

    /// What became of a range of the old text.
    pub fn fate(&self, range: &Range<usize>) -> Fate<'_> {
        let own = |sign: &Sign| sign.1.is_some_and(|from| range.contains(&from));
        let is_letter = |sign: &&Sign| sign.0.is_alphanumeric();
        let kept: Vec<usize> = (0..self.signs.len()).filter(|&at| own(&self.signs[at])).collect();
        let mut clusters: Vec<Range<usize>> = Vec::new();
        for &at in &kept {
            match clusters.last_mut() {
                Some(last) if at - last.end <= range.len() + 60 => last.end = at + 1,
                _ => clusters.push(at..at + 1),
            }
        }
        let letters = |place: &Range<usize>| {
            self.signs[place.clone()].iter().filter(|sign| own(sign)).filter(is_letter).count()
        };
        let best = clusters.into_iter().max_by_key(|cluster| letters(cluster));
        let all = range.len();
        let (mut whole, mut left) = (false, 0.0);
        if let Some(place) = &best {
            let origins: Vec<usize> =
                self.signs[place.clone()].iter().filter(|s| own(s)).filter_map(|s| s.1).collect();
            let strangers = self.signs[place.clone()].iter().filter(is_letter).any(|sign| !own(sign));
            let missing = range.clone().filter(|from| !origins.contains(from)).count();
            whole = !strangers && missing * 20 <= all && origins.is_sorted();
            left = letters(place) as f32 / all.max(1) as f32;
        }
        Fate { signs: &self.signs, range: range.clone(), place: best, whole, left }
    }
}

/// What became of a passage.
pub struct Fate<'a> {
    signs: &'a [Sign],
    range: Range<usize>,
    /// Where most of it is now.
    place: Option<Range<usize>>,
    /// Whether it is all there, with nothing between.
    pub whole: bool,
    /// Share of it that is there.
    pub left: f32,
}

impl std::fmt::Debug for Fate<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text: String = self.place.iter().flat_map(|p| &self.signs[p.clone()]).map(|s| s.0).collect();
        write!(f, "{} {:.2} {text:?}", if self.whole { "whole" } else { "part" }, self.left)
    }
}

impl Fate<'_> {
    /// Whether enough is there that it ought to be found.
    pub fn is_there(&self) -> bool {
        self.whole || self.left >= 0.5
    }

    pub fn judge(&self, answer: Option<Range<usize>>) -> Verdict {
        let Some(answer) = answer else {
            return if self.is_there() { Verdict::Missed } else { Verdict::Right };
        };
        let needed = if self.whole { 0.9 } else { 0.5 };
        if self.place.as_ref().is_some_and(|place| self.likeness(place, &answer) >= needed) {
            return Verdict::Right;
        }
        if self.own_share(&answer) >= 0.5 {
            // It touches what is left, if not all of it.
            return if self.is_there() { Verdict::Missed } else { Verdict::Right };
        }
        Verdict::False
    }

    /// Letters in both ranges by letters in either.
    fn likeness(&self, a: &Range<usize>, b: &Range<usize>) -> f32 {
        let letters = |from: usize, to: usize| {
            self.signs.get(from..to).unwrap_or_default().iter().filter(|s| s.0.is_alphanumeric()).count()
        };
        let both = letters(a.start.max(b.start), a.end.min(b.end));
        let either = letters(a.start, a.end) + letters(b.start, b.end) - both;
        if either == 0 { 1.0 } else { both as f32 / either as f32 }
    }

    /// Share of an answer's letters that are the passage's own, or stand where most of it is.
    fn own_share(&self, answer: &Range<usize>) -> f32 {
        let letters = answer.clone().filter(|&at| self.signs[at].0.is_alphanumeric());
        let own = |at: usize| {
            self.signs[at].1.is_some_and(|from| self.range.contains(&from))
                || (self.left >= 0.25 && self.place.as_ref().is_some_and(|place| place.contains(&at)))
        };
        let (mut mine, mut all) = (0, 0);
        for at in letters {
            all += 1;
            mine += usize::from(own(at));
        }
        if all == 0 { 0.0 } else { mine as f32 / all as f32 }
    }
}

/// Words and sentences of another text.
struct Strangers {
    sentences: Vec<String>,
}

impl Strangers {
    fn of(donor: &str) -> Self {
        let chars: Vec<char> = donor.chars().collect();
        let sentences = sentences(donor).into_iter().map(|range| chars[range].iter().collect());
        Self { sentences: sentences.collect() }
    }

    fn any(&self, chance: &mut Chance) -> &str {
        if self.sentences.is_empty() {
            "Lorem ipsum."
        } else {
            &self.sentences[chance.below(self.sentences.len())]
        }
    }

    fn sentence(&self, chance: &mut Chance) -> Vec<Sign> {
        self.any(chance).chars().chain([' ']).map(|c| (c, None)).collect()
    }

    /// A sentence with a third of its words changed, or in one case of three another sentence.
    fn rewritten(&self, sentence: &[Sign], chance: &mut Chance) -> Vec<Sign> {
        if chance.percent(33) {
            return self.any(chance).chars().map(|c| (c, None)).collect();
        }
        let mut out = Vec::new();
        for word in words_of(sentence) {
            let is_word = word.iter().any(|(c, _)| c.is_alphanumeric());
            if is_word && chance.percent(33) {
                out.extend(self.words(word.len(), chance).chars().map(|c| (c, None)));
            } else {
                out.extend(word);
            }
        }
        out
    }

    fn words(&self, length: usize, chance: &mut Chance) -> String {
        let from: Vec<char> = self.any(chance).chars().filter(|c| c.is_alphanumeric()).collect();
        let at = chance.below(from.len().max(1));
        from.into_iter().skip(at).take(length.max(2)).collect()
    }
}

/// Words and what is between them; of Chinese, three characters at a time.
fn words_of(sentence: &[Sign]) -> Vec<&[Sign]> {
    let mut words = Vec::new();
    let mut start = 0;
    for at in 1..=sentence.len() {
        let ends = at == sentence.len()
            || sentence[at].0.is_alphanumeric() != sentence[at - 1].0.is_alphanumeric()
            || (sentence[at].0 >= '\u{3000}' && at - start >= 3);
        if ends {
            words.push(&sentence[start..at]);
            start = at;
        }
    }
    words
}

fn respelled(c: char, typographic: bool) -> String {
    let plain = match c {
        '“' | '”' | '«' | '»' | '„' | '「' | '」' => "\"",
        '‘' | '’' => "'",
        '–' | '—' => "-",
        '…' => "...",
        '"' if typographic => "”",
        '\'' if typographic => "’",
        '-' if typographic => "–",
        'ی' => "ي",
        'ک' => "ك",
        '۱' => "1",
        '۲' => "2",
        '，' => ",",
        '：' => ":",
        '（' => "(",
        '）' => ")",
        c => return c.to_string(),
    };
    plain.to_owned()
}
