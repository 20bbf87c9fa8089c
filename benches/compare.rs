//! What comparing two copies of an article costs: articles of the tests' news site with the edits that newsrooms make, and the
//! worst that two texts can be.
//!
//! `cargo bench --bench compare`

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench is a program of its own")]

use std::time::Instant;

use lede::capture::{PageInput, STACK_BYTES, clean_page};
use lede::compare::{Copy, compare};
use lede::model::{Comparison, SiteKnowledge};

/// Pages of `tests/site/pages` in several scripts.
const PAGES: &[&str] = &["plain", "persian", "chinese", "japanese", "arabic", "thai", "live"];
/// Bytes of the texts of the worst cases.
const MEGABYTE: usize = 1 << 20;

fn main() {
    // The size of the main thread's stack is not ours to choose.
    std::thread::Builder::new().stack_size(STACK_BYTES).spawn(run).unwrap().join().unwrap();
}

fn run() {
    println!("| case | bytes | paragraphs | coarse | median ms | worst ms |\n|---|---|---|---|---|---|");
    for (name, text) in articles() {
        row(&format!("{name}: edited"), &text, &edited(&text), 50);
    }
    for (name, before, after) in worst() {
        row(name, &before, &after, 3);
    }
}

fn row(name: &str, before: &str, after: &str, times: usize) {
    let mut spent = Vec::new();
    let mut last: Option<Comparison> = None;
    for _ in 0..times {
        let start = Instant::now();
        last = Some(compare(&copy(before), &copy(after)));
        spent.push(start.elapsed().as_secs_f64() * 1e3);
    }
    spent.sort_by(f64::total_cmp);
    let comparison = last.unwrap();
    println!(
        "| {name} | {} | {} | {} | {:.2} | {:.2} |",
        before.len(),
        comparison.paragraphs.len(),
        comparison.coarse,
        spent[times / 2],
        spent[times - 1]
    );
}

fn copy(text: &str) -> Copy<'_> {
    Copy { title: "", authors: &[], text, html: "", pictures: &[] }
}

/// The texts of the site's articles.
fn articles() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/site/pages");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let wanted = files.iter().filter(|path| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        PAGES.iter().any(|page| name.contains(page)) && path.extension().is_some_and(|e| e == "html")
    });
    let cleaned = wanted.filter_map(|path| {
        let input = PageInput {
            body: std::fs::read(path).unwrap(),
            content_type: None,
            status: 200,
            url: "https://news.example/story".to_owned(),
            fetched: "2026-11-22T12:00:00Z".parse().unwrap(),
            truncated: false,
            told: None,
            site: SiteKnowledge::default(),
        };
        let text = clean_page(&input).ok()?.text;
        (text.len() > 500).then(|| (path.file_stem().unwrap().to_string_lossy().into_owned(), text))
    });
    cleaned.collect()
}

/// A paragraph moved, one left out, one written anew, a word replaced in every other one.
fn edited(text: &str) -> String {
    let mut paragraphs: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
    let count = paragraphs.len();
    for paragraph in paragraphs.iter_mut().step_by(2) {
        if let Some(at) = paragraph.char_indices().nth(20).map(|(at, _)| at) {
            paragraph.insert_str(at, "—updated—");
        }
    }
    if count > 4 {
        paragraphs.swap(1, count - 2);
        paragraphs.remove(count / 2);
        paragraphs
            .insert(2, "An entirely new paragraph with its own words. It has two sentences.".to_owned());
    }
    paragraphs.join("\n\n")
}

fn worst() -> Vec<(&'static str, String, String)> {
    let words = |seed: u64, separator: &dyn Fn(u64) -> &'static str| -> String {
        let (mut state, mut text) = (seed, String::new());
        while text.len() < MEGABYTE {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let number = state >> 33;
            text.push_str(&format!("w{}{}", number % 5000, separator(number)));
        }
        text
    };
    let prose = |number: u64| match number % 61 {
        0 => ".\n\n",
        1..=4 => ". ",
        _ => " ",
    };
    let chinese: String = "新闻报道说明天气将会变化经济社会政治".chars().cycle().take(MEGABYTE / 3).collect();
    let mut shuffled: Vec<char> = chinese.chars().collect();
    shuffled.iter_mut().step_by(7).for_each(|c| *c = '海');
    let article = words(1, &prose);
    vec![
        ("the same megabyte", article.clone(), article.clone()),
        ("a megabyte, edited", article.clone(), edited(&article)),
        ("two megabytes that have nothing in common", article, words(2, &prose)),
        ("one sentence of a megabyte", words(3, &|_| " "), words(4, &|_| " ")),
        ("a paragraph for each word", words(5, &|_| "\n\n"), words(6, &|_| "\n\n")),
        ("a sentence for each word", words(7, &|_| ". "), words(8, &|_| ". ")),
        ("one letter", "a ".repeat(MEGABYTE / 2), "a ".repeat(MEGABYTE / 2 - 7) + "b"),
        ("Chinese without a full stop", chinese, shuffled.into_iter().collect()),
    ]
}
