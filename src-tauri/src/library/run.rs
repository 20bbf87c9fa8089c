//! Working through the queue.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::attempt::Attempt;
use super::fetching::next_fetch;
use super::{Clock, JobEvent, Library};
use crate::db;
use crate::error::Result;
use crate::model::{Progress, Stage};

/// Jobs worked on at once; the capturer bounds connections by itself.
const AT_ONCE: usize = 4;
/// Jobs of imports worked on at once, each of another host, beside those that a person asked for.
const FETCHES_AT_ONCE: usize = 4;
/// Time between two looks for jobs that other processes added.
const POLL: Duration = Duration::from_millis(500);

/// How events leave the queue.
pub(super) type OnEvent<'a> = &'a (dyn Fn(JobEvent) + Send + Sync);

/// Knows without a query whether the queue can have changed.
#[derive(Default)]
struct Watch {
    seen: Option<u64>,
    wake: Option<Timestamp>,
    /// When a host that imports' jobs wait for may be asked.
    fetch: Option<Timestamp>,
    /// When the page of a watched article is looked at next.
    look: Option<Timestamp>,
}

impl Watch {
    fn is_look_due(&self, now: Timestamp) -> bool {
        self.look.is_some_and(|look| look <= now)
    }
}

impl Library {
    /// Works through the queue, several jobs at once, until `stop`: first what a person asked for, and beside it what imports brought,
    /// host by host and politely; with `drain`, until nothing is left that may run
    /// now, and without looking at the pages of watched articles. Jobs that other processes add are seen within half a second, and jobs whose worker died are taken over once
    /// its lease has run out. On `stop`, jobs under way go back into the queue.
    ///
    /// # Errors
    /// Those of the archive itself; errors of captures are in the jobs.
    pub async fn run_queue(
        &self,
        clock: Clock,
        drain: bool,
        on_event: OnEvent<'_>,
        stop: &CancellationToken,
    ) -> Result<()> {
        let mut watch = Watch::default();
        let (mut running, mut fetching) = (FuturesUnordered::new(), FuturesUnordered::new());
        while !stop.is_cancelled() {
            if !drain && watch.is_look_due(clock()) {
                let now = clock();
                self.blocking(move |library| library.enqueue_due(now)).await?;
            }
            while running.len() < AT_ONCE {
                let Some(attempt) = self.next_due(&mut watch, &clock).await? else { break };
                on_event(JobEvent::Changed(attempt.claimed.job.clone()));
                running.push(self.run_job(attempt, &clock, on_event, stop));
            }
            while fetching.len() < FETCHES_AT_ONCE {
                let Some(attempt) = self.next_fetch_due(&mut watch, &clock).await? else { break };
                fetching.push(self.run_fetch(attempt, &clock, on_event, stop));
            }
            if drain && running.is_empty() && fetching.is_empty() {
                return Ok(());
            }
            tokio::select! {
                Some(ended) = running.next() => ended?,
                Some(ended) = fetching.next() => ended?,
                () = tokio::time::sleep(POLL) => {}
                () = stop.cancelled() => {}
            }
        }
        while let Some(ended) = running.next().await {
            ended?;
        }
        while let Some(ended) = fetching.next().await {
            ended?;
        }
        Ok(())
    }

    async fn next_due(&self, watch: &mut Watch, clock: &Clock) -> Result<Option<Attempt>> {
        self.look(watch)?;
        let now = clock();
        if watch.wake.is_none_or(|wake| wake > now) {
            return Ok(None);
        }
        self.blocking(move |library| library.claim_next(now)).await
    }

    async fn next_fetch_due(&self, watch: &mut Watch, clock: &Clock) -> Result<Option<Attempt>> {
        self.look(watch)?;
        let now = clock();
        if watch.fetch.is_none_or(|fetch| fetch > now) {
            return Ok(None);
        }
        self.blocking(move |library| library.claim_next_fetch(now)).await
    }

    /// Asks the archive when something may run, if it has changed.
    fn look(&self, watch: &mut Watch) -> Result<()> {
        let version = self.change_counter()?;
        if watch.seen != Some(version) {
            (watch.wake, watch.fetch, watch.look) = self
                .db()
                .read(|conn| Ok((db::wake_time(conn)?, next_fetch(conn)?, db::next_watch(conn)?)))?;
            watch.seen = Some(version);
        }
        Ok(())
    }

    async fn run_fetch(
        &self,
        attempt: Attempt,
        clock: &Clock,
        on_event: OnEvent<'_>,
        stop: &CancellationToken,
    ) -> Result<()> {
        let outcome = self.work_on(&attempt, clock, &|_| {}, stop).await?;
        on_event(JobEvent::Fetched(outcome));
        Ok(())
    }

    async fn run_job(
        &self,
        attempt: Attempt,
        clock: &Clock,
        on_event: OnEvent<'_>,
        stop: &CancellationToken,
    ) -> Result<()> {
        let id = attempt.id();
        let on_progress = move |progress| on_event(JobEvent::Progress(id, progress));
        let outcome = self.work_on(&attempt, clock, &on_progress, stop).await?;
        on_progress(Progress { stage: Stage::Done, done: 1, total: Some(1) });
        // A job dismissed or purged in the meantime has no row; it ended all the same.
        on_event(JobEvent::Changed(self.job(id).unwrap_or_else(|_| attempt.claimed.job.clone())));
        self.picture_lists(&attempt, &outcome, &|_| {}, stop).await;
        Ok(())
    }
}
