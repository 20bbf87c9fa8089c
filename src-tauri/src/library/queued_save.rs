//! Saves that stand in the queue before any of them begins, so that a program killed in the midst of many loses none.

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Transaction;
use tokio_util::sync::CancellationToken;

use super::attempt::Attempt;
use super::prepared::compress;
use super::queue::{self, new_job};
use super::store::take_out_of_trash;
use super::{Clock, Library, SaveRequest, outcome, tags};
use crate::capture::{OnProgress, normalise_url};
use crate::db::{self, NewJob};
use crate::error::{Error, Result};
use crate::model::{ArticleId, JobId, JobKind, JobState, Progress, SaveOutcome, SaveStatus, Stage};

/// Time between two looks at a job that another process works on.
const POLL: Duration = Duration::from_millis(250);

/// A save that was asked for: what `Library::queue_saves` returns and `Library::finish_save` finishes.
#[derive(Debug, Clone)]
pub struct QueuedSave {
    /// URL as the person gave it.
    pub url: String,
    pub(super) step: Step,
}

/// What is left to do for a save.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// Nothing: the article is there, or the text is no URL.
    Ended(Box<SaveOutcome>),
    /// The job, which this request `added` or which waited or ran already.
    Job { id: JobId, added: bool },
}

/// Whose turn it is with a job.
enum Turn {
    Ours(Box<Attempt>),
    Others,
    Over(Box<SaveOutcome>),
}

impl Library {
    /// Puts saves into the queue, in one transaction and before any of them begins; in the order given.
    ///
    /// What is there already needs no job, unless the request says so; if it lies in the trash, it is taken out. A URL
    /// that waits or runs already is not added twice. Whatever `finish_save` is not called for, or does not come to the
    /// end of because the program dies, is done by whoever works through the queue.
    ///
    /// # Errors
    /// Those of writing the archive; then none was added.
    pub fn queue_saves(&self, requests: &[SaveRequest], now: Timestamp) -> Result<Vec<QueuedSave>> {
        let packed = requests.iter().map(|request| request.html.as_deref().map(compress).transpose());
        let pages = packed.collect::<Result<Vec<_>>>()?;
        self.db().write(|tx| {
            let asked = requests.iter().zip(&pages);
            asked.map(|(request, page)| queue_save(tx, request, page.as_deref(), now)).collect()
        })
    }

    /// Does a queued save now, in this process. One that another process has begun is awaited, and taken over when that
    /// process dies.
    ///
    /// When `cancel` is cancelled, a job that the request added is cancelled; one that was in the queue before stays
    /// there.
    ///
    /// # Errors
    /// Those of the archive itself; an error of the capture is in the outcome.
    pub async fn finish_save(
        &self,
        save: QueuedSave,
        clock: Clock,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<SaveOutcome> {
        let (id, added) = match save.step {
            Step::Ended(outcome) => return Ok(*outcome),
            Step::Job { id, added } => (id, added),
        };
        while !cancel.is_cancelled() {
            let (url, now) = (save.url.clone(), clock());
            match self.blocking(move |library| library.turn(id, added, &url, now)).await? {
                Turn::Ours(attempt) => {
                    let outcome = self.work_on(&attempt, &clock, on_progress, cancel).await?;
                    self.picture_lists(&attempt, &outcome, on_progress, cancel).await;
                    on_progress(Progress { stage: Stage::Done, done: 1, total: Some(1) });
                    return Ok(outcome);
                }
                Turn::Over(outcome) => return Ok(*outcome),
                Turn::Others => {}
            }
            tokio::select! {
                () = tokio::time::sleep(POLL) => {}
                () = cancel.cancelled() => {}
            }
        }
        if added {
            self.blocking(move |library| library.db().write(|tx| db::cancel_job(tx, id))).await?;
        }
        Ok(outcome::failed(&save.url, &Error::Cancelled))
    }

    fn turn(&self, id: JobId, added: bool, url: &str, now: Timestamp) -> Result<Turn> {
        if let Some(attempt) = self.claim_this(id, !added, now)? {
            return Ok(Turn::Ours(Box::new(attempt)));
        }
        let Some(job) = self.db().read(|conn| db::job(conn, id))? else {
            return self.without_a_row(url).map(|outcome| Turn::Over(Box::new(outcome)));
        };
        if matches!(job.state, JobState::Queued | JobState::Running) {
            return Ok(Turn::Others);
        }
        let mut outcome = job.outcome.unwrap_or_else(|| outcome::failed(url, &Error::Cancelled));
        url.clone_into(&mut outcome.url);
        // Each article is told as saved once: by who added its job.
        if !added && outcome.status == SaveStatus::Saved {
            outcome.status = SaveStatus::Exists;
        }
        Ok(Turn::Over(Box::new(outcome)))
    }

    /// A job that another process ended and dismissed, or purged with its article.
    fn without_a_row(&self, url: &str) -> Result<SaveOutcome> {
        let key = normalise_url(url)?;
        self.db().read(|conn| match db::article_by_url(conn, &key)? {
            Some(article) => outcome::of_article(conn, article, url, SaveStatus::Exists),
            None => Ok(outcome::failed(url, &Error::Cancelled)),
        })
    }
}

fn queue_save(
    tx: &Transaction<'_>,
    request: &SaveRequest,
    page: Option<&[u8]>,
    now: Timestamp,
) -> Result<QueuedSave> {
    let url = &request.url;
    let ended = |outcome| QueuedSave { url: url.clone(), step: Step::Ended(Box::new(outcome)) };
    let key = match normalise_url(url) {
        Ok(key) => key,
        Err(error) => return Ok(ended(outcome::failed(url, &error))),
    };
    if let (Some(id), false) = (db::article_answered(tx, &key)?, request.refetch) {
        tags::give(tx, id, &request.tags, now)?;
        return there(tx, id, url).map(ended);
    }
    let (kind, known) = match request.refetch {
        true => (JobKind::Refetch, db::article_by_url(tx, &key)?),
        false => (JobKind::Save, None),
    };
    let (id, added) =
        queue::add(tx, &NewJob { page, tags: &request.tags, ..new_job(kind, url, &key, known, now) })?;
    if !added && !request.tags.is_empty() {
        db::add_job_tags(tx, id, &request.tags)?;
    }
    Ok(QueuedSave { url: url.clone(), step: Step::Job { id, added } })
}

fn there(tx: &Transaction<'_>, id: ArticleId, url: &str) -> Result<SaveOutcome> {
    take_out_of_trash(tx, id)?;
    outcome::of_article(tx, id, url, SaveStatus::Exists)
}
