//! What class names, ids and element names say of a block's place on the page.

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

/// Adds the kinds that the names of one element speak for.
pub(super) fn kinds_of(names: &str, kinds: &mut [u8; KINDS.len()]) {
    for (at, (_, parts)) in KINDS.iter().enumerate() {
        if parts.iter().any(|part| names.contains(part)) {
            kinds[at] = kinds[at].saturating_add(1);
        }
    }
}
