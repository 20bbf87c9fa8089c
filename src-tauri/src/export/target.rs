//! Where an export goes: a temporary name beside the final one, which it gets when it is complete and on the disk.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempPath};

use crate::error::{Error, Result};

/// A file, or a folder of files, that is not there under its name before it is whole.
#[derive(Debug)]
pub struct Target {
    output: PathBuf,
    replace: bool,
    staged: Staged,
}

#[derive(Debug)]
enum Staged {
    File(TempPath),
    Folder(tempfile::TempDir),
}

impl Target {
    /// Begins a file.
    ///
    /// # Errors
    /// `Exists` when the file is there and is not to be replaced; `Io` when its folder cannot be written.
    pub fn file(output: &Path, replace: bool) -> Result<(Self, File)> {
        let output = free(output, replace)?;
        let staged =
            for_all(temporary(), 0o666).tempfile_in(folder_of(&output)).map_err(|e| fault(&output, e))?;
        let (file, path) = staged.into_parts();
        Ok((Self { output, replace, staged: Staged::File(path) }, file))
    }

    /// Begins a folder. [`path`](Self::path) is where its files are written meanwhile.
    ///
    /// # Errors
    /// As [`file`](Self::file).
    pub fn folder(output: &Path, replace: bool) -> Result<Self> {
        let output = free(output, replace)?;
        let staged =
            for_all(temporary(), 0o777).tempdir_in(folder_of(&output)).map_err(|e| fault(&output, e))?;
        Ok(Self { output, replace, staged: Staged::Folder(staged) })
    }

    /// Where it is until it is whole.
    #[must_use]
    pub fn path(&self) -> &Path {
        match &self.staged {
            Staged::File(path) => path,
            Staged::Folder(folder) => folder.path(),
        }
    }

    /// The error of writing it.
    pub fn fault(&self, source: io::Error) -> Error {
        fault(&self.output, source)
    }

    /// Brings it to the disk and gives it its name. Returns its size in bytes.
    ///
    /// # Errors
    /// `Exists` when something took the name meanwhile; `DiskFull` and `Io` of the file system. Then nothing is left.
    pub fn commit(self) -> Result<u64> {
        let Self { output, replace, staged } = self;
        let committed = match staged {
            Staged::File(path) => commit_file(path, &output, replace),
            Staged::Folder(folder) => commit_folder(folder, &output, replace),
        };
        let bytes = committed.map_err(|error| fault(&output, error))?;
        // Where folders cannot be synced, as on Windows, the name is as safe as the system makes it.
        let _ = File::open(folder_of(&output)).and_then(|folder| folder.sync_all());
        Ok(bytes)
    }
}

fn commit_file(path: TempPath, output: &Path, replace: bool) -> io::Result<u64> {
    let file = File::options().write(true).open(&path)?;
    file.sync_all()?;
    let bytes = file.metadata()?.len();
    drop(file);
    let named = if replace { path.persist(output) } else { path.persist_noclobber(output) };
    named.map_err(|error| error.error)?;
    Ok(bytes)
}

/// What stood under the name is away before the new folder has it, and gone only then.
fn commit_folder(folder: tempfile::TempDir, output: &Path, replace: bool) -> io::Result<u64> {
    let bytes = sync_all(folder.path())?;
    let before = match output.exists() {
        true if !replace => return Err(io::ErrorKind::AlreadyExists.into()),
        true => {
            let away = temporary().tempdir_in(folder_of(output))?;
            fs::rename(output, away.path().join("before"))?;
            Some(away)
        }
        false => None,
    };
    if let Err(error) = fs::rename(folder.path(), output) {
        if let Some(away) = before {
            fs::rename(away.path().join("before"), output)?;
        }
        return Err(error);
    }
    let _ = folder.keep();
    Ok(bytes)
}

/// Brings every file below a folder to the disk; returns their bytes.
fn sync_all(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            bytes += sync_all(&entry.path())?;
        } else {
            let file = File::options().write(true).open(entry.path())?;
            file.sync_all()?;
            bytes += file.metadata()?.len();
        }
    }
    Ok(bytes)
}

/// The absolute path, when it may be written.
fn free(output: &Path, replace: bool) -> Result<PathBuf> {
    let output = std::path::absolute(output).map_err(|error| fault(output, error))?;
    if output.file_name().is_none() {
        return Err(fault(&output, io::ErrorKind::InvalidInput.into()));
    }
    match output.symlink_metadata() {
        Ok(_) if !replace => Err(fault(&output, io::ErrorKind::AlreadyExists.into())),
        _ => Ok(output),
    }
}

fn folder_of(output: &Path) -> &Path {
    output.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Hidden, and told by its name to be unfinished.
fn temporary() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".lede-").suffix(".part");
    builder
}

/// As anything else that a person writes to a place of theirs: for others as far as the system's mask has it.
fn for_all(mut builder: Builder<'static, 'static>, mode: u32) -> Builder<'static, 'static> {
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    let _ = mode;
    builder
}

fn fault(path: &Path, source: io::Error) -> Error {
    let path = path.display().to_string();
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::DiskFull { path },
        io::ErrorKind::AlreadyExists => Error::Exists { path },
        _ => Error::Io { path, source },
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::error::ErrorKind;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_has_its_name_when_it_is_whole() {
        let place = tempfile::tempdir().unwrap();
        let output = place.path().join("a.csv");
        let (target, mut file) = Target::file(&output, false).unwrap();
        file.write_all(b"whole").unwrap();
        assert!(!output.exists());
        assert_eq!(target.commit().unwrap(), 5);
        assert_eq!(fs::read(&output).unwrap(), b"whole");
        assert_eq!(names(place.path()), ["a.csv"]);
    }

    #[test]
    fn what_is_given_up_leaves_nothing() {
        let place = tempfile::tempdir().unwrap();
        drop(Target::file(&place.path().join("a"), false).unwrap());
        let folder = Target::folder(&place.path().join("b"), false).unwrap();
        fs::write(folder.path().join("x"), "x").unwrap();
        drop(folder);
        assert_eq!(names(place.path()), [""; 0]);
    }

    #[test]
    fn what_is_there_is_replaced_only_when_asked() {
        let place = tempfile::tempdir().unwrap();
        let (file, folder) = (place.path().join("a"), place.path().join("b"));
        fs::write(&file, "old").unwrap();
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("old"), "old").unwrap();
        assert_eq!(Target::file(&file, false).unwrap_err().kind(), ErrorKind::Exists);
        assert_eq!(Target::folder(&folder, false).unwrap_err().kind(), ErrorKind::Exists);
        let (target, mut new) = Target::file(&file, true).unwrap();
        new.write_all(b"new").unwrap();
        target.commit().unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        let target = Target::folder(&folder, true).unwrap();
        fs::write(target.path().join("new"), "new").unwrap();
        target.commit().unwrap();
        assert_eq!(names(&folder), ["new"]);
        assert_eq!(names(place.path()), ["a", "b"]);
    }

    #[test]
    fn a_name_that_was_taken_meanwhile_stays_taken() {
        let place = tempfile::tempdir().unwrap();
        let output = place.path().join("a");
        let (target, _file) = Target::file(&output, false).unwrap();
        fs::write(&output, "theirs").unwrap();
        assert_eq!(target.commit().unwrap_err().kind(), ErrorKind::Exists);
        assert_eq!(names(place.path()), ["a"]);
        assert_eq!(fs::read(&output).unwrap(), b"theirs");
    }
}
