//! Marking articles, and undoing it.

use jiff::Timestamp;

use super::Library;
use crate::db;
use crate::error::{Error, Result};
use crate::model::{ArticleFlags, ArticleId, ArticlePatch, ReadState};

/// From here on an article counts as read: the last lines are rarely scrolled to the very end.
const END: f64 = 0.98;

impl Library {
    /// Changes the flags of articles, all or none. Returns the flags before: what `restore_flags` undoes with.
    ///
    /// # Errors
    /// `NotFound` when one of them is not there; those of writing the archive.
    pub fn update(
        &self,
        ids: &[ArticleId],
        patch: ArticlePatch,
        now: Timestamp,
    ) -> Result<Vec<ArticleFlags>> {
        self.db().write(|tx| {
            let mut before = Vec::with_capacity(ids.len());
            for &id in ids {
                let flags = db::flags(tx, id)?.ok_or_else(|| no_article(id))?;
                db::set_flags(tx, &patched(flags, patch, now))?;
                before.push(flags);
            }
            Ok(before)
        })
    }

    /// Puts flags back as they were; articles that are gone meanwhile are passed over.
    ///
    /// # Errors
    /// Those of writing the archive.
    pub fn restore_flags(&self, flags: &[ArticleFlags]) -> Result<()> {
        self.db().write(|tx| flags.iter().try_for_each(|flags| db::set_flags(tx, flags)))
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

fn patched(mut flags: ArticleFlags, patch: ArticlePatch, now: Timestamp) -> ArticleFlags {
    flags.state = patch.state.unwrap_or(flags.state);
    flags.starred = patch.starred.unwrap_or(flags.starred);
    flags.archived = patch.archived.unwrap_or(flags.archived);
    flags.trashed = match patch.trashed {
        None => flags.trashed,
        Some(false) => None,
        Some(true) => flags.trashed.or(Some(now)),
    };
    flags
}

/// The error for an article that is not there.
pub(super) fn no_article(id: ArticleId) -> Error {
    Error::NotFound { what: "article", id: id.to_string() }
}
