//! The places a picture may be fetched from, ranked: lazy attributes, `srcset`, placeholders told apart from pictures.

use dom_query::NodeRef;
use url::Url;

use crate::capture::extract::dom;

/// Wider than this serves no reader; the next smaller candidate is better.
const USEFUL_WIDTH: f32 = 2_000.0;
/// Candidates kept of one picture, the best included.
const MAX_CANDIDATES: usize = 5;
/// Longest `data:` URL kept as a picture.
const MAX_DATA_URL: usize = 20 << 20;

/// One place, with its width in pixels (a density counts as that many times 1,000).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub url: String,
    pub width: Option<f32>,
    /// Lower is trusted more, among candidates of unknown width.
    pub rank: u8,
}

const SRCSETS: [&str; 6] =
    ["srcset", "data-srcset", "data-lazy-srcset", "data-original-set", "data-src-set", "data-sizes-srcset"];
const SOURCES: [&str; 18] = [
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-hi-res-src",
    "data-full-src",
    "data-large-file",
    "data-lazy",
    "data-url",
    "data-image",
    "data-img-src",
    "data-actualsrc",
    "data-echo",
    "data-pagespeed-lazy-src",
    "data-cfsrc",
    "data-ezsrc",
    "data-defer-src",
    "data-src-large",
    "data-orig-file",
];

/// Adds the candidates an `<img>`, `<amp-img>` or `<source>` names.
pub(super) fn of_element(element: &NodeRef<'_>, found: &mut Vec<Candidate>) {
    if dom::attr(element, "media").is_some_and(|m| m.contains("print") || m.contains("dark")) {
        return;
    }
    if dom::attr(element, "type").is_some_and(|t| !t.starts_with("image/")) {
        return;
    }
    for name in SRCSETS {
        if let Some(set) = dom::attr(element, name) {
            found.extend(parse_srcset(&set));
        }
    }
    for (at, name) in SOURCES.iter().enumerate() {
        if let Some(value) = dom::attr(element, name).filter(|v| is_url_like(v)) {
            let rank = 1 + u8::from(at > 5);
            found.push(Candidate { width: width_in(&value), url: value, rank });
        }
    }
    if let Some(src) = dom::attr(element, "src") {
        let width = dom::attr(element, "width").and_then(|w| w.parse().ok()).or_else(|| width_in(&src));
        found.push(Candidate { url: src, width, rank: 3 });
    }
}

/// Adds the full-size picture that a link around the image leads to.
pub(super) fn of_link_around(image: &NodeRef<'_>, found: &mut Vec<Candidate>) {
    let target = image.ancestors_it(Some(2)).find(|a| a.has_name("a")).and_then(|a| dom::attr(&a, "href"));
    if let Some(url) = target.filter(|t| is_image_file(t)) {
        found.push(Candidate { url, width: None, rank: 1 });
    }
}

/// The useful candidates as absolute URLs, best first.
pub(super) fn ranked(found: Vec<Candidate>, base: &Url) -> Vec<String> {
    let mut useful: Vec<Candidate> = found
        .into_iter()
        .filter(|c| !is_placeholder(&c.url))
        .filter_map(|c| Some(Candidate { url: absolute(&c.url, base)?, ..c }))
        .collect();
    useful.sort_by(|a, b| order(a).total_cmp(&order(b)).then(a.rank.cmp(&b.rank)));
    let mut urls: Vec<String> = Vec::new();
    for candidate in useful {
        if !urls.contains(&candidate.url) && urls.len() < MAX_CANDIDATES {
            urls.push(candidate.url);
        }
    }
    urls
}

/// Widest first up to the useful width, then the others from the smallest; unknown widths count as a large picture.
fn order(candidate: &Candidate) -> f32 {
    match candidate.width {
        Some(width) if width <= USEFUL_WIDTH => USEFUL_WIDTH - width,
        Some(width) => USEFUL_WIDTH + width,
        None => USEFUL_WIDTH - 700.0 + f32::from(candidate.rank) * 100.0,
    }
}

/// Parses a `srcset` (HTML Standard 4.8.4.2.1); commas inside URLs are part of them.
pub(super) fn parse_srcset(set: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut rest = set;
    while found.len() < 40 {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() {
            break;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (url, tail) = rest.split_at(end);
        let (url, descriptor) = if let Some(bare) = url.strip_suffix(',') {
            rest = tail;
            (bare.trim_end_matches(','), "")
        } else {
            let end = descriptor_end(tail);
            rest = &tail[end..];
            (url, tail[..end].trim())
        };
        found.push(Candidate {
            url: url.to_owned(),
            width: width_of(descriptor).or_else(|| width_in(url)),
            rank: 0,
        });
    }
    found
}

fn descriptor_end(text: &str) -> usize {
    let mut parentheses = 0_i32;
    for (at, c) in text.char_indices() {
        match c {
            '(' => parentheses += 1,
            ')' => parentheses -= 1,
            ',' if parentheses <= 0 => return at,
            _ => {}
        }
    }
    text.len()
}

fn width_of(descriptor: &str) -> Option<f32> {
    let first = descriptor.split_whitespace().next()?;
    let number: f32 = first.get(..first.len() - 1)?.parse().ok()?;
    match first.as_bytes().last()? {
        b'w' => Some(number),
        b'x' => Some((number * 1_000.0).min(USEFUL_WIDTH)),
        _ => None,
    }
}

/// A width that the URL itself tells: `?w=800`, `w_800`, `-800x600.jpg`.
fn width_in(url: &str) -> Option<f32> {
    let number_after = |marker: &str| {
        let rest = &url[url.find(marker)? + marker.len()..];
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<f32>().ok().filter(|n| (16.0..10_000.0).contains(n))
    };
    ["?w=", "&w=", "?width=", "&width=", "/w_", ",w_"].iter().find_map(|m| number_after(m)).or_else(|| {
        let stem = url.split(['?', '#']).next()?.rsplit_once('.')?.0;
        let (width, height) = stem.rsplit_once('-')?.1.split_once('x')?;
        height.parse::<u32>().ok()?;
        width.parse::<f32>().ok().filter(|n| (16.0..10_000.0).contains(n))
    })
}

fn is_url_like(value: &str) -> bool {
    !value.contains(char::is_whitespace)
        && (value.contains('/') || value.contains('.'))
        && !value.starts_with('{')
}

/// Whether a link leads to a picture's file.
pub(super) fn is_image_file(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url).to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"].iter().any(|e| path.ends_with(e))
}

/// Whether a URL is only there until a script puts the real one in its place, or counts readers.
pub(super) fn is_placeholder(url: &str) -> bool {
    let lower: String = url.chars().take(400).collect::<String>().to_ascii_lowercase();
    if let Some(data) = lower.strip_prefix("data:") {
        // A whole picture in under a kilobyte is a blur or an empty pixel; an SVG placeholder has no drawing.
        return !data.starts_with("image/") || url.len() < 1_000 || url.len() > MAX_DATA_URL;
    }
    if lower.is_empty()
        || lower.starts_with("about:")
        || lower.starts_with("blob:")
        || lower.starts_with("javascript:")
    {
        return true;
    }
    if lower.contains("{{") || lower.contains("%7b%7b") || lower.contains("${") {
        return true;
    }
    let host_and_path = lower.split(['?', '#']).next().unwrap_or_default();
    if TRACKERS.iter().any(|t| host_and_path.contains(t)) {
        return true;
    }
    let file = host_and_path.rsplit('/').next().unwrap_or_default();
    let stem = file.split('.').next().unwrap_or_default();
    matches!(
        stem,
        "blank"
            | "spacer"
            | "pixel"
            | "transparent"
            | "empty"
            | "1x1"
            | "1px"
            | "spinner"
            | "loading"
            | "loader"
            | "lazy"
            | "grey"
            | "gray"
            | "clear"
            | "trans"
            | "dot"
            | "shim"
            | "fallback"
            | "ajax-loader"
            | "lazyload"
            | "t"
            | "b"
            | "x"
            | "white"
    ) && [".gif", ".png", ".svg", ".webp"].iter().any(|e| file.ends_with(e))
        || stem.contains("placeholder")
        || stem.contains("lazy-load")
        || stem.contains("spinner")
        || stem.contains("1x1")
}

const TRACKERS: [&str; 14] = [
    "facebook.com/tr",
    "doubleclick.net",
    "scorecardresearch.com",
    "google-analytics.com",
    "quantserve.com",
    "pixel.wp.com",
    "chartbeat.net",
    "googletagmanager.com",
    "googlesyndication.com",
    "adservice.google.",
    "/beacon",
    "ioam.de",
    "vgwort.de",
    "matomo.php",
];

/// An absolute http(s) URL, a `data:` URL of a picture as it is, or a name by which a file with the page has it: `cid:`, and of a page
/// without an address its path.
pub(super) fn absolute(url: &str, base: &Url) -> Option<String> {
    let url = url.trim();
    if url.get(..5).is_some_and(|s| s.eq_ignore_ascii_case("data:")) {
        return Some(url.to_owned());
    }
    let joined = base.join(url).ok()?;
    let known = match joined.scheme() {
        "http" | "https" | "cid" => true,
        "file" => base.scheme() == "file",
        _ => false,
    };
    known.then(|| joined.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn best(html: &str) -> Vec<String> {
        let document = Document::fragment(html);
        let mut found = Vec::new();
        for node in document.select("source, img, amp-img").nodes() {
            of_element(node, &mut found);
            of_link_around(node, &mut found);
        }
        ranked(found, &Url::parse("https://x.org/a/b.html").unwrap())
    }

    #[test]
    fn the_best_candidate_of_every_lazy_form_is_found() {
        for (html, first) in [
            ("<img src=p.jpg>", "https://x.org/a/p.jpg"),
            ("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src=/p.jpg>", "https://x.org/p.jpg"),
            ("<img src=/img/placeholder.png data-lazy-src=/p.jpg>", "https://x.org/p.jpg"),
            ("<img src=/spacer.gif data-original='//cdn.x.org/p.jpg'>", "https://cdn.x.org/p.jpg"),
            (
                "<img src=s.jpg srcset='s.jpg 300w, m.jpg 800w, l.jpg 1600w, xl.jpg 4000w'>",
                "https://x.org/a/l.jpg",
            ),
            ("<img data-srcset='s.jpg 300w, m.jpg 800w'>", "https://x.org/a/m.jpg"),
            ("<img src=s.jpg srcset='s.jpg 1x, m.jpg 2x'>", "https://x.org/a/m.jpg"),
            (
                "<img srcset='/w_300,h_200/p.jpg 300w, /w_900,h_600/p.jpg 900w'>",
                "https://x.org/w_900,h_600/p.jpg",
            ),
            ("<img srcset='huge.jpg 5000w'>", "https://x.org/a/huge.jpg"),
            (
                "<source srcset='p.avif 1200w' type=image/avif><img src=p.jpg width=600>",
                "https://x.org/a/p.avif",
            ),
            ("<source srcset='print.jpg 2000w' media=print><img src=p.jpg>", "https://x.org/a/p.jpg"),
            ("<amp-img src=p.jpg width=900></amp-img>", "https://x.org/a/p.jpg"),
            ("<img src=tiny.jpg data-src='p-1024x768.jpg'>", "https://x.org/a/p-1024x768.jpg"),
            ("<a href=full.jpg><img src=thumb-150x150.jpg></a>", "https://x.org/a/full.jpg"),
        ] {
            assert_eq!(best(html).first().map(String::as_str), Some(first), "{html}");
        }
    }

    #[test]
    fn what_is_no_picture_is_left_out() {
        for html in [
            "<img src='data:image/svg+xml,%3Csvg/%3E'>",
            "<img src=/spinner.gif>",
            "<img src='javascript:alert(1)'>",
            "<img src='https://www.facebook.com/tr?id=1'>",
            "<img src='{{ url }}'>",
            "<img>",
        ] {
            assert!(best(html).is_empty(), "{html}");
        }
    }

    #[test]
    fn srcset_is_parsed_by_the_standard() {
        let urls = |set: &str| parse_srcset(set).into_iter().map(|c| c.url).collect::<Vec<_>>();
        assert_eq!(urls("a.jpg 1x,b.jpg 2x"), ["a.jpg", "b.jpg"]);
        assert_eq!(urls("a.jpg, b.jpg 2x"), ["a.jpg", "b.jpg"]);
        assert_eq!(urls(" , a.jpg 100w 50h , "), ["a.jpg"]);
        assert!(urls("").is_empty());
    }
}
