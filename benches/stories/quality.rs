//! News written for this, of several outlets, with people, places and kinds of events that stand in more than one story: one
//! part was looked at when the constants were chosen, the other was written after that.

use std::collections::HashMap;

use lede::library::Library;
use lede::model::{Capture, Language, StoryQuery};

/// How well stories were found.
#[derive(Debug, Clone, Copy)]
pub struct Quality {
    pub articles: usize,
    /// Pairs found together that belong together, of all found together.
    pub precision: f64,
    /// And of all that belong together.
    pub recall: f64,
    /// B-cubed (A. Bagga and B. Baldwin, 1998): the same of the group of each article, averaged.
    pub cubed: (f64, f64),
}

struct News {
    story: &'static str,
    url: String,
    capture: Capture,
}

/// Saves the news of a language and a half, made after `template`, and compares the stories found with those told.
pub fn measure(library: &Library, template: &Capture, language: &str, half: &str) -> Quality {
    let text = match language {
        "de" => include_str!("news/de.tsv"),
        "fa" => include_str!("news/fa.tsv"),
        _ => include_str!("news/en.tsv"),
    };
    let rows = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let news: Vec<News> = rows
        .filter(|row| row[0] == half)
        .enumerate()
        .map(|(number, row)| {
            let url = format!("https://{}.example/{language}/{}/{number}", row[3], row[1]);
            News { story: row[1], capture: capture(template, &url, language, &row), url }
        })
        .collect();
    let captures: Vec<Capture> = news.iter().map(|news| news.capture.clone()).collect();
    library.store(&captures, template.response.fetched).unwrap();
    let found = found(library);
    let pairs = || (0..news.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
    let told = |a: usize, b: usize| news[a].story == news[b].story;
    let together = |a: usize, b: usize| {
        a == b || found.get(&news[a].url).is_some_and(|story| found.get(&news[b].url) == Some(story))
    };
    let both = pairs().filter(|&(a, b)| told(a, b) && together(a, b)).count() as f64;
    let all = 0..news.len();
    let cubed = |of: &dyn Fn(usize, usize) -> bool| {
        let share = |a: usize| {
            let group: Vec<usize> = all.clone().filter(|&b| of(a, b)).collect();
            group.iter().filter(|&&b| told(a, b) && together(a, b)).count() as f64 / group.len() as f64
        };
        all.clone().map(share).sum::<f64>() / news.len() as f64
    };
    Quality {
        articles: news.len(),
        precision: both / pairs().filter(|&(a, b)| together(a, b)).count().max(1) as f64,
        recall: both / pairs().filter(|&(a, b)| told(a, b)).count().max(1) as f64,
        cubed: (cubed(&together), cubed(&told)),
    }
}

/// The story of each article by its URL.
fn found(library: &Library) -> HashMap<String, i64> {
    let query = StoryQuery { limit: 1000, ..StoryQuery::default() };
    let stories = library.stories(&query).unwrap().rows;
    let members = stories.iter().flat_map(|story| {
        let members = library.story(story.id).unwrap().members;
        members.into_iter().map(|article| (article.url, story.id.0))
    });
    members.collect()
}

fn capture(template: &Capture, url: &str, language: &str, row: &[&str]) -> Capture {
    let mut made = template.clone();
    made.requested_url = url.to_owned();
    made.canonical_url = url.to_owned();
    made.response.final_url = url.to_owned();
    made.page.metadata.title = row[4].to_owned();
    made.page.metadata.site = Some(row[3].to_owned());
    made.page.metadata.published = Some(format!("2026-06-{:0>2}", row[2]));
    made.page.metadata.language = Language { tag: Some(language.to_owned()), ..Language::default() };
    made.page.text = row[5].to_owned();
    made.page.html = format!("<p>{}</p>", row[5].replace('&', "&amp;"));
    made
}
