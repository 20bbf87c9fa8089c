//! Backups: what is made by itself, and what became of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How backups are made by themselves. Travels with the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct BackupSettings {
    /// Whether the window makes one each day. Off at first: every backup is as large as the archive, and only the person knows
    /// of a disk that has the room and does not break together with the first.
    pub daily_backups: bool,
    /// Where they go; `None` is the folder `backups` beside the archive.
    pub folder: Option<String>,
    /// The last of each of so many days is kept.
    pub days: u32,
    /// The last of each of so many weeks.
    pub weeks: u32,
    /// The last of each of so many months.
    pub months: u32,
}

impl Default for BackupSettings {
    fn default() -> Self {
        Self { daily_backups: false, folder: None, days: 7, weeks: 4, months: 6 }
    }
}

/// A backup that is where it belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct BackupReport {
    /// The file, absolute.
    pub output: String,
    /// Its size.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub bytes: u64,
    /// When it was begun: it holds what was there at that moment.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub made: Timestamp,
    /// Articles in it, those in the trash included.
    pub articles: u32,
    /// Number of its schema.
    pub schema: u32,
}

/// A backup that could not be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct FailedBackup {
    /// When it was tried.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub tried: Timestamp,
    /// Why it failed.
    pub error: crate::error::ErrorReport,
}

/// What is known of the archive's backups.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct BackupState {
    /// The last one that was made.
    pub last: Option<BackupReport>,
    /// The last one that was to be made by itself and could not be, when none was made since.
    pub failed: Option<FailedBackup>,
    /// Where those go that are made by themselves, absolute.
    pub folder: String,
}

/// A backup made by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutomaticBackup {
    /// What was made; nothing when there is one of that day already.
    pub made: Option<BackupReport>,
    /// Older ones that were deleted then, as files.
    pub removed: Vec<String>,
}

/// A backup that took the archive's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestoreReport {
    /// The archive.
    pub archive: String,
    /// The backup it was made of.
    pub backup: String,
    /// Articles in it, those in the trash included.
    pub articles: u32,
    /// Its size.
    pub bytes: u64,
    /// Where the archive is that stood there before.
    pub kept: Option<String>,
}
