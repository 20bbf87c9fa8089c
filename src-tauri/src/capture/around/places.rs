//! Places of a page, and addresses, that lead to no other story.

use dom_query::NodeRef;
use url::Url;

use crate::capture::extract::dom;

/// Words of class names and ids of what leads through the site, or away from it.
const MACHINERY: [&str; 46] = [
    "nav",
    "navbar",
    "navigation",
    "subnav",
    "menu",
    "submenu",
    "footer",
    "breadcrumb",
    "breadcrumbs",
    "share",
    "sharing",
    "sharebar",
    "social",
    "socials",
    "follow",
    "pagination",
    "pager",
    "comments",
    "comment",
    "disqus",
    "cookie",
    "cookies",
    "consent",
    "newsletter",
    "subscribe",
    "signup",
    "login",
    "ad",
    "ads",
    "advert",
    "advertisement",
    "sponsored",
    "taboola",
    "outbrain",
    "revcontent",
    "mgid",
    "lang",
    "language",
    "languages",
    "masthead",
    "topbar",
    "sitemap",
    "tagcloud",
    "weather",
    "jobs",
    "shop",
];

/// Words of class names of what an article is filed under.
const TOPICS: [&str; 10] = [
    "tag",
    "tags",
    "topic",
    "topics",
    "keywords",
    "keyword",
    "tagged",
    "taglist",
    "schlagworte",
    "etiquetas",
];

/// Headings of lists that somebody paid for.
const SOLD: [&str; 22] = [
    "sponsored",
    "promoted",
    "from the web",
    "around the web",
    "paid content",
    "partner content",
    "advertisement",
    "anzeige",
    "gesponsert",
    "sponsorisé",
    "contenu sponsorisé",
    "patrocinado",
    "contenido patrocinado",
    "sponsorizzato",
    "gesponsord",
    "реклама",
    "партнерские материалы",
    "sponsorlu",
    "تبلیغات",
    "محتوى ممول",
    "赞助内容",
    "スポンサー",
];

/// Whether somebody paid for a list, by its heading.
pub(super) fn is_sold(heading: &str) -> bool {
    let folded = heading.to_lowercase();
    SOLD.iter().any(|sold| folded.starts_with(sold))
}

/// Whether an element leads through the site, or away from it: menus, footers, share bars, forms, comments.
pub(super) fn is_machinery(node: &NodeRef<'_>) -> bool {
    let by_name =
        dom::name(node).is_some_and(|name| matches!(&*name, "nav" | "footer" | "form" | "dialog" | "menu"));
    by_name
        || dom::attr(node, "role").is_some_and(|role| {
            matches!(
                role.as_str(),
                "navigation"
                    | "banner"
                    | "contentinfo"
                    | "dialog"
                    | "menu"
                    | "menubar"
                    | "toolbar"
                    | "search"
            )
        })
        || has_word(node, &MACHINERY)
}

/// Whether an element lists what the article is filed under, by its names.
pub(super) fn lists_topics(node: &NodeRef<'_>) -> bool {
    has_word(node, &TOPICS)
        || words(&dom::class_and_id(node)).collect::<Vec<_>>().windows(2).any(|pair| {
            matches!(pair, ["post" | "article" | "story" | "entry", "categories" | "subjects" | "themes"])
        })
}

fn has_word(node: &NodeRef<'_>, known: &[&str]) -> bool {
    let names = dom::class_and_id(node);
    words(&names).any(|word| known.contains(&word))
}

fn words(names: &str) -> impl Iterator<Item = &str> {
    names.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether an address may be a story's: no front page, no place to share, sign in or pay, no file.
pub(super) fn may_be_story(url: &Url, page: &Url) -> bool {
    const ELSEWHERE: [&str; 18] = [
        "facebook.com",
        "twitter.com",
        "x.com",
        "instagram.com",
        "whatsapp.com",
        "wa.me",
        "t.me",
        "telegram.me",
        "linkedin.com",
        "pinterest.com",
        "reddit.com",
        "tiktok.com",
        "apps.apple.com",
        "itunes.apple.com",
        "play.google.com",
        "news.google.com",
        "outbrain.com",
        "taboola.com",
    ];
    const STEPS: [&str; 22] = [
        "login",
        "signin",
        "sign-in",
        "register",
        "signup",
        "sign-up",
        "subscribe",
        "subscription",
        "newsletter",
        "newsletters",
        "account",
        "privacy",
        "terms",
        "contact",
        "about",
        "cookies",
        "impressum",
        "datenschutz",
        "share",
        "sharer",
        "cart",
        "advertise",
    ];
    const FILES: [&str; 12] =
        ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "pdf", "mp3", "mp4", "zip", "epub"];
    let host = url.host_str().unwrap_or_default();
    let elsewhere = ELSEWHERE
        .iter()
        .any(|place| host == *place || host.strip_suffix(place).is_some_and(|rest| rest.ends_with('.')));
    let path = url.path().to_ascii_lowercase();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let first = path.split('/').find(|step| !step.is_empty()).unwrap_or_default();
    let file = last.rsplit_once('.').is_some_and(|(_, kind)| FILES.contains(&kind));
    let front = path.trim_matches('/').is_empty() && url.query().is_none();
    let itself =
        url.path() == page.path() && url.host_str() == page.host_str() && url.query() == page.query();
    matches!(url.scheme(), "http" | "https")
        && !elsewhere
        && !file
        && !front
        && !itself
        && !STEPS.contains(&last)
        && !STEPS.contains(&first)
}

/// Whether an address is that of a list of a site and no story's: a section, a topic, an author, its job market or shop.
/// A step with as many words as a headline is a story wherever it stands.
pub(super) fn lists_stories(url: &Url) -> bool {
    const STEPS: [&str; 16] = [
        "tag",
        "tags",
        "topic",
        "topics",
        "category",
        "categories",
        "author",
        "authors",
        "autor",
        "auteur",
        "keyword",
        "keywords",
        "etiqueta",
        "etiquetas",
        "schlagwort",
        "themen",
    ];
    const HOSTS: [&str; 8] = ["jobs", "job", "karriere", "stellenmarkt", "shop", "store", "abo", "help"];
    const WORDS: usize = 5;
    let steps: Vec<String> =
        url.path().split('/').filter(|step| !step.is_empty()).map(str::to_ascii_lowercase).collect();
    let host = url.host_str().and_then(|host| host.split('.').next()).unwrap_or_default();
    let listed = match steps.as_slice() {
        [.., above, last] => STEPS.contains(&above.as_str()) && last.split('-').count() < WORDS,
        _ => false,
    };
    listed || HOSTS.contains(&host)
}

/// Whether two addresses are of one site, by the public suffix list.
pub(super) fn same_site(a: &Url, b: &Url) -> bool {
    let site = |url: &Url| {
        let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_owned();
        psl::domain_str(&host).map_or(host.clone(), str::to_owned)
    };
    site(a) == site(b)
}
