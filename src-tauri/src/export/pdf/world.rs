//! What Typst sees while it lays out a document: its text, its pictures, typefaces, and nothing of the machine.

use std::path::PathBuf;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

use super::fonts::FONTS;
use crate::error::{Error, Result};

/// Times that a document is laid out again because a picture in it cannot be drawn.
const ATTEMPTS: usize = 24;

/// Bytes of the stack that Typst descends into a document with.
const STACK: usize = 16 << 20;

/// A PDF, and the numbers of the pictures that cannot be drawn in it.
type Printed = (Vec<u8>, Vec<usize>);

/// A picture of nothing, which stands for one that cannot be drawn.
const NOTHING: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"1\"></svg>";

/// A document that is to be laid out.
pub struct Document {
    library: LazyHash<Library>,
    main: FileId,
    source: Source,
    /// The files of its pictures, by their numbers.
    pictures: Vec<PathBuf>,
    /// Where they lie, which stays as long as somebody may read them.
    _folder: Arc<TempDir>,
    /// Numbers of pictures that cannot be drawn.
    bad: Mutex<Vec<usize>>,
}

impl Document {
    /// A document of a text in Typst's language, whose pictures are called `0.png`, `1.jpg` and so on.
    ///
    /// # Errors
    /// When Typst does not take the names of our files.
    pub fn new(text: String, pictures: Vec<PathBuf>, folder: Arc<TempDir>) -> Result<Self> {
        let main = file("main.typ")?;
        Ok(Self {
            library: LazyHash::new(Library::default()),
            main,
            source: Source::new(main, text),
            pictures,
            _folder: folder,
            bad: Mutex::new(Vec::new()),
        })
    }

    /// Lays the document out. Returns the PDF, and the numbers of the pictures that cannot be drawn; or what Typst says, and
    /// where in the text.
    ///
    /// # Errors
    /// `Cancelled`: the layout cannot be stopped, so it ends unheard.
    pub fn pdf(
        self,
        made: jiff::Timestamp,
        cancel: &CancellationToken,
    ) -> Result<std::result::Result<Printed, Fault>> {
        const LOOK_EVERY: Duration = Duration::from_millis(50);
        let (tell, told) = mpsc::channel();
        std::thread::Builder::new()
            .name("typesetting".to_owned())
            .stack_size(STACK)
            .spawn(move || tell.send(self.print(made)))
            .map_err(|error| Error::Internal(format!("a thread for the layout: {error}")))?;
        loop {
            if cancel.is_cancelled() {
                return Err(Error::Cancelled);
            }
            match told.recv_timeout(LOOK_EVERY) {
                Ok(printed) => return Ok(printed),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Error::Internal("the layout of a PDF broke off".to_owned()));
                }
            }
        }
    }

    fn print(self, made: jiff::Timestamp) -> std::result::Result<Printed, Fault> {
        let mut attempt = 0;
        let document = loop {
            let output = typst::compile::<PagedDocument>(&self).output;
            attempt += 1;
            match output {
                Ok(document) => break document,
                Err(faults) if attempt < ATTEMPTS && self.blame(&faults) => {}
                Err(faults) => return Err(self.fault(&faults)),
            }
        };
        let made = made.to_zoned(jiff::tz::TimeZone::UTC);
        let small = |number: i8| number.unsigned_abs();
        let time = Datetime::from_ymd_hms(
            made.year().into(),
            small(made.month()),
            small(made.day()),
            small(made.hour()),
            small(made.minute()),
            small(made.second()),
        );
        let options = PdfOptions {
            creator: Smart::Custom(Some("Lede".to_owned())),
            timestamp: time.map(Timestamp::new_utc),
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&document, &options).map_err(|faults| self.fault(&faults))?;
        // What was laid out is kept for a next time that never comes.
        drop(document);
        comemo::evict(0);
        Ok((pdf, self.bad.into_inner().unwrap_or_default()))
    }

    fn fault(&self, faults: &[SourceDiagnostic]) -> Fault {
        let said: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
        let places = faults.iter().filter_map(|fault| self.range(fault.span)).map(|range| range.start);
        Fault { message: said.join("; "), places: places.collect() }
    }

    /// Notes the pictures that faults are about; whether there is a new one.
    fn blame(&self, faults: &[SourceDiagnostic]) -> bool {
        let Ok(mut bad) = self.bad.lock() else { return false };
        let before = bad.len();
        for fault in faults {
            let Some(range) = self.range(fault.span) else { continue };
            // The call that draws a picture stands on a line of its own.
            let text = self.source.text();
            let line = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
            let Some(name) = text[line..].split('"').nth(1) else { continue };
            if let Some(number) = number_of(name).filter(|number| !bad.contains(number)) {
                bad.push(number);
            }
        }
        bad.len() > before
    }
}

/// Why a document cannot be laid out.
#[derive(Debug)]
pub struct Fault {
    /// What Typst says.
    pub message: String,
    /// Where, as bytes before it in the text.
    pub places: Vec<usize>,
}

fn file(name: &str) -> Result<FileId> {
    let path =
        VirtualPath::new(name).map_err(|error| Error::Internal(format!("the path {name}: {error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn number_of(name: &str) -> Option<usize> {
    name.split('.').next()?.parse().ok()
}

impl World for Document {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        FONTS.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.get().vpath().get_without_slash();
        let number = number_of(name).ok_or(FileError::AccessDenied)?;
        if self.bad.lock().is_ok_and(|bad| bad.contains(&number)) {
            return Ok(Bytes::new(NOTHING));
        }
        let path = self.pictures.get(number).ok_or(FileError::AccessDenied)?;
        let bytes = std::fs::read(path).map_err(|error| FileError::from_io(error, path))?;
        Ok(Bytes::new(bytes))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.font(index)
    }

    fn today(&self, _offset: Option<typst::foundations::Duration>) -> Option<Datetime> {
        None
    }
}
