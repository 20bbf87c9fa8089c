//! The older export, a page of links: `ril_export.html`.

use std::io::{self, BufRead, Read};
use std::mem;

use dom_query::{Document, Selection};

use super::super::times::unix;
use super::super::{Head, Importer, Input, Take, entry};
use super::state;
use crate::error::{Error, Result};
use crate::model::{ImportedArticle, ImportedItem, ImportedRow, ReadState, Refusal};

/// Bytes of an entry, more than which are no link.
const LONGEST: usize = 64 << 10;

/// What begins a piece of the page.
const BEGIN: &[&[u8]] = &[b"<li", b"<h1", b"</ul"];

/// Whether it is a page of links that say when they were added, as no bookmarks do.
pub(in super::super) fn is(head: &Head) -> bool {
    head.text.starts_with('<') && head.text.contains("time_added=") && head.text.contains("<a ")
}

/// Reads the page.
pub(in super::super) fn open(input: Input) -> Box<dyn Importer> {
    Box::new(Page(input))
}

struct Page(Input);

impl Importer for Page {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let path = self.0.path.display().to_string();
        let io = |source| Error::Io { path: path.clone(), source };
        let mut cut =
            Cut { text: self.0.into_text(), line: 1, begun: Vec::new(), begun_at: 1, in_tag: false };
        let mut above = (None, false);
        while let Some(piece) = cut.next().map_err(io)? {
            let text = String::from_utf8_lossy(&piece.text);
            if begins(&piece.text, b"<h1") {
                // "Unread" and "Read Archive".
                let heading = Document::fragment(&*text).select("h1").text();
                above = state(heading.trim().rsplit(' ').next().unwrap_or_default());
            } else if begins(&piece.text, b"<li") {
                let item = if piece.is_whole { link(&text, above) } else { Err(too_long()) };
                let source = text.trim_end().as_bytes().to_vec();
                take(ImportedRow { place: format!("line {}", piece.line), source, item })?;
            }
        }
        Ok(())
    }
}

fn too_long() -> Refusal {
    Refusal::Failed(format!("it is longer than {} KB", LONGEST >> 10))
}

/// The article of an entry. Each is read by itself, so that a quote that nobody closed swallows no other.
fn link(text: &str, (read, archived): (Option<ReadState>, bool)) -> Result<ImportedItem, Refusal> {
    let tree = Document::fragment(text);
    let link = tree.select_single("a[href]");
    if !link.exists() {
        return Err(Refusal::Failed("there is no link in it that can be read".to_owned()));
    }
    if !text.to_ascii_lowercase().contains("</a") {
        return Err(Refusal::Failed("it is cut off".to_owned()));
    }
    entry::article(ImportedArticle {
        url: Some(attribute(&link, "href")),
        title: Some(link.text().split_whitespace().collect::<Vec<_>>().join(" ")),
        saved: unix(&attribute(&link, "time_added")),
        tags: entry::tags(&attribute(&link, "tags"), ','),
        state: read,
        archived,
        ..ImportedArticle::default()
    })
}

fn attribute(link: &Selection<'_>, name: &str) -> String {
    link.attr(name).map(|value| value.trim().to_owned()).unwrap_or_default()
}

/// Cuts the page where headings, entries and the ends of lists begin.
struct Cut<R> {
    text: R,
    line: u64,
    /// The beginning of the next piece, and its line.
    begun: Vec<u8>,
    begun_at: u64,
    /// Whether a `<` was read last.
    in_tag: bool,
}

struct Piece {
    line: u64,
    text: Vec<u8>,
    is_whole: bool,
}

impl<R: BufRead> Cut<R> {
    fn next(&mut self) -> io::Result<Option<Piece>> {
        let mut piece = Piece { line: self.begun_at, text: mem::take(&mut self.begun), is_whole: true };
        loop {
            let mut more = if self.in_tag { b"<".to_vec() } else { Vec::new() };
            let read = self.text.by_ref().take(LONGEST as u64).read_until(b'<', &mut more)?;
            if read == 0 {
                self.in_tag = false;
                piece.text.append(&mut more);
                return Ok((!piece.text.is_empty()).then_some(piece));
            }
            let begins_piece = self.in_tag && BEGIN.iter().any(|with| begins(&more, with));
            self.in_tag = more.last() == Some(&b'<');
            if self.in_tag {
                more.pop();
            }
            let line = self.line;
            self.line += memchr::memchr_iter(b'\n', &more).count() as u64;
            if begins_piece {
                (self.begun, self.begun_at) = (more, line);
                return Ok(Some(piece));
            }
            piece.is_whole &= piece.text.len() + more.len() <= LONGEST;
            if piece.is_whole {
                piece.text.append(&mut more);
            }
        }
    }
}

fn begins(text: &[u8], with: &[u8]) -> bool {
    text.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with))
}
