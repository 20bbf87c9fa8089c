//! Where records lie: a file, or a part of one, from which several may be read at once.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::bufread::GzDecoder;

use crate::error::{Error, Result};
use crate::import::input::Source;

/// The first bytes of what is packed by gzip with deflate, which is the only way there is.
pub(super) const GZIP: &[u8] = &[0x1f, 0x8b, 8];

/// Bytes that are read at once.
const CHUNK: usize = 64 << 10;

/// An archive that is packed as a whole may unpack to this many bytes, or to so many times its size.
const UNPACKED: u64 = 1 << 30;
const RATIO: u64 = 100;

/// A file that several read from.
#[derive(Clone)]
pub(in crate::import) struct Shared {
    source: Arc<Mutex<Box<dyn Source>>>,
    path: PathBuf,
}

impl Shared {
    /// Shares a file.
    pub(in crate::import) fn new(source: Box<dyn Source>, path: &Path) -> Self {
        Self { source: Arc::new(Mutex::new(source)), path: path.to_owned() }
    }

    /// An error of reading it.
    pub(in crate::import) fn fault(&self, source: io::Error) -> Error {
        Error::Io { path: self.path.display().to_string(), source }
    }

    /// Its bytes from one place to another.
    pub(in crate::import) fn part(&self, at: u64, end: u64) -> Part {
        Part { shared: self.clone(), begin: at, at, end }
    }

    /// All of its bytes.
    ///
    /// # Errors
    /// Those of reading.
    pub(in crate::import) fn all(&self) -> io::Result<Part> {
        Ok(self.part(0, self.length()?))
    }

    fn length(&self) -> io::Result<u64> {
        self.source.lock().unwrap_or_else(PoisonError::into_inner).seek(SeekFrom::End(0))
    }
}

/// A part of a file that is being read.
pub(in crate::import) struct Part {
    shared: Shared,
    begin: u64,
    at: u64,
    end: u64,
}

impl Seek for Part {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => self.begin.checked_add(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        self.at = at.filter(|at| *at >= self.begin).ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at - self.begin)
    }
}

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let length = buffer.len().min(left);
        let mut source = self.shared.source.lock().unwrap_or_else(PoisonError::into_inner);
        source.seek(SeekFrom::Start(self.at))?;
        let read = source.read(&mut buffer[..length])?;
        self.at += read as u64;
        Ok(read)
    }
}

/// Bytes that tell where they are read.
pub(super) struct Counted<R> {
    inner: R,
    /// Bytes that were read.
    pub at: u64,
}

impl<R: BufRead> Counted<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, at: 0 }
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount as u64;
        self.inner.consume(amount);
    }
}

/// Records one behind the other.
#[derive(Clone)]
pub(in crate::import) struct Archive {
    /// Its name, for a person.
    pub name: String,
    shared: Shared,
    start: u64,
    end: u64,
    /// Whether records are packed.
    pub(super) packed: bool,
}

/// Where a record begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Byte of the archive.
    pub offset: u64,
    /// Byte of what is packed there; of an archive that is not packed always 0.
    pub within: u64,
}

impl Archive {
    /// A whole file.
    ///
    /// # Errors
    /// `Io`.
    pub(in crate::import) fn whole(name: String, shared: Shared) -> Result<Self> {
        let end = shared.length().map_err(|error| shared.fault(error))?;
        Self::part(name, shared, 0, end)
    }

    /// A part of a file.
    ///
    /// # Errors
    /// `Io`.
    pub(in crate::import) fn part(name: String, shared: Shared, start: u64, end: u64) -> Result<Self> {
        let mut begin = Vec::new();
        let read = shared.part(start, end).take(GZIP.len() as u64).read_to_end(&mut begin);
        read.map_err(|error| shared.fault(error))?;
        Ok(Self { name, shared, start, end, packed: begin == GZIP })
    }

    /// Its bytes from a place on, as they lie in the file.
    pub(super) fn from(&self, offset: u64) -> Counted<BufReader<Part>> {
        let at = self.start.saturating_add(offset).min(self.end);
        Counted::new(BufReader::with_capacity(CHUNK, self.shared.part(at, self.end)))
    }

    /// What can be read from a place on, unpacked.
    pub(super) fn open(&self, place: Place) -> io::Result<Box<dyn BufRead>> {
        let bytes = self.from(place.offset);
        if !self.packed {
            return Ok(Box::new(bytes));
        }
        let mut bytes = BufReader::with_capacity(CHUNK, GzDecoder::new(bytes));
        io::copy(&mut bytes.by_ref().take(place.within), &mut io::sink())?;
        Ok(Box::new(bytes))
    }

    pub(super) fn length(&self) -> u64 {
        self.end - self.start
    }

    /// The archive unpacked, for one whose records cannot be reached singly.
    pub(super) fn unpacked(&self) -> io::Result<Self> {
        // What is torn off at the end is lost, not what comes before it.
        let bytes = Tolerant(flate2::bufread::MultiGzDecoder::new(self.from(0)));
        Self::spooled(self.name.clone(), bytes, self.length())
    }

    /// Bytes that can be read but once, in a file without a name; `packed` is how many they were before they were unpacked.
    ///
    /// # Errors
    /// Those of reading and writing; one when they are far more than they were.
    pub(in crate::import) fn spooled(name: String, bytes: impl Read, packed: u64) -> io::Result<Self> {
        let limit = UNPACKED.max(packed.saturating_mul(RATIO));
        let mut file = tempfile::tempfile()?;
        if io::copy(&mut bytes.take(limit + 1), &mut file)? > limit {
            return Err(io::Error::other(format!("it unpacks to more than {limit} bytes")));
        }
        let shared = Shared::new(Box::new(file), Path::new(&name));
        Self::whole(name, shared).map_err(io::Error::other)
    }
}

/// What can be read of damaged bytes.
struct Tolerant<R>(R);

impl<R: Read> Read for Tolerant<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(self.0.read(buffer).unwrap_or(0))
    }
}
