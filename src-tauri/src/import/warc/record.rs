//! Records as they come, each with its fields; what cannot be read is passed over up to the next one.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;
use jiff::Timestamp;
use memchr::memmem;

use super::store::{Archive, Counted, GZIP, Place};

/// Bytes of the fields of a record.
const FIELDS: u64 = 64 << 10;

/// The fields of a record, names in lower case.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Record {
    /// As they stand there.
    pub said: Vec<u8>,
    fields: Vec<(String, String)>,
    /// Bytes of its block.
    pub length: u64,
}

impl Record {
    /// A field.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(field, _)| field == name)?;
        Some(found.1.as_str()).filter(|value| !value.is_empty())
    }

    /// What it is of. WARC 1.0 was often written with the URL in angle brackets.
    pub fn url(&self, name: &str) -> Option<&str> {
        self.get(name).map(|url| url.trim_start_matches('<').trim_end_matches('>'))
    }

    /// When it was archived.
    pub fn date(&self) -> Option<Timestamp> {
        self.get("warc-date")?.parse().ok()
    }

    /// Reads the fields of the next record; nothing at the end. Whatever stands before it is passed over.
    pub fn read(bytes: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut line = Vec::new();
        loop {
            line.clear();
            if bytes.by_ref().take(FIELDS).read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            if line.starts_with(b"WARC/1.") || line.starts_with(b"WARC/0.") {
                break;
            }
        }
        let mut record = Self::default();
        let mut rest = bytes.by_ref().take(FIELDS);
        loop {
            record.said.extend_from_slice(&line);
            line.clear();
            if rest.read_until(b'\n', &mut line)? == 0 {
                let why = "the fields of a record do not end";
                return Err(io::Error::new(io::ErrorKind::InvalidData, why));
            }
            let text = String::from_utf8_lossy(&line);
            if text.trim().is_empty() {
                break;
            }
            record.add(&text);
        }
        let length = record.get("content-length").and_then(|length| length.parse().ok());
        record.length = length.ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidData, "a record does not say how long it is")
        })?;
        Ok(Some(record))
    }

    fn add(&mut self, line: &str) {
        match (line.starts_with([' ', '\t']), self.fields.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (_, _, Some((name, value))) => {
                self.fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
            _ => {}
        }
    }
}

/// A record that was found: its fields and its block, or why it cannot be read.
pub(super) type Found<'a> = io::Result<(&'a Record, &'a mut dyn BufRead)>;

/// Who looks at the records of an archive, and says whether what he read of the block was whole.
pub(super) type Look<'a> = &'a mut dyn FnMut(Place, Found<'_>) -> crate::error::Result<bool>;

/// Whether an archive that is packed as one must be unpacked first: otherwise each record would be reached by unpacking all
/// before it.
pub(super) fn is_packed_as_one(archive: &Archive) -> bool {
    if !archive.packed {
        return false;
    }
    let mut bytes = archive.from(0);
    let mut member = BufReader::new(GzDecoder::new(&mut bytes));
    let first = Record::read(&mut member).ok().flatten();
    first.is_some_and(|first| {
        skip(&mut member, first.length).is_ok() && matches!(Record::read(&mut member), Ok(Some(_)))
    })
}

/// Looks at every record of an archive.
///
/// # Errors
/// Those of the one who looks.
pub(super) fn each(archive: &Archive, look: Look<'_>) -> crate::error::Result<()> {
    if archive.packed { each_packed(archive, look) } else { each_plain(archive, look) }
}

fn each_plain(archive: &Archive, look: Look<'_>) -> crate::error::Result<()> {
    let mut offset = 0;
    while offset < archive.length() {
        let mut bytes = archive.from(offset);
        let begin = match next_record(&mut bytes) {
            Ok(Some(passed)) => offset + passed,
            Ok(None) => return Ok(()),
            Err(error) => return look(Place { offset, within: 0 }, Err(error)).map(drop),
        };
        let mut bytes = archive.from(begin);
        let place = Place { offset: begin, within: 0 };
        offset = match Record::read(&mut bytes) {
            Ok(None) => return Ok(()),
            Ok(Some(record)) => {
                let block = begin.saturating_add(bytes.at);
                let end = block.saturating_add(record.length);
                look(place, Ok((&record, &mut bytes.take(record.length))))?;
                // A length that leads out of the archive is not believed.
                if end > archive.length() { block } else { end }
            }
            Err(error) => {
                look(place, Err(error))?;
                begin + 1
            }
        };
    }
    Ok(())
}

/// Bytes up to the line with which the next record begins.
fn next_record(bytes: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut passed = 0;
    let mut line = Vec::new();
    let mut begins = true;
    loop {
        line.clear();
        let read = bytes.by_ref().take(FIELDS).read_until(b'\n', &mut line)? as u64;
        if read == 0 {
            return Ok(None);
        }
        if begins && (line.starts_with(b"WARC/1.") || line.starts_with(b"WARC/0.")) {
            return Ok(Some(passed));
        }
        begins = line.ends_with(b"\n");
        passed += read;
    }
}

fn each_packed(archive: &Archive, look: Look<'_>) -> crate::error::Result<()> {
    let mut offset = 0;
    while offset < archive.length() {
        let mut bytes = archive.from(offset);
        let whole = each_of_member(&mut bytes, offset, look)?;
        let next = match whole {
            true => Some(offset + bytes.at).filter(|next| *next > offset),
            false => next_member(archive, offset + 1),
        };
        match next {
            Some(next) => offset = next,
            None => return Ok(()),
        }
    }
    Ok(())
}

/// Looks at what is packed together, and says whether it could be read to its end.
fn each_of_member(bytes: &mut impl BufRead, offset: u64, look: Look<'_>) -> crate::error::Result<bool> {
    let mut member = Counted::new(BufReader::new(GzDecoder::new(bytes)));
    loop {
        let place = Place { offset, within: member.at };
        let record = match Record::read(&mut member) {
            Ok(None) => return Ok(true),
            Ok(Some(record)) => record,
            Err(error) => return look(place, Err(error)).map(|_| false),
        };
        let mut block = member.by_ref().take(record.length);
        if !look(place, Ok((&record, &mut block)))? {
            return Ok(false);
        }
        let left = block.limit();
        if let Err(error) = skip(&mut member, left) {
            return look(place, Err(error)).map(|_| false);
        }
    }
}

/// Where packed bytes begin again.
fn next_member(archive: &Archive, from: u64) -> Option<u64> {
    const STEP: u64 = 64 << 10;
    let mut bytes = archive.from(from);
    let (mut window, mut begin) = (Vec::new(), from);
    loop {
        if bytes.by_ref().take(STEP).read_to_end(&mut window).ok()? == 0 {
            return None;
        }
        if let Some(at) = memmem::find(&window, GZIP) {
            return Some(begin + at as u64);
        }
        // It may begin at the end of what was read.
        let passed = window.len().saturating_sub(GZIP.len() - 1);
        begin += passed as u64;
        window.drain(..passed);
    }
}

fn skip(bytes: &mut dyn BufRead, length: u64) -> io::Result<()> {
    let passed = io::copy(&mut bytes.take(length), &mut io::sink())?;
    if passed < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}
