//! The table of the pages.

use super::{Chrome, Page};

const HTML: &str = "text/html";

/// Every page of the site; the table test takes each in turn.
pub const PAGES: &[Page] = &[
    Page::new("plain", "/2026/03/14/harbour-bridge-reopens", Chrome::Courier, "en"),
    // Encodings.
    Page::new("arabic-windows-1256", "/ar/news/1187", Chrome::None, "ar").sent_as("windows-1256", HTML),
    Page::new("persian-windows-1256", "/fa/old/library.asp", Chrome::None, "fa")
        .sent_as("windows-1256", "text/html; charset=windows-1256"),
    Page::new("chinese-gb18030", "/c/2026-02-11/doc-film.shtml", Chrome::None, "zh").sent_as("gb18030", HTML),
    Page::new("japanese-shift-jis", "/articles/ASQ3L.html", Chrome::None, "ja").sent_as("shift_jis", HTML),
    Page::new("korean-euc-kr", "/article/20260402", Chrome::None, "ko")
        .sent_as("euc-kr", "text/html; charset=euc-kr"),
    Page::new("russian-windows-1251", "/obschestvo/paromshchik.html", Chrome::None, "ru")
        .sent_as("windows-1251", HTML),
    Page::new("utf8-labelled-latin1", "/vallees/epicerie", Chrome::None, "fr")
        .sent_as("utf-8", "text/html; charset=ISO-8859-1"),
    Page::new("no-charset-german", "/lokales/linie7.htm", Chrome::None, "de").sent_as("windows-1252", HTML),
    // Scripts and directions.
    Page::new("persian-mixed", "/fa/news/84512/alborz", Chrome::Khabar, "fa"),
    Page::new("hebrew", "/he/local/bookbus", Chrome::None, "he"),
    Page::new("arabic-utf8", "/ar/tech/thuluth", Chrome::None, "ar"),
    Page::new("chinese-traditional", "/tw/reportage/postman", Chrome::None, "zh-Hant-TW"),
    // Pictures.
    Page::new("lazy", "/culture/2026/lighthouse-garden", Chrome::Meridian, "en"),
    Page::new("noscript", "/2026/05/02/night-train", Chrome::Courier, "en"),
    Page::new("srcset-picture", "/science/2026/river-gauge", Chrome::Meridian, "en"),
    Page::new("gallery", "/culture/2026/open-air-cinema", Chrome::Meridian, "en"),
    Page::new("bad-pictures", "/2026/03/26/museum-labels", Chrome::Courier, "en"),
    Page::new("private-pictures", "/2026/04/06/printer-in-loft", Chrome::Courier, "en"),
    // Kinds of articles and of markup.
    Page::new("amp", "/amp/2026/03/30/beekeepers-good-winter", Chrome::None, "en"),
    Page::new("json-ld-only", "/science/2026/salt-clock", Chrome::Meridian, "en-GB"),
    // Articles that only the page's data hold.
    Page::new("json-ld-body", "/ledger/body", Chrome::None, "en"),
    Page::new("next-data", "/meridian-app/last-furnace", Chrome::None, "en"),
    Page::new("nuxt-data", "/fa-app/84", Chrome::None, "fa"),
    Page::new("nuxt-function", "/works/77", Chrome::None, "en"),
    Page::new("arc-fusion", "/works/last-furnace/", Chrome::None, "en"),
    Page::new("tables-code", "/data/2026/counting-buses", Chrome::Meridian, "en"),
    Page::new("huge-table", "/2026/01/01/tides", Chrome::Courier, "en"),
    Page::new("live-blog", "/2026/01/24/storm-petra-live", Chrome::Courier, "en"),
    Page::new("embeds", "/culture/2026/tune", Chrome::Meridian, "en"),
    Page::new("footnotes", "/2026/02/08/town-clock", Chrome::Courier, "en"),
    Page::new("tagdiv", "/2026/03/22/old-post-office-music/", Chrome::Magazine, "en-GB"),
    Page::new("multi-page-1", "/features/mirror-road/1", Chrome::Meridian, "en"),
    Page::new("multi-page-2", "/features/mirror-road/2", Chrome::Meridian, "en"),
    Page::new("multi-page-3", "/features/mirror-road/3", Chrome::Meridian, "en"),
    Page::new("tracking", "/2026/05/08/swifts-return", Chrome::Courier, "en"),
    Page::new("missing-title", "/memories/17", Chrome::None, "en"),
    Page::new("long-title", "/2026/04/01/minutes", Chrome::Courier, "en"),
    Page::new("hostile", "/garden/almond-row", Chrome::None, "en"),
    // Lists of other stories.
    Page::new("blocks-cards", "/islands/2026/ferry", Chrome::None, "en"),
    Page::new("blocks-insert-fa", "/iran/bandar/2026/keshti", Chrome::None, "fa"),
    Page::new("blocks-sidebar-de", "/inseln/2026/faehre", Chrome::None, "de"),
    Page::new("blocks-after-zh", "/zh/2026/dulun", Chrome::None, "zh"),
    Page::new("blocks-hostile", "/islands/2026/ferry-again", Chrome::None, "en"),
    // Not the article.
    Page::new("consent-wall", "/ledger/consent", Chrome::None, "en"),
    Page::new("paywall", "/economy/2026/glass-merger", Chrome::Meridian, "en"),
    Page::new("bot-challenge", "/ledger/guarded", Chrome::None, "en"),
    Page::new("bot-challenge-403", "/ledger/guarded-403", Chrome::None, "en").with_status(403),
    Page::new("soft-404", "/2019/07/05/moved-away", Chrome::Courier, "en"),
    Page::new("section-front", "/category/news", Chrome::Courier, "en"),
    Page::new("script-app", "/ledger/app", Chrome::None, "en"),
];
