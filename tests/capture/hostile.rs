//! Pages made to hurt: whatever they are, the program goes on, and the raw bytes are there for a better day.

use lede::model::Doubt;

use crate::site::Site;
use crate::support::{capture, capturer, capturer_with, refusal};

#[tokio::test(flavor = "multi_thread")]
async fn deep_nesting_is_flattened_and_said() {
    let site = Site::start();
    let capturer = capturer(&site);
    for path in ["/hostile/nested/div/100000", "/hostile/nested/b/20000", "/hostile/nested/ul/20000"] {
        let capture =
            capture(&capturer, &site.url(path)).await.unwrap_or_else(|error| panic!("{path}: {error}"));
        let doubts = &capture.page.diagnosis.doubts;
        let expected = [Doubt::Flattened, Doubt::ExtractionFailed];
        assert!(doubts.iter().any(|doubt| expected.contains(doubt)), "{path}: {doubts:?}");
        assert!(!capture.response.body.is_empty(), "{path}");
    }
    assert!(capture(&capturer, &site.page("plain")).await.is_ok(), "the next page is hurt");
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_megabytes_of_bold_stop_at_the_limit() {
    let site = Site::start();
    let error = refusal(&capturer(&site), &site.url("/hostile/bold")).await;
    assert!(matches!(error, lede::Error::TooLarge { .. }), "{error:?}");
}

/// With the limit on bytes raised, the limit on time and depth holds.
#[tokio::test(flavor = "multi_thread")]
async fn fifty_megabytes_of_bold_that_are_let_in_neither_crash_nor_hang() {
    let site = Site::start();
    let capturer = capturer_with(&site, |settings| {
        settings.limits.page_bytes = 100 << 20;
        settings.limits.extract_ms = 3000;
    });
    let capture = capture(&capturer, &site.url("/hostile/bold")).await.unwrap();
    assert_eq!(capture.response.body.len(), (50 << 20) / 49152 * 49152);
    assert!(!capture.page.diagnosis.complete);
}

#[tokio::test(flavor = "multi_thread")]
async fn floods_of_attributes_and_data_do_no_harm() {
    let site = Site::start();
    let capturer = capturer(&site);
    for path in ["/hostile/attributes", "/hostile/json-ld", "/hostile/random", "/fault/empty"] {
        let capture =
            capture(&capturer, &site.url(path)).await.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(!capture.page.html.contains(" a99999="), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_drawing_is_kept_without_what_runs_or_calls() {
    let site = Site::start();
    let capture = capture(&capturer(&site), &site.page("bad-pictures")).await.unwrap();
    let drawing = capture.assets.iter().find(|asset| asset.url.ends_with("hostile.svg")).unwrap();
    let drawing = drawing.result.as_ref().unwrap();
    assert_eq!(drawing.mime, "image/svg+xml");
    let text = String::from_utf8(drawing.bytes.clone()).unwrap();
    let lower = text.to_lowercase();
    for forbidden in
        ["<script", "onload", "onclick", "canary", "entity", "foreignobject", "@import", "iframe", "hostname"]
    {
        assert!(!lower.contains(forbidden), "{forbidden} is in {text}");
    }
    assert!(text.contains("viewBox=") && text.contains("<rect") && text.contains("#741b47"), "{text}");
}
