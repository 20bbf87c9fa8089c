//! Reading rows of kept tables.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::{quoted, selected};
use crate::error::Result;
use crate::model::{Cell, ColumnKind, Record, Rows, Table};

/// Hands over the rows of a table whose column has a value, in a lasting order, each with the rows that belong to it.
///
/// # Errors
/// SQLite's own; those of `take`.
pub fn each_record(
    connection: &Connection,
    table: &'static Table,
    column: &str,
    value: &Cell,
    take: &mut dyn FnMut(Record) -> Result<()>,
) -> Result<()> {
    for cells in rows_of(connection, table, column, value)? {
        let id = table.columns.iter().position(|column| column.kind == ColumnKind::Id);
        let lists = match id.and_then(|at| cells.get(at)) {
            Some(Cell::Integer(id)) => lists_of(connection, table, *id)?,
            _ => Vec::new(),
        };
        take(Record { table, cells, lists })?;
    }
    Ok(())
}

/// All rows of a table whose rows have no numbers, in a lasting order.
///
/// # Errors
/// SQLite's own.
pub fn all_records(connection: &Connection, table: &'static Table) -> Result<Vec<Record>> {
    let sql = format!("SELECT {} FROM {} AS kept ORDER BY 1, 2", selected(table), quoted(table.name));
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| cells(row, table))?;
    Ok(rows
        .map(|cells| Ok(Record { table, cells: cells?, lists: Vec::new() }))
        .collect::<rusqlite::Result<_>>()?)
}

/// The rows that belong to a row.
fn lists_of(connection: &Connection, table: &'static Table, id: i64) -> Result<Vec<Rows>> {
    let lists = table.lists().map(|list| {
        let column = list.within.map_or("id", |(_, column)| column);
        Ok((list, rows_of(connection, list, column, &Cell::Integer(id))?))
    });
    lists.collect()
}

/// The numbers by which the rows of a table are read, ascending, one batch at a time.
///
/// # Errors
/// SQLite's own.
pub fn each_row_id(connection: &Connection, table: &Table, after: i64, limit: u32) -> Result<Vec<i64>> {
    let sql = format!("SELECT rowid FROM {} WHERE rowid > ?1 ORDER BY rowid LIMIT ?2", quoted(table.name));
    let mut statement = connection.prepare_cached(&sql)?;
    let ids = statement.query_map((after, limit), |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

fn rows_of(connection: &Connection, table: &Table, column: &str, value: &Cell) -> Result<Vec<Vec<Cell>>> {
    let order: Vec<String> = match table.is_numbered() {
        true => vec!["kept.\"id\"".to_owned()],
        false => table.columns.iter().map(|column| format!("kept.{}", quoted(column.name))).collect(),
    };
    let sql = format!(
        "SELECT {} FROM {} AS kept WHERE kept.{} = ?1 ORDER BY {}",
        selected(table),
        quoted(table.name),
        quoted(column),
        order.join(", ")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([value], |row| cells(row, table))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn cells(row: &Row<'_>, table: &Table) -> rusqlite::Result<Vec<Cell>> {
    let cell = |at| {
        Ok(match row.get_ref(at)? {
            ValueRef::Null => Cell::Null,
            ValueRef::Integer(number) => Cell::Integer(number),
            ValueRef::Real(number) => Cell::Real(number),
            ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
        })
    };
    (0..table.columns.len()).map(cell).collect()
}
