//! What finding many highlights on a long text costs, in processor time.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use lede::anchor::{Passage, Text, place};

use crate::chance::Chance;
use crate::marks::{Kind, choose};
use crate::mutate::{Mutation, Traced};
use crate::texts::{Article, donor};

/// Characters of the text, and highlights on it.
const LENGTH: usize = 100_000;
const HIGHLIGHTS: usize = 200;

/// Prints the time for 200 highlights on 100,000 characters: nothing changed, and everything.
pub fn print(articles: &[Article]) {
    println!("\n| 200 highlights on 100,000 characters | both texts made ready | found again |");
    println!("|---|---|---|");
    for language in ["en", "fa", "zh"] {
        let all: Vec<&str> =
            articles.iter().filter(|a| a.language == language).map(|a| a.text.as_str()).collect();
        if all.is_empty() {
            continue;
        }
        let text: String =
            all.join("\n").chars().chain(['\n']).collect::<Vec<_>>().iter().cycle().take(LENGTH).collect();
        for mutation in [None, Some(Mutation::Mixed)] {
            let (ready, found) = (0..3).map(|_| measure(&text, language, mutation, articles)).min().unwrap();
            let name = if mutation.is_some() { "changed" } else { "unchanged" };
            println!("| {language}, {name} | {} | {} |", ms(ready), ms(found));
        }
    }
}

fn measure(
    text: &str,
    language: &str,
    mutation: Option<Mutation>,
    articles: &[Article],
) -> (Duration, Duration) {
    let mut chance = Chance::new(7);
    let new = match mutation {
        Some(mutation) => {
            Traced::of(text).mutated(mutation, &donor(articles, 0), language, &mut chance).text()
        }
        None => format!("New.\n{text}"),
    };
    let ranges: Vec<_> =
        Kind::ALL.into_iter().flat_map(|kind| choose(text, kind, HIGHLIGHTS, &mut chance)).collect();
    let began = spent();
    let (old, new) = (Text::new(text), Text::new(&new));
    let ready = spent() - began;
    let passages: Vec<Passage> =
        ranges.into_iter().step_by(3).take(HIGHLIGHTS).filter_map(|range| Passage::of(&old, range)).collect();
    let began = spent();
    let found = passages.iter().filter(|passage| place(passage, Some(&old), &new).is_some()).count();
    assert!(found > 0);
    (ready, spent() - began)
}

/// Processor time of this thread, which other programs do not lengthen; elsewhere than on Linux, time on the clock.
fn spent() -> Duration {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let scheduled = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = scheduled.and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGAN.elapsed(), Duration::from_nanos)
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}
