//! Which URL an article is known by.

use url::Url;

use super::{is_http, normalise};
use crate::model::Redirect;

/// What an article is known by, and what else leads to it; all normalised.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::capture) struct Identity {
    /// The canonical URL where the page names a believable one, else the final URL.
    pub canonical: String,
    /// Requested URL, hops and final URL, without `canonical`.
    pub aliases: Vec<String>,
}

/// Decides the identity of the page that `last` answered with and that calls itself `declared`.
pub(in crate::capture) fn identity(
    requested: &Url,
    redirects: &[Redirect],
    last: &Url,
    declared: Option<&str>,
) -> Identity {
    let declared = declared.and_then(|url| Url::parse(url).ok()).filter(|url| is_believable(url, last));
    let canonical = String::from(normalise(declared.unwrap_or_else(|| last.clone())));
    let hops = redirects.iter().filter_map(|hop| Url::parse(&hop.url).ok());
    let mut aliases = Vec::new();
    for url in std::iter::once(requested.clone()).chain(hops).chain([last.clone()]) {
        let url = String::from(normalise(url));
        if url != canonical && !aliases.contains(&url) {
            aliases.push(url);
        }
    }
    Identity { canonical, aliases }
}

/// Whether a page may call itself `declared`: a page must neither take another site's identity nor, by a template's
/// mistake, share one with every other page of its own site.
fn is_believable(declared: &Url, last: &Url) -> bool {
    is_http(declared)
        && (same_site(declared, last) || is_amp_cache(last))
        && (!is_front_page(declared) || is_front_page(last))
        && !loses_the_article(declared, last)
}

/// Whether two URLs share a registrable domain, by the public suffix list.
fn same_site(a: &Url, b: &Url) -> bool {
    let (Some(a), Some(b)) = (a.host_str(), b.host_str()) else { return false };
    let site = |host: &str| psl::domain_str(host.trim_end_matches('.')).map(str::to_owned);
    a == b || site(a).is_some_and(|site_of_a| Some(site_of_a) == site(b))
}

/// Caches that show a publisher's AMP page under their own name.
fn is_amp_cache(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    host.ends_with(".cdn.ampproject.org")
        || host.ends_with(".bing-amp.com")
        || (psl::domain_str(host).is_some_and(|site| site.starts_with("google."))
            && url.path().starts_with("/amp/"))
}

/// Whether a URL is a site's entrance, such as `/`, `/index.html` or `/en/`.
fn is_front_page(url: &Url) -> bool {
    let segments: Vec<&str> = url.path().split('/').filter(|segment| !segment.is_empty()).collect();
    url.query().is_none()
        && match segments.as_slice() {
            [] => true,
            [one] => one.len() == 2 || one.starts_with("index.") || one.starts_with("default."),
            _ => false,
        }
}

/// Whether `declared` is `last` without the parameter that chooses the article: `/story.php?id=7` calls itself
/// `/story.php` on sites whose template prints the path alone.
fn loses_the_article(declared: &Url, last: &Url) -> bool {
    let chooses = |name: &str| matches!(name, "p" | "q" | "a" | "story" | "article") || name.ends_with("id");
    let script = |segment: &str| {
        [".php", ".asp", ".aspx", ".jsp", ".cgi", ".pl", ".do", ".cfm"]
            .iter()
            .any(|end| segment.ends_with(end))
    };
    let last = normalise(last.clone());
    declared.query().is_none()
        && declared.path() == last.path()
        && last.query().is_some()
        && (script(last.path()) || last.query_pairs().any(|(name, _)| chooses(&name.to_ascii_lowercase())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn believable_canonical_urls() {
        #[rustfmt::skip]
        let cases = [
            // declared, final, believed
            ("https://example.com/story", "https://example.com/story?ref=home", true),
            ("https://www.example.com/story", "https://m.example.com/story", true),
            ("https://www.example.co.uk/story", "https://amp.example.co.uk/story", true),
            ("https://example.com/story", "https://example.com/amp/story", true),
            ("https://example.com/story", "https://example-com.cdn.ampproject.org/c/s/example.com/amp/story", true),
            ("https://example.com/story", "https://www.google.com/amp/s/example.com/amp/story", true),
            ("https://example.com/", "https://example.com/", true),
            ("https://example.com/story?id=7", "https://example.com/story?id=7&page=2", true),
            ("http://127.0.0.1:8000/story", "http://127.0.0.1:8000/story?x=1", true),
            // another site's identity
            ("https://other.org/story", "https://example.com/story", false),
            ("https://b.co.uk/story", "https://a.co.uk/story", false),
            ("https://alice.github.io/story", "https://bob.github.io/story", false),
            ("http://127.0.0.2:8000/story", "http://127.0.0.1:8000/story", false),
            ("https://localhost/story", "https://example.com/story", false),
            ("https://news.google.com/story", "https://www.example.com/amp/story", false),
            // every page's identity
            ("https://example.com/", "https://example.com/2026/story", false),
            ("https://example.com/en/", "https://example.com/en/2026/story", false),
            ("https://example.com/index.html", "https://example.com/2026/story", false),
            ("https://example.com/story.php", "https://example.com/story.php?x=7", false),
            ("https://example.com/news", "https://example.com/news?id=7", false),
            ("https://example.com/news", "https://example.com/news?articleId=7", false),
            // nothing that can be fetched
            ("mailto:editor@example.com", "https://example.com/story", false),
            ("ftp://example.com/story", "https://example.com/story", false),
        ];
        for (declared, last, believed) in cases {
            assert_eq!(is_believable(&url(declared), &url(last)), believed, "{declared} of {last}");
        }
    }

    #[test]
    fn every_way_to_the_article_becomes_an_alias_once() {
        let hop = |url: &str| Redirect { url: url.to_owned(), status: 301 };
        let found = identity(
            &url("http://sho.rt/x?utm_source=a"),
            &[hop("http://sho.rt/x?utm_source=a"), hop("http://example.com/story?fbclid=1")],
            &url("https://example.com/amp/story#top"),
            Some("https://example.com/story"),
        );
        assert_eq!(found.canonical, "https://example.com/story");
        assert_eq!(found.aliases, ["https://sho.rt/x", "https://example.com/amp/story"]);
    }

    #[test]
    fn a_canonical_url_that_cannot_be_believed_leaves_the_final_one() {
        let last = url("https://example.com/2026/story?utm_medium=rss");
        for declared in [None, Some("not a url"), Some("https://example.com/"), Some("https://evil.example/")]
        {
            assert_eq!(identity(&last, &[], &last, declared).canonical, "https://example.com/2026/story");
        }
    }
}
