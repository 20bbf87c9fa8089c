//! Trying again: what, how often and after how long.

use std::time::Duration;

use super::Response;
use super::headers::retry_after;
use crate::error::{Error, Result};

/// Servers that want more patience than this are left to the queue, which tries again much later.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How failed requests are repeated.
#[derive(Debug, Clone, Copy)]
pub(in crate::capture) struct Retry {
    /// Tries in all, at least 1.
    pub tries: u32,
    /// The wait after the first try; it doubles with each one.
    pub first_wait: Duration,
}

impl Retry {
    /// The wait before another try, or `None` when this outcome stands.
    pub(super) fn wait(&self, tries: u32, outcome: &Result<Response>) -> Option<Duration> {
        if tries >= self.tries {
            return None;
        }
        let back_off = self.first_wait.saturating_mul(1 << (tries - 1).min(16));
        match outcome {
            Ok(response) if is_busy(response.status) => {
                let asked = retry_after(&response.headers).map(Duration::from_secs);
                let wait = asked.map_or(back_off, |asked| asked.max(back_off));
                (wait <= LONGEST_WAIT).then_some(wait)
            }
            Ok(response) => response.truncated.then_some(back_off),
            Err(Error::Network { .. }) => Some(back_off),
            Err(_) => None,
        }
    }
}

/// Statuses that may be gone in a moment.
fn is_busy(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500..=599)
}
