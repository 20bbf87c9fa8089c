//! Which URLs are the same article.

use crate::site::Site;
use crate::support::{capture, capturer};

#[tokio::test(flavor = "multi_thread")]
async fn tracking_parameters_and_fragments_make_no_second_article() {
    let site = Site::start();
    let capturer = capturer(&site);
    let page = site.page("tracking");
    for suffix in ["", "?utm_source=newsletter&utm_medium=email", "#comments", "?fbclid=IwAR0x&gclid=abc#top"]
    {
        let url = format!("{page}{suffix}");
        let capture = capture(&capturer, &url).await.unwrap();
        assert_eq!(capture.canonical_url, page, "{suffix}");
        assert_eq!(capture.requested_url, url);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_for_telephones_is_the_article_it_names() {
    let site = Site::start();
    let capture = capture(&capturer(&site), &site.page("amp")).await.unwrap();
    assert_eq!(capture.canonical_url, site.url("/2026/03/30/beekeepers-good-winter"));
    assert!(capture.aliases.contains(&site.page("amp")), "{:?}", capture.aliases);
}
