//! A running job's lease: renewed while its worker lives, and watched for a cancellation from elsewhere.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::{Clock, Library};
use crate::db;
use crate::error::Result;
use crate::model::JobId;

/// A job whose worker has not renewed its lease for this long belongs to nobody.
const LEASE: SignedDuration = SignedDuration::from_secs(15);
/// Time between two looks at the job's row.
const TICK: Duration = Duration::from_millis(500);
/// Looks between two renewals of the lease: 5 seconds.
const RENEWAL: u32 = 10;

/// When a lease taken at `now` runs out.
pub(super) fn lease_from(now: Timestamp) -> Timestamp {
    now.saturating_add(LEASE).unwrap_or(Timestamp::MAX)
}

impl Library {
    /// Keeps the lease of a job until the guard is dropped; cancels `work` when the job is no longer this worker's.
    pub(super) fn keep_lease(
        &self,
        job: JobId,
        worker: &str,
        clock: &Clock,
        work: CancellationToken,
    ) -> DropGuard {
        let over = CancellationToken::new();
        let (library, clock, worker, ended) =
            (self.clone(), Clock::clone(clock), worker.to_owned(), over.clone());
        tokio::spawn(async move {
            for look in 1_u32.. {
                tokio::select! {
                    () = ended.cancelled() => return,
                    () = tokio::time::sleep(TICK) => {}
                }
                let (worker, now) = (worker.clone(), clock());
                let renew = look.is_multiple_of(RENEWAL);
                match library.blocking(move |library| library.beat(job, &worker, now, renew)).await {
                    Ok(true) => {}
                    Ok(false) => return work.cancel(),
                    // The next look may succeed; if none does, the lease runs out and the job is done again.
                    Err(error) => tracing::warn!(%job, %error, "lease not renewed"),
                }
            }
        });
        over.drop_guard()
    }

    fn beat(&self, job: JobId, worker: &str, now: Timestamp, renew: bool) -> Result<bool> {
        let mine = self.db().read(|conn| db::is_mine(conn, job, worker))?;
        if mine && renew {
            self.db().write(|tx| db::renew_lease(tx, job, worker, lease_from(now)))?;
        }
        Ok(mine)
    }
}
