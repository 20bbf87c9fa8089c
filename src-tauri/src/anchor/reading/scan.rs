//! Stored HTML as a sequence of tags and characters, each with the bytes it stands at.

use std::ops::Range;

/// What stands next in the HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A start tag; `ours` when the reader added the element (`data-lede-ui`).
    Open { name: &'a str, ours: bool },
    /// An end tag.
    Close { name: &'a str },
    /// One character of text, a character reference decoded.
    Char(char),
}

/// Reads HTML as our sanitiser writes it: attribute values in quotes, the few character references a serialiser needs. Anything else
/// ends as well, with text where a browser may see markup.
pub(super) struct Scanner<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub fn new(html: &'a str) -> Self {
        Self { html, at: 0 }
    }

    fn tag(&mut self) -> Option<Token<'a>> {
        let rest = &self.html[self.at..];
        let inside = rest.strip_prefix('<')?;
        let (name_part, closing) = match inside.strip_prefix('/') {
            Some(after) => (after, true),
            None => (inside, false),
        };
        if !name_part.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = name_part.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/');
        let name = &name_part[..end.unwrap_or(name_part.len())];
        let tag = &rest[..tag_length(rest)];
        self.at += tag.len();
        Some(if closing { Token::Close { name } } else { Token::Open { name, ours: is_ours(tag) } })
    }

    fn character(&mut self) -> Option<char> {
        let rest = &self.html[self.at..];
        let (c, length) = reference(rest).or_else(|| line_end(rest)).or_else(|| plain(rest))?;
        self.at += length;
        Some(c)
    }

    fn skip_comments(&mut self) {
        while let Some(comment) = self.html[self.at..].strip_prefix("<!--") {
            let length = comment.find("-->").map_or(comment.len(), |end| end + "-->".len());
            self.at += "<!--".len() + length;
        }
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = (Token<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_comments();
        let start = self.at;
        let token = match self.tag() {
            Some(tag) => tag,
            None => Token::Char(self.character()?),
        };
        Some((token, start..self.at))
    }
}

fn plain(text: &str) -> Option<(char, usize)> {
    text.chars().next().map(|c| (c, c.len_utf8()))
}

/// A parser makes a line feed of every line end.
fn line_end(text: &str) -> Option<(char, usize)> {
    let after = text.strip_prefix('\r')?;
    Some(('\n', if after.starts_with('\n') { 2 } else { 1 }))
}

/// Bytes of the tag that `html` begins with, up to and including its `>`.
fn tag_length(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// Whether a tag has the attribute by which the reader marks what it adds, outside of any value.
fn is_ours(tag: &str) -> bool {
    const MARK: &str = " data-lede-ui";
    tag.match_indices(MARK).any(|(at, _)| {
        let ends = tag[at + MARK.len()..].starts_with(['=', '>', ' ', '/']);
        ends && tag[..at].bytes().filter(|&byte| byte == b'"').count() % 2 == 0
    })
}

/// The character reference that a text begins with, and its length in bytes.
fn reference(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 12;
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let c = match &inside[..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        name => numbered(name.strip_prefix('#')?)?,
    };
    Some((c, end + 2))
}

fn numbered(digits: &str) -> Option<char> {
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    char::from_u32(number.ok()?).filter(|&c| c != '\0')
}
