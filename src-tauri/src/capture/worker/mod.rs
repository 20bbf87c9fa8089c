//! Pages are cleaned in processes that can be killed: no input can crash or hang the program itself.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

use self::frame::{Answer, Task};
use self::idle::Idle;
use self::process::Process;
use super::{ArticleInput, STACK_BYTES};
use crate::error::{Error, Result};
use crate::model::{Page, PageBlocks};

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
        let url = input.page.url.clone();
        match self.answer(Task::Clean, input).await {
            Ok(Answer::Page(page)) => Ok(*page),
            other => Err(refused(url, other)),
        }
    }

    /// Lists the blocks of one article, within the same limits.
    ///
    /// # Errors
    /// As [`clean`](Self::clean).
    pub(super) async fn list(&self, input: ArticleInput) -> Result<PageBlocks> {
        let url = input.page.url.clone();
        match self.answer(Task::List, input).await {
            Ok(Answer::Blocks(blocks)) => Ok(*blocks),
            other => Err(refused(url, other)),
        }
    }

    async fn answer(&self, task: Task, input: ArticleInput) -> Result<Answer, String> {
        let _slot = self.slots.acquire().await.map_err(|error| error.to_string())?;
        match &self.program {
            Some(program) => match self.idle_or_new(program) {
                Ok(process) => self.answer_in(process, task, &input).await,
                Err(error) => {
                    // An upgrade may have taken the program away under a running window; saving goes on without it.
                    tracing::warn!(%error, program = %program.display(), "no extraction worker");
                    self.answer_here(task, input).await
                }
            },
            None => self.answer_here(task, input).await,
        }
    }

    async fn answer_in(&self, idle: Start, task: Task, input: &ArticleInput) -> Result<Answer, String> {
        let reused = idle.reused;
        let answer = self.exchange(idle.process, task, input).await;
        match (answer, &self.program) {
            // A worker that waited may have died for reasons of its own; only a fresh one speaks for the page.
            (Err(Broken::Died), Some(program)) if reused => match Process::start(program) {
                Ok(process) => self.exchange(process, task, input).await,
                Err(_) => Err(Broken::Died),
            },
            (answer, _) => answer,
        }
        .map_err(|broken| broken.reason(self.limit_of(input)))
    }

    fn limit_of(&self, input: &ArticleInput) -> Duration {
        self.limit.saturating_mul(u32::try_from(1 + input.further.len()).unwrap_or(u32::MAX))
    }

    async fn exchange(
        &self,
        mut process: Process,
        task: Task,
        input: &ArticleInput,
    ) -> Result<Answer, Broken> {
        match timeout(self.limit_of(input), process.ask(task, input)).await {
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

    async fn answer_here(&self, task: Task, input: ArticleInput) -> Result<Answer, String> {
        let limit = self.limit_of(&input);
        let Ok(Ok(thread)) = timeout(self.limit, Arc::clone(&self.threads).acquire_owned()).await else {
            return Err("earlier pages that cannot be cleaned hold up all threads".to_owned());
        };
        let (sender, receiver) = oneshot::channel();
        let work = move || {
            // Held as long as the thread runs, so that hopeless pages cannot pile up.
            let _thread = thread;
            let _ = sender.send(serve::answer(task, &input));
        };
        thread::Builder::new().stack_size(STACK_BYTES).spawn(work).map_err(|error| error.to_string())?;
        match timeout(limit, receiver).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) => Err(Broken::Died.reason(limit)),
            Err(_) => Err(Broken::TooSlow.reason(limit)),
        }
    }
}

/// Why there is no answer of the kind that was asked for.
fn refused(url: String, answer: Result<Answer, String>) -> Error {
    let reason = match answer {
        Ok(Answer::Failed(reason)) | Err(reason) => reason,
        Ok(Answer::Page(_) | Answer::Blocks(_)) => "the worker answered another question".to_owned(),
    };
    Error::Extraction { url, reason }
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
