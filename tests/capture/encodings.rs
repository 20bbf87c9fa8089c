//! Content encodings: transparent when right, a clear error when wrong, harmless when they are bombs.

use lede::Error;
use lede::model::Doubt;

use crate::gold::{Gold, Row};
use crate::site::{Site, pages};
use crate::support::{capture, capturer, refusal};

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

/// Servers that say gzip and send the page as it is are read as they mean it; a stream that breaks off is doubted.
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_encoding_costs_nothing_silently() {
    let site = Site::start();
    let capturer = capturer(&site);
    let bare = capture(&capturer, &site.url("/fault/encoding/gzip-not")).await.unwrap();
    assert_eq!(bare.response.body, pages::find("plain").bytes(site.shared()));
    let bare_deflate = capture(&capturer, &site.url("/fault/encoding/deflate-raw")).await.unwrap();
    assert_eq!(bare_deflate.response.body, bare.response.body);
    let cut = capture(&capturer, &site.url("/fault/encoding/gzip-cut")).await.unwrap();
    assert!(cut.page.diagnosis.doubts.contains(&Doubt::Truncated), "{:?}", cut.page.diagnosis);
}

#[tokio::test(flavor = "multi_thread")]
async fn bombs_stop_at_the_limit() {
    let site = Site::start();
    let capturer = capturer(&site);
    for path in ["/fault/bomb/gzip", "/fault/bomb/zstd"] {
        let error = refusal(&capturer, &site.url(path)).await;
        assert!(matches!(error, Error::TooLarge { limit, .. } if limit == 20 << 20), "{path}: {error:?}");
    }
}
