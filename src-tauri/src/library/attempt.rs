//! One attempt at a job, from its claim to its end.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::{SignedDuration, Timestamp};
use rusqlite::Transaction;
use tokio_util::sync::CancellationToken;

use super::heartbeat::lease_from;
use super::watch::{self, Look};
use super::{Clock, Library, outcome, tags};
use crate::capture::OnProgress;
use crate::db::{self, Brought, ClaimedJob, JobEnd};
use crate::error::{Error, Result};
use crate::model::{ArticleId, Job, JobId, JobKind, JobState, SaveOutcome, SaveStatus};

/// Tries of a job before it fails for good.
const TRIES: u32 = 4;
/// Wait after the first try; doubled after each further one.
const BACK_OFF: SignedDuration = SignedDuration::from_secs(30);

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

    pub(super) fn ticket(&self) -> Ticket {
        Ticket {
            job: self.id(),
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
    worker: String,
    url: String,
    added: Timestamp,
}

impl Ticket {
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
        match attempt.claimed.job.kind {
            JobKind::RetryPictures => self.retry_pictures(attempt, on_progress, cancel).await,
            JobKind::Save | JobKind::Refetch | JobKind::Check => {
                self.capture_and_store(attempt, clock, on_progress, cancel).await
            }
        }
    }

    /// Ends an attempt that failed: the job waits for its next try, failed or was cancelled.
    fn settle(&self, attempt: &Attempt, error: Error, now: Timestamp, stopped: bool) -> Result<SaveOutcome> {
        let (id, worker) = (attempt.id(), &attempt.worker);
        let mut outcome = outcome::failed(attempt.url(), &error);
        outcome.id = attempt.claimed.article;
        self.db().write(|tx| match next_step(attempt, &error, stopped) {
            Next::GiveBack => db::requeue_job(tx, id, worker),
            Next::Wait(delay) => {
                let next_try = now.saturating_add(delay).unwrap_or(Timestamp::MAX);
                db::postpone_job(tx, id, worker, &error.report(), next_try)
            }
            Next::End(state) => {
                if let (JobState::Failed, Some(article)) = (state, attempt.claimed.article) {
                    note_failure(tx, attempt, article, &error, now)?;
                }
                db::end_job(tx, id, worker, &JobEnd { state, outcome: &outcome })
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

/// A look that failed is told with its article; one that nobody asked for only when its page will hardly come back.
fn note_failure(
    tx: &Transaction<'_>,
    attempt: &Attempt,
    article: ArticleId,
    error: &Error,
    now: Timestamp,
) -> Result<()> {
    let tell = match attempt.claimed.job.kind {
        JobKind::Refetch => true,
        JobKind::Check => !error.is_transient(),
        JobKind::Save | JobKind::RetryPictures => return Ok(()),
    };
    watch::note_look(tx, article, Look::Failed, now)?;
    if tell { db::note_failed_attempt(tx, article, now, Brought::Nothing(&error.report())) } else { Ok(()) }
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
        _ if attempt.patient && error.is_transient() && tries < TRIES => Next::Wait(delay(error, tries)),
        _ => Next::End(JobState::Failed),
    }
}

fn delay(error: &Error, tries: u32) -> SignedDuration {
    let asked = match error {
        Error::Http { retry_after: Some(seconds), .. } => {
            SignedDuration::from_secs(i64::try_from(*seconds).unwrap_or(i64::MAX))
        }
        _ => SignedDuration::ZERO,
    };
    let doubled = BACK_OFF.saturating_mul(1 << tries.saturating_sub(1).min(8));
    doubled.max(asked.min(SignedDuration::from_hours(24)))
}
