//! Workers that wait for their next page, ended when none comes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::time::Instant;

use super::process::Process;

/// Idle workers, the last used on top.
#[derive(Debug)]
pub(super) struct Idle {
    rest: Duration,
    waiting: Arc<Mutex<Waiting>>,
}

#[derive(Debug, Default)]
struct Waiting {
    processes: Vec<(Process, Instant)>,
    /// Whether a task looks after them.
    watched: bool,
}

impl Idle {
    /// Keeps each worker for `rest` at least and twice as long at most.
    pub(super) fn new(rest: Duration) -> Self {
        Self { rest, waiting: Arc::default() }
    }

    pub(super) fn take(&self) -> Option<Process> {
        lock(&self.waiting).processes.pop().map(|(process, _)| process)
    }

    pub(super) fn put(&self, process: Process) {
        let mut waiting = lock(&self.waiting);
        waiting.processes.push((process, Instant::now()));
        if !waiting.watched {
            waiting.watched = true;
            tokio::spawn(end_rested(Arc::downgrade(&self.waiting), self.rest));
        }
    }
}

/// Ends workers as their time comes, until none is left.
async fn end_rested(waiting: Weak<Mutex<Waiting>>, rest: Duration) {
    loop {
        tokio::time::sleep(rest).await;
        let Some(waiting) = waiting.upgrade() else { return };
        let mut waiting = lock(&waiting);
        waiting.processes.retain(|(_, since)| since.elapsed() < rest);
        if waiting.processes.is_empty() {
            waiting.watched = false;
            return;
        }
    }
}

fn lock(waiting: &Mutex<Waiting>) -> MutexGuard<'_, Waiting> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}
