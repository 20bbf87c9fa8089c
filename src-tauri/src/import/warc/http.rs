//! The HTTP message in a record: its head, and its body as it was before it was packed for the way.

use std::io::Read;

use memchr::{memchr, memmem};

/// Bytes of a body, unpacked, beyond which it is none of a page or a picture.
pub(super) const LARGEST: u64 = 100 << 20;

/// Bytes of a head.
const HEAD: usize = 256 << 10;

/// The name under which our own archives keep how a body that they hold unpacked was packed on its way.
const ORIGINAL: &str = "x-archive-orig-";

/// The head of a message.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Message {
    /// Its status.
    pub status: u16,
    /// Its fields, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Where its body begins.
    pub body: usize,
}

impl Message {
    /// Reads the head of a message; nothing when it is none.
    pub fn read(block: &[u8]) -> Option<Self> {
        let limit = &block[..block.len().min(HEAD)];
        let windows = memmem::find(limit, b"\r\n\r\n").map(|at| (at, at + 4));
        let plain = memmem::find(limit, b"\n\n").map(|at| (at, at + 2));
        let (end, body) = match (windows, plain) {
            (Some(a), Some(b)) => {
                if a.0 < b.0 {
                    a
                } else {
                    b
                }
            }
            (a, b) => a.or(b).unwrap_or((limit.len(), limit.len())),
        };
        let head = String::from_utf8_lossy(&block[..end]);
        let mut lines = head.lines();
        let status = lines.next()?;
        if !status.starts_with("HTTP/") {
            return None;
        }
        let status = status.split_ascii_whitespace().nth(1)?.parse().ok()?;
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in lines {
            match (line.starts_with([' ', '\t']), headers.last_mut(), line.split_once(':')) {
                (true, Some((_, value)), _) => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                (_, _, Some((name, value))) => {
                    headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
                _ => {}
            }
        }
        Some(Self { status, headers, body })
    }

    /// A field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The media type, without its parameters.
    pub fn media_type(&self) -> String {
        media_type(self.get("content-type").unwrap_or_default())
    }

    /// The body as it is in `block`, in one piece.
    pub fn in_one_piece(&self, block: &[u8]) -> Vec<u8> {
        let body = block.get(self.body..).unwrap_or_default();
        let chunked =
            self.get("transfer-encoding").is_some_and(|how| how.to_ascii_lowercase().contains("chunked"));
        // Archives hold bodies that were put together already, and say that they are in chunks.
        chunked.then(|| put_together(body)).flatten().unwrap_or_else(|| body.to_vec())
    }

    /// The body as it was before it was packed.
    ///
    /// # Errors
    /// A sentence when it cannot be unpacked, or is too large.
    pub fn unpacked(&self, block: &[u8]) -> Result<Vec<u8>, String> {
        let mut body = self.in_one_piece(block);
        let codings = self.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
        for coding in codings.split(',').map(str::trim).rev() {
            body = unpack(coding, body)?;
        }
        Ok(body)
    }

    /// The fields as the server sent them, where an archive of ours has some under other names.
    pub fn into_headers(self) -> Vec<(String, String)> {
        let ours = self.headers.iter().any(|(name, _)| name.starts_with(ORIGINAL));
        let added = move |name: &str| ours && name == "content-length";
        let headers = self.headers.into_iter().filter(|(name, _)| !added(name));
        let own = |name: String| name.strip_prefix(ORIGINAL).map(str::to_owned).unwrap_or(name);
        headers.map(|(name, value)| (own(name), value)).collect()
    }
}

/// A media type without its parameters.
pub(super) fn media_type(value: &str) -> String {
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a media type is that of a page.
pub(super) fn is_page(media_type: &str) -> bool {
    matches!(media_type, "text/html" | "application/xhtml+xml")
}

/// Puts a body that is in chunks together (RFC 9112, section 7.1); nothing when it is in none.
fn put_together(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let line = memchr(b'\n', body)?;
        let size = std::str::from_utf8(&body[..line]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[line + 1..];
        if size == 0 {
            return Some(whole);
        }
        // The last chunk of what was cut off counts as far as it goes.
        whole.extend_from_slice(&body[..size.min(body.len())]);
        body = body.get(size..).unwrap_or_default();
        body = body.strip_prefix(b"\r").unwrap_or(body);
        body = body.strip_prefix(b"\n").unwrap_or(body);
        if body.is_empty() {
            return Some(whole);
        }
    }
}

fn unpack(coding: &str, body: Vec<u8>) -> Result<Vec<u8>, String> {
    let bytes = body.as_slice();
    let reader: Box<dyn Read + '_> = match coding {
        "" | "identity" => return Ok(body),
        // Archives hold bodies that were unpacked already, and say that they are packed.
        "gzip" | "x-gzip" if !bytes.starts_with(&[0x1f, 0x8b]) => return Ok(body),
        "gzip" | "x-gzip" => Box::new(flate2::read::MultiGzDecoder::new(bytes)),
        "deflate" if bytes.first().is_some_and(|first| first & 0xf == 8) => {
            Box::new(flate2::read::ZlibDecoder::new(bytes))
        }
        "deflate" => Box::new(flate2::read::DeflateDecoder::new(bytes)),
        "br" => Box::new(brotli_decompressor::Decompressor::new(bytes, 64 << 10)),
        "zstd" => Box::new(zstd::Decoder::new(bytes).map_err(|error| error.to_string())?),
        other => return Err(format!("its body is packed by {other:?}, which is not known")),
    };
    let mut unpacked = Vec::new();
    let read = reader.take(LARGEST + 1).read_to_end(&mut unpacked);
    match read {
        _ if unpacked.len() as u64 > LARGEST => Err(format!("its body is larger than {LARGEST} bytes")),
        Ok(_) => Ok(unpacked),
        // A text is no stream of packed bytes: it was unpacked before.
        Err(_) if unpacked.is_empty() && body.trim_ascii_start().starts_with(b"<") => Ok(body),
        Err(_) if !unpacked.is_empty() => Ok(unpacked),
        Err(error) => Err(format!("its body cannot be unpacked: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn body(head: &str, body: &[u8]) -> Result<Vec<u8>, String> {
        let block = [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat();
        Message::read(&block).unwrap().unpacked(&block)
    }

    #[test]
    fn bodies_come_out_as_they_were_before_they_went_in() {
        let page = "<p>خبر</p>".as_bytes();
        assert_eq!(body("A: b", page).unwrap(), page);
        let packed = gzip(page);
        assert_eq!(body("Content-Encoding: gzip", &packed).unwrap(), page);
        let (begin, end) = packed.split_at(7);
        let size = format!("{:X}\r\n", end.len());
        let chunks = [b"7;x=y\r\n", begin, b"\r\n", size.as_bytes(), end, b"\r\n0\r\n\r\n"];
        let head = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked";
        assert_eq!(body(head, &chunks.concat()).unwrap(), page);
        assert_eq!(body(head, &packed).unwrap(), page, "put together already");
        assert_eq!(body(head, page).unwrap(), page, "unpacked already");
        assert_eq!(body("Content-Encoding: br", page).unwrap(), page, "the same");
        assert_eq!(body("Content-Encoding: zstd", &zstd::encode_all(page, 1).unwrap()).unwrap(), page);
        assert!(body("Content-Encoding: shrink", page).unwrap_err().contains("shrink"));
        let bomb = gzip(&vec![0; usize::try_from(LARGEST).unwrap() + 9]);
        assert!(body("Content-Encoding: gzip", &bomb).unwrap_err().contains("larger than"));
    }

    #[test]
    fn heads_are_read_with_their_faults() {
        let message = Message::read(b"HTTP/1.0 404\nA: one\n two\nno field\nb:c\n\nbody").unwrap();
        assert_eq!((message.status, message.body), (404, 39));
        assert_eq!((message.get("a"), message.get("b")), (Some("one two"), Some("c")));
        assert_eq!(Message::read(b"GET / HTTP/1.1\r\n\r\n"), None);
        assert_eq!(Message::read(b""), None);
        let ours = Message::read(
            b"HTTP/1.1 200 \r\nx-archive-orig-content-encoding: br\r\nserver: a\r\ncontent-length: 4\r\n\r\nbody",
        );
        let headers = ours.unwrap().into_headers();
        assert_eq!(headers, [("content-encoding".into(), "br".into()), ("server".into(), "a".into())]);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(bytes in proptest::collection::vec(any::<u8>(), 0..200), head in "(HTTP/1.1 200|Transfer-Encoding: chunked|Content-Encoding: (gzip|br|deflate|zstd)|\r\n|:|[0-9a-f]){0,20}") {
            let block = [head.as_bytes(), &bytes].concat();
            if let Some(message) = Message::read(&block) {
                let _ = message.unpacked(&block);
            }
        }
    }
}
