//! Tables as CSV: rows of any length by the names of their columns, with line feeds within quotes.

mod record;
#[cfg(test)]
mod tests;

use std::io::BufRead;
use std::path::Path;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use jiff::Timestamp;

use super::times::time;
use super::{Head, Importer, Input, Take};
use crate::error::{Error, Result};
use crate::model::{ImportedItem, ImportedRow, Refusal};
use record::{Record, SHOWN, lines_in};

/// The names of the columns, as [`name`] writes them, and what stands between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    names: Vec<String>,
    delimiter: u8,
}

impl Columns {
    /// Those of a file, by its first row.
    pub(super) fn of(head: &Head) -> Self {
        Self::read(head.text.as_bytes())
    }

    fn read(head: &[u8]) -> Self {
        let end = head.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(head.len());
        let line = &head[..end];
        let count = |delimiter: u8| line.iter().filter(|byte| **byte == delimiter).count();
        // Spreadsheets of some countries write other delimiters. The last of equals counts.
        let delimiter = [b'\t', b';', b','].into_iter().max_by_key(|byte| count(*byte)).unwrap_or(b',');
        let mut record = Record::default();
        record.parse(line, &mut core(delimiter));
        Self { names: record.fields().map(name).collect(), delimiter }
    }

    /// Whether there are columns of all these names.
    pub(super) fn have(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.find(name).is_some())
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }
}

/// The name of a column whatever its case, and whether it has spaces, underscores or hyphens.
fn name(text: &str) -> String {
    text.trim().to_lowercase().replace(['_', '-'], " ")
}

fn core(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

/// A row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    columns: &'a Columns,
    record: &'a Record,
}

impl Row<'_> {
    /// The text of a column, trimmed; empty when there is none. The name is in lower case, with spaces.
    pub(super) fn get(&self, name: &str) -> &str {
        self.columns.find(name).and_then(|at| self.record.field(at)).unwrap_or_default().trim()
    }

    /// The text of a column that is not empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        Some(self.get(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// A time.
    pub(super) fn time(&self, name: &str) -> Option<Timestamp> {
        time(self.get(name))
    }

    /// Whether something is so.
    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(self.get(name).to_ascii_lowercase().as_str(), "true" | "1" | "yes")
    }
}

/// How a row is understood.
pub(super) type Understand = fn(Row<'_>) -> Result<ImportedItem, Refusal>;

/// Reads a file that is one table.
pub(super) fn importer(input: Input, understand: Understand) -> Box<dyn Importer> {
    Box::new(Table { input, understand })
}

struct Table {
    input: Input,
    understand: Understand,
}

impl Importer for Table {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let path = self.input.path.clone();
        read(self.input.into_text(), (&path, None), take, self.understand)
    }
}

/// Hands over every row of a table, as `understand` reads it; `file` is the name of the file within another one.
///
/// # Errors
/// Those of `take`; `Io` when the file cannot be read on.
pub(super) fn read(
    text: impl BufRead,
    (path, file): (&Path, Option<&str>),
    take: Take<'_>,
    mut understand: impl FnMut(Row<'_>) -> Result<ImportedItem, Refusal>,
) -> Result<()> {
    let mut rows = Rows { text, path, waiting: Vec::new(), at: 0, line: 1, alone: None };
    let mut record = Record::default();
    let Some(columns) = rows.columns(&mut record)? else { return Ok(()) };
    let mut core = core(columns.delimiter);
    while rows.next(&mut core, &mut record)? {
        let line = record.line;
        let place = file.map_or_else(|| format!("line {line}"), |file| format!("{file}, line {line}"));
        let item = match record.fault(&columns) {
            Some(why) => {
                rows.go_back(&columns, &mut record);
                Err(Refusal::Failed(why))
            }
            None => understand(Row { columns: &columns, record: &record }),
        };
        let shown = if record.is_too_long { SHOWN.min(record.source.len()) } else { record.source.len() };
        take(ImportedRow { place, source: record.source[..shown].to_vec(), item })?;
    }
    Ok(())
}

/// Where one is in a table.
struct Rows<'a, R> {
    text: R,
    path: &'a Path,
    /// What was read already and is to be read again.
    waiting: Vec<u8>,
    at: usize,
    line: u64,
    /// What reads single lines, made when it is needed.
    alone: Option<(Record, Reader)>,
}

impl<R: BufRead> Rows<'_, R> {
    fn fill(&mut self) -> Result<&[u8]> {
        if self.at < self.waiting.len() {
            return Ok(&self.waiting[self.at..]);
        }
        let path = self.path;
        self.text.fill_buf().map_err(|source| Error::Io { path: path.display().to_string(), source })
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.waiting.len() { self.at += count } else { self.text.consume(count) }
    }

    /// Reads the first row.
    fn columns(&mut self, record: &mut Record) -> Result<Option<Columns>> {
        // White space before it was none to the one who recognised it.
        loop {
            let bytes = self.fill()?;
            let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let lines = lines_in(&bytes[..blank]);
            if blank == 0 {
                break;
            }
            self.line += lines;
            self.consume(blank);
        }
        // The delimiter is told by the first row, which is therefore read twice.
        if !self.next(&mut core(0), record)? {
            return Ok(None);
        }
        Ok(Some(Columns::read(&record.source)))
    }

    /// Reads a row; `false` at the end.
    fn next(&mut self, core: &mut Reader, record: &mut Record) -> Result<bool> {
        record.clear();
        core.reset();
        loop {
            let (result, read) = record.step(core, self.fill()?);
            self.consume(read);
            match result {
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(false),
                _ => {}
            }
        }
        // The reader takes empty lines, and the second half of a line end, for the beginning of a row.
        let before = record.source.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        record.line = self.line + lines_in(&record.source[..before]);
        self.line += record.lines;
        record.source.drain(..before);
        let end = record.source.iter().rev().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        record.ending = record.source.split_off(record.source.len() - end);
        Ok(true)
    }

    /// After a quote that nobody closed, what was taken for one row is several: from the next line on that is a row by itself,
    /// they are read again.
    fn go_back(&mut self, columns: &Columns, record: &mut Record) {
        if record.is_too_long {
            return;
        }
        let (alone, core) = self.alone.get_or_insert_with(|| (Record::default(), core(columns.delimiter)));
        let starts =
            record.source.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        let again = starts.clone().find(|start| {
            let rest = &record.source[*start..];
            let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
            alone.parse(&rest[..end], core) && alone.fault(columns).is_none()
        });
        if let Some(start) = again {
            let mut waiting = record.source.split_off(start);
            record.source.truncate(record.source.trim_ascii_end().len());
            waiting.append(&mut record.ending);
            self.line -= lines_in(&waiting);
            waiting.extend_from_slice(&self.waiting[self.at..]);
            (self.waiting, self.at) = (waiting, 0);
        }
    }
}
