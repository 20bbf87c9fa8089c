//! What the tests of the formats share.

use std::io::{Cursor, Write};
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;

use super::fuzzing::read_entries;
use super::{Input, importer, recognise};
use crate::model::{ImportFormat, ImportedArticle, ImportedItem, ImportedRow, Refusal};

/// A file of `tests/import`.
pub(super) fn fixture(path: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    std::fs::read(folder.join(path)).unwrap()
}

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

/// Reads a file with some bytes changed, and cut off: nothing of that makes the format stumble.
pub(super) fn survives(format: ImportFormat, name: &str, bytes: &[u8]) {
    let changes = prop::collection::vec((any::<Index>(), any::<u8>()), 0..6);
    proptest!(|(changes in changes, end in any::<Index>(), cut: bool)| {
        let mut bytes = bytes.to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        read_entries(format, name, &bytes).unwrap();
    });
    proptest!(|(text in "\\PC{0,80}")| {
        read_entries(format, name, text.as_bytes()).unwrap();
    });
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

/// A zip archive that a test makes, also as no program should.
#[derive(Default)]
pub(super) struct Zip {
    files: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Zip {
    /// Adds a file.
    pub(super) fn add(self, name: impl AsRef<[u8]>, data: &[u8]) -> Self {
        self.file(name.as_ref(), data, 0, 0)
    }

    /// Adds a file that does not unpack to what its checksum says.
    pub(super) fn torn(self, name: &str, data: &[u8]) -> Self {
        self.file(name.as_bytes(), data, 0, 1)
    }

    /// Adds a file that is said to be encrypted.
    pub(super) fn encrypted(self, name: &str, data: &[u8]) -> Self {
        self.file(name.as_bytes(), data, 1, 0)
    }

    fn file(mut self, name: &[u8], data: &[u8], flags: u16, wrong: u32) -> Self {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(data).unwrap();
        let packed = encoder.finish().unwrap();
        let mut crc = flate2::Crc::new();
        crc.update(data);
        let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let mut about = Vec::new();
        about.extend([20, 0]);
        about.extend(flags.to_le_bytes());
        about.extend([8, 0, 0, 0, 0x21, 0x5a]);
        about.extend((crc.sum() ^ wrong).to_le_bytes());
        about.extend(length(&packed));
        about.extend(length(data));
        about.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        about.extend([0, 0]);
        let start = length(&self.files);
        self.files.extend([b"PK\x03\x04", about.as_slice(), name, &packed].concat());
        self.directory.extend([b"PK\x01\x02\x14\x00", about.as_slice(), &[0; 10], &start, name].concat());
        self.count += 1;
        self
    }

    /// The archive.
    pub(super) fn end(self) -> Vec<u8> {
        let [files, directory] =
            [&self.files, &self.directory].map(|part| u32::try_from(part.len()).unwrap());
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        end.extend([self.count, self.count].map(u16::to_le_bytes).concat());
        end.extend([directory, files].map(u32::to_le_bytes).concat());
        end.extend([0, 0]);
        [self.files, self.directory, end].concat()
    }
}
