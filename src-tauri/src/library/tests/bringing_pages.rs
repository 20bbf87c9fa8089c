//! Pages that come in files: readable without a server, and the same when they are carried on.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::error::Error;
use crate::library::ExportRequest;

/// A file of `tests/import`.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name)
}

async fn import(library: &Library, file: &Path) -> ImportReport {
    let options = ImportOptions::default();
    let report = library.import(file, &options, &clock_at(60), &|_| {}, &CancellationToken::new()).await;
    let report = report.unwrap();
    let (skipped, failed) = (report.skipped.len() as u64, report.failed.len() as u64);
    assert_eq!(report.rows, report.imported + report.merged + skipped + failed, "{report:?}");
    assert!(library.verify(&|_| {}, &CancellationToken::new()).unwrap().is_right());
    report
}

fn articles(library: &Library) -> Vec<Article> {
    let query = ListQuery { shelf: Shelf::All, limit: 1_000, ..ListQuery::default() };
    let rows = library.articles(&query).unwrap().rows;
    let mut all: Vec<Article> = rows.iter().map(|row| library.article(row.id).unwrap()).collect();
    all.sort_by(|a, b| a.summary.url.cmp(&b.summary.url));
    all
}

/// What of an article must be the same in another archive.
fn kept(library: &Library) -> Vec<(String, String, String, Vec<String>, bool)> {
    let of = |article: Article| {
        let missing = article.missing.into_iter().map(|(url, _)| url).collect();
        let summary = article.summary;
        (summary.url, summary.title, article.text, missing, article.diagnosis.complete)
    };
    articles(library).into_iter().map(of).collect()
}

fn export(library: &Library, format: ExportFormat, output: &Path) {
    let request = ExportRequest {
        choice: &ExportChoice::Archive,
        title: None,
        format,
        options: ExportOptions::default(),
        output,
        replace: false,
    };
    library.export(&request, at(90), &|_| {}, &CancellationToken::new()).unwrap();
}

#[tokio::test]
async fn a_page_is_readable_at_once_and_the_same_file_again_changes_nothing() {
    let archive = archive();
    let library = &archive.library;
    let report = import(library, &fixture("mhtml/chrome.mhtml")).await;
    assert_eq!((report.imported, report.to_fetch), (1, 0));
    let article = &articles(library)[0];
    assert_eq!(article.summary.url, "https://example.org/news/1");
    assert_eq!(article.summary.title, "رودخانه بالا آمد");
    assert!(article.text.contains("کیسهٔ شن"), "{}", article.text);
    assert_eq!((article.missing.len(), article.html.matches("<img").count()), (0, 2), "{}", article.html);
    assert_eq!(article.fetched.to_string(), "2024-03-04T06:50:30Z");
    let before = kept(library);
    let report = import(library, &fixture("mhtml/chrome.mhtml")).await;
    assert_eq!((report.imported, report.merged), (0, 1));
    assert_eq!(kept(library), before);
    assert_eq!(articles(library)[0].versions, article.versions);
}

#[tokio::test]
async fn a_page_without_an_address_is_an_article_that_nobody_fetches() {
    let archive = archive();
    let library = &archive.library;
    import(library, &fixture("page/nameless.html")).await;
    let article = articles(library).remove(0);
    let (id, url) = (article.summary.id, article.summary.url);
    assert!(url.starts_with("urn:sha256:"), "{url}");
    assert_eq!(library.resolve(&url).unwrap(), id);
    assert_eq!((article.summary.title.as_str(), article.summary.site.as_str()), ("خبر", ""));
    let refused = library.enqueue_for(id, JobKind::Refetch, at(70)).unwrap_err();
    assert!(matches!(refused, Error::NothingToFetch { .. }), "{refused}");
    assert!(library.enqueue_for(id, JobKind::RetryPictures, at(70)).is_ok());
    let cancel = CancellationToken::new();
    let refused = library.refetch(id, clock_at(70), &|_| {}, &cancel).await.unwrap_err();
    assert!(matches!(refused, Error::NothingToFetch { .. }), "{refused}");
    let refused = library.watch(&[id], SignedDuration::from_hours(1), at(70)).unwrap_err();
    assert!(matches!(refused, Error::NothingToFetch { .. }), "{refused}");
    let again = library.reextract(None, clock_at(80), &|_| {}, &cancel).await.unwrap();
    assert_eq!(again[0].status, SaveStatus::Exists);
}

#[tokio::test]
async fn what_came_in_goes_out_as_a_web_archive_and_comes_in_again() {
    let (archive, folder) = (archive(), tempfile::tempdir().unwrap());
    let library = &archive.library;
    for name in ["page/lede.html", "page/nameless.html", "mhtml/chrome.mhtml", "mhtml/explorer.mht"] {
        fs::copy(fixture(name), folder.path().join(Path::new(name).file_name().unwrap())).unwrap();
    }
    let report = import(library, folder.path()).await;
    assert_eq!((report.rows, report.imported, report.failed.len()), (6, 5, 1), "{report:?}");
    let cancel = CancellationToken::new();
    for outcome in library.reextract(None, clock_at(80), &|_| {}, &cancel).await.unwrap() {
        assert_eq!(outcome.status, SaveStatus::Exists, "{outcome:?}");
    }

    assert!(articles(library).iter().all(|article| !article.text.is_empty() && article.missing.is_empty()));

    let output = folder.path().join("kept.wacz");
    export(library, ExportFormat::Wacz, &output);
    let other = self::archive();
    let report = import(&other.library, &output).await;
    assert_eq!((report.imported, report.failed.len(), report.skipped.len()), (5, 0, 0), "{report:?}");
    assert_eq!(kept(&other.library), kept(library));
    let before = kept(library);
    let report = import(library, &output).await;
    assert_eq!((report.imported, report.merged), (0, 5));
    assert_eq!(kept(library), before);

    let output = folder.path().join("kept.html");
    export(library, ExportFormat::Html, &output);
    let other = self::archive();
    let report = import(&other.library, &output).await;
    assert_eq!((report.imported, report.failed.len()), (5, 0), "{report:?}");
    let texts = |library: &Library| -> Vec<(String, String)> {
        kept(library).into_iter().map(|(url, _, text, _, _)| (url, text)).collect()
    };
    assert_eq!(texts(&other.library), texts(library));
}
