//! Settings that travel with the archive.

use super::Library;
use crate::capture::Capturer;
use crate::db;
use crate::error::Result;
use crate::model::CaptureSettings;

const CAPTURE: &str = "capture";

impl Library {
    /// How pages are fetched.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn settings(&self) -> Result<CaptureSettings> {
        Ok(self.db().read(|conn| db::setting(conn, CAPTURE))?.unwrap_or_default())
    }

    /// Changes how pages are fetched, from the next capture on, in every process.
    ///
    /// # Errors
    /// `Setting` when a value cannot be used; then nothing changes. Those of writing the archive.
    pub fn set_settings(&self, settings: CaptureSettings) -> Result<()> {
        Capturer::new(settings.clone(), self.inner.options.clone())?;
        self.db().write(|tx| db::set_setting(tx, CAPTURE, &settings))
    }
}
