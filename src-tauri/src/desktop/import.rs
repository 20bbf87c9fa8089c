//! What the window may ask for about imports. Files are chosen in a dialog of the system or dropped: the window never names a path.

use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager, State, async_runtime};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tauri_specta::Event;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::commands::{Answer, Archive};
use super::events::ImportProgressed;
use super::keeping::{SavePicker, path_of};
use super::long_work::LongWork;
use crate::error::{Error, ErrorReport, Result};
use crate::library::{Clock, Library};
use crate::model::{
    ArticleId, FetchTime, ImportId, ImportOptions, ImportPreview, ImportReport, ImportRow, ImportSummary,
    Progress, RowOutcome, Stage, StepId,
};

/// How often the window is told how far an import is.
const TELL_EVERY: Duration = Duration::from_millis(100);
/// Rows of a file without a kept report that the window is told why they did not come in.
const TOLD: usize = 500;

/// The import that runs, and the files that were chosen last.
#[derive(Debug, Default)]
pub struct Importing {
    work: LongWork,
    /// Held while files are read.
    running: Mutex<()>,
    chosen: Mutex<Vec<PathBuf>>,
    /// Files that came over the window.
    carried: Mutex<Vec<PathBuf>>,
}

/// What a chosen file holds, or why that is not known.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct FilePreview {
    /// Its name.
    name: String,
    /// What it holds.
    preview: Option<ImportPreview>,
    /// Why it cannot be taken in.
    error: Option<ErrorReport>,
}

/// What came of a chosen file.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct FileImported {
    /// Its name.
    name: String,
    /// What this run did, with the first of the rows that did not come in; none when it did not come to its end.
    report: Option<ImportReport>,
    /// Rows that this run left out, and those that could not be read or stored.
    #[specta(type = specta_typescript::Number)]
    skipped: u64,
    #[specta(type = specta_typescript::Number)]
    failed: u64,
    /// What all runs with this file came to, unless it is an export of Lede.
    summary: Option<ImportSummary>,
    /// Why it did not come to its end.
    error: Option<ErrorReport>,
}

impl Importing {
    /// Stops what runs, and waits until nothing more of it is written. What came in stays.
    pub(super) fn stop(&self) {
        self.work.cancel();
        drop(self.running.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Keeps the paths of files that are dragged over the window.
    #[cfg(target_os = "linux")]
    pub(super) fn carry(&self, files: Vec<PathBuf>) {
        *self.carried.lock().unwrap_or_else(PoisonError::into_inner) = files;
    }

    fn chosen(&self) -> Vec<PathBuf> {
        self.chosen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn choose(&self, files: Vec<PathBuf>) -> Vec<String> {
        let names = files.iter().map(|file| name_of(file)).collect();
        *self.chosen.lock().unwrap_or_else(PoisonError::into_inner) = files;
        names
    }
}

/// Lets the person choose files, or a folder; their names, or nothing when they choose none.
#[tauri::command]
#[specta::specta]
pub async fn choose_import(
    app: AppHandle,
    importing: State<'_, Importing>,
    heading: String,
    folder: bool,
) -> Answer<Option<Vec<String>>> {
    let dialog = app.dialog().file().set_title(heading);
    let (tell, chosen) = oneshot::channel::<Option<Vec<FilePath>>>();
    // Nobody waits any more when the window has been closed.
    if folder {
        dialog.pick_folder(move |folder| drop(tell.send(folder.map(|folder| vec![folder]))));
    } else {
        dialog.pick_files(move |files| drop(tell.send(files)));
    }
    let Ok(Some(files)) = chosen.await else { return Ok(None) };
    let files = files.into_iter().map(path_of).collect::<Result<Vec<PathBuf>>>()?;
    Ok(Some(importing.choose(files)))
}

/// Chooses the files that were dragged over the window and let go there; nothing when they have no path.
#[tauri::command(async)]
#[specta::specta]
pub fn drop_import(importing: State<'_, Importing>) -> Option<Vec<String>> {
    let files = mem::take(&mut *importing.carried.lock().unwrap_or_else(PoisonError::into_inner));
    (!files.is_empty()).then(|| importing.choose(files))
}

/// What the chosen files hold, one after the other.
#[tauri::command]
#[specta::specta]
pub async fn preview_import(
    app: AppHandle,
    importing: State<'_, Importing>,
    options: ImportOptions,
) -> Answer<Vec<FilePreview>> {
    let (files, cancel) = (importing.chosen(), importing.work.begin());
    on_a_thread(app, move |app| {
        let library = app.state::<Library>();
        let mut previews = Vec::with_capacity(files.len());
        for (at, file) in files.iter().enumerate() {
            let tell = teller(app, at);
            let look = library.preview_import(file, &options, &tell, &cancel);
            let (preview, error) = match async_runtime::block_on(look) {
                Ok(preview) => (Some(preview), None),
                Err(Error::Cancelled) => return Err(Error::Cancelled),
                Err(error) => (None, Some(error.report())),
            };
            previews.push(FilePreview { name: name_of(file), preview, error });
        }
        Ok(previews)
    })
    .await
}

/// Takes in the chosen files from the one with the number `from` on. One that is stopped is the last of the answer.
#[tauri::command]
#[specta::specta]
pub async fn import(
    app: AppHandle,
    importing: State<'_, Importing>,
    options: ImportOptions,
    from: u32,
) -> Answer<Vec<FileImported>> {
    let (files, cancel) = (importing.chosen(), importing.work.begin());
    on_a_thread(app, move |app| {
        let library = app.state::<Library>();
        // The queue begins with the first rows: what is to wait rests before they come.
        match options.fetch {
            FetchTime::Now => library.resume_fetching()?,
            FetchTime::Later => library.pause_fetching()?,
            FetchTime::Never => {}
        }
        let mut imported = Vec::new();
        for (at, file) in files.iter().enumerate().skip(from as usize) {
            imported.push(take_in(app, at, file, &options, &cancel)?);
            if cancel.is_cancelled() {
                break;
            }
        }
        Ok(imported)
    })
    .await
}

/// Stops what runs; what came in stays.
#[tauri::command(async)]
#[specta::specta]
pub fn cancel_import(importing: State<'_, Importing>) {
    importing.work.cancel();
}

#[tauri::command(async)]
#[specta::specta]
pub fn imports(library: Archive<'_>) -> Answer<Vec<ImportSummary>> {
    Ok(library.imports()?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn import_rows(
    library: Archive<'_>,
    id: ImportId,
    outcome: RowOutcome,
    after: u32,
    limit: u32,
) -> Answer<Vec<ImportRow>> {
    Ok(library.import_rows(id, outcome, u64::from(after), limit)?)
}

/// The articles that an import brought, outside the trash.
#[tauri::command(async)]
#[specta::specta]
pub fn imported_articles(library: Archive<'_>, id: ImportId) -> Answer<Vec<ArticleId>> {
    Ok(library.imported_articles(id)?)
}

/// Writes what became of every row to a file that the person chooses; its path, or `null` when they choose none.
#[tauri::command(async)]
#[specta::specta]
pub fn save_import_report(
    app: AppHandle,
    library: Archive<'_>,
    id: ImportId,
    title: String,
) -> Answer<Option<String>> {
    let name = format!("import-{id}.csv");
    let Some(file) = (app.state::<SavePicker>().0)(&title, &name) else { return Ok(None) };
    let path = path_of(file)?;
    let shown = path.display().to_string();
    // The dialog has asked whether a file that is there may be replaced.
    library.save_import_report(id, &path, true)?;
    Ok(Some(shown))
}

#[tauri::command(async)]
#[specta::specta]
pub fn take_back_import(
    library: Archive<'_>,
    clock: State<'_, Clock>,
    id: ImportId,
) -> Answer<Option<StepId>> {
    Ok(library.take_back_import(id, (clock)())?)
}

/// Reading keeps a thread for minutes, and those of the runtime are few.
async fn on_a_thread<T: Send + 'static>(
    app: AppHandle,
    work: impl FnOnce(&AppHandle) -> Result<T> + Send + 'static,
) -> Answer<T> {
    let done = async_runtime::spawn_blocking(move || {
        let importing = app.state::<Importing>();
        let _running = importing.running.lock().unwrap_or_else(PoisonError::into_inner);
        work(&app)
    });
    Ok(done.await.map_err(|error| Error::Internal(error.to_string()))??)
}

/// Takes in one file. What is wrong with it is told with it, since other files may follow.
fn take_in(
    app: &AppHandle,
    at: usize,
    file: &Path,
    options: &ImportOptions,
    cancel: &CancellationToken,
) -> Result<FileImported> {
    let (library, clock, tell) = (app.state::<Library>(), app.state::<Clock>(), teller(app, at));
    let name = name_of(file);
    let ended = async_runtime::block_on(library.import(file, options, &clock, &tell, cancel));
    let (report, error) = match ended {
        Ok(report) => (Some(report), None),
        Err(error) => (None, Some(error.report())),
    };
    let count = |rows: Option<usize>| rows.unwrap_or(0) as u64;
    let skipped = count(report.as_ref().map(|report| report.skipped.len()));
    let failed = count(report.as_ref().map(|report| report.failed.len()));
    let summary = library.imports()?.into_iter().find(|known| match &report {
        Some(report) => report.import == Some(known.id),
        None => known.finished.is_none() && known.name == name,
    });
    Ok(FileImported { name, report: report.map(shortened), skipped, failed, summary, error })
}

fn shortened(mut report: ImportReport) -> ImportReport {
    report.skipped.truncate(TOLD);
    report.failed.truncate(TOLD);
    report
}

/// Tells the window how far the file with this number is, as often as it can show it.
fn teller(app: &AppHandle, file: usize) -> impl Fn(Progress) + Send + Sync + use<> {
    let (app, last) = (app.clone(), Mutex::new(None::<Instant>));
    move |progress| {
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        if progress.stage != Stage::Importing || last.is_some_and(|last| last.elapsed() < TELL_EVERY) {
            return;
        }
        *last = Some(Instant::now());
        let told = ImportProgressed { file: u32::try_from(file).unwrap_or(u32::MAX), progress };
        if let Err(error) = told.emit(&app) {
            tracing::warn!(%error, "the window was not told");
        }
    }
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_let_go_is_chosen_once() {
        let importing = Importing::default();
        assert_eq!(
            importing.choose(vec!["/home/me/a.zip".into(), "/home/me/folder".into()]),
            ["a.zip", "folder"]
        );
        assert_eq!(importing.chosen().len(), 2);
        assert_eq!(name_of(Path::new("/")), "/");
    }
}
