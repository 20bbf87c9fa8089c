//! Web archives, packed or not, from any bytes.

#![no_main]

use lede::model::ImportFormat::Warc;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    lede::read_entries(Warc, "archive.warc", bytes).unwrap();
});
