//! What is looked for in the index for words of a query.

use super::chunks::{Chunk, Joint, chunks};
use super::fold::fold;
use super::letters::Kind;
use super::query::{Matching, Words};
use super::words::{glyphs, is_whole, pieces, signed};

/// More words than anyone types; keeps a pasted page from becoming a phrase.
const CHUNKS: usize = 64;
/// Words of several parts that are also looked for as one.
const WHOLES: usize = 4;

/// Words in their form in the index, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The words; at least one.
    pub words: Vec<String>,
    /// Whether the last may be longer.
    pub open: bool,
}

impl Pattern {
    /// As FTS5 has it. Every word is letters, digits, marks and emoji alone and stands in quotation marks, so nothing that
    /// people type reaches FTS5's syntax.
    #[must_use]
    pub fn expression(&self) -> String {
        format!("\"{}\"{}", self.words.join(" "), if self.open { "*" } else { "" })
    }
}

/// What a text has one of at least, when it has the words; nothing for words that consist of punctuation.
#[must_use]
pub fn patterns(words: &Words) -> Vec<Pattern> {
    let chunks = meant(words);
    let Some(last) = chunks.last() else { return Vec::new() };
    let parts: Vec<Vec<String>> =
        chunks.iter().enumerate().map(|(n, chunk)| part(chunk, n + 1 == chunks.len())).collect();
    let beginning = words.matching == Matching::Beginning && last.kind == Kind::Word;
    let single = last.kind == Kind::Run && parts.last().is_some_and(|part| part.len() == 1 && is_one(part));
    let open = beginning || single || (words.matching == Matching::Word && takes_particles(last));
    if let ([chunk], [part]) = (chunks.as_slice(), parts.as_slice())
        && !chunk.signs.is_empty()
    {
        return vec![Pattern { words: vec![signed(&part.concat(), chunk.signs)], open: beginning }];
    }
    let wholes = wholes(&chunks).into_iter().map(|(from, to)| {
        let before = parts[..from].iter().flatten().cloned();
        let whole = parts[from..to].iter().flatten().cloned().collect::<String>();
        before.chain([whole]).chain(parts[to..].iter().flatten().cloned()).collect()
    });
    let written = parts.iter().flatten().cloned().collect::<Vec<_>>();
    let all = [written].into_iter().chain(wholes).filter(|words| !words.is_empty());
    all.map(|words| Pattern { words, open }).collect()
}

/// The chunks of what was typed, but for what a word that stands alone loses: an article before an apostrophe (l’Iran) and
/// the s behind one (Iran’s). In quotation marks they are meant.
fn meant(words: &Words) -> Vec<Chunk<'_>> {
    let mut chunks: Vec<Chunk<'_>> = chunks(&words.text).take(CHUNKS).collect();
    if words.matching == Matching::Phrase {
        return chunks;
    }
    let is_joined = |chunk: &Chunk<'_>| chunk.joint == Some(Joint::Apostrophe);
    if chunks.len() > 1 && chunks.last().is_some_and(|last| is_joined(last) && fold(last.text) == "s") {
        chunks.pop();
    }
    if chunks.get(1).is_some_and(is_joined) && ELIDED.contains(&fold(chunks[0].text).as_str()) {
        chunks.remove(0);
        chunks[0].joint = None;
    }
    chunks
}

/// What French, Italian and Catalan leave of a word before a vowel.
const ELIDED: [&str; 22] = [
    "l", "d", "c", "j", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "dell", "all",
    "nell", "sull", "dall", "un", "quest", "quell", "coll",
];

/// The words of a chunk in the index.
fn part(chunk: &Chunk<'_>, is_last: bool) -> Vec<String> {
    if chunk.kind != Kind::Run {
        return pieces(&fold(chunk.text)).map(str::to_owned).collect();
    }
    let glyphs: Vec<char> = glyphs(chunk).into_iter().map(|glyph| glyph.folded).collect();
    let pairs = glyphs.windows(2).map(|pair| pair.iter().collect());
    // The last character ends the run in the index: what follows it comes behind that. A text may go on behind the last.
    let end = (!is_last || glyphs.len() == 1).then(|| glyphs.last().map(char::to_string)).flatten();
    pairs.chain(end).collect()
}

fn is_one(part: &[String]) -> bool {
    part.first().is_some_and(|word| word.chars().count() == 1)
}

/// Korean writes particles right behind a noun: 서울 is looked for in 서울의 and 서울에서 as well.
fn takes_particles(chunk: &Chunk<'_>) -> bool {
    let folded = fold(chunk.text);
    folded.chars().count() > 1 && folded.chars().all(|c| matches!(c, '가'..='힣'))
}

/// The stretches of chunks that may be one word: from, and to the one behind the last.
fn wholes(chunks: &[Chunk<'_>]) -> Vec<(usize, usize)> {
    let mut wholes = Vec::new();
    let mut from = 0;
    for n in 1..=chunks.len() {
        let joint = chunks.get(n).and_then(|chunk| chunk.joint);
        let inner = (n > from + 1).then(|| chunks[n - 1].joint).flatten();
        if let Some(inner) = inner.filter(|inner| joint != Some(*inner)) {
            if is_whole(inner, n - from) {
                wholes.push((from, n));
            }
            from = n - 1;
        }
        if joint.is_none() {
            from = n;
        }
    }
    wholes.truncate(WHOLES);
    wholes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expressions(text: &str, matching: Matching) -> String {
        let words = Words { field: None, text: text.to_owned(), matching };
        patterns(&words).iter().map(Pattern::expression).collect::<Vec<_>>().join(" OR ")
    }

    #[test]
    fn words_are_looked_for_in_every_way_they_are_written() {
        for (text, expected) in [
            ("climate", r#""climate""#),
            ("U.S.", r#""u s""#),
            ("U.S.A.", r#""u s a" OR "usa""#),
            ("می‌رود", r#""می رود" OR "میرود""#),
            ("co-operation", r#""co operation" OR "cooperation""#),
            ("1,000", r#""1 000" OR "1000""#),
            ("don’t", r#""don t" OR "dont""#),
            ("Iran’s", r#""iran""#),
            ("l'Iran", r#""iran""#),
            ("l'état-major", r#""etat major" OR "etatmajor""#),
            ("mother-in-law’s", r#""mother in law" OR "motherinlaw""#),
            ("x-y_z", r#""x y z" OR "xyz""#),
            ("C++", r#""c＋＋""#),
            ("中国人", r#""中国 国人""#),
            ("国", r#""国"*"#),
            ("疫情ok", r#""疫情 情 ok""#),
            ("서울", r#""서울"*"#),
            ("봄", r#""봄""#),
            ("🇮🇷", r#""🇮🇷""#),
            ("' \" * ( ) ^ : —", ""),
        ] {
            assert_eq!(expressions(text, Matching::Word), expected, "{text}");
        }
        for (text, expected) in [
            ("Iran’s war", r#""iran s war" OR "irans war""#),
            ("من می‌روم و می‌آیم", r#""من می روم و می ایم" OR "من میروم و می ایم" OR "من می روم و میایم""#),
            ("l'état-major", r#""l etat major" OR "letat major" OR "l etatmajor""#),
            ("서울", r#""서울""#),
            ("C++ now", r#""c now""#),
        ] {
            assert_eq!(expressions(text, Matching::Phrase), expected, "{text}");
        }
        for (text, expected) in
            [("clim", r#""clim"*"#), ("می‌رو", r#""می رو"* OR "میرو"*"#), ("中国", r#""中国""#)]
        {
            assert_eq!(expressions(text, Matching::Beginning), expected, "{text}");
        }
    }
}
