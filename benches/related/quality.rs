//! Precision at ten on Reuters-21578 (D. Lewis): an answer is right when it shares a topic with the article.

use std::collections::HashMap;
use std::path::Path;

use lede::model::{Capture, Language};
use serde::Deserialize;

use crate::peer::Peer;
use crate::support::{at, open, story};

/// Articles of one topic in each half: two of the topics are otherwise most of the news, and chance is right too often.
const OF_A_TOPIC: usize = 100;
/// Articles of each half that are asked for.
const ASKED: usize = 300;

#[derive(Deserialize, Clone)]
pub struct News {
    pub title: Option<String>,
    pub body: Option<String>,
    date: Option<String>,
    #[serde(default)]
    topics: Vec<String>,
    id: String,
}

pub fn print(folder: &Path) {
    println!("{:12} {:>8} {:>8} {:>8} {:>8} {:>8}", "half", "articles", "asked", "chance", "BM25", "related");
    for (name, half) in [("development", 0), ("held out", 1)] {
        measure(name, &read(folder, half));
    }
}

/// Every second article by number, in an order that says nothing of its topic.
fn read(folder: &Path, half: u64) -> Vec<News> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut all: Vec<News> = Vec::new();
    for file in files {
        all.extend(serde_json::from_slice::<Vec<News>>(&std::fs::read(file).unwrap()).unwrap());
    }
    let number = |news: &News| news.id.parse::<u64>().unwrap();
    all.retain(|news| {
        let long = news.body.as_ref().is_some_and(|body| body.len() > 300);
        long && news.title.is_some() && !news.topics.is_empty() && number(news) % 2 == half
    });
    all.sort_by_key(|news| number(news).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut topics: HashMap<String, usize> = HashMap::new();
    all.retain(|news| {
        let count = topics.entry(news.topics[0].clone()).or_default();
        *count += 1;
        *count <= OF_A_TOPIC
    });
    all
}

fn measure(name: &str, all: &[News]) {
    let folder = tempfile::tempdir().unwrap();
    let library = open(&folder.path().join("related.lede"));
    let captures: Vec<Capture> = (0..).zip(all).map(|(number, news)| capture(number, news)).collect();
    for part in captures.chunks(100) {
        library.store(part, at(0)).unwrap();
    }
    let ids: Vec<_> = captures.iter().map(|one| library.resolve(&one.canonical_url).unwrap()).collect();
    let place: HashMap<_, usize> = ids.iter().zip(0..).map(|(id, at)| (*id, at)).collect();
    let peer = Peer::new(all);
    let (mut chance, mut plain, mut ours) = (0.0, 0.0, 0.0);
    for asked in 0..ASKED {
        let right = |other: usize| all[asked].topics.iter().any(|topic| all[other].topics.contains(topic));
        let found = library.related(ids[asked], 10).unwrap();
        // A copy of the text stands elsewhere in the window, and is no answer of either.
        let copies: Vec<usize> =
            library.duplicates(ids[asked]).unwrap().iter().map(|copy| place[&copy.summary.id]).collect();
        let others: Vec<usize> =
            (0..all.len()).filter(|other| *other != asked && !copies.contains(other)).collect();
        chance += others.iter().filter(|other| right(**other)).count() as f64 / others.len() as f64;
        let like = peer.like(asked, 10 + copies.len()).into_iter().filter(|other| !copies.contains(other));
        plain += like.take(10).filter(|other| right(*other)).count() as f64 / 10.0;
        ours += found.iter().filter(|one| right(place[&one.article.id])).count() as f64 / 10.0;
    }
    let mean = |sum: f64| sum / ASKED as f64;
    println!(
        "{name:12} {:>8} {ASKED:>8} {:>8.3} {:>8.3} {:>8.3}",
        all.len(),
        mean(chance),
        mean(plain),
        mean(ours)
    );
}

fn capture(number: u32, news: &News) -> Capture {
    let mut made = story(number);
    made.page.text = news.body.clone().unwrap();
    made.page.html = format!("<p>{}</p>", made.page.text.replace('&', "&amp;").replace('<', "&lt;"));
    made.page.metadata.title = news.title.clone().unwrap();
    made.page.metadata.published = news.date.as_deref().and_then(date);
    made.page.metadata.language = Language { tag: Some("en".to_owned()), ..Language::default() };
    made
}

/// `1987-04-21` of `21-APR-1987 11:35:01.50`.
fn date(told: &str) -> Option<String> {
    let mut parts = told.trim().split([' ', '-']);
    let (day, month, year) = (parts.next()?.parse::<u32>().ok()?, parts.next()?, parts.next()?);
    let month = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC".find(month)? / 3 + 1;
    Some(format!("{year}-{month:02}-{day:02}"))
}
