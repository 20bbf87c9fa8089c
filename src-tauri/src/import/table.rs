//! Tables as CSV: rows of any length by the names of their columns, with line feeds within quotes.

use std::io::BufRead;
use std::path::Path;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use jiff::Timestamp;

use super::times::time;
use super::{Head, Importer, Input, LONGEST, Take};
use crate::error::{Error, Result};
use crate::model::{ImportedItem, ImportedRow, Refusal};

/// Columns, more than which no table has.
const MOST_COLUMNS: usize = 1_000;

/// Bytes of a row that is too long that are kept as its source.
const SHOWN: usize = 64 << 10;

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
    let mut rows = Rows { text, path, waiting: Vec::new(), at: 0, line: 1 };
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
        let mut alone = Record::default();
        let mut core = core(columns.delimiter);
        let starts =
            record.source.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        let again = starts.clone().find(|start| {
            let rest = &record.source[*start..];
            let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
            alone.parse(&rest[..end], &mut core) && alone.fault(columns).is_none()
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

fn lines_in(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// A row as it is read; what it is made of is used again for the next.
#[derive(Debug, Default)]
struct Record {
    line: u64,
    /// The row as it is written, without its line end.
    source: Vec<u8>,
    ending: Vec<u8>,
    lines: u64,
    text: Vec<u8>,
    written: usize,
    ends: Vec<usize>,
    count: usize,
    is_too_long: bool,
}

impl Record {
    fn clear(&mut self) {
        self.source.clear();
        self.ending.clear();
        (self.lines, self.written, self.count, self.is_too_long) = (0, 0, 0, false);
        // What one long row took is not kept.
        self.source.shrink_to(SHOWN);
        self.text.truncate(SHOWN);
        self.text.shrink_to(SHOWN);
    }

    /// Reads on in a row.
    fn step(&mut self, core: &mut Reader, bytes: &[u8]) -> (ReadRecordResult, usize) {
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
    fn parse(&mut self, row: &[u8], core: &mut Reader) -> bool {
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

    fn field(&self, at: usize) -> Option<&str> {
        let ends = &self.ends[..self.count];
        let start = if at == 0 { 0 } else { *ends.get(at - 1)? };
        // The text was made UTF-8 when it was decoded, and a delimiter is a letter of its own.
        std::str::from_utf8(self.text[..self.written].get(start..*ends.get(at)?)?).ok()
    }

    fn fields(&self) -> impl Iterator<Item = &str> {
        (0..self.count).map(|at| self.field(at).unwrap_or_default())
    }

    /// What is wrong with the row.
    fn fault(&self, columns: &Columns) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::ImportedArticle;

    /// Each row as `place: url|title`, or `place! why [source]`.
    fn rows(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut take = |row: ImportedRow| {
            found.push(match row.item {
                Ok(ImportedItem::Article(article)) => format!(
                    "{}: {}|{}",
                    row.place,
                    article.url.unwrap_or_default(),
                    article.title.unwrap_or_default()
                ),
                Err(Refusal::Failed(why)) => {
                    format!("{}! {why} [{}]", row.place, String::from_utf8_lossy(&row.source))
                }
                other => panic!("{other:?}"),
            });
            Ok(())
        };
        read(text.as_bytes(), (Path::new("a.csv"), None), &mut take, |row| {
            let (url, title) = (row.text("url"), row.text("the title"));
            Ok(ImportedItem::Article(Box::new(ImportedArticle { url, title, ..ImportedArticle::default() })))
        })
        .unwrap();
        found
    }

    #[test]
    fn columns_are_found_by_name_in_any_order_case_and_delimiter() {
        for text in [
            "URL,The Title\na,b\n",
            "the_title,x,url\r\nb,,a\r\n",
            "\n the-title;url\nb;a",
            "url\tTHE TITLE\na\tb\n",
            "\"url\",\"the title\"\n\"a\",\"b\"\n",
        ] {
            let found = rows(text);
            assert_eq!(found.len(), 1, "{text}");
            assert!(found[0].ends_with(": a|b"), "{text}: {}", found[0]);
        }
        assert_eq!(rows("url\n\na\n\nb\n"), ["line 3: a|", "line 5: b|"]);
        assert_eq!(rows(""), [""; 0]);
        assert_eq!(rows("url,title\n"), [""; 0]);
    }

    #[test]
    fn quotes_hold_delimiters_line_ends_and_quotes() {
        assert_eq!(
            rows("url,the title\n\"a\",\"one, \"\"two\"\"\nthree\"\nb,5\" disk\nc,خبر\n"),
            ["line 2: a|one, \"two\"\nthree", "line 4: b|5\" disk", "line 5: c|خبر"]
        );
    }

    #[test]
    fn a_row_that_is_crooked_stops_no_other() {
        assert_eq!(
            rows("url,the title\na,b,c\nd\ne,f,\ng,h\n"),
            [
                "line 2! the row has 3 columns, not 2 [a,b,c]",
                "line 3! the row has 1 columns, not 2 [d]",
                "line 4: e|f",
                "line 5: g|h"
            ]
        );
        assert_eq!(
            rows("the title,url\n\"open,a\nb,c\n\"d\",e\nf,g"),
            ["line 2! a quote is not closed [\"open,a]", "line 3: c|b", "line 4: e|d", "line 5: g|f"],
        );
        assert_eq!(
            rows("url,the title\na,\"open\nb,c\nd,e\n"),
            ["line 2! a quote is not closed [a,\"open]", "line 3: b|c", "line 4: d|e"]
        );
    }

    #[test]
    fn a_row_that_is_too_long_is_refused_and_the_next_is_read() {
        let found = rows(&format!("url,the title\na,\"{}\"\nb,c\n", "x\n".repeat(LONGEST / 2)));
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("line 2! the row is longer than 32 MB [a,\"x"));
        assert!(found[1].ends_with(": b|c"));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(text in "[a,;\"\n\r\t ]{0,80}", other in "\\PC{0,80}") {
            rows(&text);
            rows(&other);
            rows(&format!("url,the title\n{text}"));
        }

        #[test]
        fn every_table_comes_out_as_it_went_in(table in prop::collection::vec(("[a-z]{1,5}", "[a-z,;\"\n \u{600}-\u{620}]{0,9}"), 0..9)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["url", "the title"]).unwrap();
            for (url, title) in &table {
                writer.write_record([url, title]).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let found: Vec<String> =
                rows(&text).into_iter().map(|row| row.split_once(": ").unwrap().1.to_owned()).collect();
            let expected: Vec<String> =
                table.iter().map(|(url, title)| format!("{url}|{}", title.trim())).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
