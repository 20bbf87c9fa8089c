//! Lists of entries in JSON, of any length: cut into entries first and understood one by one, so that an entry that makes no
//! sense stops no other.

mod entry;
mod outline;
#[cfg(test)]
mod tests;

use std::io::BufRead;
use std::path::Path;

use super::{Importer, Input, LONGEST, Take};
use crate::error::{Error, Result};
use crate::model::{ImportedItem, ImportedRow, Refusal};
pub(super) use entry::Entry;
pub(super) use outline::Outline;

/// Brackets within brackets, more than which nobody writes.
const DEEPEST: usize = 512;

/// Bytes of an entry that is refused that are kept as its source.
const SHOWN: usize = 64 << 10;

/// How an entry is understood.
pub(super) type Understand = fn(Entry) -> Result<ImportedItem, Refusal>;

/// Reads a file that is one list of entries, or has some of these names.
pub(super) fn importer(
    input: Input,
    lists: &'static [&'static str],
    understand: Understand,
) -> Box<dyn Importer> {
    Box::new(Entries { input, lists, understand })
}

struct Entries {
    input: Input,
    lists: &'static [&'static str],
    understand: Understand,
}

impl Importer for Entries {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let path = self.input.path.clone();
        read(self.input.into_text(), (&path, None), self.lists, take, self.understand)
    }
}

/// Hands over every object of a list of them, as `understand` reads it; `file` is the name of the file within another one.
pub(super) fn read(
    text: impl BufRead,
    (path, file): (&Path, Option<&str>),
    lists: &[&str],
    take: Take<'_>,
    mut understand: impl FnMut(Entry) -> Result<ImportedItem, Refusal>,
) -> Result<()> {
    let mut number = 0;
    each_entry(text, path, lists, &mut |_, entry| {
        number += 1;
        let place = file.map_or_else(|| format!("entry {number}"), |file| format!("{file}, entry {number}"));
        let (source, item) = match entry {
            Ok(text) => (text, Entry::parse(text).and_then(&mut understand)),
            Err(broken) => (broken.source, Err(Refusal::Failed(broken.why))),
        };
        take(ImportedRow { place, source: source.as_bytes().to_vec(), item })
    })
}

/// An entry, or the rest of a file, that cannot be read.
#[derive(Debug)]
pub(super) struct Broken<'a> {
    /// What it begins with.
    pub(super) source: &'a str,
    /// What is wrong.
    pub(super) why: String,
}

/// Who takes the entries: the name of the list, empty for the outermost one, and the entry as it is written.
pub(super) type TakeEntry<'a> = &'a mut dyn FnMut(&str, Result<&str, Broken<'_>>) -> Result<()>;

/// Hands over each entry of the outermost list, or of the lists of these names in the outermost object (and in objects of these
/// names within it). What cannot be read is handed over as such, in its place.
///
/// # Errors
/// Those of `take`; `Io` when the file cannot be read on.
pub(super) fn each_entry(text: impl BufRead, path: &Path, lists: &[&str], take: TakeEntry<'_>) -> Result<()> {
    let mut scan = Scan { text, path, lists, take, entry: Vec::new(), found: false, depth: 0 };
    while let Some(byte) = scan.peek()? {
        let whole = match byte {
            b'[' => scan.list("")?,
            b'{' => scan.object()?,
            _ => return scan.broken("", "it is no list in JSON"),
        };
        if !whole {
            return scan.broken("", "the file ends before its end");
        }
    }
    if scan.found { Ok(()) } else { scan.broken("", "there is no list of entries in it") }
}

struct Scan<'a, 'b, R> {
    text: R,
    path: &'a Path,
    lists: &'a [&'a str],
    take: TakeEntry<'b>,
    /// What was read of the entry.
    entry: Vec<u8>,
    /// Whether there was a list.
    found: bool,
    /// Objects within objects that are looked into.
    depth: usize,
}

/// How a value ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// At its own end, or before a comma.
    Whole,
    /// Where the list or object around it ends.
    Around,
    /// The brackets do not fit.
    Crooked,
    /// It is too long.
    TooLong,
    /// The file ends.
    File,
}

impl<R: BufRead> Scan<'_, '_, R> {
    fn fill(&mut self) -> Result<&[u8]> {
        let path = self.path;
        self.text.fill_buf().map_err(|source| Error::Io { path: path.display().to_string(), source })
    }

    /// The next byte that is no white space; `None` at the end.
    fn peek(&mut self) -> Result<Option<u8>> {
        loop {
            let bytes = self.fill()?;
            let Some(at) = bytes.iter().position(|byte| !byte.is_ascii_whitespace()) else {
                if bytes.is_empty() {
                    return Ok(None);
                }
                let length = bytes.len();
                self.text.consume(length);
                continue;
            };
            let byte = bytes[at];
            self.text.consume(at);
            return Ok(Some(byte));
        }
    }

    fn broken(&mut self, list: &str, why: &str) -> Result<()> {
        let shown = String::from_utf8_lossy(&self.entry[..self.entry.len().min(SHOWN)]);
        (self.take)(list, Err(Broken { source: &shown, why: why.to_owned() }))
    }

    /// The entries of a list; whether it ended.
    fn list(&mut self, name: &str) -> Result<bool> {
        self.found = true;
        self.text.consume(1);
        loop {
            match self.peek()? {
                None => {
                    self.entry.clear();
                    return Ok(false);
                }
                Some(b',') => self.text.consume(1),
                Some(b']') => {
                    self.text.consume(1);
                    return Ok(true);
                }
                Some(b'}') => {
                    // It belongs to nothing.
                    self.text.consume(1);
                    self.entry = b"}".to_vec();
                    self.broken(name, "the brackets do not fit")?;
                }
                Some(_) => match self.value(true)? {
                    End::File => return Ok(false),
                    End::Crooked => self.broken(name, "the brackets do not fit")?,
                    End::TooLong => self.broken(name, &format!("it is longer than {} MB", LONGEST >> 20))?,
                    End::Whole | End::Around => {
                        let text = String::from_utf8_lossy(&self.entry);
                        (self.take)(name, Ok(text.trim_end()))?;
                    }
                },
            }
        }
    }

    /// What is in an object; whether it ended.
    fn object(&mut self) -> Result<bool> {
        self.text.consume(1);
        let mut name = String::new();
        loop {
            match self.peek()? {
                None => {
                    self.entry.clear();
                    return Ok(false);
                }
                Some(b'}' | b']') => {
                    self.text.consume(1);
                    return Ok(true);
                }
                Some(b',' | b':') => self.text.consume(1),
                Some(b'"') => {
                    if self.value(true)? == End::File {
                        return Ok(false);
                    }
                    name = serde_json::from_slice(&self.entry).unwrap_or_default();
                }
                Some(b'[') if self.lists.contains(&name.as_str()) => {
                    if !self.list(&name)? {
                        return Ok(false);
                    }
                }
                Some(b'{') if self.depth < 4 && self.lists.contains(&name.as_str()) => {
                    self.depth += 1;
                    let whole = self.object()?;
                    self.depth -= 1;
                    if !whole {
                        return Ok(false);
                    }
                }
                Some(_) => {
                    if self.value(false)? == End::File {
                        return Ok(false);
                    }
                }
            }
        }
    }

    /// Reads a value to its end, and keeps it where that is asked for.
    fn value(&mut self, keep: bool) -> Result<End> {
        self.entry.clear();
        let mut shape = Shape::default();
        loop {
            let bytes = self.fill()?;
            if bytes.is_empty() {
                return Ok(End::File);
            }
            let (read, end) = shape.read(bytes);
            let kept = if keep { read.min((LONGEST + 1).saturating_sub(self.entry.len())) } else { 0 };
            let bytes = self.text.fill_buf().unwrap_or_default();
            self.entry.extend_from_slice(&bytes[..kept]);
            self.text.consume(read);
            if let Some(end) = end {
                return Ok(if self.entry.len() > LONGEST { End::TooLong } else { end });
            }
        }
    }
}

/// Where one stands in a value.
#[derive(Default)]
pub(super) struct Shape {
    open: Vec<u8>,
    too_deep: usize,
    in_text: bool,
    escaped: bool,
    began: bool,
    crooked: bool,
}

impl Shape {
    /// How many of these bytes belong to the value, and how it ends, if it does.
    pub(super) fn read(&mut self, bytes: &[u8]) -> (usize, Option<End>) {
        let mut at = 0;
        while at < bytes.len() {
            if self.in_text {
                at += self.in_text(&bytes[at..]);
                if !self.in_text && self.is_closed() {
                    return (at, Some(self.end()));
                }
                continue;
            }
            match bytes[at] {
                b'"' => (self.in_text, self.began) = (true, true),
                byte @ (b'{' | b'[') => self.opens(byte),
                byte @ (b'}' | b']') => {
                    if !self.closes(byte) {
                        return (at, Some(if self.open.is_empty() { End::Around } else { End::Crooked }));
                    }
                    if self.is_closed() {
                        return (at + 1, Some(self.end()));
                    }
                }
                b',' if self.is_closed() => return (at, Some(self.end())),
                byte => self.began |= !byte.is_ascii_whitespace(),
            }
            at += 1;
        }
        (at, None)
    }

    /// Reads on within a string. A line end cannot stand in one, so that a string that nobody closed ends there.
    fn in_text(&mut self, bytes: &[u8]) -> usize {
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' | b'\n' => {
                    self.in_text = false;
                    return at + 1;
                }
                _ => {}
            }
        }
        bytes.len()
    }

    fn opens(&mut self, byte: u8) {
        self.began = true;
        if self.open.len() < DEEPEST { self.open.push(byte) } else { self.too_deep += 1 }
    }

    /// Closes the innermost bracket of the kind; `false` when there is none.
    fn closes(&mut self, byte: u8) -> bool {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return true;
        }
        let opening = if byte == b'}' { b'{' } else { b'[' };
        let Some(at) = self.open.iter().rposition(|open| *open == opening) else { return false };
        self.crooked |= at + 1 != self.open.len();
        self.open.truncate(at);
        true
    }

    fn is_closed(&self) -> bool {
        self.open.is_empty() && self.too_deep == 0
    }

    fn end(&self) -> End {
        if self.crooked { End::Crooked } else { End::Whole }
    }
}
