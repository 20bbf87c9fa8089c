//! Content encodings, and the bombs they make possible.

use std::io::{self, Write};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use flate2::{Compress, Compression, FlushCompress};
use futures_util::stream;

use super::super::Shared;
use super::{PAGE, article};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/fault/encoding/{name}", get(encoded))
        .route("/fault/bomb/gzip", get(gzip_bomb))
        .route("/fault/bomb/zstd", get(zstd_bomb))
}

async fn encoded(State(shared): State<Shared>, Path(name): Path<String>) -> Response {
    let page = article(&shared);
    let (encoding, bytes) = match name.as_str() {
        "gzip" => ("gzip", gzip(&page)),
        "brotli" => ("br", brotli(&page)),
        "zstd" => ("zstd", zstd::encode_all(&page[..], 3)),
        "deflate" => ("deflate", zlib(&page)),
        "deflate-raw" => ("deflate", raw_deflate(&page)),
        "identity" => ("identity", Ok(page)),
        // What a misconfigured cache sends: half of the compressed stream, as if it were whole.
        "gzip-cut" => (
            "gzip",
            gzip(&page).map(|mut bytes| {
                bytes.truncate(bytes.len() / 2);
                bytes
            }),
        ),
        "gzip-not" => ("gzip", Ok(page)),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    (PAGE, [(header::CONTENT_ENCODING, encoding)], bytes.expect("encoding into memory")).into_response()
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn zlib(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn raw_deflate(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoded = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut encoded, &brotli::enc::BrotliEncoderParams::default())?;
    Ok(encoded)
}

/// A gigabyte of spaces in about a megabyte: one fully flushed deflate block of a megabyte, a thousand times.
async fn gzip_bomb() -> Response {
    let spaces = vec![b' '; 1 << 20];
    let mut block = Vec::with_capacity(1 << 16);
    Compress::new(Compression::default(), false)
        .compress_vec(&spaces, &mut block, FlushCompress::Full)
        .expect("compressing into memory");
    let block = Bytes::from(block);
    let head = Bytes::from_static(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
    let pieces = std::iter::once(head).chain(std::iter::repeat_n(block, 1000)).map(Ok::<_, io::Error>);
    (PAGE, [(header::CONTENT_ENCODING, "gzip")], Body::from_stream(stream::iter(pieces))).into_response()
}

/// A gigabyte of spaces in a hundred kilobytes: a thousand frames of a megabyte.
async fn zstd_bomb() -> Response {
    let frame = Bytes::from(zstd::encode_all(&vec![b' '; 1 << 20][..], 3).expect("compressing into memory"));
    let pieces = std::iter::repeat_n(frame, 1000).map(Ok::<_, io::Error>);
    (PAGE, [(header::CONTENT_ENCODING, "zstd")], Body::from_stream(stream::iter(pieces))).into_response()
}
