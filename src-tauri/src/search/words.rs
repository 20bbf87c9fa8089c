//! Cutting folded text into words, so that SQLite's `ascii` tokenizer only has to split at spaces.
//!
//! Scripts written without spaces become overlapping pairs of characters, which finds every substring of two characters
//! and more; the last character of a run also stands alone, so that a single character is found as the beginning of a
//! pair or as that.

use super::fold::{ZWNJ, fold};

/// Part of a text that is searched for as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A word of a script that puts spaces between words.
    Word(String),
    /// A word of several parts joined by zero width non-joiners.
    Joined(Vec<String>),
    /// A run of a script without spaces.
    Run(Vec<char>),
}

/// The words of a text, folded, separated by single spaces.
#[must_use]
pub fn index_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in parts(&fold(text)) {
        match part {
            Part::Word(word) => push(&mut out, &word),
            Part::Joined(pieces) => {
                pieces.iter().for_each(|piece| push(&mut out, piece));
                push(&mut out, &pieces.concat());
            }
            Part::Run(run) => {
                pairs(&run).for_each(|pair| push(&mut out, &pair));
                run.last().iter().for_each(|last| push(&mut out, &last.to_string()));
            }
        }
    }
    out
}

/// The words of a text as they are written, each with its form in the index; of scripts without spaces, their pairs.
pub fn written_words(text: &str) -> impl Iterator<Item = (usize, &str, String)> {
    chunks(text).flat_map(|(start, chunk)| match chunk.chars().next().is_some_and(is_spaceless) {
        false => vec![(start, chunk, fold(chunk).replace(ZWNJ, ""))],
        true => {
            let ends: Vec<usize> = chunk.char_indices().map(|(at, _)| at).chain([chunk.len()]).collect();
            let pair =
                |ends: &[usize]| (start + ends[0], &chunk[ends[0]..ends[2]], fold(&chunk[ends[0]..ends[2]]));
            ends.windows(3).map(pair).collect()
        }
    })
}

/// The stretches of a text that hold words of one kind, with their places in bytes.
pub(super) fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(is_word)?;
        let spaceless = text[start..].chars().next().is_some_and(is_spaceless);
        let ends = |c: char| !is_word(c) || is_spaceless(c) != spaceless;
        let end = text[start..].find(ends).map_or(text.len(), |length| start + length);
        from = end;
        Some((start, &text[start..end]))
    })
}

/// The overlapping pairs of a run; none for a single character.
pub(super) fn pairs(run: &[char]) -> impl Iterator<Item = String> {
    run.windows(2).map(|pair| pair.iter().collect())
}

/// Cuts folded text where its words end.
pub(super) fn parts(folded: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for chunk in folded.split(|c: char| !is_word(c)) {
        let mut rest = chunk;
        while let Some(first) = rest.chars().next() {
            let spaceless = is_spaceless(first);
            let end = rest.find(|c| is_spaceless(c) != spaceless).unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            rest = after;
            parts.extend(if spaceless { run(piece) } else { word(piece) });
        }
    }
    parts
}

fn run(text: &str) -> Option<Part> {
    let run: Vec<char> = text.chars().filter(|&c| c != ZWNJ).collect();
    (!run.is_empty()).then_some(Part::Run(run))
}

fn word(text: &str) -> Option<Part> {
    let pieces: Vec<String> = text.split(ZWNJ).filter(|p| !p.is_empty()).map(str::to_owned).collect();
    match pieces.len() {
        0 => None,
        1 => pieces.into_iter().next().map(Part::Word),
        _ => Some(Part::Joined(pieces)),
    }
}

fn push(out: &mut String, word: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(word);
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == ZWNJ || unicode_normalization::char::is_combining_mark(c)
}

/// Han, Kana, Bopomofo, Thai, Lao, Myanmar, Khmer, Tibetan: scripts whose words are not separated.
pub(super) fn is_spaceless(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_words_are_found_in_the_index() {
        let text = "Don’t panic, Zürich: COVID疫情报告 می‌روم";
        let words: Vec<_> = written_words(text).map(|(_, spelled, folded)| (spelled, folded)).collect();
        let spelled: Vec<&str> = words.iter().map(|word| word.0).collect();
        assert_eq!(spelled, ["Don", "t", "panic", "Zürich", "COVID", "疫情", "情报", "报告", "می‌روم"]);
        let index = format!(" {} ", index_text(text));
        for (spelled, folded) in words {
            assert!(index.contains(&format!(" {folded} ")), "{spelled}");
        }
    }

    #[test]
    fn words_of_many_scripts() {
        let table = [
            ("Don’t panic: U.S. says", "don t panic u s says"),
            ("COVID疫情报告", "covid 疫情 情报 报告 告"),
            ("東京", "東京 京"),
            ("می‌روم به خانه", "می روم میروم به خانه"),
            ("С Новым годом", "с новым годом"),
            ("서울의 봄", "서울의 봄"),
            ("हिन्दी समाचार", "हिन्दी समाचार"),
            ("a\u{0}b", "a b"),
        ];
        for (text, words) in table {
            assert_eq!(index_text(text), words);
        }
    }
}
