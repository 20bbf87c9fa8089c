//! The versions of an article.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ChangeSummary, Diagnosis, VersionId};

/// Why there is a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum VersionReason {
    /// The article was saved.
    Save,
    /// Its page was fetched again and said something else.
    Refetch,
    /// A person gave the page.
    Given,
    /// The stored page was cleaned again.
    Cleaned,
    /// A person corrected the copy.
    Repaired,
    /// It came in a file of another program.
    Imported,
    /// The Internet Archive had a copy of the page.
    #[serde(rename = "internet-archive")]
    InternetArchive,
}

/// One capture of an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct VersionSummary {
    /// The version.
    pub version: VersionId,
    /// When its page was fetched.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub fetched: Timestamp,
    /// When the copy was made.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub created: Timestamp,
    /// Why there is this version.
    pub reason: VersionReason,
    /// Whether a person's corrections were applied to it.
    pub repaired: bool,
    /// URL that answered.
    pub final_url: String,
    /// HTTP status.
    pub status: u16,
    /// What made the clean copy.
    pub extractor: String,
    /// Its headline.
    pub title: String,
    /// Words of its text.
    pub words: u32,
    /// Bytes of the page as it was sent, further pages included.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub bytes: u64,
    /// Pictures in it.
    pub pictures: u32,
    /// Whether it is the one shown.
    pub current: bool,
    /// Whether its text differs from the version before.
    pub changed: bool,
    /// The version that `changes` are told from: the last one before it that was an article at all.
    pub before: Option<VersionId>,
    /// What differs from `before`; `None` for the first version.
    pub changes: Option<ChangeSummary>,
    /// Whether the last look at the page brought it, and it was worse than the one that is shown.
    pub worse: bool,
    /// Whether the copy is whole.
    pub diagnosis: Diagnosis,
}
