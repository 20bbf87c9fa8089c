//! Storing captures that were made elsewhere.

use jiff::Timestamp;

use super::Library;
use super::prepared::Prepared;
use super::store::{Aim, store_capture};
use crate::error::Result;
use crate::model::{ArticleId, Capture, SaveStatus, VersionReason};

impl Library {
    /// Stores captures in one transaction, all or none, without a job; what is there already stays as it is.
    ///
    /// # Errors
    /// Those of writing the archive; then nothing was stored.
    pub fn store(&self, captures: &[Capture], now: Timestamp) -> Result<Vec<(ArticleId, SaveStatus)>> {
        let prepared: Vec<Prepared<'_>> = captures
            .iter()
            .map(|capture| Prepared::new(capture, VersionReason::Save, now))
            .collect::<Result<_>>()?;
        self.db()
            .write(|tx| prepared.iter().map(|capture| store_capture(tx, capture, Aim::Save, now)).collect())
    }
}
