//! What exports cost, and what memory they take: an archive of 100,000 articles written in each format but PDF, of which a file holds 250.
//!
//! `cargo bench --bench export -- 20000` takes another number of articles.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench prints, and stops when it cannot go on"
)]

mod support;

use std::fs;
use std::time::Instant;

use lede::library::ExportRequest;
use lede::model::*;
use tokio_util::sync::CancellationToken;

use support::{at, fill, forget_peak, open, peak};

const ARTICLES: u32 = 100_000;

const FORMATS: [ExportFormat; 10] = [
    ExportFormat::Html,
    ExportFormat::Epub,
    ExportFormat::Json,
    ExportFormat::Wacz,
    ExportFormat::Csv,
    ExportFormat::Bookmarks,
    ExportFormat::Csl,
    ExportFormat::Ris,
    ExportFormat::Bibtex,
    ExportFormat::Markdown,
];

fn main() {
    let articles = support::number(ARTICLES);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.lede");
    let started = Instant::now();
    fill(&path, articles);
    println!("{articles} articles: filled in {:.1?}", started.elapsed());
    println!("\n{:12} {:>10} {:>12} {:>14}", "format", "time", "file, MB", "peak, MB");
    for format in FORMATS {
        let output = folder.path().join("out");
        forget_peak();
        let started = Instant::now();
        let (choice, options) = (ExportChoice::Archive, ExportOptions::default());
        let request =
            ExportRequest { choice: &choice, title: None, format, options, output: &output, replace: false };
        let report = open(&path).export(&request, at(articles), &|_| {}, &CancellationToken::new()).unwrap();
        assert_eq!((report.exported, report.left_out.len()), (articles, 0));
        let megabytes = report.bytes / 1_000_000;
        println!("{:12} {:>10.1?} {megabytes:>12} {:>14}", format!("{format:?}"), started.elapsed(), peak());
        fs::remove_file(&output).unwrap();
    }
}
