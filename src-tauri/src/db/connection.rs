//! Connections to one archive: one that writes, a few that read, one that watches for changes.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::{backup, fault, migrate, schema};
use crate::error::{Error, Result};

/// How long a statement waits for another process's transaction before it gives up.
const BUSY: Duration = Duration::from_secs(10);
/// Reading connections kept open while nobody uses them.
const IDLE_READERS: usize = 4;
/// Statements kept compiled per connection.
const STATEMENTS: usize = 96;
/// Page cache of the writer and of a reader, in KiB (negative is SQLite's sign for KiB).
const WRITER_CACHE: i64 = -64_000;
const READER_CACHE: i64 = -16_000;

/// An open archive file. Reading never waits for writing; writers wait for one another.
pub struct Db {
    path: PathBuf,
    busy: Duration,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    watcher: Mutex<Connection>,
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Db {
    /// Opens the archive, creating it first with `create`, and brings it to the newest schema.
    ///
    /// # Errors
    /// `Io` when the file is not there or cannot be opened, `ReadOnly`, `NotAnArchive`, `NewerSchema`, `Damaged`,
    /// `Locked`.
    pub fn open(path: &Path, create: bool) -> Result<Self> {
        Self::open_waiting(path, create, BUSY)
    }

    /// As [`open`](Self::open), with the time to wait for other processes' transactions.
    ///
    /// # Errors
    /// As for `open`.
    pub fn open_waiting(path: &Path, create: bool, busy: Duration) -> Result<Self> {
        let path = locate(path, create)?;
        let open = || -> Result<(Connection, Connection)> {
            let mut writer = connect(&path, busy, create)?;
            schema::identify(&writer, &path)?;
            writer.pragma_update(None, "cache_size", WRITER_CACHE)?;
            migrate::migrate(&mut writer, &path)?;
            let watcher = connect(&path, busy, false)?;
            watcher.pragma_update(None, "query_only", true)?;
            Ok((writer, watcher))
        };
        let (writer, watcher) = open().map_err(|error| fault::explain(&path, error))?;
        Ok(Self {
            busy,
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            watcher: Mutex::new(watcher),
            path,
        })
    }

    /// The file, absolute.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs `work` on a connection that cannot write, within one snapshot of the archive.
    ///
    /// # Errors
    /// Those of `work`; SQLite's faults come out as the archive's.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let result = self.reader().and_then(|mut reader| {
            let snapshot = reader.transaction()?;
            let result = work(&snapshot);
            drop(snapshot);
            let mut idle = lock(&self.readers);
            if idle.len() < IDLE_READERS {
                idle.push(reader);
            }
            result
        });
        result.map_err(|error| fault::explain(&self.path, error))
    }

    /// Runs `work` in one transaction: committed when it returns `Ok`, rolled back otherwise.
    ///
    /// # Errors
    /// Those of `work`; SQLite's faults come out as the archive's.
    pub fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut writer = lock(&self.writer);
        let result = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Error::from)
            .and_then(|tx| {
                let value = work(&tx)?;
                tx.commit()?;
                Ok(value)
            });
        result.map_err(|error| fault::explain(&self.path, error))
    }

    /// Runs `work` on the writing connection outside a transaction, for statements that cannot run in one.
    ///
    /// # Errors
    /// Those of `work`; SQLite's faults come out as the archive's.
    pub fn maintain<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        work(&lock(&self.writer)).map_err(|error| fault::explain(&self.path, error))
    }

    /// Copies the archive as it is at this moment into an empty file, on a connection of its own: nobody waits for it.
    ///
    /// # Errors
    /// Those of `on_pages`, of reading the archive and of writing the file.
    pub fn copy(&self, to: &Path, on_pages: backup::OnPages<'_>) -> Result<()> {
        let copied =
            connect(&self.path, self.busy, false).and_then(|source| backup::copy(&source, to, on_pages));
        copied.map_err(|error| fault::explain(&self.path, error))
    }

    /// A number that differs after any connection of any process has committed.
    ///
    /// # Errors
    /// `Damaged` or `Io` when the file cannot be read any more.
    pub fn data_version(&self) -> Result<u64> {
        let version =
            lock(&self.watcher).pragma_query_value(None, "data_version", |row| row.get::<_, i64>(0));
        version.map(i64::unsigned_abs).map_err(|error| fault::explain(&self.path, error.into()))
    }

    fn reader(&self) -> Result<Connection> {
        if let Some(reader) = lock(&self.readers).pop() {
            return Ok(reader);
        }
        let reader = connect(&self.path, self.busy, false)?;
        reader.pragma_update(None, "cache_size", READER_CACHE)?;
        reader.pragma_update(None, "query_only", true)?;
        Ok(reader)
    }
}

/// A panic in a transaction rolls it back on unwinding, so the connection behind a poisoned lock is sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn locate(path: &Path, create: bool) -> Result<PathBuf> {
    let io = |source| Error::Io { path: path.display().to_string(), source };
    let path = std::path::absolute(path).map_err(io)?;
    if create {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(io)?;
        }
    } else if !path.try_exists().map_err(io)? {
        return Err(io(std::io::ErrorKind::NotFound.into()));
    }
    Ok(path)
}

#[allow(clippy::disallowed_methods, reason = "the one place that opens connections")]
pub(super) fn connect(path: &Path, busy: Duration, create: bool) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags.set(OpenFlags::SQLITE_OPEN_CREATE, create);
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(busy)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 4000)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

#[allow(
    clippy::disallowed_methods,
    reason = "the other place that opens connections: to files nobody works with"
)]
pub(super) fn connect_to_read(path: &Path) -> Result<Connection> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn a_writer_that_waits_in_vain_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("archive.lede");
        let one = Db::open_waiting(&path, true, Duration::from_millis(1)).unwrap();
        let two = Db::open_waiting(&path, false, Duration::from_millis(1)).unwrap();
        let error = one.write(|_| Ok(two.write(|_| Ok(())).unwrap_err())).unwrap();
        assert_eq!(error.kind(), ErrorKind::Locked);
        two.write(|_| Ok(())).unwrap();
    }

    #[test]
    fn an_error_or_a_panic_rolls_back() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("archive.lede"), true).unwrap();
        let insert = "INSERT INTO setting (key, value) VALUES ('a', '1')";
        let failed: Result<()> = db.write(|tx| {
            tx.execute(insert, [])?;
            Err(Error::Cancelled)
        });
        assert_eq!(failed.unwrap_err().kind(), ErrorKind::Cancelled);
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            db.write(|tx| {
                tx.execute(insert, [])?;
                if tx.changes() == 1 {
                    panic!("on purpose");
                }
                Ok(())
            })
        }));
        assert!(panicked.is_err());
        let rows: u32 = db
            .read(|conn| Ok(conn.query_row("SELECT count(*) FROM setting", [], |row| row.get(0))?))
            .unwrap();
        assert_eq!(rows, 0);
        db.write(|tx| Ok(tx.execute(insert, [])?)).unwrap();
    }

    #[test]
    fn readers_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("archive.lede"), true).unwrap();
        let error = db.read(|conn| Ok(conn.execute("DELETE FROM setting", [])?)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ReadOnly);
    }
}
