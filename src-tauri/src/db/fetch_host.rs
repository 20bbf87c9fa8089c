//! The hosts that imports' jobs wait for: whose turn it is, and how each is treated. Triggers keep how many jobs wait for each
//! and when its next one is due.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::column::{Json, Millis};
use super::job::{ClaimedJob, claim_one};
use crate::error::{ErrorReport, Result};
use crate::model::{HostAside, JobId};

/// Hosts set aside that are listed at most.
const LISTED: u32 = 100;

/// How a host is treated after what was asked of it last.
#[derive(Debug, Clone, PartialEq)]
pub struct HostTurn {
    /// Nothing is asked of it before.
    pub not_before: Timestamp,
    /// Time between its last two jobs.
    pub pause: SignedDuration,
    /// Articles that were refused, one after the other.
    pub refusals: u32,
    /// The last refusal.
    pub why: Option<ErrorReport>,
    /// When it had refused too many.
    pub set_aside: Option<Timestamp>,
}

/// The host that waits longest.
const NEXT_HOST: &str = "SELECT host FROM fetch_host WHERE due <= ?1 ORDER BY due LIMIT 1";
/// Its next job.
const NEXT_JOB: &str =
    "SELECT id FROM job WHERE host = ?1 AND state = 'queued' ORDER BY coalesce(next_try, 0), id LIMIT 1";

/// Takes the next job of the host that waits longest, and asks nothing more of that host for a pause.
///
/// # Errors
/// SQLite's own.
pub fn claim_fetch(
    tx: &Transaction<'_>,
    worker: &str,
    now: Timestamp,
    lease: Timestamp,
    pause: SignedDuration,
) -> Result<Option<ClaimedJob>> {
    give_back_lapsed(tx, now)?;
    let host =
        tx.prepare_cached(NEXT_HOST)?.query_row([Millis(now)], |row| row.get::<_, String>(0)).optional()?;
    let Some(host) = host else { return Ok(None) };
    let next = tx.prepare_cached(NEXT_JOB)?.query_row([&host], |row| row.get(0).map(JobId)).optional()?;
    let Some(id) = next else { return Ok(None) };
    tx.prepare_cached("UPDATE fetch_host SET not_before = ?2 + max(pause, ?3) WHERE host = ?1")?
        .execute((&host, Millis(now), i64::try_from(pause.as_millis()).unwrap_or(i64::MAX)))?;
    claim_one(tx, id, worker, now, lease)
}

/// Jobs whose worker died wait again, so that their host has a turn as any other.
fn give_back_lapsed(tx: &Transaction<'_>, now: Timestamp) -> Result<()> {
    tx.prepare_cached(
        "UPDATE job SET state = 'queued', worker = NULL, lease = NULL
         WHERE state = 'running' AND lease < ?1 AND host IS NOT NULL",
    )?
    .execute([Millis(now)])?;
    Ok(())
}

/// When an import's job may be claimed at the earliest, if any waits for a host that is asked, or runs.
///
/// # Errors
/// SQLite's own.
pub fn fetch_wake(connection: &Connection) -> Result<Option<Timestamp>> {
    let mut statement = connection.prepare_cached(
        "SELECT min(due) AS due FROM (
             SELECT * FROM (SELECT due FROM fetch_host WHERE due IS NOT NULL ORDER BY due LIMIT 1)
             UNION ALL SELECT min(lease) + 1 FROM job WHERE state = 'running' AND host IS NOT NULL)",
    )?;
    Ok(statement.query_row([], |row| row.get::<_, Option<Millis>>("due"))?.map(|time| time.0))
}

/// Refusals of a host so far, one after the other.
///
/// # Errors
/// SQLite's own.
pub fn refusals(connection: &Connection, host: &str) -> Result<u32> {
    let mut statement = connection.prepare_cached("SELECT refusals FROM fetch_host WHERE host = ?1")?;
    Ok(statement.query_row([host], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Notes how a host is treated from now on.
///
/// # Errors
/// SQLite's own.
pub fn set_host_turn(tx: &Transaction<'_>, host: &str, turn: &HostTurn) -> Result<()> {
    tx.prepare_cached(
        "UPDATE fetch_host SET not_before = ?2, pause = ?3, refusals = ?4, why = ?5, set_aside = ?6 WHERE host = ?1",
    )?
    .execute((
        host,
        Millis(turn.not_before),
        i64::try_from(turn.pause.as_millis()).unwrap_or(i64::MAX),
        turn.refusals,
        turn.why.as_ref().map(Json),
        turn.set_aside.map(Millis),
    ))?;
    Ok(())
}

/// Asks nothing of a host before a time, if anything waits for it.
///
/// # Errors
/// SQLite's own.
pub fn rest_host(tx: &Transaction<'_>, host: &str, not_before: Timestamp) -> Result<()> {
    tx.prepare_cached("UPDATE fetch_host SET not_before = ?2 WHERE host = ?1 AND not_before < ?2")?
        .execute((host, Millis(not_before)))?;
    Ok(())
}

/// Asks a host again that was set aside; says whether there is such a host.
///
/// # Errors
/// SQLite's own.
pub fn release_host(tx: &Transaction<'_>, host: &str) -> Result<bool> {
    let changed = tx
        .prepare_cached(
            "UPDATE fetch_host SET set_aside = NULL, refusals = 0, why = NULL
             WHERE host = ?1 AND set_aside IS NOT NULL",
        )?
        .execute([host])?;
    Ok(changed > 0)
}

/// The hosts that are set aside and that something waits for, the last ones first.
///
/// # Errors
/// SQLite's own.
pub fn hosts_aside(connection: &Connection) -> Result<Vec<HostAside>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT host, why, waiting FROM fetch_host WHERE set_aside IS NOT NULL AND waiting > 0
         ORDER BY set_aside DESC, host LIMIT {LISTED}"
    ))?;
    let hosts = statement.query_map([], |row| {
        Ok(HostAside {
            host: row.get("host")?,
            why: row.get::<_, Option<Json<_>>>("why")?.map(|why| why.0),
            waiting: row.get("waiting")?,
        })
    })?;
    Ok(hosts.collect::<rusqlite::Result<_>>()?)
}

/// How SQLite finds the next job.
#[cfg(test)]
pub fn claim_plans(connection: &Connection) -> Vec<String> {
    let plan = |sql: &str| {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let steps = statement.query_map([1], |row| row.get::<_, String>("detail")).unwrap();
        steps.collect::<rusqlite::Result<Vec<_>>>().unwrap().join("; ")
    };
    [NEXT_HOST, NEXT_JOB, super::job::NEXT_OWN].map(plan).into()
}
