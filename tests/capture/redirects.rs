//! Ways to an article.

use lede::Error;
use lede::model::{Doubt, Redirect};

use crate::site::Site;
use crate::support::{capture, capturer, refusal};

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_redirect_leads_to_the_article() {
    let site = Site::start();
    let capturer = capturer(&site);
    for path in [
        "/to/status/301",
        "/to/status/302",
        "/to/status/303",
        "/to/status/307",
        "/to/status/308",
        "/to/relative",
        "/to/cookie",
        "/to/refresh",
        "/to/refresh/quoted",
        "/to/hops/9",
        "/to/hops/10",
    ] {
        let capture =
            capture(&capturer, &site.url(path)).await.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(capture.canonical_url, site.page("plain"), "{path}");
        assert_eq!(capture.response.final_url.split('#').next().unwrap(), site.page("plain"), "{path}");
        assert!(capture.aliases.contains(&site.url(path)), "{path} is not among {:?}", capture.aliases);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_hop_is_kept_in_order() {
    let site = Site::start();
    let hopped = capture(&capturer(&site), &site.url("/to/hops/3")).await.unwrap();
    let hops = (1..=3).rev().map(|left| Redirect { url: site.url(&format!("/to/hops/{left}")), status: 302 });
    assert_eq!(hopped.response.redirects, hops.collect::<Vec<_>>());
    let refreshed = capture(&capturer(&site), &site.url("/to/refresh")).await.unwrap();
    assert_eq!(refreshed.response.redirects, [Redirect { url: site.url("/to/refresh"), status: 0 }]);
}

#[tokio::test(flavor = "multi_thread")]
async fn redirects_without_end_are_an_error_that_says_so() {
    let site = Site::start();
    let capturer = capturer(&site);
    for path in ["/to/hops/11", "/to/hops/100", "/to/itself", "/to/circle/a"] {
        site.record().clear();
        let error = refusal(&capturer, &site.url(path)).await;
        let Error::Redirects { url, hops } = &error else { panic!("{path}: {error}") };
        assert_eq!(*url, site.url(path));
        assert!(*hops <= 11, "{path}: {hops} hops");
        assert!(site.record().requests() <= 11, "{path}: {} requests", site.record().requests());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_to_something_else_than_the_web_is_refused() {
    let site = Site::start();
    let capturer = capturer(&site);
    for path in ["/to/file", "/to/script"] {
        let error = refusal(&capturer, &site.url(path)).await;
        assert!(matches!(error, Error::InvalidUrl { .. }), "{path}: {error:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cookies_live_for_one_save_only() {
    let site = Site::start();
    let capturer = capturer(&site);
    for _ in 0..2 {
        capture(&capturer, &site.url("/to/cookie")).await.unwrap();
    }
    let asked = site.record().asked("/to/cookie");
    let cookies: Vec<_> = asked.iter().map(|logged| logged.header("cookie")).collect();
    assert_eq!(cookies, [None, Some("visitor=1"), None, Some("visitor=1")]);
}

/// What such a page says is all there is to have; nobody takes it for an article.
#[tokio::test(flavor = "multi_thread")]
async fn pages_that_refresh_in_a_circle_are_kept_and_doubted() {
    let site = Site::start();
    let capture = capture(&capturer(&site), &site.url("/to/refresh/circle")).await.unwrap();
    assert_eq!(capture.page.diagnosis.doubts, [Doubt::NoArticle]);
    assert_eq!(site.record().requests(), 2);
}
