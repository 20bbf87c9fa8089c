//! Taking back what a person changed, and doing it again.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{ErrorCode, Transaction};

use super::Library;
use crate::db;
use crate::error::{Error, Result};
use crate::model::{Changed, StepId, UndoStep, What};

/// Changes of one text within this time are taken back as one.
const TOGETHER: SignedDuration = SignedDuration::from_mins(10);

impl Library {
    /// Runs `work` in one transaction whose changes of a person's own data can be taken back as one step.
    pub(super) fn journaled<T>(
        &self,
        now: Timestamp,
        work: impl FnOnce(&Transaction<'_>) -> Result<(T, What)>,
    ) -> Result<Changed<T>> {
        self.noted(work, |tx, what| db::end_journal(tx, what, now))
    }

    /// As [`journaled`](Self::journaled); a change that goes on with the newest step, by the same words, becomes part of it.
    pub(super) fn journaled_on<T>(
        &self,
        now: Timestamp,
        work: impl FnOnce(&Transaction<'_>) -> Result<(T, What)>,
    ) -> Result<Changed<T>> {
        let since = now.saturating_sub(TOGETHER).unwrap_or(Timestamp::MIN);
        self.noted(work, |tx, what| db::join_journal(tx, what, since, now))
    }

    fn noted<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<(T, What)>,
        keep: impl FnOnce(&Transaction<'_>, &What) -> Result<Option<StepId>>,
    ) -> Result<Changed<T>> {
        self.db().write(|tx| {
            db::begin_journal(tx)?;
            let (value, what) = work(tx)?;
            let step = keep(tx, &what)?;
            self.freshen(tx)?;
            Ok(Changed { value, step })
        })
    }

    /// Takes back a change: this one, or the newest. `None` when there is nothing to take back.
    ///
    /// # Errors
    /// `CannotUndo` when something new stands where the old has to go; then nothing changes. Those of writing the archive.
    pub fn undo(&self, step: Option<StepId>) -> Result<Option<UndoStep>> {
        self.swap(|tx| db::step_to_undo(tx, step))
    }

    /// Does again what was taken back last. `None` when there is nothing.
    ///
    /// # Errors
    /// As [`undo`](Self::undo).
    pub fn redo(&self) -> Result<Option<UndoStep>> {
        self.swap(|tx| db::step_to_redo(tx))
    }

    /// The changes that can be taken back or done again, newest first.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn undo_steps(&self) -> Result<Vec<UndoStep>> {
        self.db().read(db::undo_steps)
    }

    fn swap(
        &self,
        choose: impl FnOnce(&Transaction<'_>) -> Result<Option<UndoStep>>,
    ) -> Result<Option<UndoStep>> {
        let swapped = self.db().write(|tx| {
            let Some(mut step) = choose(tx)? else { return Ok(None) };
            db::swap_step(tx, &step)?;
            self.freshen(tx)?;
            step.undone = !step.undone;
            Ok(Some(step))
        });
        // What refers to something that is gone shows only when all of it is committed.
        match swapped {
            Err(Error::Database(source))
                if source.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) =>
            {
                Err(Error::CannotUndo)
            }
            swapped => swapped,
        }
    }
}
