//! The tags of a file of bookmarks, one after another, each with the text it was read from.

use std::cell::{Cell, RefCell};
use std::io::{self, BufRead};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::LONGEST;

/// What a piece of a file is.
#[derive(Debug)]
pub(super) enum Part {
    /// A tag opens.
    Start(Tag),
    /// A tag closes.
    End(String),
    /// Text between tags, its references read.
    Text(StrTendril),
    /// A tag that nobody closed.
    Broken,
    /// A tag, or a text, longer than anybody writes.
    TooLong,
}

/// Text from one `<` to the next, and what was understood when it was read.
#[derive(Debug)]
pub(super) struct Piece {
    /// The line it begins in, from 1.
    pub(super) line: u64,
    /// As it is written.
    pub(super) text: String,
    /// What it ended: a text is told with the tag that follows it.
    pub(super) parts: Vec<Part>,
}

/// Reads a file piece by piece with the tokenizer of HTML; never keeps more than one.
pub(super) struct Scan<R> {
    text: R,
    line: u64,
    tokenizer: Tokenizer<Tokens>,
    /// What began and has not ended.
    open: Unfinished,
    ended: bool,
}

/// What a `<` may begin that goes on after the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unfinished {
    Nothing,
    Tag,
    Comment,
}

#[derive(Default)]
struct Tokens {
    parts: RefCell<Vec<Part>>,
    /// Whether something came that a `<` began.
    ended: Cell<bool>,
}

impl TokenSink for Tokens {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let part = match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => Part::Start(tag),
            Token::TagToken(tag) => Part::End(tag.name.to_string()),
            Token::CharacterTokens(text) => {
                self.parts.borrow_mut().push(Part::Text(text));
                return TokenSinkResult::Continue;
            }
            Token::ParseError(_) => return TokenSinkResult::Continue,
            _ => {
                self.ended.set(true);
                return TokenSinkResult::Continue;
            }
        };
        self.ended.set(true);
        self.parts.borrow_mut().push(part);
        TokenSinkResult::Continue
    }
}

impl<R: BufRead> Scan<R> {
    pub(super) fn new(text: R) -> Self {
        Self { text, line: 1, tokenizer: tokenizer(), open: Unfinished::Nothing, ended: false }
    }

    /// The next piece; after the last one comes one without text that ends what was open, then `None`.
    pub(super) fn next(&mut self) -> io::Result<Option<Piece>> {
        if self.ended {
            return Ok(None);
        }
        let line = self.line;
        let (bytes, is_whole) = self.read()?;
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        if text.is_empty() {
            self.ended = true;
            self.tokenizer.end();
            let mut parts = self.parts();
            parts.extend((self.open != Unfinished::Nothing).then_some(Part::Broken));
            return Ok(Some(Piece { line, text, parts }));
        }
        let mut parts = Vec::new();
        // Quotes that nobody closed would swallow the entries that follow.
        if self.open == Unfinished::Tag && is_structure(&text) {
            self.begin_anew();
            parts.push(Part::Broken);
        }
        if is_whole {
            let queue = BufferQueue::default();
            queue.push_back(StrTendril::from(text.as_str()));
            let _ = self.tokenizer.feed(&queue);
            if self.tokenizer.sink.ended.take() {
                self.open = Unfinished::Nothing;
            } else if self.open == Unfinished::Nothing {
                self.open = began(&text);
            }
            parts.extend(self.parts());
        } else {
            self.begin_anew();
            parts.push(Part::TooLong);
        }
        Ok(Some(Piece { line, text, parts }))
    }

    fn parts(&self) -> Vec<Part> {
        self.tokenizer.sink.parts.take()
    }

    fn begin_anew(&mut self) {
        self.tokenizer = tokenizer();
        self.open = Unfinished::Nothing;
    }

    /// Reads up to the next `<`; of what is too long, the beginning.
    fn read(&mut self) -> io::Result<(Vec<u8>, bool)> {
        let (mut bytes, mut is_whole, mut began) = (Vec::new(), true, false);
        loop {
            let waiting = self.text.fill_buf()?;
            if waiting.is_empty() {
                return Ok((bytes, is_whole));
            }
            let skip = usize::from(!began);
            began = true;
            let found = memchr::memchr(b'<', &waiting[skip..]);
            let length = found.map_or(waiting.len(), |at| at + skip);
            let kept = length.min(LONGEST - bytes.len());
            is_whole &= kept == length;
            bytes.extend_from_slice(&waiting[..kept]);
            self.line += memchr::memchr_iter(b'\n', &waiting[..length]).count() as u64;
            self.text.consume(length);
            if found.is_some() {
                return Ok((bytes, is_whole));
            }
        }
    }
}

fn tokenizer() -> Tokenizer<Tokens> {
    Tokenizer::new(Tokens::default(), TokenizerOpts::default())
}

/// What the `<` of a piece began, as nothing ended it.
fn began(piece: &str) -> Unfinished {
    match piece.strip_prefix('<').and_then(|rest| rest.chars().next()) {
        Some('!' | '?') => Unfinished::Comment,
        Some(c) if c.is_ascii_alphabetic() || c == '/' => Unfinished::Tag,
        _ => Unfinished::Nothing,
    }
}

/// Whether a piece begins with a tag that stands within no other.
fn is_structure(piece: &str) -> bool {
    let name: String =
        piece.chars().skip(1).take_while(|c| c.is_ascii_alphanumeric() || *c == '/').take(4).collect();
    matches!(name.to_ascii_lowercase().as_str(), "a" | "/a" | "dt" | "dl" | "/dl" | "h3" | "/h3" | "dd")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces, and what was read in them.
    fn pieces(text: &str) -> (String, String) {
        let mut scan = Scan::new(text.as_bytes());
        let (mut whole, mut read) = (String::new(), String::new());
        while let Some(piece) = scan.next().unwrap() {
            whole.push_str(&piece.text);
            for part in piece.parts {
                read.push_str(&match part {
                    Part::Start(tag) => format!("<{}{}>", tag.name, tag.attrs.len()),
                    Part::End(name) => format!("</{name}>"),
                    Part::Text(text) => text.to_string(),
                    Part::Broken => "!broken!".to_owned(),
                    Part::TooLong => "!long!".to_owned(),
                });
            }
        }
        (whole, read)
    }

    #[test]
    fn every_letter_is_in_a_piece_and_every_tag_is_read() {
        let text = "x <DT><A HREF=\"a<b\" X>1 &lt; 2 & <b>3</A>\n< 4<!-- <A> --><DD>end";
        let (whole, read) = pieces(text);
        assert_eq!(whole, text);
        assert_eq!(read, "x <dt><a2>1 < 2 & <b0>3</a>\n< 4<dd0>end".replace("<dt>", "<dt0>"));
    }

    #[test]
    fn a_tag_that_nobody_closed_swallows_no_other() {
        assert_eq!(
            pieces("<DT><A HREF=\"a>One</A>\n<DT><A HREF=\"b\">Two</A>").1,
            "<dt0>!broken!</a>\n<dt0><a1>Two</a>"
        );
        assert_eq!(pieces("<DT><A HREF=\"b").1, "<dt0>!broken!");
    }

    #[test]
    fn what_is_too_long_is_left_out() {
        let text = format!("<DT><A ICON=\"{}\">One</A><DT><A>Two</A>", "x".repeat(LONGEST));
        assert_eq!(pieces(&text).1, "<dt0>!long!</a><dt0><a0>Two</a>");
    }
}
