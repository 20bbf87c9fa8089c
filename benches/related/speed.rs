//! What an answer costs, and what a save does, in an archive of made articles.

use std::time::{Duration, Instant};

use crate::support::{at, fill, open, story};

const ROUNDS: u32 = 200;

pub fn print(size: u32) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("speed.lede");
    fill(&path, size);
    let library = open(&path);
    let mut answers = Vec::new();
    for round in 0..ROUNDS {
        let asked = story(round * (size / ROUNDS).max(1) % size).canonical_url;
        let id = library.resolve(&asked).unwrap();
        answers.push(timed(|| drop(library.related(id, 10).unwrap())));
    }
    let mut saves = Vec::new();
    for round in 0..ROUNDS / 4 {
        let more = [story(size + round)];
        saves.push(timed(|| drop(library.store(&more, at(size + round)).unwrap())));
    }
    println!("{size} made articles: an answer {}; a save {}", told(answers), told(saves));
}

fn told(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let share = |percent: usize| times[times.len() * percent / 100];
    format!("p50 {:.2?}, p95 {:.2?}", share(50), share(95))
}

fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}
