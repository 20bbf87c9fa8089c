//! Reading a file on a thread of its own: its rows wait in a short line until they are taken.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::error::{Error, Result};
use crate::import::{Input, Source, importer};
use crate::model::{ImportFormat, ImportedRow};

/// Bytes that are summed at once.
const CHUNK: usize = 1 << 16;

/// Rows that wait to be taken: some hold a page with its pictures.
const WAITING: usize = 32;

/// A file that is being read.
pub(super) struct Reading {
    rows: mpsc::Receiver<ImportedRow>,
    reader: JoinHandle<Result<()>>,
    read: Arc<AtomicU64>,
    total: u64,
}

impl Reading {
    /// Begins to read.
    pub(super) fn start(mut input: Input, format: ImportFormat) -> Result<Self> {
        let read = Arc::new(AtomicU64::new(0));
        let total = bytes_of(&input.path);
        input.source = Box::new(Counted { source: input.source, read: Arc::clone(&read) });
        let importer = importer(format, input)?;
        let (send, rows) = mpsc::channel(WAITING);
        let reader = tokio::task::spawn_blocking(move || {
            // Nobody takes rows any more: the import was ended.
            importer.each(&mut |row| send.blocking_send(row).map_err(|_| Error::Cancelled))
        });
        Ok(Self { rows, reader, read, total })
    }

    /// The next rows, at most `most` of them or `bytes` of their sources; none at the end.
    pub(super) async fn next(&mut self, most: usize, bytes: usize) -> Vec<ImportedRow> {
        let mut rows = Vec::new();
        let mut size = 0;
        while rows.len() < most && size < bytes {
            let Some(row) = self.rows.recv().await else { break };
            size += row.source.len();
            rows.push(row);
        }
        rows
    }

    /// Bytes read so far and in all.
    pub(super) fn progress(&self) -> (u64, u64) {
        // Some formats go through their file more than once.
        (self.read.load(Ordering::Relaxed).min(self.total), self.total)
    }

    /// Ends the reading: whether the file could be read to its end.
    pub(super) async fn finish(mut self) -> Result<()> {
        self.rows.close();
        self.reader.await.map_err(|error| Error::Internal(error.to_string()))?
    }
}

/// Bytes, counted as they are read.
struct Counted {
    source: Box<dyn Source>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
    }
}

fn bytes_of(path: &Path) -> u64 {
    let mut bytes = 0;
    let summed = each_file(path, &mut |file| {
        bytes += fs::metadata(file)?.len();
        Ok(())
    });
    summed.map_or(0, |()| bytes)
}

/// What tells a file from every other one: SHA-256 of it; of a folder, of the names and files in it.
pub(super) fn digest(path: &Path) -> Result<String> {
    let mut sum = Sha256::new();
    let is_folder = path.is_dir();
    let summed = each_file(path, &mut |file| {
        if is_folder {
            let name = file.strip_prefix(path).unwrap_or(file).to_string_lossy();
            sum.update((name.len() as u64).to_le_bytes());
            sum.update(name.as_bytes());
            sum.update(fs::metadata(file)?.len().to_le_bytes());
        }
        let mut file = File::open(file)?;
        let mut bytes = vec![0; CHUNK];
        loop {
            match file.read(&mut bytes)? {
                0 => return Ok(()),
                read => sum.update(&bytes[..read]),
            }
        }
    });
    summed.map_err(|source| Error::Io { path: path.display().to_string(), source })?;
    Ok(sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The file itself, or every file in the folder, in the order of their names; links are not followed.
fn each_file(path: &Path, take: &mut dyn FnMut(&Path) -> io::Result<()>) -> io::Result<()> {
    if !path.is_dir() {
        return take(path);
    }
    let mut inside: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if !entry.file_type()?.is_symlink() {
            inside.push(entry.path());
        }
    }
    inside.sort();
    inside.iter().try_for_each(|path| each_file(path, take))
}
