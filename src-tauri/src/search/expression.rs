//! What a person types, as an FTS5 expression that cannot fail and means only words.

use super::fold::fold;
use super::words::{Part, pairs, parts};

/// More words than anyone types; keeps a pasted page from becoming a query.
const WORDS: usize = 32;

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
///
/// Every word consists of letters, digits and marks alone and stands in quotation marks, so no input can reach FTS5's
/// syntax.
fn expression(query: &str) -> Option<String> {
    let parts: Vec<Part> = parts(&fold(query)).into_iter().take(WORDS).collect();
    let last = parts.len().checked_sub(1)?;
    let terms: Vec<String> = parts.iter().enumerate().map(|(i, part)| term(part, i == last)).collect();
    Some(terms.join(" AND "))
}

fn term(part: &Part, is_last: bool) -> String {
    let star = if is_last { "*" } else { "" };
    match part {
        Part::Word(word) => format!("\"{word}\"{star}"),
        Part::Joined(pieces) => {
            format!("(\"{}\"{star} OR \"{}\"{star})", pieces.join(" "), pieces.concat())
        }
        // A single character begins a pair wherever it does not end a run.
        Part::Run(run) if run.len() < 2 => format!("\"{}\"*", run.iter().collect::<String>()),
        Part::Run(run) => format!("\"{}\"", pairs(run).collect::<Vec<_>>().join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_no_word() {
        for (query, words, incomplete) in [
            ("is:incomplete", None, true),
            ("harbour IS:Incomplete bridge", Some(r#""harbour" AND "bridge"*"#), true),
            ("is:incompletely", Some(r#""is" AND "incompletely"*"#), false),
            ("“is:incomplete”", Some(r#""is" AND "incomplete"*"#), false),
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
                Some(r#""open" AND "or" AND "near" AND "x" AND "y" AND "title" AND "z"*"#),
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
