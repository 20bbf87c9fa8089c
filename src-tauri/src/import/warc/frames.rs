//! Which pages stand within others, and are no pages of their own.

use url::Url;

/// Frames of a page that are looked at, and characters of the tag of one.
const MOST: usize = 500;
const TAG: usize = 4 << 10;

/// The addresses that a page shows in frames.
pub(super) fn framed(page: &str, base: &Url) -> Vec<Url> {
    let lower = page.to_ascii_lowercase();
    let mut found = Vec::new();
    let starts = lower.match_indices('<').map(|(at, _)| at + 1);
    for at in starts.filter(|at| lower[*at..].starts_with("iframe") || lower[*at..].starts_with("frame")) {
        if found.len() == MOST {
            break;
        }
        let end = page.floor_char_boundary(at.saturating_add(TAG).min(page.len()));
        let tag = page[at..end].split('>').next().unwrap_or_default();
        found.extend(source(tag).and_then(|source| base.join(&source).ok()));
    }
    found
}

/// The value of `src`.
fn source(tag: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.match_indices("src").find_map(|(at, _)| {
        let alone = lower[..at].ends_with(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'');
        let rest = lower[at + 3..].trim_start();
        (alone && rest.starts_with('=')).then(|| lower.len() - rest.len() + 1)
    })?;
    let value = tag[at..].trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split_ascii_whitespace().next()?,
    };
    Some(value.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_found_however_they_are_written() {
        let base = Url::parse("https://example.org/a/").unwrap();
        let page = "<IFRAME data-src=no src='b?x=1&amp;y=2'></iframe><p title=\"<iframe src=c>\"><frame\nname=x src = \"https://ads.example/d\"><iframe srcdoc=x><iframe src=e>";
        let found: Vec<String> = framed(page, &base).into_iter().map(String::from).collect();
        let expected = [
            "https://example.org/a/b?x=1&y=2",
            "https://example.org/a/c",
            "https://ads.example/d",
            "https://example.org/a/e",
        ];
        assert_eq!(found, expected);
    }
}
