//! Visits to hosts for what imports brought: one at a time, with a pause after each, and none any more to a host that refuses.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use rusqlite::Transaction;

use super::fetching::host_of_key;
use super::settings;
use crate::db::{self, HostTurn};
use crate::error::{Error, Result};

/// Articles that a host may refuse one after the other.
const REFUSALS: u32 = 3;
/// A slow server is left alone for as long as it took, and no longer than this.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(1);
/// The longest time that a server may ask to be left alone.
const LONGEST_REST: SignedDuration = SignedDuration::from_hours(24);

/// A visit to a host.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    /// The host.
    pub(super) host: String,
    /// When it began.
    pub(super) begun: Timestamp,
    /// Whether the article was asked for before.
    pub(super) again: bool,
}

/// What a visit came to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Came<'a> {
    /// An answer that is no refusal.
    Answer,
    /// An error.
    Error(&'a Error),
}

impl Visit {
    /// Notes what the visit came to: when the host may be asked again, and whether it is to be asked at all.
    pub(super) fn end(&self, tx: &Transaction<'_>, came: Came<'_>, now: Timestamp) -> Result<()> {
        let took = now.duration_since(self.begun).min(LONGEST_PAUSE);
        let pause = settings::host_delay(tx)?.max(took);
        let asked = match came {
            Came::Error(error) => asked_to_wait(error),
            Came::Answer => SignedDuration::ZERO,
        };
        let not_before = now.saturating_add(pause.max(asked)).unwrap_or(Timestamp::MAX);
        let before = db::refusals(tx, &self.host)?;
        let (refusals, why) = match came {
            // One article that cannot be had is no host that refuses.
            Came::Error(error) if is_refusal(error) => {
                (before + u32::from(!self.again), Some(error.report()))
            }
            Came::Error(Error::Cancelled) => (before, None),
            Came::Error(_) | Came::Answer => (0, None),
        };
        let turn =
            HostTurn { not_before, pause, refusals, why, set_aside: (refusals >= REFUSALS).then_some(now) };
        db::set_host_turn(tx, &self.host, &turn)
    }

    /// Leaves every other host alone for a while that was asked on the way.
    pub(super) fn rest_others<'a>(
        &self,
        tx: &Transaction<'_>,
        urls: impl Iterator<Item = &'a String>,
        now: Timestamp,
    ) -> Result<()> {
        let not_before = now.saturating_add(settings::host_delay(tx)?).unwrap_or(Timestamp::MAX);
        let hosts: BTreeSet<String> = urls.map(|url| host_of_key(url)).collect();
        hosts
            .iter()
            .filter(|host| **host != self.host)
            .try_for_each(|host| db::rest_host(tx, host, not_before))
    }
}

/// How long a server asked to be left alone.
pub(super) fn asked_to_wait(error: &Error) -> SignedDuration {
    match error {
        Error::Http { retry_after: Some(seconds), .. } => {
            SignedDuration::from_secs(i64::try_from(*seconds).unwrap_or(i64::MAX)).min(LONGEST_REST)
        }
        _ => SignedDuration::ZERO,
    }
}

/// Whether a server refuses programs, or takes no connections.
fn is_refusal(error: &Error) -> bool {
    match error {
        Error::Http { status, .. } => matches!(status, 403 | 429 | 451 | 502..=504),
        Error::Network { .. } | Error::Timeout { .. } => true,
        _ => false,
    }
}
