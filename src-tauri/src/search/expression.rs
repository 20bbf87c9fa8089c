//! What a person types, as an FTS5 expression that cannot fail and means only words.

use super::fold::fold;
use super::words::{Part, pairs, parts};

/// More words than anyone types; keeps a pasted page from becoming a query.
const WORDS: usize = 32;

/// An FTS5 expression for texts with all the words, the last as a beginning; `None` when there are no words.
///
/// Every word consists of letters, digits and marks alone and stands in quotation marks, so no input can reach FTS5's
/// syntax.
#[must_use]
pub fn expression(query: &str) -> Option<String> {
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
