//! What the window may ask for about exports. Where a file goes is chosen in a dialog of the system: the window never names a path.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

use super::commands::{Answer, Archive};
use super::long_work::{LongWork, told};
use crate::error::{Error, Result};
use crate::library::{ExportRequest, Library, export_name};
use crate::model::{
    ArticleId, ExportChoice, ExportFormat, ExportOptions, ExportPreview, ExportReport, Progress, Stage,
};

/// How often the window is told how far an export is.
const TELL_EVERY: Duration = Duration::from_millis(100);
/// Articles of a report whose titles the window is told.
const TITLED: usize = 500;

/// The export that runs, and where the last one was to go.
#[derive(Debug, Default)]
pub struct Exporting {
    work: LongWork,
    /// Held while one is written.
    running: Mutex<()>,
    output: Mutex<Option<Output>>,
}

/// Where an export goes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Output {
    path: PathBuf,
    /// Whether the person has said that what is there may be replaced.
    replace: bool,
}

/// What is to be exported, and how.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct Export {
    /// Which articles.
    choice: ExportChoice,
    /// What it is called.
    title: String,
    /// The form.
    format: ExportFormat,
    /// What it holds.
    options: ExportOptions,
    /// Whether what is there under the chosen name may be replaced.
    replace: bool,
}

/// What an export did, with what the window needs to tell it.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct Exported {
    /// What it did.
    report: ExportReport,
    /// Titles of articles of which something was left out: the first few hundred.
    titles: Vec<(ArticleId, String)>,
}

impl Exporting {
    /// Stops what runs, and waits until nothing is left of it.
    pub(super) fn stop(&self) {
        self.work.cancel();
        drop(self.running.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn output(&self) -> Option<Output> {
        self.output.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_output(&self, output: Output) {
        *self.output.lock().unwrap_or_else(PoisonError::into_inner) = Some(output);
    }
}

/// What an export would hold.
#[tauri::command(async)]
#[specta::specta]
pub fn export_preview(library: Archive<'_>, choice: ExportChoice) -> Answer<ExportPreview> {
    Ok(library.export_preview(&choice)?)
}

/// Lets the person choose where an export goes; its path, or nothing when they choose none.
#[tauri::command]
#[specta::specta]
pub async fn choose_export(
    app: AppHandle,
    exporting: State<'_, Exporting>,
    heading: String,
    title: String,
    format: ExportFormat,
    folder: bool,
) -> Answer<Option<String>> {
    let extension = format.extension(folder);
    let mut dialog =
        app.dialog().file().set_title(heading).set_file_name(export_name(&title, format, folder));
    if let Some(extension) = extension {
        dialog = dialog.add_filter(extension.to_uppercase(), &[extension]);
    }
    let (tell, chosen) = oneshot::channel();
    // Nobody waits any more when the window has been closed.
    dialog.save_file(move |file| drop(tell.send(file)));
    let Ok(Some(file)) = chosen.await else { return Ok(None) };
    let path = FilePath::into_path(file).map_err(|error| Error::Internal(error.to_string()))?;
    let output = named(path, extension);
    let shown = output.path.display().to_string();
    exporting.set_output(output);
    Ok(Some(shown))
}

/// Exports to where the person chose last.
#[tauri::command]
#[specta::specta]
pub async fn export(app: AppHandle, exporting: State<'_, Exporting>, wanted: Export) -> Answer<Exported> {
    let Some(output) = exporting.output() else {
        return Err(Error::Internal("no file was chosen".into()).into());
    };
    let cancel = exporting.work.begin();
    let handle = app.clone();
    let work = move || -> Result<Exported> {
        let (library, exporting) = (handle.state::<Library>(), handle.state::<Exporting>());
        let _running = exporting.running.lock().unwrap_or_else(PoisonError::into_inner);
        let last = Mutex::new(None::<Instant>);
        let request = ExportRequest {
            choice: &wanted.choice,
            title: Some(&wanted.title),
            format: wanted.format,
            options: wanted.options,
            output: &output.path,
            replace: output.replace || wanted.replace,
        };
        let tell = |progress: Progress| {
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            let is_due = match progress.stage {
                Stage::Exporting => last.is_none_or(|last| last.elapsed() >= TELL_EVERY),
                stage => stage == Stage::Finishing,
            };
            if is_due {
                *last = Some(Instant::now());
                told(&handle, progress);
            }
        };
        let report = library.export(&request, Timestamp::now(), &tell, &cancel)?;
        let mut ids: Vec<ArticleId> = report.left_out.iter().map(|left_out| left_out.id).collect();
        ids.dedup();
        ids.truncate(TITLED);
        let titles = library.titles(&ids)?;
        Ok(Exported { report, titles })
    };
    // Writing keeps a thread for minutes, and those of the runtime are few.
    let done = tauri::async_runtime::spawn_blocking(work).await;
    Ok(done.map_err(|error| Error::Internal(error.to_string()))??)
}

/// Stops the export that runs; nothing of it stays.
#[tauri::command(async)]
#[specta::specta]
pub fn cancel_export(exporting: State<'_, Exporting>) {
    exporting.work.cancel();
}

/// Opens what was exported last with the system's program for it, or, with `folder`, shows where it lies.
#[tauri::command(async)]
#[specta::specta]
pub fn open_export(exporting: State<'_, Exporting>, folder: bool) -> Answer<()> {
    let Some(Output { path, .. }) = exporting.output() else { return Ok(()) };
    let opened = if folder { reveal(&path) } else { open(&entry(&path)) };
    Ok(opened.map_err(|error| Error::Internal(format!("{} could not be opened: {error}", path.display())))?)
}

/// Of a site in a folder its first page.
fn entry(path: &Path) -> PathBuf {
    let index = path.join("index.html");
    if path.is_dir() && index.is_file() { index } else { path.to_owned() }
}

fn open(path: &Path) -> std::result::Result<(), tauri_plugin_opener::Error> {
    tauri_plugin_opener::open_path(path, None::<&str>)
}

/// File managers that cannot point at a file still show its folder.
fn reveal(path: &Path) -> std::result::Result<(), tauri_plugin_opener::Error> {
    tauri_plugin_opener::reveal_item_in_dir(path).or_else(|error| path.parent().map_or(Err(error), open))
}

/// The file with the ending of its format. The system's dialog asks before it lets a file be replaced, but not a folder, nor a
/// file whose name is completed here.
fn named(path: PathBuf, extension: Option<&str>) -> Output {
    let Some(extension) = extension else { return Output { path, replace: false } };
    if path.extension().is_some_and(|there| there.eq_ignore_ascii_case(extension)) {
        return Output { path, replace: true };
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{extension}"));
    Output { path: path.with_file_name(name), replace: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_name_gets_the_ending_of_its_format() {
        let output = |path: &str, extension| named(PathBuf::from(path), extension);
        let at = |path: &str, replace| Output { path: path.into(), replace };
        assert_eq!(output("/a/book.epub", Some("epub")), at("/a/book.epub", true));
        assert_eq!(output("/a/book.EPUB", Some("epub")), at("/a/book.EPUB", true));
        assert_eq!(output("/a/v1.2", Some("epub")), at("/a/v1.2.epub", false));
        assert_eq!(output("/a/site", None), at("/a/site", false));
    }

    #[test]
    fn a_site_is_entered_by_its_first_page() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(entry(folder.path()), folder.path());
        std::fs::write(folder.path().join("index.html"), "").unwrap();
        assert_eq!(entry(folder.path()), folder.path().join("index.html"));
    }
}
