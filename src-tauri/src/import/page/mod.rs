//! A page in one file: of SingleFile, monolith, or a browser, with or without the folder of its pictures.

mod beside;
mod origin;
mod own;
mod sfz;

use std::io::{self, Read};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::warc::hex;
use super::{Head, Importer, Input, Take};
use crate::error::{Error, Result};
use crate::model::{
    ImportedArticle, ImportedContent, ImportedItem, ImportedPage, ImportedRow, PageFiles, Refusal,
};

pub(super) use beside::{Beside, Tree, folders_of, stem_of_folder};
use origin::Origin;
pub(super) use sfz::Packed;

/// Bytes of a page with its pictures in it beyond which it is none.
pub(super) const LARGEST: u64 = 256 << 20;

/// Characters at the head of a file in which its first element begins.
const BEGINNING: usize = 4 << 10;

/// Whether a file is HTML and no list of bookmarks.
pub(super) fn is(head: &Head) -> bool {
    let text = head.text.get(..head.text.floor_char_boundary(BEGINNING)).unwrap_or_default();
    let text = text.to_ascii_lowercase();
    text.starts_with('<')
        && !text.contains("netscape-bookmark-file")
        && (text.contains("<!doctype html") || text.contains("<html"))
}

/// Reads a page with the files beside it.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    let beside = beside::on_disk(&input.path);
    Box::new(Page { input, beside })
}

/// Reads a page whose files are found otherwise.
pub(super) fn open_with(input: Input, beside: Option<Beside>) -> Box<dyn Importer> {
    Box::new(Page { input, beside })
}

struct Page {
    input: Input,
    beside: Option<Beside>,
}

impl Importer for Page {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let Self { mut input, beside } = *self;
        let io = |source: io::Error| Error::Io { path: input.path.display().to_string(), source };
        let mut bytes = Vec::new();
        input.source.by_ref().take(LARGEST + 1).read_to_end(&mut bytes).map_err(io)?;
        let place = input.head.name.clone();
        if bytes.len() as u64 > LARGEST {
            let why = Refusal::Failed(format!("it is larger than {LARGEST} bytes"));
            return take(ImportedRow { place, source: Vec::new(), item: Err(why) });
        }
        if sfz::is(&bytes) {
            return take(sfz::row_of(place, bytes));
        }
        if own::is(&input.head) {
            return own::each(&place, &bytes, take);
        }
        take(row(place, bytes, beside))
    }
}

/// The row of a page by its bytes.
fn row(place: String, bytes: Vec<u8>, beside: Option<Beside>) -> ImportedRow {
    if bytes.is_empty() {
        return ImportedRow { place, source: bytes, item: Err(Refusal::Failed("it is empty".to_owned())) };
    }
    let origin = Origin::of(&bytes);
    let files = beside.and_then(|beside| beside.files(origin.url.as_deref()));
    let page = ImportedPage {
        final_url: origin.url.clone().unwrap_or_default(),
        status: None,
        headers: Vec::new(),
        fetched: origin.saved,
        body: bytes,
        files: files.map(|files| Arc::new(files) as Arc<dyn PageFiles>),
    };
    let name = || format!("urn:sha256:{}", hex(&Sha256::digest(&page.body)));
    let article = ImportedArticle {
        // A page without an address is known by what it is.
        url: Some(origin.url.unwrap_or_else(name)),
        saved: origin.saved,
        content: Some(ImportedContent::Page(Box::new(page))),
        ..ImportedArticle::default()
    };
    ImportedRow { place, source: origin.said, item: Ok(ImportedItem::Article(Box::new(article))) }
}

#[cfg(test)]
mod tests;
