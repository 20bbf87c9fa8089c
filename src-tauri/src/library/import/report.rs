//! What imports came to.

use std::io::{BufWriter, Write};
use std::path::Path;

use jiff::Timestamp;
use rusqlite::Connection;

use super::settle::Settled;
use crate::db;
use crate::error::{Error, Result};
use crate::export::Target;
use crate::library::Library;
use crate::model::{
    ArticleId, ArticlePatch, ImportFormat, ImportId, ImportReport, ImportRow, ImportSummary, RowOutcome,
    StepId,
};

/// What a run came to so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    /// Rows of the file.
    pub(super) rows: u64,
    /// Rows that an earlier run took in.
    pub(super) known: u64,
    imported: u64,
    merged: u64,
    queued: u64,
}

impl Counts {
    pub(super) fn add(&mut self, row: &Settled) {
        match row.outcome {
            RowOutcome::Imported => self.imported += 1,
            RowOutcome::Merged => self.merged += 1,
            RowOutcome::Skipped | RowOutcome::Failed => {}
        }
        self.queued += u64::from(row.queued);
    }
}

/// The report of a run: of one that went on where another broke off, for both; of one that took in the same file again, what was there
/// is there already.
pub(super) fn report_of(
    conn: &Connection,
    id: ImportId,
    format: ImportFormat,
    counts: &Counts,
    is_again: bool,
) -> Result<ImportReport> {
    let (imported, merged) = match is_again {
        true => (counts.imported, counts.merged + counts.known),
        false => {
            (db::count_rows(conn, id, RowOutcome::Imported)?, db::count_rows(conn, id, RowOutcome::Merged)?)
        }
    };
    Ok(ImportReport {
        import: Some(id),
        format: Some(format),
        rows: counts.rows,
        imported,
        merged,
        skipped: db::refused_rows(conn, id, RowOutcome::Skipped)?,
        failed: db::refused_rows(conn, id, RowOutcome::Failed)?,
        to_fetch: counts.queued,
        ..ImportReport::default()
    })
}

impl Library {
    /// The files that were taken in, newest first.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn imports(&self) -> Result<Vec<ImportSummary>> {
        self.db().read(db::imports)
    }

    /// The report of an import, for all its runs together.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn import_report(&self, id: ImportId) -> Result<ImportReport> {
        self.db().read(|conn| {
            let summary = db::imports(conn)?.into_iter().find(|import| import.id == id);
            let summary = summary.ok_or_else(|| no_import(id))?;
            let counts = Counts { rows: summary.rows.iter().sum(), ..Counts::default() };
            report_of(conn, id, summary.format, &counts, false)
        })
    }

    /// The rows of an import that ended so, in the order of the file: `limit` of them after the row `after`.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn import_rows(
        &self,
        id: ImportId,
        outcome: RowOutcome,
        after: u64,
        limit: u32,
    ) -> Result<Vec<ImportRow>> {
        self.db().read(|conn| db::import_rows(conn, id, outcome, after, limit))
    }

    /// The articles that an import brought, outside the trash.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn imported_articles(&self, id: ImportId) -> Result<Vec<ArticleId>> {
        self.db().read(|conn| db::articles_imported(conn, id))
    }

    /// Writes what became of every row of an import as CSV, with a byte order mark, so that spreadsheets read it as UTF-8: row, place, outcome, why, URL, title,
    /// article.
    ///
    /// # Errors
    /// `NotFound`; `Io`; those of reading the archive.
    pub fn write_import_report(&self, id: ImportId, output: impl Write) -> Result<()> {
        self.write_rows(id, output, &|source| Error::Io { path: "the report".to_owned(), source })
    }

    /// Does so to a file, which is there under its name when all of it is.
    ///
    /// # Errors
    /// `NotFound`; `Exists` when the file is there and is not to be replaced; `DiskFull`, `Io`; those of reading the archive.
    pub fn save_import_report(&self, id: ImportId, output: &Path, replace: bool) -> Result<()> {
        let (target, file) = Target::file(output, replace)?;
        self.write_rows(id, BufWriter::new(file), &|source| target.fault(source))?;
        target.commit()?;
        Ok(())
    }

    fn write_rows(
        &self,
        id: ImportId,
        mut output: impl Write,
        io: &dyn Fn(std::io::Error) -> Error,
    ) -> Result<()> {
        output.write_all(b"\xef\xbb\xbf").map_err(io)?;
        let mut csv = csv::Writer::from_writer(output);
        let csv_error = |error: csv::Error| io(std::io::Error::other(error));
        csv.write_record(["row", "place", "outcome", "why", "url", "title", "article"]).map_err(csv_error)?;
        self.db().read(|conn| {
            if db::imports(conn)?.iter().all(|import| import.id != id) {
                return Err(no_import(id));
            }
            db::each_import_row(conn, id, &mut |row, outcome, article| {
                let outcome = serde_json::to_value(outcome).unwrap_or_default();
                let article = article.map(|ArticleId(id)| id.to_string()).unwrap_or_default();
                csv.write_record([
                    row.row.to_string().as_str(),
                    &plain(&row.place),
                    outcome.as_str().unwrap_or_default(),
                    &plain(&row.why),
                    &plain(row.url.as_deref().unwrap_or_default()),
                    &plain(row.title.as_deref().unwrap_or_default()),
                    &article,
                ])
                .map_err(csv_error)
            })
        })?;
        csv.flush().map_err(io)
    }

    /// Fetches no more of an import and moves the articles that it brought to the trash, as one step that can be taken back; those that were there before
    /// keep what they got.
    ///
    /// # Errors
    /// Those of writing the archive.
    pub fn take_back_import(&self, id: ImportId, now: Timestamp) -> Result<Option<StepId>> {
        self.stop_fetching(Some(id))?;
        let articles = self.imported_articles(id)?;
        self.update(&articles, ArticlePatch { trashed: Some(true), ..ArticlePatch::default() }, now)
    }
}

fn no_import(id: ImportId) -> Error {
    Error::NotFound { what: "import", id: id.to_string() }
}

/// A field that no spreadsheet takes for a formula.
fn plain(field: &str) -> String {
    match field.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{field}"),
        false => field.to_owned(),
    }
}
