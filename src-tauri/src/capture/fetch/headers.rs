//! What is told to servers, and what they tell.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, HeaderName, LOCATION, RETRY_AFTER};
use url::Url;

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::capture) enum Purpose {
    /// A page to read.
    Page,
    /// A picture in a page.
    Picture,
}

impl Purpose {
    /// The `Accept` header, as browsers send it for the same purpose.
    pub(super) fn accept(self) -> &'static str {
        match self {
            Self::Page => "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            Self::Picture => "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
        }
    }
}

/// Content codings that are decoded.
pub(super) const ACCEPT_ENCODING: &str = "gzip, deflate, br, zstd";

/// The `Referer` for a request, by browsers' default
/// [strict-origin-when-cross-origin](https://www.w3.org/TR/referrer-policy/#referrer-policy-strict-origin-when-cross-origin).
pub(super) fn referer(page: &Url, target: &Url) -> Option<String> {
    if page.scheme() == "https" && target.scheme() == "http" {
        return None;
    }
    if page.origin() != target.origin() {
        return Some(format!("{}/", page.origin().ascii_serialization()));
    }
    let mut page = crate::capture::url::without_credentials(page);
    page.set_fragment(None);
    Some(page.into())
}

/// A header as text; bytes beyond ASCII are read as UTF-8, which is what servers that send them mean.
pub(super) fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
}

/// The `Content-Type`.
pub(in crate::capture) fn content_type(headers: &HeaderMap) -> Option<String> {
    text(headers, CONTENT_TYPE)
}

/// The `Location`, made absolute.
pub(super) fn location(headers: &HeaderMap, base: &Url) -> Option<Result<Url, String>> {
    let location = text(headers, LOCATION)?;
    Some(base.join(&location).map_err(|_| location))
}

/// Seconds to wait by `Retry-After`: a number, or a date, which is measured against the same server's `Date`.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<u64> {
    let value = text(headers, RETRY_AFTER)?;
    if let Ok(seconds) = value.parse() {
        return Some(seconds);
    }
    let wait = http_date(&value)?.as_second() - http_date(&text(headers, DATE)?)?.as_second();
    Some(u64::try_from(wait).unwrap_or(0))
}

fn http_date(value: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn referers() {
        #[rustfmt::skip]
        let cases = [
            ("https://a.org/x?y#z", "https://a.org/p.png", Some("https://a.org/x?y")),
            ("https://u:p@a.org/x", "https://a.org/p.png", Some("https://a.org/x")),
            ("https://a.org/x", "https://cdn.org/p.png", Some("https://a.org/")),
            ("https://a.org/x", "https://a.org:8443/p.png", Some("https://a.org/")),
            ("http://a.org/x", "https://a.org/p.png", Some("http://a.org/")),
            ("https://a.org/x", "http://a.org/p.png", None),
        ];
        for (page, target, sent) in cases {
            let found = referer(&Url::parse(page).unwrap(), &Url::parse(target).unwrap());
            assert_eq!(found.as_deref(), sent, "{page} -> {target}");
        }
    }

    #[test]
    fn retry_after_in_all_its_forms() {
        let headers = |retry_after: &'static str, date: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, retry_after.parse().unwrap());
            if let Some(date) = date {
                headers.insert(DATE, date.parse().unwrap());
            }
            headers
        };
        let date = Some("Wed, 21 Oct 2026 07:28:00 GMT");
        assert_eq!(retry_after(&headers("120", None)), Some(120));
        assert_eq!(retry_after(&headers("Wed, 21 Oct 2026 07:28:30 GMT", date)), Some(30));
        assert_eq!(retry_after(&headers("Wed, 21 Oct 2026 07:00:00 GMT", date)), Some(0));
        assert_eq!(retry_after(&headers("Wed, 21 Oct 2026 07:28:30 GMT", None)), None);
        assert_eq!(retry_after(&headers("soon", date)), None);
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }
}
