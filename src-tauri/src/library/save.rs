//! Saving a URL: the way from a request to a stored article.

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::attempt::{Attempt, Ticket};
use super::prepared::Prepared;
use super::queue::{self, new_job};
use super::queued_save::{QueuedSave, Step};
use super::store::{Aim, store_capture, take_out_of_trash};
use super::update::no_article;
use super::watch::{self, Look};
use super::{Clock, Library, SaveRequest};
use crate::capture::{OnProgress, Request, normalise_url};
use crate::db::{self, CurrentVersion};
use crate::error::{Error, Result};
use crate::model::{
    ArticleId, Capture, Captured, JobKind, Progress, SaveOutcome, SaveStatus, Stage, Validators,
    VersionReason,
};

impl Library {
    /// Captures one URL now, in this process, as a job of the queue, so that a crash loses nothing: `queue_saves` and
    /// `finish_save` of a single request.
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
        let (url, now) = (request.url.clone(), clock());
        let queued = self.blocking(move |library| library.queue_saves(&[request], now)).await?;
        match queued.into_iter().next() {
            Some(save) => self.finish_save(save, clock, on_progress, cancel).await,
            None => Err(Error::Internal(format!("{url} was not queued"))),
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
        let save = self.blocking(move |library| library.queue_refetch(id, now)).await?;
        self.finish_save(save, clock, on_progress, cancel).await
    }

    fn queue_refetch(&self, article: ArticleId, now: Timestamp) -> Result<QueuedSave> {
        self.db().write(|tx| {
            let url = db::original_url(tx, article)?.ok_or_else(|| no_article(article))?;
            let key = normalise_url(&url)?;
            let (id, added) = queue::add(tx, &new_job(JobKind::Refetch, &url, &key, Some(article), now))?;
            Ok(QueuedSave { url, step: Step::Job { id, added } })
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
            return self.finish_known(attempt, clock());
        };
        let captured = match self.capturer()?.capture(request, on_progress, cancel).await {
            Err(error) => return self.finish_claimed(attempt, error, clock()),
            Ok(captured) => captured,
        };
        on_progress(Progress { stage: Stage::Storing, done: 0, total: Some(1) });
        self.store_captured(attempt, captured, clock()).await
    }

    /// Stores what a capture brought and ends its job.
    pub(super) async fn store_captured(
        &self,
        attempt: &Attempt,
        captured: Captured,
        now: Timestamp,
    ) -> Result<SaveOutcome> {
        let (ticket, aim, reason) = (attempt.ticket(now), aim_of(attempt), reason_of(attempt));
        self.blocking(move |library| match (captured, aim) {
            (Captured::Fresh(capture), _) => library.store_and_end(&ticket, &capture, (aim, reason), now),
            (Captured::Unchanged, Aim::Renew(Some(article)) | Aim::Check(Some(article))) => {
                library.db().write(|tx| {
                    db::forget_failed_attempt(tx, article)?;
                    db::set_checked(tx, article, now)?;
                    watch::note_look(tx, article, Look::Unchanged, now)?;
                    ticket.end(tx, article, SaveStatus::Exists)
                })
            }
            (Captured::Unchanged, _) => {
                Err(Error::Internal("a page that is not known cannot be unchanged".to_owned()))
            }
        })
        .await
    }

    /// Stores a capture and ends its job in one transaction.
    fn store_and_end(
        &self,
        ticket: &Ticket,
        capture: &Capture,
        (aim, reason): (Aim, VersionReason),
        now: Timestamp,
    ) -> Result<SaveOutcome> {
        let prepared = Prepared::new(capture, reason, now)?;
        self.db().write(|tx| {
            let (article, status) = store_capture(tx, &prepared, aim, now)?;
            if aim != Aim::Save && reason != VersionReason::InternetArchive {
                let look = if status == SaveStatus::Saved { Look::Changed } else { Look::Unchanged };
                watch::note_look(tx, article, look, now)?;
            }
            ticket.rest_others(tx, capture)?;
            ticket.end(tx, article, status)
        })
    }

    /// What to ask the capturer for; `None` when the article came into the archive while the job waited.
    async fn request_for(&self, attempt: &Attempt, now: Timestamp) -> Result<Option<Request>> {
        let (kind, article) = (attempt.claimed.job.kind, attempt.claimed.article);
        let (url, page, is_bulk) =
            (attempt.url().to_owned(), attempt.claimed.page.clone(), attempt.is_bulk());
        self.blocking(move |library| {
            let key = normalise_url(&url)?;
            let (known, is_there, validators, repairs) = library.db().read(|conn| {
                let known = db::article_by_url(conn, &key)?;
                let validators = match article.filter(|_| page.is_none()) {
                    Some(id) => validators_of(conn, id)?,
                    None => Validators::default(),
                };
                let repairs = article.or(known).map(|id| db::repairs(conn, id)).transpose()?;
                let is_there = db::article_answered(conn, &key)?.is_some();
                Ok((known, is_there, validators, repairs.unwrap_or_default()))
            })?;
            if kind == JobKind::Save && is_there {
                return Ok(None);
            }
            let html = page.map(|page| library.unpack(&page)).transpose()?;
            Ok(Some(Request {
                html,
                validators,
                background: is_bulk,
                sites: library.sites(known.or(article)),
                repairs,
                ..Request::new(url, now)
            }))
        })
        .await
    }

    /// A page that cannot be had now is all the same there when an article claims its URL.
    fn finish_claimed(&self, attempt: &Attempt, error: Error, now: Timestamp) -> Result<SaveOutcome> {
        let may_be_there = attempt.claimed.job.kind == JobKind::Save
            && !matches!(error, Error::Cancelled | Error::NotAPage { .. });
        match may_be_there.then(|| self.finish_known(attempt, now)) {
            Some(Ok(outcome)) => Ok(outcome),
            _ => Err(error),
        }
    }

    fn finish_known(&self, attempt: &Attempt, now: Timestamp) -> Result<SaveOutcome> {
        let key = normalise_url(attempt.url())?;
        self.db().write(|tx| {
            let article = db::article_by_url(tx, &key)?
                .ok_or_else(|| Error::NotFound { what: "article", id: key.clone() })?;
            take_out_of_trash(tx, article)?;
            attempt.ticket(now).end(tx, article, SaveStatus::Exists)
        })
    }
}

/// A job that is about an article already is a refetch of it.
fn aim_of(attempt: &Attempt) -> Aim {
    match attempt.claimed.job.kind {
        JobKind::Save => Aim::Save,
        JobKind::Check => Aim::Check(attempt.claimed.article),
        // Nobody waits for it.
        _ if attempt.is_bulk() => Aim::Check(attempt.claimed.article),
        JobKind::Refetch | JobKind::RetryPictures | JobKind::InternetArchive => {
            Aim::Renew(attempt.claimed.article)
        }
    }
}

/// Why the job would make a version.
fn reason_of(attempt: &Attempt) -> VersionReason {
    match attempt.claimed.job.kind {
        _ if attempt.claimed.page.is_some() => VersionReason::Given,
        JobKind::Save => VersionReason::Save,
        JobKind::InternetArchive => VersionReason::InternetArchive,
        JobKind::Refetch | JobKind::Check | JobKind::RetryPictures => VersionReason::Refetch,
    }
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
