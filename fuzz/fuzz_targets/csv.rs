//! Tables of every format that is one, from any bytes.

#![no_main]

use lede::model::ImportFormat::{
    Instapaper, Matter, PocketCsv, Raindrop, Reader, ReadwiseHighlights, WallabagCsv,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for format in [PocketCsv, Instapaper, WallabagCsv, Reader, ReadwiseHighlights, Raindrop, Matter] {
        lede::read_entries(format, "export.csv", bytes).unwrap();
    }
});
