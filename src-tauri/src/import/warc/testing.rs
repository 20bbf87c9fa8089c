//! Records that tests make.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha1::{Digest, Sha1};

pub(in crate::import) use super::digest::hex;

/// A record; `more` are fields.
pub(in crate::import) fn record(kind: &str, url: &str, date: &str, more: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n{more}Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A response; `fields` are those of its HTTP head.
pub(in crate::import) fn response(url: &str, date: &str, status: u16, fields: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 {status} x\r\n{fields}\r\n").as_bytes(), body].concat();
    let more = format!("WARC-Payload-Digest: sha1:{}\r\n", hex(&Sha1::digest(body)));
    record("response", url, date, &more, &block)
}

pub(in crate::import) fn html(url: &str, date: &str, body: &str) -> Vec<u8> {
    response(url, date, 200, "Content-Type: text/html; charset=utf-8\r\n", body.as_bytes())
}

pub(in crate::import) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}
