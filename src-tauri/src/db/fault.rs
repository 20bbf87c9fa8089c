//! SQLite's result codes as errors a person can act on.

use std::fs::OpenOptions;
use std::io::{Error as IoError, ErrorKind as IoKind};
use std::path::Path;

use rusqlite::ErrorCode;

use crate::error::Error;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

/// Names the archive in an error of the database; leaves every other error as it is.
pub fn explain(archive: &Path, error: Error) -> Error {
    let Error::Database(source) = error else { return error };
    let path = archive.display().to_string();
    match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Error::NotAnArchive { path },
        Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { path, reason: source.to_string() },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Locked { path },
        Some(ErrorCode::DiskFull) => Error::DiskFull { path },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Error::ReadOnly { path },
        Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure) => unreadable(archive, &source),
        _ => Error::Database(source),
    }
}

/// SQLite does not pass on what the system said, so ask the system again.
fn unreadable(archive: &Path, source: &rusqlite::Error) -> Error {
    let path = archive.display().to_string();
    match OpenOptions::new().read(true).write(true).open(archive) {
        Err(error) if error.kind() == IoKind::PermissionDenied => Error::ReadOnly { path },
        Err(error) => Error::Io { path, source: error },
        Ok(_) => Error::Io { path, source: IoError::other(source.to_string()) },
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn result_codes_become_kinds() {
        let folder = tempfile::tempdir().unwrap();
        let table = [
            (ffi::SQLITE_NOTADB, ErrorKind::NotAnArchive),
            (ffi::SQLITE_CORRUPT, ErrorKind::Damaged),
            (ffi::SQLITE_CORRUPT_VTAB, ErrorKind::Damaged),
            (ffi::SQLITE_BUSY, ErrorKind::Locked),
            (ffi::SQLITE_BUSY_SNAPSHOT, ErrorKind::Locked),
            (ffi::SQLITE_FULL, ErrorKind::DiskFull),
            (ffi::SQLITE_READONLY, ErrorKind::ReadOnly),
            (ffi::SQLITE_CANTOPEN, ErrorKind::Io),
            (ffi::SQLITE_IOERR_READ, ErrorKind::Io),
            (ffi::SQLITE_CONSTRAINT, ErrorKind::Database),
        ];
        for (code, kind) in table {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            assert_eq!(explain(folder.path(), error.into()).kind(), kind, "code {code}");
        }
    }
}
