//! Where a saved page says it is from: the comment of the program that saved it, or else its own head.

use dom_query::Document;
use jiff::Timestamp;
use jiff::fmt::strtime;
use url::Url;

/// Bytes of a page in which it says where it is from.
const HEAD: usize = 512 << 10;

/// Characters of a comment that says it.
const COMMENT: usize = 8 << 10;

/// Where a page is from.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Origin {
    /// Its URL.
    pub url: Option<String>,
    /// When it was saved.
    pub saved: Option<Timestamp>,
    /// The comment that says so.
    pub said: Vec<u8>,
}

impl Origin {
    /// Reads what a page says. A page that names only itself as canonical is believed where no comment says more.
    pub(super) fn of(page: &[u8]) -> Self {
        let text = String::from_utf8_lossy(&page[..page.len().min(HEAD)]);
        let found = comments(&text).find_map(|comment| {
            let said = single_file(comment).or_else(|| monolith(comment)).or_else(|| browser(comment))?;
            Some(Self { said: comment.as_bytes().to_vec(), ..said })
        });
        let origin = found.unwrap_or_default();
        let url = origin.url.filter(|url| is_web(url)).or_else(|| declared(&text));
        Self { url, ..origin }
    }
}

/// The comments of a page, what is longer than any of these left out.
fn comments(text: &str) -> impl Iterator<Item = &str> {
    text.split("<!--").skip(1).filter_map(|rest| {
        let comment = rest.split("-->").next()?.trim();
        (comment.len() <= COMMENT).then_some(comment)
    })
}

/// ` Page saved with SingleFile \n url: … \n saved date: … `; older versions begin otherwise.
fn single_file(comment: &str) -> Option<Origin> {
    if !comment.contains("SingleFile") {
        return None;
    }
    let field = |name: &str| comment.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim);
    let url = field("url:")?.split_whitespace().next()?.to_owned();
    Some(Origin { url: Some(url), saved: field("saved date:").and_then(script_date), said: Vec::new() })
}

/// A date as JavaScript writes it: `Mon Mar 04 2024 10:20:30 GMT+0330 (Iran Standard Time)`.
fn script_date(text: &str) -> Option<Timestamp> {
    let text = text.split(" (").next()?.trim();
    let time = strtime::parse("%a %b %d %Y %H:%M:%S GMT%z", text).ok()?;
    time.to_timestamp().ok().or_else(|| text.parse().ok())
}

/// `Saved from https://… at 2024-03-04T06:50:30Z using monolith v2.8.1`; a page from a disk is from `local source`.
fn monolith(comment: &str) -> Option<Origin> {
    let rest = comment.strip_prefix("Saved from ")?;
    let (from, rest) = rest.rsplit_once(" at ")?;
    let (time, _) = rest.split_once(" using monolith")?;
    let url = (from != "local source").then(|| from.to_owned());
    Some(Origin { url, saved: time.trim().parse().ok(), said: Vec::new() })
}

/// `saved from url=(0023)https://example.org/a`: the digits are the URL's length.
fn browser(comment: &str) -> Option<Origin> {
    let rest = comment.strip_prefix("saved from url=(")?;
    let (_, url) = rest.split_once(')')?;
    Some(Origin { url: Some(url.trim().to_owned()), ..Origin::default() })
}

/// What the page calls itself.
fn declared(text: &str) -> Option<String> {
    // Everything that says it stands in the head, and trees of whole pages with their pictures in them are large.
    let end = text.to_ascii_lowercase().find("</head").unwrap_or(text.len());
    let document = Document::from(&text[..end]);
    let named = |selector: &str, attribute: &str| {
        let found = document.try_select(selector)?;
        let value = found.attr(attribute)?.trim().to_owned();
        is_web(&value).then_some(value)
    };
    named("link[rel~=canonical]", "href").or_else(|| named("meta[property='og:url']", "content"))
}

fn is_web(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(page: &str) -> (Option<String>, Option<String>) {
        let origin = Origin::of(page.as_bytes());
        (origin.url, origin.saved.map(|time| time.to_string()))
    }

    #[test]
    fn every_program_says_it_in_its_own_way() {
        let page = "<!DOCTYPE html> <html lang=fa><!--\n Page saved with SingleFile \n url: https://example.org/خبر?a=1 \n \
            saved date: Mon Mar 04 2024 10:20:30 GMT+0330 (Iran Standard Time)\n--><meta charset=utf-8><link rel=canonical href=https://example.org/other>";
        let (url, saved) = of(page);
        assert_eq!(url.as_deref(), Some("https://example.org/خبر?a=1"));
        assert_eq!(saved.as_deref(), Some("2024-03-04T06:50:30Z"));
        let old = "<html><!--\n Archive processed by SingleFile \n url: http://example.org/a \n saved date: Fri Jan 03 2020 01:02:03 GMT+0000 (GMT)\n-->";
        assert_eq!(of(old), (Some("http://example.org/a".into()), Some("2020-01-03T01:02:03Z".into())));
        let monolith =
            "<!-- Saved from https://example.org/a at 2024-03-04T06:50:30Z using monolith v2.8.1 --><html>";
        assert_eq!(of(monolith), (Some("https://example.org/a".into()), Some("2024-03-04T06:50:30Z".into())));
        let local = "<!-- Saved from local source at 2024-03-04T06:50:30Z using monolith v2.8.1 --><html>";
        assert_eq!(of(local), (None, Some("2024-03-04T06:50:30Z".into())));
        let chrome = "<!DOCTYPE html>\n<!-- saved from url=(0021)https://example.org/a -->\n<html>";
        assert_eq!(of(chrome), (Some("https://example.org/a".into()), None));
    }

    #[test]
    fn a_page_that_no_program_marked_is_what_it_calls_itself() {
        let head = "<html><head><!-- ad --><link rel='Canonical' href='/no'><meta property=og:url content='https://example.org/b'></head>";
        assert_eq!(of(head).0.as_deref(), Some("https://example.org/b"));
        assert_eq!(of("<html><head></head><link rel=canonical href=https://example.org/body>").0, None);
        assert_eq!(of("<html><!-- saved from url=(0014)about:internet --><p>x").0, None);
        assert_eq!(of("<html><!--\n Page saved with SingleFile \n url: file:///home/a.html\n-->").0, None);
        assert_eq!(of(""), (None, None));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(text in "(<!--|-->|saved from url=\\(|Saved from | at | using monolith|url:|saved date: Mon Mar 04 2024 10:20:30 GMT|SingleFile|\\PC){0,40}") {
            Origin::of(text.as_bytes());
        }
    }
}
