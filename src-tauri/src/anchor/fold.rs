//! A text without what differs between two copies of the same words, and where each of its characters comes from.
//!
//! White space and invisible characters are left out, so that paragraphs, table cells and joined or spaced Persian words read alike;
//! ligatures and wide forms are taken apart (NFKD) and accents put together again, letters are lower case, quotes and dashes of all
//! kinds are one each, and the Arabic letters and digits that Persian and Arabic keyboards spell differently are one.

use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, compose, decompose_compatible};

/// A folded text.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub chars: Vec<char>,
    /// The code points of the text that each character comes from.
    from: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds a text, code point by code point.
    pub fn of(text: &[char]) -> Self {
        let mut folded = Self::default();
        let mut cluster = Cluster::default();
        for (at, &c) in (0u32..).zip(text) {
            decompose_compatible(c, |part| cluster.add(part, at, &mut folded));
        }
        cluster.flush(&mut folded);
        folded
    }

    /// The code points of the text that a range of folded characters comes from.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.from.get(range.start).map_or(0, |&(start, _)| start as usize);
        let end = self.from[..range.end].last().map_or(0, |&(_, end)| end as usize);
        start..end.max(start)
    }

    /// The folded characters that come from a range of code points.
    pub fn within(&self, range: Range<usize>) -> Range<usize> {
        let start = self.from.partition_point(|&(from, _)| (from as usize) < range.start);
        let end = self.from.partition_point(|&(from, _)| (from as usize) < range.end);
        start..end.max(start)
    }

    /// Whether a range does not begin or end amid the parts of one code point.
    pub fn is_whole(&self, range: &Range<usize>) -> bool {
        let splits = |at: usize| at > 0 && at < self.from.len() && self.from[at].0 < self.from[at - 1].1;
        !splits(range.start) && !splits(range.end)
    }

    fn push(&mut self, c: char, (start, end): (u32, u32)) {
        // Marks that were put in order still come one after the other.
        let start = self.from.last().map_or(start, |last| start.max(last.0));
        let from = (start, end.max(start + 1));
        // Two quotes or dashes side by side are another spelling of one.
        if matches!(c, '"' | '-') && self.chars.last() == Some(&c) {
            if let Some(last) = self.from.last_mut() {
                last.1 = from.1;
            }
            return;
        }
        self.chars.push(c);
        self.from.push(from);
    }
}

/// A character and the marks on it, in canonical order.
#[derive(Debug, Default)]
struct Cluster {
    parts: Vec<(char, u8, u32)>,
}

impl Cluster {
    fn add(&mut self, c: char, at: u32, folded: &mut Folded) {
        let class = canonical_combining_class(c);
        let joins = class != 0 || self.joins_as_syllable(c);
        if !joins {
            self.flush(folded);
        }
        self.parts.push((c, class, at));
    }

    /// Hangul is written in syllables, which decomposition takes apart.
    fn joins_as_syllable(&self, c: char) -> bool {
        let jamo = matches!(c, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}');
        jamo && self.parts.last().is_some_and(|&(last, ..)| matches!(last, '\u{1100}'..='\u{11c2}'))
    }

    fn flush(&mut self, folded: &mut Folded) {
        let syllable = self.parts.first().is_some_and(|&(c, ..)| matches!(c, '\u{1100}'..='\u{1112}'));
        if !syllable {
            self.parts.sort_by_key(|&(_, class, _)| class);
        }
        let mut whole: Vec<(char, (u32, u32))> = Vec::with_capacity(self.parts.len());
        for (c, _, at) in self.parts.drain(..).filter(|&(c, ..)| !is_left_out(c)) {
            let joined = whole.last().and_then(|&(last, _)| compose(last, c));
            match (joined, whole.last_mut()) {
                (Some(joined), Some(last)) => *last = (joined, (last.1.0.min(at), last.1.1.max(at + 1))),
                _ => whole.push((c, (at, at + 1))),
            }
        }
        for (c, from) in whole {
            for lower in c.to_lowercase() {
                folded.push(unify(lower), from);
            }
        }
    }
}

/// White space, what cannot be seen, and marks that writers of Arabic letters leave out.
fn is_left_out(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}'
            | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fffc}')
}

fn unify(c: char) -> char {
    match c {
        '\''
        | '`'
        | '\u{b4}'
        | '\u{2018}'..='\u{201f}'
        | '\u{2032}'..='\u{2037}'
        | '\u{2039}'
        | '\u{203a}'
        | '\u{ab}'
        | '\u{bb}'
        | '\u{300c}'..='\u{300f}'
        | '\u{301d}'..='\u{301f}'
        | '\u{2b9}'..='\u{2bc}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2e3a}' | '\u{2e3b}' => '-',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ة' => 'ه',
        '\u{660}'..='\u{669}' => digit(c, '\u{660}'),
        '\u{6f0}'..='\u{6f9}' => digit(c, '\u{6f0}'),
        c => c,
    }
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fold(text: &str) -> String {
        Folded::of(&text.chars().collect::<Vec<_>>()).chars.iter().collect()
    }

    #[test]
    fn spellings_of_one_text_fold_alike() {
        for (a, b) in [
            ("“It’s so” – he said", "\"It's so\" - he said"),
            ("«می‌شود»", "\"می شود\""),
            ("كتابي ۱۲۳", "کتابی 123"),
            ("ﬁnd the ﬂow…", "find the flow..."),
            ("cafe\u{301} Ta\u{323}\u{302}n", "café Tậ\u{6e}"),
            ("한국어", "\u{1112}\u{1161}\u{11ab}국어"),
            ("one\ntwo", "one\u{a0}two"),
            ("co\u{ad}operate", "cooperate"),
            ("ＡＢＣ「新」", "abc\"新\""),
            ("1914--18", "1914–18"),
            ("مُحَمَّد", "محمد"),
            ("آنها أو", "انها او"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
        assert_ne!(fold("각"), fold("가ㄱ"));
        assert_ne!(fold("resume"), fold("résumé"));
    }

    #[test]
    fn folded_characters_know_where_they_come_from() {
        let text: Vec<char> = "a e\u{301} ﬁ «x»".chars().collect();
        let folded = Folded::of(&text);
        assert_eq!(folded.chars.iter().collect::<String>(), "aéfi\"x\"");
        assert_eq!(folded.source(1..2), 2..4);
        assert_eq!(folded.source(2..3), 5..6);
        assert_eq!(folded.source(0..7), 0..10);
        assert_eq!(folded.within(2..4), 1..2);
        assert_eq!(folded.within(5..6), 2..4);
        assert_eq!(folded.within(0..10), 0..7);
    }

    proptest! {
        #[test]
        fn places_stay_within_the_text_and_in_order(text in "\\PC{0,40}|[a\u{301}\u{323}e ﬁ각\u{1100}\u{1161}\u{11a8}ۀئ'\"-]{0,20}") {
            let chars: Vec<char> = text.chars().collect();
            let folded = Folded::of(&chars);
            let mut before = 0;
            for at in 0..folded.chars.len() {
                let source = folded.source(at..at + 1);
                prop_assert!(source.start < source.end && source.end <= chars.len());
                prop_assert!(source.start >= before);
                before = source.start;
            }
            prop_assert_eq!(folded.within(0..chars.len()), 0..folded.chars.len());
        }
    }
}
