//! The cost of cleaning a page against the bare engine on the same pages, on one core.
//!
//! `cargo bench --bench capture -- PAGES [--write PREDICTIONS]`: PAGES is a file of JSON lines `{id, url, html}` or a folder of
//! `.html` files (the loopback site's by default); `--write` leaves what was extracted as JSON lines for a scorer.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a bench is a program of its own"
)]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use lede::capture::{PageInput, STACK_BYTES, clean_page};

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    let mut pages = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/site"));
    let mut write = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--write" => write = Some(PathBuf::from(arguments.next().expect("--write takes a file"))),
            _ => pages = PathBuf::from(argument),
        }
    }
    // The size of the main thread's stack is not ours to choose.
    std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || run(&read(&pages), write.as_deref()))
        .expect("a thread")
        .join()
        .expect("no panic");
}

struct Sample {
    id: String,
    url: String,
    html: String,
}

fn read(path: &Path) -> Vec<Sample> {
    if path.is_file() {
        let file = std::fs::File::open(path).expect("readable");
        return BufReader::new(file)
            .lines()
            .map(|line| {
                let row: serde_json::Value = serde_json::from_str(&line.expect("UTF-8")).expect("JSON");
                let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
                Sample { id: text("id"), url: text("url"), html: text("html") }
            })
            .collect();
    }
    let mut samples = Vec::new();
    for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
        let file = entry.path();
        if file.is_dir() {
            samples.extend(read(&file));
        } else if file.extension().is_some_and(|e| e == "html") {
            let html = String::from_utf8_lossy(&std::fs::read(&file).expect("readable")).into_owned();
            let id = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            samples.push(Sample { url: format!("https://news.example/{id}"), id, html });
        }
    }
    samples
}

fn run(samples: &[Sample], write: Option<&Path>) {
    let mut out = write.map(|path| std::fs::File::create(path).expect("writable"));
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for sample in samples {
        let input = PageInput {
            body: sample.html.clone().into_bytes(),
            content_type: Some("text/html; charset=utf-8".into()),
            status: 200,
            url: sample.url.clone(),
            fetched: "2026-11-01T00:00:00Z".parse().expect("a timestamp"),
            truncated: false,
            told: None,
            site: Default::default(),
        };
        let mut page = None;
        ours.push(best_of(3, || page = clean_page(&input).ok()));
        bare.push(best_of(3, || {
            let mut engine =
                dom_smoothie::Readability::new(sample.html.as_str(), None, None).expect("no URL to be wrong");
            std::hint::black_box(engine.parse().ok());
        }));
        if let (Some(out), Some(page)) = (&mut out, page) {
            let row = serde_json::json!({
                "id": sample.id, "text": page.text, "title": page.metadata.title, "authors": page.metadata.authors,
                "published": page.metadata.published, "html": page.html, "diagnosis": page.diagnosis,
                "related": page.links.iter().filter(|l| l.heading.is_some()).count(),
                "language": page.metadata.language.tag, "site": page.metadata.site, "section": page.metadata.section,
                "excerpt": page.metadata.excerpt, "pictures": page.pictures,
            });
            writeln!(out, "{row}").expect("writable");
        }
    }
    let (sum_ours, sum_bare): (Duration, Duration) = (ours.iter().sum(), bare.iter().sum());
    println!("pages {}", samples.len());
    for (name, times, sum) in [("ours", &mut ours, sum_ours), ("bare", &mut bare, sum_bare)] {
        times.sort_unstable();
        println!("{name}  median {:.2?}  p95 {:.2?}  total {sum:.2?}", at(times, 50), at(times, 95));
    }
    println!("ratio of totals {:.2}", sum_ours.as_secs_f64() / sum_bare.as_secs_f64().max(f64::EPSILON));
    println!("pages a second {:.0}", samples.len() as f64 / sum_ours.as_secs_f64().max(f64::EPSILON));
}

fn best_of(times: u32, mut work: impl FnMut()) -> Duration {
    (0..times)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// The time that `percent` of the sorted times do not exceed.
fn at(times: &[Duration], percent: usize) -> Duration {
    let rank = (times.len() * percent).div_ceil(100).max(1);
    times.get(rank - 1).copied().unwrap_or_default()
}
