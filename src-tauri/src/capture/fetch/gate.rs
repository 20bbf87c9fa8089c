//! Politeness: how many requests run at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};

/// Requests at once to one host, and so connections.
const PER_HOST: usize = 4;

/// Requests at once in all.
const IN_ALL: usize = 16;

/// Lets requests through, a bounded number at once.
#[derive(Debug)]
pub(super) struct Gate {
    all: Arc<Semaphore>,
    hosts: Mutex<HashMap<String, Weak<Semaphore>>>,
}

/// The right to one request, until dropped.
#[derive(Debug)]
pub(super) struct Pass {
    _all: OwnedSemaphorePermit,
    _host: OwnedSemaphorePermit,
}

impl Gate {
    /// An open gate.
    pub(super) fn new() -> Self {
        Self { all: Arc::new(Semaphore::new(IN_ALL)), hosts: Mutex::default() }
    }

    /// Waits for a turn.
    pub(super) async fn enter(&self, host: &str) -> Result<Pass> {
        // The host first: whoever waits for a busy host must not keep others from theirs.
        let host = self.host(host).acquire_owned().await.map_err(|_| Error::Cancelled)?;
        let all = Arc::clone(&self.all).acquire_owned().await.map_err(|_| Error::Cancelled)?;
        Ok(Pass { _all: all, _host: host })
    }

    fn host(&self, host: &str) -> Arc<Semaphore> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = hosts.get(host).and_then(Weak::upgrade) {
            return found;
        }
        // A host is forgotten with its last request; a long import would otherwise remember every one.
        hosts.retain(|_, semaphore| semaphore.strong_count() > 0);
        let semaphore = Arc::new(Semaphore::new(PER_HOST));
        hosts.insert(host.to_owned(), Arc::downgrade(&semaphore));
        semaphore
    }
}
