//! Zip archives of every format that is one, from any bytes.

#![no_main]

use lede::model::ImportFormat::{Omnivore, PocketZip};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for format in [PocketZip, Omnivore] {
        lede::read_entries(format, "export.zip", bytes).unwrap();
    }
});
