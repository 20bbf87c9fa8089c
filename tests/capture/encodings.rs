//! Content encodings: transparent when right, a clear error when wrong, harmless when they are bombs.

use lede::Error;

use crate::gold::{Gold, Row};
use crate::site::{Site, pages};
use crate::support::{capture, capturer};

#[tokio::test(flavor = "multi_thread")]
async fn every_encoding_gives_the_same_bytes() {
    let site = Site::start();
    let capturer = capturer(&site);
    let page = pages::find("plain");
    for name in ["gzip", "brotli", "zstd", "deflate", "identity"] {
        let capture = capture(&capturer, &site.url(&format!("/fault/encoding/{name}"))).await;
        let capture = capture.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(capture.response.body, page.bytes(site.shared()), "{name}");
        let mut row = Row::new(page.name);
        Gold::of(page.name).compare_page(&capture.page, &mut row);
        assert_eq!(row.into_findings(), Vec::<String>::new(), "{name}");
    }
    let accepted = site.record().log()[0].header("accept-encoding").unwrap_or_default().to_owned();
    for encoding in ["gzip", "br", "zstd", "deflate"] {
        assert!(accepted.contains(encoding), "{accepted}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_is_not_what_it_says_is_an_error() {
    let site = Site::start();
    let error = capture(&capturer(&site), &site.url("/fault/encoding/gzip-not")).await.unwrap_err();
    assert!(matches!(error, Error::Network { .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn bombs_stop_at_the_limit() {
    let site = Site::start();
    let capturer = capturer(&site);
    for path in ["/fault/bomb/gzip", "/fault/bomb/zstd"] {
        let error = capture(&capturer, &site.url(path)).await.unwrap_err();
        assert!(matches!(error, Error::TooLarge { limit, .. } if limit == 20 << 20), "{path}: {error:?}");
    }
}
