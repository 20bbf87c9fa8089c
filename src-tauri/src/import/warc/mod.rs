//! Web archives (WARC 1.0 and 1.1, each record packed by itself or not): its pages, with the pictures that were archived with them.
//!
//! Source: [WARC 1.1](https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/). The crate `warc` reads
//! whole records and knows of no places in a file, which is what a picture is found by here.

mod collection;
mod digest;
mod frames;
mod http;
mod page;
mod record;
mod store;
#[cfg(test)]
pub(super) mod testing;

use std::io::Read;
use std::sync::Arc;

use flate2::read::GzDecoder;

use super::{Head, Importer, Input, Take};
use crate::error::Result;

pub(super) use collection::Collection;
pub(super) use digest::hex;
pub(super) use page::listed;
pub(super) use store::{Archive, Part, Shared};

/// Whether a file begins as a record does, packed or not.
pub(super) fn is(head: &Head) -> bool {
    let mut begin = [0; 5];
    head.bytes.starts_with(b"WARC/")
        || head.bytes.starts_with(store::GZIP)
            && GzDecoder::new(head.bytes.as_slice()).read_exact(&mut begin).is_ok()
            && begin == *b"WARC/"
}

/// Reads a web archive.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    Box::new(Warc(input))
}

struct Warc(Input);

impl Importer for Warc {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let name = self.0.head.name.clone();
        let shared = Shared::new(self.0.source, &self.0.path);
        let archive = Archive::whole(name, shared)?;
        Arc::new(Collection::of(vec![archive], take)?).each_page(take)
    }
}

#[cfg(test)]
mod tests;
