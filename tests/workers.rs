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
        told: None,
        site: Default::default(),
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

#[cfg(unix)]
mod killed {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::PathBuf;

    use rustix::process::{Pid, Signal, kill_process};

    use super::*;

    /// The program behind a script that writes down the number of each process before it becomes one.
    fn counted(folder: &Path) -> PathBuf {
        let script = folder.join("worker");
        let (numbers, program) = (folder.join("numbers"), env!("CARGO_BIN_EXE_lede"));
        fs::write(
            &script,
            format!("#!/bin/sh\necho $$ >> '{}'\nexec '{program}' \"$@\"\n", numbers.display()),
        )
        .unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        script
    }

    #[tokio::test]
    async fn a_killed_worker_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let capturer = capturer_with(&counted(folder.path()), 60_000);
        let workers = || -> Vec<i32> {
            let numbers = fs::read_to_string(folder.path().join("numbers")).unwrap();
            numbers.lines().map(|number| number.parse().unwrap()).collect()
        };
        capturer.clean(story()).await.unwrap();
        capturer.clean(story()).await.unwrap();
        let first = workers();
        assert_eq!(first.len(), 1, "one worker cleans page after page");
        kill_process(Pid::from_raw(first[0]).unwrap(), Signal::KILL).unwrap();
        assert_eq!(capturer.clean(story()).await.unwrap().metadata.title, "The river rose");
        let second = workers();
        assert_eq!((second.len(), second[0]), (2, first[0]), "a new one took its place");
    }
}
