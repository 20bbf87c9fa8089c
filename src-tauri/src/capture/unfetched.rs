//! The first copy of an article that is known, and has not been fetched: what is said of it elsewhere.

use jiff::Timestamp;
use url::Url;

use super::extract::is_rtl_letter;
use super::failed::title;
use super::page::count_words;
use super::url_key;
use crate::model::{Capture, Diagnosis, Doubt, Evidence, EvidencePlace, Metadata, Onward, Page, RawResponse};

/// HTTP status of a response that nobody has asked for.
const NOT_ASKED: u16 = 0;

/// What is said of an article elsewhere, as its first copy: its summary is its text, and `known_from` is told as what its doubt
/// rests on. Its response has no body and the status 0. A URL that is none of the web stays as it is.
#[must_use]
pub fn unfetched(url: &str, metadata: Metadata, known_from: &str, now: Timestamp) -> Capture {
    let canonical = url_key(url).unwrap_or_else(|_| url.to_owned());
    let response = RawResponse {
        final_url: canonical.clone(),
        redirects: Vec::new(),
        status: NOT_ASKED,
        headers: Vec::new(),
        fetched: now,
        private: false,
        body: Vec::new(),
    };
    Capture {
        requested_url: url.to_owned(),
        canonical_url: canonical,
        aliases: Vec::new(),
        response,
        further: Vec::new(),
        page: page(url, metadata, known_from),
        assets: Vec::new(),
    }
}

fn page(url: &str, mut metadata: Metadata, known_from: &str) -> Page {
    let said = metadata.title.trim();
    metadata.title = match said.is_empty() || said == url {
        true => Url::parse(url).map_or_else(|_| url.to_owned(), |url| title(&url)),
        false => said.to_owned(),
    };
    let text = metadata.excerpt.as_deref().map(str::trim).unwrap_or_default().to_owned();
    metadata.rtl = reads_from_right(&metadata.title, &text);
    let missing =
        Evidence { doubt: Doubt::NotFetched, place: EvidencePlace::Import, found: known_from.to_owned() };
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    Page {
        html: paragraphs.map(|paragraph| format!("<p dir=\"auto\">{}</p>\n", escaped(paragraph))).collect(),
        words: count_words(&text),
        metadata,
        text,
        captions: Vec::new(),
        links: Vec::new(),
        pictures: Vec::new(),
        lead_picture: None,
        diagnosis: Diagnosis::resting_on(vec![missing]),
        extractor: concat!("lede ", env!("CARGO_PKG_VERSION")).to_owned(),
        charset: String::new(),
        refresh: None,
        onward: Onward::default(),
        rule: None,
        repaired: None,
        blocks: Vec::new(),
    }
}

/// Most letters decide: a headline in Persian may name a company in Latin ones.
fn reads_from_right(title: &str, text: &str) -> bool {
    let letters = title.chars().chain(text.chars()).filter(|c| c.is_alphabetic());
    let (mut rtl, mut all) = (0_usize, 0_usize);
    for c in letters {
        all += 1;
        rtl += usize::from(is_rtl_letter(c));
    }
    rtl * 2 > all
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str, excerpt: Option<&str>) -> Page {
        let metadata =
            Metadata { title: title.to_owned(), excerpt: excerpt.map(str::to_owned), ..Metadata::default() };
        unfetched("https://example.org/a-quiet-day.html", metadata, "pocket-zip", Timestamp::UNIX_EPOCH).page
    }

    #[test]
    fn it_is_called_as_it_is_said_to_be_or_by_its_url() {
        assert_eq!(of("  A storm ", None).metadata.title, "A storm");
        assert_eq!(of("", None).metadata.title, "a quiet day");
        assert_eq!(of("https://example.org/a-quiet-day.html", None).metadata.title, "a quiet day");
    }

    #[test]
    fn its_summary_is_its_text_and_no_markup() {
        let page = of("A", Some("One <script>\n\nTwo"));
        assert_eq!(page.html, "<p dir=\"auto\">One &lt;script&gt;</p>\n<p dir=\"auto\">Two</p>\n");
        assert_eq!((page.words, page.text.as_str()), (3, "One <script>\n\nTwo"));
        assert_eq!(page.diagnosis.doubts, [Doubt::NotFetched]);
    }

    #[test]
    fn a_persian_headline_reads_from_right_to_left() {
        assert!(of("رونمایی iPhone تازه در تهران", None).metadata.rtl);
        assert!(!of("Tehran (تهران) in the rain", None).metadata.rtl);
    }
}
