//! Places of a page, and addresses, that lead to no other story.

use dom_query::NodeRef;
use url::Url;

use crate::capture::extract::dom;
use crate::capture::url::normalise_url;

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
    const STEPS: [&str; 34] = [
        "banner",
        "banners",
        "careers",
        "feed",
        "feedback",
        "promo",
        "promotion",
        "promotions",
        "recruit",
        "rss",
        "survey",
        "tickets",
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
    let aside = ["terms-of", "privacy-", "cookie-"].iter().any(|words| last.starts_with(words))
        || path.contains("/comment-page-")
        || path.contains("/banners/")
        || url.fragment().is_some_and(|place| place.starts_with("comment") || place == "respond")
        || url.query_pairs().any(|(name, _)| matches!(&*name, "feed" | "replytocom"));
    matches!(url.scheme(), "http" | "https")
        && !elsewhere
        && !file
        && !front
        && !aside
        && !is_itself(url, page)
        && !STEPS.contains(&last)
        && !STEPS.contains(&first)
}

/// Whether an address is the page's own, or does something with it: shares it, puts what it offers into a cart.
fn is_itself(url: &Url, page: &Url) -> bool {
    let bare = |url: &Url| {
        let known = normalise_url(url.as_str()).ok().and_then(|url| Url::parse(&url).ok());
        let query = known.as_ref().and_then(Url::query).map(str::to_owned);
        (url.host_str().map(str::to_owned), url.path().trim_end_matches('/').to_owned(), query)
    };
    let ((host, path, query), (own_host, own_path, own_query)) = (bare(url), bare(page));
    // Where the page's address has parameters, others may choose another article.
    host == own_host && path == own_path && (own_query.is_none() || own_query == query)
}

/// Whether an address is that of a list of a site and no story's: a section, a topic, an author, its job market or shop.
/// A step with as many words as a headline is a story wherever it stands.
pub(super) fn lists_stories(url: &Url) -> bool {
    const STEPS: [&str; 31] = [
        "autores",
        "autori",
        "auteurs",
        "thema",
        "subject",
        "subjects",
        "section",
        "sections",
        "theme",
        "themes",
        "rubrik",
        "ressort",
        "rubrique",
        "temas",
        "konu",
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
    const SERVICES: [&str; 14] = [
        "faq",
        "faqs",
        "help",
        "support",
        "hilfe",
        "aide",
        "ayuda",
        "yardim",
        "shop",
        "store",
        "product",
        "products",
        "vouchercodes",
        "vouchers",
    ];
    const HOSTS: [&str; 18] = [
        "abo",
        "academy",
        "ads",
        "career",
        "careers",
        "events",
        "help",
        "job",
        "jobs",
        "karriere",
        "promo",
        "regist",
        "register",
        "school",
        "shop",
        "shopping",
        "stellenmarkt",
        "store",
    ];
    const WORDS: usize = 5;
    let steps: Vec<String> =
        url.path().split('/').filter(|step| !step.is_empty()).map(str::to_ascii_lowercase).collect();
    let host = url.host_str().and_then(|host| host.split('.').next()).unwrap_or_default();
    let listed = steps.split_last().is_some_and(|(last, above)| {
        above.iter().any(|step| STEPS.contains(&step.as_str())) && last.split('-').count() < WORDS
    });
    let of_a_day =
        !steps.is_empty() && steps.iter().all(|step| step.len() <= 4 && step.parse::<u16>().is_ok());
    let service = steps.iter().any(|step| SERVICES.contains(&step.as_str()));
    listed || of_a_day || service || HOSTS.contains(&host)
}

/// Whether an address lies above another one of the same site: that of a section, seen from one of its stories.
pub(super) fn is_above(url: &Url, other: &Url) -> bool {
    let path = url.path().trim_end_matches('/');
    let below = other.path().strip_prefix(path).is_some_and(|rest| rest.starts_with('/') && rest.len() > 1);
    below && !path.is_empty() && url.query().is_none() && url.host_str() == other.host_str()
}

/// Whether the last step of an address is a word or two and no number: a section's, where a headline is not much longer.
pub(super) fn is_plain(url: &Url) -> bool {
    const WORDS: usize = 2;
    const SHORTEST: usize = 3;
    let last = url.path().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let words = last.split(['-', '_', '+']).filter(|word| !word.is_empty()).count();
    url.query().is_none()
        && words <= WORDS
        && last.len() >= SHORTEST
        && !last.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether two addresses are of one site, by the public suffix list.
pub(super) fn same_site(a: &Url, b: &Url) -> bool {
    let site = |url: &Url| {
        let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_owned();
        psl::domain_str(&host).map_or(host.clone(), str::to_owned)
    };
    site(a) == site(b)
}
