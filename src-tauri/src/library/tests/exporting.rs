//! Exporting texts: what lands in the files, what is told to be missing, and that giving up leaves nothing.

use std::path::Path;

use tokio_util::sync::CancellationToken;

use super::*;
use crate::error::{ErrorKind, Result};
use crate::library::ExportRequest;

const TEXTS: [ExportFormat; 6] = [
    ExportFormat::Csv,
    ExportFormat::Markdown,
    ExportFormat::Bookmarks,
    ExportFormat::Csl,
    ExportFormat::Ris,
    ExportFormat::Bibtex,
];

fn export(
    archive: &Archive,
    choice: &ExportChoice,
    format: ExportFormat,
    output: &Path,
    cancel: &CancellationToken,
) -> Result<ExportReport> {
    let options = ExportOptions { folder: format == ExportFormat::Markdown, ..ExportOptions::default() };
    let request = ExportRequest { choice, title: None, format, options, output, replace: false };
    archive.library.export(&request, at(100), &|_| {}, cancel)
}

/// Two articles in a collection: the first links to the second, has a picture and lacks one; a note links, too.
fn linked(archive: &Archive) -> (ExportChoice, ArticleId) {
    let second = capture("https://example.org/ferry", "Ferry: who pays?", "The ferry is late.");
    let second = archive.save(&second);
    let mut first = capture("https://example.org/bridge", "پل بندر", "text");
    first.page.html =
        "<p dir=\"auto\">See <a href=\"https://example.org/ferry\">the ferry</a> now.</p>".to_owned();
    first.page.links =
        vec![PageLink::in_text("https://example.org/ferry".to_owned(), "the ferry".to_owned())];
    let first = with_picture(with_picture(first, 0, Some(b"png")), 1, None);
    let first = archive.save(&first);
    let library = &archive.library;
    library
        .note(Some(first), "Ask at [[Ferry: who pays?]] and [[nobody]].[^1]\n\n[^1]: soon", at(1))
        .unwrap();
    let details = HighlightPatch { note: Some("**why?**".to_owned()), ..HighlightPatch::default() };
    let version = library.article(first).unwrap().version;
    library.highlight(first, version, TextRange { start: 4, end: 13 }, &details, at(2)).unwrap();
    let collection = library.find_or_make_collection("Harbour", at(3)).unwrap().value;
    library.add_to_collection(collection, &[second, first], at(4)).unwrap();
    (ExportChoice::Collection(collection), first)
}

#[test]
fn a_vault_has_links_pictures_notes_and_says_what_is_missing() {
    let archive = archive();
    let (choice, first) = linked(&archive);
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("vault");
    let report =
        export(&archive, &choice, ExportFormat::Markdown, &output, &CancellationToken::new()).unwrap();
    assert_eq!(report.exported, 2);
    assert_eq!(
        report.left_out,
        [LeftOut {
            id: first,
            why: "the picture https://example.org/1.png is not in the archive: the server answered 404"
                .to_owned()
        }]
    );
    let read = |name: &str| std::fs::read_to_string(output.join(name)).unwrap();
    assert_eq!(
        read("Harbour.md"),
        "# Harbour\n\n- [Ferry: who pays?](Ferry-%20who%20pays.md) (The Test, 2026-06-01)\n- [پل بندر](پل%20بندر.md) (The Test, 2026-06-01)\n"
    );
    let text = read("پل بندر.md");
    for part in [
        "title: \"پل بندر\"\nurl: \"https://example.org/bridge\"\n",
        "published: 2026-06-01T10:00:00+03:30\n",
        "collections:\n  - \"Harbour\"\n",
        "\n# پل بندر\n\nSee [==the ferry==](Ferry-%20who%20pays.md)[^hl-1] now.\n",
        "Picture, not in the archive](https://example.org/1.png)",
        "## Notes\n\nAsk at [Ferry: who pays?](Ferry-%20who%20pays.md) and nobody.[^note1-1]\n\n[^note1-1]: soon",
        "[^hl-1]: **why?**",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    assert!(read("Ferry- who pays.md").contains("aliases:\n  - \"Ferry: who pays?\"\n"));
    let picture = std::fs::read_dir(output.join("pictures")).unwrap().next().unwrap().unwrap().path();
    assert_eq!(std::fs::read(&picture).unwrap(), b"png");
    assert!(text.contains(picture.file_name().unwrap().to_str().unwrap()));
}

#[test]
fn what_is_cancelled_leaves_no_file() {
    let archive = archive();
    let (choice, _) = linked(&archive);
    for format in TEXTS {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("out");
        let cancel = CancellationToken::new();
        let (stop, options) = (
            cancel.clone(),
            ExportOptions { folder: format == ExportFormat::Markdown, ..Default::default() },
        );
        let request =
            ExportRequest { choice: &choice, title: None, format, options, output: &output, replace: false };
        // After the first article, when files are half written.
        let tell = move |progress: Progress| {
            if progress.done == 1 {
                stop.cancel()
            }
        };
        let error = archive.library.export(&request, at(9), &tell, &cancel);
        let error = error.map(|report| (report.exported, format)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Cancelled, "{format:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{format:?}");
    }
}

#[test]
fn a_layout_that_is_cancelled_leaves_no_file() {
    let archive = archive();
    let (choice, _) = linked(&archive);
    let folder = tempfile::tempdir().unwrap();
    let (format, output) = (ExportFormat::Pdf, folder.path().join("out.pdf"));
    let cancel = CancellationToken::new();
    let request = ExportRequest {
        choice: &choice,
        title: None,
        format,
        options: ExportOptions::default(),
        output: &output,
        replace: false,
    };
    let stop = cancel.clone();
    let tell = move |progress: Progress| {
        if progress.stage == Stage::Finishing {
            stop.cancel()
        }
    };
    let error = archive.library.export(&request, at(9), &tell, &cancel).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    export(&archive, &choice, format, &output, &CancellationToken::new()).unwrap();
}

#[test]
fn every_article_is_in_every_text() {
    let archive = archive();
    let (choice, _) = linked(&archive);
    for format in TEXTS {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("out");
        let report = export(&archive, &choice, format, &output, &CancellationToken::new()).unwrap();
        assert_eq!((report.exported, report.bytes > 0), (2, true), "{format:?}");
        if format != ExportFormat::Markdown {
            let text = std::fs::read_to_string(&output).unwrap();
            for part in ["https://example.org/bridge", "https://example.org/ferry", "پل بندر"] {
                assert!(text.contains(part), "{format:?} without {part}");
            }
        }
    }
}
