//! Ctrl+C: the first stops the work in order, the second ends the program at once.

use std::future::Future;

use tokio_util::sync::CancellationToken;

use super::exit::{Failure, KILLED};
use crate::error::Error;

/// Runs the work on a runtime of its own; Ctrl+C cancels the token it is given.
pub fn run<T, F: Future<Output = T>>(work: impl FnOnce(CancellationToken) -> F) -> Result<T, Failure> {
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|source| Error::Internal(format!("no threads to work on: {source}")))?;
    let cancel = CancellationToken::new();
    let token = cancel.clone();
    runtime.spawn(async move {
        if tokio::signal::ctrl_c().await.is_err() {
            return;
        }
        super::context::say("stopping; Ctrl+C again ends at once");
        token.cancel();
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(KILLED.into());
        }
    });
    Ok(runtime.block_on(work(cancel)))
}
