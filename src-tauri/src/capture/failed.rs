//! The page that stands for one that could not be cleaned.

use url::Url;

use crate::error::Error;
use crate::model::{Diagnosis, Doubt, Evidence, EvidencePlace, Metadata, Onward, Page};

/// A page without text, titled by its URL; `received` are the bytes of a body that ended early.
pub(super) fn page(url: &Url, error: &Error, received: Option<usize>) -> Page {
    let failed = (Doubt::ExtractionFailed, EvidencePlace::Cleaning, error.to_string());
    let cut = received.map(|bytes| (Doubt::Truncated, EvidencePlace::Response, format!("{bytes} bytes")));
    let evidence = std::iter::once(failed).chain(cut);
    let evidence = evidence.map(|(doubt, place, found)| Evidence { doubt, place, found }).collect();
    Page {
        metadata: Metadata { title: title(url), ..Metadata::default() },
        html: String::new(),
        text: String::new(),
        captions: Vec::new(),
        words: 0,
        links: Vec::new(),
        pictures: Vec::new(),
        lead_picture: None,
        diagnosis: Diagnosis::resting_on(evidence),
        extractor: concat!("lede ", env!("CARGO_PKG_VERSION")).to_owned(),
        charset: String::new(),
        refresh: None,
        onward: Onward::default(),
        rule: None,
        repaired: None,
        blocks: Vec::new(),
    }
}

/// The last part of the path as words, or the host: `a-quiet-day.html` is `a quiet day`.
pub(super) fn title(url: &Url) -> String {
    let last = url.path_segments().and_then(|mut segments| segments.rfind(|segment| !segment.is_empty()));
    let decoded = last.map(|last| decode(last.as_bytes()));
    let name = decoded.as_deref().map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let words = name.unwrap_or_default().replace(['-', '_', '+'], " ");
    if words.trim().is_empty() {
        url.host_str().unwrap_or_default().to_owned()
    } else {
        words.trim().to_owned()
    }
}

fn decode(segment: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment;
    while let [first, tail @ ..] = rest {
        let escaped = (*first == b'%').then(|| tail.get(..2)).flatten();
        let byte = escaped
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_from_urls() {
        for (url, expected) in [
            ("https://example.org/2026/a-quiet-day.html?x=1", "a quiet day"),
            ("https://example.org/news/", "news"),
            ("https://example.org/", "example.org"),
            ("https://example.org/%D8%AE%D8%A8%D8%B1_%DB%B1", "خبر ۱"),
            ("https://example.org/100%", "100%"),
        ] {
            assert_eq!(title(&Url::parse(url).unwrap()), expected);
        }
    }

    #[test]
    fn the_doubts_say_what_happened() {
        let url = Url::parse("https://example.org/a").unwrap();
        let error = Error::Extraction { url: url.to_string(), reason: "it took too long".to_owned() };
        let diagnosis = page(&url, &error, None).diagnosis;
        assert_eq!(
            (diagnosis.complete, diagnosis.doubts.as_slice()),
            (false, &[Doubt::ExtractionFailed][..])
        );
        assert!(diagnosis.evidence[0].found.contains("it took too long"));
        let diagnosis = page(&url, &error, Some(812)).diagnosis;
        assert_eq!(diagnosis.doubts, [Doubt::ExtractionFailed, Doubt::Truncated]);
        assert_eq!(diagnosis.evidence[1].found, "812 bytes");
    }
}
