//! The door of the room for `fuzz/` and for tests that change files: no input may make a format stumble.

use std::io::Cursor;
use std::path::Path;

use super::{Input, importer};
use crate::error::{Error, Result};
use crate::model::ImportFormat;

/// Reads bytes as a file of a format, whatever they are, and counts its entries, refused ones included.
///
/// # Errors
/// Those of the format; nothing in the bytes is one.
pub fn read_entries(format: ImportFormat, name: &str, bytes: &[u8]) -> Result<usize> {
    let input = Input::new(Path::new(name), Box::new(Cursor::new(bytes.to_vec())))
        .map_err(|source| Error::Io { path: name.to_owned(), source })?;
    let mut count = 0;
    importer(format, input)?.each(&mut |_| {
        count += 1;
        Ok(())
    })?;
    Ok(count)
}
