//! What stands at the head of a file: what is known of the article, as YAML, in the names that Obsidian and other programs use.

use super::super::names;
use crate::model::{Article, ReadState};

/// The block with its fences. `file` is the name of the file without its extension.
pub fn front_matter(article: &Article, file: &str) -> String {
    let summary = &article.summary;
    let mut lines = vec!["---".to_owned()];
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            lines.push(format!("{name}: {}", scalar(value)));
        }
    };
    field("title", &summary.title);
    field("url", &summary.url);
    field("site", &summary.site);
    field("published", summary.published.as_deref().unwrap_or_default());
    field("modified", article.modified.as_deref().unwrap_or_default());
    field("saved", &summary.saved.to_string());
    field("language", summary.language.as_deref().unwrap_or_default());
    if summary.direction == "rtl" {
        field("direction", "rtl");
    }
    field("section", article.section.as_deref().unwrap_or_default());
    field("state", state(summary.state));
    lines.push(format!("words: {}", summary.words));
    for (name, is_so) in
        [("starred", summary.starred), ("archived", summary.archived), ("trashed", summary.trashed)]
    {
        if is_so {
            lines.push(format!("{name}: true"));
        }
    }
    let tags: Vec<String> = summary.tags.iter().map(|tag| obsidian_tag(tag)).collect();
    list(&mut lines, "authors", &summary.authors);
    list(&mut lines, "tags", &tags);
    if tags != summary.tags {
        list(&mut lines, "tags_as_written", &summary.tags);
    }
    list(&mut lines, "collections", &article.collections);
    if file != summary.title {
        list(&mut lines, "aliases", std::slice::from_ref(&summary.title));
    }
    lines.push("---".to_owned());
    lines.join("\n")
}

fn list(lines: &mut Vec<String>, name: &str, values: &[String]) {
    if values.is_empty() {
        return;
    }
    lines.push(format!("{name}:"));
    lines.extend(values.iter().map(|value| format!("  - {}", scalar(value))));
}

/// A text as YAML: dates as they are, all else in quotes, as JSON writes it, which is YAML, too.
pub fn scalar(text: &str) -> String {
    let text: String = text.chars().map(|c| if is_printable(c) { c } else { ' ' }).collect();
    let is_date = text.len() >= 10
        && text
            .bytes()
            .zip("dddd-dd-dd".bytes())
            .all(|(b, d)| if d == b'd' { b.is_ascii_digit() } else { b == d })
        && text.bytes().skip(10).all(|b| b.is_ascii_digit() || b"T:.Z+-".contains(&b));
    if is_date { text } else { serde_json::Value::from(text).to_string() }
}

/// What YAML 1.2 lets stand in a quoted text; the line breaks that JSON escapes are among it.
fn is_printable(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A tag as Obsidian takes it: letters, digits, `_`, `-` and `/`, and not digits alone.
///
/// Source: Obsidian's help, "Tags".
fn obsidian_tag(tag: &str) -> String {
    let part = |part: &str| {
        let kept: String = part
            .trim()
            .chars()
            .map(|c| if c.is_alphanumeric() || "_-\u{200c}".contains(c) || is_mark(c) { c } else { '-' })
            .collect();
        kept.trim_matches('-').to_owned()
    };
    let parts: Vec<String> = tag.split('/').map(part).filter(|part| !part.is_empty()).collect();
    let tag = if parts.is_empty() { names::safe(tag, 60).replace(' ', "-") } else { parts.join("/") };
    match tag.chars().all(|c| c.is_numeric() || c == '/') {
        true => format!("_{tag}"),
        false => tag,
    }
}

/// Marks that belong to the letter before them, as Indic and pointed scripts have them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn state(state: ReadState) -> &'static str {
    match state {
        ReadState::Unread => "unread",
        ReadState::Reading => "reading",
        ReadState::Read => "read",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_as_obsidian_takes_them() {
        for (tag, expected) in [
            ("world/iran", "world/iran"),
            ("برف و باران", "برف-و-باران"),
            ("می‌خوانم", "می‌خوانم"),
            ("2026", "_2026"),
            ("C++ & Rust", "C-----Rust"),
            ("to read!", "to-read"),
            ("हिन्दी", "हिन्दी"),
        ] {
            assert_eq!(obsidian_tag(tag), expected, "{tag}");
        }
    }

    #[test]
    fn dates_stay_dates_and_texts_texts() {
        assert_eq!(scalar("2026-06-01"), "2026-06-01");
        assert_eq!(scalar("2026-06-01T10:00:00+03:30"), "2026-06-01T10:00:00+03:30");
        assert_eq!(scalar("2026-06-01 was"), "\"2026-06-01 was\"");
        assert_eq!(scalar("yes: \"no\"\n# x"), "\"yes: \\\"no\\\"\\n# x\"");
    }
}
