//! Plain more-like-this: the 20 best words of an article by tf-idf, asked for with the stock `bm25` of FTS5.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::labelled::News;

const WORDS: usize = 20;

pub struct Peer {
    index: Connection,
    words: Vec<HashMap<String, u32>>,
    articles_with: HashMap<String, u32>,
}

impl Peer {
    pub fn new(all: &[News]) -> Self {
        let index = Connection::open_in_memory().unwrap();
        index.execute_batch("CREATE VIRTUAL TABLE news USING fts5 (text, tokenize = 'ascii')").unwrap();
        let mut articles_with: HashMap<String, u32> = HashMap::new();
        let mut words = Vec::new();
        for (row, news) in (0..).zip(all) {
            let text = format!("{} {}", news.title, news.text);
            index.execute("INSERT INTO news (rowid, text) VALUES (?1, ?2)", (row as i64, &text)).unwrap();
            let mut counts: HashMap<String, u32> = HashMap::new();
            for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() > 1) {
                *counts.entry(word.to_ascii_lowercase()).or_default() += 1;
            }
            counts.keys().for_each(|word| *articles_with.entry(word.clone()).or_default() += 1);
            words.push(counts);
        }
        Self { index, words, articles_with }
    }

    /// The articles most like one, the best first.
    pub fn like(&self, asked: usize, most: usize) -> Vec<usize> {
        let all = self.words.len() as f64;
        let weight = |(word, count): (&String, &u32)| {
            (f64::from(*count) * (all / f64::from(self.articles_with[word])).ln(), word.clone())
        };
        let mut best: Vec<(f64, String)> = self.words[asked].iter().map(weight).collect();
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let query: Vec<String> = best.iter().take(WORDS).map(|(_, word)| format!("\"{word}\"")).collect();
        let mut statement = self
            .index
            .prepare_cached(
                "SELECT rowid FROM news WHERE news MATCH ?1 AND rowid <> ?2 ORDER BY rank LIMIT ?3",
            )
            .unwrap();
        let rows = statement
            .query_map((query.join(" OR "), asked as i64, most as i64), |row| row.get::<_, i64>(0))
            .unwrap();
        rows.map(|row| row.unwrap() as usize).collect()
    }
}
