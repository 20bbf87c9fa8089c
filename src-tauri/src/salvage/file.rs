//! A file as numbered pages, the newest copy of each.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::header::Header;
use super::log;
use crate::error::{Error, Result};

/// A log is read into memory up to so many bytes; SQLite keeps it far smaller.
const MOST_LOG: u64 = 1 << 30;

/// The pages of a file and its log. Pages are numbered from 1.
#[derive(Debug)]
pub struct Pages {
    file: File,
    log: Vec<u8>,
    newest: HashMap<u32, usize>,
    size: usize,
    usable: usize,
    count: u32,
    said: u32,
    version: u32,
}

impl Pages {
    /// Opens a file, and the log beside it when there is one; `usual` is the size of a page where the file does not say it.
    ///
    /// # Errors
    /// `Io` when it cannot be read; `NotAnArchive` when there is no page in it.
    pub fn open(path: &Path, usual: usize) -> Result<Self> {
        let shown = || path.display().to_string();
        let io = |source| Error::Io { path: shown(), source };
        let mut file = File::open(path).map_err(io)?;
        let mut first = vec![0; 100];
        let read = file.read(&mut first).map_err(io)?;
        let header = Header::of(&first[..read]);
        let size = header.page_size.filter(|_| header.is_named).unwrap_or(usual);
        let bytes = file.metadata().map_err(io)?.len();
        let log = read_log(path);
        let newest = log::pages(&log, size);
        // A page that is cut off is read as far as it goes.
        let in_file = u32::try_from(bytes.div_ceil(size as u64)).unwrap_or(u32::MAX - 1);
        let count = newest.keys().copied().fold(in_file, u32::max);
        if count == 0 {
            return Err(Error::NotAnArchive { path: shown() });
        }
        // This program reserves nothing; another one may, and a damaged number must not take pages apart.
        let reserved = if header.is_named && header.reserved <= 64 { header.reserved } else { 0 };
        let said = if header.is_named { header.pages } else { 0 };
        let version = if header.is_named { header.version } else { 0 };
        Ok(Self { file, log, newest, size, usable: size - reserved, count, said, version })
    }

    /// Pages there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Pages there should be, by the file's own account, or are.
    pub(super) fn should_be(&self) -> u32 {
        self.said.max(self.count)
    }

    /// The `user_version`; 0 when it is not known.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Bytes of a page that hold anything.
    pub(super) fn usable(&self) -> usize {
        self.usable
    }

    /// The used bytes of a page; what a file that was cut off lacks is zero.
    pub(super) fn page(&mut self, number: u32) -> Option<Vec<u8>> {
        if number == 0 || number > self.count {
            return None;
        }
        if let Some(at) = self.newest.get(&number) {
            return self.log.get(*at..*at + self.usable).map(<[u8]>::to_vec);
        }
        let mut page = vec![0; self.size];
        self.file.seek(SeekFrom::Start(u64::from(number - 1) * self.size as u64)).ok()?;
        let mut filled = 0;
        while let Ok(read @ 1..) = self.file.read(&mut page[filled..]) {
            filled += read;
        }
        page.truncate(self.usable);
        (filled > 0).then_some(page)
    }
}

fn read_log(path: &Path) -> Vec<u8> {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    let mut log = Vec::new();
    if let Ok(file) = File::open(name) {
        // What cannot be read of it is as good as not there.
        let _ = file.take(MOST_LOG).read_to_end(&mut log);
    }
    log
}
