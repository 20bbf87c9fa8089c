//! Is this file an archive of ours, and one this program understands?

use std::path::Path;

use rusqlite::Connection;

use crate::error::{Error, Result};

/// `Lede` in ASCII: marks the file as an archive in its header (bytes 68 to 71).
pub const APPLICATION_ID: i32 = 0x4C65_6465;

/// The newest schema this program knows: the number of the last migration.
pub const SCHEMA: u32 = 6;

/// Refuses what is no archive, is newer than the program or cannot be written; gives an empty file its lasting form.
///
/// # Errors
/// `NotAnArchive`, `NewerSchema`, `ReadOnly`, and SQLite's own.
pub fn identify(connection: &Connection, path: &Path) -> Result<()> {
    if pages(connection)? == 0 {
        return format(connection);
    }
    check(connection, path)?;
    if connection.is_readonly("main")? {
        return Err(Error::ReadOnly { path: path.display().to_string() });
    }
    // A backup that was put in an archive's place is one file without a log.
    write_ahead(connection)
}

/// Refuses what is no archive or is newer than the program; returns its schema, 0 of a file that was never finished.
///
/// # Errors
/// `NotAnArchive`, `NewerSchema`, and SQLite's own.
pub fn check(connection: &Connection, path: &Path) -> Result<u32> {
    let shown = || path.display().to_string();
    let id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // A process that dies while it creates the archive leaves a formatted file without a schema.
    let blank = id == 0 && found == 0 && objects(connection)? == 0;
    if id != APPLICATION_ID && !blank {
        return Err(Error::NotAnArchive { path: shown() });
    }
    if found > SCHEMA {
        return Err(Error::NewerSchema { path: shown(), found, known: SCHEMA });
    }
    Ok(found)
}

/// Page size and auto-vacuum can only be chosen before the first page is written. Incremental auto-vacuum costs one
/// page in 1,600 and lets an emptied trash give its room back to the disk without rewriting the file.
fn format(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "page_size", 8192)?;
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    write_ahead(connection)
}

fn write_ahead(connection: &Connection) -> Result<()> {
    Ok(connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?)
}

fn pages(connection: &Connection) -> Result<u32> {
    Ok(connection.pragma_query_value(None, "page_count", |row| row.get(0))?)
}

fn objects(connection: &Connection) -> Result<u32> {
    Ok(connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?)
}
