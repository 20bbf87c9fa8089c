//! What a string is: markup, prose, or something else.

use super::render::escaped;
use crate::capture::extract::prose_weight;

/// Whether a text is HTML: it has a tag or an entity.
pub(super) fn is_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    let tag = |at: usize| {
        let name = usize::from(bytes.get(at + 1) == Some(&b'/'));
        bytes.get(at + 1 + name).is_some_and(u8::is_ascii_alphabetic) && bytes[at..].contains(&b'>')
    };
    let entity = |at: usize| {
        let end = bytes[at..].iter().take(10).position(|b| *b == b';');
        end.is_some_and(|end| {
            end > 2 && bytes[at + 1..at + end].iter().all(|b| b.is_ascii_alphanumeric() || *b == b'#')
        })
    };
    memchr::memchr_iter(b'<', bytes).take(3).any(tag) || memchr::memchr_iter(b'&', bytes).take(3).any(entity)
}

/// The weight of a text without its tags, as [`prose_weight`] counts.
pub(super) fn text_weight(html: &str) -> usize {
    prose_weight(&without_tags(html))
}

/// A text without its tags, and a space in the place of each.
pub(super) fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        out.push(' ');
        match tag.split_once('>') {
            Some((_, after)) => rest = after,
            None => return out,
        }
    }
    out.push_str(rest);
    out
}

/// Whether a text reads as sentences: it has words, and few of the characters that code and data are made of.
pub(super) fn is_prose(html: &str) -> bool {
    let text = without_tags(html);
    let (mut letters, mut odd, mut ends, mut all) = (0_usize, 0_usize, 0_usize, 0_usize);
    for c in text.chars().take(4_000) {
        all += 1;
        letters += usize::from(c.is_alphabetic());
        odd += usize::from(matches!(c, '{' | '}' | ';' | '=' | '\\' | '|' | '_' | '$'));
        ends += usize::from(matches!(
            c,
            '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔' | '।' | ',' | '،' | '、' | '，'
        ));
    }
    let longest =
        text.split_whitespace().map(|word| word.chars().filter(char::is_ascii_alphanumeric).count()).max();
    letters * 2 > all && odd * 50 < all.max(50) && ends > 0 && longest.unwrap_or(0) < 200
}

/// A text as paragraphs: blank lines part them, or lines where there are no blank ones. Entities in it are entities.
pub(super) fn paragraphs(text: &str) -> String {
    let parted: Vec<&str> = if text.contains("\n\n") || text.contains("\r\n\r\n") {
        text.split("\n\n").flat_map(|part| part.split("\r\n\r\n")).collect()
    } else {
        text.lines().collect()
    };
    let parted = parted.into_iter().map(str::trim).filter(|part| !part.is_empty());
    parted
        .map(|part| format!("<p>{}</p>", if is_markup(part) { part.to_owned() } else { escaped(part) }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_from_text() {
        for text in ["<p>x</p>", "a<br/>b", "a &amp; b", "</p>", "it&#8217;s"] {
            assert!(is_markup(text), "{text}");
        }
        for text in ["a < b", "R&D; and", "x <3 y", "", "5 > 3 & 2"] {
            assert!(!is_markup(text), "{text}");
        }
    }

    #[test]
    fn prose_is_told_from_code_and_data() {
        assert!(is_prose("<p>The ferry was late, and nobody minded.</p>"));
        assert!(is_prose("部长星期二说，会谈将在日内瓦恢复。"));
        for text in [
            "a{color:red;margin:0;padding:0}.b{top:0;left:0;}",
            "aGVsbG8gd29ybGQ0",
            "one_two|three_four|five_six",
        ] {
            assert!(!is_prose(text), "{text}");
        }
    }
}
