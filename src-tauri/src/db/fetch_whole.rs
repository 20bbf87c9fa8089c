//! How far imports' jobs have come as a whole, and stopping them.

use jiff::Timestamp;
use rusqlite::{Connection, Transaction};

use super::column::Millis;
use crate::error::Result;
use crate::model::{ImportId, JobId};

/// Minutes that ended jobs are counted of.
const MINUTES: i64 = 5;

/// How a job of an import ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FetchEnd {
    /// The article was fetched.
    Done,
    /// It was given up.
    Failed,
    /// Its page is gone.
    Dead,
}

/// What is known of all jobs of imports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FetchWhole {
    /// Waiting.
    pub waiting: u32,
    /// Being worked on.
    pub running: u32,
    /// Waiting for hosts set aside.
    pub aside: u32,
    /// Hosts that have jobs waiting.
    pub hosts: u32,
    /// Ended well since nothing was left.
    pub done: u32,
    /// Given up.
    pub failed: u32,
    /// Dead among the failed.
    pub dead: u32,
    /// The longest that the jobs of one host take by its pauses, in milliseconds.
    pub longest: i64,
    /// Ended in the last five minutes and the one that runs.
    pub recent: u32,
    /// When the first of those minutes began in which any ended.
    pub since: Option<Timestamp>,
}

/// Begins to count anew when nothing is left.
///
/// # Errors
/// SQLite's own.
pub fn begin_fetches(tx: &Transaction<'_>) -> Result<()> {
    tx.prepare_cached(
        "UPDATE fetch_whole SET done = 0, failed = 0, dead = 0
         WHERE waiting = 0 AND running = 0 AND done + failed > 0",
    )?
    .execute([])?;
    Ok(())
}

/// Counts a job that ended.
///
/// # Errors
/// SQLite's own.
pub fn count_fetch(tx: &Transaction<'_>, end: FetchEnd, now: Timestamp) -> Result<()> {
    tx.prepare_cached("UPDATE fetch_whole SET done = done + ?1, failed = failed + ?2, dead = dead + ?3")?
        .execute((end == FetchEnd::Done, end != FetchEnd::Done, end == FetchEnd::Dead))?;
    let minute = now.as_second().div_euclid(60);
    tx.prepare_cached("DELETE FROM fetch_minute WHERE minute < ?1 - ?2 OR minute > ?1")?
        .execute((minute, MINUTES))?;
    tx.prepare_cached(
        "INSERT INTO fetch_minute VALUES (?1, 1) ON CONFLICT (minute) DO UPDATE SET ended = ended + 1",
    )?
    .execute([minute])?;
    Ok(())
}

/// Notes that a server answered.
///
/// # Errors
/// SQLite's own.
pub fn note_answer(tx: &Transaction<'_>, now: Timestamp) -> Result<()> {
    tx.prepare_cached("UPDATE fetch_whole SET answered = ?1")?.execute([Millis(now)])?;
    Ok(())
}

/// When a server answered last.
///
/// # Errors
/// SQLite's own.
pub fn last_answer(connection: &Connection) -> Result<Option<Timestamp>> {
    let mut statement = connection.prepare_cached("SELECT answered FROM fetch_whole")?;
    Ok(statement.query_row([], |row| row.get::<_, Option<Millis>>(0))?.map(|time| time.0))
}

/// How far all jobs of imports have come, from counts that are kept.
///
/// # Errors
/// SQLite's own.
pub fn fetch_whole(connection: &Connection, now: Timestamp) -> Result<FetchWhole> {
    let minute = now.as_second().div_euclid(60);
    let mut statement = connection.prepare_cached(
        "SELECT waiting, running, hosts, done, failed, dead,
             (SELECT coalesce(sum(waiting), 0) FROM fetch_host WHERE set_aside IS NOT NULL) AS aside,
             (SELECT coalesce(max(waiting * pause), 0) FROM fetch_host WHERE due IS NOT NULL) AS longest,
             (SELECT coalesce(sum(ended), 0) FROM fetch_minute WHERE minute BETWEEN ?1 - ?2 AND ?1) AS recent,
             (SELECT min(minute) * 60000 FROM fetch_minute WHERE minute BETWEEN ?1 - ?2 AND ?1) AS since
         FROM fetch_whole",
    )?;
    Ok(statement.query_row((minute, MINUTES), |row| {
        Ok(FetchWhole {
            waiting: row.get("waiting")?,
            running: row.get("running")?,
            aside: row.get("aside")?,
            hosts: row.get("hosts")?,
            done: row.get("done")?,
            failed: row.get("failed")?,
            dead: row.get("dead")?,
            longest: row.get("longest")?,
            recent: row.get("recent")?,
            since: row.get::<_, Option<Millis>>("since")?.map(|time| time.0),
        })
    })?)
}

/// Takes jobs of imports that wait or run out of the queue, as many as `limit`, and returns how many; of one import, or of all.
///
/// # Errors
/// SQLite's own.
pub fn drop_fetches(tx: &Transaction<'_>, import: Option<ImportId>, limit: u32) -> Result<usize> {
    let sql = match import {
        Some(_) => {
            "DELETE FROM job WHERE id IN (SELECT job.id FROM import_row CROSS JOIN job ON job.article_id = import_row.article_id
                 WHERE import_id = ?1 AND host IS NOT NULL LIMIT ?2)"
        }
        None => {
            "DELETE FROM job WHERE id IN (SELECT id FROM job INDEXED BY job_by_host
                 WHERE ?1 IS NULL AND host IS NOT NULL LIMIT ?2)"
        }
    };
    Ok(tx.prepare_cached(sql)?.execute((import.map(|import| import.0), limit))?)
}

/// Lets a waiting job of an import be one that a person asked for.
///
/// # Errors
/// SQLite's own.
pub fn take_over_fetch(tx: &Transaction<'_>, id: JobId) -> Result<()> {
    tx.prepare_cached(
        "UPDATE job SET host = NULL, next_try = NULL WHERE id = ?1 AND state = 'queued' AND host IS NOT NULL",
    )?
    .execute([id.0])?;
    Ok(())
}

/// Counts anew what triggers keep.
///
/// # Errors
/// SQLite's own.
pub fn recount_fetches(tx: &Transaction<'_>) -> Result<()> {
    Ok(tx.execute_batch(
        "INSERT INTO fetch_host (host) SELECT DISTINCT host FROM job WHERE host IS NOT NULL ON CONFLICT DO NOTHING;
         UPDATE fetch_host SET
             waiting = (SELECT count(*) FROM job WHERE job.host = fetch_host.host AND state = 'queued'),
             running = (SELECT count(*) FROM job WHERE job.host = fetch_host.host AND state = 'running');
         INSERT INTO fetch_whole (id) VALUES (1) ON CONFLICT DO NOTHING;
         UPDATE fetch_whole SET (waiting, running, hosts) =
             (SELECT coalesce(sum(waiting), 0), coalesce(sum(running), 0), count(*) FILTER (WHERE waiting > 0) FROM fetch_host);",
    )?)
}
