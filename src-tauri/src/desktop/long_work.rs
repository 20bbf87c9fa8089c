//! Work on the whole archive while the window watches, as work stored pages again or making everything derived anew: one
//! such work at a time, which can be stopped.

use std::sync::{Mutex, PoisonError};

use tauri::AppHandle;
use tauri_specta::Event;
use tokio_util::sync::CancellationToken;

use super::events::WorkProgressed;
use crate::model::Progress;

/// What stops the work that runs.
#[derive(Debug, Default)]
pub struct LongWork(Mutex<CancellationToken>);

impl LongWork {
    /// Stops what runs and returns what will stop the next.
    pub(super) fn begin(&self) -> CancellationToken {
        let fresh = CancellationToken::new();
        self.replace(fresh.clone()).cancel();
        fresh
    }

    /// Stops what runs.
    pub(super) fn cancel(&self) {
        self.replace(CancellationToken::new()).cancel();
    }

    fn replace(&self, token: CancellationToken) -> CancellationToken {
        std::mem::replace(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner), token)
    }
}

/// Tells the window how far it is.
pub(super) fn told(app: &AppHandle, progress: Progress) {
    if let Err(error) = (WorkProgressed { progress }).emit(app) {
        tracing::warn!(%error, "the window was not told");
    }
}

#[cfg(test)]
mod tests {
    use super::LongWork;

    #[test]
    fn the_next_work_stops_the_one_before() {
        let work = LongWork::default();
        let first = work.begin();
        let second = work.begin();
        assert!(first.is_cancelled() && !second.is_cancelled());
        work.cancel();
        assert!(second.is_cancelled());
        assert!(!work.begin().is_cancelled());
    }
}
