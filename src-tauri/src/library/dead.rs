//! When a page counts as gone.

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

use super::attempt::Attempt;
use crate::db;
use crate::error::{Error, Result};
use crate::model::JobKind;

/// How long before the first failure another server may have answered, for an import that asks many in turn.
const BEFORE: SignedDuration = SignedDuration::from_mins(10);

/// The status with which a server says that a page is gone; 0 where there was no server at any try, though others answered: that is
/// how a server that is gone differs from a network that is away.
pub(super) fn status(conn: &Connection, attempt: &Attempt, error: &Error) -> Result<Option<u16>> {
    if !matches!(attempt.claimed.job.kind, JobKind::Refetch | JobKind::Check) {
        return Ok(None);
    }
    match error {
        Error::Http { status: status @ (404 | 410), .. } => Ok(Some(*status)),
        Error::Network { no_server: true, .. } => {
            let before = if attempt.claimed.host.is_some() { BEFORE } else { SignedDuration::ZERO };
            let (failing, answered) = (attempt.claimed.failing, db::last_answer(conn)?);
            Ok(failing
                .zip(answered)
                .filter(|(failing, answered)| is_before(*failing, *answered, before))
                .map(|_| 0))
        }
        _ => Ok(None),
    }
}

fn is_before(failing: Timestamp, answered: Timestamp, before: SignedDuration) -> bool {
    failing.saturating_sub(before).is_ok_and(|since| since <= answered)
}
