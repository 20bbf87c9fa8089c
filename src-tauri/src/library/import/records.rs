//! Taking in what another archive kept.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::place::{Placed, Placing};
use crate::capture::OnProgress;
use crate::db;
use crate::error::{Error, Result};
use crate::import::{RecordRow, Records};
use crate::library::Library;
use crate::model::{ArticleId, Cell, ImportFormat, ImportReport, Progress, Record, RowWhy, Stage, TagPath};

/// Bytes of rows that are stored at once, and rows.
const BATCH_BYTES: usize = 8 << 20;
const BATCH_ROWS: usize = 500;

impl Library {
    /// Takes in a file of `lede export --format json`. Into an empty archive everything comes as it was; in another one, what is
    /// there already stays as it is and gets what it lacks. The same file again changes nothing.
    ///
    /// # Errors
    /// `Cancelled`, keeping what came in; `Io` of the file; those of writing the archive. What is wrong with a row is told by the
    /// report.
    pub(super) fn import_records(
        &self,
        path: &Path,
        tags: &[TagPath],
        now: Timestamp,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<ImportReport> {
        let io = |source| Error::Io { path: path.display().to_string(), source };
        let file = File::open(path).map_err(io)?;
        let total = file.metadata().map_err(io)?.len();
        let read = std::cell::Cell::new(0_u64);
        let counted = Counted { file: BufReader::with_capacity(1 << 16, file), read: &read };
        let is_empty = self.db().read(db::is_empty)?;
        let mut importing = Importing {
            library: self,
            placing: Placing::new(is_empty, now),
            waiting: Vec::new(),
            searches: Vec::new(),
            bytes: 0,
            articles: Vec::new(),
            report: ImportReport { format: Some(ImportFormat::Lede), ..ImportReport::default() },
        };
        Records(counted).each(&mut |row| {
            if cancel.is_cancelled() {
                return Err(Error::Cancelled);
            }
            on_progress(Progress { stage: Stage::Importing, done: read.get(), total: Some(total) });
            importing.take(row)
        })?;
        importing.store()?;
        importing.waiting = std::mem::take(&mut importing.searches);
        importing.store()?;
        if !tags.is_empty() {
            self.retag(&importing.articles, tags, &[], now)?;
        }
        on_progress(Progress { stage: Stage::Done, done: total, total: Some(total) });
        Ok(importing.report)
    }
}

/// A file and how much of it was read.
struct Counted<'a> {
    file: BufReader<File>,
    read: &'a std::cell::Cell<u64>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

/// An import that is under way.
struct Importing<'a> {
    library: &'a Library,
    placing: Placing,
    waiting: Vec<(u64, Record)>,
    /// Saved searches, which may look for collections that come after them.
    searches: Vec<(u64, Record)>,
    bytes: usize,
    /// The articles of the file, as they are numbered here.
    articles: Vec<ArticleId>,
    report: ImportReport,
}

impl Importing<'_> {
    fn take(&mut self, row: RecordRow) -> Result<()> {
        self.report.rows += 1;
        match row.record {
            Err(why) => self.report.failed.push(RowWhy { row: row.number, why, ..RowWhy::default() }),
            Ok(record) if record.table.name == "collection" && record.text("query").is_some() => {
                self.searches.push((row.number, record));
            }
            Ok(record) => {
                self.bytes += size(&record);
                self.waiting.push((row.number, record));
            }
        }
        if self.bytes > BATCH_BYTES || self.waiting.len() >= BATCH_ROWS {
            self.store()?;
        }
        Ok(())
    }

    /// Stores what waits, in one transaction.
    fn store(&mut self) -> Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        self.bytes = 0;
        let (library, placing) = (self.library, &mut self.placing);
        let placed = library.db().write(|tx| {
            let placed: Vec<_> = waiting
                .into_iter()
                .map(|(row, record)| {
                    let name = record.table.name;
                    Ok((row, name, placing.place(tx, record)?))
                })
                .collect::<Result<_>>()?;
            library.freshen(tx)?;
            Ok(placed)
        })?;
        for (row, name, placed) in placed {
            let count = self.report.kinds.entry(name.to_owned()).or_default();
            match placed {
                Placed::New(id) => {
                    count.imported += 1;
                    self.report.imported += 1;
                    self.articles.extend(id.filter(|_| name == "article").map(ArticleId));
                }
                Placed::There(id) => {
                    count.merged += 1;
                    self.report.merged += 1;
                    self.articles.extend(id.filter(|_| name == "article").map(ArticleId));
                }
                Placed::Skipped(why) => self.report.skipped.push(RowWhy { row, why, ..RowWhy::default() }),
                Placed::Failed(why) => self.report.failed.push(RowWhy { row, why, ..RowWhy::default() }),
            }
        }
        Ok(())
    }
}

/// Bytes of a record, about.
fn size(record: &Record) -> usize {
    let of = |cell: &Cell| match cell {
        Cell::Text(text) => text.len(),
        Cell::Bytes(bytes) => bytes.len(),
        _ => 8,
    };
    let lists = record.lists.iter().flat_map(|(_, rows)| rows).flatten();
    record.cells.iter().chain(lists).map(of).sum()
}
