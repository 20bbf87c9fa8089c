//! Emptying the trash.

use super::search::index::Counts;
use super::{Library, copies};
use crate::db;
use crate::error::Result;
use crate::model::{ArticleId, DeletedArticle};

impl Library {
    /// Removes articles that are in the trash for good, with their versions, responses and the pictures no other
    /// article shows, and gives the room back to the disk; `None` empties the trash. Articles outside the trash stay.
    ///
    /// # Errors
    /// Those of writing the archive; then nothing was removed.
    pub fn purge(&self, ids: Option<&[ArticleId]>) -> Result<Vec<DeletedArticle>> {
        let deleted = self.db().write(|tx| {
            let mut trashed = db::trashed_ids(tx)?;
            trashed.retain(|id| ids.is_none_or(|ids| ids.contains(id)));
            let mut counts = Counts::default();
            trashed.iter().try_for_each(|id| counts.forget(tx, *id))?;
            counts.settle(tx)?;
            let deleted = db::purge_articles(tx, &trashed)?;
            copies::settle(tx)?;
            self.freshen(tx)?;
            Ok(deleted)
        })?;
        // The articles are gone already; room that could not be returned now is used by the next save.
        if let Err(error) = self.db().maintain(db::return_space) {
            tracing::warn!(%error, "free pages stay in the archive");
        }
        Ok(deleted)
    }
}
