//! The terms by which articles that tell one story find each other. A term proposes the articles of a span of days to one
//! another, unless more than 64 of that span have it: everything of a big day shares it. So a look-up has a bound however much
//! appears on one day, and whether two articles are compared depends on what the archive holds and not on which of them asks.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::column::article_ids;
use crate::error::Result;
use crate::model::{ArticleId, Sketch, SketchTerm};

/// Bytes of a term: its key, its weight.
const BYTES: usize = 10;
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// Days of a span; no more than this lies between a span and those that are compared with it.
const SPAN: i64 = 11;

/// The span that a day lies in.
#[must_use]
pub fn span_of(day: i64) -> i64 {
    day.div_euclid(SPAN)
}

/// Puts the key terms of an article, sorted by key, in place of what was there. Those that stay are left alone: what does not
/// change makes nobody look for its story again.
///
/// # Errors
/// SQLite's own.
pub fn set_sketch(tx: &Transaction<'_>, id: ArticleId, terms: &[SketchTerm]) -> Result<()> {
    let mut time_of =
        tx.prepare_cached("SELECT coalesce(published_sort, saved) FROM article WHERE id = ?1")?;
    let time: i64 = time_of.query_row([id.0], |row| row.get(0))?;
    let day = time.div_euclid(DAY);
    let (old, span) = (sketch(tx, id)?, span_of(day));
    let stays = |key: i64| terms.binary_search_by_key(&key, |term| term.key).is_ok();
    if let Some(old) = &old {
        let there = span_of(old.day) == span;
        take_out(tx, id, old, |key| !(there && stays(key)))?;
    }
    let mut insert =
        tx.prepare_cached("INSERT OR IGNORE INTO story_term (term, span, article_id) VALUES (?1, ?2, ?3)")?;
    for term in terms {
        insert.execute((term.key, span, id.0))?;
    }
    let new = Sketch { day, terms: terms.to_vec() };
    if old.as_ref() != Some(&new) {
        let mut put = tx.prepare_cached(
            "INSERT INTO story_sketch (article_id, day, terms) VALUES (?1, ?2, ?3)
             ON CONFLICT (article_id) DO UPDATE SET day = excluded.day, terms = excluded.terms",
        )?;
        put.execute((id.0, day, encoded(terms)))?;
    }
    Ok(())
}

/// Takes the terms of an article out that is deleted for good.
///
/// # Errors
/// SQLite's own.
pub fn forget_sketch(tx: &Transaction<'_>, id: ArticleId) -> Result<()> {
    if let Some(old) = sketch(tx, id)? {
        take_out(tx, id, &old, |_| true)?;
        tx.prepare_cached("DELETE FROM story_sketch WHERE article_id = ?1")?.execute([id.0])?;
    }
    Ok(())
}

fn take_out(tx: &Transaction<'_>, id: ArticleId, old: &Sketch, which: impl Fn(i64) -> bool) -> Result<()> {
    let mut delete =
        tx.prepare_cached("DELETE FROM story_term WHERE term = ?1 AND span = ?2 AND article_id = ?3")?;
    for term in old.terms.iter().filter(|term| which(term.key)) {
        delete.execute((term.key, span_of(old.day), id.0))?;
    }
    Ok(())
}

/// The key terms of an article.
///
/// # Errors
/// SQLite's own.
pub fn sketch(connection: &Connection, id: ArticleId) -> Result<Option<Sketch>> {
    let mut statement =
        connection.prepare_cached("SELECT day, terms FROM story_sketch WHERE article_id = ?1")?;
    let sketch = statement
        .query_row([id.0], |row| Ok(Sketch { day: row.get(0)?, terms: decoded(row.get_ref(1)?.as_blob()?) }));
    Ok(sketch.optional()?)
}

/// Whether more than 64 articles of a span have a term.
///
/// # Errors
/// SQLite's own.
pub fn is_crowded(connection: &Connection, term: i64, span: i64) -> Result<bool> {
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM story_crowd WHERE term = ?1 AND span = ?2")?;
    Ok(statement.exists((term, span))?)
}

/// The articles of a span that have a term.
///
/// # Errors
/// SQLite's own.
pub fn having_term(connection: &Connection, term: i64, span: i64) -> Result<Vec<ArticleId>> {
    article_ids(
        connection,
        "SELECT article_id FROM story_term WHERE term = ?1 AND span = ?2 ORDER BY article_id",
        (term, span),
    )
}

/// Takes the terms off their list that have become crowded in a span, or are it no longer.
///
/// # Errors
/// SQLite's own.
pub fn take_crossings(tx: &Transaction<'_>) -> Result<BTreeSet<(i64, i64)>> {
    let mut statement = tx.prepare_cached("SELECT term, span FROM story_crossing")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let crossings: BTreeSet<(i64, i64)> = rows.collect::<rusqlite::Result<_>>()?;
    if !crossings.is_empty() {
        tx.prepare_cached("DELETE FROM story_crossing")?.execute([])?;
    }
    Ok(crossings)
}

fn encoded(terms: &[SketchTerm]) -> Vec<u8> {
    terms
        .iter()
        .flat_map(|term| term.key.to_be_bytes().into_iter().chain(term.weight.to_be_bytes()))
        .collect()
}

fn decoded(bytes: &[u8]) -> Vec<SketchTerm> {
    let term = |part: &[u8]| {
        let (key, weight) = part.split_first_chunk()?;
        Some(SketchTerm { key: i64::from_be_bytes(*key), weight: u16::from_be_bytes(*weight.first_chunk()?) })
    };
    bytes.chunks_exact(BYTES).filter_map(term).collect()
}
