//! Putting back what the journal has noted.

use std::collections::HashSet;

use rusqlite::types::{ToSqlOutput, Value as Stored};
use rusqlite::{ErrorCode, ToSql, Transaction, params_from_iter};
use serde_json::Value;

use super::tables::{KEPT, Kept};
use crate::error::{Error, Result};

/// One noted row: `how` is the first letter of what puts it back.
struct Noted<'a> {
    kept: &'static Kept,
    how: &'a str,
    values: &'a [Value],
}

/// Puts the noted rows back, the last one first.
pub(super) fn replay(tx: &Transaction<'_>, noted: &str) -> Result<()> {
    for line in noted.lines().rev() {
        let values = values_of(line)?;
        apply(tx, &noted_of(&values)?).map_err(blocked)?;
    }
    Ok(())
}

/// Both notes as one: of a row that was changed twice only the oldest values count.
pub(super) fn join(first: &str, second: &str) -> Result<String> {
    let mut changed = HashSet::new();
    let mut joined = String::with_capacity(first.len() + second.len());
    for line in first.lines().chain(second.lines()) {
        let values = values_of(line)?;
        let noted = noted_of(&values)?;
        let key = &noted.values[..noted.kept.key.len().min(noted.values.len())];
        if noted.how == "u" && !changed.insert(format!("{} {key:?}", noted.kept.name)) {
            continue;
        }
        joined.push_str(line);
        joined.push('\n');
    }
    Ok(joined)
}

fn values_of(line: &str) -> Result<Vec<Value>> {
    serde_json::from_str(line).map_err(|error| Error::Internal(format!("the journal: {error}")))
}

fn noted_of(values: &[Value]) -> Result<Noted<'_>> {
    let unknown = || Error::Internal("the journal notes something this program does not know".to_owned());
    let [Value::String(name), Value::String(how), values @ ..] = values else { return Err(unknown()) };
    let kept = KEPT.iter().find(|kept| kept.name == name.as_str()).ok_or_else(unknown)?;
    Ok(Noted { kept, how, values })
}

fn apply(tx: &Transaction<'_>, noted: &Noted<'_>) -> Result<()> {
    let Noted { kept, how, values } = noted;
    let mut values = values.to_vec();
    let place = |n: usize| format!("?{}", n + 1);
    let key = |columns: &[&str]| {
        let terms = columns.iter().enumerate().map(|(n, column)| format!("\"{column}\" = {}", place(n)));
        terms.collect::<Vec<_>>().join(" AND ")
    };
    let sql = match *how {
        "d" => format!("DELETE FROM {} WHERE {}", kept.table, key(kept.key)),
        "u" => {
            let after = kept.key.len();
            let set = kept.columns.iter().enumerate();
            let set = set.map(|(n, column)| format!("\"{column}\" = {}", place(after + n)));
            let set = set.collect::<Vec<_>>().join(", ");
            format!("UPDATE {} SET {set} WHERE {}", kept.table, key(kept.key))
        }
        _ => {
            match gone_owner(tx, noted)? {
                // What a person wrote outlives the article it was written on.
                Some(place) if kept.table == "note" => values[place] = Value::Null,
                Some(_) => return Ok(()),
                None => {}
            }
            let names: Vec<String> = kept.columns.iter().map(|column| format!("\"{column}\"")).collect();
            let places: Vec<String> = (0..kept.columns.len()).map(place).collect();
            format!("INSERT INTO {} ({}) VALUES ({})", kept.table, names.join(", "), places.join(", "))
        }
    };
    tx.prepare_cached(&sql)?.execute(params_from_iter(values.iter().map(Column)))?;
    Ok(())
}

/// Columns that name an article.
const OWNERS: [&str; 3] = ["article_id", "from_id", "to_id"];

/// The column of a row that would come back to an article that was deleted for good.
fn gone_owner(tx: &Transaction<'_>, noted: &Noted<'_>) -> Result<Option<usize>> {
    let mut there = tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM article WHERE id = ?1)")?;
    for (place, column) in noted.kept.columns.iter().enumerate() {
        if !OWNERS.contains(column) {
            continue;
        }
        let Some(article) = noted.values.get(place).and_then(Value::as_i64) else { continue };
        if !there.query_row([article], |row| row.get::<_, bool>(0))? {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

/// What stands in the way is told as such.
fn blocked(error: Error) -> Error {
    match error {
        Error::Database(source) if source.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
            Error::CannotUndo
        }
        error => error,
    }
}

struct Column<'a>(&'a Value);

impl ToSql for Column<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::String(text) => text.as_str().into(),
            Value::Number(number) => match number.as_i64() {
                Some(integer) => integer.into(),
                None => ToSqlOutput::Owned(number.as_f64().map_or(Stored::Null, Stored::Real)),
            },
            Value::Bool(_) | Value::Null | Value::Array(_) | Value::Object(_) => {
                ToSqlOutput::Owned(Stored::Null)
            }
        })
    }
}
