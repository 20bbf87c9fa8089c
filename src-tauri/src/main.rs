//! The window's entry: `lede-desktop [URL]…`, or an extraction worker when another process of ours started it as one.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::process::ExitCode;

use clap::Parser;
use lede::capture::{WORKER_ARGUMENT, serve_worker};
use lede::desktop::{Arguments, run};
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    if is_worker() {
        return serve_worker().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    let filter = EnvFilter::try_from_env("LEDE_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,tauri_plugin_single_instance=error"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    run(Arguments::parse())
}

/// A worker is started with this one argument and no other, so that no file or URL can be taken for it.
fn is_worker() -> bool {
    let mut arguments = std::env::args_os().skip(1);
    arguments.next().is_some_and(|argument| argument == WORKER_ARGUMENT) && arguments.next().is_none()
}
