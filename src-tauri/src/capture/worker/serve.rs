//! The worker's side: cleans pages until its host closes the pipe.

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use super::STACK_BYTES;
use super::frame::{Answer, Task, read_request, write_answer};
use crate::capture::{ArticleInput, clean_article, page_blocks};
use crate::error::{Error, Result};

/// Serves [`ArticleInput`]s from standard input until it closes: the whole life of a worker process.
///
/// Pages are cleaned on a second thread, so that the worker ends with its host even while a page keeps it busy.
///
/// # Errors
/// `Io` when a pipe breaks.
pub fn serve_worker() -> Result<()> {
    bound_resources();
    let (sender, receiver) = channel();
    thread::Builder::new().stack_size(STACK_BYTES).spawn(move || answer_all(&receiver)).map_err(pipe)?;
    let mut stdin = io::stdin().lock();
    while let Some(input) = read_request(&mut stdin).map_err(pipe)? {
        if sender.send(input).is_err() {
            break;
        }
    }
    Ok(())
}

fn answer_all(requests: &Receiver<(Task, ArticleInput)>) {
    let mut stdout = io::stdout().lock();
    for (task, input) in requests {
        // A closed pipe means that nobody waits for the answer any more.
        if write_answer(&mut stdout, &answer(task, &input)).is_err() {
            return;
        }
    }
}

/// Does what is asked with one article; a panic of any library on the way is an answer, not the end of the worker.
pub(super) fn answer(task: Task, input: &ArticleInput) -> Answer {
    let work = || match task {
        Task::Clean => clean_article(input).map(|page| Answer::Page(Box::new(page))),
        Task::List => page_blocks(input).map(|blocks| Answer::Blocks(Box::new(blocks))),
    };
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(answer)) => answer,
        Ok(Err(Error::Extraction { reason, .. })) => Answer::Failed(reason),
        Ok(Err(error)) => Answer::Failed(error.to_string()),
        Err(panic) => Answer::Failed(panic_message(panic.as_ref())),
    }
}

fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
    format!("the extractor panicked: {}", text.unwrap_or("without a message"))
}

/// A page that eats memory ends its worker instead of the person's session, and leaves no core file behind.
#[cfg(unix)]
fn bound_resources() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    for (resource, bound) in [(Resource::As, super::MEMORY_BYTES), (Resource::Core, 0)] {
        let maximum = getrlimit(resource).maximum;
        let bound = maximum.map_or(bound, |maximum| bound.min(maximum));
        // Systems without the limit (macOS ignores it) clean pages all the same.
        let _ = setrlimit(resource, Rlimit { current: Some(bound), maximum });
    }
}

#[cfg(not(unix))]
fn bound_resources() {}

fn pipe(source: io::Error) -> Error {
    Error::Io { path: "extraction worker's pipe".to_owned(), source }
}
