//! The command line's entry: `lede VERB …`, or an extraction worker when another process of ours started it as one.

use std::process::ExitCode;
use std::sync::Arc;

use jiff::Timestamp;
use lede::capture::{WORKER_ARGUMENT, serve_worker, system_languages};
use lede::cli::{self, Environment};

#[allow(clippy::disallowed_methods, reason = "an entry: reads the clock for the library")]
fn main() -> ExitCode {
    if is_worker() {
        return serve_worker().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    cli::main(Environment {
        clock: Arc::new(Timestamp::now),
        worker: std::env::current_exe().ok(),
        languages: system_languages(),
        internet_archive: std::env::var("LEDE_INTERNET_ARCHIVE").ok(),
    })
}

/// A worker is started with this one argument and no other, so that no verb or URL can be taken for it.
fn is_worker() -> bool {
    let mut arguments = std::env::args_os().skip(1);
    arguments.next().is_some_and(|argument| argument == WORKER_ARGUMENT) && arguments.next().is_none()
}
