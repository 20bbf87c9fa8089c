//! Netscape bookmarks: what browsers, Pinboard, Raindrop.io, Shaarli, Shiori, Linkding and Karakeep write.
//!
//! The form is no valid HTML: `<DT>` and `<DD>` are never closed, and parsers that build trees disagree on what is within what. So
//! its tags are read one after another, and a million of them need no more memory than one.

mod entry;
mod folders;
mod scan;

use html5ever::tokenizer::Tag;

use super::{Head, Importer, Input, LONGEST, Take};
use crate::error::{Error, Result};
use crate::model::{ImportedCollection, ImportedItem, ImportedRow, Refusal};
pub(super) use entry::internal;
use entry::{Entry, Writer};
use folders::Folders;
pub(super) use folders::is_everybodys;
use scan::{Part, Piece, Scan};

/// Bytes at the beginning of a file that say what it is.
const BEGINNING: usize = 8 << 10;

/// Bytes of an entry that is refused because it is too long that are kept as its source.
const SHOWN: usize = 64 << 10;

/// Whether the file says that it holds bookmarks, or looks as if.
pub(super) fn is(head: &Head) -> bool {
    let begin = head.text[..head.text.floor_char_boundary(BEGINNING)].to_ascii_lowercase();
    let looks_so = || begin.contains("<dl") && begin.contains("<dt>") && begin.contains("add_date=");
    begin.starts_with('<') && (begin.contains("<!doctype netscape-bookmark-file-1") || looks_so())
}

/// Reads a file of bookmarks.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    Box::new(Bookmarks(input))
}

struct Bookmarks(Input);

impl Importer for Bookmarks {
    fn each(mut self: Box<Self>, take: Take<'_>) -> Result<()> {
        let path = self.0.path.clone();
        let io = |source| Error::Io { path: path.display().to_string(), source };
        let encoded_twice = entry::may_be_encoded_twice(&self.0.head)
            && entry::is_encoded_twice(Scan::new(self.0.text().map_err(io)?)).map_err(io)?;
        let writer = Writer { encoded_twice, ..Writer::default() };
        let mut scan = Scan::new(self.0.text().map_err(io)?);
        let mut reading = Reading::new(take, writer);
        while let Some(piece) = scan.next().map_err(io)? {
            reading.piece(piece)?;
        }
        reading.end()
    }
}

/// Where the text goes that comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Between entries.
    Nothing,
    /// The title of the file.
    Name,
    /// The title of an entry or the name of a folder.
    Title,
    /// What stands below it.
    Description,
}

/// What is being read.
enum Open {
    Nothing,
    Entry(Entry),
    Folder { name: String, marks: Vec<String>, description: String },
    Refused(String),
}

struct Reading<'a> {
    take: Take<'a>,
    writer: Writer,
    folders: Folders,
    open: Open,
    within: Within,
    /// A `<DT>` came, and not yet what it holds.
    fresh: bool,
    /// What is open, as it is written, and the line it begins in.
    source: String,
    line: u64,
}

impl<'a> Reading<'a> {
    fn new(take: Take<'a>, writer: Writer) -> Self {
        Self {
            take,
            writer,
            folders: Folders::default(),
            open: Open::Nothing,
            within: Within::Nothing,
            fresh: false,
            source: String::new(),
            line: 1,
        }
    }

    fn piece(&mut self, piece: Piece) -> Result<()> {
        for part in piece.parts {
            self.part(part, piece.line)?;
        }
        match &self.open {
            Open::Nothing if !self.fresh => {}
            Open::Refused(_) => {
                let rest = SHOWN.saturating_sub(self.source.len());
                self.source.push_str(&piece.text[..piece.text.floor_char_boundary(rest)]);
            }
            _ if self.source.len() + piece.text.len() > LONGEST => self.too_long(),
            _ => self.source.push_str(&piece.text),
        }
        Ok(())
    }

    fn part(&mut self, part: Part, line: u64) -> Result<()> {
        match part {
            Part::Start(tag) => self.start(tag, line)?,
            Part::End(name) => self.ends(&name)?,
            Part::Text(text) => self.text(&text),
            Part::Broken => {
                self.begin(line)?;
                self.open = Open::Refused("a tag is not closed".to_owned());
            }
            Part::TooLong => {
                self.begin(line)?;
                self.too_long();
            }
        }
        Ok(())
    }

    fn too_long(&mut self) {
        self.open = Open::Refused(format!("it is longer than {} MB", LONGEST >> 20));
        self.within = Within::Nothing;
        self.source.truncate(self.source.floor_char_boundary(SHOWN));
        self.source.shrink_to(SHOWN);
    }

    fn start(&mut self, tag: Tag, line: u64) -> Result<()> {
        match &*tag.name {
            "title" | "h1" => {
                self.close()?;
                self.within = Within::Name;
            }
            "dt" => {
                self.close()?;
                (self.fresh, self.line) = (true, line);
            }
            "a" => {
                self.begin(line)?;
                self.open = Open::Entry(Entry::new(&tag));
                self.within = Within::Title;
            }
            "h3" => {
                self.begin(line)?;
                let marks = tag.attrs.iter().map(|attribute| attribute.name.local.to_string()).collect();
                self.open = Open::Folder { name: String::new(), marks, description: String::new() };
                self.within = Within::Title;
            }
            "dd" if !matches!(self.open, Open::Nothing) => self.within = Within::Description,
            "dl" => {
                self.close()?;
                self.folders.open();
            }
            "hr" => self.close()?,
            "br" | "p" if self.within == Within::Description => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn ends(&mut self, name: &str) -> Result<()> {
        match name {
            "a" | "h3" | "title" | "h1" | "dd" => self.within = Within::Nothing,
            "dl" => {
                self.close()?;
                self.folders.close();
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let goes_to = match (&mut self.open, self.within) {
            (_, Within::Name) => &mut self.writer.name,
            (Open::Entry(entry), Within::Title) => &mut entry.title,
            (Open::Entry(entry), Within::Description) => &mut entry.description,
            (Open::Folder { name, .. }, Within::Title) => name,
            (Open::Folder { description, .. }, Within::Description) => description,
            _ => return,
        };
        if goes_to.len() < LONGEST {
            goes_to.push_str(text);
        }
    }

    /// An entry or a folder begins, with the `<DT>` before it.
    fn begin(&mut self, line: u64) -> Result<()> {
        if !self.fresh {
            self.close()?;
            self.line = line;
        }
        self.fresh = false;
        Ok(())
    }

    /// Hands over what is open.
    fn close(&mut self) -> Result<()> {
        self.within = Within::Nothing;
        self.fresh = false;
        let source = std::mem::take(&mut self.source);
        let item = match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => return Ok(()),
            Open::Refused(why) => Err(Refusal::Failed(why)),
            Open::Entry(entry) => {
                self.folders.name_next(None);
                entry.item(&self.writer, self.folders.path())
            }
            Open::Folder { name, marks, description } => match self.folder(&name, &marks, &description) {
                Some(item) => item,
                None => return Ok(()),
            },
        };
        (self.take)(ImportedRow {
            place: format!("line {}", self.line),
            source: source.trim_end().as_bytes().to_vec(),
            item,
        })
    }

    /// A folder as a collection; none of those that everybody has.
    fn folder(&mut self, name: &str, marks: &[String], text: &str) -> Option<Result<ImportedItem, Refusal>> {
        let name = self.writer.folder_name(name);
        if self.folders.at_top() && (is_everybodys(&name, marks) || self.writer.is_unsorted(&name)) {
            return None;
        }
        if self.folders.is_deepest() {
            let why = format!("the folder lies deeper than {} folders", folders::DEEPEST);
            return Some(Err(Refusal::Failed(why)));
        }
        let mut path = self.folders.path();
        path.push(name.clone());
        self.folders.name_next(Some(name));
        let description = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Some(Ok(ImportedItem::Collection(ImportedCollection { path, description })))
    }

    /// Hands over the last entry, and tells when more should have come.
    fn end(mut self) -> Result<()> {
        let is_told = matches!(self.open, Open::Refused(_));
        self.close()?;
        if is_told || !self.folders.is_open() {
            return Ok(());
        }
        let why = "the file ends before its list does: it may have been cut off".to_owned();
        let item = Err(Refusal::Failed(why));
        (self.take)(ImportedRow { place: "end".to_owned(), source: Vec::new(), item })
    }
}

#[cfg(test)]
mod tests;
