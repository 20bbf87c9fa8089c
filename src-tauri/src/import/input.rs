//! A file that is to be taken in: its beginning, by which it is recognised, and its bytes as text.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};

use super::zipped;
use crate::error::{Error, Result};

/// Bytes by which a file is recognised, and by which its encoding is told.
const HEAD: u64 = 64 << 10;

/// Bytes within which markup says which encoding it is in.
const DECLARED: usize = 2 << 10;

/// Names within a zip archive that are looked at to recognise it.
const NAMES: usize = 5_000;

/// Bytes that are decoded at once.
const CHUNK: usize = 32 << 10;

/// Where bytes come from.
pub trait Source: Read + Seek + Send {}

impl<T: Read + Seek + Send> Source for T {}

/// A file, or a folder, that is to be read.
pub struct Input {
    /// Where it lies.
    pub path: PathBuf,
    /// Its bytes; none of a folder.
    pub source: Box<dyn Source>,
    /// By what it is recognised.
    pub head: Head,
}

/// What a file begins with.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// Its name, without folders.
    pub name: String,
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Its first bytes.
    pub bytes: Vec<u8>,
    /// The same as text, without a byte order mark and white space before it; whatever is no text is replaced.
    pub text: String,
    /// The names in it, when it is a zip archive.
    pub entries: Vec<String>,
}

impl Input {
    /// Opens a file or a folder and reads its beginning.
    ///
    /// # Errors
    /// `Io`.
    pub fn open(path: &Path) -> Result<Self> {
        let io = |source| Error::Io { path: path.display().to_string(), source };
        if path.is_dir() {
            return Ok(Self {
                path: path.to_owned(),
                source: Box::new(io::empty()),
                head: Head { name: name_of(path), is_folder: true, ..Head::default() },
            });
        }
        Self::new(path, Box::new(File::open(path).map_err(io)?)).map_err(io)
    }

    /// Reads the beginning of bytes that stand for the file at `path`.
    ///
    /// # Errors
    /// Those of reading.
    pub fn new(path: &Path, mut source: Box<dyn Source>) -> io::Result<Self> {
        let mut bytes = Vec::new();
        source.by_ref().take(HEAD).read_to_end(&mut bytes)?;
        let is_zip = bytes.starts_with(b"PK");
        let entries = if is_zip { zipped::names(&mut source, NAMES) } else { Vec::new() };
        source.rewind()?;
        let (text, _, _) = encoding_of(&bytes).decode(&bytes);
        let text = text.trim_start().to_owned();
        let head = Head { name: name_of(path), is_folder: false, text, bytes, entries };
        Ok(Self { path: path.to_owned(), source, head })
    }

    /// The bytes as UTF-8, without a byte order mark: in the encoding that the mark names, or the first bytes look like.
    #[must_use]
    pub fn into_text(self) -> BufReader<Decoded<Box<dyn Source>>> {
        decoded(self.source, &self.head.bytes)
    }

    /// The same from the beginning, for formats of which one part cannot be told before another was read.
    ///
    /// # Errors
    /// Those of seeking.
    pub fn text(&mut self) -> io::Result<BufReader<Decoded<&mut Box<dyn Source>>>> {
        self.source.rewind()?;
        Ok(decoded(&mut self.source, &self.head.bytes))
    }
}

fn decoded<S: Read>(source: S, head: &[u8]) -> BufReader<Decoded<S>> {
    BufReader::new(Decoded {
        source: BufReader::with_capacity(CHUNK, source),
        decoder: encoding_of(head).new_decoder_with_bom_removal(),
        waiting: Vec::new(),
        at: 0,
        ended: false,
    })
}

/// What is read from another file as UTF-8, like [`Input::into_text`].
///
/// # Errors
/// Those of reading the beginning.
pub(super) fn text_of<S: Read>(mut source: S) -> io::Result<impl BufRead> {
    let mut head = Vec::new();
    source.by_ref().take(HEAD).read_to_end(&mut head)?;
    let begin = Cursor::new(head.clone());
    Ok(decoded(begin.chain(source), &head))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The encoding of a text by its first bytes: by its mark, by being UTF-8, by what it says of itself, or by its look.
fn encoding_of(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    // A letter may be cut off at the end of what was read.
    let whole = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    if whole {
        return UTF_8;
    }
    if let Some(encoding) = declared(head) {
        return encoding;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// The encoding that markup says it is in: `<?xml encoding="…"?>`, `<meta charset="…">`.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let begin = String::from_utf8_lossy(&head[..head.len().min(DECLARED)]).to_ascii_lowercase();
    let begin = begin.trim_start();
    let (_, name) = match begin.strip_prefix("<?xml") {
        Some(rest) => rest.split("?>").next()?.split_once("encoding")?,
        None if begin.starts_with('<') => begin.split_once("charset")?,
        None => return None,
    };
    let name = name.trim_start().strip_prefix('=')?;
    let name = name.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':' | '.'));
    // What was read as ASCII is not in UTF-16, and what is no UTF-8 is not either.
    Encoding::for_label(&name.as_bytes()[..end.unwrap_or(name.len())])
        .filter(|encoding| encoding.is_ascii_compatible() && *encoding != UTF_8)
}

/// Bytes that become UTF-8 as they are read.
pub struct Decoded<S> {
    source: BufReader<S>,
    decoder: Decoder,
    waiting: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<S: Read> Read for Decoded<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.waiting.len() && !self.ended {
            let mut bytes = [0; CHUNK];
            let read = self.source.read(&mut bytes)?;
            self.ended = read == 0;
            let longest = self.decoder.max_utf8_buffer_length(read).unwrap_or(CHUNK * 3 + 16);
            self.waiting.resize(longest, 0);
            let (result, _, written, _) =
                self.decoder.decode_to_utf8(&bytes[..read], &mut self.waiting, self.ended);
            debug_assert_eq!(result, CoderResult::InputEmpty);
            self.waiting.truncate(written);
            self.at = 0;
        }
        let length = buffer.len().min(self.waiting.len() - self.at);
        buffer[..length].copy_from_slice(&self.waiting[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        let input = Input::new(Path::new("a.txt"), Box::new(Cursor::new(bytes.to_vec()))).unwrap();
        let mut text = String::new();
        input.into_text().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn every_encoding_becomes_the_same_text() {
        let line = "https://example.org/سلام Grüße\n";
        assert_eq!(text(line.as_bytes()), line);
        assert_eq!(text(&[b"\xef\xbb\xbf", line.as_bytes()].concat()), line);
        let utf16: Vec<u8> = line.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&[b"\xff\xfe", utf16.as_slice()].concat()), line);
        assert_eq!(
            text(b"Gr\xfc\xdfe aus K\xf6ln, sch\xf6n ist es, f\xfcr immer"),
            "Grüße aus Köln, schön ist es, für immer"
        );
    }

    #[test]
    fn what_markup_says_of_its_encoding_counts_where_it_is_not_utf_8() {
        // Two letters are too little to guess by.
        let xml = text(b"<?xml version='1.0' encoding='windows-1256'?><a>\xd3\xe1</a>");
        assert!(xml.ends_with("<a>\u{633}\u{644}</a>"));
        let html = text(b"<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=iso-8859-2'>\xb1");
        assert!(html.ends_with('ą'));
        assert!(text("<meta charset=\"windows-1252\">ą".as_bytes()).ends_with('ą'));
    }

    #[test]
    fn a_text_can_be_read_twice() {
        let bytes = b"\xef\xbb\xbfone\ntwo".to_vec();
        let mut input = Input::new(Path::new("a.txt"), Box::new(Cursor::new(bytes))).unwrap();
        for _ in 0..2 {
            let mut text = String::new();
            input.text().unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "one\ntwo");
        }
    }

    #[test]
    fn a_text_longer_than_a_chunk_is_whole() {
        let long = "خبر ".repeat(CHUNK);
        assert_eq!(text(long.as_bytes()), long);
    }
}
