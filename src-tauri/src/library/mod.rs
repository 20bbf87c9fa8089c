//! The rules of the archive: every action of a person is one method of [`Library`]; transactions begin and end here.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::capture::{CapturerOptions, OnProgress};
use crate::error::Result;
use crate::model::*;

/// Where the library gets the time from: only entries read the system clock.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How an archive is opened.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// Create the file when it does not exist.
    pub create: bool,
    /// How pages are captured.
    pub capturer: CapturerOptions,
}

/// What one save is asked to do.
#[derive(Debug, Clone, Default)]
pub struct SaveRequest {
    /// URL as the person gave it.
    pub url: String,
    /// The page itself, when the person has it as a file.
    pub html: Option<Vec<u8>>,
    /// Fetch again when the article is there already.
    pub refetch: bool,
}

/// What happened to a job while the queue runs.
#[derive(Debug, Clone, PartialEq)]
pub enum JobEvent {
    /// The job's row changed.
    Changed(Job),
    /// The job came further.
    Progress(JobId, Progress),
}

/// An open archive. Cheap to clone; safe to share between threads.
#[derive(Debug, Clone)]
pub struct Library {}

#[allow(clippy::todo, unused_variables, missing_docs, clippy::missing_errors_doc)]
impl Library {
    /// Opens (and creates, migrates) the archive.
    pub fn open(path: &Path, options: OpenOptions) -> Result<Self> {
        todo!()
    }
    pub fn path(&self) -> &Path {
        todo!()
    }
    pub fn info(&self) -> Result<ArchiveInfo> {
        todo!()
    }

    // reading
    pub fn articles(&self, query: &ListQuery) -> Result<ArticlePage> {
        todo!()
    }
    pub fn shelf_counts(&self) -> Result<ShelfCounts> {
        todo!()
    }
    /// `id` is an article's id or any URL known to lead to it.
    pub fn resolve(&self, id: &str) -> Result<ArticleId> {
        todo!()
    }
    pub fn article(&self, id: ArticleId) -> Result<Article> {
        todo!()
    }
    pub fn versions(&self, id: ArticleId) -> Result<Vec<VersionSummary>> {
        todo!()
    }
    pub fn raw(&self, id: ArticleId, version: Option<VersionId>) -> Result<RawResponse> {
        todo!()
    }
    pub fn asset(&self, hash: &AssetHash) -> Result<Asset> {
        todo!()
    }

    // changing
    /// Returns the flags before the change: what `restore_flags` undoes with.
    pub fn update(
        &self,
        ids: &[ArticleId],
        patch: ArticlePatch,
        now: Timestamp,
    ) -> Result<Vec<ArticleFlags>> {
        todo!()
    }
    pub fn restore_flags(&self, flags: &[ArticleFlags]) -> Result<()> {
        todo!()
    }
    /// Remembers how far an article was read (0..=1); an unread one becomes `reading`, one at the end `read`.
    pub fn set_position(&self, id: ArticleId, position: f64) -> Result<()> {
        todo!()
    }
    /// Removes articles that are in the trash for good; `None` empties the trash.
    pub fn purge(&self, ids: Option<&[ArticleId]>) -> Result<Vec<DeletedArticle>> {
        todo!()
    }

    // capturing
    /// Captures one URL now, in this process, as a job of the queue (so a crash loses nothing). An error of the capture
    /// is in the outcome; `Err` is for the archive itself.
    pub async fn save(
        &self,
        request: SaveRequest,
        clock: Clock,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<SaveOutcome> {
        todo!()
    }
    /// Fetches an article again as a new version, as a job, now.
    pub async fn refetch(
        &self,
        id: ArticleId,
        clock: Clock,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<SaveOutcome> {
        todo!()
    }
    /// Cleans stored raw pages again; a version is added where the clean copy differs. `None` takes all articles.
    pub async fn reextract(
        &self,
        ids: Option<&[ArticleId]>,
        clock: Clock,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<Vec<SaveOutcome>> {
        todo!()
    }

    // the queue
    pub fn enqueue(&self, urls: &[String], now: Timestamp) -> Result<Vec<Job>> {
        todo!()
    }
    /// Adds a refetch or a retry of missing pictures.
    pub fn enqueue_for(&self, id: ArticleId, kind: JobKind, now: Timestamp) -> Result<Job> {
        todo!()
    }
    /// Jobs that wait, run, failed, or ended since `dismiss_jobs`, newest first, at most 500.
    pub fn jobs(&self) -> Result<Vec<Job>> {
        todo!()
    }
    /// Works on another process's job too: its worker sees the row and stops.
    pub fn cancel_job(&self, id: JobId) -> Result<Job> {
        todo!()
    }
    pub fn retry_job(&self, id: JobId, now: Timestamp) -> Result<Job> {
        todo!()
    }
    /// Forgets ended jobs; `None` means all that ended (done, failed, cancelled).
    pub fn dismiss_jobs(&self, ids: Option<&[JobId]>) -> Result<()> {
        todo!()
    }
    /// Works through the queue, several jobs at once, until `stop`; with `drain`, until nothing is left that may run now.
    /// Picks up jobs other processes add (looks every half second) and jobs whose worker died (lease run out).
    pub async fn run_queue(
        &self,
        clock: Clock,
        drain: bool,
        on_event: &(dyn Fn(JobEvent) + Send + Sync),
        stop: &CancellationToken,
    ) -> Result<()> {
        todo!()
    }

    // settings and change
    pub fn settings(&self) -> Result<CaptureSettings> {
        todo!()
    }
    pub fn set_settings(&self, settings: CaptureSettings) -> Result<()> {
        todo!()
    }
    /// A number that changes whenever any process commits to the archive (`PRAGMA data_version` on a connection of its
    /// own, plus this process's commits); costs microseconds, so the window asks it every quarter second.
    pub fn change_counter(&self) -> Result<u64> {
        todo!()
    }
}

/// The archive's place when none is given: `lede/archive.lede` in the platform's data directory.
///
/// # Errors
/// `Io` when the platform has no such directory.
pub fn default_archive() -> Result<PathBuf> {
    todo!()
}
