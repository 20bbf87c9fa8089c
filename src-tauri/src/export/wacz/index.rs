//! The index of the records by URL and time: CDXJ in blocks ("ZipNum"), of which a replay tool reads the one it needs.

use std::io::{self, Write};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::package::{Form, Package};
use super::record::{Place, hex_sha256};
use super::sort::Sorter;
use super::{surt, unwritten};

/// Lines of a block, as other tools have it.
const BLOCK: usize = 300;
const BLOCKS: &str = "index.cdx.gz";

/// What the index says of a record.
pub(super) struct Line<'a> {
    pub url: &'a str,
    pub date: Timestamp,
    pub mime: &'a str,
    pub status: Option<u16>,
    pub digest: String,
    pub place: Place,
}

/// The JSON of a line.
#[derive(Serialize)]
struct Fields<'a> {
    url: &'a str,
    mime: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    digest: &'a str,
    length: String,
    offset: String,
    filename: &'a str,
}

/// The JSON of a block in the index of blocks.
#[derive(Serialize)]
struct Block {
    offset: u64,
    length: usize,
    digest: String,
}

/// The index while it is gathered.
#[derive(Debug)]
pub(super) struct Index(Sorter);

impl Index {
    /// Without lines; what memory should not hold lies in this folder.
    pub(super) fn new(beside: PathBuf) -> Self {
        Self(Sorter::new(beside))
    }

    /// Takes the line of a record in this WARC file.
    pub(super) fn add(&mut self, line: &Line<'_>, filename: &str) -> io::Result<()> {
        let fields = Fields {
            url: line.url,
            mime: line.mime,
            status: line.status.map(|status| status.to_string()),
            digest: &line.digest,
            length: line.place.length.to_string(),
            offset: line.place.offset.to_string(),
            filename,
        };
        let fields = serde_json::to_string(&fields).map_err(unwritten)?;
        self.0.add(format!("{} {} {fields}", surt::key(line.url), fourteen_digits(line.date)))
    }

    /// Writes the blocks, and the index of the blocks.
    pub(super) fn write(self, package: &mut Package) -> io::Result<()> {
        let mut of_blocks =
            format!("!meta 0 {{\"format\": \"cdxj-gzip-1.0\", \"filename\": \"{BLOCKS}\"}}\n");
        let mut offset = 0;
        let mut lines = self.0.sorted()?.peekable();
        package.begin(&format!("indexes/{BLOCKS}"), Form::Stored)?;
        while lines.peek().is_some() {
            let block: Vec<String> = lines.by_ref().take(BLOCK).collect::<io::Result<_>>()?;
            let key = block.first().and_then(|line| line.split(" {").next()).unwrap_or_default();
            let packed = pack(&block)?;
            let about =
                Block { offset, length: packed.len(), digest: format!("sha256:{}", hex_sha256(&packed)) };
            of_blocks.push_str(&format!("{key} {}\n", serde_json::to_string(&about).map_err(unwritten)?));
            offset += packed.len() as u64;
            package.write_all(&packed)?;
        }
        package.end()?;
        package.begin("indexes/index.idx", Form::Packed)?;
        package.write_all(of_blocks.as_bytes())?;
        package.end()
    }
}

fn pack(lines: &[String]) -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    for line in lines {
        packed.write_all(line.as_bytes())?;
        packed.write_all(b"\n")?;
    }
    packed.finish()
}

/// A time as CDX has it: year to second, in UTC.
fn fourteen_digits(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC).strftime("%Y%m%d%H%M%S").to_string()
}
