//! What the window is told without having asked.

use serde::{Deserialize, Serialize};
use tauri_specta::Event;

use crate::error::ErrorReport;
use crate::model::{Job, JobId, Progress};

/// Some process committed to the archive: read again what is shown.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct LibraryChanged;

/// A job of this process's queue has a new state.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct JobChanged {
    /// The job as it is now.
    pub job: Job,
}

/// A running job came further; sent at most ten times a second a job.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct JobProgressed {
    /// The job.
    pub job: JobId,
    /// How far it is.
    pub progress: Progress,
}

/// Work on the whole archive came further: cleaning stored pages again, making what is derived anew.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct WorkProgressed {
    /// How far it is.
    pub progress: Progress,
}

/// Looking at files, or taking them in, came further.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct ImportProgressed {
    /// Which of the chosen files, from 0.
    pub file: u32,
    /// How far it is in that one.
    pub progress: Progress,
}

/// Something is dragged over the window: whether it is files, which the web does not tell a page.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, specta::Type, Event)]
pub struct Dragged {
    /// Whether it is files.
    pub files: bool,
}

/// The queue cannot go on (a full disk, say); it is tried again every few seconds.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct QueueStalled {
    /// Why.
    pub error: ErrorReport,
}

/// The window is to close: write what is not written yet, then answer `close_window` or `keep_window`.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct WindowClosing;

/// The program was started again with addresses: save them.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct UrlsReceived {
    /// The addresses.
    pub urls: Vec<String>,
}
