//! Putting a backup in an archive's place.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Zoned;
use tokio_util::sync::CancellationToken;

use super::{fill, names};
use crate::capture::OnProgress;
use crate::db;
use crate::error::{Error, Result};
use crate::export::Target;
use crate::model::{Progress, RestoreReport, Stage};

/// What is restored where.
#[derive(Debug, Clone)]
pub struct RestoreRequest<'a> {
    /// The backup.
    pub backup: &'a Path,
    /// The archive whose place it takes; there may be none.
    pub archive: &'a Path,
    /// Whether an archive that holds anything may be put aside.
    pub replace: bool,
    /// Now, for the name that the other one gets.
    pub now: Zoned,
}

/// Puts a backup in an archive's place. The archive that stands there is kept beside it under another name.
///
/// # Errors
/// `NotAnArchive`, `NewerSchema` or `Damaged` of the backup; `Exists` when the archive holds something and may not be put
/// aside; `Locked` when a program has it open; `Cancelled`; those of writing. Then everything is as it was.
pub fn restore(
    request: &RestoreRequest<'_>,
    on_progress: OnProgress<'_>,
    cancel: &CancellationToken,
) -> Result<RestoreReport> {
    let archive = std::path::absolute(request.archive).map_err(|error| io(request.archive, error))?;
    if !request.replace && holds_something(&archive) {
        return Err(Error::Exists { path: archive.display().to_string() });
    }
    if let Some(folder) = archive.parent() {
        fs::create_dir_all(folder).map_err(|error| io(folder, error))?;
    }
    let (target, file) = Target::file(&archive, true)?;
    drop(file);
    let copy = |to: &Path, on_pages: db::OnPages<'_>| db::copy_file(request.backup, to, on_pages);
    let articles = fill(request.backup, &copy, target.path(), on_progress, cancel)?;
    let kept = put_aside(&archive, &request.now)?;
    let bytes = match target.commit() {
        Ok(bytes) => bytes,
        Err(error) => {
            if let Some(kept) = &kept {
                fs::rename(kept, &archive).map_err(|error| io(kept, error))?;
            }
            return Err(error);
        }
    };
    on_progress(Progress { stage: Stage::Done, done: 0, total: None });
    let shown = |path: &Path| path.display().to_string();
    let kept = kept.as_deref().map(shown);
    Ok(RestoreReport { archive: shown(&archive), backup: shown(request.backup), articles, bytes, kept })
}

/// Whether there is anything in an archive that a person would miss; of a file that cannot be read nobody can say so.
fn holds_something(archive: &Path) -> bool {
    archive.metadata().is_ok_and(|file| file.len() > 0)
        && !db::with_file(archive, |conn| {
            db::check_schema(conn, archive)?;
            db::is_empty(conn)
        })
        .unwrap_or(false)
}

/// Gives an archive another name and returns it; `None` when there is none.
fn put_aside(archive: &Path, now: &Zoned) -> Result<Option<PathBuf>> {
    if !archive.exists() {
        return Ok(None);
    }
    // Of a file that is damaged or no archive, the log stays a file of its own and goes along.
    if let Err(error @ (Error::Locked { .. } | Error::ReadOnly { .. })) = db::make_one_file(archive) {
        return Err(error);
    }
    let kept = free_name(names::beside(archive, "before-restore", now.datetime()));
    for ending in ["-wal", "-shm"] {
        let (beside, moved) = (with_ending(archive, ending), with_ending(&kept, ending));
        if beside.exists() {
            fs::rename(&beside, moved).map_err(|error| io(&beside, error))?;
        }
    }
    fs::rename(archive, &kept).map_err(|error| io(archive, error))?;
    Ok(Some(kept))
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// The name, or with a number the first that nothing has.
fn free_name(path: PathBuf) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let numbered = (2_u32..).map(|n| path.with_file_name(format!("{stem}-{n}.lede")));
    std::iter::once(path.clone()).chain(numbered).find(|path| !path.exists()).unwrap_or(path)
}

fn io(path: &Path, source: std::io::Error) -> Error {
    Error::Io { path: path.display().to_string(), source }
}
