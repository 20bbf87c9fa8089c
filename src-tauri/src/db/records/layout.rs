//! How the rows of a table lie in the file.

use rusqlite::Connection;

use crate::error::Result;
use crate::model::{TABLES, Table};

/// How the rows of a table lie in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The table.
    pub table: &'static Table,
    /// Whether its rows are numbered in the file.
    pub is_numbered: bool,
    /// The column that is the row's number.
    pub number: Option<usize>,
    /// The column of each stored value in turn.
    pub stored: Vec<usize>,
}

/// The layouts of all kept tables.
///
/// # Errors
/// SQLite's own; `Internal` when a column is not where it should be.
pub fn layouts(connection: &Connection) -> Result<Vec<Layout>> {
    TABLES.iter().map(|table| layout(connection, table)).collect()
}

fn layout(connection: &Connection, table: &'static Table) -> Result<Layout> {
    let without: bool =
        connection
            .query_row("SELECT wr FROM pragma_table_list WHERE name = ?1", [table.name], |row| row.get(0))?;
    let mut statement =
        connection.prepare("SELECT name, pk, type FROM pragma_table_info(?1) ORDER BY cid")?;
    let rows = statement.query_map([table.name], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?, row.get::<_, String>(2)?))
    })?;
    let columns = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let names = columns.iter().map(|(name, ..)| name.as_str());
    if !names.eq(table.columns.iter().map(|column| column.name)) {
        return Err(crate::error::Error::Internal(format!("the columns of {} are others", table.name)));
    }
    let keys = columns.iter().filter(|(_, key, _)| *key > 0).count();
    let number =
        columns.iter().position(|(_, key, kind)| !without && *key == 1 && keys == 1 && kind == "INTEGER");
    let mut stored: Vec<usize> = (0..columns.len()).collect();
    if without {
        // Stable: what is no key stays in its order, behind.
        stored.sort_by_key(|at| if columns[*at].1 == 0 { u32::MAX } else { columns[*at].1 });
    }
    Ok(Layout { table, is_numbered: !without, number, stored })
}
