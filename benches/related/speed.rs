//! What an answer costs, and what a save does, in an archive of made articles.

use std::path::PathBuf;

use lede::model::{Capture, Language};

use crate::support::{Chance, at, head, open, store_from, story, timed, told};

/// Answers and saves that are timed at each size.
const ANSWERS: u32 = 400;
const SAVES: u32 = 100;
/// Articles of one matter, which share names and words of their own.
const OF_A_MATTER: u32 = 40;
/// Words of an article, and different words of the language: by Zipf's law, whose tail never ends.
const WORDS: u32 = 420;
const VOCABULARY: f64 = 3e6;

/// Fills one archive and stops at each size on the way.
pub fn print(sizes: &[u32]) {
    let folder = tempfile::Builder::new().prefix("related-bench").tempdir_in(target()).unwrap();
    let path = folder.path().join("speed.lede");
    let library = open(&path);
    let most = sizes.iter().copied().max().unwrap_or_default();
    let mut filled = 0;
    for &size in sizes {
        store_from(&library, filled..size, |number| article(number, most));
        filled = filled.max(size);
        let mut answers = Vec::new();
        for round in 0..ANSWERS {
            let number = (u64::from(round) * 7919 * u64::from(size) / u64::from(ANSWERS)) % u64::from(size);
            let id = library.resolve(&story(number as u32).canonical_url).unwrap();
            answers.push(timed(|| drop(library.related(id, 10).unwrap())));
        }
        let mut saves = Vec::new();
        for _ in 0..SAVES {
            let more = [article(filled, most)];
            saves.push(timed(|| drop(library.store(&more, at(filled)).unwrap())));
            filled += 1;
        }
        head(&format!("{size} articles"));
        println!("{:44} {}", "an answer", told(&answers));
        println!("{:44} {}", "saving one article", told(&saves));
    }
}

/// Beside the benches: a folder in memory would not be what people have.
fn target() -> PathBuf {
    std::env::current_exe().unwrap().parent().unwrap().to_owned()
}

/// An article of its matter: mostly words of the language, some of the matter, and its names.
fn article(number: u32, most: u32) -> Capture {
    let matters = most.div_ceil(OF_A_MATTER);
    let mut chance = Chance::of(number);
    let matter = (chance.part() * f64::from(matters)) as u32;
    let mut text = String::new();
    for place in 0..WORDS {
        let zipf = chance.rank(VOCABULARY);
        match place % 12 {
            5 => text.push_str(&format!("Name{} ", (u64::from(matter) * 7 + zipf % 9) % 400_000)),
            // Words of a matter are words of the language that are rare elsewhere.
            3 | 9 => text.push_str(&format!("word{} ", (u64::from(matter) * 131 + zipf % 60) % 300_000)),
            _ => text.push_str(&format!("word{zipf} ")),
        }
        if place % 18 == 17 {
            text.truncate(text.len() - 1);
            text.push_str(if place % 90 == 89 { ".\n\n" } else { ". " });
        }
    }
    let mut made = story(number);
    made.page.html = text.split("\n\n").map(|block| format!("<p>{block}</p>")).collect();
    made.response.body = made.page.html.clone().into_bytes();
    made.page.metadata.published =
        Some(format!("{}-{:02}-{:02}", 2006 + number % 20, 1 + number % 12, 1 + number % 28));
    made.page.metadata.language = Language { tag: Some("en".to_owned()), ..Language::default() };
    made.page.text = text;
    made
}
