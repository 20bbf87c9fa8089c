//! Pages of SingleFile that unpack themselves: HTML with a zip archive in it, which holds the page and its files.

use std::io::Cursor;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use memchr::memmem;

use super::{Beside, Tree, row};
use crate::import::Input;
use crate::import::zipped::Zipped;
use crate::model::{ImportedRow, Refusal};

/// The page within the archive.
const PAGE: &str = "index.html";

/// Whether there is a zip archive in a page.
pub(super) fn is(page: &[u8]) -> bool {
    memmem::find(page, b"PK\x03\x04").is_some() && memmem::find(page, b"PK\x05\x06").is_some()
}

/// The row of such a page.
pub(super) fn row_of(place: String, page: Vec<u8>) -> ImportedRow {
    match unpacked(&place, page) {
        Ok((page, beside)) => row(place, page, Some(beside)),
        Err(why) => {
            let why =
                format!("it unpacks itself, and what is in it cannot be read ({why}); save it as plain HTML");
            ImportedRow { place, source: Vec::new(), item: Err(Refusal::Failed(why)) }
        }
    }
}

fn unpacked(name: &str, page: Vec<u8>) -> Result<(Vec<u8>, Beside), String> {
    let input =
        Input::new(Path::new(name), Box::new(Cursor::new(page))).map_err(|error| error.to_string())?;
    let mut zip = Zipped::open(input)?;
    let page = zip.read(PAGE)?;
    let tree = Packed { zip: Arc::new(Mutex::new(zip)), folder: String::new() };
    Ok((page, Beside { tree: Arc::new(tree), folder: None }))
}

/// Files in a zip archive, below one of its folders.
pub(in crate::import) struct Packed {
    pub zip: Arc<Mutex<Zipped>>,
    /// The folder, with `/` at its end unless it is the archive itself.
    pub folder: String,
}

impl Tree for Packed {
    fn file(&self, path: &[String]) -> Option<Vec<u8>> {
        let name = format!("{}{}", self.folder, path.join("/"));
        self.zip.lock().unwrap_or_else(PoisonError::into_inner).read(&name).ok()
    }
}
