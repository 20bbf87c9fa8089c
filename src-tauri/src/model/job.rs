//! The queue of captures, and what is told about one while it runs.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ArticleId, Diagnosis, JobId, VersionId};
use crate::error::ErrorReport;

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum JobKind {
    /// Save a URL that is not in the archive yet.
    Save,
    /// Fetch an article again as a new version.
    Refetch,
    /// Look whether the page of a watched article has changed.
    Check,
    /// Fetch the pictures that are missing from an article's current version.
    RetryPictures,
    /// Fetch the copy that the Internet Archive has of an article's page.
    InternetArchive,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum JobState {
    /// Waiting for its turn (or for `next_try`).
    Queued,
    /// Being worked on by a process whose lease has not run out.
    Running,
    /// Finished.
    Done,
    /// Gave up; `error` says why.
    Failed,
    /// Stopped by the person.
    Cancelled,
}

/// One entry of the queue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Job {
    /// The job.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// URL as the person gave it.
    pub url: String,
    /// Where it stands.
    pub state: JobState,
    /// Tries so far.
    pub tries: u32,
    /// What went wrong last.
    pub error: Option<ErrorReport>,
    /// Not before this time.
    #[cfg_attr(feature = "desktop", specta(type = Option<String>))]
    pub next_try: Option<Timestamp>,
    /// When it was added.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub added: Timestamp,
    /// What came of it, once done.
    pub outcome: Option<SaveOutcome>,
}

/// Steps of a capture, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Getting the page.
    Fetching,
    /// Getting further pages of the article.
    Pages,
    /// Extracting and sanitising.
    Cleaning,
    /// Getting pictures.
    Pictures,
    /// Writing to the archive.
    Storing,
    /// Counting anew what is kept of shelves, tags and collections.
    Counting,
    /// Making anew what is derived of articles.
    Deriving,
    /// Indexing notes and highlights.
    Indexing,
    /// Comparing the search index with what it was made of.
    Comparing,
    /// Writing articles to a file of another kind.
    Exporting,
    /// Putting together what was written of articles: the layout of a PDF, the index of a site.
    Finishing,
    /// Taking in a file; bytes of it.
    Importing,
    /// Copying the archive; pages of its file.
    Copying,
    /// Having the database check a file.
    Checking,
    /// Comparing what is kept with its sums.
    Summing,
    /// Finished.
    Done,
}

/// How far a piece of work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Progress {
    /// Current step.
    pub stage: Stage,
    /// Units done: bytes while fetching, pages while getting further ones, pictures while getting pictures.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub done: u64,
    /// Units in all, where known.
    #[cfg_attr(feature = "desktop", specta(type = Option<specta_typescript::Number>))]
    pub total: Option<u64>,
}

/// How a save ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum SaveStatus {
    /// A new article, or a new version of one, was stored.
    Saved,
    /// The article was already there (or has not changed); nothing was stored.
    Exists,
    /// Nothing was stored; `error` says why.
    Failed,
}

/// The result of one save, as `lede save --json` prints it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct SaveOutcome {
    /// The article, unless the save failed.
    pub id: Option<ArticleId>,
    /// URL as the person gave it.
    pub url: String,
    /// How it ended.
    pub status: SaveStatus,
    /// The version that is current now.
    pub version: Option<VersionId>,
    /// False when the last look at the page brought something worse than the copy that is shown, or the person chose which
    /// one is shown, so that it stays.
    pub shown: bool,
    /// Whether the copy is whole.
    pub diagnosis: Option<Diagnosis>,
    /// Pictures that could not be fetched.
    pub missing_assets: u32,
    /// Why it failed.
    pub error: Option<ErrorReport>,
}
