//! Making everything derived anew: indexes, counts, places of highlights, copies and all that connects articles.

use std::collections::BTreeSet;

use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::freshen::index_article;
use super::search::index::Counts;
use super::{Library, copies, highlights, notes, proof, stories};
use crate::capture::OnProgress;
use crate::db;
use crate::error::{Error, Result};
use crate::model::{ArticleId, HighlightId, NoteId, Progress, Rebuilt, Stage};

/// The setting under which a rebuild that was ended early keeps how far it came.
const REBUILD: &str = "rebuild";
/// Things made anew in one transaction: few enough that others who write wait no more than a moment.
const BATCH: u32 = 50;

/// The last of each that was made anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Reached {
    articles: i64,
    notes: i64,
    highlights: i64,
    done: Rebuilt,
}

impl Library {
    /// Makes everything that is derived of what the archive holds anew. Nothing that was saved or made by a person changes.
    ///
    /// Works in small transactions: whatever ends it leaves an archive that is right, and the next rebuild goes on there.
    ///
    /// # Errors
    /// `Cancelled`, keeping what was done; those of writing the archive.
    pub fn rebuild(&self, on_progress: OnProgress<'_>, cancel: &CancellationToken) -> Result<Rebuilt> {
        let before: Option<Reached> = self.db().read(|conn| db::setting(conn, REBUILD))?.flatten();
        let mut reached = before.unwrap_or_default();
        on_progress(Progress { stage: Stage::Counting, done: 0, total: None });
        self.db().write(|tx| {
            db::remove_strays(tx)?;
            db::rebuild_counts(tx)?;
            db::recount_fetches(tx)
        })?;
        let counts = self.db().read(db::shelf_counts)?;
        let total = Some(u64::from(counts.all) + u64::from(counts.trash));
        loop {
            on_progress(Progress { stage: Stage::Deriving, done: reached.done.articles, total });
            if !self.batch(&mut reached, cancel, articles)? {
                break;
            }
        }
        loop {
            let done = reached.done.notes + reached.done.highlights;
            on_progress(Progress { stage: Stage::Indexing, done, total: None });
            if !(self.batch(&mut reached, cancel, noted)? || self.batch(&mut reached, cancel, marked)?) {
                break;
            }
        }
        self.db().write(|tx| {
            // What an older program captured, or another one.
            proof::chain_rest(tx, self.now())?;
            db::recount_terms(tx)?;
            db::recount_words(tx)?;
            db::recount_whole(tx)?;
            db::set_setting(tx, REBUILD, &None::<Reached>)
        })?;
        on_progress(Progress { stage: Stage::Done, done: reached.done.articles, total });
        Ok(reached.done)
    }

    /// Makes the next things anew and keeps how far that came; says whether there were any.
    fn batch(
        &self,
        reached: &mut Reached,
        cancel: &CancellationToken,
        work: fn(&Transaction<'_>, &mut Reached) -> Result<bool>,
    ) -> Result<bool> {
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        self.db().write(|tx| {
            let any = work(tx, reached)?;
            db::set_setting(tx, REBUILD, &Some(&*reached))?;
            Ok(any)
        })
    }
}

fn articles(tx: &Transaction<'_>, reached: &mut Reached) -> Result<bool> {
    let ids = db::next_ids(tx, "article", reached.articles, BATCH)?;
    let mut counts = Counts::default();
    for &id in &ids {
        let article = ArticleId(id);
        db::claimed_urls(tx, article)?.iter().try_for_each(|url| db::settle_url(tx, url))?;
        index_article(tx, article, &mut counts)?;
        (reached.articles, reached.done.articles) = (id, reached.done.articles + 1);
    }
    counts.settle(tx)?;
    copies::settle(tx)?;
    stories::settle(tx, ids.iter().copied().map(ArticleId).collect(), BTreeSet::new())?;
    Ok(!ids.is_empty())
}

fn noted(tx: &Transaction<'_>, reached: &mut Reached) -> Result<bool> {
    let ids = db::next_ids(tx, "note", reached.notes, BATCH)?;
    for &id in &ids {
        notes::freshen(tx, NoteId(id))?;
        (reached.notes, reached.done.notes) = (id, reached.done.notes + 1);
    }
    Ok(!ids.is_empty())
}

fn marked(tx: &Transaction<'_>, reached: &mut Reached) -> Result<bool> {
    let ids = db::next_ids(tx, "highlight", reached.highlights, BATCH)?;
    for &id in &ids {
        highlights::freshen(tx, HighlightId(id))?;
        (reached.highlights, reached.done.highlights) = (id, reached.done.highlights + 1);
    }
    Ok(!ids.is_empty())
}
