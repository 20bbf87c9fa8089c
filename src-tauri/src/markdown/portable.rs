//! A note among others in a file that another program reads.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::blocks::target;
use super::dialect;

/// A text with its `[[links]]` as `link` writes them (from target and shown text), and with `prefix` before the names of its
/// footnotes, so that those of several texts are not taken for each other's.
#[must_use]
pub fn portable(text: &str, prefix: &str, link: &dyn Fn(&str, &str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (place, replaced) in changes(text, prefix, link) {
        if place.start >= from {
            out.push_str(&text[from..place.start]);
            out.push_str(&replaced);
            from = place.end;
        }
    }
    out.push_str(&text[from..]);
    out
}

fn changes(text: &str, prefix: &str, link: &dyn Fn(&str, &str) -> String) -> Vec<(Range<usize>, String)> {
    let named = |place: Range<usize>| {
        let at = place.start + text[place].find("[^").unwrap_or_default();
        (at..at + 2, format!("[^{prefix}"))
    };
    let mut changes = Vec::new();
    for (event, place) in Parser::new_ext(text, dialect::options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, .. }) => {
                let inside = text[place.clone()].trim_start_matches("[[").trim_end_matches("]]");
                let (written, shown) = inside.split_once('|').unwrap_or((inside, inside));
                changes.push((place, link(&target(written), &target(shown))));
            }
            Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)) => {
                changes.push(named(place))
            }
            _ => {}
        }
    }
    changes.sort_by_key(|(place, _)| place.start);
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_footnotes_become_the_files_own() {
        let text = "See [[Harbour bridge]] and [[https://x.org/a|that  one]].[^1]\n\n`[[code]]` [^a]\n\n[^1]: with [[Ferry]]\n[^a]: x";
        let link = |target: &str, shown: &str| format!("<{target}|{shown}>");
        assert_eq!(
            portable(text, "n7-", &link),
            "See <Harbour bridge|Harbour bridge> and <https://x.org/a|that one>.[^n7-1]\n\n`[[code]]` [^n7-a]\n\n[^n7-1]: with <Ferry|Ferry>\n[^n7-a]: x"
        );
    }
}
