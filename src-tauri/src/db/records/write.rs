//! Writing rows of kept tables.

use rusqlite::types::{ToSql, ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::quoted;
use crate::error::Result;
use crate::model::{Cell, ColumnKind, Table};

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Integer(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Self::Real(number) => ToSqlOutput::Owned(Value::Real(*number)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        })
    }
}

/// Puts a row into a table: the values of some of its columns, the rest being what the table says. Returns its number, or
/// `None` when it does not fit beside what is there.
///
/// `stored` says that pictures are named by numbers, as they lie in the file, and not by what stands for them outside.
///
/// # Errors
/// SQLite's own, but for those of values that do not fit.
pub fn put_cells(
    connection: &Connection,
    table: &Table,
    cells: &[(usize, Cell)],
    stored: bool,
) -> Result<Option<i64>> {
    let names: Vec<String> = cells.iter().map(|(at, _)| quoted(table.columns[*at].name)).collect();
    let values: Vec<String> =
        (1..).zip(cells).map(|(n, (at, _))| value(table.columns[*at].kind, n, stored)).collect();
    let sql = format!(
        "INSERT OR IGNORE INTO {} ({}) VALUES ({})",
        quoted(table.name),
        names.join(", "),
        values.join(", ")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let put = statement.execute(params_from_iter(cells.iter().map(|(_, cell)| cell)))?;
    Ok((put > 0).then(|| connection.last_insert_rowid()))
}

/// The number of the row of a table that has these values.
///
/// # Errors
/// SQLite's own.
pub fn same_row(connection: &Connection, table: &Table, same: &[(&str, &Cell)]) -> Result<Option<i64>> {
    let conditions: Vec<String> =
        (1..).zip(same).map(|(n, (name, _))| format!("{} IS ?{n}", quoted(name))).collect();
    let number = if table.is_numbered() { "rowid" } else { "1" };
    let sql =
        format!("SELECT {number} FROM {} WHERE {} LIMIT 1", quoted(table.name), conditions.join(" AND "));
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement
        .query_row(params_from_iter(same.iter().map(|(_, cell)| cell)), |row| row.get(0))
        .optional()?)
}

fn value(kind: ColumnKind, n: usize, stored: bool) -> String {
    match kind {
        ColumnKind::Picture if !stored => format!("(SELECT id FROM asset WHERE sha256 = ?{n})"),
        ColumnKind::ListPicture if !stored => format!("(SELECT id FROM link_picture WHERE url = ?{n})"),
        _ => format!("?{n}"),
    }
}
