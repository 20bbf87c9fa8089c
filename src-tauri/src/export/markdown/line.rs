//! What stands in a paragraph, put together from stretches of text and what is marked in it, and written as Markdown.
//!
//! CommonMark's `*` begins and ends emphasis only where it stands rightly among spaces and punctuation, which between Chinese letters, in
//! the middle of a word or beside another `*` it often does not. There the HTML element says the same.

use super::escape;
use super::signs::{depths, joined, sign};

/// A part of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text as it is read.
    Text(String),
    /// Markup as it is written.
    Raw(String),
    /// Markup around what comes after it, such as an element's tag.
    Begin(&'static str),
    /// The end of that.
    End(String),
    /// Code.
    Code(String),
    /// An equation, in TeX.
    Formula(String),
    /// The beginning of what is marked.
    Open(Span),
    /// Its end.
    Close(Span),
    /// The end of a line.
    Break,
}

/// What a stretch of text is marked as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Strong,
    Emphasis,
    Deleted,
    Highlight,
}

impl Span {
    /// As Markdown, and the element that says the same.
    pub fn signs(self) -> (&'static str, &'static str) {
        match self {
            Self::Strong => ("**", "strong"),
            Self::Emphasis => ("*", "em"),
            Self::Deleted => ("~~", "del"),
            Self::Highlight => ("==", "mark"),
        }
    }
}

/// Where a paragraph stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Block,
    Heading,
    Cell,
}

/// A paragraph that is being put together.
#[derive(Debug, Default)]
pub struct Line {
    pieces: Vec<Piece>,
    /// Whether white space was met since the last letter.
    space: bool,
    open: Vec<Span>,
    /// What is attached to the words of the link that is being written: it stands behind the link.
    behind: Option<String>,
}

impl Line {
    /// Adds text, with its white space as a browser shows it.
    pub fn text(&mut self, text: &str) {
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c');
        let mut rest = text;
        while !rest.is_empty() {
            let trimmed = rest.trim_start_matches(is_space);
            self.space |= trimmed.len() < rest.len();
            let end = trimmed.find(is_space).unwrap_or(trimmed.len());
            if end > 0 {
                self.settle();
                self.push_text(&trimmed[..end]);
            }
            rest = &trimmed[end..];
        }
    }

    /// Adds markup.
    pub fn raw(&mut self, markup: impl Into<String>) {
        self.settle();
        self.pieces.push(Piece::Raw(markup.into()));
    }

    /// Begins what stands within markup.
    pub fn begin(&mut self, markup: &'static str) {
        self.settle();
        self.pieces.push(Piece::Begin(markup));
    }

    /// Ends it.
    pub fn end(&mut self, markup: impl Into<String>) {
        self.pieces.push(Piece::End(markup.into()));
    }

    /// Adds markup that belongs to the word before it.
    pub fn attached(&mut self, markup: &str) {
        match &mut self.behind {
            Some(behind) => behind.push_str(markup),
            None => self.pieces.push(Piece::Raw(markup.to_owned())),
        }
    }

    /// Begins a link. References to footnotes cannot stand in one.
    pub fn begin_link(&mut self) {
        self.begin("[");
        self.behind.get_or_insert_default();
    }

    /// Ends it.
    pub fn end_link(&mut self, target: &str) {
        self.end(format!("]({target})"));
        if let Some(behind) = self.behind.take().filter(|behind| !behind.is_empty()) {
            self.attached(&behind);
        }
    }

    /// Adds code, which is not empty.
    pub fn code(&mut self, text: String) {
        self.settle();
        self.pieces.push(Piece::Code(text));
    }

    /// Adds an equation.
    pub fn formula(&mut self, tex: String) {
        self.settle();
        self.pieces.push(Piece::Formula(tex));
    }

    /// Begins what is marked. What is marked so already is not marked again.
    pub fn open(&mut self, span: Span) {
        if !self.open.contains(&span) {
            self.pieces.push(Piece::Open(span));
        }
        self.open.push(span);
    }

    /// Ends what was begun last.
    pub fn close(&mut self) {
        let Some(span) = self.open.pop() else { return };
        if self.open.contains(&span) {
            return;
        }
        match self.pieces.last() {
            Some(Piece::Open(last)) if *last == span => drop(self.pieces.pop()),
            _ => self.pieces.push(Piece::Close(span)),
        }
    }

    /// Ends the line.
    pub fn end_line(&mut self) {
        self.space = false;
        self.pieces.push(Piece::Break);
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| {
            matches!(piece, Piece::Break | Piece::Open(_) | Piece::Close(_) | Piece::Begin(_) | Piece::End(_))
        })
    }

    /// White space goes before what begins after it, and is dropped where a line begins.
    fn settle(&mut self) {
        if !std::mem::take(&mut self.space) {
            return;
        }
        let at =
            self.pieces.iter().rposition(|piece| !matches!(piece, Piece::Open(_))).map_or(0, |at| at + 1);
        if at > 0 && self.pieces[at - 1] != Piece::Break {
            if at == self.pieces.len() {
                self.push_text(" ");
            } else {
                self.pieces.insert(at, Piece::Text(" ".to_owned()));
            }
        }
    }

    fn push_text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// Writes it: paragraphs of lines, of which only blocks have more than one.
    pub fn write(self, place: Place) -> Vec<String> {
        let pieces = joined(self.pieces);
        let dollars: usize = pieces
            .iter()
            .map(|piece| if let Piece::Text(t) = piece { t.matches('$').count() } else { 0 })
            .sum();
        let mut paragraphs = vec![Vec::new()];
        let mut line = String::new();
        let depths = depths(&pieces);
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Text(text) => line.push_str(&escape::text(text, dollars > 1, place == Place::Cell)),
                Piece::Raw(markup) | Piece::End(markup) => line.push_str(markup),
                Piece::Begin(markup) => line.push_str(markup),
                Piece::Code(text) => line.push_str(&escape::code(text, place == Place::Cell)),
                Piece::Formula(tex) => line.push_str(&format!("${tex}$")),
                Piece::Open(_) | Piece::Close(_) => line.push_str(&sign(&pieces, &depths, at)),
                Piece::Break => end_line(&mut paragraphs, &mut line, depths[at].all == 0),
            }
        }
        end_line(&mut paragraphs, &mut line, true);
        // Tags that are left end what the last line began.
        if let Some(last) = paragraphs.iter_mut().rev().find_map(|lines| lines.last_mut()) {
            last.push_str(line.trim());
        }
        let between = match place {
            Place::Block => {
                return paragraphs
                    .into_iter()
                    .filter(|lines| !lines.is_empty())
                    .map(|lines| block(&lines))
                    .collect();
            }
            Place::Heading => " ",
            Place::Cell => "<br>",
        };
        let lines: Vec<String> = paragraphs.into_iter().flatten().collect();
        vec![lines.join(between)]
    }
}

/// An empty line begins a new paragraph where nothing is open. Tags alone are no line: they would begin a block of HTML.
fn end_line(paragraphs: &mut Vec<Vec<String>>, line: &mut String, is_free: bool) {
    if is_tags(line) {
        return;
    }
    let done = std::mem::take(line);
    let done = done.trim_matches([' ', '\t']);
    match paragraphs.last_mut() {
        Some(lines) if !done.is_empty() => lines.push(done.to_owned()),
        Some(lines) if !lines.is_empty() && is_free => paragraphs.push(Vec::new()),
        _ => {}
    }
}

/// Whether a line has tags, and nothing besides.
fn is_tags(line: &str) -> bool {
    let line = line.trim();
    let mut rest = line;
    while let Some(tag) = rest.strip_prefix('<') {
        let Some((name, after)) = tag.split_once('>') else { return false };
        if !name.starts_with(|c: char| c == '/' || c.is_ascii_lowercase()) {
            return false;
        }
        rest = after.trim_start();
    }
    !line.is_empty() && rest.is_empty()
}

/// Two spaces at its end keep a line's end.
fn block(lines: &[String]) -> String {
    lines.iter().map(|line| escape::line_start(line)).collect::<Vec<_>>().join("  \n")
}
