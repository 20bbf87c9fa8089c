//! A table with a row for each article, by RFC 4180. docs/EXPORT.md names the columns.

use std::fs::File;
use std::io::{BufWriter, Write};

use csv::Writer;

use super::{Exporter, Finished, Source, Target};
use crate::error::{Error, Result};
use crate::model::{Article, Contents, LeftOut, ReadState};

const COLUMNS: [&str; 20] = [
    "id",
    "url",
    "original_url",
    "title",
    "authors",
    "site",
    "published",
    "modified",
    "saved",
    "language",
    "state",
    "starred",
    "archived",
    "trashed",
    "tags",
    "collections",
    "words",
    "excerpt",
    "notes",
    "highlights",
];

/// A table that is being written.
pub struct Table {
    target: Target,
    rows: Writer<BufWriter<File>>,
    notes: bool,
    highlights: bool,
}

impl Table {
    /// Writes the first row: the names of the columns.
    ///
    /// # Errors
    /// Those of writing the file.
    pub fn new(contents: &Contents, (target, file): (Target, File)) -> Result<Self> {
        let mut file = BufWriter::new(file);
        if contents.options.bom {
            file.write_all("\u{feff}".as_bytes()).map_err(|error| target.fault(error))?;
        }
        let mut rows = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
        rows.write_record(COLUMNS).map_err(|error| fault(&target, error))?;
        let options = contents.options;
        Ok(Self { target, rows, notes: options.notes, highlights: options.highlights })
    }
}

impl Exporter for Table {
    fn add(&mut self, article: &Article, _source: &dyn Source) -> Result<Vec<LeftOut>> {
        let summary = &article.summary;
        let yes = |flag: bool| if flag { "yes" } else { "" }.to_owned();
        let lines = |texts: Vec<&str>| texts.join("\n\n");
        let row = [
            summary.id.to_string(),
            summary.url.clone(),
            article.original_url.clone(),
            summary.title.clone(),
            summary.authors.join("; "),
            summary.site.clone(),
            summary.published.clone().unwrap_or_default(),
            article.modified.clone().unwrap_or_default(),
            summary.saved.to_string(),
            summary.language.clone().unwrap_or_default(),
            state(summary.state).to_owned(),
            yes(summary.starred),
            yes(summary.archived),
            yes(summary.trashed),
            summary.tags.join("; "),
            article.collections.join("; "),
            summary.words.to_string(),
            summary.excerpt.clone(),
            lines(article.notes.iter().filter(|_| self.notes).map(|note| note.text.as_str()).collect()),
            lines(
                article
                    .highlights
                    .iter()
                    .filter(|_| self.highlights)
                    .map(|mark| mark.quote.as_str())
                    .collect(),
            ),
        ];
        let row = row.map(harmless);
        self.rows.write_record(&row).map_err(|error| fault(&self.target, error))?;
        Ok(Vec::new())
    }

    fn finish(self: Box<Self>, _source: &dyn Source) -> Result<Finished> {
        let Self { target, rows, .. } = *self;
        let written = rows.into_inner().map_err(|error| target.fault(error.into_error()))?;
        written.into_inner().map_err(|error| target.fault(error.into_error()))?;
        Ok(Finished { bytes: target.commit()?, left_out: Vec::new() })
    }
}

fn state(state: ReadState) -> &'static str {
    match state {
        ReadState::Unread => "unread",
        ReadState::Reading => "reading",
        ReadState::Read => "read",
    }
}

/// A spreadsheet takes what begins with one of these for a formula; an apostrophe before it makes it a text.
///
/// Source: OWASP, "CSV Injection".
fn harmless(cell: String) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        true => format!("'{cell}"),
        false => cell,
    }
}

fn fault(target: &Target, error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => target.fault(error),
        kind => Error::Internal(format!("a row of the table: {kind:?}")),
    }
}
