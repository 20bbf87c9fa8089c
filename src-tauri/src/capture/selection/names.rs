//! What class names, ids and element names say of a block's place on the page.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// A kind of place, and the parts of names that speak for it.
type Kind = (&'static str, &'static [&'static str]);

/// Kinds of places that names give away; a block may stand in several.
pub(super) const KINDS: [Kind; 20] = [
    (
        "body",
        &[
            "article-body",
            "articlebody",
            "article-content",
            "article__body",
            "article__content",
            "story-body",
            "storybody",
            "story-content",
            "entry-content",
            "post-content",
            "post-body",
            "body-copy",
            "article-text",
            "richtext",
            "rich-text",
            "main-content",
            "body-text",
            "text-content",
        ],
    ),
    ("article", &["article", "story", "post", "entry", "artikel", "nota", "noticia"]),
    ("content", &["content", "body", "text", "copy", "paragraph"]),
    ("comments", &["comment", "disqus", "respond", "discussion", "replies", "kommentar"]),
    (
        "related",
        &[
            "related",
            "recommend",
            "more-",
            "read-more",
            "readmore",
            "also-like",
            "trending",
            "popular",
            "most-",
            "latest",
            "outbrain",
            "taboola",
            "teaser",
            "suggest",
            "next-",
            "prev-",
            "similar",
            "promo-list",
            "river",
        ],
    ),
    (
        "promotion",
        &[
            "promo",
            "newsletter",
            "subscri",
            "signup",
            "sign-up",
            "membership",
            "donat",
            "appeal",
            "cta",
            "marketing",
            "campaign",
            "offer",
            "app-download",
            "abo-",
        ],
    ),
    (
        "sharing",
        &["share", "social", "sharing", "follow", "facebook", "twitter", "whatsapp", "toolbar", "tools"],
    ),
    ("author", &["author", "byline", "bio", "writer", "contributor", "credit-author", "about-the"]),
    (
        "caption",
        &[
            "caption",
            "credit",
            "copyright",
            "photo",
            "image",
            "figure",
            "media",
            "gallery",
            "slide",
            "video",
            "player",
        ],
    ),
    (
        "labels",
        &["tag", "topic", "keyword", "categor", "label", "kicker", "eyebrow", "section-name", "breadcrumb"],
    ),
    ("date", &["date", "time", "publish", "updated", "meta", "dateline", "info"]),
    (
        "advertising",
        &["advert", "ad-", "ads-", "-ad", "sponsor", "banner", "commercial", "anzeige", "dfp", "gpt"],
    ),
    ("footer", &["footer", "foot", "legal", "disclaimer", "colophon", "bottom"]),
    (
        "navigation",
        &["nav", "menu", "header", "masthead", "topbar", "skip", "search", "login", "pagination", "pager"],
    ),
    (
        "side",
        &[
            "sidebar",
            "side-",
            "-side",
            "rail",
            "aside",
            "widget",
            "column-right",
            "secondary",
            "infobox",
            "factbox",
            "fact-box",
        ],
    ),
    ("embed", &["embed", "tweet", "instagram", "iframe", "oembed", "facebook-post"]),
    (
        "summary",
        &[
            "summary",
            "standfirst",
            "lead",
            "lede",
            "dek",
            "excerpt",
            "subtitle",
            "subhead",
            "sub-title",
            "description",
            "intro",
            "sapo",
            "chapo",
            "teaser-text",
            "abstract",
        ],
    ),
    (
        "consent",
        &[
            "cookie", "consent", "gdpr", "privacy", "paywall", "modal", "overlay", "popup", "lightbox",
            "dialog", "notice",
        ],
    ),
    (
        "hidden",
        &[
            "hidden",
            "hide",
            "sr-only",
            "visually-hidden",
            "screen-reader",
            "print-only",
            "d-none",
            "offscreen",
            "noprint",
            "no-print",
        ],
    ),
    ("list", &["list", "items", "grid", "cards", "card", "feed", "carousel", "slider", "collection"]),
];

/// Element names whose presence around a block is a sign.
pub(super) const AROUND: [&str; 14] = [
    "aside",
    "footer",
    "nav",
    "header",
    "form",
    "figure",
    "article",
    "main",
    "section",
    "li",
    "table",
    "blockquote",
    "button",
    "address",
];

/// Finds the parts of [`KINDS`] in one pass over a name.
static PARTS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(KINDS.iter().flat_map(|(_, parts)| parts.iter())).ok());

/// The kind that each part of [`PARTS`] speaks for.
static KIND_OF: LazyLock<Vec<usize>> = LazyLock::new(|| {
    KINDS.iter().enumerate().flat_map(|(kind, (_, parts))| std::iter::repeat_n(kind, parts.len())).collect()
});

/// The kinds that the names of one element speak for, 1 for each.
pub(super) fn kinds_of(names: &str) -> [u8; KINDS.len()] {
    let mut kinds = [0; KINDS.len()];
    if let Some(parts) = PARTS.as_ref() {
        for found in parts.find_overlapping_iter(names) {
            kinds[KIND_OF[found.pattern().as_usize()]] = 1;
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_speak_for_every_kind_that_they_hold() {
        let kinds = kinds_of("article-body newsletter-signup share ");
        for (name, expected) in
            [("body", 1), ("article", 1), ("promotion", 1), ("sharing", 1), ("comments", 0)]
        {
            let at = KINDS.iter().position(|(kind, _)| *kind == name).unwrap();
            assert_eq!(kinds[at], expected, "{name}");
        }
    }
}
