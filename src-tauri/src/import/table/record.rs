//! One row, from its bytes to its fields.

use csv_core::{ReadRecordResult, Reader};

use super::super::LONGEST;
use super::Columns;

/// Columns, more than which no table has.
const MOST_COLUMNS: usize = 1_000;

/// Bytes of a row that is too long that are kept as its source.
pub(super) const SHOWN: usize = 64 << 10;

/// A row as it is read; what it is made of is used again for the next.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) line: u64,
    /// The row as it is written, without its line end.
    pub(super) source: Vec<u8>,
    pub(super) ending: Vec<u8>,
    pub(super) lines: u64,
    text: Vec<u8>,
    written: usize,
    ends: Vec<usize>,
    pub(super) count: usize,
    pub(super) is_too_long: bool,
}

impl Record {
    pub(super) fn clear(&mut self) {
        self.source.clear();
        self.ending.clear();
        (self.lines, self.written, self.count, self.is_too_long) = (0, 0, 0, false);
        // What one long row took is not kept.
        self.source.shrink_to(SHOWN);
        self.text.truncate(SHOWN);
        self.text.shrink_to(SHOWN);
    }

    /// Reads on in a row.
    pub(super) fn step(&mut self, core: &mut Reader, bytes: &[u8]) -> (ReadRecordResult, usize) {
        let (result, read, written, count) =
            core.read_record(bytes, &mut self.text[self.written..], &mut self.ends[self.count..]);
        self.lines += lines_in(&bytes[..read]);
        self.is_too_long |= self.source.len() + read > LONGEST;
        if !self.is_too_long {
            self.source.extend_from_slice(&bytes[..read]);
        }
        self.written += written;
        self.count += count;
        match result {
            // What is refused anyway is not kept.
            ReadRecordResult::OutputFull if self.is_too_long => self.written = 0,
            ReadRecordResult::OutputFull => self.text.resize((self.text.len() * 2).max(4 << 10), 0),
            ReadRecordResult::OutputEndsFull if self.ends.len() >= MOST_COLUMNS => {
                (self.is_too_long, self.count) = (true, 0);
            }
            ReadRecordResult::OutputEndsFull => self.ends.resize((self.ends.len() * 2).max(32), 0),
            _ => {}
        }
        (result, read)
    }

    /// Reads a row that is alone; whether it is one.
    pub(super) fn parse(&mut self, row: &[u8], core: &mut Reader) -> bool {
        self.clear();
        core.reset();
        let mut rest = row;
        loop {
            let (result, read) = self.step(core, rest);
            rest = &rest[read..];
            match result {
                ReadRecordResult::Record => return true,
                ReadRecordResult::End => return false,
                _ => {}
            }
        }
    }

    pub(super) fn field(&self, at: usize) -> Option<&str> {
        let ends = &self.ends[..self.count];
        let start = if at == 0 { 0 } else { *ends.get(at - 1)? };
        // The text was made UTF-8 when it was decoded, and a delimiter is a letter of its own.
        std::str::from_utf8(self.text[..self.written].get(start..*ends.get(at)?)?).ok()
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = &str> {
        (0..self.count).map(|at| self.field(at).unwrap_or_default())
    }

    /// What is wrong with the row.
    pub(super) fn fault(&self, columns: &Columns) -> Option<String> {
        if self.is_too_long {
            return Some(format!("the row is longer than {} MB", LONGEST >> 20));
        }
        let wanted = columns.names.len();
        if self.count < wanted || self.fields().skip(wanted).any(|field| !field.is_empty()) {
            return Some(format!("the row has {} columns, not {wanted}", self.count));
        }
        let quotes = memchr::memchr_iter(b'"', &self.source).count();
        let is_open = quotes % 2 == 1 && self.source.contains(&b'\n');
        is_open.then(|| "a quote is not closed".to_owned())
    }
}

/// How many lines end in it.
pub(super) fn lines_in(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
