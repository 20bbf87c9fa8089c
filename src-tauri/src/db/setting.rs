//! Settings that travel with the archive: JSON by key.

use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::column::Json;
use crate::error::Result;

/// A setting, if it was ever set.
///
/// # Errors
/// SQLite's own.
pub fn setting<T: DeserializeOwned>(connection: &Connection, key: &str) -> Result<Option<T>> {
    let mut statement = connection.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| Ok(row.get::<_, Json<T>>(0)?.0)).optional()?)
}

/// Sets a setting.
///
/// # Errors
/// SQLite's own.
pub fn set_setting<T: Serialize>(tx: &Transaction<'_>, key: &str, value: &T) -> Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)")?
        .execute((key, Json(value)))?;
    Ok(())
}
