//! Bringing articles into the index that were there before it was.

use tokio_util::sync::CancellationToken;

use super::index::{Counts, Indexed};
use crate::capture::OnProgress;
use crate::db;
use crate::error::{Error, Result};
use crate::library::Library;
use crate::model::{IndexState, Progress, Stage};

/// Articles of one transaction: few enough that others who write wait no more than a moment.
const BATCH: u32 = 250;

impl Library {
    /// How far the search index is behind the articles.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn index_state(&self) -> Result<IndexState> {
        self.db().read(|conn| Ok(IndexState { behind: db::articles_behind(conn)? }))
    }

    /// Brings the articles into the index that are still missing in it, those saved last first; whatever ends it, the next
    /// time goes on there.
    ///
    /// # Errors
    /// `Cancelled`, keeping what was done; those of writing the archive.
    pub fn catch_up(&self, on_progress: OnProgress<'_>, cancel: &CancellationToken) -> Result<()> {
        let total = u64::from(self.index_state()?.behind);
        let mut done = 0;
        while done < total {
            on_progress(Progress { stage: Stage::Indexing, done, total: Some(total) });
            if cancel.is_cancelled() {
                return Err(Error::Cancelled);
            }
            let articles = self.index_more(BATCH)?;
            if articles == 0 {
                break;
            }
            done += u64::from(articles);
        }
        Ok(())
    }

    /// Indexes the next articles that are missing in the index; says how many.
    pub(in crate::library) fn index_more(&self, most: u32) -> Result<u32> {
        self.db().write(|tx| {
            let ids = db::next_behind(tx, most)?;
            let mut counts = Counts::default();
            for &id in &ids {
                if let Some((indexed, version)) = Indexed::of(tx, id)? {
                    indexed.put(tx, id, version, &mut counts)?;
                }
                db::not_behind(tx, id)?;
            }
            counts.settle(tx)?;
            Ok(u32::try_from(ids.len()).unwrap_or(u32::MAX))
        })
    }
}
