//! The same questions to a real archive and to a slow, plain reading of the same texts in memory: both answer the same.

mod reading;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use self::reading::{Reference, wanted};
use self::written::{COLLECTIONS, TAGS, filled};
use super::*;
use crate::search::query::{Field, Query, State, parse};

/// Places of an article that are not a person's.
const ITS_OWN: usize = 6;
/// Questions asked.
const QUESTIONS: u64 = 600;

/// Numbers that look random, from a seed (Steele, Lea, Flood: SplitMix, 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of several, the first ones more often, as words are used.
    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        let (a, b) = (self.below(from.len()), self.below(from.len()));
        from[a.min(b)]
    }
}

/// What a person knows of an article.
#[derive(Debug, Clone, Default)]
struct Known {
    id: i64,
    title: String,
    authors: String,
    site: String,
    host: String,
    lead: String,
    text: String,
    caption: String,
    tags: BTreeSet<String>,
    notes: Vec<String>,
    highlights: Vec<String>,
    collections: BTreeSet<String>,
    language: Option<String>,
    published: Option<Date>,
    saved: Date,
    words: u32,
    state: ReadState,
    starred: bool,
    archived: bool,
    trashed: bool,
    incomplete: bool,
    /// All its texts as words, cut once.
    cut: Vec<Place>,
}

/// A text of an article with what it counts and which field it is of.
#[derive(Debug, Clone)]
struct Place {
    field: Option<Field>,
    weight: f64,
    words: Cut,
}

/// The words of a text in their order, and those beside.
#[derive(Debug, Clone, Default)]
struct Cut {
    line: Vec<String>,
    beside: Vec<String>,
}

/// A question that somebody might ask.
fn question(dice: &mut Dice, all: &[Known], depth: usize) -> String {
    let parts = 1 + dice.below(3);
    let parts: Vec<String> = (0..parts).map(|_| part(dice, all, depth)).collect();
    parts.join(if dice.one_in(4) { " OR " } else { " " })
}

fn part(dice: &mut Dice, all: &[Known], depth: usize) -> String {
    let known = &all[dice.below(all.len())];
    let word = |dice: &mut Dice| {
        let places = known.places();
        let text = places[dice.below(places.len())].2.to_owned();
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            "harbour".to_owned()
        } else {
            words[dice.below(words.len())].trim_matches('，').to_owned()
        }
    };
    let phrase = |dice: &mut Dice| {
        let words: Vec<&str> = known.text.split_whitespace().collect();
        let from = dice.below(words.len());
        words[from..words.len().min(from + 2 + dice.below(2))].join(" ")
    };
    match dice.below(if depth > 0 { 22 } else { 20 }) {
        0..=5 => word(dice),
        6 => format!("{}*", word(dice).chars().take(3).collect::<String>()),
        7..=8 => format!("\"{}\"", phrase(dice)),
        9 => format!("-{}", word(dice)),
        10 => format!("{}:{}", Field::name(Field::ALL[dice.below(Field::ALL.len())]), word(dice)),
        11 => format!("text:\"{}\"", phrase(dice)),
        12 => format!("tag:\"{}\"", dice.pick(&TAGS)),
        13 => ["site:harbour.example", "site:www.bbc.example", "site:\"live\"", "site:\"bbc فارسی\""]
            [dice.below(4)]
        .to_owned(),
        14 => format!("in:\"{}\"", dice.pick(&COLLECTIONS)),
        15 => ["lang:en", "lang:en-gb", "lang:fa", "lang:e"][dice.below(4)].to_owned(),
        16 => format!("is:{}", State::name(State::ALL[dice.below(State::ALL.len())])),
        17 => ["has:note", "has:highlight", "has:tag", "-has:tag"][dice.below(4)].to_owned(),
        18 => [
            "published:2021",
            "published:>2023",
            "published:2020-06..2022-03",
            "saved:2026",
            "saved:>=2026-12",
        ][dice.below(5)]
        .to_owned(),
        19 => ["words:>30", "words:<20", "words:20..30", "-words:>40"][dice.below(4)].to_owned(),
        20 => format!("({})", question(dice, all, depth - 1)),
        _ => format!("-({})", question(dice, all, depth - 1)),
    }
}

#[test]
fn the_engine_finds_what_a_plain_reading_finds_and_ranks_it_by_the_formula() {
    let (archive, all) = filled();
    let reference = Reference::new(all);
    let (mut dice, mut wrong, mut found_some) = (Dice(7), Vec::new(), 0);
    for _ in 0..QUESTIONS {
        let text = question(&mut dice, &reference.all, 2);
        let query = parse(&text).query;
        let list = ListQuery {
            find: Some(text.clone()),
            shelf: Shelf::All,
            sort: SortKey::Relevance,
            ..ListQuery::default()
        };
        let listed = archive.library.article_ids(&list).unwrap();
        let set: BTreeSet<i64> = listed.iter().map(|id| id.0).collect();
        let expected = reference.found(&query);
        found_some += usize::from(!expected.is_empty());
        if set != expected || set.len() != listed.len() {
            let missing: Vec<_> = expected.difference(&set).take(3).collect();
            let added: Vec<_> = set.difference(&expected).take(3).collect();
            wrong.push(format!("{text}: misses {missing:?}, has {added:?} ({query})"));
            continue;
        }
        let page = archive.library.articles(&ListQuery { limit: 20, ..list.clone() }).unwrap();
        assert_eq!(
            page.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
            listed[..listed.len().min(20)],
            "{text}"
        );
        if !page.at_least {
            assert_eq!(page.total as usize, listed.len(), "{text}");
        }
        // Of what stands in parentheses that are not wanted, some may be wanted again: ranked by neither here.
        if !text.contains("-(") {
            wrong.extend(misplaced(&reference, &query, &listed).map(|fault| format!("{text}: {fault}")));
        }
    }
    assert!(wrong.is_empty(), "{} of {QUESTIONS}:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
    assert!(found_some > QUESTIONS as usize / 3, "{found_some} questions found anything");
}

/// What the order of a list has wrong.
fn misplaced(reference: &Reference, query: &Query, listed: &[ArticleId]) -> Option<String> {
    let mut ranked = BTreeSet::new();
    wanted(query, &mut ranked);
    if ranked.is_empty() {
        return None;
    }
    let at: BTreeMap<i64, usize> =
        reference.all.iter().enumerate().map(|(at, known)| (known.id, at)).collect();
    let scores: Vec<f64> = listed.iter().map(|id| reference.score(at[&id.0], &ranked)).collect();
    let wrong = scores.windows(2).position(|pair| pair[1] > pair[0] * (1.0 + 1e-5) + 1e-9)?;
    Some(format!(
        "{} ({}) before {} ({})",
        listed[wrong],
        scores[wrong],
        listed[wrong + 1],
        scores[wrong + 1]
    ))
}
