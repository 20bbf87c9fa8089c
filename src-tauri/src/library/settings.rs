//! Settings that travel with the archive.

use std::ops::RangeInclusive;

use jiff::SignedDuration;
use rusqlite::Connection;

use super::Library;
use crate::capture::Capturer;
use crate::db;
use crate::error::{Error, Result};
use crate::model::CaptureSettings;

const CAPTURE: &str = "capture";
/// Milliseconds between two articles of one host that a person may choose.
const HOST_DELAYS: RangeInclusive<u32> = 500..=600_000;

impl Library {
    /// How pages are fetched.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn settings(&self) -> Result<CaptureSettings> {
        self.db().read(capture_settings)
    }

    /// Changes how pages are fetched, from the next capture on, in every process.
    ///
    /// # Errors
    /// `Setting` when a value cannot be used; then nothing changes. Those of writing the archive.
    pub fn set_settings(&self, settings: CaptureSettings) -> Result<()> {
        if !HOST_DELAYS.contains(&settings.host_delay_ms) {
            return Err(Error::Setting {
                name: "host_delay_ms",
                value: settings.host_delay_ms.to_string(),
                reason: "a host is given between half a second and ten minutes".to_owned(),
            });
        }
        Capturer::new(settings.clone(), self.inner.options.clone())?;
        self.db().write(|tx| db::set_setting(tx, CAPTURE, &settings))
    }
}

fn capture_settings(conn: &Connection) -> Result<CaptureSettings> {
    Ok(db::setting(conn, CAPTURE)?.unwrap_or_default())
}

/// Time between two articles of one host, where an import asks for many.
pub(super) fn host_delay(conn: &Connection) -> Result<SignedDuration> {
    Ok(SignedDuration::from_millis(capture_settings(conn)?.host_delay_ms.into()))
}

/// Whether the Internet Archive is asked for a copy when a page is gone.
pub(super) fn asks_internet_archive(conn: &Connection) -> Result<bool> {
    Ok(capture_settings(conn)?.internet_archive)
}
