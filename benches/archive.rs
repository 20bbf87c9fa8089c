//! What the archive costs as it grows: the same work with 10 and with 100,000 articles, printed as ratios.
//!
//! `cargo bench --bench archive -- 20000` takes another size for the large archive.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench prints, and stops when it cannot go on"
)]

mod support;

use std::time::{Duration, Instant};

use lede::model::*;

use support::{at, fill, open, story};

const SMALL: u32 = 10;
const LARGE: u32 = 100_000;
const ROWS: u32 = 10;
const ROUNDS: usize = 21;

fn main() {
    let large = support::number(LARGE);
    let folder = tempfile::tempdir().unwrap();
    let sizes = [SMALL, large];
    let paths = sizes.map(|size| folder.path().join(format!("{size}.lede")));
    for (path, size) in paths.iter().zip(sizes) {
        let started = Instant::now();
        fill(path, size);
        let bytes = std::fs::metadata(path).unwrap().len() / u64::from(size);
        println!("{size:>7} articles: filled in {:.1?}, {bytes} bytes an article", started.elapsed());
    }
    println!("\n{:44} {:>10} {:>10} {:>7}", "", sizes[0], sizes[1], "ratio");
    compare("open, first page and counts", &paths, |path| {
        let library = open(path);
        library.articles(&page(0)).unwrap();
        library.shelf_counts().unwrap();
    });
    for ((name, few), (_, many)) in queries(SMALL).into_iter().zip(queries(large)) {
        let [small, large] = paths.each_ref().map(|path| open(path));
        compare(name, &[(small, few), (large, many)], |(library, query)| {
            drop(library.articles(query).unwrap());
        });
    }
    let libraries = paths.map(|path| open(&path));
    let mut next = 2_000_000;
    compare("save one article", &libraries, |library| {
        next += 1;
        library.store(&[story(next)], at(next)).unwrap();
    });
    compare("read one article", &libraries, |library| drop(library.article(ArticleId(5)).unwrap()));
    compare("change counter", &libraries, |library| {
        let _ = library.change_counter().unwrap();
    });
}

/// Lists of an archive of this size; each page has as many rows whatever the size.
fn queries(size: u32) -> Vec<(&'static str, ListQuery)> {
    let find = |words: &str| ListQuery { find: Some(words.to_owned()), ..page(0) };
    vec![
        ("first page by title", ListQuery { sort: SortKey::Title, ..page(0) }),
        ("last page", page(size - ROWS)),
        ("last page by site", ListQuery { sort: SortKey::Site, ..page(size - ROWS) }),
        ("find a rare word with a common one", find("story7 government")),
        ("find a common word", find("government")),
        ("find two common words", find("government council")),
        ("find the beginning of a word", find("gov")),
    ]
}

/// Prints the median time with the small and with the large archive.
fn compare<T>(name: &str, both: &[T; 2], mut work: impl FnMut(&T)) {
    let [small, large] = [0, 1].map(|which| median(|| work(&both[which])));
    let ratio = large.as_secs_f64() / small.as_secs_f64();
    println!("{name:44} {small:>10.1?} {large:>10.1?} {ratio:>6.1}x");
}

fn median(mut work: impl FnMut()) -> Duration {
    work();
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

fn page(offset: u32) -> ListQuery {
    ListQuery { offset, limit: ROWS, ..ListQuery::default() }
}
