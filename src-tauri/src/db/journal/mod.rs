//! The journal: every change of a person's own data, and how it is taken back.
//!
//! While a change is written, temporary triggers on the tables of [`tables::KEPT`] note for each row what puts it back, as
//! SQLite's authors describe for undo by triggers (<https://sqlite.org/undoredo.html>), but as rows of values in place of
//! SQL. Cascades are noted like any other change. Taking a step back runs under the same triggers, so what they note then
//! does it again.

mod replay;
mod tables;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::column::{Json, Millis};
use crate::error::{Error, Result};
use crate::model::{StepId, UndoStep, What};

/// Steps kept, and bytes of them all, before the oldest are forgotten.
const STEPS: u32 = 200;
const BYTES: i64 = 64 << 20;
/// zstd's level for the noted rows.
const LEVEL: i32 = 3;

/// Begins to note what is changed.
///
/// # Errors
/// SQLite's own.
pub fn begin_journal(tx: &Transaction<'_>) -> Result<()> {
    tables::prepare(tx)?;
    set_noting(tx, true)
}

/// Ends noting and keeps what was noted as a step; without any change there is none. Steps that were taken back cannot
/// be done again after this.
///
/// # Errors
/// SQLite's own.
pub fn end_journal(tx: &Transaction<'_>, what: &What, now: Timestamp) -> Result<Option<StepId>> {
    set_noting(tx, false)?;
    let Some(noted) = take_noted(tx)? else { return Ok(None) };
    tx.prepare_cached("DELETE FROM undo_step WHERE undone IS NOT NULL")?.execute([])?;
    tx.prepare_cached("INSERT INTO undo_step (made, what, changes) VALUES (?1, ?2, ?3)")?.execute((
        Millis(now),
        Json(what),
        compress(&noted)?,
    ))?;
    let step = StepId(tx.last_insert_rowid());
    forget_oldest(tx)?;
    Ok(Some(step))
}

/// The same as [`end_journal`], but a change that goes on with the newest step (made since `since`, of the same words)
/// becomes part of it, so that a text that is saved while it is typed is taken back as one.
///
/// # Errors
/// SQLite's own.
pub fn join_journal(
    tx: &Transaction<'_>,
    what: &What,
    since: Timestamp,
    now: Timestamp,
) -> Result<Option<StepId>> {
    let mut newest = tx.prepare_cached(
        "SELECT id, changes FROM undo_step WHERE id = (SELECT max(id) FROM undo_step) AND undone IS NULL
             AND what = ?1 AND made >= ?2",
    )?;
    let before: Option<(i64, Vec<u8>)> =
        newest.query_row((Json(what), Millis(since)), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((id, changes)) = before else { return end_journal(tx, what, now) };
    set_noting(tx, false)?;
    let Some(noted) = take_noted(tx)? else { return Ok(Some(StepId(id))) };
    let joined = replay::join(&unpack(&changes)?, &noted)?;
    tx.prepare_cached("UPDATE undo_step SET changes = ?2 WHERE id = ?1")?
        .execute((id, compress(&joined)?))?;
    Ok(Some(StepId(id)))
}

/// The step to take back: this one, or the newest that was not taken back yet.
///
/// # Errors
/// SQLite's own.
pub fn step_to_undo(connection: &Connection, step: Option<StepId>) -> Result<Option<UndoStep>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, made, what, undone FROM undo_step WHERE undone IS NULL AND (?1 IS NULL OR id = ?1)
         ORDER BY id DESC LIMIT 1",
    )?;
    Ok(statement.query_row([step.map(|step| step.0)], step_of).optional()?)
}

/// The step to do again: the one that was taken back last.
///
/// # Errors
/// SQLite's own.
pub fn step_to_redo(connection: &Connection) -> Result<Option<UndoStep>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, made, what, undone FROM undo_step WHERE undone IS NOT NULL ORDER BY undone DESC LIMIT 1",
    )?;
    Ok(statement.query_row([], step_of).optional()?)
}

/// The steps of the journal, newest first.
///
/// # Errors
/// SQLite's own.
pub fn undo_steps(connection: &Connection) -> Result<Vec<UndoStep>> {
    let mut statement =
        connection.prepare_cached("SELECT id, made, what, undone FROM undo_step ORDER BY id DESC")?;
    Ok(statement.query_map([], step_of)?.collect::<rusqlite::Result<_>>()?)
}

/// Puts back what a step changed, and keeps in its place what does it again: taking back and doing again are the same.
/// What belonged to articles that were deleted for good is passed over.
///
/// # Errors
/// `CannotUndo` when something new stands where the old has to go; SQLite's own.
pub fn swap_step(tx: &Transaction<'_>, step: &UndoStep) -> Result<()> {
    let mut statement = tx.prepare_cached("SELECT changes FROM undo_step WHERE id = ?1")?;
    let changes: Vec<u8> = statement.query_row([step.id.0], |row| row.get(0))?;
    begin_journal(tx)?;
    tx.pragma_update(None, "defer_foreign_keys", true)?;
    replay::replay(tx, &unpack(&changes)?)?;
    set_noting(tx, false)?;
    let noted = take_noted(tx)?.unwrap_or_default();
    tx.prepare_cached(
        "UPDATE undo_step SET changes = ?2,
             undone = iif(undone IS NULL, (SELECT coalesce(max(undone), 0) + 1 FROM undo_step), NULL)
         WHERE id = ?1",
    )?
    .execute((step.id.0, compress(&noted)?))?;
    Ok(())
}

fn step_of(row: &Row<'_>) -> rusqlite::Result<UndoStep> {
    Ok(UndoStep {
        id: StepId(row.get("id")?),
        made: row.get::<_, Millis>("made")?.0,
        what: row.get::<_, Json<_>>("what")?.0,
        undone: row.get::<_, Option<i64>>("undone")?.is_some(),
    })
}

fn set_noting(tx: &Transaction<'_>, on: bool) -> Result<()> {
    tx.prepare_cached("UPDATE temp.journal_switch SET noting = ?1")?.execute([on])?;
    Ok(())
}

/// What was noted, a JSON array a line in the order of the changes; `None` when nothing was.
fn take_noted(tx: &Transaction<'_>) -> Result<Option<String>> {
    let mut statement = tx.prepare_cached("SELECT noted FROM temp.journal_row ORDER BY n")?;
    let mut rows = statement.query([])?;
    let mut noted = String::new();
    while let Some(row) = rows.next()? {
        noted.push_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?);
        noted.push('\n');
    }
    drop(rows);
    tx.prepare_cached("DELETE FROM temp.journal_row")?.execute([])?;
    Ok((!noted.is_empty()).then_some(noted))
}

fn forget_oldest(tx: &Transaction<'_>) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM undo_step WHERE id <= (SELECT id FROM (
             SELECT id, row_number() OVER newest AS steps, sum(length(changes)) OVER newest AS bytes FROM undo_step
             WINDOW newest AS (ORDER BY id DESC))
         WHERE steps > ?1 OR (bytes > ?2 AND steps > 1) ORDER BY id DESC LIMIT 1)",
    )?
    .execute((STEPS, BYTES))?;
    Ok(())
}

fn compress(noted: &str) -> Result<Vec<u8>> {
    zstd::encode_all(noted.as_bytes(), LEVEL).map_err(|error| Error::Internal(format!("zstd: {error}")))
}

fn unpack(changes: &[u8]) -> Result<String> {
    let bytes = zstd::decode_all(changes).map_err(|error| Error::Internal(format!("zstd: {error}")))?;
    String::from_utf8(bytes).map_err(|error| Error::Internal(format!("the journal: {error}")))
}
