//! How a claimed job ends. Every change holds only while the worker still owns the job.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::column::{Json, Millis, Name};
use crate::error::{ErrorReport, Result};
use crate::model::{ArticleId, JobId, JobState, SaveOutcome};

/// Ended jobs kept for the list while nobody dismisses them.
const KEPT: i64 = 500;

/// The end of a job.
#[derive(Debug, Clone)]
pub struct JobEnd<'a> {
    /// `Done`, `Failed` or `Cancelled`.
    pub state: JobState,
    /// What came of it.
    pub outcome: &'a SaveOutcome,
}

/// Whether the worker still owns the job: it was neither cancelled nor taken over.
///
/// # Errors
/// SQLite's own.
pub fn is_mine(connection: &Connection, id: JobId, worker: &str) -> Result<bool> {
    let mut statement = connection
        .prepare_cached("SELECT worker = ?2 AND state = 'running' AS mine FROM job WHERE id = ?1")?;
    let mine = statement.query_row((id.0, worker), |row| row.get::<_, Option<bool>>("mine")).optional()?;
    Ok(mine.flatten().unwrap_or(false))
}

/// Ends a job. The page of a failed one is kept for another try; one that an import brought leaves no row, since there are too
/// many of them to be looked at one by one.
///
/// # Errors
/// SQLite's own.
pub fn end_job(tx: &Transaction<'_>, id: JobId, worker: &str, end: &JobEnd<'_>) -> Result<()> {
    let outcome = end.outcome;
    let gone = tx
        .prepare_cached(
            "DELETE FROM job WHERE id = ?1 AND worker = ?2 AND state = 'running' AND host IS NOT NULL",
        )?
        .execute((id.0, worker))?;
    if gone > 0 {
        return Ok(());
    }
    let changed = tx
        .prepare_cached(
            "UPDATE job SET state = ?3, error = ?4, outcome = ?5, article_id = coalesce(?6, article_id),
                 worker = NULL, lease = NULL, next_try = NULL, page = iif(?3 = 'failed', page, NULL)
             WHERE id = ?1 AND worker = ?2 AND state = 'running'",
        )?
        .execute((
            id.0,
            worker,
            Name(end.state),
            outcome.error.as_ref().map(Json),
            Json(outcome),
            outcome.id.map(|ArticleId(id)| id),
        ))?;
    if changed > 0 {
        forget_old(tx)?;
    }
    Ok(())
}

/// Lets a job wait for its next try; `failing` says since when no server was reached.
///
/// # Errors
/// SQLite's own.
pub fn postpone_job(
    tx: &Transaction<'_>,
    id: JobId,
    worker: &str,
    error: &ErrorReport,
    next_try: Timestamp,
    failing: Option<Timestamp>,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE job SET state = 'queued', error = ?3, next_try = ?4, failing = ?5, worker = NULL, lease = NULL
         WHERE id = ?1 AND worker = ?2 AND state = 'running'",
    )?
    .execute((id.0, worker, Json(error), Millis(next_try), failing.map(Millis)))?;
    Ok(())
}

/// A command line used for years must not fill the archive with finished jobs; failed ones stay until dismissed.
fn forget_old(tx: &Transaction<'_>) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM job WHERE id IN (
             SELECT id FROM job WHERE state IN ('done', 'cancelled') AND id <= (SELECT max(id) FROM job) - ?1)",
    )?
    .execute([KEPT])?;
    Ok(())
}
