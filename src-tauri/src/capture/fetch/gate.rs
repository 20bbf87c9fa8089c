//! Politeness: how many requests run at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};

/// How many requests are let through at once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Width {
    /// To one host, and so connections.
    pub(super) per_host: usize,
    /// In all.
    pub(super) in_all: usize,
}

/// For what a person waits for.
pub(super) const OPEN: Width = Width { per_host: 4, in_all: 16 };
/// For what nobody waits for.
pub(super) const NARROW: Width = Width { per_host: 2, in_all: 8 };

/// Lets requests through, a bounded number at once.
#[derive(Debug)]
pub(super) struct Gate {
    all: Arc<Semaphore>,
    per_host: usize,
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
    pub(super) fn new(width: Width) -> Self {
        Self {
            all: Arc::new(Semaphore::new(width.in_all)),
            per_host: width.per_host,
            hosts: Mutex::default(),
        }
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
        let semaphore = Arc::new(Semaphore::new(self.per_host));
        hosts.insert(host.to_owned(), Arc::downgrade(&semaphore));
        semaphore
    }
}
