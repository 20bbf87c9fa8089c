//! Bringing the search index up to what a change left behind.

use rusqlite::Transaction;

use super::{Library, highlights, notes};
use crate::db::{self, CurrentVersion, Stale};
use crate::error::Result;
use crate::model::ArticleId;
use crate::search;

impl Library {
    /// Indexes again everything that the changes of this transaction made stale.
    pub(super) fn freshen(&self, tx: &Transaction<'_>) -> Result<()> {
        db::take_stale(tx)?.into_iter().try_for_each(|stale| match stale {
            Stale::Article(id) => index_article(tx, id),
            Stale::Note(id) => notes::freshen(tx, id),
            Stale::Highlight(id) => highlights::freshen(tx, id),
        })
    }
}

fn index_article(tx: &Transaction<'_>, id: ArticleId) -> Result<()> {
    let (Some(article), Some(current)) = (db::summary(tx, id)?, CurrentVersion::of(tx, id)?) else {
        return Ok(());
    };
    let Some(version) = db::version(tx, current.version)? else { return Ok(()) };
    highlights::anchor_to(tx, id, current.version)?;
    let byline = format!("{} {}", article.authors.join(" "), article.site);
    db::index_article(
        tx,
        id,
        &search::index_text(&article.title),
        &search::index_text(&byline),
        &search::index_text(&version.text),
    )
}
