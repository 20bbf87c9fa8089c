//! Copying a database while others use it, and asking SQLite whether one is sound.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode};

use super::connection::{connect, connect_to_read};
use super::fault;
use super::schema::{self, SCHEMA};
use crate::error::{Error, Result};

/// Pages copied between two looks at whether to go on: 4 MiB.
const STEP: i32 = 512;
/// How long a step waits that finds a file locked.
const BUSY: Duration = Duration::from_millis(50);
/// Instructions of SQLite's machine between two looks at whether to go on while it checks a file.
const CHECKED: i32 = 100_000;
/// Faults that SQLite names before it stops looking.
const FAULTS: u32 = 100;

/// Told of how many pages of how many are copied; ends the work by an error.
pub type OnPages<'a> = &'a dyn Fn(u64, u64) -> Result<()>;

/// Copies the whole of a database as it is at this moment into an empty file; others go on reading and writing meanwhile.
///
/// The copy is one file that needs no other beside it.
///
/// # Errors
/// Those of `on_pages`, of reading the database and of writing the file.
pub fn copy(from: &Connection, to: &Path, on_pages: OnPages<'_>) -> Result<()> {
    // Without a transaction of its own, a backup begins again whenever somebody else has written.
    let snapshot = from.unchecked_transaction()?;
    snapshot.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    fill(&snapshot, to, on_pages).map_err(|error| fault::explain(to, error))
}

fn fill(from: &Connection, to: &Path, on_pages: OnPages<'_>) -> Result<()> {
    let mut target = connect(to, BUSY, true)?;
    // Whoever asked for the file brings it to the disk; nothing is lost when it stays a half one.
    target.pragma_update(None, "synchronous", "OFF")?;
    target.pragma_update_and_check(None, "journal_mode", "MEMORY", |_| Ok(()))?;
    {
        let backup = Backup::new(from, &mut target)?;
        loop {
            let step = backup.step(STEP)?;
            let progress = backup.progress();
            let pages = |n: i32| u64::try_from(n).unwrap_or_default();
            on_pages(pages(progress.pagecount - progress.remaining), pages(progress.pagecount))?;
            match step {
                StepResult::Done => break,
                StepResult::Busy | StepResult::Locked => std::thread::sleep(BUSY),
                _ => {}
            }
        }
    }
    drop(target);
    // What was copied says of itself that a log stands beside it.
    let target = connect(to, BUSY, false)?;
    target.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    Ok(())
}

/// Copies an archive's file as [`copy`] does, before anything in it is changed.
///
/// # Errors
/// `NotAnArchive`, `NewerSchema`, `Damaged`; as for `copy`.
pub fn copy_file(from: &Path, to: &Path, on_pages: OnPages<'_>) -> Result<()> {
    let copied = connect_to_read(from).and_then(|source| {
        schema::check(&source, from)?;
        copy(&source, to, on_pages)
    });
    copied.map_err(|error| fault::explain(from, error))
}

/// The schema of the archive in a file that an opening would bring to a newer one. Of what cannot be read here, opening tells.
pub fn schema_to_migrate(path: &Path) -> Option<u32> {
    let older = |schema: &u32| (1..SCHEMA).contains(schema);
    // A new archive's number is in its header, before anything is opened; only an older one's may be another by now.
    let mut header = [0; 64];
    File::open(path).and_then(|mut file| file.read_exact(&mut header)).ok()?;
    Some(u32::from_be_bytes([header[60], header[61], header[62], header[63]])).filter(older)?;
    connect_to_read(path).and_then(|source| schema::check(&source, path)).ok().filter(older)
}

/// What is wrong with a file by its own account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inspection {
    /// Broken pages, lost or doubled ones, indexes that do not fit their tables.
    pub faults: Vec<String>,
    /// Rows that refer to what is not there.
    pub strays: Vec<Stray>,
}

/// A row that refers to another one that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// The table it is in.
    pub table: String,
    /// Its number, where its table has one.
    pub row: Option<i64>,
    /// The table that lacks the other.
    pub wants: String,
}

/// Has SQLite check a file from one end to the other.
///
/// # Errors
/// `Cancelled` when it was ended; those of opening the file. What cannot be read is a fault and no error.
pub fn inspect(path: &Path, is_ended: impl Fn() -> bool + Send + 'static) -> Result<Inspection> {
    let inspect = || -> Result<Inspection> {
        let mut file = connect_to_read(path)?;
        file.progress_handler(CHECKED, Some(is_ended))?;
        let mut found = Inspection::default();
        let checks = check(&file, &mut found).and_then(|()| refer(&file, &mut found));
        match checks {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) => {
                Err(Error::Cancelled)
            }
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => {
                found.faults.push(error.to_string());
                Ok(found)
            }
            checks => Ok(checks.map(|()| found)?),
        }
    };
    inspect().map_err(|error| fault::explain(path, error))
}

fn check(file: &Connection, found: &mut Inspection) -> rusqlite::Result<()> {
    let mut statement = file.prepare(&format!("PRAGMA integrity_check({FAULTS})"))?;
    for line in statement.query_map([], |row| row.get::<_, String>(0))? {
        found.faults.extend(line?.lines().filter(|line| *line != "ok").map(str::to_owned));
    }
    Ok(())
}

fn refer(file: &Connection, found: &mut Inspection) -> rusqlite::Result<()> {
    let mut statement = file.prepare("PRAGMA foreign_key_check")?;
    let rows = statement
        .query_map([], |row| Ok(Stray { table: row.get(0)?, row: row.get(1)?, wants: row.get(2)? }))?;
    for row in rows {
        found.strays.push(row?);
    }
    Ok(())
}

/// Opens a file that is no archive that anybody works with, as a backup, and hands over its connection.
///
/// # Errors
/// Those of opening and of `work`.
pub fn with_file<T>(path: &Path, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    connect_to_read(path).and_then(|file| work(&file)).map_err(|error| fault::explain(path, error))
}

/// Merges the log of an archive into its file, so that it is one file that can be moved. Nobody else may have it open.
///
/// # Errors
/// `Locked` when somebody has; those of reading and writing it.
pub fn make_one_file(path: &Path) -> Result<()> {
    let merged = connect(path, Duration::from_secs(2), false).and_then(|file| {
        file.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        // Held by this one alone, as whoever reads it would keep it from being moved.
        file.execute_batch("BEGIN EXCLUSIVE; COMMIT;")?;
        Ok(())
    });
    merged.map_err(|error| fault::explain(path, error))
}
