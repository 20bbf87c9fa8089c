//! Reading a body: counted on the wire, decoded, counted again.

use std::io;

use async_compression::tokio::bufread::{
    BrotliDecoder, DeflateDecoder, GzipDecoder, ZlibDecoder, ZstdDecoder,
};
use async_compression::zstd::DParameter;
use futures_util::StreamExt;
use reqwest::Response;
use reqwest::header::{CONTENT_ENCODING, HeaderMap};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tokio_util::io::StreamReader;

use crate::error::Result;

/// Bytes after which the kind of a body is decided, as browsers do.
const SNIFFED: usize = 1024;

/// Codings stacked on one body; more than two are unheard of.
const MAX_CODINGS: usize = 4;

/// The window an HTTP client must support, [RFC 9659](https://www.rfc-editor.org/rfc/rfc9659); more is memory given away.
const ZSTD_WINDOW_LOG: u32 = 23;

/// How a body is read.
pub(super) struct Reading<'a> {
    /// Bytes at most, on the wire and decoded.
    pub limit: u64,
    /// Told the bytes that have come and, where known, how many there will be; both on the wire.
    pub on_bytes: &'a (dyn Fn(u64, Option<u64>) + Send + Sync),
    /// Told the first bytes; an error ends the reading.
    pub check: &'a (dyn Fn(&[u8]) -> Result<()> + Send + Sync),
}

/// How reading a body ended.
pub(super) enum Body {
    /// All of it came.
    Whole(Vec<u8>),
    /// It ended before its time, for this reason; what had come.
    Broken(Vec<u8>, io::Error),
    /// It is larger than the limit.
    TooLarge,
}

/// More bytes on the wire than allowed.
#[derive(Debug, thiserror::Error)]
#[error("too many bytes")]
struct TooManyBytes;

/// Reads the body of `response`.
///
/// # Errors
/// What `reading.check` returns.
pub(super) async fn read(response: Response, reading: &Reading<'_>) -> Result<Body> {
    let total = response.content_length();
    if total.is_some_and(|total| total > reading.limit) {
        (reading.check)(&[])?;
        return Ok(Body::TooLarge);
    }
    let codings = codings(response.headers());
    let wire = Box::new(StreamReader::new(counted(response, total, reading)));
    match decoded(wire, &codings, reading.limit).await {
        Ok(stream) => read_all(stream, reading).await,
        Err(error) => Ok(ended(Vec::new(), error)),
    }
}

fn counted<'a>(
    response: Response,
    total: Option<u64>,
    reading: &'a Reading<'a>,
) -> impl futures_util::Stream<Item = io::Result<bytes::Bytes>> + Send + Unpin + 'a {
    let mut came = 0;
    let counted = response.bytes_stream().map(move |chunk| {
        let chunk = chunk.map_err(io::Error::other)?;
        came += chunk.len() as u64;
        (reading.on_bytes)(came, total);
        if came > reading.limit { Err(io::Error::other(TooManyBytes)) } else { Ok(chunk) }
    });
    counted.boxed()
}

async fn read_all(mut stream: Box<dyn AsyncRead + Send + Unpin + '_>, reading: &Reading<'_>) -> Result<Body> {
    let (mut body, mut checked) = (Vec::new(), false);
    loop {
        let end = match stream.read_buf(&mut body).await {
            Ok(0) => Some(None),
            Ok(_) => None,
            Err(error) => Some(Some(error)),
        };
        if !checked && (end.is_some() || body.len() >= SNIFFED) {
            (reading.check)(&body)?;
            checked = true;
        }
        match end {
            _ if body.len() as u64 > reading.limit => return Ok(Body::TooLarge),
            Some(None) => return Ok(Body::Whole(body)),
            Some(Some(error)) => return Ok(ended(body, error)),
            None => {}
        }
        // A decoder that always has bytes ready would otherwise never let the time-outs look.
        tokio::task::consume_budget().await;
    }
}

fn ended(body: Vec<u8>, error: io::Error) -> Body {
    if error.get_ref().is_some_and(|inner| inner.is::<TooManyBytes>()) {
        Body::TooLarge
    } else {
        Body::Broken(body, error)
    }
}

/// The codings of a body in the order they were applied; unknown names mean that nothing was applied, since servers
/// put charsets there by mistake.
fn codings(headers: &HeaderMap) -> Vec<Coding> {
    let values = headers.get_all(CONTENT_ENCODING).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).filter_map(|name| Coding::named(name.trim())).collect()
}

/// A content coding, [RFC 9110, 8.4.1](https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

impl Coding {
    fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => Some(Self::Gzip),
            "deflate" => Some(Self::Deflate),
            "br" => Some(Self::Brotli),
            "zstd" => Some(Self::Zstd),
            _ => None,
        }
    }
}

type Decoded<'a> = Box<dyn AsyncRead + Send + Unpin + 'a>;

async fn decoded<'a>(
    wire: Box<dyn AsyncBufRead + Send + Unpin + 'a>,
    codings: &[Coding],
    limit: u64,
) -> io::Result<Decoded<'a>> {
    if codings.len() > MAX_CODINGS {
        return Err(io::Error::other("it is compressed too many times over"));
    }
    let mut stream = wire;
    for coding in codings.iter().rev() {
        // Each stage is bounded, so that a bomb inside a bomb does not cost hours of decoding in between.
        let bounded = decoder(stream, *coding).await?.take(limit + 1);
        stream = Box::new(BufReader::new(bounded));
    }
    Ok(stream)
}

async fn decoder<'a>(
    mut stream: Box<dyn AsyncBufRead + Send + Unpin + 'a>,
    coding: Coding,
) -> io::Result<Decoded<'a>> {
    let head = stream.fill_buf().await?;
    let (first, second) = (head.first().copied(), head.get(1).copied());
    if first.is_none() {
        // Nothing at all is a valid body whatever its coding, as after HEAD or in a lazy server's empty page.
        return Ok(stream);
    }
    Ok(match coding {
        // A file served as gzip that is none is shown as it is by browsers' content sniffing; so it is kept here.
        Coding::Gzip if first != Some(0x1f) => stream,
        // Both formats allow several members one after another; stopping at the first would cut the page unseen.
        Coding::Gzip => {
            let mut decoder = GzipDecoder::new(stream);
            decoder.multiple_members(true);
            Box::new(decoder)
        }
        // The name means zlib, but some servers send the bare stream; a zlib header is divisible by 31.
        Coding::Deflate if is_zlib(first, second) => Box::new(ZlibDecoder::new(stream)),
        Coding::Deflate => Box::new(DeflateDecoder::new(stream)),
        Coding::Brotli => Box::new(BrotliDecoder::new(stream)),
        Coding::Zstd => {
            let window = DParameter::window_log_max(ZSTD_WINDOW_LOG);
            let mut decoder = ZstdDecoder::with_params(stream, &[window]);
            decoder.multiple_members(true);
            Box::new(decoder)
        }
    })
}

fn is_zlib(first: Option<u8>, second: Option<u8>) -> bool {
    let (Some(first), second) = (first, second) else { return false };
    first & 0x0f == 8 && second.is_none_or(|second| (u16::from(first) << 8 | u16::from(second)) % 31 == 0)
}
