//! Marking articles, and undoing it.

use jiff::Timestamp;
use rusqlite::Connection;

use super::Library;
use crate::db;
use crate::error::{Error, Result};
use crate::model::{Action, ArticleId, ArticlePatch, ReadState, StepId, What};

/// From here on an article counts as read: the last lines are rarely scrolled to the very end.
const END: f64 = 0.98;

impl Library {
    /// Changes the flags of articles, all or none. Returns the step that takes the change back.
    ///
    /// # Errors
    /// `NotFound` when one of them is not there; those of writing the archive.
    pub fn update(&self, ids: &[ArticleId], patch: ArticlePatch, now: Timestamp) -> Result<Option<StepId>> {
        let changed = self.journaled(now, |tx| {
            all_there(tx, ids)?;
            db::patch_flags(tx, ids, patch, now)?;
            Ok(((), What::new(action(patch), ids.len())))
        })?;
        Ok(changed.step)
    }

    /// Remembers how far an article was read (0 to 1); an unread one becomes `reading`, one at the end `read`.
    ///
    /// # Errors
    /// `NotFound`; those of writing the archive.
    pub fn set_position(&self, id: ArticleId, position: f64) -> Result<()> {
        let position = if position.is_nan() { 0.0 } else { position.clamp(0.0, 1.0) };
        self.db().write(|tx| {
            let mut flags = db::flags(tx, id)?.ok_or_else(|| no_article(id))?;
            db::set_position(tx, id, position)?;
            let state = match flags.state {
                ReadState::Read => ReadState::Read,
                _ if position >= END => ReadState::Read,
                _ => ReadState::Reading,
            };
            if state != flags.state {
                flags.state = state;
                db::set_flags(tx, &flags)?;
            }
            Ok(())
        })
    }
}

/// How a patch is told.
fn action(patch: ArticlePatch) -> Action {
    match patch {
        ArticlePatch { state: Some(state), starred: None, archived: None, trashed: None } => match state {
            ReadState::Unread => Action::MarkUnread,
            ReadState::Reading => Action::MarkReading,
            ReadState::Read => Action::MarkRead,
        },
        ArticlePatch { state: None, starred: Some(starred), archived: None, trashed: None } => {
            if starred {
                Action::Star
            } else {
                Action::Unstar
            }
        }
        ArticlePatch { state: None, starred: None, archived: Some(archived), trashed: None } => {
            if archived {
                Action::Archive
            } else {
                Action::Unarchive
            }
        }
        ArticlePatch { state: None, starred: None, archived: None, trashed: Some(trashed) } => {
            if trashed {
                Action::Trash
            } else {
                Action::Restore
            }
        }
        _ => Action::Mark,
    }
}

/// Refuses a change of several articles when one of them is not there.
pub(super) fn all_there(conn: &Connection, ids: &[ArticleId]) -> Result<()> {
    db::missing_article(conn, ids)?.map_or(Ok(()), |id| Err(no_article(id)))
}

/// The error for an article that is not there.
pub(super) fn no_article(id: ArticleId) -> Error {
    Error::NotFound { what: "article", id: id.to_string() }
}
