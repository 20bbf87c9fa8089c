//! The words of an article by which its story is found.

use std::collections::HashSet;

use rusqlite::Transaction;

use crate::db;
use crate::error::Result;
use crate::model::{ArticleId, SketchTerm};
use crate::related::{self, Place, SpokenWord};
use crate::search;

/// Words of a text whose terms count: news says first what it is about.
const READ: usize = 400;
/// Words of those that are its lead.
const LEAD: usize = 60;

/// The key terms of an article, made of its title and text alone.
#[derive(Debug)]
pub struct Terms(Vec<SketchTerm>);

impl Terms {
    /// Those of a title and a text in a language, by its BCP 47 tag.
    pub fn of(title: &str, text: &str, language: Option<&str>) -> Self {
        // Without region; empty when it is not known.
        let primary = language.and_then(|tag| tag.split(['-', '_']).next()).unwrap_or_default();
        let language = primary.to_ascii_lowercase();
        let idle: HashSet<String> =
            stop_words::lookup(&language).unwrap_or_default().iter().flat_map(|word| folded(word)).collect();
        let beginning = text.split_whitespace().take(READ).enumerate();
        let body =
            spoken(beginning.map(|(at, word)| (word, if at < LEAD { Place::Lead } else { Place::Body })));
        // Headlines capitalise what they like.
        let title = title.split_whitespace().flat_map(folded).map(|word| SpokenWord {
            word,
            place: Place::Title,
            name: false,
        });
        Self(related::sketched(&language, &related::key_terms(title.chain(body), &idle)))
    }
}

/// Keeps the key terms of an article.
pub fn derive(tx: &Transaction<'_>, id: ArticleId, terms: &Terms) -> Result<()> {
    db::set_sketch(tx, id, &terms.0)
}

/// The folded words of a text; those that begin with a capital inside a sentence are taken for names.
fn spoken<'a>(words: impl Iterator<Item = (&'a str, Place)>) -> impl Iterator<Item = SpokenWord> {
    let mut begins = true;
    words.flat_map(move |(written, place)| {
        let capital = written.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
        let name = capital && !begins;
        begins = written.ends_with(['.', '!', '?', ':', '。']);
        folded(written).map(move |word| SpokenWord { word, place, name }).collect::<Vec<_>>()
    })
}

fn folded(text: &str) -> impl Iterator<Item = String> + use<> {
    search::in_order(&search::index_text(text))
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}
