//! Sorting more lines than memory should hold: they are sorted by parts, which lie in files beside the export, and merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::PathBuf;

/// Bytes of the lines that are kept in memory.
const IN_MEMORY: usize = 16 << 20;

/// Lines that are gathered to be sorted by their bytes.
#[derive(Debug)]
pub(super) struct Sorter {
    beside: PathBuf,
    room: usize,
    lines: Vec<String>,
    bytes: usize,
    parts: Vec<File>,
}

impl Sorter {
    /// Without lines; parts go into nameless files in this folder.
    pub(super) fn new(beside: PathBuf) -> Self {
        Self::with_room(beside, IN_MEMORY)
    }

    fn with_room(beside: PathBuf, room: usize) -> Self {
        Self { beside, room, lines: Vec::new(), bytes: 0, parts: Vec::new() }
    }

    /// Takes a line, which has no line end.
    pub(super) fn add(&mut self, line: String) -> io::Result<()> {
        self.bytes += line.len();
        self.lines.push(line);
        if self.bytes < self.room { Ok(()) } else { self.put_away() }
    }

    fn put_away(&mut self) -> io::Result<()> {
        self.lines.sort_unstable();
        let mut part = BufWriter::new(tempfile::tempfile_in(&self.beside)?);
        for line in self.lines.drain(..) {
            part.write_all(line.as_bytes())?;
            part.write_all(b"\n")?;
        }
        let mut part = part.into_inner()?;
        part.rewind()?;
        self.parts.push(part);
        self.bytes = 0;
        Ok(())
    }

    /// All lines in order.
    pub(super) fn sorted(mut self) -> io::Result<Merged> {
        self.lines.sort_unstable();
        let parts = self.parts.into_iter().map(|part| Part::Away(BufReader::new(part)));
        let mut parts: Vec<Part> = parts.chain([Part::Here(self.lines.into_iter())]).collect();
        let mut next = BinaryHeap::with_capacity(parts.len());
        for (at, part) in parts.iter_mut().enumerate() {
            next.extend(part.next()?.map(|line| Reverse((line, at))));
        }
        Ok(Merged { parts, next })
    }
}

#[derive(Debug)]
enum Part {
    Away(BufReader<File>),
    Here(std::vec::IntoIter<String>),
}

impl Part {
    fn next(&mut self) -> io::Result<Option<String>> {
        match self {
            Self::Here(lines) => Ok(lines.next()),
            Self::Away(file) => {
                let mut line = String::new();
                let read = file.read_line(&mut line)?;
                line.truncate(line.trim_end_matches('\n').len());
                Ok((read > 0).then_some(line))
            }
        }
    }
}

/// Lines in order, of all parts.
#[derive(Debug)]
pub(super) struct Merged {
    parts: Vec<Part>,
    next: BinaryHeap<Reverse<(String, usize)>>,
}

impl Iterator for Merged {
    type Item = io::Result<String>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut first = self.next.peek_mut()?;
        let Reverse((line, at)) = &mut *first;
        match self.parts[*at].next() {
            Ok(Some(after)) => Some(Ok(std::mem::replace(line, after))),
            Ok(None) => Some(Ok(PeekMut::pop(first).0.0)),
            Err(error) => Some(Err(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Sorter;

    proptest! {
        #[test]
        fn parts_make_one_order(lines in prop::collection::vec("[ -~]{0,12}", 0..80), room in 1_usize..200) {
            let folder = tempfile::tempdir().unwrap();
            let mut sorter = Sorter::with_room(folder.path().to_owned(), room);
            for line in &lines {
                sorter.add(line.clone()).unwrap();
            }
            let sorted: Vec<String> = sorter.sorted().unwrap().map(Result::unwrap).collect();
            let mut expected = lines;
            expected.sort_unstable();
            prop_assert_eq!(sorted, expected);
            prop_assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }
}
