//! How common the words of a query are, and the words that a beginning stands for.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use rusqlite::Connection;

use super::limits::Limits;
use crate::db;
use crate::error::Result;
use crate::search::{Leaf, Term};

/// What is known of a word.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// How many articles have it; for a beginning the sum over its words.
    pub articles: u64,
    /// The most common of the words that a beginning stands for, when it is a common one.
    pub endings: Option<Vec<String>>,
}

/// The words of a query.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    known: HashMap<Term, Known>,
}

impl Vocabulary {
    pub(super) fn of(conn: &Connection, leaves: &[Leaf], limits: Limits) -> Result<Self> {
        let mut known = HashMap::new();
        for term in leaves.iter().flat_map(|leaf| &leaf.terms) {
            if !known.contains_key(term) {
                known.insert(term.clone(), look_up(conn, term, limits)?);
            }
        }
        Ok(Self { known })
    }

    pub(super) fn of_term(&self, term: &Term) -> Known {
        self.known.get(term).cloned().unwrap_or_default()
    }

    /// Articles that a leaf may find, by the rarest of its words.
    pub(super) fn estimate(&self, leaf: &Leaf) -> u64 {
        let counts = leaf.terms.iter().map(|term| self.of_term(term).articles);
        // Ways of writing add up, words of one way do not: both bounds are wrong at worst by the ways.
        if leaf.has_ways() { counts.sum() } else { counts.min().unwrap_or(0) }
    }

    /// About how many places in the index are read to find all articles that a leaf may find: of several words in a row, every
    /// place of each.
    pub(super) fn cost(&self, leaf: &Leaf) -> u64 {
        let counts = leaf.terms.iter().map(|term| self.of_term(term).articles);
        if leaf.terms.len() > 1 && !leaf.has_ways() { counts.sum::<u64>() * 2 } else { counts.sum() }
    }

    /// A leaf with the most common words in place of a beginning that too many articles have.
    pub(super) fn shortened(&self, leaf: &Leaf) -> Option<Leaf> {
        let common = leaf.beginnings().filter_map(|term| Some((term, self.of_term(term).endings?)));
        common.fold(None, |short: Option<Leaf>, (term, endings)| {
            Some(short.as_ref().unwrap_or(leaf).with_endings(&term.word, &endings))
        })
    }
}

fn look_up(conn: &Connection, term: &Term, limits: Limits) -> Result<Known> {
    if !term.open {
        return Ok(Known { articles: db::count_with(conn, &term.word)?, endings: None });
    }
    let (words, articles) = db::words_beginning(conn, &term.word, limits.endings)?;
    let common = articles > limits.few && !words.is_empty();
    Ok(Known { articles, endings: common.then(|| words.into_iter().map(|(word, _)| word).collect()) })
}

/// The words of the index that a term stands for, from the first to the last.
pub(super) fn bounds(term: &Term) -> RangeInclusive<String> {
    let last = if term.open { format!("{}{}", term.word, char::MAX) } else { term.word.clone() };
    term.word.clone()..=last
}
