//! Making what is derived of one article, whenever it was saved or its shown version, title, authors or site changed.

use rusqlite::Transaction;

use super::{copies, related, stories};
use crate::error::Result;
use crate::model::{ArticleId, Term};

/// What tells an article from others, made of its title and text alone.
#[derive(Debug)]
pub(super) struct Signs {
    terms: Vec<Term>,
    bands: Vec<i64>,
    story: stories::Terms,
}

impl Signs {
    /// Reads a title and a text, `indexed` being the words of the text as the search index has them; takes milliseconds
    /// and no lock.
    pub(super) fn of(title: &str, text: &str, indexed: &str, language: Option<&str>) -> Self {
        Self {
            terms: related::terms(title, text, language),
            bands: copies::bands(indexed),
            story: stories::Terms::of(title, text, language),
        }
    }
}

/// Makes everything that connects an article with others anew.
///
/// What is made depends on what the archive holds and not on the order in which it came there.
pub(super) fn derive(tx: &Transaction<'_>, id: ArticleId, signs: &Signs) -> Result<()> {
    related::derive(tx, id, &signs.terms)?;
    copies::derive(tx, id, &signs.bands)?;
    stories::derive(tx, id, &signs.story)
}
