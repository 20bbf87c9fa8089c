//! One attempt at a job, from its claim to its end.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::{SignedDuration, Timestamp};
use rusqlite::Transaction;
use tokio_util::sync::CancellationToken;

use super::heartbeat::lease_from;
use super::visit::{Came, Visit, asked_to_wait};
use super::watch::{self, Look};
use super::{Clock, Library, dead, fetching, internet_archive, outcome, settings, tags};
use crate::capture::OnProgress;
use crate::db::{self, Brought, ClaimedJob, FetchEnd, JobEnd};
use crate::error::{Error, Result};
use crate::model::{ArticleId, Capture, Job, JobId, JobKind, JobState, SaveOutcome, SaveStatus};

/// Tries of a job before it fails for good.
const TRIES: u32 = 4;
/// Wait after the first try; doubled after each further one.
const BACK_OFF: SignedDuration = SignedDuration::from_secs(30);
/// The same for what an import brought: nobody waits for it, and a server that is down has time to come back.
const FETCH_BACK_OFF: SignedDuration = SignedDuration::from_mins(30);
/// Tries of an article that a server refuses to programs.
const REFUSED_TRIES: u32 = 2;

/// A job that this process works on.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) claimed: ClaimedJob,
    /// Names this very attempt, so that an attempt which lost its lease can never end the next one.
    pub(super) worker: String,
    /// Whether the job stays in the queue when a fault may pass or the work is stopped.
    pub(super) patient: bool,
}

impl Attempt {
    pub(super) fn id(&self) -> JobId {
        self.claimed.job.id
    }

    pub(super) fn url(&self) -> &str {
        &self.claimed.job.url
    }

    /// Whether an import brought it, so that nobody waits for it.
    pub(super) fn is_bulk(&self) -> bool {
        self.claimed.host.is_some()
    }

    /// The visit to a host that the attempt is.
    fn visit(&self) -> Option<Visit> {
        let host = self.claimed.host.clone()?;
        Some(Visit { host, begun: self.claimed.claimed, again: self.claimed.job.tries > 1 })
    }

    pub(super) fn ticket(&self, now: Timestamp) -> Ticket {
        Ticket {
            job: self.id(),
            visit: self.visit(),
            now,
            worker: self.worker.clone(),
            url: self.url().to_owned(),
            added: self.claimed.job.added,
        }
    }
}

/// The right to end an attempt with an article, for work that goes on elsewhere.
#[derive(Debug)]
pub(super) struct Ticket {
    job: JobId,
    visit: Option<Visit>,
    now: Timestamp,
    worker: String,
    url: String,
    added: Timestamp,
}

impl Ticket {
    /// Leaves other hosts alone for a while that the way to the page led through.
    pub(super) fn rest_others(&self, tx: &Transaction<'_>, capture: &Capture) -> Result<()> {
        let Some(visit) = &self.visit else { return Ok(()) };
        let hops = capture.response.redirects.iter().map(|hop| &hop.url);
        visit.rest_others(tx, hops.chain([&capture.response.final_url]), self.now)
    }

    /// Gives the article the tags that were asked for and ends the job. Nothing is stored for a job that was cancelled or taken over in the meantime.
    pub(super) fn end(
        &self,
        tx: &Transaction<'_>,
        article: ArticleId,
        status: SaveStatus,
    ) -> Result<SaveOutcome> {
        if !db::is_mine(tx, self.job, &self.worker)? {
            return Err(Error::Cancelled);
        }
        // Read now: while the page was fetched, the same URL may have been asked for with others.
        tags::give(tx, article, &db::job_tags(tx, self.job)?, self.added)?;
        let outcome = outcome::of_article(tx, article, &self.url, status)?;
        let end = JobEnd { state: JobState::Done, outcome: &outcome };
        db::end_job(tx, self.job, &self.worker, &end)?;
        db::note_answer(tx, self.now)?;
        if let Some(visit) = &self.visit {
            visit.end(tx, Came::Answer, self.now)?;
            db::count_fetch(tx, FetchEnd::Done, self.now)?;
        }
        Ok(outcome)
    }
}

/// A name no other attempt of any process has.
fn new_worker() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let random = RandomState::new().build_hasher().finish();
    format!("{}-{}-{random:016x}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

impl Library {
    /// Takes the next job of the queue that may run.
    pub(super) fn claim_next(&self, now: Timestamp) -> Result<Option<Attempt>> {
        let worker = new_worker();
        let claimed = self.db().write(|tx| db::claim_job(tx, &worker, now, lease_from(now)))?;
        Ok(claimed.map(|claimed| Attempt { claimed, worker, patient: true }))
    }

    /// Takes the next job of an import whose host may be asked, unless fetching rests.
    pub(super) fn claim_next_fetch(&self, now: Timestamp) -> Result<Option<Attempt>> {
        let worker = new_worker();
        let claimed = self.db().write(|tx| match fetching::is_paused(tx)? {
            true => Ok(None),
            false => db::claim_fetch(tx, &worker, now, lease_from(now), settings::host_delay(tx)?),
        })?;
        Ok(claimed.map(|claimed| Attempt { claimed, worker, patient: true }))
    }

    /// Takes this job, unless it has ended or another process works on it.
    pub(super) fn claim_this(&self, id: JobId, patient: bool, now: Timestamp) -> Result<Option<Attempt>> {
        let worker = new_worker();
        let claimed = self.db().write(|tx| db::claim_one(tx, id, &worker, now, lease_from(now)))?;
        Ok(claimed.map(|claimed| Attempt { claimed, worker, patient }))
    }

    /// Works on a claimed job and ends it; only the pictures of its lists may be left to fetch. `Err` is for the archive itself; then the lease runs out and the job is
    /// taken up again.
    pub(super) async fn work_on(
        &self,
        attempt: &Attempt,
        clock: &Clock,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<SaveOutcome> {
        let token = cancel.child_token();
        let lease = self.keep_lease(attempt.id(), &attempt.worker, clock, token.clone());
        let result = self.try_job(attempt, clock, on_progress, &token).await;
        drop(lease);
        match result {
            Ok(outcome) => {
                self.illustrate(outcome.id).await;
                Ok(outcome)
            }
            Err(error) => self.settle(attempt, error, clock(), cancel.is_cancelled()),
        }
    }

    /// What lists show of a saved article; without it they make it themselves.
    async fn illustrate(&self, article: Option<ArticleId>) {
        let Some(article) = article else { return };
        if let Err(error) = self.blocking(move |library| library.make_lead_thumbnail(article)).await {
            tracing::warn!(%error, "no thumbnail");
        }
    }

    async fn try_job(
        &self,
        attempt: &Attempt,
        clock: &Clock,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<SaveOutcome> {
        // A job that comes back after its last try took the whole process down each time.
        if attempt.claimed.job.tries > TRIES {
            return Err(Error::Internal("the program ended each time it worked on this page".to_owned()));
        }
        if self.is_unwanted(attempt)? {
            return Err(Error::Cancelled);
        }
        match attempt.claimed.job.kind {
            JobKind::InternetArchive => self.capture_snapshot(attempt, clock, on_progress, cancel).await,
            JobKind::RetryPictures => self.retry_pictures(attempt, on_progress, cancel).await,
            JobKind::Save | JobKind::Refetch | JobKind::Check => {
                self.capture_and_store(attempt, clock, on_progress, cancel).await
            }
        }
    }

    /// Nothing is fetched by itself for what lies in the trash.
    fn is_unwanted(&self, attempt: &Attempt) -> Result<bool> {
        let Some(article) = attempt.claimed.article.filter(|_| attempt.is_bulk()) else { return Ok(false) };
        self.db().read(|conn| Ok(db::flags(conn, article)?.is_none_or(|flags| flags.trashed.is_some())))
    }

    /// Ends an attempt that failed: the job waits for its next try, failed or was cancelled.
    pub(super) fn settle(
        &self,
        attempt: &Attempt,
        error: Error,
        now: Timestamp,
        stopped: bool,
    ) -> Result<SaveOutcome> {
        let (id, worker) = (attempt.id(), &attempt.worker);
        let mut outcome = outcome::failed(attempt.url(), &error);
        outcome.id = attempt.claimed.article;
        let replay_host = self.replay_host();
        self.db().write(|tx| {
            if matches!(error, Error::Http { .. }) {
                db::note_answer(tx, now)?;
            }
            let is_mine = db::is_mine(tx, id, worker)?;
            if let Some(visit) = attempt.visit().filter(|_| is_mine) {
                visit.end(tx, Came::Error(&error), now)?;
            }
            match next_step(attempt, &error, stopped) {
                Next::GiveBack => db::requeue_job(tx, id, worker),
                Next::Wait(delay) => {
                    let next_try = now.saturating_add(delay).unwrap_or(Timestamp::MAX);
                    let failing = matches!(error, Error::Network { .. })
                        .then(|| attempt.claimed.failing.unwrap_or(now));
                    db::postpone_job(tx, id, worker, &error.report(), next_try, failing)
                }
                Next::End(state) => {
                    if let (JobState::Failed, true) = (state, is_mine) {
                        give_up(tx, attempt, &error, &replay_host, now)?;
                    }
                    db::end_job(tx, id, worker, &JobEnd { state, outcome: &outcome })
                }
            }
        })?;
        Ok(outcome)
    }

    /// The job as it stands in the archive now.
    pub(super) fn job(&self, id: JobId) -> Result<Job> {
        self.db()
            .read(|conn| db::job(conn, id))?
            .ok_or_else(|| Error::NotFound { what: "job", id: id.to_string() })
    }
}

/// Notes what it means for the article that there is no further try: whether its page is gone, and whether the Internet Archive is
/// asked for a copy.
fn give_up(
    tx: &Transaction<'_>,
    attempt: &Attempt,
    error: &Error,
    replay_host: &str,
    now: Timestamp,
) -> Result<()> {
    let dead = dead::status(tx, attempt, error)?;
    if let Some(article) = attempt.claimed.article {
        note_failure(tx, attempt, article, (error, dead), now)?;
        if dead.is_some() && settings::asks_internet_archive(tx)? {
            internet_archive::ask(tx, article, replay_host, now)?;
        }
    }
    match (attempt.is_bulk(), dead) {
        (false, _) => Ok(()),
        (true, Some(_)) => db::count_fetch(tx, FetchEnd::Dead, now),
        (true, None) => db::count_fetch(tx, FetchEnd::Failed, now),
    }
}

/// A look that failed is told with its article; one that nobody asked for only when its page will hardly come back.
fn note_failure(
    tx: &Transaction<'_>,
    attempt: &Attempt,
    article: ArticleId,
    (error, dead): (&Error, Option<u16>),
    now: Timestamp,
) -> Result<()> {
    let tell = match attempt.claimed.job.kind {
        JobKind::Refetch => true,
        JobKind::Check => !error.is_transient(),
        JobKind::Save | JobKind::RetryPictures | JobKind::InternetArchive => return Ok(()),
    };
    watch::note_look(tx, article, Look::Failed, now)?;
    let report = error.report();
    let brought = dead.map_or(Brought::Nothing(&report), |status| Brought::Dead(&report, status));
    if tell { db::note_failed_attempt(tx, article, now, brought) } else { Ok(()) }
}

enum Next {
    /// The queue stops: another worker goes on.
    GiveBack,
    /// Another try after this time.
    Wait(SignedDuration),
    /// No further try.
    End(JobState),
}

fn next_step(attempt: &Attempt, error: &Error, stopped: bool) -> Next {
    let tries = attempt.claimed.job.tries;
    match error {
        Error::Cancelled if attempt.patient && stopped => Next::GiveBack,
        Error::Cancelled => Next::End(JobState::Cancelled),
        // The watch comes back to it.
        _ if attempt.claimed.job.kind == JobKind::Check => Next::End(JobState::Failed),
        Error::Http { status: 403 | 451, .. } if attempt.is_bulk() && tries < REFUSED_TRIES => {
            Next::Wait(delay(attempt, error))
        }
        _ if attempt.patient && error.is_transient() && tries < TRIES => Next::Wait(delay(attempt, error)),
        _ => Next::End(JobState::Failed),
    }
}

fn delay(attempt: &Attempt, error: &Error) -> SignedDuration {
    let first = if attempt.is_bulk() { FETCH_BACK_OFF } else { BACK_OFF };
    let doublings = attempt.claimed.job.tries.saturating_sub(1).min(8);
    first.saturating_mul(1 << doublings).max(asked_to_wait(error))
}
