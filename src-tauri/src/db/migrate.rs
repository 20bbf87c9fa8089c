//! Brings an archive to the newest schema, one migration a transaction.

use std::path::Path;

use include_dir::{Dir, include_dir};
use rusqlite::{Connection, TransactionBehavior};

use super::schema::{APPLICATION_ID, SCHEMA};
use crate::error::{Error, Result};

static MIGRATIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// Applies what the archive lacks. Each migration and its number are committed together.
///
/// # Errors
/// `Internal` when the program was built without a migration, and SQLite's own.
pub fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    while user_version(connection)? < SCHEMA {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have migrated while this one waited for the lock.
        let next = user_version(&tx)? + 1;
        if next > SCHEMA {
            break;
        }
        tracing::info!(path = %path.display(), schema = next, "migrating");
        tx.execute_batch(migration(next)?)?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", next)?;
        tx.commit()?;
    }
    Ok(())
}

fn user_version(connection: &Connection) -> Result<u32> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

fn migration(number: u32) -> Result<&'static str> {
    let prefix = format!("{number:04}_");
    MIGRATIONS
        .files()
        .find(|file| file.path().to_str().is_some_and(|name| name.starts_with(&prefix)))
        .and_then(|file| file.contents_utf8())
        .ok_or_else(|| Error::Internal(format!("migration {number} is missing from the program")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_migration_is_numbered_without_a_gap() {
        let mut numbers: Vec<u32> =
            MIGRATIONS.files().map(|file| file.path().to_str().unwrap()[..4].parse().unwrap()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=SCHEMA).collect::<Vec<_>>());
    }
}
