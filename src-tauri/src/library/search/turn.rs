//! Keystrokes that overtake one another.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::{Error, Result};
use crate::model::ListQuery;

/// The last keystroke that asked.
#[derive(Debug, Default)]
pub(in crate::library) struct LastTurn(AtomicU32);

/// One that asks, and ends when a later one does.
#[derive(Debug, Clone, Copy)]
pub(in crate::library) struct Turn<'a> {
    last: &'a LastTurn,
    number: u32,
}

impl LastTurn {
    /// Begins what a query asks; earlier keystrokes end.
    pub(in crate::library) fn begin(&self, query: &ListQuery) -> Turn<'_> {
        self.0.fetch_max(query.turn, Ordering::Relaxed);
        Turn { last: self, number: query.turn }
    }
}

impl Turn<'_> {
    /// Goes on.
    ///
    /// # Errors
    /// `Cancelled` when a later keystroke has asked.
    pub(in crate::library) fn go_on(&self) -> Result<()> {
        match self.number > 0 && self.last.0.load(Ordering::Relaxed) > self.number {
            true => Err(Error::Cancelled),
            false => Ok(()),
        }
    }
}
