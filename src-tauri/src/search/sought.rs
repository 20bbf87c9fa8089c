//! Where the words that a person looked for stand in a text, and the passage that shows most of them.

use std::collections::HashMap;
use std::ops::Range;

use super::patterns::{Pattern, patterns};
use super::query::{Condition, Field, Query, Words};
use super::words::{Standing, each_word, is_single};

/// The words of a query that a text is marked by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    patterns: Vec<Pattern>,
    /// Which of the query's conditions each pattern is a way to fulfil.
    conditions: Vec<usize>,
}

/// A stretch of a text that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// Which of the conditions on words it fulfils.
    condition: usize,
}

/// Part of a text, with what matches in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// What matches, in bytes of the whole text, ascending, nothing in another.
    pub hits: Vec<Range<usize>>,
    /// How many of the conditions on words it fulfils.
    pub fulfils: usize,
}

impl Sought {
    /// The words that a query asks for, but for those it asks not to be there; `field` is what the text is.
    #[must_use]
    pub fn of(query: &Query, field: Field) -> Self {
        let mut sought = Self::default();
        sought.collect(query, &|asked| asked.is_none_or(|asked| asked == field));
        sought
    }

    /// Whether a query asks for words to be there.
    #[must_use]
    pub fn any(query: &Query) -> bool {
        let mut sought = Self::default();
        sought.collect(query, &|_| true);
        !sought.is_empty()
    }

    /// The words that may stand anywhere: in a text that no field is of.
    #[must_use]
    pub fn anywhere(query: &Query) -> Self {
        let mut sought = Self::default();
        sought.collect(query, &|asked| asked.is_none());
        sought
    }

    fn collect(&mut self, query: &Query, is_of: &impl Fn(Option<Field>) -> bool) {
        match query {
            Query::Is(Condition::Words(words)) if is_of(words.field) => self.add(words),
            Query::Everything | Query::Is(_) | Query::Not(_) => {}
            Query::All(parts) | Query::Any(parts) => parts.iter().for_each(|part| self.collect(part, is_of)),
        }
    }

    fn add(&mut self, words: &Words) {
        let condition = self.conditions();
        for pattern in patterns(words) {
            if !self.patterns.contains(&pattern) {
                self.patterns.push(pattern);
                self.conditions.push(condition);
            }
        }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Everything that matches, in the order of the text.
    #[must_use]
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        if self.is_empty() {
            return hits;
        }
        let starts = Starts::of(&self.patterns);
        let mut begun: Vec<Begun> = Vec::new();
        each_word(text, |standing, word, at| {
            let mut found = |pattern: usize, from: usize| {
                let at = narrowed(&self.patterns[pattern], from..at.end, text);
                hits.push(Hit { at, condition: self.conditions[pattern] });
            };
            let mut going = |begun: Begun| match advance(&self.patterns[begun.pattern], begun.matched, word) {
                Step::Ends => {
                    found(begun.pattern, begun.from);
                    None
                }
                Step::GoesOn => Some(Begun { matched: begun.matched + 1, ..begun }),
                Step::Fails => None,
            };
            let fresh = |pattern| Begun { pattern, matched: 0, from: at.start };
            let starting = starts.at(word);
            match standing {
                Standing::Line => {
                    begun = begun.drain(..).chain(starting.map(fresh)).filter_map(going).collect();
                }
                // A word beside the line is next to none.
                Standing::Beside => starting.map(fresh).for_each(|fresh| _ = going(fresh)),
            }
        });
        hits.sort_by_key(|hit| (hit.at.start, hit.at.end, hit.condition));
        hits
    }

    /// Everything that matches, in bytes, ascending, nothing in another.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        joined(self.hits(text).into_iter().map(|hit| hit.at))
    }

    /// How many conditions on words there are.
    #[must_use]
    pub fn conditions(&self) -> usize {
        self.conditions.last().map_or(0, |last| last + 1)
    }

    /// The passage of about `length` characters that shows most of what is looked for, the first of several; `None` when
    /// nothing of it stands in the text.
    #[must_use]
    pub fn passage(&self, text: &str, length: usize) -> Option<Passage> {
        let hits = self.hits(text);
        let (mut best, mut most, mut fulfils) = (0..0, 0, 0);
        let mut end = 0;
        let mut seen = vec![0_u32; self.conditions()];
        let mut kinds = 0;
        for (start, hit) in hits.iter().enumerate() {
            while let Some(next) = hits
                .get(end)
                .filter(|next| end == start || text[hit.at.start..next.at.end].chars().count() <= length)
            {
                seen[next.condition] += 1;
                kinds += usize::from(seen[next.condition] == 1);
                end += 1;
            }
            let score = kinds * hits.len() + (end - start);
            if kinds > 0 && score > most {
                (best, most, fulfils) = (start..end, score, kinds);
            }
            seen[hit.condition] -= 1;
            kinds -= usize::from(seen[hit.condition] == 0);
        }
        let (first, last) = (hits.get(best.start)?, hits.get(best.end.checked_sub(1)?)?);
        let at = around(text, first.at.start..last.at.end.max(first.at.end), length);
        let inside = hits.iter().filter(|hit| hit.at.start >= at.start && hit.at.end <= at.end);
        Some(Passage { hits: joined(inside.map(|hit| hit.at.clone())), at, fulfils })
    }
}

/// The patterns by the word that they begin with.
struct Starts<'a> {
    whole: HashMap<&'a str, Vec<usize>>,
    /// Those of one word that may be longer.
    open: Vec<usize>,
}

impl<'a> Starts<'a> {
    fn of(patterns: &'a [Pattern]) -> Self {
        let mut starts = Self { whole: HashMap::new(), open: Vec::new() };
        for (n, pattern) in patterns.iter().enumerate() {
            match pattern.words.as_slice() {
                [_] if pattern.open => starts.open.push(n),
                [word, ..] => starts.whole.entry(word).or_default().push(n),
                [] => {}
            }
        }
        starts
    }

    /// Those that may begin with a word.
    fn at(&self, word: &str) -> impl Iterator<Item = usize> {
        self.whole.get(word).into_iter().flatten().chain(&self.open).copied()
    }
}

/// A pattern of which the first words were found.
struct Begun {
    pattern: usize,
    matched: usize,
    /// Where the first begins, in bytes.
    from: usize,
}

/// What the next word is to a pattern.
enum Step {
    Ends,
    GoesOn,
    Fails,
}

fn advance(pattern: &Pattern, matched: usize, word: &str) -> Step {
    let Some(expected) = pattern.words.get(matched) else { return Step::Fails };
    let is_last = matched + 1 == pattern.words.len();
    let fits = if is_last && pattern.open { word.starts_with(expected.as_str()) } else { word == expected };
    match (fits, is_last) {
        (false, _) => Step::Fails,
        (true, true) => Step::Ends,
        (true, false) => Step::GoesOn,
    }
}

/// A single character of a script without spaces matches the pair that it begins: only itself is meant.
fn narrowed(pattern: &Pattern, at: Range<usize>, text: &str) -> Range<usize> {
    match pattern.words.as_slice() {
        [word] if is_single(word) => {
            let width = text[at.clone()].chars().next().map_or(0, char::len_utf8);
            at.start..at.start + width
        }
        _ => at,
    }
}

/// A stretch of about `length` characters around `core`, from a word's beginning to a word's end.
fn around(text: &str, core: Range<usize>, length: usize) -> Range<usize> {
    let spare = length.saturating_sub(text[core.clone()].chars().count());
    let before =
        text[..core.start].char_indices().rev().take(spare / 3).last().map_or(core.start, |(at, _)| at);
    let taken = text[before..core.start].chars().count();
    let after =
        text[core.end..].char_indices().nth(spare - taken).map_or(text.len(), |(at, _)| core.end + at);
    let start = match before {
        0 => 0,
        before => {
            text[before..core.start].find(char::is_whitespace).map_or(core.start, |space| before + space)
        }
    };
    let end = match after == text.len() {
        true => after,
        false => text[core.end..after].rfind(char::is_whitespace).map_or(after, |space| core.end + space),
    };
    let start = core.start - text[start..core.start].trim_start().len();
    start..end
}

/// Ranges that touch nothing of one another.
fn joined(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::query::parse;
    use super::*;

    fn sought(query: &str) -> Sought {
        Sought::of(&parse(query).query, Field::Text)
    }

    fn marked(query: &str, text: &str) -> String {
        let hits = sought(query).marks(text);
        hits.iter().rev().fold(text.to_owned(), |text, hit| {
            format!("{}[{}]{}", &text[..hit.start], &text[hit.clone()], &text[hit.end..])
        })
    }

    #[test]
    fn hits_are_marked_in_many_scripts() {
        for (query, text) in [
            ("harbour", "The [Harbour], the harbours"),
            ("harb*", "The [Harbour], the [harbours]"),
            ("\"old town\"", "The [old town] is an old, small town; the [Old\nTown]."),
            ("cafe", "A [café] in [CAFÉ]"),
            ("strasse", "Die [Straße]"),
            ("well-known", "A [well-known] and [well known] man, well"),
            ("the -old", "[The] old [the]"),
            ("title:old town", "The old [town]"),
            ("old OR town", "The [old] [town]"),
            ("text:(old OR town)", "The [old] [town]"),
            ("كتاب", "این [کتاب] است"),
            ("میروم", "من [می‌روم] خانه"),
            ("می‌روم", "من [می‌روم] و [می روم] و [میروم]"),
            ("روم", "من می‌[روم] خانه"),
            ("\"می روم به خانه\"", "من [می‌روم به خانه]"),
            ("dont", "I [don’t] and [dont]"),
            ("l'Iran", "l'[Iran] et d’[Iran]"),
            ("Iran's", "[Iran]’s war"),
            ("email", "an [e-mail] or [email]"),
            ("1000", "[1,000] or [1000] or 10,000"),
            ("C++", "C and [C++]"),
            ("🇮🇷", "Viva [🇮🇷]🇫🇷"),
            ("❤", "I [❤️] it"),
            ("\"报告 ok\"", "在[报告ok]了，报告的ok"),
            ("ﾃﾚﾋﾞ", "[テレビ]を"),
            ("テレビ", "[ﾃﾚﾋﾞ]を"),
            ("서울", "[서울의] 봄"),
            ("۱۴۰۴", "سال [1404] و [١٤٠٤]"),
            ("中国", "在[中国]人民"),
            ("中国人", "在[中国人]民，中国"),
            ("国", "中[国]人，大[国]"),
            ("東京", "[東京]都は"),
            ("москва", "[Москва] и в Москве"),
        ] {
            let plain = text.replace(['[', ']'], "");
            assert_eq!(marked(query, &plain), text, "{query}");
        }
    }

    #[test]
    fn the_passage_shows_most_of_what_is_looked_for() {
        let filler = "Nothing of this matters to anybody at all. ".repeat(20);
        let text =
            format!("The ferry waits. {filler}At noon the ferry left the harbour in fog. {filler}Fog again.");
        let found = sought("ferry harbour fog").passage(&text, 80).unwrap();
        let shown = &text[found.at.clone()];
        assert!(shown.contains("the ferry left the harbour in fog"), "{shown}");
        assert!(shown.chars().count() <= 80, "{shown}");
        assert_eq!(
            found.hits.iter().map(|hit| &text[hit.clone()]).collect::<Vec<_>>(),
            ["ferry", "harbour", "fog"]
        );
        assert_eq!(sought("nowhere").passage(&text, 80), None);
        assert_eq!(sought("is:unread").passage(&text, 80), None);
    }

    proptest! {
        #[test]
        fn passages_stand_in_any_text(
            text in "[a-c ِéی\u{200c}ا中国A.,\n🙂]{0,60}", query in "[a-cی中国*\" -]{0,8}", length in 0_usize..40,
        ) {
            let sought = sought(&query);
            let hits = sought.hits(&text);
            prop_assert!(hits.iter().all(|hit| text.get(hit.at.clone()).is_some_and(|part| !part.is_empty())));
            match sought.passage(&text, length) {
                None => prop_assert!(hits.is_empty()),
                Some(passage) => {
                    prop_assert!(text.get(passage.at.clone()).is_some());
                    prop_assert!(!passage.hits.is_empty());
                    prop_assert!(passage.hits.iter().all(|hit| passage.at.start <= hit.start && hit.end <= passage.at.end));
                    prop_assert!(passage.hits.is_sorted_by(|a, b| a.end <= b.start));
                }
            }
        }
    }
}
