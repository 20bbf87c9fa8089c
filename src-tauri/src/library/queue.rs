//! The queue: adding jobs, looking at them, stopping and repeating them.

use jiff::Timestamp;

use super::prepared::compress;
use super::update::no_article;
use super::{Library, fetching};
use crate::capture::{normalise_url, url_key};
use crate::db::{self, NewJob};
use crate::error::{Error, Result};
use crate::model::{ArticleId, Job, JobId, JobKind, JobState};

impl Library {
    /// Adds URLs to be saved and returns their jobs in the same order. A URL that waits or runs already is not added
    /// twice; text that is no URL becomes a failed job, so that it is seen.
    ///
    /// # Errors
    /// Those of writing the archive; then none was added.
    pub fn enqueue(&self, urls: &[String], now: Timestamp) -> Result<Vec<Job>> {
        self.db().write(|tx| {
            let mut jobs = Vec::with_capacity(urls.len());
            for url in urls.iter().map(|url| url.trim()).filter(|url| !url.is_empty()) {
                let id = match normalise_url(url) {
                    Ok(key) => add(tx, &new_job(JobKind::Save, url, &key, None, now))?.0,
                    Err(error) => {
                        let report = error.report();
                        let new = new_job(JobKind::Save, url, "", None, now);
                        let state = JobState::Failed;
                        db::insert_job(tx, &NewJob { url_key: None, state, error: Some(&report), ..new })?
                    }
                };
                jobs.extend(db::job(tx, id)?);
            }
            Ok(jobs)
        })
    }

    /// Adds a refetch of an article, or a retry of its missing pictures.
    ///
    /// # Errors
    /// `NotFound`; `NothingToFetch` for a refetch of an article without an address; those of writing the archive.
    pub fn enqueue_for(&self, id: ArticleId, kind: JobKind, now: Timestamp) -> Result<Job> {
        self.db().write(|tx| {
            let url = db::original_url(tx, id)?.ok_or_else(|| no_article(id))?;
            // Pictures have addresses of their own.
            let key = if kind == JobKind::RetryPictures { url_key(&url)? } else { normalise_url(&url)? };
            let (job, _) = add(tx, &new_job(kind, &url, &key, Some(id), now))?;
            db::job(tx, job)?.ok_or_else(|| no_job(job))
        })
    }

    /// Adds a page that a person has from elsewhere (pasted, or saved by a browser) as a refetch of an article that asks
    /// no server for it, only for its pictures. It is kept as a new version, and shown unless it is worse than the one
    /// that is shown.
    ///
    /// # Errors
    /// `NotFound`; `TooLarge` above the limit for pages; those of writing the archive.
    pub fn enqueue_page(&self, id: ArticleId, page: &[u8], now: Timestamp) -> Result<Job> {
        let limit = u64::from(self.settings()?.limits.page_bytes);
        let packed = compress(page)?;
        self.db().write(|tx| {
            let url = db::original_url(tx, id)?.ok_or_else(|| no_article(id))?;
            if page.len() as u64 > limit {
                return Err(Error::TooLarge { url, limit });
            }
            let key = normalise_url(&url)?;
            let new = NewJob { page: Some(&packed), ..new_job(JobKind::Refetch, &url, &key, Some(id), now) };
            let (job, _) = add(tx, &new)?;
            db::job(tx, job)?.ok_or_else(|| no_job(job))
        })
    }

    /// Jobs that a person asked for and that wait, run, failed, or ended since `dismiss_jobs`, newest first, at most 500: if there are more, those that
    /// run, that failed and that are next stand before those that wait longer and those that came to something.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn jobs(&self) -> Result<Vec<Job>> {
        self.db().read(db::jobs)
    }

    /// Stops a job that waits or runs; one that has ended stays as it is. Works on another process's job too: its
    /// worker sees the row and stops within a second.
    ///
    /// # Errors
    /// `NotFound`; those of writing the archive.
    pub fn cancel_job(&self, id: JobId) -> Result<Job> {
        self.db().write(|tx| {
            db::cancel_job(tx, id)?;
            db::job(tx, id)?.ok_or_else(|| no_job(id))
        })
    }

    /// Puts a job that failed or was cancelled back into the queue, or lets one that waits for its next try run now.
    ///
    /// # Errors
    /// `NotFound`; those of writing the archive.
    pub fn retry_job(&self, id: JobId) -> Result<Job> {
        self.db().write(|tx| {
            db::retry_job(tx, id)?;
            db::job(tx, id)?.ok_or_else(|| no_job(id))
        })
    }

    /// Forgets ended jobs; `None` means all that ended (done, failed, cancelled).
    ///
    /// # Errors
    /// Those of writing the archive.
    pub fn dismiss_jobs(&self, ids: Option<&[JobId]>) -> Result<()> {
        self.db().write(|tx| db::dismiss_jobs(tx, ids))
    }
}

/// Adds a job, and says whether it did: one that waits or runs and does the same serves as well, unless a page comes
/// with the new one. What an import has waiting for its host's turn becomes the person's own.
pub(super) fn add(tx: &rusqlite::Transaction<'_>, new: &NewJob<'_>) -> Result<(JobId, bool)> {
    let key = new.url_key.filter(|_| new.page.is_none());
    match key.map(|key| db::pending_job(tx, new.kind, key)).transpose()?.flatten() {
        Some(pending) => {
            db::take_over_fetch(tx, pending)?;
            Ok((pending, false))
        }
        None => Ok((db::insert_job(tx, new)?, true)),
    }
}

/// Adds a fetch of an article that an import brought: it waits for its host's turn and for everything that a person asks for.
/// Says whether it did: one that waits or runs already serves as well.
pub(super) fn add_bulk(
    tx: &rusqlite::Transaction<'_>,
    url: &str,
    url_key: &str,
    article: ArticleId,
    now: Timestamp,
) -> Result<(JobId, bool)> {
    add_to_host(tx, JobKind::Refetch, (url, url_key), &fetching::host_of_key(url_key), article, now)
}

/// Adds a job that waits for the turn of this host, unless it waits or runs already.
pub(super) fn add_to_host(
    tx: &rusqlite::Transaction<'_>,
    kind: JobKind,
    (url, key): (&str, &str),
    host: &str,
    article: ArticleId,
    now: Timestamp,
) -> Result<(JobId, bool)> {
    if let Some(pending) = db::pending_job(tx, kind, key)? {
        return Ok((pending, false));
    }
    db::begin_fetches(tx)?;
    let new = NewJob { host: Some(host), ..new_job(kind, url, key, Some(article), now) };
    Ok((db::insert_job(tx, &new)?, true))
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
        tags: &[],
        page: None,
        not_before: None,
        host: None,
        added: now,
    }
}

fn no_job(id: JobId) -> Error {
    Error::NotFound { what: "job", id: id.to_string() }
}
