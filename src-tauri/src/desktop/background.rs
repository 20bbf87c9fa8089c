//! What runs beside the window: the queue, and a look-out for changes by other processes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tauri::async_runtime::{self, JoinHandle};
use tauri::{AppHandle, Manager};
use tauri_specta::Event;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tokio_util::sync::CancellationToken;

use super::events::{JobChanged, JobProgressed, LibraryChanged, QueueStalled};
use crate::error::Error;
use crate::library::{Clock, JobEvent, Library};
use crate::model::{JobId, JobState, Progress, Stage};

/// How soon a change by another process is seen.
const LOOK: Duration = Duration::from_millis(250);
/// How often a running job's progress is told at most.
const PROGRESS: Duration = Duration::from_millis(100);
/// How often it is looked whether a backup is due. One that failed is tried again then.
const BACKUP_LOOK: Duration = Duration::from_mins(15);
/// How long the queue rests after an error of the archive.
const REST: Duration = Duration::from_secs(5);
/// How long closing the window waits for jobs to be put back; their leases run out anyway.
const GOODBYE: Duration = Duration::from_secs(3);

/// The tasks, until [`Background::stop`].
#[derive(Debug)]
pub(super) struct Background {
    stop: CancellationToken,
    queue: Mutex<Option<JoinHandle<()>>>,
}

impl Background {
    pub(super) fn start(app: &AppHandle, library: &Library) -> Self {
        let stop = CancellationToken::new();
        async_runtime::spawn(watch(app.clone(), library.clone(), stop.clone()));
        async_runtime::spawn(catch_up(library.clone(), stop.clone()));
        async_runtime::spawn(back_up(library.clone(), stop.clone()));
        let queue = async_runtime::spawn(work(app.clone(), library.clone(), stop.clone()));
        Self { stop, queue: Mutex::new(Some(queue)) }
    }

    /// Ends them; running jobs go back into the queue.
    pub(super) fn stop(&self) {
        self.stop.cancel();
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(queue) = queue {
            // Too slow is as good as in time: a job without a worker is taken up at the next start.
            let _ = async_runtime::block_on(async { timeout(GOODBYE, queue).await });
        }
    }
}

async fn work(app: AppHandle, library: Library, stop: CancellationToken) {
    let told = Told::default();
    let on_event = |event| tell(&app, &told, event);
    while !stop.is_cancelled() {
        let clock = app.state::<Clock>().inner().clone();
        let Err(error) = library.run_queue(clock, false, &on_event, &stop).await else { continue };
        tracing::error!("the queue stalled: {error}");
        emit(&app, &QueueStalled { error: error.report() });
        let _ = timeout(REST, stop.cancelled()).await;
    }
}

/// Brings what an older program saved into the search index; the window hears of it as of any change.
async fn catch_up(library: Library, stop: CancellationToken) {
    let caught_up = async_runtime::spawn_blocking(move || library.catch_up(&|_| {}, &stop)).await;
    match caught_up {
        Ok(Ok(()) | Err(Error::Cancelled)) => {}
        Ok(Err(error)) => tracing::error!("the search index stays behind: {error}"),
        Err(error) => tracing::error!("the search index stays behind: {error}"),
    }
}

/// Makes the day's backup when the person wants one; its settings may change while the window is open. The window hears of it
/// as of any change.
async fn back_up(library: Library, stop: CancellationToken) {
    let mut looks = interval(BACKUP_LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while stop.run_until_cancelled(looks.tick()).await.is_some() {
        let (library, stop) = (library.clone(), stop.clone());
        let made = async_runtime::spawn_blocking(move || match library.is_backup_due()? {
            true => library.automatic_backup(&library.backup_settings()?, &|_| {}, &stop).map(drop),
            false => Ok(()),
        });
        match made.await {
            Ok(Ok(()) | Err(Error::Cancelled)) => {}
            // The settings tell it, too.
            Ok(Err(error)) => tracing::error!("there is no backup of today: {error}"),
            Err(error) => tracing::error!("there is no backup of today: {error}"),
        }
    }
}

async fn watch(app: AppHandle, library: Library, stop: CancellationToken) {
    let mut seen = library.change_counter().ok();
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while stop.run_until_cancelled(looks.tick()).await.is_some() {
        let now = library.change_counter().ok();
        if now.is_some() && now != seen {
            seen = now;
            emit(&app, &LibraryChanged);
        }
    }
}

fn tell(app: &AppHandle, told: &Told, event: JobEvent) {
    match event {
        JobEvent::Changed(job) => {
            if job.state != JobState::Running {
                told.forget(job.id);
            }
            emit(app, &JobChanged { job });
        }
        JobEvent::Progress(job, progress) => {
            if told.is_due(job, progress, Instant::now()) {
                emit(app, &JobProgressed { job, progress });
            }
        }
        // The window asks for their state as a whole.
        JobEvent::Fetched(_) => {}
    }
}

fn emit<E: Event + serde::Serialize + Clone>(app: &AppHandle, event: &E) {
    if let Err(error) = event.emit(app) {
        tracing::warn!("the window was not told {}: {error}", E::NAME);
    }
}

/// The step that was last told of each running job, and when: a download reports every few kilobytes, the window needs
/// no more than it can show.
#[derive(Debug, Default)]
struct Told(Mutex<HashMap<JobId, (Stage, Instant)>>);

impl Told {
    /// A new step and the end of a step are always told.
    fn is_due(&self, job: JobId, progress: Progress, now: Instant) -> bool {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let due = match told.get(&job) {
            Some((stage, at)) => {
                *stage != progress.stage
                    || progress.total == Some(progress.done)
                    || now.duration_since(*at) >= PROGRESS
            }
            None => true,
        };
        if due {
            told.insert(job, (progress.stage, now));
        }
        due
    }

    fn forget(&self, job: JobId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&job);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_thinned_but_never_its_steps() {
        let told = Told::default();
        let job = JobId(1);
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let fetching = |done| Progress { stage: Stage::Fetching, done, total: Some(100) };
        assert!(told.is_due(job, fetching(1), at(0)));
        assert!(!told.is_due(job, fetching(2), at(99)));
        assert!(told.is_due(job, fetching(3), at(100)));
        assert!(told.is_due(job, fetching(100), at(101)), "the end of a step was dropped");
        assert!(told.is_due(job, Progress { stage: Stage::Cleaning, done: 0, total: None }, at(102)));
        assert!(told.is_due(JobId(2), fetching(2), at(102)), "another job was held back");
        told.forget(job);
        assert!(told.is_due(job, fetching(1), at(103)));
    }
}
