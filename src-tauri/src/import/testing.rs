//! What the tests of the formats share.

use std::io::Cursor;
use std::path::Path;

use super::{Input, importer, recognise};
use crate::model::{ImportFormat, ImportedArticle, ImportedItem, ImportedRow, Refusal};

/// The bytes of a file as an input; `name` is its name.
pub(super) fn input(name: &str, bytes: &[u8]) -> Input {
    Input::new(Path::new(name), Box::new(Cursor::new(bytes.to_vec()))).unwrap()
}

/// What a file is recognised as, by its content.
pub(super) fn recognised(name: &str, bytes: &[u8]) -> Option<ImportFormat> {
    recognise(&input(name, bytes).head)
}

/// All entries of a file that is recognised as `format`.
pub(super) fn rows(format: ImportFormat, name: &str, bytes: &[u8]) -> Vec<ImportedRow> {
    assert_eq!(recognised(name, bytes), Some(format));
    read(format, name, bytes)
}

/// All entries of a file that is read as `format`, whatever it is.
pub(super) fn read(format: ImportFormat, name: &str, bytes: &[u8]) -> Vec<ImportedRow> {
    let mut rows = Vec::new();
    let mut take = |row| {
        rows.push(row);
        Ok(())
    };
    importer(format, input(name, bytes)).unwrap().each(&mut take).unwrap();
    rows
}

/// The article of an entry.
pub(super) fn article(row: &ImportedRow) -> &ImportedArticle {
    match &row.item {
        Ok(ImportedItem::Article(article)) => article,
        other => panic!("no article: {other:?}"),
    }
}

/// Why an entry was refused.
pub(super) fn refused(row: &ImportedRow) -> &Refusal {
    row.item.as_ref().expect_err("it came in")
}
