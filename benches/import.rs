//! What imports cost, and what memory they take: Pocket's rows as its last export has them, and bookmarks of a browser, beside the same rows put into a bare
//! table of SQLite.
//!
//! `cargo bench --bench import -- 1000000` takes another number of bookmarks.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench prints, and stops when it cannot go on"
)]

mod support;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use lede::model::*;
use rusqlite::Connection;
use tokio_util::sync::CancellationToken;

use support::{at, forget_peak, open, peak};

/// Rows of the largest export of Pocket that people have told of.
const POCKET: u32 = 33_000;
const BOOKMARKS: u32 = 100_000;

fn main() {
    let bookmarks = support::number(BOOKMARKS);
    let folder = tempfile::tempdir().unwrap();
    println!(
        "{:10} {:>9} {:>10} {:>10} {:>9} {:>12}",
        "file", "rows", "time", "rows/s", "peak, MB", "of a table"
    );
    for (name, rows, write) in
        [("pocket.csv", POCKET, pocket as fn(u32, &Path)), ("marks.html", bookmarks, marks)]
    {
        let file = folder.path().join(name);
        write(rows, &file);
        let archive = folder.path().join(format!("{name}.lede"));
        drop(open(&archive));
        forget_peak();
        let time = taken_in(&archive, &file, rows);
        let megabytes = peak();
        let table = bare(rows, &folder.path().join(format!("{name}.sqlite")));
        let rate = f64::from(rows) / time.as_secs_f64();
        let ratio = time.as_secs_f64() / table.as_secs_f64();
        println!("{name:10} {rows:>9} {time:>10.1?} {rate:>10.0} {megabytes:>9} {ratio:>11.1}×");
        let again = taken_in_again(&archive, &file, rows);
        println!("{:10} {rows:>9} {again:>10.1?}", "  again");
    }
}

fn taken_in(archive: &Path, file: &Path, rows: u32) -> Duration {
    let (time, report) = import(archive, file);
    assert_eq!((report.rows, report.imported), (rows.into(), rows.into()));
    time
}

fn taken_in_again(archive: &Path, file: &Path, rows: u32) -> Duration {
    let (time, report) = import(archive, file);
    assert_eq!((report.imported, report.merged), (0, rows.into()));
    time
}

fn import(archive: &Path, file: &Path) -> (Duration, ImportReport) {
    let library = open(archive);
    let options = ImportOptions { fetch: FetchTime::Never, ..ImportOptions::default() };
    let (clock, cancel) = (Arc::new(|| at(0)) as _, CancellationToken::new());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let started = Instant::now();
    let report = runtime.block_on(library.import(file, &options, &clock, &|_| {}, &cancel)).unwrap();
    (started.elapsed(), report)
}

/// Titles of a few words, ten tags a row of some hundred, a hundred hosts.
fn pocket(rows: u32, file: &Path) {
    let mut file = BufWriter::new(File::create(file).unwrap());
    writeln!(file, "title,url,time_added,tags,status").unwrap();
    for n in 0..rows {
        let (title, tag) = (title(n), n % 300);
        let state = if n % 3 == 0 { "archive" } else { "unread" };
        let added = 1_400_000_000 + u64::from(n) * 4_000;
        writeln!(file, "\"{title}\",{},{added},news|tag {tag},{state}", url(n)).unwrap();
    }
}

fn marks(rows: u32, file: &Path) {
    let mut file = BufWriter::new(File::create(file).unwrap());
    writeln!(
        file,
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>"
    )
    .unwrap();
    for n in 0..rows {
        if n % 500 == 0 {
            let end = if n > 0 { "</DL><p>\n" } else { "" };
            writeln!(file, "{end}<DT><H3>Folder {}</H3>\n<DL><p>", n / 500).unwrap();
        }
        let added = 1_400_000_000 + u64::from(n) * 400;
        writeln!(file, "<DT><A HREF=\"{}\" ADD_DATE=\"{added}\">{}</A>", url(n), title(n)).unwrap();
    }
    writeln!(file, "</DL><p>\n</DL><p>").unwrap();
}

fn url(n: u32) -> String {
    format!("https://news{}.example.org/2019/story-{n}.html", n % 100)
}

fn title(n: u32) -> String {
    const WORDS: [&str; 12] = [
        "Storm", "council", "bridge", "vote", "river", "harvest", "museum", "strike", "school", "fire",
        "market", "night",
    ];
    let word = |k: u32| WORDS[(n.wrapping_mul(2_654_435_761) >> (k * 4)) as usize % WORDS.len()];
    format!("{} {} and the {} of {n}", word(0), word(1), word(2))
}

/// The same rows in a table with one index, in transactions as long as an import's.
fn bare(rows: u32, file: &Path) -> Duration {
    let mut table = Connection::open(file).unwrap();
    table
        .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE row (url TEXT UNIQUE, title TEXT, tags TEXT, added INTEGER)")
        .unwrap();
    let started = Instant::now();
    for first in (0..rows).step_by(500) {
        let transaction = table.transaction().unwrap();
        for n in first..(first + 500).min(rows) {
            transaction
                .prepare_cached("INSERT INTO row VALUES (?1, ?2, ?3, ?4)")
                .unwrap()
                .execute((url(n), title(n), "news", n))
                .unwrap();
        }
        transaction.commit().unwrap();
    }
    let time = started.elapsed();
    fs::remove_file(file).unwrap();
    time
}
