//! What the archive costs as it grows: the same work with 10 and with 100,000 articles, printed as ratios.
//!
//! `cargo bench --bench archive -- 20000` takes another size for the large archive.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench prints, and stops when it cannot go on"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use lede::library::{Library, OpenOptions};
use lede::model::*;

const SMALL: u32 = 10;
const LARGE: u32 = 100_000;
const ROWS: u32 = 10;
const ROUNDS: usize = 21;

fn main() {
    let large = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(LARGE);
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

fn open(path: &Path) -> Library {
    Library::open(path, OpenOptions { create: true, ..OpenOptions::default() }).unwrap()
}

fn page(offset: u32) -> ListQuery {
    ListQuery { offset, limit: ROWS, ..ListQuery::default() }
}

fn at(number: u32) -> Timestamp {
    Timestamp::from_second(1_600_000_000 + i64::from(number) * 60).unwrap()
}

fn fill(path: &Path, size: u32) {
    let library = open(path);
    for start in (0..size).step_by(500) {
        let stories: Vec<Capture> = (start..size.min(start + 500)).map(story).collect();
        library.store(&stories, at(start)).unwrap();
    }
}

/// Words by their rank: the first is in every article, the last in a few.
const WORDS: &str = "government council minister report people water city river bridge election court police school hospital \
    energy market price workers union strike weather storm harvest railway station museum library concert football stadium \
    budget reform treaty border refugee satellite telescope vaccine laboratory archive harbour ferry island volcano glacier";

/// An article of about 600 words, different for each number.
fn story(number: u32) -> Capture {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut seed = u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let mut text = format!("story{number}");
    for place in 0..600_u32 {
        text.push_str(if place % 80 == 79 { ".\n\n" } else { " " });
        // The square favours the front of the list, as common words are favoured in any text.
        let share = (next() % 1000) as f64 / 1000.0;
        let rank = (share * share * words.len() as f64) as usize;
        text.push_str(words[rank]);
        if place % 7 == 0 {
            text.push_str(&format!(" word{}", next() % 40_000));
        }
    }
    capture(number, text)
}

fn capture(number: u32, text: String) -> Capture {
    let url = format!("https://site{}.example/2026/story-{number}", number % 400);
    let html: String = text.split("\n\n").map(|block| format!("<p dir=\"auto\">{block}</p>")).collect();
    let body = format!(
        "<!doctype html><html><head><title>{number}</title></head><body><nav>{}</nav>{html}</body></html>",
        "<a href=\"/\">Section</a>".repeat(200)
    );
    Capture {
        requested_url: url.clone(),
        canonical_url: url.clone(),
        aliases: Vec::new(),
        response: RawResponse {
            final_url: url,
            redirects: Vec::new(),
            status: 200,
            headers: Vec::new(),
            body: body.into_bytes(),
            fetched: at(number),
            private: false,
        },
        page: Page {
            metadata: Metadata {
                title: format!("The {} story {number}", text.split(' ').nth(3).unwrap()),
                site: Some(format!("Site {}", number % 400)),
                published: Some("2026-03-14".to_owned()),
                ..Metadata::default()
            },
            html,
            words: 690,
            links: Vec::new(),
            pictures: Vec::new(),
            lead_picture: None,
            diagnosis: Diagnosis { complete: true, doubts: Vec::new() },
            extractor: "bench".to_owned(),
            charset: "UTF-8".to_owned(),
            refresh: None,
            text,
        },
        assets: Vec::new(),
    }
}
