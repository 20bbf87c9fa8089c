//! Backups: whole copies of the archive, made while it is used.

mod automatic;
mod names;
mod restore;
mod rotation;

use std::path::Path;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::export::absolute;
use super::{Library, OpenOptions};
use crate::capture::OnProgress;
use crate::db;
use crate::error::{Error, Result};
use crate::export::Target;
use crate::model::{BackupReport, BackupSettings, BackupState, Progress, Stage};

pub use restore::{RestoreRequest, restore};

/// The setting that says how backups are made by themselves.
const SETTINGS: &str = "backup";
/// The setting that says what became of the last one.
const STATE: &str = "backup_state";
/// More days, weeks or months are no rotation any more.
const MOST_KEPT: u32 = 1000;

impl Library {
    /// Writes a whole copy of the archive as it is at this moment; others go on reading and writing meanwhile.
    ///
    /// The copy is checked from one end to the other before it gets its name.
    ///
    /// # Errors
    /// `Cancelled`, `Exists`, `DiskFull` and those of writing the file, `Damaged` when the archive is; then there is no file.
    /// `Invalid` when the file is the archive itself.
    pub fn backup(
        &self,
        output: &Path,
        replace: bool,
        now: Timestamp,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<BackupReport> {
        self.refuse_own_file(output)?;
        let copy = |to: &Path, on_pages: db::OnPages<'_>| self.db().copy(to, on_pages);
        let report = write((self.path(), &copy), (output, replace), now, on_progress, cancel)?;
        let state = BackupState { last: Some(report.clone()), ..BackupState::default() };
        // The backup is there, whether the archive can say so or not.
        if let Err(error) = self.db().write(|tx| db::set_setting(tx, STATE, &state)) {
            tracing::warn!(%error, "the backup was not noted");
        }
        on_progress(Progress { stage: Stage::Done, done: 0, total: None });
        Ok(report)
    }

    /// How backups are made by themselves.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn backup_settings(&self) -> Result<BackupSettings> {
        Ok(self.db().read(|conn| db::setting(conn, SETTINGS))?.unwrap_or_default())
    }

    /// Changes how backups are made by themselves.
    ///
    /// # Errors
    /// `Setting` when nothing would be kept, or a folder is not named from the root; then nothing changes. Those of writing
    /// the archive.
    pub fn set_backup_settings(&self, settings: &BackupSettings) -> Result<()> {
        let refused = |name, value: String, reason: &str| {
            Err(Error::Setting { name, value, reason: reason.to_owned() })
        };
        let counts = [settings.days, settings.weeks, settings.months];
        if counts.iter().all(|count| *count == 0) {
            return refused("backups", "0".into(), "at least one has to be kept");
        }
        if let Some(count) = counts.iter().find(|count| **count > MOST_KEPT) {
            return refused("backups", count.to_string(), "it is more than 1000");
        }
        if let Some(folder) = settings.folder.as_ref().filter(|folder| !Path::new(folder).is_absolute()) {
            return refused("backup folder", folder.clone(), "it is no absolute path");
        }
        self.db().write(|tx| db::set_setting(tx, SETTINGS, settings))
    }

    /// What is known of the archive's backups.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn backup_state(&self) -> Result<BackupState> {
        let state: Option<BackupState> = self.db().read(|conn| db::setting(conn, STATE))?;
        let folder = self.backup_folder(&self.backup_settings()?).display().to_string();
        Ok(BackupState { folder, ..state.unwrap_or_default() })
    }

    fn refuse_own_file(&self, output: &Path) -> Result<()> {
        let same = matches!((output.canonicalize(), self.path().canonicalize()), (Ok(one), Ok(other)) if one == other);
        match same {
            false => Ok(()),
            true => Err(Error::Invalid {
                what: "a backup",
                value: output.display().to_string(),
                reason: "it is the archive itself".to_owned(),
            }),
        }
    }
}

/// Whatever copies an archive into an empty file.
type Copy<'a> = &'a dyn Fn(&Path, db::OnPages<'_>) -> Result<()>;

/// Copies an archive, checks the copy and gives it its name.
fn write(
    (archive, copy): (&Path, Copy<'_>),
    (output, replace): (&Path, bool),
    made: Timestamp,
    on_progress: OnProgress<'_>,
    cancel: &CancellationToken,
) -> Result<BackupReport> {
    let (target, file) = Target::file(output, replace)?;
    drop(file);
    let articles = fill(archive, copy, target.path(), on_progress, cancel)?;
    let schema = db::with_file(target.path(), |conn| db::check_schema(conn, target.path()))?;
    let bytes = target.commit()?;
    let output = absolute(output);
    Ok(BackupReport { output, bytes, made, articles, schema })
}

/// Copies an archive into an empty file and checks that. Returns its articles.
fn fill(
    archive: &Path,
    copy: Copy<'_>,
    to: &Path,
    on_progress: OnProgress<'_>,
    cancel: &CancellationToken,
) -> Result<u32> {
    copy(to, &|done, total| {
        on_progress(Progress { stage: Stage::Copying, done, total: Some(total) });
        if cancel.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    })?;
    on_progress(Progress { stage: Stage::Checking, done: 0, total: None });
    let ended = cancel.clone();
    if let Some(fault) = db::inspect(to, move || ended.is_cancelled())?.faults.into_iter().next() {
        return Err(Error::Damaged { path: archive.display().to_string(), reason: fault });
    }
    let shelves = db::with_file(to, db::shelf_counts)?;
    Ok(shelves.all + shelves.trash)
}

/// Keeps a copy of an archive that is about to be brought to a newer schema, beside it and named by the schema it has.
///
/// # Errors
/// Those of copying it: without the copy nothing is changed.
pub(super) fn before_migration(path: &Path, options: &OpenOptions) -> Result<()> {
    let Some(schema) = db::schema_to_migrate(path) else { return Ok(()) };
    let now = (options.local_time.0)();
    let output = names::beside(path, &format!("schema-{schema}"), now.datetime());
    tracing::info!(schema, output = %output.display(), "a copy is kept before the archive is brought to a newer schema");
    let copy = |to: &Path, on_pages: db::OnPages<'_>| db::copy_file(path, to, on_pages);
    match write((path, &copy), (&output, false), now.timestamp(), &|_| {}, &CancellationToken::new()) {
        // Another process was faster.
        Ok(_) | Err(Error::Exists { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}
