//! The search index of a site: scripts that the page of the search loads one by one, made without holding the index in memory.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use serde_json::json;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::export::page::words::Words;
use crate::search::fold;

/// The script of the page of the search.
pub const SCRIPT: &str = include_str!("search.js");

/// Articles in one list.
const LIST: usize = 500;
/// Articles for each part of the index, and the most parts.
const ARTICLES_A_PART: usize = 40;
const PARTS: usize = 512;
/// Bytes of entries that are held before they go to the disk.
const HELD: usize = 24 << 20;
/// What a word of the title says more than one of the text.
const TITLE: u32 = 40;

/// Scripts that are written without spaces, as ranges of code points: Thai and Lao, Myanmar, Khmer, kana, Han.
const UNSPACED: [(u32, u32); 8] = [
    (0xe00, 0xeff),
    (0x1000, 0x109f),
    (0x1780, 0x17ff),
    (0x3041, 0x30ff),
    (0x3400, 0x4dbf),
    (0x4e00, 0x9fff),
    (0xf900, 0xfaff),
    (0x20000, 0x3ffff),
];

/// What the list of found articles shows of one.
#[derive(Debug)]
pub struct Found<'a> {
    pub title: &'a str,
    pub address: &'a str,
    /// Site and date.
    pub about: &'a str,
    pub rtl: bool,
    pub excerpt: &'a str,
}

/// An index that is being made.
#[derive(Debug)]
pub struct Index {
    folder: PathBuf,
    articles: usize,
    /// Entries of each part that are not on the disk yet.
    parts: Vec<String>,
    held: usize,
    list: Vec<serde_json::Value>,
    next: usize,
}

impl Index {
    /// Begins an index of so many articles in a folder that is there.
    pub fn new(folder: PathBuf, articles: usize) -> Self {
        let parts = articles.div_ceil(ARTICLES_A_PART).clamp(1, PARTS);
        Self { folder, articles, parts: vec![String::new(); parts], held: 0, list: Vec::new(), next: 0 }
    }

    /// Adds the article of a number; numbers ascend, and some may be missing.
    ///
    /// # Errors
    /// Those of writing files.
    pub fn add(&mut self, number: usize, found: &Found<'_>, text: &str) -> io::Result<()> {
        self.fill(number)?;
        self.push(json!([
            found.title,
            found.address,
            found.about,
            if found.rtl { "rtl" } else { "ltr" },
            found.excerpt
        ]))?;
        let mut says: HashMap<String, u32> = HashMap::new();
        terms(found.title, &mut |term| *says.entry(term).or_default() += TITLE);
        terms(found.about, &mut |term| *says.entry(term).or_default() += 1);
        terms(text, &mut |term| *says.entry(term).or_default() += 1);
        for (term, weight) in says {
            let part = part_of(&term, self.parts.len());
            let line = format!("{term}\t{number}\t{weight}\n");
            self.held += line.len();
            self.parts[part].push_str(&line);
        }
        if self.held > HELD { self.spill() } else { Ok(()) }
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// Those of writing files.
    pub fn finish(mut self, words: &Words) -> io::Result<()> {
        self.fill(self.articles)?;
        self.write_list()?;
        self.spill()?;
        for part in 0..self.parts.len() {
            self.write_part(part)?;
        }
        let texts = json!({ "none": words.nothing_found, "count": format!("# {}", words.articles) });
        let settings = json!({
            "articles": self.articles,
            "parts": self.parts.len(),
            "list": LIST,
            "unspaced": UNSPACED,
            "folds": folds(),
            "texts": texts,
        });
        fs::write(self.folder.join("settings.js"), format!("lede.settings = {settings};\n"))
    }

    /// Numbers without articles, up to one.
    fn fill(&mut self, number: usize) -> io::Result<()> {
        while self.next < number {
            self.push(serde_json::Value::Null)?;
        }
        Ok(())
    }

    fn push(&mut self, row: serde_json::Value) -> io::Result<()> {
        self.list.push(row);
        self.next += 1;
        if self.list.len() == LIST { self.write_list() } else { Ok(()) }
    }

    fn write_list(&mut self) -> io::Result<()> {
        if self.list.is_empty() {
            return Ok(());
        }
        let number = (self.next - 1) / LIST;
        let rows = serde_json::Value::Array(std::mem::take(&mut self.list));
        fs::write(
            self.folder.join(format!("articles-{number}.js")),
            format!("lede.articles.set({number}, {rows});\n"),
        )
    }

    fn spill(&mut self) -> io::Result<()> {
        for (number, entries) in self.parts.iter_mut().enumerate().filter(|(_, entries)| !entries.is_empty())
        {
            let path = entries_of(&self.folder, number);
            File::options().create(true).append(true).open(path)?.write_all(entries.as_bytes())?;
            entries.clear();
        }
        self.held = 0;
        Ok(())
    }

    /// Sorts the entries of a part by their words: of each, numbers of articles as what they are more than the one before, and how
    /// much the word says of them.
    fn write_part(&self, number: usize) -> io::Result<()> {
        let path = entries_of(&self.folder, number);
        let mut terms: BTreeMap<String, (Vec<u32>, u32)> = BTreeMap::new();
        if path.exists() {
            for line in BufReader::new(File::open(&path)?).lines() {
                let line = line?;
                let mut fields = line.split('\t');
                let term = fields.next().unwrap_or_default();
                let mut field =
                    || fields.next().and_then(|field| field.parse::<u32>().ok()).unwrap_or_default();
                let (article, weight) = (field(), field());
                let (places, last) = terms.entry(term.to_owned()).or_default();
                places.extend([article - *last, weight]);
                *last = article;
            }
            fs::remove_file(&path)?;
        }
        let terms: BTreeMap<String, Vec<u32>> =
            terms.into_iter().map(|(term, (places, _))| (term, places)).collect();
        let terms = serde_json::to_string(&terms)?;
        fs::write(
            self.folder.join(format!("words-{number}.js")),
            format!("lede.words.set({number}, {terms});\n"),
        )
    }
}

fn entries_of(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("{number}.entries"))
}

/// The part of the index that a term is in: words that begin alike are in one.
fn part_of(term: &str, parts: usize) -> usize {
    let mut letters = term.chars().map(|c| c as usize);
    let (first, second) = (letters.next().unwrap_or_default(), letters.next().unwrap_or_default());
    (first * 31 + second) % parts
}

/// The terms of a text: folded words; of scripts without spaces, letters and pairs of them.
fn terms(text: &str, take: &mut dyn FnMut(String)) {
    let folded = fold(text);
    let is_word = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    for word in folded.split(|c| !is_word(c)).filter(|word| !word.is_empty()) {
        let mut run = String::new();
        for c in word.chars() {
            if is_unspaced(c) {
                if let Some(last) = run.chars().next_back().filter(|last| is_unspaced(*last)) {
                    take([last, c].iter().collect());
                } else if !run.is_empty() {
                    take(std::mem::take(&mut run));
                }
                take(c.to_string());
                run = c.to_string();
            } else {
                if run.chars().next_back().is_some_and(is_unspaced) {
                    run.clear();
                }
                run.push(c);
            }
        }
        if !run.is_empty() && !run.chars().all(is_unspaced) {
            take(run);
        }
    }
}

fn is_unspaced(c: char) -> bool {
    UNSPACED.iter().any(|(first, last)| (*first..=*last).contains(&u32::from(c)))
}

/// How letters fold that a browser, which knows of case and decomposition, would fold otherwise.
fn folds() -> BTreeMap<String, String> {
    let known = |c: char| c.to_uppercase().flat_map(char::to_lowercase).collect::<String>();
    let is_mark = |c: char| matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}');
    ('\u{80}'..='\u{1ffff}')
        .filter(|c| !is_mark(*c) && c.nfkd().eq([*c]))
        .filter_map(|c| {
            let folded = fold(&c.to_string());
            (folded != known(c)).then(|| (c.to_string(), folded))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        terms(text, &mut |term| found.push(term));
        found
    }

    #[test]
    fn terms_are_words_and_pairs_of_letters() {
        assert_eq!(all("Das Straßenfest, 2026!"), ["das", "strassenfest", "2026"]);
        assert_eq!(all("كتاب‌ها"), ["کتاب", "ها"]);
        assert_eq!(all("北京大"), ["北", "北京", "京", "京大", "大"]);
        assert_eq!(all("iPhone手机15"), ["iphone", "手", "手机", "机", "15"]);
    }

    #[test]
    fn what_browsers_do_not_know_is_told() {
        let folds = folds();
        assert_eq!(folds["ي"], "ی");
        assert_eq!(folds["ø"], "o");
        assert_eq!(folds["۴"], "4");
        assert_eq!(folds["\u{64e}"], "");
        assert!(!folds.contains_key("ß") && !folds.contains_key("я"));
        assert!(folds.len() < 2_000, "{}", folds.len());
    }
}
