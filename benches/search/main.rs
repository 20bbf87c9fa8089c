//! What searching costs as one types, beside plain FTS5 and `LIKE` on the same articles in the same run.
//!
//! `./dev bench search 10000 100000` takes these sizes; the files it makes are kept beside the benches and used again.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    missing_docs,
    reason = "a bench prints, and stops when it cannot go on"
)]

mod archive;
mod corpus;
mod peers;
#[path = "../support.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use corpus::{Corpus, Dice};
use lede::library::Library;
use lede::model::{ListQuery, Shelf, SortKey};
use rusqlite::Connection;

/// Queries of each class.
const QUERIES: usize = 40;
/// Queries of a class that a peer answers, where it takes seconds for each.
const OF_A_PEER: usize = 8;
/// Rows that the window shows first.
const ROWS: u32 = 20;
/// Articles saved for the cost of a save.
const SAVES: u32 = 40;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some((texts, sizes)) = arguments.split_first() else {
        println!("usage: search FOLDER [SIZE…]: the folder has Reuters-21578");
        return;
    };
    let corpus = Corpus::read(Path::new(texts));
    let peers = !sizes.iter().any(|size| size == "alone");
    let sizes: Vec<u64> = sizes.iter().filter_map(|size| size.parse().ok()).collect();
    for size in if sizes.is_empty() { vec![10_000, 100_000] } else { sizes } {
        measure(&corpus, size, peers);
    }
}

/// Beside the benches: a folder in memory would not be what people have.
fn folder() -> PathBuf {
    let folder = std::env::current_exe().unwrap().parent().unwrap().join("search-bench");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn measure(corpus: &Corpus, size: u64, peers: bool) {
    println!("\n{size} articles");
    let path = folder().join(format!("{size}.lede"));
    let library = archive::archive(&path, corpus, size);
    let words = Words::read(&archive::connect(&path), size);
    let plain = peers.then(|| peers::plain(&folder().join(format!("{size}.plain")), corpus, size));
    println!(
        "  {:30} {:>8} {:>8} {:>8} {:>9} {:>9} {:>9} {:>9}",
        "of a processor, by the clock", "p50", "p95", "p95 wall", "FTS5 p50", "ratio", "LIKE p50", "ratio"
    );
    let (mut every, mut rest) = (Vec::new(), Vec::new());
    for class in words.classes() {
        let mut times = Vec::new();
        for query in &class.queries {
            let (time, unfinished) = ask(&library, query, class.sort);
            times.push(time);
            if unfinished {
                let query = ListQuery { quick: false, ..list(query, class.sort) };
                rest.push(timed(|| drop(library.articles(&query).unwrap())));
            }
        }
        every.extend(times.clone());
        print(&class, &times, plain.as_ref());
    }
    print(&Class { name: "all of them", sort: SortKey::Relevance, queries: Vec::new() }, &every, None);
    if !rest.is_empty() {
        println!("  {} of {} answers were unfinished at first", rest.len(), every.len());
        print(
            &Class { name: "the rest of these", sort: SortKey::Relevance, queries: Vec::new() },
            &rest,
            None,
        );
    }
    let tallies: Vec<Time> = words
        .classes()
        .iter()
        .flat_map(|class| class.queries.iter().take(4).cloned())
        .map(|query| timed(|| drop(library.tally(&list(&query, SortKey::Relevance)).unwrap())))
        .collect();
    print(
        &Class { name: "tally of a whole list", sort: SortKey::Relevance, queries: Vec::new() },
        &tallies,
        None,
    );
    let mut number = 5_000_000 + std::process::id();
    let saves: Vec<Time> = (0..SAVES)
        .map(|_| {
            number += 1;
            let made = corpus.article(u64::from(number));
            let mut capture = support::story(number);
            capture.page.metadata.title = made.title;
            capture.page.text = made.text;
            timed(|| drop(library.store(&[capture], support::at(number)).unwrap()))
        })
        .collect();
    print(
        &Class { name: "save of an article, all of it", sort: SortKey::Saved, queries: Vec::new() },
        &saves,
        None,
    );
}

fn list(find: &str, sort: SortKey) -> ListQuery {
    ListQuery {
        find: Some(find.to_owned()),
        shelf: Shelf::All,
        sort,
        typing: !find.ends_with(' '),
        quick: true,
        passages: true,
        limit: ROWS,
        ..ListQuery::default()
    }
}

/// Asks, and says whether the answer is unfinished.
fn ask(library: &Library, find: &str, sort: SortKey) -> (Time, bool) {
    let mut unfinished = false;
    let time = timed(|| unfinished = library.articles(&list(find, sort)).unwrap().unfinished);
    (time, unfinished)
}

fn print(class: &Class, times: &[Time], plain: Option<&Connection>) {
    let share = |times: &[Time], percent: usize, of: fn(&Time) -> Duration| {
        let mut times: Vec<Duration> = times.iter().map(of).collect();
        times.sort_unstable();
        times[(times.len() * percent / 100).min(times.len() - 1)]
    };
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let worked = share(times, 50, |time| time.worked);
    print!(
        "  {:30} {:8.2} {:8.2} {:8.2}",
        class.name,
        milliseconds(worked),
        milliseconds(share(times, 95, |time| time.worked)),
        milliseconds(share(times, 95, |time| time.passed))
    );
    if let Some(plain) = plain
        && class.queries.iter().all(|query| !query.contains(':'))
    {
        let some = class.queries.iter().take(OF_A_PEER);
        let stock: Vec<Time> =
            some.clone().map(|query| timed(|| _ = peers::ranked(plain, &expression(query)))).collect();
        let like: Vec<Time> = some
            .map(|query| {
                let words: Vec<&str> =
                    query.split([' ', '"']).filter(|word| !word.is_empty() && *word != "OR").collect();
                timed(|| _ = peers::like(plain, &words))
            })
            .collect();
        for peer in [stock, like] {
            let theirs = share(&peer, 50, |time| time.worked);
            print!(" {:9.2} {:8.1}x", milliseconds(theirs), theirs.as_secs_f64() / worked.as_secs_f64());
        }
    }
    println!();
}

/// The same question in FTS5's own language.
fn expression(query: &str) -> String {
    if query.contains('"') || query.contains(" OR ") {
        return query.to_owned();
    }
    let is_typed = !query.ends_with(' ');
    if let Some((with, without)) = query.split_once(" -") {
        return format!("{with} NOT {without}");
    }
    let words: Vec<&str> = query.split_whitespace().collect();
    let last = words.len() - 1;
    let words = words
        .iter()
        .enumerate()
        .map(|(n, word)| if n == last && is_typed { format!("{word}*") } else { (*word).to_owned() });
    words.collect::<Vec<_>>().join(" ")
}

struct Class {
    name: &'static str,
    sort: SortKey,
    queries: Vec<String>,
}

/// Words of the index by how common they are, the same in every run.
struct Words {
    rare: Vec<String>,
    medium: Vec<String>,
    common: Vec<String>,
    phrases: Vec<String>,
}

impl Words {
    fn read(connection: &Connection, size: u64) -> Self {
        let of = |from: u64, to: u64| -> Vec<String> {
            let sql = "SELECT term FROM search_term WHERE articles BETWEEN ?1 AND ?2 AND term GLOB '[a-z]*' AND length(term) > 2 ORDER BY term";
            let mut statement = connection.prepare(sql).unwrap();
            let words = statement.query_map((from as i64, to as i64), |row| row.get(0)).unwrap();
            let words: Vec<String> = words.map(Result::unwrap).collect();
            let mut dice = Dice(7);
            (0..QUERIES * 2).map(|_| words[dice.below(words.len() as u64) as usize].clone()).collect()
        };
        let mut dice = Dice(11);
        let mut text = connection.prepare("SELECT text FROM version WHERE id = ?1").unwrap();
        let phrases = (0..QUERIES).map(|_| {
            let id = dice.below(size) as i64 + 1;
            let text: String = text.query_row([id], |row| row.get(0)).unwrap();
            let words: Vec<&str> =
                text.split(' ').filter(|word| word.bytes().all(|b| b.is_ascii_alphabetic())).collect();
            let at = dice.below(words.len() as u64 - 3) as usize;
            words[at..at + 3].join(" ").to_lowercase()
        });
        Self {
            rare: of(3, 40),
            medium: of(size / 1_000 + 5, size / 50),
            common: of(size / 8, size),
            phrases: phrases.collect(),
        }
    }

    fn classes(&self) -> Vec<Class> {
        let each = |of: fn(&Self, usize) -> String| (0..QUERIES).map(|n| of(self, n)).collect::<Vec<_>>();
        let class = |name, of: fn(&Self, usize) -> String| Class {
            name,
            sort: SortKey::Relevance,
            queries: each(of),
        };
        vec![
            class("rare word", |w, n| format!("{} ", w.rare[n])),
            class("medium word", |w, n| format!("{} ", w.medium[n])),
            class("very common word", |w, n| format!("{} ", w.common[n])),
            class("medium and common", |w, n| format!("{} {} ", w.medium[n], w.common[n])),
            class("two common", |w, n| format!("{} {} ", w.common[n], w.common[n + QUERIES])),
            class("three of all kinds", |w, n| {
                format!("{} {} {} ", w.medium[n], w.common[n], w.medium[n + QUERIES])
            }),
            class("rare OR common", |w, n| format!("{} OR {} ", w.rare[n], w.common[n])),
            class("phrase of three words", |w, n| format!("\"{}\" ", w.phrases[n])),
            class("phrase of two words", |w, n| format!("\"{}\" ", w.phrases[n].rsplit_once(' ').unwrap().0)),
            class("beginning, one letter", |w, n| w.common[n][..1].to_owned()),
            class("beginning, two letters", |w, n| w.common[n][..2].to_owned()),
            class("beginning, three letters", |w, n| w.medium[n][..3].to_owned()),
            class("common word and beginning", |w, n| format!("{} {}", w.common[n], &w.medium[n][..3])),
            class("word and site", |w, n| {
                format!("{} site:{}.example ", w.common[n], corpus::name(n as u64 % 30).to_lowercase())
            }),
            class("word, tag and year", |w, n| {
                format!("{} tag:{}{} published:2015 ", w.medium[n], corpus::name(n as u64 % 9), n % 9)
            }),
            class("word and state", |w, n| format!("{} is:starred ", w.common[n])),
            class("not a common word", |w, n| format!("{} -{} ", w.medium[n], w.common[n])),
            class("site and year alone", |_, n| {
                format!("site:{}.example published:2014 ", corpus::name(n as u64 % 30).to_lowercase())
            }),
            Class {
                name: "common word, by date",
                sort: SortKey::Published,
                queries: each(|w, n| format!("{} ", w.common[n + QUERIES])),
            },
            Class {
                name: "medium word, by title",
                sort: SortKey::Title,
                queries: each(|w, n| format!("{} ", w.medium[n + QUERIES])),
            },
        ]
    }
}

/// Time by the clock, and of a processor, which says more where others work on the same machine.
#[derive(Debug, Clone, Copy)]
struct Time {
    passed: Duration,
    worked: Duration,
}

fn timed(work: impl FnOnce()) -> Time {
    let (started, before) = (Instant::now(), on_processor());
    work();
    Time { passed: started.elapsed(), worked: on_processor().saturating_sub(before) }
}

/// What this thread has had of a processor; nothing where Linux does not tell.
fn on_processor() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or_default())
}
