//! Copies of the Internet Archive for articles whose pages are gone: versions of the same article, which keeps its URL.

use jiff::Timestamp;
use rusqlite::Transaction;
use tokio_util::sync::CancellationToken;

use super::attempt::Attempt;
use super::queue::{self, new_job};
use super::queued_save::{QueuedSave, Step};
use super::update::no_article;
use super::{Clock, Library, fetching};
use crate::capture::{OnProgress, Request, normalise_url};
use crate::db;
use crate::error::{Error, Result};
use crate::model::{ArticleId, Captured, JobKind, Progress, SaveOutcome, Stage};

/// The host of its copies.
const REPLAY_HOST: &str = "web.archive.org";

/// Asks for a copy of an article when the turn of the Internet Archive comes.
pub(super) fn ask(tx: &Transaction<'_>, article: ArticleId, host: &str, now: Timestamp) -> Result<()> {
    let url = db::original_url(tx, article)?.ok_or_else(|| no_article(article))?;
    let key = normalise_url(&url)?;
    queue::add_to_host(tx, JobKind::InternetArchive, (&url, &key), host, article, now)?;
    Ok(())
}

impl Library {
    /// Fetches the copy that the Internet Archive has of an article's page as a new version, as a job, now: the one nearest to when
    /// the article was saved. It is shown unless it is worse than the one that is.
    ///
    /// # Errors
    /// `NotFound`; those of the archive itself. An error of the capture is in the outcome.
    pub async fn refetch_from_internet_archive(
        &self,
        id: ArticleId,
        clock: Clock,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<SaveOutcome> {
        let now = clock();
        let save = self.blocking(move |library| library.queue_snapshot(id, now)).await?;
        self.finish_save(save, clock, on_progress, cancel).await
    }

    fn queue_snapshot(&self, article: ArticleId, now: Timestamp) -> Result<QueuedSave> {
        self.db().write(|tx| {
            let url = db::original_url(tx, article)?.ok_or_else(|| no_article(article))?;
            let key = normalise_url(&url)?;
            let new = new_job(JobKind::InternetArchive, &url, &key, Some(article), now);
            let (id, added) = queue::add(tx, &new)?;
            Ok(QueuedSave { url, step: Step::Job { id, added } })
        })
    }

    /// The host that jobs for its copies wait for.
    pub(super) fn replay_host(&self) -> String {
        let other = self.capturer_options().internet_archive.as_deref();
        other.map_or_else(|| REPLAY_HOST.to_owned(), fetching::host_of_key)
    }

    /// Looks for a copy, fetches it and stores it.
    pub(super) async fn capture_snapshot(
        &self,
        attempt: &Attempt,
        clock: &Clock,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<SaveOutcome> {
        let id =
            attempt.claimed.article.ok_or_else(|| Error::Internal("a job without its article".to_owned()))?;
        let (article, repairs) = self.blocking(move |library| library.wanted_copy(id)).await?;
        let capturer = self.capturer()?;
        let snapshot = capturer
            .snapshot(attempt.url(), article.saved, cancel)
            .await?
            .ok_or_else(|| Error::NoSnapshot { url: attempt.url().to_owned() })?;
        let sites = self.sites(Some(id));
        let request = Request { sites, repairs, ..Request::new(attempt.url(), clock()) };
        let capture = capturer.capture_snapshot(request, &snapshot, on_progress, cancel).await?;
        on_progress(Progress { stage: Stage::Storing, done: 0, total: Some(1) });
        self.store_captured(attempt, Captured::Fresh(Box::new(capture)), clock()).await
    }

    fn wanted_copy(&self, id: ArticleId) -> Result<(crate::model::ArticleSummary, crate::model::Repairs)> {
        self.db().read(|conn| {
            let article = db::summary(conn, id)?.ok_or_else(|| no_article(id))?;
            Ok((article, db::repairs(conn, id)?))
        })
    }
}
