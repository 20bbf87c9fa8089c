//! The reading text: what a person reads of a version's clean HTML, as one text whose code points can be counted.
//!
//! It is the text of everything in the clean HTML in document order. White space is collapsed as a browser shows it, but kept in `pre`.
//! Between two blocks stands one `"\n"`, whatever lies between them; there is none at the ends. Left out are the pronunciation beside
//! ruby text (`rt`, `rp`), pictures with their descriptions, inserts that point to other stories (`aside`), and what the reader adds
//! to the copy (`data-lede-ui`). The window reads the same text from its document (`ui/src/utils/readingText.ts`); `tests/reading-text.json` holds both to it.

mod scan;

use std::ops::Range;

use scan::{Scanner, Token};

/// The reading text of some HTML, and where in the HTML each of its characters stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadingText {
    text: String,
    /// Stretches of the text that stand in one piece in the HTML, in order.
    pieces: Vec<Piece>,
    length: usize,
}

/// A stretch of text without markup between.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    /// Code points of the text before it.
    start: usize,
    /// The bytes of the HTML of each character, as ends: the first begins at `html`, each other where the one before ends.
    html: usize,
    ends: Vec<usize>,
}

impl ReadingText {
    /// Reads the text of stored HTML (see the definition above). Linear in its length.
    #[must_use]
    pub fn of_html(html: &str) -> Self {
        let mut reader = Reader::default();
        for (token, place) in Scanner::new(html) {
            match token {
                Token::Open { name, ours } => reader.open(name, ours),
                Token::Close { name } => reader.close(name),
                Token::Char(c) => reader.character(c, place),
            }
        }
        reader.out
    }

    /// The text itself.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its length in code points.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }

    /// Where a range of code points stands in the HTML: ranges of bytes in order, none of which has a tag inside. A break between blocks
    /// stands nowhere.
    #[must_use]
    pub fn in_html(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let first = self.pieces.partition_point(|piece| piece.start + piece.ends.len() <= range.start);
        let inside = self.pieces[first..].iter().take_while(|piece| piece.start < range.end);
        inside.filter_map(|piece| piece.part(&range)).collect()
    }

    fn push(&mut self, c: char, place: Range<usize>) {
        self.text.push(c);
        match self.pieces.last_mut() {
            Some(last)
                if last.ends.last() == Some(&place.start) && last.start + last.ends.len() == self.length =>
            {
                last.ends.push(place.end);
            }
            _ => {
                self.pieces.push(Piece { start: self.length, html: place.start, ends: vec![place.end] });
            }
        }
        self.length += 1;
    }

    fn push_break(&mut self) {
        self.text.push('\n');
        self.length += 1;
    }
}

impl Piece {
    fn part(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let from = range.start.saturating_sub(self.start);
        let to = (range.end - self.start).min(self.ends.len());
        (from < to).then(|| {
            let start = if from == 0 { self.html } else { self.ends[from - 1] };
            start..self.ends[to - 1]
        })
    }
}

/// What has been read since the last character that can be seen.
#[derive(Debug, Default)]
enum Gap {
    #[default]
    None,
    /// White space that shows as one space.
    Space(Range<usize>),
    /// White space in `pre`, which shows as it is.
    Verbatim(Vec<(char, Range<usize>)>),
    /// The end of a block, or the beginning of the text.
    Break,
}

#[derive(Debug, Default)]
struct Reader {
    out: ReadingText,
    gap: Gap,
    /// `pre` elements that are open.
    verbatim: usize,
    /// The element that is left out, and how many of its name are open.
    left_out: Option<(String, usize)>,
}

impl Reader {
    fn open(&mut self, name: &str, ours: bool) {
        if let Some((out, depth)) = &mut self.left_out {
            *depth += usize::from(out.eq_ignore_ascii_case(name));
        } else if ours || is_left_out(name) {
            self.left_out = (!is_void(name)).then(|| (name.to_owned(), 1));
        } else if is_block(name) {
            self.gap = Gap::Break;
            self.verbatim += usize::from(name.eq_ignore_ascii_case("pre"));
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((out, depth)) = &mut self.left_out {
            *depth -= usize::from(out.eq_ignore_ascii_case(name));
            if *depth == 0 {
                self.left_out = None;
            }
        } else if is_block(name) {
            self.gap = Gap::Break;
            self.verbatim = self.verbatim.saturating_sub(usize::from(name.eq_ignore_ascii_case("pre")));
        }
    }

    fn character(&mut self, c: char, place: Range<usize>) {
        if self.left_out.is_some() || c == '\0' {
            return;
        }
        if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c') {
            return self.white_space(c, place);
        }
        match std::mem::take(&mut self.gap) {
            Gap::Break if self.out.length > 0 => self.out.push_break(),
            _ if self.out.length == 0 => {}
            Gap::Space(place) => self.out.push(' ', place),
            Gap::Verbatim(kept) => kept.into_iter().for_each(|(c, place)| self.out.push(c, place)),
            Gap::None | Gap::Break => {}
        }
        self.out.push(c, place);
    }

    fn white_space(&mut self, c: char, place: Range<usize>) {
        match &mut self.gap {
            Gap::Break => {}
            Gap::Verbatim(kept) if self.verbatim > 0 => kept.push((c, place)),
            gap @ Gap::None if self.verbatim > 0 => *gap = Gap::Verbatim(vec![(c, place)]),
            gap @ Gap::None => *gap = Gap::Space(place),
            Gap::Space(before) if before.end == place.start => before.end = place.end,
            Gap::Space(_) | Gap::Verbatim(_) => {}
        }
    }
}

/// Whether elements of this name begin on a line of their own and end it; `br` and `hr` are such breaks without content.
#[must_use]
pub fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 43] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "td",
        "th",
        "tr",
    ];
    const ROWS: [&str; 4] = ["tbody", "tfoot", "thead", "ul"];
    BLOCKS.iter().chain(&ROWS).any(|block| block.eq_ignore_ascii_case(name))
}

/// Elements whose text is not read: pronunciation beside the text, pointers to other stories, and what no browser shows.
fn is_left_out(name: &str) -> bool {
    ["aside", "rt", "rp", "script", "style", "template", "noscript", "head", "title"]
        .iter()
        .any(|out| out.eq_ignore_ascii_case(name))
}

fn is_void(name: &str) -> bool {
    ["br", "hr", "img", "wbr", "input", "col"].iter().any(|void| void.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests;
