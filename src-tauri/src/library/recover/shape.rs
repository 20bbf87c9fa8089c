//! What rows of the archive look like, so that what only looks like one is none.

use crate::db::Layout;
use crate::model::{Cell, ColumnKind};
use crate::salvage::{Shape, Value};

/// The rows of all tables that are recovered.
pub(super) struct Shapes<'a>(pub(super) &'a [Layout]);

impl Shapes<'_> {
    pub(super) fn layout(&self, table: &str) -> Option<&Layout> {
        self.0.iter().find(|layout| layout.table.name == table)
    }
}

impl Shape for Shapes<'_> {
    fn tables(&self) -> Vec<(&str, bool)> {
        self.0.iter().map(|layout| (layout.table.name, layout.is_numbered)).collect()
    }

    fn fits(&self, table: &str, number: Option<i64>, values: &[Value]) -> bool {
        self.layout(table).is_some_and(|layout| cells(layout, number, values).is_some())
    }
}

/// A row's columns, where its values are what those columns hold. An older row may lack the last ones.
pub(super) fn cells(layout: &Layout, number: Option<i64>, values: &[Value]) -> Option<Vec<(usize, Cell)>> {
    if values.len() > layout.stored.len() || number.is_some_and(|number| number < 1) {
        return None;
    }
    let cell = |(at, value): (&usize, &Value)| {
        let column = &layout.table.columns[*at];
        if layout.number == Some(*at) {
            return number.map(|number| (*at, Cell::Integer(number)));
        }
        match cell(column.kind, value)? {
            Cell::Null if !column.optional => None,
            cell => Some((*at, cell)),
        }
    };
    let cells: Vec<_> = layout.stored.iter().zip(values).map(cell).collect::<Option<_>>()?;
    // What has no default must be there.
    let is_there = |at: &usize| cells.iter().any(|(there, _)| there == at);
    let needed = layout.stored.iter().take(least(layout.table.name).unwrap_or(layout.stored.len()));
    needed.into_iter().all(is_there).then_some(cells)
}

/// How many columns a table had at first, where it has got more since.
fn least(table: &str) -> Option<usize> {
    match table {
        "article" => Some(27),
        "version" => Some(15),
        "link" => Some(7),
        "job" => Some(14),
        _ => None,
    }
}

fn cell(kind: ColumnKind, value: &Value) -> Option<Cell> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    Some(match (kind, value) {
        (_, Value::Null) => Cell::Null,
        (ColumnKind::Flag, Value::Integer(flag @ (0 | 1))) => Cell::Integer(*flag),
        (ColumnKind::Flag, _) => return None,
        (ColumnKind::Real, Value::Real(number)) => Cell::Real(*number),
        // A fraction that is none is stored as a whole number.
        #[allow(clippy::cast_precision_loss, reason = "it was made of such a fraction")]
        (ColumnKind::Real, Value::Integer(number)) => Cell::Real(*number as f64),
        (ColumnKind::Text, Value::Text(bytes)) => Cell::Text(text(bytes)?),
        (ColumnKind::Json, Value::Text(bytes)) => {
            serde_json::from_slice::<serde::de::IgnoredAny>(bytes).ok()?;
            Cell::Text(text(bytes)?)
        }
        (ColumnKind::Sum, Value::Text(bytes)) => {
            let is_sum = bytes.len() == 64 && bytes.iter().all(u8::is_ascii_hexdigit);
            Cell::Text(is_sum.then(|| text(bytes)).flatten()?)
        }
        (ColumnKind::Bytes | ColumnKind::Packed, Value::Blob(bytes)) => Cell::Bytes(bytes.clone()),
        (
            ColumnKind::Id
            | ColumnKind::Ref(_)
            | ColumnKind::Picture
            | ColumnKind::ListPicture
            | ColumnKind::Integer
            | ColumnKind::Time,
            Value::Integer(number),
        ) => Cell::Integer(*number),
        _ => return None,
    })
}
