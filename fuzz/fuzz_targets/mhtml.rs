//! Pages in MIME messages, from any bytes.

#![no_main]

use lede::model::ImportFormat::Mhtml;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    lede::read_entries(Mhtml, "page.mhtml", bytes).unwrap();
});
