//! Pages are cleaned in processes that can be killed: no input can crash or hang the program itself.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

use self::frame::Answer;
use self::idle::Idle;
use self::process::Process;
use super::{ArticleInput, STACK_BYTES};
use crate::error::{Error, Result};
use crate::model::Page;

mod frame;
mod idle;
mod process;
mod serve;

pub use serve::serve_worker;

/// Address space of a worker process.
const MEMORY_BYTES: u64 = 2 << 30;

/// Worker processes at once: cleaning is bound by the processor, and each holds memory.
const MAX_WORKERS: usize = 4;

/// How long a worker waits for its next page at least, and twice this at most, before it gives its memory back.
const REST: Duration = Duration::from_secs(60);

/// The extraction workers of a capturer.
#[derive(Debug)]
pub(super) struct Workers {
    program: Option<PathBuf>,
    limit: Duration,
    slots: Semaphore,
    threads: Arc<Semaphore>,
    idle: Idle,
}

impl Workers {
    /// Sets the pool up; starts nothing. Without a `program`, pages are cleaned on threads of this process: a page that
    /// takes too long is given up, but its thread goes on, and a stack overflow beyond 64 MB ends the process.
    pub(super) fn new(program: Option<PathBuf>, limit: Duration) -> Self {
        let slots = thread::available_parallelism().map_or(1, usize::from).min(MAX_WORKERS);
        Self {
            program,
            limit,
            slots: Semaphore::new(slots),
            threads: Arc::new(Semaphore::new(slots)),
            idle: Idle::new(REST),
        }
    }

    /// Cleans one article within the limits, of time for each of its pages.
    ///
    /// # Errors
    /// `Extraction` when a page breaks them or nothing can be made of the first.
    pub(super) async fn clean(&self, input: impl Into<ArticleInput>) -> Result<Page> {
        let input = input.into();
        let _slot = self.slots.acquire().await.map_err(|_| Error::Cancelled)?;
        let url = input.page.url.clone();
        let answer = match &self.program {
            Some(program) => match self.idle_or_new(program) {
                Ok(process) => self.clean_in(process, &input).await,
                Err(error) => {
                    // An upgrade may have taken the program away under a running window; saving goes on without it.
                    tracing::warn!(%error, program = %program.display(), "no extraction worker");
                    self.clean_here(input).await
                }
            },
            None => self.clean_here(input).await,
        };
        match answer {
            Ok(Answer::Page(page)) => Ok(*page),
            Ok(Answer::Failed(reason)) | Err(reason) => Err(Error::Extraction { url, reason }),
        }
    }

    async fn clean_in(&self, idle: Start, input: &ArticleInput) -> Result<Answer, String> {
        let reused = idle.reused;
        let answer = self.exchange(idle.process, input).await;
        match (answer, &self.program) {
            // A worker that waited may have died for reasons of its own; only a fresh one speaks for the page.
            (Err(Broken::Died), Some(program)) if reused => match Process::start(program) {
                Ok(process) => self.exchange(process, input).await,
                Err(_) => Err(Broken::Died),
            },
            (answer, _) => answer,
        }
        .map_err(|broken| broken.reason(self.limit_of(input)))
    }

    fn limit_of(&self, input: &ArticleInput) -> Duration {
        self.limit.saturating_mul(u32::try_from(1 + input.further.len()).unwrap_or(u32::MAX))
    }

    async fn exchange(&self, mut process: Process, input: &ArticleInput) -> Result<Answer, Broken> {
        match timeout(self.limit_of(input), process.clean(input)).await {
            Ok(Ok(answer)) => {
                self.idle.put(process);
                Ok(answer)
            }
            Ok(Err(_)) => Err(Broken::Died),
            Err(_) => Err(Broken::TooSlow),
        }
    }

    fn idle_or_new(&self, program: &Path) -> io::Result<Start> {
        match self.idle.take() {
            Some(process) => Ok(Start { process, reused: true }),
            None => Ok(Start { process: Process::start(program)?, reused: false }),
        }
    }

    async fn clean_here(&self, input: ArticleInput) -> Result<Answer, String> {
        let limit = self.limit_of(&input);
        let Ok(Ok(thread)) = timeout(self.limit, Arc::clone(&self.threads).acquire_owned()).await else {
            return Err("earlier pages that cannot be cleaned hold up all threads".to_owned());
        };
        let (sender, receiver) = oneshot::channel();
        let work = move || {
            // Held as long as the thread runs, so that hopeless pages cannot pile up.
            let _thread = thread;
            let _ = sender.send(serve::answer(&input));
        };
        thread::Builder::new().stack_size(STACK_BYTES).spawn(work).map_err(|error| error.to_string())?;
        match timeout(limit, receiver).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) => Err(Broken::Died.reason(limit)),
            Err(_) => Err(Broken::TooSlow.reason(limit)),
        }
    }
}

/// A worker that is about to be used.
struct Start {
    process: Process,
    reused: bool,
}

/// Why a worker gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Broken {
    Died,
    TooSlow,
}

impl Broken {
    fn reason(self, limit: Duration) -> String {
        match self {
            Self::Died => "it ended the process that cleans pages (too deep or too large)".to_owned(),
            Self::TooSlow => format!("it took longer than {} seconds", limit.as_secs_f32()),
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
