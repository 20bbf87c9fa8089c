//! Whatever a page becomes, the good copy of it stays; and a copy from elsewhere mends a bad one.

use lede::library::Library;
use lede::model::*;
use tokio_util::sync::CancellationToken;

use crate::site::Site;
use crate::support::{Sandbox, clock, now};

async fn saved(library: &Library, url: String) -> ArticleId {
    let request = lede::library::SaveRequest { url, ..Default::default() };
    library.save(request, clock(), &|_| {}, &CancellationToken::new()).await.unwrap().id.unwrap()
}

async fn refetched(library: &Library, id: ArticleId) -> SaveOutcome {
    library.refetch(id, clock(), &|_| {}, &CancellationToken::new()).await.unwrap()
}

/// From now on the article's address is another: the site has changed what it answers.
#[allow(clippy::disallowed_methods, reason = "plays a site that moves its pages")]
fn becomes(home: &Sandbox, url: &str) {
    let archive = rusqlite::Connection::open(home.archive()).unwrap();
    archive.execute("UPDATE article SET original_url = ?1", [url]).unwrap();
}

fn one_try(library: &Library) {
    let mut settings = library.settings().unwrap();
    settings.limits.tries = 1;
    library.set_settings(settings).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_became_something_else_never_replaces_the_article() {
    for (page, doubt) in [
        ("paywall", Some(Doubt::Paywall)),
        ("consent-wall", Some(Doubt::ConsentWall)),
        ("bot-challenge", Some(Doubt::BotChallenge)),
        ("soft-404", Some(Doubt::SoftNotFound)),
        ("section-front", Some(Doubt::IndexPage)),
        ("script-app", Some(Doubt::NeedsScripts)),
        ("/fault/empty", Some(Doubt::NoArticle)),
        ("/fault/cut/length", Some(Doubt::Truncated)),
        ("/fault/status/404", None),
        ("/fault/status/503", None),
    ] {
        let (home, site) = (Sandbox::new(), Site::start());
        let library = home.open(&site).unwrap();
        one_try(&library);
        let id = saved(&library, site.page("plain")).await;
        let good = library.article(id).unwrap();
        becomes(&home, &if page.starts_with('/') { site.url(page) } else { site.page(page) });
        for look in 0..2 {
            let outcome = refetched(&library, id).await;
            assert!(!outcome.shown, "{page}, look {look}: {outcome:?}");
            let now = library.article(id).unwrap();
            assert_eq!(
                (&now.version, &now.text, &now.summary.title),
                (&good.version, &good.text, &good.summary.title),
                "{page}"
            );
            let attempt =
                now.failed_attempt.unwrap_or_else(|| panic!("{page}: nobody can see that it failed"));
            let doubts = attempt.diagnosis.map(|diagnosis| diagnosis.doubts).unwrap_or_default();
            match doubt {
                Some(doubt) => assert!(doubts.contains(&doubt), "{page}: {doubts:?}"),
                None => assert!(attempt.error.is_some(), "{page}"),
            }
        }
        let versions = library.versions(id).unwrap();
        assert_eq!(versions.len(), 1 + usize::from(doubt.is_some()), "{page}: each copy is kept once");
        becomes(&home, &site.page("plain"));
        assert!(refetched(&library, id).await.shown, "{page}");
        assert_eq!(library.article(id).unwrap().failed_attempt, None, "{page}: the last look was a good one");
    }
}

/// A page as SingleFile writes it: pictures as data, styles in it, shadow roots as templates.
const SINGLE_FILE: &str = r#"<!DOCTYPE html><html lang=en style><!--
 Page saved with SingleFile
 url: https://news.example/merger
--><meta charset=utf-8><title>Inside the merger that nobody wanted</title>
<style>:root{--sf-img-1:url("data:image/png;base64,iVBORw0KGgo=")}p{margin:0 0 1em}</style>
<body><header style="color:red"><nav><a href=https://news.example/>Home</a></nav></header>
<news-badge><template shadowrootmode=open><style>b{}</style><p>Badge text that is part of the site's chrome and no news at all.</p></template></news-badge>
<main><article><h1 style="font:bold 2em serif">Inside the merger that nobody wanted</h1>
<p style="margin:0">The two chairmen met for the first time in a motorway service station, where neither of them was known, and spoke for an hour.</p>
<figure><img alt="The two chairmen" src="data:image/jpeg;base64,PICTURE"><figcaption>The two chairmen, a year later.</figcaption></figure>
BODY
</article></main></body></html>"#;

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = |three: &[u8]| {
        let number =
            (0..3).fold(0, |number, at| number << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        let digit = |n: usize| {
            if n > three.len() { '=' } else { char::from(DIGITS[(number >> (18 - 6 * n) & 63) as usize]) }
        };
        (0..4).map(digit).collect::<String>()
    };
    bytes.chunks(3).map(digits).collect()
}

fn single_file() -> String {
    let paragraph = "<p>Nobody in either company had asked for it, the documents show, and those who were to carry it out learned of                      it from the newspapers, as the accountants did, who had to make the sums agree afterwards.</p>";
    let body: String =
        (1..12).map(|n| paragraph.replace("either company", &format!("either company ({n})"))).collect();
    let picture = base64(include_bytes!("site/pictures/city.jpg"));
    SINGLE_FILE.replace("BODY", &body).replace("PICTURE", &picture)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_page_mends_a_copy_that_was_cut_off() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let id = saved(&library, site.page("paywall")).await;
    assert_eq!(library.article(id).unwrap().summary.doubts, [Doubt::Paywall]);
    let query = ListQuery { find: Some("is:incomplete".into()), limit: 9, ..ListQuery::default() };
    assert_eq!(library.articles(&query).unwrap().total, 1);

    library.enqueue_page(id, b"<p>Subscribe to continue reading</p>", now()).unwrap();
    library.run_queue(clock(), true, &|_| {}, &CancellationToken::new()).await.unwrap();
    let kept = library.article(id).unwrap();
    assert_eq!(kept.summary.doubts, [Doubt::Paywall], "worse than what was there");
    assert!(kept.failed_attempt.is_some());

    library.enqueue_page(id, single_file().as_bytes(), now()).unwrap();
    library.run_queue(clock(), true, &|_| {}, &CancellationToken::new()).await.unwrap();
    let whole = library.article(id).unwrap();
    assert!(whole.diagnosis.complete, "{:?}", whole.diagnosis);
    assert_eq!((whole.versions, &whole.missing, &whole.failed_attempt), (3, &vec![], &None));
    assert!(whole.text.contains("either company (11)") && !whole.text.contains("Badge"), "{}", whole.text);
    assert!(whole.html.contains("<img src=\"asset:") && !whole.html.contains("data:"), "{}", whole.html);
    assert_eq!(library.articles(&query).unwrap().total, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_beyond_the_limit_is_refused() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let id = saved(&library, site.page("plain")).await;
    let mut settings = library.settings().unwrap();
    settings.limits.page_bytes = 1_000;
    library.set_settings(settings).unwrap();
    let error = library.enqueue_page(id, &[b'x'; 1_001], now()).unwrap_err();
    assert_eq!(error.kind(), lede::ErrorKind::TooLarge);
    assert_eq!(library.jobs().unwrap().iter().filter(|job| job.kind == JobKind::Refetch).count(), 0);
}
