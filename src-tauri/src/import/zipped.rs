//! Zip archives of other programs: read by the names of their entries, within bounds, and never written to a disk.

use std::collections::HashMap;
use std::io::{self, BufRead, Read, Seek, SeekFrom};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use zip::ZipReadOptions;
use zip::read::{Config, OwnedZipFileEntry};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

use super::Input;
use super::input::{Source, text_of};
use crate::error::Result;

/// Entries, more than which are not read.
const MOST_ENTRIES: usize = 500_000;

/// Bytes of an entry that is read as a whole.
const LARGEST: u64 = 64 << 20;

/// How many times its size in the archive an entry may become, beyond the first bytes.
const RATIO: u64 = 250;
const FREE: u64 = 16 << 20;

/// How many times the size of the archive all that is read of it may become, beyond the first bytes.
const RATIO_OF_ALL: u64 = 64;
const FREE_OF_ALL: u64 = 256 << 20;

/// A zip archive. A name is nothing but a name: no file is looked for, or written, by it.
pub(super) struct Zipped {
    source: Box<dyn Source>,
    entries: Vec<OwnedZipFileEntry>,
    /// Each name once, in the order of the archive.
    names: Vec<String>,
    /// The entries of each name.
    named: HashMap<String, Vec<usize>>,
    damage: Option<String>,
    /// Bytes that may still be unpacked.
    budget: u64,
}

impl Zipped {
    /// Reads what is in an archive.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(super) fn open(input: Input) -> Result<Self, String> {
        let mut source = input.source;
        let size = source.seek(SeekFrom::End(0)).map_err(|error| error.to_string())?;
        let (entries, damage) = list(&mut source, MOST_ENTRIES)?;
        let budget = size.saturating_mul(RATIO_OF_ALL).saturating_add(FREE_OF_ALL);
        let (mut names, mut named) = (Vec::new(), HashMap::<String, Vec<usize>>::new());
        let encoding = encoding_of_names(&entries);
        for (at, entry) in entries.iter().enumerate() {
            let name = name_of(entry.name_raw(), encoding);
            let same = named.entry(name.clone()).or_default();
            if same.is_empty() {
                names.push(name);
            }
            same.push(at);
        }
        Ok(Self { source, entries, names, named, damage, budget })
    }

    /// The names of its files, each once, `/` between folders, in the order of the archive.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether it has a file of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.named.contains_key(name)
    }

    /// What is wrong with the archive as a whole, though a part of it can be read.
    pub(super) fn damage(&self) -> Option<&str> {
        self.damage.as_deref()
    }

    /// Reads a file of the archive as a whole. Of several of one name the last that can be read counts.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(super) fn read(&mut self, name: &str) -> Result<Vec<u8>, String> {
        let mut fault = None;
        for at in self.same(name).into_iter().rev() {
            let mut bytes = Vec::new();
            let read = self.open_at(at).and_then(|entry| {
                entry.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())
            });
            match read {
                Ok(_) if bytes.len() as u64 > LARGEST => {
                    fault.get_or_insert(format!("it is larger than {} MB", LARGEST >> 20));
                }
                Ok(_) => return Ok(bytes),
                Err(error) => {
                    fault.get_or_insert(error);
                }
            }
        }
        Err(fault.unwrap_or_else(|| format!("there is no {name} in the archive")))
    }

    /// Reads a file of the archive as text, bit by bit, however long it is: to its end, or as far as it can be read, and then says
    /// what is wrong. Of several of one name the last that can be read counts.
    ///
    /// # Errors
    /// Those of `read`.
    pub(super) fn text(
        &mut self,
        name: &str,
        read: &mut dyn FnMut(&mut dyn BufRead) -> Result<()>,
    ) -> Result<std::result::Result<(), String>> {
        let mut same = self.same(name);
        let mut best = same.last().copied();
        if same.len() > 1 {
            same.reverse();
            let whole = same.into_iter().find(|at| {
                self.open_at(*at).is_ok_and(|mut entry| io::copy(&mut entry, &mut io::sink()).is_ok())
            });
            best = whole.or(best);
        }
        let opened = match best {
            Some(at) => self.open_at(at),
            None => Err(format!("there is no {name} in the archive")),
        };
        let mut unpacked = match opened {
            Ok(unpacked) => UntilFault { unpacked, fault: None },
            Err(fault) => return Ok(Err(fault)),
        };
        if let Ok(mut text) = text_of(&mut unpacked) {
            read(&mut text)?;
        }
        Ok(unpacked.fault.map_or(Ok(()), Err))
    }

    fn same(&self, name: &str) -> Vec<usize> {
        self.named.get(name).cloned().unwrap_or_default()
    }

    fn open_at(&mut self, at: usize) -> Result<Bounded<'_, impl Read>, String> {
        let entry = self.entries.get(at).ok_or("there is no such entry")?;
        if entry.is_symlink() {
            return Err("it is a link".to_owned());
        }
        let bound = entry.compressed_size().saturating_mul(RATIO).saturating_add(FREE);
        let unpacked = entry.as_ref().with_reader(&mut self.source, ZipReadOptions::new());
        let unpacked = unpacked.map_err(|error| told(&error))?;
        Ok(Bounded { unpacked, bound, budget: &mut self.budget })
    }
}

/// The names of the first files of an archive; none of what only begins like one.
pub(super) fn names(source: &mut Box<dyn Source>, most: usize) -> Vec<String> {
    let (entries, _) = list(source, most).unwrap_or_default();
    let encoding = encoding_of_names(&entries);
    entries.iter().map(|entry| name_of(entry.name_raw(), encoding)).collect()
}

/// The first files of an archive, and why there are no more.
fn list(
    source: &mut Box<dyn Source>,
    most: usize,
) -> Result<(Vec<OwnedZipFileEntry>, Option<String>), String> {
    let mut entries = Vec::new();
    let mut listed = ZipIterable::try_new(source, Config::default()).map_err(|error| told(&error))?;
    for entry in listed.files().map_err(|error| told(&error))? {
        match entry {
            Ok(_) if entries.len() == most => {
                return Ok((entries, Some(format!("the archive has more than {most} entries"))));
            }
            Ok(entry) if entry.is_dir() => {}
            Ok(entry) => entries.push(OwnedZipFileEntry::from(entry)),
            Err(error) => {
                return Ok((entries, Some(format!("the archive cannot be read on: {}", told(&error)))));
            }
        }
    }
    Ok((entries, None))
}

/// What is unpacked, within its bounds.
struct Bounded<'a, R> {
    unpacked: R,
    bound: u64,
    budget: &'a mut u64,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.unpacked.read(buffer)?;
        for bound in [&mut self.bound, self.budget] {
            *bound = bound.checked_sub(read as u64).ok_or_else(|| {
                io::Error::other("it unpacks to far more than it takes in the archive, as a zip bomb does")
            })?;
        }
        Ok(read)
    }
}

/// What ends where it cannot be read on, and remembers why.
struct UntilFault<R> {
    unpacked: R,
    fault: Option<String>,
}

impl<R: Read> Read for UntilFault<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.fault.is_some() {
            return Ok(0);
        }
        match self.unpacked.read(buffer) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                self.fault = Some(error.to_string());
                Ok(0)
            }
            read => read,
        }
    }
}

/// The encoding of those names that are no UTF-8. The standard says code page 437, which hardly any program keeps to.
fn encoding_of_names(entries: &[OwnedZipFileEntry]) -> &'static encoding_rs::Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let foreign =
        entries.iter().map(OwnedZipFileEntry::name_raw).filter(|name| std::str::from_utf8(name).is_err());
    for name in foreign.take(1_000) {
        detector.feed(name, false);
        detector.feed(b" ", false);
    }
    detector.feed(b"", true);
    detector.guess(None, Utf8Detection::Deny)
}

/// A name as text, with `/` between its steps whatever wrote it.
fn name_of(raw: &[u8], encoding: &'static encoding_rs::Encoding) -> String {
    let name = std::str::from_utf8(raw)
        .map_or_else(|_| encoding.decode_without_bom_handling(raw).0.into_owned(), str::to_owned);
    name.replace('\\', "/")
}

fn told(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "it is encrypted".to_owned(),
        ZipError::Io(error) => error.to_string(),
        ZipError::InvalidArchive(why) => format!("the zip archive is damaged: {why}"),
        error => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{Zip, input};
    use super::*;

    fn open(bytes: &[u8]) -> Zipped {
        Zipped::open(input("a.zip", bytes)).unwrap()
    }

    fn streamed(zipped: &mut Zipped, name: &str) -> Result<String, String> {
        let mut all = String::new();
        let read = zipped.text(name, &mut |text| {
            text.read_to_string(&mut all).unwrap();
            Ok(())
        });
        read.unwrap().map(|()| all)
    }

    #[test]
    fn files_are_read_by_their_names() {
        let bytes =
            Zip::default().add("a/one.txt", b"1").add("خبر.txt", b"2").add("b\\three.txt", b"3").end();
        let mut zipped = open(&bytes);
        assert_eq!(zipped.names(), ["a/one.txt", "خبر.txt", "b/three.txt"]);
        assert_eq!(zipped.read("خبر.txt").unwrap(), b"2");
        assert_eq!(streamed(&mut zipped, "a/one.txt").unwrap(), "1");
        assert_eq!(zipped.read("two").unwrap_err(), "there is no two in the archive");
        assert!(zipped.has("b/three.txt") && !zipped.has("b") && zipped.damage().is_none());
    }

    #[test]
    fn of_several_files_of_one_name_the_last_that_can_be_read_counts() {
        let zip = || Zip::default().add("a", b"old").add("b", b"1").add("a", b"new");
        assert_eq!(open(&zip().end()).names(), ["a", "b"]);
        assert_eq!(open(&zip().end()).read("a").unwrap(), b"new");
        assert_eq!(streamed(&mut open(&zip().end()), "a").unwrap(), "new");
        let torn = zip().torn("a", b"newer").end();
        assert_eq!(open(&torn).read("a").unwrap(), b"new");
        assert_eq!(streamed(&mut open(&torn), "a").unwrap(), "new");
    }

    #[test]
    fn a_name_that_leads_out_of_the_archive_is_a_name() {
        let bytes = Zip::default().add("../../etc/passwd", b"x").add("/root", b"y").end();
        let mut zipped = open(&bytes);
        assert_eq!(zipped.names(), ["../../etc/passwd", "/root"]);
        assert_eq!(zipped.read("../../etc/passwd").unwrap(), b"x");
    }

    #[test]
    fn an_archive_whose_list_is_torn_is_read_as_far_as_it_goes() {
        let mut bytes = Zip::default().add("a", b"1").add("b", b"2").end();
        let second = bytes.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").unwrap();
        bytes[second] = b'X';
        let mut zipped = open(&bytes);
        assert_eq!(zipped.names(), ["a"]);
        assert_eq!(zipped.read("a").unwrap(), b"1");
        assert!(zipped.damage().unwrap().starts_with("the archive cannot be read on"));
        assert_eq!(input("a.zip", &bytes).head.entries, ["a"]);
    }

    #[test]
    fn names_in_other_encodings_are_read() {
        let (name, _, _) = encoding_rs::GBK.encode("中文新闻报道/人民日报.html");
        assert_eq!(open(&Zip::default().add(&name, b"x").end()).names(), ["中文新闻报道/人民日报.html"]);
    }

    #[test]
    fn what_cannot_be_unpacked_is_told() {
        let bytes = Zip::default().torn("torn", b"x").encrypted("locked", b"x").add("whole", b"x").end();
        let mut zipped = open(&bytes);
        assert_eq!(zipped.read("locked").unwrap_err(), "it is encrypted");
        assert!(zipped.read("torn").is_err());
        assert_eq!(zipped.read("whole").unwrap(), b"x");
        assert!(Zipped::open(input("a.zip", &bytes[..bytes.len() - 30])).is_err());
    }

    #[test]
    fn a_bomb_is_stopped_and_the_next_file_is_read() {
        let bytes = Zip::default().add("bomb", &vec![0; 48 << 20]).add("whole", b"x").end();
        let mut zipped = open(&bytes);
        assert!(zipped.read("bomb").err().unwrap().contains("zip bomb"));
        assert!(streamed(&mut zipped, "bomb").err().unwrap().contains("zip bomb"));
        assert_eq!(zipped.read("whole").unwrap(), b"x");
        zipped.budget = 0;
        assert!(zipped.read("whole").unwrap_err().contains("zip bomb"));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(at in 0_usize..400, byte: u8, cut in 0_usize..400) {
            let mut bytes = Zip::default().add("a/one.txt", b"1").add("a/one.txt", b"22").add("b", &[7; 99]).end();
            let length = bytes.len();
            bytes[at % length] = byte;
            for bytes in [&bytes[..], &bytes[..cut % length]] {
                if let Ok(mut zipped) = Zipped::open(input("a.zip", bytes)) {
                    for name in zipped.names().to_vec() {
                        let _ = zipped.read(&name);
                        let _ = streamed(&mut zipped, &name);
                    }
                }
            }
        }
    }
}
