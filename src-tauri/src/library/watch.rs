//! Looking at the pages of articles again from time to time.
//!
//! A look is a job of the queue. It asks with the kept validators, so that an unchanged page costs its server next to nothing,
//! and looks of one host stand apart. The interval is what the person asked for, never less than a quarter of an hour, a little
//! more or less by chance (the same for the same article and time), longer while looks fail or after many that found nothing.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use rusqlite::Transaction;

use super::Library;
use super::queue::{self, new_job};
use super::update::no_article;
use crate::capture::normalise_url;
use crate::db::{self, NewJob};
use crate::error::{Error, Result};
use crate::model::{Action, ArticleId, Changed, JobKind, Watch, WatchedArticle, What};

/// The shortest interval: more often is nobody's business.
const SHORTEST: SignedDuration = SignedDuration::from_mins(15);
/// The longest interval, also of a page that fails or never changes.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 28);
/// Time between two looks at one host that are due together.
const APART: SignedDuration = SignedDuration::from_secs(20);
/// Looks that find nothing new before the interval is doubled; twice at most.
const PATIENCE: u32 = 12;
/// A failing page is looked at ever more rarely, but at least so many times the interval.
const MOST_DOUBLINGS: u32 = 4;

/// What a look at a page came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Changed,
    Unchanged,
    Failed,
}

impl Library {
    /// Looks at the pages of articles again every so often, from now on and while a program works through the queue.
    ///
    /// # Errors
    /// `Invalid` when that is more often than every 15 minutes or less often than every 28 days; `NothingToFetch` for an article without an
    /// address; `NotFound`; those of writing the archive.
    pub fn watch(&self, ids: &[ArticleId], every: SignedDuration, now: Timestamp) -> Result<Changed<()>> {
        let seconds = seconds_of(every)?;
        self.journaled(now, |tx| {
            for &id in ids {
                normalise_url(&db::original_url(tx, id)?.ok_or_else(|| no_article(id))?)?;
                let watch = Watch { every: seconds, next: now, failures: 0, unchanged: 0 };
                db::set_watch(tx, id, &Watch { next: next_look(&watch, id, now), ..watch })?;
            }
            Ok(((), What::new(Action::Watch, ids.len())))
        })
    }

    /// Watches articles no more.
    ///
    /// # Errors
    /// `NotFound`; those of writing the archive.
    pub fn unwatch(&self, ids: &[ArticleId], now: Timestamp) -> Result<Changed<()>> {
        self.journaled(now, |tx| {
            for &id in ids {
                db::flags(tx, id)?.ok_or_else(|| no_article(id))?;
                db::remove_watch(tx, id)?;
            }
            Ok(((), What::new(Action::Unwatch, ids.len())))
        })
    }

    /// Everything that is watched outside the trash, what is looked at next first.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn watched(&self) -> Result<Vec<WatchedArticle>> {
        self.db().read(db::watched)
    }

    /// Puts looks that are due into the queue, those at one host apart, and returns how many.
    ///
    /// # Errors
    /// Those of writing the archive.
    pub fn enqueue_due(&self, now: Timestamp) -> Result<usize> {
        if self.db().read(db::next_watch)?.is_none_or(|next| next > now) {
            return Ok(0);
        }
        self.db().write(|tx| {
            let due = db::due_watches(tx, now)?;
            let mut hosts: HashMap<&str, i32> = HashMap::new();
            for (id, host, watch) in &due {
                let before = hosts.entry(host.as_str()).or_default();
                let not_before = now.saturating_add(APART.saturating_mul(*before)).unwrap_or(Timestamp::MAX);
                *before += 1;
                enqueue_look(tx, *id, not_before, now)?;
                db::set_watch(tx, *id, &Watch { next: next_look(watch, *id, now), ..*watch })?;
            }
            Ok(due.len())
        })
    }
}

fn enqueue_look(tx: &Transaction<'_>, id: ArticleId, not_before: Timestamp, now: Timestamp) -> Result<()> {
    let url = db::original_url(tx, id)?.ok_or_else(|| no_article(id))?;
    let key = normalise_url(&url)?;
    db::forget_checks(tx, id)?;
    // A refetch that the person asked for looks at the page as well.
    if db::pending_job(tx, JobKind::Refetch, &key)?.is_none() {
        let new = new_job(JobKind::Check, &url, &key, Some(id), now);
        queue::add(tx, &NewJob { not_before: Some(not_before), ..new })?;
    }
    Ok(())
}

/// Notes what a look at an article's page came to, whoever asked for it; nothing when it is not watched.
pub(super) fn note_look(tx: &Transaction<'_>, id: ArticleId, look: Look, now: Timestamp) -> Result<()> {
    let Some(mut watch) = db::watch(tx, id)? else { return Ok(()) };
    (watch.failures, watch.unchanged) = match look {
        Look::Changed => (0, 0),
        Look::Unchanged => (0, watch.unchanged.saturating_add(1)),
        Look::Failed => (watch.failures.saturating_add(1), watch.unchanged),
    };
    db::set_watch(tx, id, &Watch { next: next_look(&watch, id, now), ..watch })
}

/// When an article's page is looked at after `now`.
fn next_look(watch: &Watch, id: ArticleId, now: Timestamp) -> Timestamp {
    let every = SignedDuration::from_secs(watch.every.into());
    let idle = (watch.unchanged / PATIENCE).min(2);
    let doublings = watch.failures.min(MOST_DOUBLINGS).max(idle);
    let longer = every.saturating_mul(1 << doublings).min(LONGEST.max(every));
    let wait = longer.saturating_mul(1000 + jitter(id, now)) / 1000;
    now.saturating_add(wait.max(SHORTEST)).unwrap_or(Timestamp::MAX)
}

/// Between -100 and 100 thousandths: by article and time, so that what was asked for together is not looked at together.
fn jitter(id: ArticleId, now: Timestamp) -> i32 {
    let seed = (id.0 as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ now.as_second() as u64;
    // The finisher of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
    let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    i32::try_from((mixed ^ (mixed >> 31)) % 201).unwrap_or(0) - 100
}

fn seconds_of(every: SignedDuration) -> Result<u32> {
    let invalid = |reason: &str| Error::Invalid {
        what: "a time between two looks",
        value: format!("{every:#}"),
        reason: reason.to_owned(),
    };
    if every < SHORTEST {
        return Err(invalid("at least 15 minutes, to be polite"));
    }
    if every > LONGEST {
        return Err(invalid("at most 28 days"));
    }
    u32::try_from(every.as_secs()).map_err(|_| invalid("at most 28 days"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_second(1_780_000_000).unwrap()
    }

    fn hours(watch: Watch, id: i64) -> f64 {
        now().duration_until(next_look(&watch, ArticleId(id), now())).as_secs_f64() / 3600.0
    }

    #[test]
    fn looks_wait_longer_while_they_fail_or_find_nothing() {
        let watch = |failures, unchanged| Watch { every: 6 * 3600, next: now(), failures, unchanged };
        for (failures, unchanged, expected) in [
            (0, 0, 6.0),
            (1, 0, 12.0),
            (4, 0, 96.0),
            (90, 0, 96.0),
            (0, 11, 6.0),
            (0, 12, 12.0),
            (0, 999, 24.0),
        ] {
            let wait = hours(watch(failures, unchanged), 1);
            assert!((wait - expected).abs() <= expected / 10.0, "{failures} {unchanged}: {wait}");
        }
    }

    #[test]
    fn looks_are_never_more_often_than_each_quarter_of_an_hour() {
        for id in 0..200 {
            assert!(hours(Watch { every: 900, next: now(), failures: 0, unchanged: 0 }, id) >= 0.25);
        }
        for (every, allowed) in [(14, false), (15, true), (60 * 24 * 28, true), (60 * 24 * 28 + 1, false)] {
            assert_eq!(seconds_of(SignedDuration::from_mins(every)).is_ok(), allowed, "{every}");
        }
    }

    #[test]
    fn what_was_asked_for_together_is_looked_at_apart() {
        let waits: std::collections::BTreeSet<i64> = (0..50)
            .map(|id| {
                next_look(
                    &Watch { every: 3600, next: now(), failures: 0, unchanged: 0 },
                    ArticleId(id),
                    now(),
                )
            })
            .map(|time| time.as_second())
            .collect();
        assert!(waits.len() > 35, "{}", waits.len());
    }
}
