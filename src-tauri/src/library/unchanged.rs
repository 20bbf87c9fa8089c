//! Whether a page that was fetched again says nothing that the copy of it does not say.
//!
//! Unchanged is a page with the same text, headline and authors, whose copy has no picture and no structure that the kept one
//! lacks. Its markup may differ otherwise: sites number their elements anew and change the queries of their links with each
//! request. A copy with more (a table, a list, a picture that was left out before) is worth a version of its own, and so is one
//! that a later extractor made; one with less is not.

use rusqlite::Connection;

use super::prepared::PreparedPage;
use super::renew::rank;
use super::versions::compared_pictures;
use crate::compare::differing_pictures;
use crate::db;
use crate::error::Result;
use crate::model::VersionId;

/// Elements that make a copy worth more than its text.
const STRUCTURE: &[&str] = &[
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "table",
    "tr",
    "blockquote",
    "pre",
    "code",
    "figure",
    "figcaption",
    "math",
    "sup",
    "sub",
    "em",
    "strong",
    "a",
    "aside",
];

/// Whether a page adds nothing to a version of its article.
pub(super) fn says_nothing_new(
    conn: &Connection,
    version: VersionId,
    page: &PreparedPage<'_>,
) -> Result<bool> {
    let Some(kept) = db::version(conn, version)? else { return Ok(false) };
    let fresh = page.page;
    let same = kept.text_sha256 == page.text_sha256
        && kept.metadata.title == fresh.metadata.title
        && kept.metadata.authors == fresh.metadata.authors
        && kept.extractor == fresh.extractor
        && rank(&fresh.diagnosis) >= rank(&kept.diagnosis);
    let (before, after) = (without_inserts(&kept.html), without_inserts(&fresh.html));
    if !same || words(&before) != words(&after) {
        return Ok(false);
    }
    let places = db::places_of(conn, version)?;
    let (_, added) = differing_pictures(&compared_pictures(&places), &compared_pictures(&page.places));
    let (before, after) = (structure(&before), structure(&after));
    Ok(added.is_empty() && before.iter().zip(after).all(|(before, after)| after <= *before))
}

/// The HTML without the inserts that point to other stories: sites change those from hour to hour.
fn without_inserts(html: &str) -> String {
    let mut rest = html;
    let mut own = String::with_capacity(html.len());
    while let Some(start) = rest.find("<aside") {
        own.push_str(&rest[..start]);
        let end = rest[start..].find("</aside>").map(|end| start + end + "</aside>".len());
        rest = end.map_or("", |end| &rest[end..]);
    }
    own + rest
}

/// What stands between the tags, captions included, its white space folded.
fn words(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        text.push(' ');
        rest = rest[start..].find('>').map_or("", |end| &rest[start + end + 1..]);
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How often each element of [`STRUCTURE`] stands in the HTML.
fn structure(html: &str) -> Vec<usize> {
    let mut counts = vec![0; STRUCTURE.len()];
    for tag in html.split('<').skip(1) {
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        if let Some(at) = STRUCTURE.iter().position(|name| *name == &tag[..end]) {
            counts[at] += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_words_and_attributes_are_not() {
        let html = "<p id=\"a\">One  <em>two</em></p><figure><figcaption>three</figcaption></figure>";
        assert_eq!(words(html), "One two three");
    }

    #[test]
    fn inserts_say_nothing_of_the_article() {
        let html = "<p>One</p><aside data-insert=\"\"><p>Read also</p><ul><li>x</li></ul></aside><p>two</p>";
        assert_eq!(without_inserts(html), "<p>One</p><p>two</p>");
        assert_eq!(without_inserts("<p>One</p>"), "<p>One</p>");
    }

    #[test]
    fn elements_are_counted_by_their_whole_name() {
        let counts = structure("<h2>x</h2><header><table><tr></tr></table></header><a href=\"x\">y</a>");
        let of = |name| counts[STRUCTURE.iter().position(|n| *n == name).unwrap()];
        assert_eq!((of("h2"), of("table"), of("tr"), of("a"), of("h1")), (1, 1, 1, 1, 0));
    }
}
