//! Where something stands in a text, as a person looks for it on a page: any part of words, in any spelling of its letters.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::fold::fold;
use super::query::{Field, Query};
use super::sought::Sought;

/// Zero width non-joiner: parts a word of Arabic letters without a space.
const ZWNJ: char = '\u{200c}';

/// A character of a folded text, and the code points of the text it comes from.
#[derive(Debug, Clone, Copy)]
struct Folded {
    c: char,
    start: usize,
    end: usize,
}

/// Everywhere that `wanted` stands in a text, as code points of the text, ascending and apart.
///
/// Case, accents, letter variants, digits, quotes, dashes and what cannot be seen do not count; white space of any kind and
/// length is one space; what a zero width non-joiner parts may be written apart or together.
#[must_use]
pub fn occurrences(text: &str, wanted: &str) -> Vec<Range<usize>> {
    let wanted: Vec<char> = folded(wanted.trim()).iter().map(|folded| folded.c).collect();
    let Some(first) = wanted.iter().position(|&c| c != ZWNJ) else { return Vec::new() };
    let wanted = &wanted[first..];
    let text = folded(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match length_at(&text[at..], wanted) {
            Some(length) => {
                let range = text[at].start..text[at + length - 1].end;
                // Two halves of one ligature are one place.
                if found.last().is_none_or(|last: &Range<usize>| last.end <= range.start) {
                    found.push(range);
                }
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// Everywhere that a text fulfils the words of a query, as code points of the text, ascending and apart; `field` is what the
/// text is.
#[must_use]
pub fn query_occurrences(text: &str, query: &Query, field: Field) -> Vec<Range<usize>> {
    let hits = Sought::of(query, field).hits(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    // Code points are counted along the text once.
    let (mut byte, mut point) = (0, 0);
    let mut point_at = |at: usize| {
        if at < byte {
            (byte, point) = (0, 0);
        }
        point += text[byte..at].chars().count();
        byte = at;
        point
    };
    for hit in hits {
        let range = point_at(hit.at.start)..point_at(hit.at.end);
        match found.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => found.push(range),
        }
    }
    found
}

/// How many characters at the beginning of a text are what is wanted.
fn length_at(text: &[Folded], wanted: &[char]) -> Option<usize> {
    let mut at = 0;
    for &want in wanted {
        let next = |at: usize| text.get(at).map(|folded| folded.c);
        // A joiner that nobody asked for stands for nothing.
        while next(at) == Some(ZWNJ) && want != ZWNJ && want != ' ' && at > 0 {
            at += 1;
        }
        match next(at) {
            Some(c) if c == want => at += 1,
            Some(' ' | ZWNJ) if matches!(want, ' ' | ZWNJ) && at > 0 => at += 1,
            _ if want == ZWNJ => {}
            _ => return None,
        }
    }
    Some(at)
}

/// A text folded, letter by letter with the marks on it.
fn folded(text: &str) -> Vec<Folded> {
    let mut out: Vec<Folded> = Vec::with_capacity(text.len());
    let mut chars = text.chars().enumerate().peekable();
    let mut letter = String::new();
    while let Some((start, c)) = chars.next() {
        letter.clear();
        letter.push(c);
        let mut end = start + 1;
        while let Some((_, mark)) = chars.next_if(|&(_, next)| is_mark(next)) {
            letter.push(mark);
            end += 1;
        }
        if c == ZWNJ {
            out.push(Folded { c, start, end });
            continue;
        }
        if c.is_whitespace() {
            match out.last_mut().filter(|last| last.c == ' ') {
                Some(last) => last.end = end,
                None => out.push(Folded { c: ' ', start, end }),
            }
            continue;
        }
        out.extend(fold(&letter).chars().map(unify).filter(is_seen).map(|c| Folded { c, start, end }));
    }
    out
}

/// Signs that are typed in one way and printed in several.
fn unify(c: char) -> char {
    match c {
        '`' | '\u{b4}' | '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2b9}'..='\u{2bc}' => '\'',
        '\u{ab}' | '\u{bb}' | '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{300c}'..='\u{300f}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    }
}

/// Marks, and the voicing signs of narrow kana, which become marks.
fn is_mark(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{ff9e}' | '\u{ff9f}')
}

fn is_seen(c: &char) -> bool {
    !matches!(c, '\u{ad}' | '\u{200b}' | '\u{200d}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::query::parse;
    use super::*;

    fn found(text: &str, wanted: &str) -> Vec<String> {
        let part = |range: Range<usize>| text.chars().skip(range.start).take(range.len()).collect();
        occurrences(text, wanted).into_iter().map(part).collect()
    }

    #[test]
    fn any_spelling_is_found_where_it_stands() {
        for (text, wanted, places) in [
            ("Nuclear, thermonuclear", "NUCLEAR", &["Nuclear", "nuclear"][..]),
            ("a café, a cafe\u{301}", "cafe", &["café", "cafe\u{301}"]),
            ("cafe", "café", &["cafe"]),
            ("Straße und STRASSE", "strass", &["Straß", "STRASS"]),
            ("the ﬁnal ﬂow", "final fl", &["ﬁnal ﬂ"]),
            ("“It’s so” – he said", "it's so\" - he", &["It’s so” – he"]),
            ("one\u{a0} \ntwo", "one two", &["one\u{a0} \ntwo"]),
            ("کتاب‌های كتابها کتاب ها", "کتابها", &["کتاب‌ها", "كتابها"]),
            ("کتاب‌های کتاب های", "کتاب ها", &["کتاب‌ها", "کتاب ها"]),
            ("می‌شود می شود میشود", "می‌شود", &["می‌شود", "می شود", "میشود"]),
            ("مُحَمَّد و محمد", "محمد", &["مُحَمَّد", "محمد"]),
            ("سال ۱۴۰۴ و ١٤٠٤", "1404", &["۱۴۰۴", "١٤٠٤"]),
            ("中国新闻：新闻", "新闻", &["新闻", "新闻"]),
            ("ｶﾞｿﾘﾝ ガソリン", "ガソリン", &["ｶﾞｿﾘﾝ", "ガソリン"]),
            ("co\u{ad}operate", "cooperate", &["co\u{ad}operate"]),
            ("aaaa", "aa", &["aa", "aa"]),
            ("Ёлка", "елка", &["Ёлка"]),
            ("İstanbul ISTANBUL", "istanbul", &["İstanbul", "ISTANBUL"]),
            ("שָׁלוֹם", "שלום", &["שָׁלוֹם"]),
            ("👍🏽 yes", "👍", &["👍"]),
        ] {
            assert_eq!(found(text, wanted), places, "{wanted} in {text}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for (text, wanted) in [
            ("now here", "nowhere"),
            ("text", ""),
            ("text", "  "),
            ("text", "\u{200c}"),
            ("か", "が"),
            ("ab", "abc"),
        ] {
            assert_eq!(found(text, wanted), [""; 0], "{wanted} in {text}");
        }
    }

    #[test]
    fn a_query_is_found_by_its_words() {
        let text = "Grossi: “The café in Fordow” – Fordow’s, fordowish";
        let places = |query: &str| {
            let ranges = query_occurrences(text, &parse(query).query, Field::Text);
            let part = |range: Range<usize>| text.chars().skip(range.start).take(range.len()).collect();
            ranges.into_iter().map(part).collect::<Vec<String>>()
        };
        assert_eq!(places("fordow"), ["Fordow", "Fordow"]);
        assert_eq!(places("fordow* -grossi"), ["Fordow", "Fordow’s", "fordowish"]);
        assert_eq!(places("\"cafe in fordow\" fordow title:grossi"), ["café in Fordow", "Fordow"]);
    }

    proptest! {
        #[test]
        fn places_are_apart_and_in_the_text(
            text in "[a-cAé\u{301}ﬁß \n\u{200c}یيک中👍]{0,40}", wanted in "[a-céfis \u{200c}ی中]{0,4}",
        ) {
            let length = text.chars().count();
            let found = occurrences(&text, &wanted);
            prop_assert!(found.iter().all(|range| range.start < range.end && range.end <= length));
            prop_assert!(found.is_sorted_by(|a, b| a.end <= b.start));
        }

        #[test]
        fn a_text_is_found_in_itself(text in "[a-cAéﬁß中یک]{1,12}", before in "[x-z ]{0,6}") {
            prop_assert_eq!(occurrences(&format!("{before}{text}"), &text).len(), 1);
        }
    }
}
