//! Ctrl+C: the first stops the work in order, the second ends the program at once.

use std::future::Future;

use tokio_util::sync::CancellationToken;

use super::exit::{Failure, KILLED};
use super::say::say;
use crate::error::Error;

/// Runs the work on a runtime of its own; Ctrl+C cancels the token it is given.
pub fn run<T, F: Future<Output = T>>(work: impl FnOnce(CancellationToken) -> F) -> Result<T, Failure> {
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|source| Error::Internal(format!("no threads to work on: {source}")))?;
    let cancel = CancellationToken::new();
    let (listening, ready) = tokio::sync::oneshot::channel();
    runtime.spawn(listen(cancel.clone(), listening));
    Ok(runtime.block_on(async {
        // Work begins when Ctrl+C is heard, so that there is no moment at which it would still kill.
        let _ = ready.await;
        work(cancel).await
    }))
}

async fn listen(cancel: CancellationToken, listening: tokio::sync::oneshot::Sender<()>) {
    let mut first = std::pin::pin!(tokio::signal::ctrl_c());
    // The handler is installed by the first poll.
    let heard = futures_util::poll!(&mut first).is_ready();
    let _ = listening.send(());
    if !heard && first.await.is_err() {
        return;
    }
    say("stopping; Ctrl+C again ends at once");
    cancel.cancel();
    if tokio::signal::ctrl_c().await.is_ok() {
        std::process::exit(KILLED.into());
    }
}
