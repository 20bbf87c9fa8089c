//! The queue: adding, claiming, changing jobs.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::column::{Json, Millis, Name};
use crate::error::{ErrorReport, Result};
use crate::model::{ArticleId, Job, JobId, JobKind, JobState, TagPath};

/// Jobs listed at most.
const LISTED: u32 = 500;

/// The oldest job that may run of those that a person asked for.
pub(super) const NEXT_OWN: &str = "SELECT id FROM job
    WHERE (host IS NULL AND state = 'queued' AND (next_try IS NULL OR next_try <= ?1))
        OR (host IS NULL AND state = 'running' AND lease < ?1)
    ORDER BY id LIMIT 1";

const COLUMNS: &str = "id, kind, url, state, tries, error, next_try, added, outcome, article_id, page";

/// A job to be added.
#[derive(Debug, Clone)]
pub struct NewJob<'a> {
    /// What it does.
    pub kind: JobKind,
    /// URL as the person gave it.
    pub url: &'a str,
    /// The URL normalised; `None` when it is none.
    pub url_key: Option<&'a str>,
    /// The article it is about, when there is one.
    pub article: Option<ArticleId>,
    /// `Queued`, or `Failed` for what can never run.
    pub state: JobState,
    /// Why it cannot run.
    pub error: Option<&'a ErrorReport>,
    /// Tags that the article gets.
    pub tags: &'a [TagPath],
    /// The page as a file, compressed with zstd.
    pub page: Option<&'a [u8]>,
    /// Not before this time.
    pub not_before: Option<Timestamp>,
    /// The host whose turn it waits for; `None` for what a person asked for, which waits for nobody.
    pub host: Option<&'a str>,
    /// When it is added.
    pub added: Timestamp,
}

/// A job whose lease this process holds.
#[derive(Debug, Clone)]
pub struct ClaimedJob {
    /// The job, running.
    pub job: Job,
    /// The article it is about.
    pub article: Option<ArticleId>,
    /// The page as a file, compressed with zstd.
    pub page: Option<Vec<u8>>,
    /// The host whose turn it waited for, if an import brought it.
    pub host: Option<String>,
    /// Since when every try failed to reach the server.
    pub failing: Option<Timestamp>,
    /// When it was claimed.
    pub claimed: Timestamp,
}

/// Adds a job.
///
/// # Errors
/// SQLite's own.
pub fn insert_job(tx: &Transaction<'_>, new: &NewJob<'_>) -> Result<JobId> {
    tx.prepare_cached(
        "INSERT INTO job (kind, url, url_key, article_id, state, error, tags, page, next_try, added, host)
         VALUES (:kind, :url, :url_key, :article, :state, :error, :tags, :page, :not_before, :added, :host)",
    )?
    .execute(named_params! {
        ":kind": Name(new.kind), ":url": new.url, ":url_key": new.url_key, ":article": new.article.map(|id| id.0),
        ":state": Name(new.state), ":error": new.error.map(Json), ":tags": Json(new.tags), ":page": new.page,
        ":not_before": new.not_before.map(Millis), ":added": Millis(new.added), ":host": new.host,
    })?;
    Ok(JobId(tx.last_insert_rowid()))
}

/// Adds tags to those that a job's article gets.
///
/// # Errors
/// SQLite's own.
pub fn add_job_tags(tx: &Transaction<'_>, id: JobId, tags: &[TagPath]) -> Result<()> {
    tx.prepare_cached(
        "UPDATE job SET tags = (SELECT json_group_array(value) FROM (
             SELECT value FROM json_each(tags) UNION SELECT value FROM json_each(?2)))
         WHERE id = ?1",
    )?
    .execute((id.0, Json(tags)))?;
    Ok(())
}

/// The tags that a job's article gets.
///
/// # Errors
/// SQLite's own.
pub fn job_tags(connection: &Connection, id: JobId) -> Result<Vec<TagPath>> {
    let mut statement = connection.prepare_cached("SELECT tags FROM job WHERE id = ?1")?;
    Ok(statement
        .query_row([id.0], |row| row.get::<_, Json<_>>(0))
        .optional()?
        .map_or_else(Vec::new, |tags| tags.0))
}

/// A job by its number.
///
/// # Errors
/// SQLite's own.
pub fn job(connection: &Connection, id: JobId) -> Result<Option<Job>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM job WHERE id = ?1"))?;
    Ok(statement.query_row([id.0], job_of).optional()?)
}

/// The jobs to show of those that a person asked for, newest first: of too many, those that run, that failed, that are next,
/// and that ended last.
///
/// # Errors
/// SQLite's own.
pub fn jobs(connection: &Connection) -> Result<Vec<Job>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM job WHERE id IN (
             SELECT id FROM job WHERE host IS NULL AND state IN ('queued', 'running', 'done', 'failed', 'cancelled')
             ORDER BY CASE state WHEN 'running' THEN 0 WHEN 'failed' THEN 1 WHEN 'queued' THEN 2 ELSE 3 END,
                 iif(state = 'queued', id, -id)
             LIMIT {LISTED})
         ORDER BY id DESC"
    ))?;
    let jobs = statement.query_map([], job_of)?;
    Ok(jobs.collect::<rusqlite::Result<_>>()?)
}

/// A job that waits or runs and does the same.
///
/// # Errors
/// SQLite's own.
pub fn pending_job(connection: &Connection, kind: JobKind, url_key: &str) -> Result<Option<JobId>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM job WHERE url_key = ?1 AND kind = ?2 AND state IN ('queued', 'running') LIMIT 1",
    )?;
    Ok(statement.query_row((url_key, Name(kind)), |row| row.get(0).map(JobId)).optional()?)
}

/// Takes the oldest job that may run of those that a person asked for: one that waits, or one whose worker let its lease run
/// out.
///
/// # Errors
/// SQLite's own.
pub fn claim_job(
    tx: &Transaction<'_>,
    worker: &str,
    now: Timestamp,
    lease: Timestamp,
) -> Result<Option<ClaimedJob>> {
    let next =
        tx.prepare_cached(NEXT_OWN)?.query_row([Millis(now)], |row| row.get(0).map(JobId)).optional()?;
    next.map_or(Ok(None), |id| claim_one(tx, id, worker, now, lease))
}

/// Takes this job, even before its next try, if it waits or its worker let its lease run out.
///
/// # Errors
/// SQLite's own.
pub fn claim_one(
    tx: &Transaction<'_>,
    id: JobId,
    worker: &str,
    now: Timestamp,
    lease: Timestamp,
) -> Result<Option<ClaimedJob>> {
    let mut statement = tx.prepare_cached(&format!(
        "UPDATE job SET state = 'running', worker = ?2, lease = ?3, next_try = NULL, tries = tries + 1
         WHERE id = ?1 AND (state = 'queued' OR (state = 'running' AND lease < ?4))
         RETURNING {COLUMNS}, host, failing"
    ))?;
    let claimed = statement.query_row((id.0, worker, Millis(lease), Millis(now)), |row| {
        Ok(ClaimedJob {
            job: job_of(row)?,
            article: row.get::<_, Option<i64>>("article_id")?.map(ArticleId),
            page: row.get("page")?,
            host: row.get("host")?,
            failing: row.get::<_, Option<Millis>>("failing")?.map(|time| time.0),
            claimed: now,
        })
    });
    Ok(claimed.optional()?)
}

/// When a job that a person asked for may be claimed at the earliest, if any waits or runs.
///
/// # Errors
/// SQLite's own.
pub fn wake_time(connection: &Connection) -> Result<Option<Timestamp>> {
    let mut statement = connection.prepare_cached(
        "SELECT min(due) AS due FROM (
             SELECT coalesce(next_try, 0) AS due FROM job WHERE host IS NULL AND state = 'queued'
             UNION ALL SELECT lease + 1 FROM job WHERE host IS NULL AND state = 'running')",
    )?;
    Ok(statement.query_row([], |row| row.get::<_, Option<Millis>>("due"))?.map(|time| time.0))
}

/// Extends the lease of a job this worker runs.
///
/// # Errors
/// SQLite's own.
pub fn renew_lease(tx: &Transaction<'_>, id: JobId, worker: &str, lease: Timestamp) -> Result<()> {
    tx.prepare_cached("UPDATE job SET lease = ?3 WHERE id = ?1 AND worker = ?2 AND state = 'running'")?
        .execute((id.0, worker, Millis(lease)))?;
    Ok(())
}

/// Gives a job back untouched: this worker stops before it is done.
///
/// # Errors
/// SQLite's own.
pub fn requeue_job(tx: &Transaction<'_>, id: JobId, worker: &str) -> Result<()> {
    tx.prepare_cached(
        "UPDATE job SET state = 'queued', worker = NULL, lease = NULL, tries = max(tries - 1, 0)
         WHERE id = ?1 AND worker = ?2 AND state = 'running'",
    )?
    .execute((id.0, worker))?;
    Ok(())
}

/// Stops a job that waits or runs; others stay as they are.
///
/// # Errors
/// SQLite's own.
pub fn cancel_job(tx: &Transaction<'_>, id: JobId) -> Result<()> {
    tx.prepare_cached(
        "UPDATE job SET state = 'cancelled', worker = NULL, lease = NULL, next_try = NULL, page = NULL
         WHERE id = ?1 AND state IN ('queued', 'running')",
    )?
    .execute([id.0])?;
    Ok(())
}

/// Puts a job that failed, was cancelled or waits for its next try back at once, with all its tries.
///
/// # Errors
/// SQLite's own.
pub fn retry_job(tx: &Transaction<'_>, id: JobId) -> Result<()> {
    tx.prepare_cached(
        "UPDATE job SET state = 'queued', tries = 0, error = NULL, outcome = NULL, next_try = NULL
         WHERE id = ?1 AND host IS NULL AND state IN ('queued', 'failed', 'cancelled') AND url_key IS NOT NULL",
    )?
    .execute([id.0])?;
    Ok(())
}

/// Forgets jobs that have ended: these, or all.
///
/// # Errors
/// SQLite's own.
pub fn dismiss_jobs(tx: &Transaction<'_>, ids: Option<&[JobId]>) -> Result<()> {
    const ENDED: &str = "DELETE FROM job WHERE state IN ('done', 'failed', 'cancelled')";
    let Some(ids) = ids else {
        tx.prepare_cached(ENDED)?.execute([])?;
        return Ok(());
    };
    let mut statement = tx.prepare_cached(&format!("{ENDED} AND id = ?1"))?;
    for id in ids {
        statement.execute([id.0])?;
    }
    Ok(())
}

fn job_of(row: &Row<'_>) -> rusqlite::Result<Job> {
    Ok(Job {
        id: JobId(row.get("id")?),
        kind: row.get::<_, Name<_>>("kind")?.0,
        url: row.get("url")?,
        state: row.get::<_, Name<_>>("state")?.0,
        tries: row.get("tries")?,
        error: row.get::<_, Option<Json<_>>>("error")?.map(|error| error.0),
        next_try: row.get::<_, Option<Millis>>("next_try")?.map(|time| time.0),
        added: row.get::<_, Millis>("added")?.0,
        outcome: row.get::<_, Option<Json<_>>>("outcome")?.map(|outcome| outcome.0),
    })
}
