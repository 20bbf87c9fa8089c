//! Backups that are made by themselves, one a day, and how many of them stay.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::Zoned;
use jiff::civil::DateTime;
use tokio_util::sync::CancellationToken;

use super::{STATE, names, rotation};
use crate::capture::OnProgress;
use crate::db;
use crate::error::{Error, Result};
use crate::library::Library;
use crate::model::{AutomaticBackup, BackupSettings, BackupState, FailedBackup};

/// A file that was begun longer ago than this is what a killed program left behind.
const ABANDONED: Duration = Duration::from_hours(24);

impl Library {
    /// Whether the person wants a backup each day, and there is none of today.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn is_backup_due(&self) -> Result<bool> {
        let settings = self.backup_settings()?;
        if !settings.daily_backups {
            return Ok(false);
        }
        let today = self.local_now().date();
        let there = self.backups_in(&self.backup_folder(&settings));
        Ok(!there.iter().any(|at| at.date() == today))
    }

    /// Makes today's backup, unless there is one, and deletes those that need not be kept any more.
    ///
    /// # Errors
    /// As for [`backup`](Self::backup); a failure is remembered and told by [`backup_state`](Self::backup_state).
    pub fn automatic_backup(
        &self,
        settings: &BackupSettings,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<AutomaticBackup> {
        let now = self.local_now();
        let made = self.todays_backup(settings, &now, on_progress, cancel);
        if let Err(error) = &made
            && !matches!(error, Error::Cancelled)
        {
            let failed = Some(FailedBackup { tried: now.timestamp(), error: error.report() });
            let state = BackupState { failed, ..self.backup_state()? };
            self.db().write(|tx| db::set_setting(tx, STATE, &state))?;
        }
        made
    }

    fn todays_backup(
        &self,
        settings: &BackupSettings,
        now: &Zoned,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<AutomaticBackup> {
        let folder = self.backup_folder(settings);
        fs::create_dir_all(&folder)
            .map_err(|source| Error::Io { path: folder.display().to_string(), source })?;
        remove_abandoned(&folder, now);
        let today = |at: &DateTime| at.date() == now.date();
        let made = match self.backups_in(&folder).iter().any(today) {
            true => None,
            false => {
                let output = folder.join(names::of(self.path(), now.datetime()));
                Some(self.backup(&output, false, now.timestamp(), on_progress, cancel)?)
            }
        };
        let mut removed = Vec::new();
        for at in rotation::expired(&self.backups_in(&folder), settings) {
            let old = folder.join(names::of(self.path(), at));
            match fs::remove_file(&old) {
                Ok(()) => removed.push(old.display().to_string()),
                Err(error) => tracing::warn!(%error, old = %old.display(), "an old backup stays"),
            }
        }
        Ok(AutomaticBackup { made, removed })
    }

    /// What a backup made now would be called.
    #[must_use]
    pub fn backup_name(&self) -> String {
        names::of(self.path(), self.local_now().datetime())
    }

    /// Where backups go that are made by themselves.
    pub(super) fn backup_folder(&self, settings: &BackupSettings) -> PathBuf {
        match &settings.folder {
            Some(folder) => PathBuf::from(folder),
            None => self.path().with_file_name("backups"),
        }
    }

    fn local_now(&self) -> Zoned {
        (self.inner.local_time.0)()
    }

    /// The times of this archive's backups in a folder; of none when it is not there.
    fn backups_in(&self, folder: &Path) -> Vec<DateTime> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.filter_map(|entry| names::time_in(self.path(), entry.file_name().to_str()?)).collect()
    }
}

/// Deletes the halves that killed programs left behind.
fn remove_abandoned(folder: &Path, now: &Zoned) {
    let Some(before) = SystemTime::from(now.timestamp()).checked_sub(ABANDONED) else { return };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_half = name.to_str().is_some_and(|name| name.starts_with(".lede-") && name.contains(".part"));
        let is_old = || entry.metadata().and_then(|data| data.modified()).is_ok_and(|at| at < before);
        if is_half && is_old() {
            let _ = fs::remove_file(entry.path());
        }
    }
}
