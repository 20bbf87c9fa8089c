//! Bringing the search index up to what a change left behind.

use std::collections::BTreeSet;

use rusqlite::Transaction;

use super::derive::{Signs, derive};
use super::search::index::{Counts, Indexed};
use super::{Library, highlights, notes, stories};
use crate::db::{self, CurrentVersion, Stale};
use crate::error::Result;
use crate::model::ArticleId;
use crate::search;

impl Library {
    /// Indexes again everything that the changes of this transaction made stale.
    pub(super) fn freshen(&self, tx: &Transaction<'_>) -> Result<()> {
        let (mut edges, mut groups) = (BTreeSet::new(), BTreeSet::new());
        let mut counts = Counts::default();
        for stale in db::take_stale(tx)? {
            match stale {
                Stale::Article(id) => {
                    index_article(tx, id, &mut counts)?;
                    edges.insert(id);
                }
                Stale::Note(id) => notes::freshen(tx, id)?,
                Stale::Highlight(id) => highlights::freshen(tx, id)?,
                Stale::Story(id) => {
                    edges.insert(id);
                }
                Stale::Grouped(id) => {
                    groups.insert(id);
                }
            }
        }
        counts.settle(tx)?;
        // When all terms are there: an article's story depends on those of others.
        stories::settle(tx, edges, groups)
    }
}

/// Makes everything anew that is derived of an article.
pub(super) fn index_article(tx: &Transaction<'_>, id: ArticleId, counts: &mut Counts) -> Result<()> {
    let (Some(article), Some(current)) = (db::summary(tx, id)?, CurrentVersion::of(tx, id)?) else {
        return Ok(());
    };
    let Some(version) = db::version(tx, current.version)? else { return Ok(()) };
    highlights::anchor_to(tx, id, current.version)?;
    let authors = article.authors.join(" ");
    let indexed = Indexed::new(&article.title, &authors, &article.site, &version.text, &version.html);
    let text = search::index_text(&version.text);
    let signs =
        Signs::of(&article.title, &version.text, search::in_order(&text), article.language.as_deref());
    indexed.put(tx, id, current.version, counts)?;
    derive(tx, id, &signs)
}
