//! Servers that fail: what can be had is had, what cannot is an error that names the cause.

use lede::capture::Request;
use lede::error::{Error, ErrorKind};
use lede::model::{Captured, Doubt, Validators};
use tokio_util::sync::CancellationToken;

use crate::site::Site;
use crate::support::{capture, capturer, capturer_with, refusal, request};

#[tokio::test(flavor = "multi_thread")]
async fn an_error_status_is_an_error_of_its_own_number() {
    let site = Site::start();
    let capturer = capturer(&site);
    for status in [400, 401, 403, 404, 410, 451] {
        site.record().clear();
        let error = refusal(&capturer, &site.url(&format!("/fault/status/{status}"))).await;
        assert!(matches!(error, Error::Http { status: found, .. } if found == status), "{status}: {error:?}");
        assert_eq!(site.record().requests(), 1, "{status} was asked for again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_pass_is_tried_again() {
    let site = Site::start();
    let capturer = capturer(&site);
    for path in [
        "/fault/status/503/times/1/a",
        "/fault/status/429/times/2/b",
        "/fault/status/500/times/1/c",
        "/fault/reset/times/1/d",
    ] {
        let capture =
            capture(&capturer, &site.url(path)).await.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(capture.response.status, 200, "{path}");
    }
    assert_eq!(site.record().asked("/fault/status/429/times/2/b").len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_pass_is_given_up() {
    let site = Site::start();
    let capturer = capturer(&site);
    for status in [429, 500, 502, 503] {
        site.record().clear();
        let error = refusal(&capturer, &site.url(&format!("/fault/status/{status}"))).await;
        assert!(matches!(error, Error::Http { status: found, .. } if found == status), "{status}: {error:?}");
        assert!(error.is_transient());
        assert_eq!(site.record().requests(), 3, "tries of {status}");
    }
    site.record().clear();
    let error = refusal(&capturer, &site.url("/fault/reset/times/9/x")).await;
    assert!(matches!(error, Error::Network { .. }), "{error:?}");
    assert_eq!(site.record().requests(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_gone_is_a_network_error() {
    let mut site = Site::start();
    let capturer = capturer(&site);
    let url = site.page("plain");
    site.stop();
    let error = refusal(&capturer, &url).await;
    assert_eq!(error.kind(), ErrorKind::Network, "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_runs_into_the_time_limits() {
    let site = Site::start();
    let capturer = capturer_with(&site, |settings| {
        settings.limits.idle_ms = 100;
        settings.limits.total_ms = 400;
        settings.limits.tries = 1;
    });
    for path in ["/fault/silent", "/fault/drip/endless"] {
        let error = refusal(&capturer, &site.url(path)).await;
        assert!(matches!(error, Error::Timeout { .. }), "{path}: {error:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_server_is_waited_for() {
    let site = Site::start();
    let capturer = capturer_with(&site, |settings| settings.limits.idle_ms = 2000);
    let capture = capture(&capturer, &site.url("/fault/drip")).await.unwrap();
    assert!(capture.page.text.contains("1,800 signatures"));
}

/// Half an article is better than none, as long as nobody takes it for the whole.
#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_cut_off_is_kept_and_doubted() {
    let site = Site::start();
    let capturer = capturer_with(&site, |settings| settings.limits.idle_ms = 500);
    for path in ["/fault/cut/length", "/fault/cut/chunked"] {
        let capture =
            capture(&capturer, &site.url(path)).await.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(
            capture.page.diagnosis.doubts.contains(&Doubt::Truncated),
            "{path}: {:?}",
            capture.page.diagnosis
        );
        assert!(!capture.page.diagnosis.complete, "{path}");
        assert!(capture.page.text.contains("The iron bridge that joins the two halves"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_under_a_wrong_type_is_still_a_page() {
    let site = Site::start();
    let capturer = capturer(&site);
    for kind in ["text", "octets", "none", "xhtml"] {
        let capture = capture(&capturer, &site.url(&format!("/fault/type/{kind}"))).await;
        let capture = capture.unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert_eq!(
            capture.page.metadata.title, "Harbour bridge reopens after eleven months of repairs",
            "{kind}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_page_is_refused_by_its_name() {
    let site = Site::start();
    let capturer = capturer(&site);
    for (kind, expected) in
        [("pdf", "application/pdf"), ("picture", "image/jpeg"), ("disguised", "image/jpeg")]
    {
        let error = refusal(&capturer, &site.url(&format!("/fault/type/{kind}"))).await;
        assert!(
            matches!(&error, Error::NotAPage { media_type, .. } if media_type == expected),
            "{kind}: {error:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_not_read_to_its_end() {
    let site = Site::start();
    let capturer = capturer(&site);
    for path in ["/fault/oversized/declared", "/fault/oversized/chunked"] {
        site.record().clear();
        let error = refusal(&capturer, &site.url(path)).await;
        assert!(matches!(error, Error::TooLarge { limit, .. } if limit == 20 << 20), "{path}: {error:?}");
        assert!(site.record().bytes() < 40 << 20, "{path}: {} bytes", site.record().bytes());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_page_costs_one_request_without_a_body() {
    let site = Site::start();
    let capturer = capturer(&site);
    let url = site.url("/fault/validators");
    let first = capture(&capturer, &url).await.unwrap();
    let header = |name: &str| {
        first.response.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    };
    let validators = Validators { etag: header("etag"), last_modified: header("last-modified") };
    assert_eq!(validators.etag.as_deref(), Some("\"harbour-1\""));
    site.record().clear();
    let again = Request { validators, ..request(&url) };
    let again = capturer.capture(again, &|_| {}, &CancellationToken::new()).await.unwrap();
    assert!(matches!(again, Captured::Unchanged));
    assert_eq!(site.record().requests(), 1);
    assert_eq!(site.record().bytes(), 0);
    assert!(site.record().log()[0].header("if-modified-since").is_some());
}
