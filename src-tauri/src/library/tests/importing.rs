//! Files of other programs: every row accounted for, nothing twice, nothing lost.

use std::fs;
use std::path::{Path, PathBuf};

use tokio_util::sync::CancellationToken;

use super::carrying::exported;
use super::*;
use crate::error::{Error, ErrorKind, Result};

/// An archive and a file that is taken into it.
struct Bringing {
    archive: Archive,
    folder: tempfile::TempDir,
}

impl Bringing {
    fn new() -> Self {
        Self { archive: archive(), folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn import(&self, file: &Path, options: &ImportOptions) -> ImportReport {
        let report = self.try_import(file, options, &|_| {}, &CancellationToken::new()).unwrap();
        let accounted =
            report.imported + report.merged + report.skipped.len() as u64 + report.failed.len() as u64;
        assert_eq!(report.rows, accounted, "{report:?}");
        report
    }

    fn try_import(
        &self,
        file: &Path,
        options: &ImportOptions,
        on_progress: crate::capture::OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<ImportReport> {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(self.archive.library.import(file, options, &clock_at(60), on_progress, cancel))
    }

    fn articles(&self) -> Vec<ArticleSummary> {
        let query = ListQuery { shelf: Shelf::All, limit: 10_000, ..ListQuery::default() };
        self.archive.library.articles(&query).unwrap().rows
    }
}

fn never() -> ImportOptions {
    ImportOptions { fetch: FetchTime::Never, ..ImportOptions::default() }
}

fn list(count: usize) -> String {
    (0..count).map(|n| format!("https://example.org/story-{n}\n")).collect()
}

#[test]
fn a_list_of_urls_becomes_articles_that_are_still_to_be_fetched() {
    let bringing = Bringing::new();
    let text =
        "# mine\nhttps://example.org/a-quiet-day.html\n\nhttps://example.org/b?utm_source=x\nno url at all\n";
    let file = bringing.file("urls.txt", text);
    let report = bringing.import(&file, &ImportOptions::default());
    assert_eq!((report.rows, report.imported, report.failed.len(), report.to_fetch), (3, 2, 1, 2));
    assert_eq!(report.failed[0].place, "line 5");
    let articles = bringing.articles();
    assert_eq!(articles.len(), 2);
    let quiet = articles.iter().find(|article| article.title == "a quiet day").unwrap();
    assert_eq!((quiet.complete, quiet.doubts.as_slice()), (false, &[Doubt::NotFetched][..]));
    assert!(articles.iter().any(|article| article.url == "https://example.org/b"));
    assert_eq!(bringing.archive.library.fetch_state(at(0)).unwrap().waiting, 2);
    assert!(bringing.archive.library.verify(&|_| {}, &CancellationToken::new()).unwrap().is_right());
}

#[test]
fn the_same_file_again_changes_nothing() {
    let bringing = Bringing::new();
    let file = bringing.file("urls.txt", list(40));
    bringing.import(&file, &never());
    let library = &bringing.archive.library;
    let all = |name: &str| exported(library, &bringing.folder.path().join(name));
    let before = all("before.json");
    let again = bringing.import(&file, &never());
    assert_eq!((again.imported, again.merged), (0, 40));
    assert!(before == all("after.json"), "something changed");
    assert_eq!(library.imports().unwrap().len(), 1);
}

#[test]
fn the_same_file_again_with_other_wishes_fulfils_them() {
    let bringing = Bringing::new();
    let library = &bringing.archive.library;
    let file = bringing.file("urls.txt", list(3));
    bringing.import(&file, &never());
    assert_eq!(library.jobs().unwrap().len(), 0);
    let options = ImportOptions { tags: vec!["old".parse().unwrap()], ..ImportOptions::default() };
    let again = bringing.import(&file, &options);
    assert_eq!((again.imported, again.merged, again.to_fetch), (0, 3, 3));
    assert!(bringing.articles().iter().all(|article| article.tags == ["old"]));
    // What the file brought is still known as such.
    library.take_back_import(again.import.unwrap(), at(70)).unwrap();
    assert_eq!(bringing.articles().len(), 0);
}

#[test]
fn one_that_broke_off_goes_on_where_it_was() {
    let bringing = Bringing::new();
    let file = bringing.file("urls.txt", list(2_000));
    let cancel = CancellationToken::new();
    let stop = |progress: Progress| {
        // The rows of the first transaction are in when the second one's are told.
        if bringing.archive.library.imports().unwrap().iter().any(|import| import.rows[0] > 0) {
            cancel.cancel();
        }
        let _ = progress;
    };
    let ended = bringing.try_import(&file, &never(), &stop, &cancel);
    assert!(matches!(ended, Err(Error::Cancelled)), "{ended:?}");
    let begun = bringing.archive.library.imports().unwrap();
    assert!(begun[0].finished.is_none() && begun[0].rows[0] > 0 && begun[0].rows[0] < 2_000, "{begun:?}");
    let report = bringing.import(&file, &never());
    assert_eq!((report.rows, report.imported, report.merged), (2_000, 2_000, 0));
    assert_eq!(bringing.articles().len(), 2_000);
    assert!(bringing.archive.library.imports().unwrap()[0].finished.is_some());
}

#[test]
fn what_is_there_gets_what_it_lacks_and_keeps_what_it_has() {
    let bringing = Bringing::new();
    let library = &bringing.archive.library;
    bringing.archive.store(
        &capture("https://example.org/story-1", "Ours", "Our own text of it"),
        Aim::Save,
        1,
    );
    let options = ImportOptions { tags: vec!["old/list".parse().unwrap()], ..never() };
    let file = bringing.file("urls.txt", list(3));
    let report = bringing.import(&file, &options);
    assert_eq!((report.imported, report.merged), (2, 1));
    let ours = library.article(ArticleId(1)).unwrap();
    assert_eq!((ours.summary.title.as_str(), ours.summary.complete), ("Ours", true));
    assert_eq!(ours.summary.tags, ["old/list"]);
    let preview = tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(library.preview_import(&file, &options, &|_| {}, &CancellationToken::new()))
        .unwrap();
    assert_eq!((preview.rows, preview.here, preview.new, preview.unfinished), (3, 3, 0, false));
    assert!(preview.before.is_some());
}

#[test]
fn what_lies_in_the_trash_stays_there_and_is_told() {
    let bringing = Bringing::new();
    let library = &bringing.archive.library;
    let file = bringing.file("urls.txt", list(2));
    let report = bringing.import(&file, &never());
    assert!(library.take_back_import(report.import.unwrap(), at(70)).unwrap().is_some());
    assert_eq!(bringing.articles().len(), 0);
    let other = bringing.file("more.txt", list(3));
    let report = bringing.import(&other, &never());
    assert_eq!((report.imported, report.skipped.len()), (1, 2));
    assert!(report.skipped[0].why.contains("trash"), "{report:?}");
    library.undo(None).unwrap();
    assert_eq!(bringing.articles().len(), 3);
}

#[test]
fn the_rows_of_an_import_are_counted_and_read_by_what_became_of_them() {
    let bringing = Bringing::new();
    let library = &bringing.archive.library;
    bringing.import(&bringing.file("first.txt", list(3)), &never());
    let file = bringing.file("second.txt", format!("{}no url\nneither\n", list(5)));
    let report = bringing.import(&file, &never());
    let id = report.import.unwrap();
    let counted: Vec<[u64; 4]> = library.imports().unwrap().iter().map(|import| import.rows).collect();
    assert_eq!(counted, [[2, 3, 0, 2], [3, 0, 0, 0]]);
    assert_eq!(library.import_report(id).unwrap().rows, 7);
    assert_eq!(library.imported_articles(id).unwrap(), [ArticleId(4), ArticleId(5)]);
    let rows = |outcome, after, limit| library.import_rows(id, outcome, after, limit).unwrap();
    let merged: Vec<(u64, Option<ArticleId>)> =
        rows(RowOutcome::Merged, 0, 10).iter().map(|row| (row.entry.row, row.article)).collect();
    assert_eq!(merged, [(1, Some(ArticleId(1))), (2, Some(ArticleId(2))), (3, Some(ArticleId(3)))]);
    assert_eq!(rows(RowOutcome::Merged, 1, 1)[0].entry.row, 2);
    let failed = rows(RowOutcome::Failed, 6, 10);
    assert_eq!((failed.len(), failed[0].entry.place.as_str(), failed[0].article), (1, "line 7", None));
}

#[test]
fn every_row_is_written_to_the_report() {
    let bringing = Bringing::new();
    let file = bringing.file("urls.txt", "https://example.org/a\n=1+1 is no url\n");
    let report = bringing.import(&file, &never());
    let mut csv = Vec::new();
    bringing.archive.library.write_import_report(report.import.unwrap(), &mut csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "row,place,outcome,why,url,title,article");
    assert_eq!(lines[1], "1,line 1,imported,,https://example.org/a,,1");
    assert_eq!(lines[2], "2,line 2,failed,the line is no URL,,,");

    let library = &bringing.archive.library;
    let output = bringing.file("report.csv", "mine");
    let refused = library.save_import_report(report.import.unwrap(), &output, false).unwrap_err();
    assert_eq!(
        (refused.kind(), fs::read(&output).unwrap().as_slice()),
        (ErrorKind::Exists, b"mine".as_slice())
    );
    library.save_import_report(ImportId(9), &output, true).unwrap_err();
    assert_eq!(fs::read(&output).unwrap(), b"mine");
    library.save_import_report(report.import.unwrap(), &output, true).unwrap();
    assert_eq!(
        fs::read_to_string(&output).unwrap().trim_start_matches('\u{feff}'),
        csv.trim_start_matches('\u{feff}')
    );
}

#[test]
fn what_is_nothing_that_is_known_says_so() {
    let bringing = Bringing::new();
    let file = bringing.file("notes.bin", b"\x00\x01\x02 nothing");
    let ended = bringing.try_import(&file, &never(), &|_| {}, &CancellationToken::new());
    assert!(matches!(ended, Err(Error::Invalid { what: "imported", .. })), "{ended:?}");
}
