//! Everything that is kept, as one JSON object with a record a line. docs/EXPORT.md and docs/export.schema.json describe it.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;

use super::Target;
use crate::error::{Error, Result};
use crate::model::{Cell, Column, ColumnKind, Record};

/// The number of this form; a reader refuses a higher one.
pub const VERSION: u32 = 1;

/// A file of records that is being written.
pub struct Records {
    target: Target,
    file: BufWriter<File>,
    is_first: bool,
}

impl Records {
    /// Begins the file.
    ///
    /// # Errors
    /// `Exists` when the file is there and is not to be replaced; those of writing it.
    pub fn new(output: &Path, replace: bool) -> Result<Self> {
        let (target, file) = Target::file(output, replace)?;
        let mut file = BufWriter::with_capacity(1 << 16, file);
        write!(file, "{{\"format\":\"lede\",\"version\":{VERSION},\"records\":[")
            .map_err(|error| target.fault(error))?;
        Ok(Self { target, file, is_first: true })
    }

    /// Adds a record.
    ///
    /// # Errors
    /// Those of writing the file; `Internal` for a value that JSON cannot have.
    pub fn add(&mut self, record: &Record) -> Result<()> {
        let mut line = Vec::with_capacity(512);
        write_record(&mut line, record)?;
        let between: &[u8] = if self.is_first { b"\n" } else { b",\n" };
        self.is_first = false;
        let written = self.file.write_all(between).and_then(|()| self.file.write_all(&line));
        written.map_err(|error| self.target.fault(error))
    }

    /// Ends the file and puts it where it belongs. Returns its bytes.
    ///
    /// # Errors
    /// Those of writing the file.
    pub fn finish(mut self) -> Result<u64> {
        let ended = self.file.write_all(b"\n]}\n").and_then(|()| self.file.flush());
        ended.map_err(|error| self.target.fault(error))?;
        self.target.commit()
    }
}

fn write_record(out: &mut Vec<u8>, record: &Record) -> Result<()> {
    out.extend_from_slice(b"{\"table\":");
    text(out, record.table.name)?;
    for (column, cell) in record.table.columns.iter().zip(&record.cells) {
        out.push(b',');
        field(out, column, cell)?;
    }
    for (table, rows) in &record.lists {
        let owner = table.within.map(|(_, column)| column);
        out.push(b',');
        text(out, table.name)?;
        out.extend_from_slice(b":[");
        for (n, row) in rows.iter().enumerate() {
            out.extend_from_slice(if n == 0 { b"{" } else { b",{" });
            let own = table.columns.iter().zip(row).filter(|(column, _)| Some(column.name) != owner);
            for (at, (column, cell)) in own.enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                field(out, column, cell)?;
            }
            out.push(b'}');
        }
        out.push(b']');
    }
    out.push(b'}');
    Ok(())
}

fn field(out: &mut Vec<u8>, column: &Column, cell: &Cell) -> Result<()> {
    text(out, column.name)?;
    out.push(b':');
    match (column.kind, cell) {
        (_, Cell::Null) => out.extend_from_slice(b"null"),
        (ColumnKind::Flag, Cell::Integer(flag)) => {
            out.extend_from_slice(if *flag == 0 { b"false" } else { b"true" })
        }
        (ColumnKind::Time, Cell::Integer(millis)) => {
            let time =
                Timestamp::from_millisecond(*millis).map_err(|error| Error::Internal(error.to_string()))?;
            text(out, &time.to_string())?;
        }
        (_, Cell::Integer(number)) => out.extend_from_slice(number.to_string().as_bytes()),
        (_, Cell::Real(number)) => value(out, number)?,
        // It is JSON already, and stays what it is letter by letter.
        (ColumnKind::Json, Cell::Text(json)) => {
            let raw: &serde_json::value::RawValue = serde_json::from_str(json)
                .map_err(|error| Error::Internal(format!("{}: {error}", column.name)))?;
            // A line end within it would end the line.
            out.extend(raw.get().bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte }));
        }
        (_, Cell::Text(words)) => text(out, words)?,
        (ColumnKind::Packed, Cell::Bytes(bytes)) => match std::str::from_utf8(bytes) {
            Ok(words) => named(out, "text", words)?,
            Err(_) => named(out, "base64", &BASE64_STANDARD.encode(bytes))?,
        },
        (_, Cell::Bytes(bytes)) => text(out, &BASE64_STANDARD.encode(bytes))?,
    }
    Ok(())
}

fn named(out: &mut Vec<u8>, name: &str, words: &str) -> Result<()> {
    out.push(b'{');
    text(out, name)?;
    out.push(b':');
    text(out, words)?;
    out.push(b'}');
    Ok(())
}

fn text(out: &mut Vec<u8>, words: &str) -> Result<()> {
    value(out, words)
}

fn value<T: serde::Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) -> Result<()> {
    serde_json::to_writer(out, value).map_err(|error| Error::Internal(io::Error::from(error).to_string()))
}
