//! Our own JSON, as `lede export --format json` writes it: read one record at a time.

use std::collections::BTreeMap;
use std::io::Read;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::Head;
use crate::error::{Error, Result};
use crate::model::{Cell, Column, ColumnKind, Record, Table};

/// The highest number of the form that is understood.
const VERSION: u64 = 1;

/// Whether a file is of our own form, whatever its version.
pub(super) fn is(head: &Head) -> bool {
    head.text.starts_with('{') && {
        let begin: String = head.text.chars().filter(|c| !c.is_whitespace()).take(200).collect();
        begin.contains(r#""format":"lede""#)
    }
}

/// A row of a table of another archive.
#[derive(Debug)]
pub struct RecordRow {
    /// Its number in the file, from 1.
    pub number: u64,
    /// What it is, or why it cannot be read.
    pub record: std::result::Result<Record, String>,
}

/// A file of records that is being read.
pub struct Records<R>(pub R);

impl<R: Read> Records<R> {
    /// Hands over every row in its order; a row that cannot be read stops no other.
    ///
    /// # Errors
    /// Those of `take`. What is wrong with the file is told by a row.
    pub fn each(&mut self, take: &mut dyn FnMut(RecordRow) -> Result<()>) -> Result<()> {
        let mut reading = Reading { take, rows: 0, stopped: None };
        let mut json = serde_json::Deserializer::from_reader(&mut self.0);
        let read = Whole(&mut reading).deserialize(&mut json).and_then(|()| json.end());
        let Reading { take, rows, stopped } = reading;
        match (stopped, read) {
            (Some(error), _) => Err(error),
            // What came before it is in; that something is missing is told.
            (None, Err(error)) => take(RecordRow {
                number: rows + 1,
                record: Err(format!("the file cannot be read on: {error}")),
            }),
            (None, Ok(())) => Ok(()),
        }
    }
}

/// Who takes the records, and why it ended early.
struct Reading<'a> {
    take: &'a mut dyn FnMut(RecordRow) -> Result<()>,
    rows: u64,
    stopped: Option<Error>,
}

struct Whole<'a, 'b>(&'a mut Reading<'b>);
struct All<'a, 'b>(&'a mut Reading<'b>);

impl<'de> DeserializeSeed<'de> for Whole<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Whole<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an export of Lede")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (mut is_ours, mut version) = (false, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "format" => is_ours = map.next_value::<String>()? == "lede",
                "version" => version = Some(map.next_value::<u64>()?),
                "records" if is_ours && version.is_some_and(|version| version <= VERSION) => {
                    map.next_value_seed(All(&mut *self.0))?;
                }
                "records" if is_ours => {
                    return Err(A::Error::custom(
                        "a newer version of Lede wrote it: install the newest version",
                    ));
                }
                "records" => return Err(A::Error::custom("it is no export of Lede")),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        if is_ours { Ok(()) } else { Err(A::Error::custom("it is no export of Lede")) }
    }
}

impl<'de> DeserializeSeed<'de> for All<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for All<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(raw) = seq.next_element::<Box<RawValue>>()? {
            self.0.rows += 1;
            if let Err(error) = (self.0.take)(RecordRow { number: self.0.rows, record: record(&raw) }) {
                self.0.stopped = Some(error);
                return Err(A::Error::custom("ended"));
            }
        }
        Ok(())
    }
}

/// The fields of an object, each as it is written: JSON within them is to stay what it is letter by letter.
type Fields = BTreeMap<String, Box<RawValue>>;

/// A record, or what is wrong with it.
fn record(raw: &RawValue) -> Result<Record, String> {
    let mut fields: Fields = read(raw)?;
    let name: String = fields
        .remove("table")
        .map_or_else(|| Err("it does not say what it is".to_owned()), |raw| read(&raw))?;
    let table = Table::named(&name).ok_or_else(|| format!("there is nothing like {name:?}"))?;
    let cells = cells(table, &mut fields, None)?;
    let lists = table.lists().map(|list| {
        let owner = list.within.map(|(_, column)| column);
        let rows: Option<Vec<Fields>> = match fields.remove(list.name) {
            Some(raw) => read(&raw)?,
            None => None,
        };
        let rows = rows.unwrap_or_default().into_iter().map(|mut row| self::cells(list, &mut row, owner));
        Ok::<_, String>((list, rows.collect::<Result<_, _>>()?))
    });
    let lists = lists.collect::<Result<_, _>>()?;
    Ok(Record { table, cells, lists })
}

fn read<T: serde::de::DeserializeOwned>(raw: &RawValue) -> Result<T, String> {
    serde_json::from_str(raw.get()).map_err(|error| error.to_string())
}

fn cells(table: &Table, fields: &mut Fields, owner: Option<&str>) -> Result<Vec<Cell>, String> {
    let cell = |column: &Column| {
        if Some(column.name) == owner {
            return Ok(Cell::Null);
        }
        match fields.remove(column.name).filter(|raw| raw.get() != "null") {
            None if column.optional => Ok(Cell::Null),
            None => Err(format!("{}.{} is missing", table.name, column.name)),
            Some(raw) => cell(column.kind, &raw)
                .ok_or_else(|| format!("{}.{} makes no sense", table.name, column.name)),
        }
    };
    table.columns.iter().map(cell).collect()
}

fn cell(kind: ColumnKind, raw: &RawValue) -> Option<Cell> {
    let text = || read::<String>(raw).ok();
    Some(match kind {
        ColumnKind::Json => Cell::Text(raw.get().to_owned()),
        ColumnKind::Flag => Cell::Integer(read::<bool>(raw).ok()?.into()),
        ColumnKind::Time => Cell::Integer(text()?.parse::<Timestamp>().ok()?.as_millisecond()),
        // As exact as it is written.
        ColumnKind::Real => Cell::Real(raw.get().parse().ok().filter(|number: &f64| number.is_finite())?),
        ColumnKind::Id | ColumnKind::Ref(_) | ColumnKind::Integer => Cell::Integer(read(raw).ok()?),
        ColumnKind::Sum | ColumnKind::Picture => {
            let is_sum = |sum: &String| sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
            Cell::Text(text().filter(is_sum)?)
        }
        ColumnKind::Text | ColumnKind::ListPicture => Cell::Text(text()?),
        ColumnKind::Bytes => Cell::Bytes(BASE64_STANDARD.decode(text()?).ok()?),
        ColumnKind::Packed => match read(raw).ok()? {
            Packed::Text(text) => Cell::Bytes(text.into_bytes()),
            Packed::Base64(text) => Cell::Bytes(BASE64_STANDARD.decode(text).ok()?),
        },
    })
}

/// Bytes as text where they are text.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Packed {
    Text(String),
    Base64(String),
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Vec<Result<Record, String>> {
        let mut rows = Vec::new();
        let mut take = |row: RecordRow| {
            rows.push(row.record);
            Ok(())
        };
        Records(text.as_bytes()).each(&mut take).unwrap();
        rows
    }

    #[test]
    fn what_cannot_be_read_is_told_and_stops_no_other() {
        let rule = r#"{"table":"site_rule","host":"a.example","text":"x","changed":"2026-01-01T00:00:00Z"}"#;
        let whole =
            |records: &str| rows(&format!(r#"{{"format":"lede","version":1,"records":[{records}]}}"#));
        assert!(whole(rule)[0].is_ok());
        let several = whole(&format!(r#"{{"table":"spaceship"}}, 7, {{"table":"site_rule"}}, {rule}"#));
        let told: Vec<&str> =
            several.iter().map(|row| row.as_ref().map_or_else(String::as_str, |_| "read")).collect();
        assert_eq!(told.len(), 4);
        assert_eq!(told[0], "there is nothing like \"spaceship\"");
        assert_eq!(told[2], "site_rule.host is missing");
        assert_eq!(told[3], "read");
        let cut = rows(&format!(r#"{{"format":"lede","version":1,"records":[{rule},{{"tab"#));
        assert!(cut[0].is_ok() && cut[1].as_ref().unwrap_err().starts_with("the file cannot be read on"));
        let newer = rows(r#"{"format":"lede","version":2,"records":[]}"#);
        assert!(newer[0].as_ref().unwrap_err().contains("newer version"));
        let other = rows(r#"{"bookmarks":[1,2]}"#);
        assert!(other[0].as_ref().unwrap_err().contains("no export of Lede"));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(text in "\\PC{0,200}", record in "[\\[\\]{}\":,a-z0-9]{0,80}") {
            rows(&text);
            rows(&format!(r#"{{"format":"lede","version":1,"records":[{record}]}}"#));
        }
    }
}
