//! What a condition on words asks of the index: an FTS5 expression, and the words that it is ranked by.

use super::patterns::{Pattern, patterns};
use super::query::{Condition, Field, Matching, Query, Words};
use super::sought::Sought;

/// A condition on words, as the index sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Where the words must stand; `None` for anywhere.
    pub field: Option<Field>,
    /// The words that articles are ranked by.
    pub terms: Vec<Term>,
    /// The same words as a text is marked by.
    pub sought: Sought,
    /// The ways that they are written in the index; one at least.
    ways: Vec<Pattern>,
}

/// A word of the index.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term {
    /// The word.
    pub word: String,
    /// Whether every word that begins so is meant.
    pub open: bool,
}

impl Leaf {
    /// What words ask for; `None` when there is nothing in them that the index has.
    #[must_use]
    pub fn of(words: &Words) -> Option<Self> {
        let ways = patterns(words);
        if ways.is_empty() {
            return None;
        }
        let anywhere = Words { field: None, ..words.clone() };
        Some(Self {
            field: words.field,
            terms: terms(&ways),
            sought: Sought::of(&Query::Is(Condition::Words(anywhere)), Field::Text),
            ways,
        })
    }

    /// The FTS5 expression, without where the words must stand.
    #[must_use]
    pub fn expression(&self) -> String {
        expression(&self.ways)
    }

    /// Whether the words can be written in several ways.
    #[must_use]
    pub fn has_ways(&self) -> bool {
        self.ways.len() > 1
    }

    /// The beginnings of words among its terms.
    pub fn beginnings(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|term| term.open)
    }

    /// The same with these words in place of a beginning.
    #[must_use]
    pub fn with_endings(&self, beginning: &str, endings: &[String]) -> Self {
        let mut ways = Vec::new();
        for way in &self.ways {
            match way.words.split_last().filter(|(last, _)| way.open && *last == beginning) {
                Some((_, before)) => ways.extend(endings.iter().map(|ending| Pattern {
                    words: [before, std::slice::from_ref(ending)].concat(),
                    open: false,
                })),
                None => ways.push(way.clone()),
            }
        }
        Self { ways, ..self.clone() }
    }

    /// The expression for where the words must stand in the index of articles; `None` when that is not in it.
    #[must_use]
    pub fn in_articles(&self) -> Option<String> {
        let columns = match self.field {
            None => return Some(self.expression()),
            Some(Field::Title) => "title",
            Some(Field::By) => "by",
            Some(Field::Text) => "lead text",
            Some(Field::Note | Field::Highlight) => return None,
        };
        Some(format!("({{{columns}}} : {})", self.expression()))
    }
}

/// An FTS5 expression for texts with all the words that a person types, the last as a beginning; `None` when there are none.
#[must_use]
pub fn typed_words(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let last = words.len().checked_sub(1)?;
    let terms = words.iter().enumerate().map(|(n, word)| {
        let matching = if n == last { Matching::Beginning } else { Matching::Word };
        patterns(&Words { field: None, text: (*word).to_owned(), matching })
    });
    let terms: Vec<String> = terms.filter(|ways| !ways.is_empty()).map(|ways| expression(&ways)).collect();
    (!terms.is_empty()).then(|| terms.join(" AND "))
}

fn expression(ways: &[Pattern]) -> String {
    let phrases: Vec<String> = ways.iter().map(Pattern::expression).collect();
    match phrases.as_slice() {
        [one] => one.clone(),
        several => format!("({})", several.join(" OR ")),
    }
}

fn terms(ways: &[Pattern]) -> Vec<Term> {
    let mut terms = Vec::new();
    for way in ways {
        for (n, word) in way.words.iter().enumerate() {
            let term = Term { word: word.clone(), open: way.open && n + 1 == way.words.len() };
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_become_columns() {
        let of = |field| Leaf::of(&Words { field, text: "a".to_owned(), matching: Matching::Word }).unwrap();
        assert_eq!(of(Some(Field::Text)).in_articles().as_deref(), Some(r#"({lead text} : "a")"#));
        assert_eq!(of(None).in_articles().as_deref(), Some(r#""a""#));
        assert_eq!(of(Some(Field::Note)).in_articles(), None);
    }

    #[test]
    fn a_beginning_becomes_words() {
        let words = Words { field: None, text: "می‌رو".to_owned(), matching: Matching::Beginning };
        let leaf = Leaf::of(&words).unwrap();
        assert_eq!(leaf.expression(), r#"("می رو"* OR "میرو"*)"#);
        assert_eq!(
            leaf.with_endings("رو", &["رود".to_owned(), "روم".to_owned()]).expression(),
            r#"("می رود" OR "می روم" OR "میرو"*)"#
        );
    }

    #[test]
    fn input_becomes_words_of_which_the_last_begins_one() {
        for (text, expected) in [
            ("climate chan", Some(r#""climate" AND "chan"*"#)),
            (
                r#""open" OR NEAR(x) -y title:z*"#,
                Some(r#""open" AND "or" AND "near x" AND "y" AND "title z"*"#),
            ),
            ("می‌رود", Some(r#"("می رود"* OR "میرود"*)"#)),
            ("中国人", Some(r#""中国 国人""#)),
            ("国", Some(r#""国"*"#)),
            ("' \" * ( ) ^ :", None),
            ("", None),
        ] {
            assert_eq!(typed_words(text).as_deref(), expected, "{text}");
        }
    }
}
