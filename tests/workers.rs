//! Extraction workers as real processes of the real program.

use std::path::Path;

use lede::capture::{Capturer, CapturerOptions, PageInput};
use lede::model::CaptureSettings;

fn capturer(extract_ms: u32) -> Capturer {
    capturer_with(Path::new(env!("CARGO_BIN_EXE_lede")), extract_ms)
}

fn capturer_with(program: &Path, extract_ms: u32) -> Capturer {
    let mut settings = CaptureSettings::default();
    settings.limits.extract_ms = extract_ms;
    let options = CapturerOptions {
        worker: Some(program.to_owned()),
        treat_as_public: Vec::new(),
        ..CapturerOptions::default()
    };
    Capturer::new(settings, options).unwrap()
}

fn page(body: String) -> PageInput {
    PageInput {
        body: body.into_bytes(),
        content_type: Some("text/html; charset=utf-8".to_owned()),
        status: 200,
        url: "https://example.org/story".to_owned(),
        fetched: "2026-11-22T10:00:00Z".parse().unwrap(),
        truncated: false,
    }
}

fn story() -> PageInput {
    let text =
        "<p>The river rose in the night and by the morning the streets were under water.</p>".repeat(20);
    page(format!("<title>The river rose</title><article><h1>The river rose</h1>{text}</article>"))
}

#[tokio::test]
async fn a_worker_cleans_page_after_page() {
    let capturer = capturer(60_000);
    let (first, second) = (capturer.clean(story()).await.unwrap(), capturer.clean(story()).await.unwrap());
    assert_eq!(first.metadata.title, "The river rose");
    assert_eq!(first, second);
}

#[tokio::test]
async fn hostile_pages_neither_crash_nor_hang_and_the_next_page_is_cleaned() {
    let capturer = capturer(60_000);
    let nested = |tag: &str, times: usize| page(format!("{}x", format!("<{tag}>").repeat(times)));
    for hostile in [nested("div", 100_000), nested("b", 100_000), nested("ul><li", 50_000)] {
        // Cleaned or refused, but answered.
        let _ = capturer.clean(hostile).await;
        assert_eq!(capturer.clean(story()).await.unwrap().metadata.title, "The river rose");
    }
}

#[tokio::test]
async fn a_page_that_takes_too_long_ends_its_worker() {
    let error = capturer(0).clean(story()).await.unwrap_err();
    assert_eq!(error.kind(), lede::ErrorKind::Extraction);
}
