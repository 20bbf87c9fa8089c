//! Saving a URL: the way from a request to a stored article.

use jiff::Timestamp;
use rusqlite::Transaction;
use tokio_util::sync::CancellationToken;

use super::attempt::{Attempt, done, new_worker};
use super::heartbeat::lease_from;
use super::store::{Aim, Prepared, compress, store_capture, take_out_of_trash};
use super::update::no_article;
use super::{Clock, Library, SaveRequest, outcome};
use crate::capture::{OnProgress, Request, normalise_url};
use crate::db::{self, CurrentVersion, NewJob};
use crate::error::{Error, Result};
use crate::model::{
    ArticleId, Capture, Captured, JobId, JobKind, JobState, Progress, SaveOutcome, SaveStatus, Stage,
    Validators,
};

impl Library {
    /// Captures one URL now, in this process, as a job of the queue, so that a crash loses nothing.
    ///
    /// What is there already is not fetched, unless the request says so; if it lies in the trash, it is taken out.
    ///
    /// # Errors
    /// Those of the archive itself; an error of the capture is in the outcome.
    pub async fn save(
        &self,
        request: SaveRequest,
        clock: Clock,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<SaveOutcome> {
        let key = match normalise_url(&request.url) {
            Ok(key) => key,
            Err(error) => return Ok(outcome::failed(&request.url, &error)),
        };
        let now = clock();
        let begun = self.blocking(move |library| library.begin(&request, &key, now)).await?;
        match begun {
            Begun::There(outcome) => Ok(outcome),
            Begun::Job(attempt) => self.work_on(&attempt, &clock, on_progress, cancel).await,
        }
    }

    /// Fetches an article again as a new version, as a job, now.
    ///
    /// # Errors
    /// `NotFound`; those of the archive itself. An error of the capture is in the outcome.
    pub async fn refetch(
        &self,
        id: ArticleId,
        clock: Clock,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<SaveOutcome> {
        let now = clock();
        let attempt = self
            .blocking(move |library| {
                library.db().write(|tx| {
                    let url = db::original_url(tx, id)?.ok_or_else(|| no_article(id))?;
                    let key = normalise_url(&url)?;
                    claim(tx, &new_job(JobKind::Refetch, &url, &key, Some(id), now), now)
                })
            })
            .await?;
        self.work_on(&attempt, &clock, on_progress, cancel).await
    }

    fn begin(&self, request: &SaveRequest, key: &str, now: Timestamp) -> Result<Begun> {
        let page = request.html.as_deref().map(compress).transpose()?;
        self.db().write(|tx| {
            let known = db::article_by_url(tx, key)?;
            if let (Some(id), false) = (known, request.refetch) {
                return exists(tx, id, &request.url).map(Begun::There);
            }
            let kind = if request.refetch { JobKind::Refetch } else { JobKind::Save };
            let new = NewJob { page: page.as_deref(), ..new_job(kind, &request.url, key, known, now) };
            claim(tx, &new, now).map(|attempt| Begun::Job(Box::new(attempt)))
        })
    }

    /// Fetches, cleans and stores the page of a job that saves or refetches.
    pub(super) async fn capture_and_store(
        &self,
        attempt: &Attempt,
        clock: &Clock,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<SaveOutcome> {
        let Some(request) = self.request_for(attempt, clock()).await? else {
            return self.finish_known(attempt);
        };
        let captured = self.capturer()?.capture(request, on_progress, cancel).await?;
        on_progress(Progress { stage: Stage::Storing, done: 0, total: Some(1) });
        let (id, worker, url) = (attempt.id(), attempt.worker.clone(), attempt.url().to_owned());
        let (aim, now) = (aim_of(attempt), clock());
        self.blocking(move |library| match captured {
            Captured::Fresh(capture) => library.store_and_end(id, &worker, &capture, aim, now),
            Captured::Unchanged => library.db().write(|tx| {
                let Aim::Renew(Some(article)) = aim else {
                    return Err(Error::Internal(format!("{url} is unchanged but unknown")));
                };
                end(tx, id, &worker, article, &url, SaveStatus::Exists)
            }),
        })
        .await
    }

    /// Stores a capture and ends its job in one transaction.
    fn store_and_end(
        &self,
        job: JobId,
        worker: &str,
        capture: &Capture,
        aim: Aim,
        now: Timestamp,
    ) -> Result<SaveOutcome> {
        let prepared = Prepared::new(capture, now)?;
        self.db().write(|tx| {
            let (article, status) = store_capture(tx, &prepared, aim, now)?;
            end(tx, job, worker, article, &capture.requested_url, status)
        })
    }

    /// What to ask the capturer for; `None` when the article came into the archive while the job waited.
    async fn request_for(&self, attempt: &Attempt, now: Timestamp) -> Result<Option<Request>> {
        let (kind, article) = (attempt.claimed.job.kind, attempt.claimed.article);
        let (url, page) = (attempt.url().to_owned(), attempt.claimed.page.clone());
        self.blocking(move |library| {
            let key = normalise_url(&url)?;
            let (known, validators) = library.db().read(|conn| {
                let known = db::article_by_url(conn, &key)?;
                let validators = match article.filter(|_| page.is_none()) {
                    Some(id) => validators_of(conn, id)?,
                    None => Validators::default(),
                };
                Ok((known, validators))
            })?;
            if kind == JobKind::Save && known.is_some() {
                return Ok(None);
            }
            let html = page.map(|page| library.unpack(&page)).transpose()?;
            Ok(Some(Request { url, html, validators, now }))
        })
        .await
    }

    fn finish_known(&self, attempt: &Attempt) -> Result<SaveOutcome> {
        let key = normalise_url(attempt.url())?;
        self.db().write(|tx| {
            let article = db::article_by_url(tx, &key)?
                .ok_or_else(|| Error::NotFound { what: "article", id: key.clone() })?;
            take_out_of_trash(tx, article)?;
            end(tx, attempt.id(), &attempt.worker, article, attempt.url(), SaveStatus::Exists)
        })
    }
}

enum Begun {
    There(SaveOutcome),
    Job(Box<Attempt>),
}

/// A job that is about an article already is a refetch of it.
fn aim_of(attempt: &Attempt) -> Aim {
    match attempt.claimed.job.kind {
        JobKind::Save => Aim::Save,
        JobKind::Refetch | JobKind::RetryPictures => Aim::Renew(attempt.claimed.article),
    }
}

fn exists(tx: &Transaction<'_>, id: ArticleId, url: &str) -> Result<SaveOutcome> {
    take_out_of_trash(tx, id)?;
    outcome::of_article(tx, id, url, SaveStatus::Exists)
}

/// Ends a job with an article. Nothing is stored for a job that was cancelled or taken over in the meantime.
pub(super) fn end(
    tx: &Transaction<'_>,
    job: JobId,
    worker: &str,
    article: ArticleId,
    url: &str,
    status: SaveStatus,
) -> Result<SaveOutcome> {
    if !db::is_mine(tx, job, worker)? {
        return Err(Error::Cancelled);
    }
    let outcome = outcome::of_article(tx, article, url, status)?;
    db::end_job(tx, job, worker, &done(&outcome))?;
    Ok(outcome)
}

/// A job to be added, by its normalised URL.
pub(super) fn new_job<'a>(
    kind: JobKind,
    url: &'a str,
    key: &'a str,
    article: Option<ArticleId>,
    now: Timestamp,
) -> NewJob<'a> {
    NewJob {
        kind,
        url,
        url_key: Some(key),
        article,
        state: JobState::Queued,
        error: None,
        page: None,
        added: now,
    }
}

/// Claims a job for this process at once: one that waits for the same, or the new one.
fn claim(tx: &Transaction<'_>, new: &NewJob<'_>, now: Timestamp) -> Result<Attempt> {
    let waiting = new.url_key.map(|key| db::waiting_job(tx, new.kind, key)).transpose()?.flatten();
    let id = match waiting.filter(|_| new.page.is_none()) {
        Some(id) => id,
        None => db::insert_job(tx, new)?,
    };
    let worker = new_worker();
    let claimed = db::claim_one(tx, id, &worker, lease_from(now))?
        .ok_or_else(|| Error::NotFound { what: "job", id: id.to_string() })?;
    Ok(Attempt { claimed, worker, patient: false })
}

fn validators_of(conn: &rusqlite::Connection, id: ArticleId) -> Result<Validators> {
    let Some(current) = CurrentVersion::of(conn, id)? else { return Ok(Validators::default()) };
    // A copy that is not whole is always fetched in full: the server may answer differently this time.
    if !current.diagnosis.complete {
        return Ok(Validators::default());
    }
    let Some((_, response)) = db::response_of(conn, current.version)? else {
        return Ok(Validators::default());
    };
    let header =
        |name: &str| response.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    Ok(Validators { etag: header("etag"), last_modified: header("last-modified") })
}
