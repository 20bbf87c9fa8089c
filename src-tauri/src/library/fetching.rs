//! Fetching what imports brought: how far it has come, and stopping it for a while or for good.

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Connection;
use tokio_util::sync::CancellationToken;

use super::list::host_of;
use super::run::OnEvent;
use super::{Clock, Library};
use crate::db::{self, FetchWhole};
use crate::error::{Error, Result};
use crate::model::{FetchState, ImportId};

/// The setting that says whether fetching rests.
pub(super) const PAUSED: &str = "fetch-paused";
/// Jobs taken out in one transaction, so that others can write in between.
const DROPPED_AT_ONCE: u32 = 2000;
/// A host that wants to be left alone for longer is not waited for by a program that ends when all is done.
const PATIENCE: Duration = Duration::from_mins(10);
/// Time between two looks whether a host may be asked.
const POLL: Duration = Duration::from_millis(500);

/// The host of a normalised URL, in the form in which hosts are stored.
pub(super) fn host_of_key(url: &str) -> String {
    let parsed = url::Url::parse(url).ok();
    parsed.as_ref().and_then(url::Url::host_str).map(host_of).unwrap_or_default()
}

impl Library {
    /// How far the fetching of imported articles has come. Cheap however many there are: a window asks every second.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn fetch_state(&self, now: Timestamp) -> Result<FetchState> {
        self.db().read(|conn| {
            let whole = db::fetch_whole(conn, now)?;
            let set_aside = db::hosts_aside(conn)?;
            let per_minute = rate(&whole, now);
            Ok(FetchState {
                waiting: whole.waiting + whole.running,
                done: whole.done,
                failed: whole.failed,
                dead: whole.dead,
                paused: is_paused(conn)?,
                per_minute,
                seconds_left: seconds_left(&whole, per_minute),
                hosts_waiting: whole.hosts,
                set_aside,
            })
        })
    }

    /// Lets the fetching of imported articles rest, in every process and until [`resume_fetching`](Self::resume_fetching); what is
    /// under way comes to its end.
    ///
    /// # Errors
    /// Those of writing the archive.
    pub fn pause_fetching(&self) -> Result<()> {
        self.db().write(|tx| db::set_setting(tx, PAUSED, &true))
    }

    /// Goes on fetching imported articles.
    ///
    /// # Errors
    /// Those of writing the archive.
    pub fn resume_fetching(&self) -> Result<()> {
        self.db().write(|tx| db::set_setting(tx, PAUSED, &false))
    }

    /// Fetches no more of what an import, or every import, brought and what is not fetched yet; returns how many articles that
    /// are. They stay as the files had them.
    ///
    /// # Errors
    /// Those of writing the archive; what was taken out before stays out.
    pub fn stop_fetching(&self, import: Option<ImportId>) -> Result<usize> {
        let mut stopped = 0;
        loop {
            let dropped = self.db().write(|tx| db::drop_fetches(tx, import, DROPPED_AT_ONCE))?;
            if dropped == 0 {
                return Ok(stopped);
            }
            stopped += dropped;
        }
    }

    /// Asks a host again that was set aside because it refused.
    ///
    /// # Errors
    /// `NotFound` when it is not set aside; those of writing the archive.
    pub fn release_host(&self, host: &str) -> Result<()> {
        let host = host_of(host);
        match self.db().write(|tx| db::release_host(tx, &host))? {
            true => Ok(()),
            false => Err(Error::NotFound { what: "host set aside", id: host }),
        }
    }

    /// Works through the queue as [`run_queue`](Self::run_queue) does with `drain`, and waits for hosts that may be asked within ten
    /// minutes, until nothing is left but what waits for longer.
    ///
    /// # Errors
    /// As `run_queue`.
    pub async fn drain_queue(
        &self,
        clock: Clock,
        on_event: OnEvent<'_>,
        stop: &CancellationToken,
    ) -> Result<()> {
        while !stop.is_cancelled() {
            self.run_queue(Clock::clone(&clock), true, on_event, stop).await?;
            let latest = clock().saturating_add(PATIENCE).unwrap_or(Timestamp::MAX);
            if self.db().read(next_fetch)?.is_none_or(|wake| wake > latest) {
                return Ok(());
            }
            tokio::select! {
                () = tokio::time::sleep(POLL) => {}
                () = stop.cancelled() => {}
            }
        }
        Ok(())
    }
}

/// When the next job of an import may be claimed; `None` while there is none, or while fetching rests.
pub(super) fn next_fetch(conn: &Connection) -> Result<Option<Timestamp>> {
    if is_paused(conn)? { Ok(None) } else { db::fetch_wake(conn) }
}

pub(super) fn is_paused(conn: &Connection) -> Result<bool> {
    Ok(db::setting(conn, PAUSED)?.unwrap_or(false))
}

/// Articles a minute since the first of the minutes that are looked at; less than a minute counts as one.
fn rate(whole: &FetchWhole, now: Timestamp) -> Option<f64> {
    let since = whole.since.filter(|_| whole.recent > 0)?;
    let minutes = (now.duration_since(since).as_secs_f64() / 60.0).max(1.0);
    Some(f64::from(whole.recent) / minutes)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "neither is negative, nor near the limit"
)]
fn seconds_left(whole: &FetchWhole, per_minute: Option<f64>) -> Option<u64> {
    let left = (whole.waiting + whole.running).saturating_sub(whole.aside);
    let longest = u64::try_from(whole.longest / 1000).unwrap_or(0);
    match per_minute {
        _ if left == 0 => Some(0),
        Some(rate) => Some(longest.max((f64::from(left) / rate * 60.0).ceil() as u64)),
        None => Some(longest).filter(|longest| *longest > 0),
    }
}
