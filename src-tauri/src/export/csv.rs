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

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::export::testing::{article, contents, highlight, written};
    use crate::model::{ExportFormat, ExportOptions, Note, NoteId};

    fn rows(file: &[u8]) -> Vec<HashMap<String, String>> {
        csv::Reader::from_reader(file).deserialize().collect::<std::result::Result<_, _>>().unwrap()
    }

    #[test]
    fn what_is_written_is_read_back_in_every_script() {
        let mut first = article(1, "سیل، «بند» و \"باران\"\nدر خوزستان");
        first.collections = vec!["ایران/جنوب".to_owned(), "Water".to_owned()];
        first.highlights = vec![highlight(1, &first, 0..4, "One."), highlight(2, &first, 5..9, "Two.")];
        first.notes = vec![Note {
            id: NoteId(1),
            text: "# می‌پرسم\n\n- یک".to_owned(),
            created: first.fetched,
            updated: first.fetched,
            article: None,
            article_title: None,
            title: String::new(),
            excerpt: String::new(),
        }];
        let articles = [first, article(2, "第二")];
        let options = ExportOptions { bom: true, ..ExportOptions::default() };
        let file = written(ExportFormat::Csv, Contents { options, ..contents(&articles) }, &articles);
        assert!(file.starts_with("\u{feff}id,url,".as_bytes()));
        let rows = rows(&file["\u{feff}".len()..]);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].len(), COLUMNS.len());
        for (column, value) in [
            ("title", "سیل، «بند» و \"باران\"\nدر خوزستان"),
            ("authors", "Ada Lovelace; Reuters"),
            ("published", "2026-06-01T10:00:00+03:30"),
            ("saved", "2026-11-22T12:00:00Z"),
            ("state", "unread"),
            ("starred", ""),
            ("tags", "world/iran; to read"),
            ("collections", "ایران/جنوب; Water"),
            ("notes", "# می‌پرسم\n\n- یک"),
            ("highlights", "One.\n\nTwo."),
        ] {
            assert_eq!(rows[0][column], value, "{column}");
        }
        assert_eq!(rows[1]["title"], "第二");
    }

    #[test]
    fn no_cell_is_a_formula() {
        let articles: Vec<Article> = ["=1+1", "+1", "-1", "@a", "＝1", "\tx", "1=1"]
            .into_iter()
            .zip(1..)
            .map(|(title, id)| article(id, title))
            .collect();
        let titles: Vec<String> = rows(&written(ExportFormat::Csv, contents(&articles), &articles))
            .into_iter()
            .map(|row| row["title"].clone())
            .collect();
        assert_eq!(titles, ["'=1+1", "'+1", "'-1", "'@a", "'＝1", "'\tx", "1=1"]);
    }

    #[test]
    fn what_is_not_wanted_is_not_there() {
        let mut first = article(1, "One");
        first.highlights = vec![highlight(1, &first, 0..4, "One.")];
        let options = ExportOptions { highlights: false, ..ExportOptions::default() };
        let contents = Contents { options, ..contents(std::slice::from_ref(&first)) };
        assert_eq!(rows(&written(ExportFormat::Csv, contents, &[first]))[0]["highlights"], "");
    }
}
