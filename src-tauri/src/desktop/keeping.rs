//! What the window may ask for to keep the archive safe: backups and proofs. Paths never come from the window itself.

use std::path::PathBuf;

use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::{DialogExt, FilePath};

use super::commands::{Answer, Archive};
use super::long_work::{LongWork, told};
use crate::error::{Error, Result};
use crate::library::Clock;
use crate::model::{ArticleId, BackupReport, BackupSettings, BackupState, Proof, VersionId};

#[tauri::command(async)]
#[specta::specta]
pub fn backup_settings(library: Archive<'_>) -> Answer<BackupSettings> {
    Ok(library.backup_settings()?)
}

/// Changes how backups are made by themselves. A folder stays the one that was chosen, or with `null` is the usual one again.
#[tauri::command(async)]
#[specta::specta]
pub fn set_backup_settings(library: Archive<'_>, settings: BackupSettings) -> Answer<BackupSettings> {
    let folder = settings.folder.and(library.backup_settings()?.folder);
    let settings = BackupSettings { folder, ..settings };
    library.set_backup_settings(&settings)?;
    Ok(settings)
}

#[tauri::command(async)]
#[specta::specta]
pub fn backup_state(library: Archive<'_>) -> Answer<BackupState> {
    Ok(library.backup_state()?)
}

/// Lets the person choose the folder of backups; `null` when they choose none.
#[tauri::command(async)]
#[specta::specta]
pub fn choose_backup_folder(
    app: AppHandle,
    library: Archive<'_>,
    title: String,
) -> Answer<Option<BackupSettings>> {
    let Some(folder) = app.dialog().file().set_title(title).blocking_pick_folder() else { return Ok(None) };
    let folder = Some(path_of(folder)?.display().to_string());
    let settings = BackupSettings { folder, ..library.backup_settings()? };
    library.set_backup_settings(&settings)?;
    Ok(Some(settings))
}

/// Writes a backup to a file that the person chooses; `null` when they choose none.
#[tauri::command(async)]
#[specta::specta]
pub fn backup(
    app: AppHandle,
    library: Archive<'_>,
    clock: State<'_, Clock>,
    work: State<'_, LongWork>,
    title: String,
) -> Answer<Option<BackupReport>> {
    let now = (clock)();
    let name = library.backup_name();
    let Some(file) = (app.state::<SavePicker>().0)(&title, &name) else { return Ok(None) };
    // The dialog has asked whether a file that is there may be replaced.
    Ok(Some(library.backup(&path_of(file)?, true, now, &|at| told(&app, at), &work.begin())?))
}

/// What was kept of an article, by sums.
#[tauri::command(async)]
#[specta::specta]
pub fn proof(
    library: Archive<'_>,
    clock: State<'_, Clock>,
    id: ArticleId,
    version: VersionId,
) -> Answer<Proof> {
    Ok(library.proof(id, Some(version), (clock)())?)
}

/// Writes a proof to a file that the person chooses; its path, or `null` when they choose none.
#[tauri::command(async)]
#[specta::specta]
pub fn save_proof(
    app: AppHandle,
    library: Archive<'_>,
    clock: State<'_, Clock>,
    id: ArticleId,
    version: VersionId,
    title: String,
) -> Answer<Option<String>> {
    let proof = library.proof(id, Some(version), (clock)())?;
    let name = format!("proof-{id}-{version}.json");
    let Some(file) = (app.state::<SavePicker>().0)(&title, &name) else { return Ok(None) };
    let path = path_of(file)?;
    // The dialog has asked whether a file that is there may be replaced.
    library.save_proofs(&[proof], &path, true)?;
    Ok(Some(path.display().to_string()))
}

pub(super) fn path_of(file: FilePath) -> Result<PathBuf> {
    file.into_path().map_err(|error| Error::Internal(format!("a file that is nowhere was chosen: {error}")))
}

type Pick = dyn Fn(&str, &str) -> Option<FilePath> + Send + Sync;

/// How a person says where a file goes: by a title and a proposed name.
pub(super) struct SavePicker(pub(super) Box<Pick>);

impl SavePicker {
    /// Asks with the system's own dialog.
    pub fn of_system(app: &AppHandle) -> Self {
        let app = app.clone();
        Self(Box::new(move |title, name| {
            app.dialog().file().set_title(title).set_file_name(name).blocking_save_file()
        }))
    }
}
