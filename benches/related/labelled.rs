//! News of which people said what belongs together: Reuters-21578 with its topics (D. Lewis), and 50 articles of the ABC whose
//! likeness students judged (Lee, Pincombe, Welsh 2005), among 300 others.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;

/// Articles of one topic in each half: two of the topics are otherwise most of the news, and chance is right too often.
const OF_A_TOPIC: usize = 100;

#[derive(Clone)]
pub struct News {
    pub title: String,
    pub text: String,
    pub date: Option<String>,
    topics: Vec<String>,
}

pub struct Labelled {
    pub news: Vec<News>,
    /// Articles that are asked for, from the first one on.
    pub asked: usize,
    /// Answers that count.
    pub first: usize,
    /// How alike people find two of the articles asked for; nothing where topics say it.
    likeness: Vec<Vec<f64>>,
}

impl Labelled {
    /// Whether people judged an article.
    pub fn judged(&self, number: usize) -> bool {
        self.likeness.is_empty() || number < self.likeness.len()
    }

    /// Answers to ask for: where only some articles are judged, all of them.
    pub fn wanted(&self) -> usize {
        if self.likeness.is_empty() { self.first } else { self.news.len() }
    }

    /// What some answers are worth in all.
    pub fn worth(&self, asked: usize, others: &[usize]) -> f64 {
        others.iter().filter(|other| self.judged(**other)).map(|other| self.alike(asked, *other)).sum()
    }

    fn alike(&self, a: usize, b: usize) -> f64 {
        match self.likeness.get(a).and_then(|row| row.get(b)) {
            Some(likeness) => *likeness,
            None => f64::from(self.news[a].topics.iter().any(|topic| self.news[b].topics.contains(topic))),
        }
    }

    /// An archive of some of the articles.
    pub fn part(&self, range: Range<usize>) -> Self {
        let news = self.news[range].to_vec();
        Self { asked: news.len(), first: self.first, likeness: Vec::new(), news }
    }
}

#[derive(Deserialize)]
struct Told {
    title: Option<String>,
    body: Option<String>,
    date: Option<String>,
    #[serde(default)]
    topics: Vec<String>,
    id: String,
}

/// Every second article by number, in an order that says nothing of its topic.
pub fn reuters(folder: &Path, half: u64) -> Labelled {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut all: Vec<(u64, News)> = Vec::new();
    for file in files {
        let told = serde_json::from_slice::<Vec<Told>>(&std::fs::read(file).unwrap()).unwrap();
        all.extend(told.into_iter().filter_map(news));
    }
    all.retain(|(number, _)| number % 2 == half);
    all.sort_by_key(|(number, _)| number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut topics: HashMap<String, usize> = HashMap::new();
    all.retain(|(_, news)| {
        let count = topics.entry(news.topics[0].clone()).or_default();
        *count += 1;
        *count <= OF_A_TOPIC
    });
    let news: Vec<News> = all.into_iter().map(|(_, news)| news).collect();
    Labelled { asked: news.len(), first: 10, likeness: Vec::new(), news }
}

fn news(told: Told) -> Option<(u64, News)> {
    let text = told.body.filter(|body| body.len() > 300 && !told.topics.is_empty())?;
    let date = told.date.as_deref().and_then(date);
    Some((told.id.parse().unwrap(), News { title: told.title?, text, date, topics: told.topics }))
}

/// `1987-04-21` of `21-APR-1987 11:35:01.50`.
fn date(told: &str) -> Option<String> {
    let mut parts = told.trim().split([' ', '-']);
    let (day, month, year) = (parts.next()?.parse::<u32>().ok()?, parts.next()?, parts.next()?);
    let month = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC".find(month)? / 3 + 1;
    Some(format!("{year}-{month:02}-{day:02}"))
}

/// The judged articles stand first. They have no headlines and no dates.
pub fn lee(folder: &Path) -> Labelled {
    let read = |name: &str| {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        bytes.iter().map(|byte| char::from(*byte)).collect::<String>()
    };
    let texts = [read("lee.cor"), read("lee_background.cor")].join("\n");
    let news: Vec<News> = texts
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| News { title: String::new(), text: line.to_owned(), date: None, topics: Vec::new() })
        .collect();
    // One half of the matrix is given.
    let half: Vec<Vec<f64>> = read("similarities0-1.txt")
        .lines()
        .map(|line| line.split_whitespace().map(|likeness| likeness.parse().unwrap()).collect())
        .collect();
    let likeness = (0..half.len())
        .map(|a| (0..half.len()).map(|b| if a < b { half[a][b] } else { half[b][a] }).collect())
        .collect();
    Labelled { asked: half.len(), first: 5, likeness, news }
}
