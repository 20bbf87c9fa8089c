//! Noticing that the archive changed, whoever changed it.

use super::Library;
use crate::error::Result;

impl Library {
    /// A number that changes whenever anything is committed to the archive, by this or any other process; costs
    /// microseconds, so the window asks it every quarter second.
    ///
    /// The number means nothing to another process or after a restart.
    ///
    /// # Errors
    /// `Damaged` or `Io` when the file cannot be read any more.
    pub fn change_counter(&self) -> Result<u64> {
        self.db().data_version()
    }
}
