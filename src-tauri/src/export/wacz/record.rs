//! WARC 1.1 records, each a gzip member of its own, so that one can be read without those before it.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// Whether a record holds an HTTP message or a file alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Response,
    Resource,
}

/// A record that is to be written.
pub(super) struct Record<'a> {
    pub kind: Kind,
    pub url: &'a str,
    pub date: Timestamp,
    /// Media type of the payload.
    pub mime: &'a str,
    /// The head of the HTTP message.
    pub head: Option<&'a [u8]>,
    pub payload: &'a [u8],
    /// Whether less is in it than was sent.
    pub shortened: bool,
}

/// Where a record lies in the WARC file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub offset: u64,
    pub length: u64,
}

/// Somewhere records are written one behind the other.
pub(super) trait Behind: Write {
    /// Bytes that were written so far.
    fn written(&self) -> u64;
}

impl Record<'_> {
    /// What is the same for the same content under the same URL, whenever it came. A page counts each time it came.
    pub(super) fn identity(&self) -> u128 {
        let when = match self.kind {
            Kind::Response => self.date.to_string(),
            Kind::Resource => String::new(),
        };
        first_bytes(&[self.url.as_bytes(), when.as_bytes(), self.digest().as_bytes()])
    }

    /// The digest of the payload.
    pub(super) fn digest(&self) -> String {
        format!("sha256:{}", hex_sha256(self.payload))
    }

    /// Writes it, and says where.
    pub(super) fn write(&self, to: &mut impl Behind) -> io::Result<Place> {
        let head = self.head.unwrap_or_default();
        let kind = match self.kind {
            Kind::Response => "response",
            Kind::Resource => "resource",
        };
        let mut fields = Fields::new(kind, self.date);
        fields.add("WARC-Target-URI", self.url);
        fields.add("WARC-Payload-Digest", &self.digest());
        if self.shortened {
            fields.add("WARC-Truncated", "unspecified");
        }
        fields.add(
            "Content-Type",
            if self.head.is_some() { "application/http; msgtype=response" } else { self.mime },
        );
        fields.write(&[head, self.payload], to)
    }
}

/// Writes the record that says what the file is and what made it.
pub(super) fn information(to: &mut impl Behind, title: &str, made: Timestamp) -> io::Result<Place> {
    let title = title.replace(|c: char| c.is_control(), " ");
    let about = format!(
        "software: Lede/{}\r\nformat: WARC File Format 1.1\r\n\
         conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n\
         isPartOf: {title}\r\n",
        env!("CARGO_PKG_VERSION")
    );
    let mut fields = Fields::new("warcinfo", made);
    fields.add("Content-Type", "application/warc-fields");
    fields.write(&[about.as_bytes()], to)
}

/// The fields at the head of a record.
struct Fields {
    kind: &'static str,
    date: Timestamp,
    text: String,
}

impl Fields {
    fn new(kind: &'static str, date: Timestamp) -> Self {
        Self { kind, date, text: String::new() }
    }

    fn add(&mut self, name: &str, value: &str) {
        self.text.push_str(&format!("{name}: {value}\r\n"));
    }

    fn write(mut self, block: &[&[u8]], to: &mut impl Behind) -> io::Result<Place> {
        let digest = block.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part));
        self.add("WARC-Block-Digest", &format!("sha256:{}", hex(&digest.finalize())));
        self.add("Content-Length", &block.iter().map(|part| part.len()).sum::<usize>().to_string());
        let id = urn(&[self.kind.as_bytes(), self.date.to_string().as_bytes(), self.text.as_bytes()]);
        let mut member = GzEncoder::new(Vec::new(), Compression::default());
        write!(
            member,
            "WARC/1.1\r\nWARC-Type: {}\r\nWARC-Record-ID: <{id}>\r\nWARC-Date: {}\r\n{}\r\n",
            self.kind, self.date, self.text
        )?;
        for part in block {
            member.write_all(part)?;
        }
        member.write_all(b"\r\n\r\n")?;
        let member = member.finish()?;
        let offset = to.written();
        to.write_all(&member)?;
        Ok(Place { offset, length: member.len() as u64 })
    }
}

/// A name for a record that is the same whenever the same is exported: a UUID of version 8 (RFC 9562) made of a hash.
fn urn(parts: &[&[u8]]) -> String {
    let fixed = (first_bytes(parts) & !(0xf << 76) & !(0b11 << 62)) | 8 << 76 | 0b10 << 62;
    let digits = format!("{fixed:032x}");
    let groups = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    format!("urn:uuid:{}", groups.join("-"))
}

/// The first half of the SHA-256 sum of parts, none of which runs into the next.
fn first_bytes(parts: &[&[u8]]) -> u128 {
    let hash = parts.iter().fold(Sha256::new(), |hash, part| {
        hash.chain_update((part.len() as u64).to_be_bytes()).chain_update(part)
    });
    hash.finalize().iter().take(16).fold(0, |number, byte| number << 8 | u128::from(*byte))
}

/// The SHA-256 sum of bytes in hexadecimal digits.
pub(super) fn hex_sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
