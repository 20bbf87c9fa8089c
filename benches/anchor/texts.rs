//! The articles of the bench: reading texts of clean copies.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use lede::anchor::ReadingText;

/// Characters that a text must have to be an article of its own.
const SHORTEST: usize = 400;
/// Characters of gold texts that are used: longer ones only take longer.
const LONGEST: usize = 20_000;
/// Gold texts of a language that are used.
const MOST: usize = 60;

/// A text to highlight.
pub struct Article {
    pub language: &'static str,
    pub text: String,
}

/// Every article: each copy that the tests hold by itself, those of a language as two long texts, and gold texts of the given sets.
pub fn all(gold: &[String]) -> Vec<Article> {
    let mut copies: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for html in held_copies() {
        let text = ReadingText::of_html(&html).text().to_owned();
        if let Some(language) = language_of(&text) {
            copies.entry(language).or_default().push(text);
        }
    }
    let mut articles = Vec::new();
    for (language, texts) in copies {
        for half in 0..2 {
            let texts: Vec<&str> = texts.iter().skip(half).step_by(2).map(String::as_str).collect();
            articles.push(Article { language, text: texts.join("\n") });
        }
        let long = texts.into_iter().filter(|text| text.chars().count() >= SHORTEST);
        articles.extend(long.map(|text| Article { language, text }));
    }
    articles.extend(gold.iter().flat_map(|file| gold_articles(Path::new(file))));
    articles
}

/// A text of the same language that has nothing of this one, from which words and sentences come in.
pub fn donor(articles: &[Article], number: usize) -> String {
    let own = &articles[number];
    let strangers: Vec<&Article> = articles
        .iter()
        .filter(|a| a.language == own.language && !a.text.contains(&own.text) && !own.text.contains(&a.text))
        .collect();
    strangers.get(number % strangers.len().max(1)).map_or_else(String::new, |a| a.text.clone())
}

pub fn print_sizes(articles: &[Article]) {
    let mut sizes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for article in articles {
        let size = sizes.entry(article.language).or_default();
        *size = (size.0 + 1, size.1 + article.text.chars().count());
    }
    for (language, (count, characters)) in sizes {
        println!("{language}: {count} texts, {characters} characters");
    }
}

fn held_copies() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(root.join("benches/structure/pages")).unwrap() {
        files.push(entry.unwrap().path().join("expected.html"));
    }
    for entry in std::fs::read_dir(root.join("tests/snapshots")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // The huge table repeats one row a thousand times, and says so on purpose.
        if name.contains("clean__copy") && !name.contains("huge") {
            files.push(path);
        }
    }
    files.sort();
    files.iter().map(|file| without_header(&std::fs::read_to_string(file).unwrap())).collect()
}

/// A snapshot's content without the lines that say where it is from.
fn without_header(content: &str) -> String {
    match content.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
        Some((_, html)) => html.to_owned(),
        None => content.to_owned(),
    }
}

fn gold_articles(file: &Path) -> Vec<Article> {
    let mut lines = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(file).unwrap()).read_to_string(&mut lines).unwrap();
    let mut articles: Vec<Article> = Vec::new();
    for line in lines.lines() {
        let page: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = page["gold"]["text"].as_str().unwrap_or_default();
        let paragraphs: Vec<String> = text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|line| !line.is_empty())
            .collect();
        let text = paragraphs.join("\n");
        let length = text.chars().count();
        let Some(language) = language_of(&text) else { continue };
        let many = articles.iter().filter(|article| article.language == language).count() >= MOST;
        if !many && (SHORTEST..=LONGEST).contains(&length) {
            articles.push(Article { language, text });
        }
    }
    articles
}

/// English, Persian or Chinese, by the letters and words of a text.
fn language_of(text: &str) -> Option<&'static str> {
    let all = text.chars().count().max(1);
    let share = |of: &dyn Fn(char) -> bool| text.chars().filter(|&c| of(c)).count() * 100 / all;
    let kana = share(&|c| matches!(c, '\u{3040}'..='\u{30ff}'));
    if share(&|c| matches!(c, '\u{4e00}'..='\u{9fff}')) >= 30 && kana < 5 {
        return Some("zh");
    }
    if share(&|c| matches!(c, '\u{600}'..='\u{6ff}')) >= 30 && share(&|c| "پچژگی".contains(c)) >= 2 {
        return Some("fa");
    }
    let words = text.split_whitespace().count().max(1);
    let common =
        text.split_whitespace().filter(|word| ["the", "of", "and", "a", "to"].contains(word)).count();
    (common * 100 / words >= 10).then_some("en")
}
