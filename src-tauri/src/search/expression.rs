//! What a person types, as an FTS5 expression that cannot fail and means only words.

use super::patterns::{Pattern, patterns};
use super::query::{Matching, Words};

/// What a person asks for: words, and filters that are no words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// An FTS5 expression for the words; `None` when there are none.
    pub words: Option<String>,
    /// Whether only copies that are perhaps not whole are asked for.
    pub incomplete: bool,
}

/// Reads what a person typed. A filter is a word of its own, such as `is:incomplete`, in any case; everything else is words.
#[must_use]
pub fn asked(query: &str) -> Asked {
    let is_filter = |part: &&str| part.eq_ignore_ascii_case("is:incomplete");
    let parts = || query.split_whitespace();
    let words: Vec<&str> = parts().filter(|part| !is_filter(part)).collect();
    Asked { words: expression(&words.join(" ")), incomplete: parts().any(|part| is_filter(&part)) }
}

/// An FTS5 expression for texts with all the words, the last as a beginning; `None` when there are no words.
fn expression(query: &str) -> Option<String> {
    let words: Vec<&str> = query.split_whitespace().collect();
    let last = words.len().checked_sub(1)?;
    let terms = words.iter().enumerate().filter_map(|(n, word)| {
        let matching = if n == last { Matching::Beginning } else { Matching::Word };
        let words = Words { field: None, text: (*word).to_owned(), matching };
        let any: Vec<String> = patterns(&words).iter().map(Pattern::expression).collect();
        match any.len() {
            0 => None,
            1 => Some(any.concat()),
            _ => Some(format!("({})", any.join(" OR "))),
        }
    });
    let terms: Vec<String> = terms.collect();
    (!terms.is_empty()).then(|| terms.join(" AND "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_no_word() {
        for (query, words, incomplete) in [
            ("is:incomplete", None, true),
            ("harbour IS:Incomplete bridge", Some(r#""harbour" AND "bridge"*"#), true),
            ("is:incompletely", Some(r#""is incompletely"*"#), false),
            ("“is:incomplete”", Some(r#""is incomplete"*"#), false),
            ("", None, false),
        ] {
            assert_eq!(asked(query), Asked { words: words.map(str::to_owned), incomplete }, "{query}");
        }
    }

    #[test]
    fn input_becomes_words() {
        let table = [
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
        ];
        for (query, expected) in table {
            assert_eq!(expression(query).as_deref(), expected, "{query}");
        }
    }
}
