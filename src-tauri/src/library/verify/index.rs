//! Comparing the search index with what it was made of.
//!
//! Of every article, note and highlight a sum over all places of its words is made twice: of the index, which is read once from
//! beginning to end, and of the text. The order of the places does not matter for the sum, and a place that is missing, too much
//! or elsewhere changes it.

use std::collections::{HashMap, HashSet};
use std::hash::Hasher;

use fnv::FnvHasher;
use rusqlite::Connection;

use super::Watch;
use crate::db::{self, FullText};
use crate::error::Result;
use crate::library::search::index::Indexed;
use crate::library::{Library, highlights, notes};
use crate::model::{ArticleId, HighlightId, NoteId, Stage, VerifyReport};
use crate::search;

/// Rows between two looks at whether to go on.
const BREATH: u64 = 1 << 16;
/// Articles, notes or highlights that are read at once.
const BATCH: u32 = 200;

/// Sums of places by the number of what they stand in.
type Sums = HashMap<i64, u64>;

/// Compares the search index with the articles, notes and highlights of the archive, all of one moment.
///
/// # Errors
/// `Cancelled`; those of reading the archive.
pub(super) fn compare_index(library: &Library, watch: &Watch<'_>) -> Result<VerifyReport> {
    let mut report = library.db().read(|conn| compare(conn, watch))?;
    report.sound = true;
    for table in FullText::ALL {
        report.sound &= library.db().write(|tx| db::is_sound(tx, table))?;
    }
    Ok(report)
}

fn compare(conn: &Connection, watch: &Watch<'_>) -> Result<VerifyReport> {
    watch.tell(Stage::Comparing, 0, None);
    let (mut articles, counts) = read_articles(conn, watch)?;
    let behind: HashSet<ArticleId> = db::all_behind(conn)?.into_iter().collect();
    let mut report = VerifyReport {
        behind: u32::try_from(behind.len()).unwrap_or(u32::MAX),
        miscounted: miscounted(conn, counts)?,
        ..VerifyReport::default()
    };
    let shelves = db::shelf_counts(conn)?;
    let total = u64::from(shelves.all) + u64::from(shelves.trash);
    each_id(conn, "article", watch, |id| {
        report.articles += 1;
        watch.tell(Stage::Comparing, u64::from(report.articles), Some(total));
        let indexed = articles.remove(&id).unwrap_or_default();
        if !behind.contains(&ArticleId(id)) && indexed != sum_of_article(conn, ArticleId(id))? {
            report.differing.push(ArticleId(id));
        }
        Ok(())
    })?;
    // Words of articles that are not there.
    report.differing.extend(articles.into_keys().map(ArticleId));
    report.differing.sort_unstable();
    report.notes = others(conn, watch, FullText::Notes, "note", |id| notes::words(conn, NoteId(id)))?
        .into_iter()
        .map(NoteId)
        .collect();
    report.highlights = others(conn, watch, FullText::Highlights, "highlight", |id| {
        highlights::words(conn, HighlightId(id))
    })?
    .into_iter()
    .map(HighlightId)
    .collect();
    Ok(report)
}

/// The sums of all articles, and how many articles have each word, by its hash.
fn read_articles(conn: &Connection, watch: &Watch<'_>) -> Result<(Sums, HashMap<u64, i64>)> {
    let (mut sums, mut counts) = (Sums::new(), HashMap::new());
    let mut last = (String::new(), 0, 0);
    let mut rows = 0;
    db::each_word_place(conn, FullText::Articles, |place| {
        if last.0 != place.term {
            last = (place.term.to_owned(), hash(place.term), 0);
        }
        // What parts words is none, and not counted.
        if last.2 != place.row && search::index_words(place.term).next().is_some() {
            last.2 = place.row;
            *counts.entry(last.1).or_insert(0) += 1;
        }
        let sum = sums.entry(place.row).or_insert(0_u64);
        *sum = sum.wrapping_add(place_hash(last.1, place.column, place.offset));
        breathe(&mut rows, watch)
    })?;
    Ok((sums, counts))
}

/// How many words have another number of articles than they are said to have.
fn miscounted(conn: &Connection, mut counts: HashMap<u64, i64>) -> Result<u32> {
    let mut wrong = 0;
    db::each_word_count(conn, |term, articles| {
        wrong += u32::from(counts.remove(&hash(term)) != Some(articles));
        Ok(())
    })?;
    Ok(wrong + u32::try_from(counts.len()).unwrap_or(u32::MAX))
}

fn sum_of_article(conn: &Connection, id: ArticleId) -> Result<u64> {
    let Some((indexed, _)) = Indexed::of(conn, id)? else { return Ok(0) };
    Ok(indexed
        .named_columns()
        .into_iter()
        .fold(0, |sum, (name, words)| sum.wrapping_add(sum_of(name, words))))
}

/// The notes or highlights whose words in the index are not those of their text.
fn others(
    conn: &Connection,
    watch: &Watch<'_>,
    table: FullText,
    name: &'static str,
    words: impl Fn(i64) -> Result<Option<String>>,
) -> Result<Vec<i64>> {
    let mut sums = Sums::new();
    let mut rows = 0;
    db::each_word_place(conn, table, |place| {
        let sum = sums.entry(place.row).or_insert(0);
        *sum = sum.wrapping_add(place_hash(hash(place.term), place.column, place.offset));
        breathe(&mut rows, watch)
    })?;
    let mut differing = Vec::new();
    each_id(conn, name, watch, |id| {
        let expected = words(id)?.map_or(0, |words| sum_of("text", &words));
        if sums.remove(&id).unwrap_or_default() != expected {
            differing.push(id);
        }
        Ok(())
    })?;
    differing.extend(sums.into_keys());
    differing.sort_unstable();
    Ok(differing)
}

fn each_id(
    conn: &Connection,
    table: &'static str,
    watch: &Watch<'_>,
    mut take: impl FnMut(i64) -> Result<()>,
) -> Result<()> {
    let mut last = 0;
    loop {
        let ids = db::next_ids(conn, table, last, BATCH)?;
        let Some(&end) = ids.last() else { return Ok(()) };
        watch.go_on()?;
        ids.into_iter().try_for_each(&mut take)?;
        last = end;
    }
}

fn breathe(rows: &mut u64, watch: &Watch<'_>) -> Result<()> {
    *rows += 1;
    if rows.is_multiple_of(BREATH) { watch.go_on() } else { Ok(()) }
}

/// The sum of a column.
fn sum_of(column: &str, words: &str) -> u64 {
    let places = words.split_ascii_whitespace().zip(0..);
    places.fold(0, |sum, (word, offset)| sum.wrapping_add(place_hash(hash(word), column, offset)))
}

fn hash(term: &str) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(term.as_bytes());
    hasher.finish()
}

/// Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators (2014) has the mixing.
fn place_hash(term: u64, column: &str, offset: i64) -> u64 {
    let mut mixed =
        term ^ hash(column).rotate_left(17) ^ offset.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
