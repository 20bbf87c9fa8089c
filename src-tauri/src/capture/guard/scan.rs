//! The fast pass over a page's bytes: leaves out scripts, styles and comments, caps tags and attributes, watches the depth.

use std::borrow::Cow;

use super::model::OpenElements;
use super::tag::{self, Name, known};
use super::{Guarded, Script};

/// Start tags let through.
const MAX_TAGS: usize = 300_000;
/// Attributes of one tag let through.
const MAX_ATTRIBUTES: usize = 256;
/// Bytes of one attribute let through; a picture in a `data:` URL can be long.
const MAX_ATTRIBUTE_BYTES: usize = 1 << 20;
/// Bytes of one JSON-LD script, and of all.
const MAX_JSON_LD_BYTES: usize = 512 << 10;

/// Bytes of all scripts that are kept for their data.
const MAX_DATA_BYTES: usize = 4 << 20;
/// A script of fewer bytes holds no article, nor much of one that is streamed.
const MIN_DATA_BYTES: usize = 64;

/// Most bytes of an attribute that is a picture: pages that a browser saved in one file hold them so.
const MAX_PICTURE_BYTES: usize = 20 << 20;

/// Bytes of text of a `<noscript>` beside a lazy picture; more is a message to the reader.
const MAX_NOSCRIPT_TEXT: usize = 400;

/// The most bytes that this attribute may have.
fn most_bytes(attribute: &[u8]) -> usize {
    let head = attribute.get(..17).unwrap_or_default().to_ascii_lowercase();
    let value = head.strip_prefix(b"src=").map(|value| value.strip_prefix(b"\"").unwrap_or(value));
    let is_picture =
        value.is_some_and(|value| value.strip_prefix(b"'").unwrap_or(value).starts_with(b"data:image/"));
    if is_picture { MAX_PICTURE_BYTES } else { MAX_ATTRIBUTE_BYTES }
}

/// Scans a page; the second value says whether nesting may be beyond the limit.
pub(super) fn scan(html: &str) -> (Guarded, bool) {
    let mut scan = Scan {
        html,
        bytes: html.as_bytes(),
        copied: 0,
        at: 0,
        tags: 0,
        json_ld_bytes: 0,
        data_bytes: 0,
        noscript_stays_open: false,
        open: OpenElements::default(),
        out: Guarded { html: String::with_capacity(html.len()), ..Guarded::default() },
    };
    while let Some(offset) = find(&scan.bytes[scan.at..], b"<") {
        scan.at += offset;
        scan.markup();
    }
    scan.skip(html.len(), html.len());
    (scan.out, scan.open.suspicious())
}

struct Scan<'a> {
    html: &'a str,
    bytes: &'a [u8],
    /// Everything before this was copied or left out.
    copied: usize,
    at: usize,
    tags: usize,
    json_ld_bytes: usize,
    data_bytes: usize,
    /// Whether the rest of the page has no end tag of a `<noscript>`: looked for once, however many are left open.
    noscript_stays_open: bool,
    open: OpenElements,
    out: Guarded,
}

impl Scan<'_> {
    /// Copies what stands before `from` and leaves out what stands before `to`.
    fn skip(&mut self, from: usize, to: usize) {
        self.out.html.push_str(&self.html[self.copied..from]);
        self.copied = to;
        self.at = to;
    }

    fn markup(&mut self) {
        let at = self.at;
        match self.bytes.get(at + 1) {
            Some(b'!') => self.declaration(),
            Some(b'?') => {
                let end = find(&self.bytes[at..], b">").map_or(self.bytes.len(), |n| at + n + 1);
                self.skip(at, end);
            }
            Some(b'/') if self.bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic) => self.end_tag(),
            Some(b) if b.is_ascii_alphabetic() => self.start_tag(),
            _ => self.at = at + 1,
        }
    }

    fn declaration(&mut self) {
        let rest = &self.bytes[self.at..];
        if let Some(body) = rest.strip_prefix(b"<!--") {
            let end = if body.starts_with(b">") {
                5
            } else if body.starts_with(b"->") {
                6
            } else {
                find_comment_end(body).map_or(rest.len(), |n| n + 4)
            };
            self.skip(self.at, self.at + end);
        } else {
            self.at += find(rest, b">").map_or(rest.len(), |n| n + 1);
        }
    }

    fn name_end(&self, from: usize) -> usize {
        from + self.bytes[from..]
            .iter()
            .position(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0C | b'/' | b'>'))
            .unwrap_or(self.bytes.len() - from)
    }

    fn end_tag(&mut self) {
        let from = self.at + 2;
        let name_end = self.name_end(from);
        let tag = tag::pack(&self.bytes[from..name_end]);
        let end = find(&self.bytes[name_end..], b">").map_or(self.bytes.len(), |n| name_end + n + 1);
        if tag == known::PLAINTEXT || self.tags > MAX_TAGS {
            self.skip(self.at, end);
        } else {
            self.open.end(tag);
            self.at = end;
        }
    }

    fn start_tag(&mut self) {
        let from = self.at;
        let name_end = self.name_end(from + 1);
        let tag = tag::pack(&self.bytes[from + 1..name_end]);
        let attributes = Attributes::new(self.bytes, name_end).read();
        if tag == known::SCRIPT || tag == known::STYLE {
            return self.leave_out_raw(from, attributes.end, tag, name_end);
        }
        if tag == known::NOSCRIPT {
            return self.keep_pictures_of_noscript(from, attributes.end);
        }
        self.tags += 1;
        if tag == known::PLAINTEXT || self.tags > MAX_TAGS {
            self.out.flattened |= self.tags > MAX_TAGS;
            self.skip(from, attributes.end);
            // One blank for any number of them: below 512 elements, every reading of the text would go over all again.
            if !self.out.html.ends_with(' ') {
                self.out.html.push(' ');
            }
            return;
        }
        for (start, end) in &attributes.too_much {
            self.out.flattened = true;
            self.skip(*start, *end);
        }
        if tag == known::HTML
            && let Some((start, end)) = attributes.class
        {
            // One engine takes a class such as header-menu on the root element for a reason to drop the whole page.
            self.skip(start, end);
        }
        self.open.start(tag, attributes.self_closing);
        self.at = attributes.end;
        if known::RAW.contains(&tag) {
            self.at = raw_end(self.bytes, attributes.end, &self.bytes[from + 1..name_end]).0;
        }
    }

    /// Leaves of a `<noscript>` only what a lazy picture's twin is made of. A browser that runs scripts reads it as raw
    /// text up to the first end tag; a parser that does not would let an element left open in it swallow the rest of
    /// the page.
    fn keep_pictures_of_noscript(&mut self, from: usize, open_end: usize) {
        if self.noscript_stays_open {
            return self.skip(from, open_end);
        }
        let (content_end, end) = raw_end(self.bytes, open_end, b"noscript");
        if content_end == end {
            // Never closed: what follows is the page.
            self.noscript_stays_open = true;
            return self.skip(from, open_end);
        }
        let kept = Twin::read(&self.html[open_end..content_end]);
        self.tags += kept.tags;
        self.skip(from, end);
        if self.tags <= MAX_TAGS && kept.text <= MAX_NOSCRIPT_TEXT && kept.tags > 0 {
            self.out.html.push_str("<noscript>");
            self.out.html.push_str(&kept.html);
            self.out.html.push_str("</noscript>");
        }
    }

    fn leave_out_raw(&mut self, from: usize, open_end: usize, tag: Name, name_end: usize) {
        let (content_end, end) = raw_end(self.bytes, open_end, &self.bytes[from + 1..name_end]);
        if tag == known::SCRIPT {
            let content = &self.html[open_end.min(content_end)..content_end];
            let fits = content.len() + self.json_ld_bytes <= MAX_JSON_LD_BYTES;
            if is_json_ld(&self.html[name_end..open_end]) {
                if fits && !content.trim().is_empty() {
                    self.json_ld_bytes += content.len();
                    self.out.json_ld.push(content.to_owned());
                }
            } else {
                self.out.scripts += 1;
                self.keep_data(&self.html[name_end..open_end.min(content_end)], content);
            }
        }
        self.skip(from, end);
    }

    fn keep_data(&mut self, attributes: &str, content: &str) {
        let fits = content.len() + self.data_bytes <= MAX_DATA_BYTES;
        if content.len() >= MIN_DATA_BYTES && fits {
            self.data_bytes += content.len();
            let json =
                value_of(attributes, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("json"));
            let id = value_of(attributes, "id").unwrap_or_default().to_owned();
            self.out.data.push(Script { id, json, content: content.to_owned() });
        }
    }
}

/// The value of an attribute, by its name in lower case.
fn value_of<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let (before, after) = attributes.split_once(&format!("{name}="))?;
    if !before.is_empty() && !before.ends_with(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'')) {
        return value_of(after, name);
    }
    match after.as_bytes().first()? {
        quote @ (b'"' | b'\'') => after[1..].split(char::from(*quote)).next(),
        _ => after.split([' ', '\n', '\t']).next(),
    }
}

fn is_json_ld(attributes: &str) -> bool {
    let lower: Cow<'_, str> = attributes.to_ascii_lowercase().into();
    lower.contains("application/ld+json")
}

/// The pictures of a `<noscript>`.
#[derive(Default)]
struct Twin {
    html: String,
    tags: usize,
    /// Bytes of text beside them.
    text: usize,
}

impl Twin {
    fn read(content: &str) -> Self {
        let (mut twin, bytes) = (Self::default(), content.as_bytes());
        let (mut at, mut in_picture) = (0, false);
        while let Some(offset) = find(&bytes[at..], b"<") {
            let from = at + offset;
            twin.text += content[at..from].trim().len();
            let closing = bytes.get(from + 1) == Some(&b'/');
            let name_from = from + 1 + usize::from(closing);
            let letters = bytes[name_from..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            let attributes = Attributes::new(bytes, name_from + letters).read();
            at = attributes.end;
            let wanted = match tag::pack(&bytes[name_from..name_from + letters]) {
                known::PICTURE => in_picture == closing,
                known::IMG | known::SOURCE => !closing,
                _ => false,
            };
            if wanted && bytes[at - 1] == b'>' && attributes.too_much.is_empty() {
                in_picture ^= letters == "picture".len();
                twin.tags += 1;
                twin.html.push_str(&content[from..at]);
            }
        }
        twin.text += content[at..].trim().len();
        if in_picture {
            twin.html.push_str("</picture>");
        }
        twin
    }
}

/// Where the raw text of an element ends, and where its end tag ends.
fn raw_end(bytes: &[u8], from: usize, name: &[u8]) -> (usize, usize) {
    let mut at = from;
    while let Some(offset) = find(&bytes[at.min(bytes.len())..], b"</") {
        let close = at + offset;
        let after = close + 2 + name.len();
        let matches = bytes.get(close + 2..after).is_some_and(|b| b.eq_ignore_ascii_case(name))
            && bytes
                .get(after)
                .is_none_or(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0C | b'/' | b'>'));
        if matches && !(name.eq_ignore_ascii_case(b"script") && double_escaped(&bytes[from..close])) {
            let end = find(&bytes[after.min(bytes.len())..], b">").map_or(bytes.len(), |n| after + n + 1);
            return (close, end);
        }
        at = close + 2;
    }
    (bytes.len(), bytes.len())
}

/// Whether a script is inside `<!-- <script>`, where its end tag does not count (HTML Standard 13.2.5.27).
fn double_escaped(script: &[u8]) -> bool {
    let Some(open) = script.windows(4).rposition(|w| w == b"<!--") else { return false };
    let rest = &script[open..];
    let count = |needle: &[u8]| rest.windows(needle.len()).filter(|w| w.eq_ignore_ascii_case(needle)).count();
    !rest.windows(3).skip(2).any(|w| w == b"-->") && count(b"<script") > count(b"</script")
}

/// The attributes of a start tag, by their places only.
struct Attributes<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
    count: usize,
    self_closing: bool,
    class: Option<(usize, usize)>,
    too_much: Vec<(usize, usize)>,
}

impl<'a> Attributes<'a> {
    fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, end: at, count: 0, self_closing: false, class: None, too_much: Vec::new() }
    }

    /// Reads up to the end of the tag, by the tokenizer's rules for quotes.
    fn read(mut self) -> Self {
        loop {
            match self.bytes.get(self.at) {
                None => break,
                Some(b'>') => {
                    self.self_closing = self.bytes[self.at - 1] == b'/';
                    self.at += 1;
                    break;
                }
                Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0C | b'/') => self.at += 1,
                Some(_) => self.attribute(),
            }
        }
        self.end = self.at;
        self
    }

    fn attribute(&mut self) {
        let start = self.at;
        self.at += 1;
        self.pass(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0C | b'/' | b'>' | b'='));
        let name_end = self.at;
        self.pass(|b| !b.is_ascii_whitespace());
        if self.bytes.get(self.at) == Some(&b'=') {
            self.at += 1;
            self.pass(|b| !b.is_ascii_whitespace());
            self.value();
        } else {
            self.at = name_end;
        }
        self.count += 1;
        if self.count > MAX_ATTRIBUTES || self.at - start > most_bytes(&self.bytes[start..self.at]) {
            match self.too_much.last_mut() {
                Some(last) if self.bytes[last.1..start].iter().all(u8::is_ascii_whitespace) => {
                    last.1 = self.at
                }
                _ => self.too_much.push((start, self.at)),
            }
        } else if self.bytes[start..name_end].eq_ignore_ascii_case(b"class") {
            // With the white space after it, so that nothing but the attribute is missed.
            let space = usize::from(self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace));
            self.class = Some((start, self.at + space));
        }
    }

    fn value(&mut self) {
        match self.bytes.get(self.at) {
            Some(quote @ (b'"' | b'\'')) => {
                let rest = &self.bytes[self.at + 1..];
                self.at += find(rest, &[*quote]).map_or(rest.len() + 1, |n| n + 2);
            }
            Some(b'>') | None => {}
            Some(_) => self.pass(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0C | b'>')),
        }
    }

    fn pass(&mut self, stop: fn(&u8) -> bool) {
        self.at += self.bytes[self.at..].iter().position(stop).unwrap_or(self.bytes.len() - self.at);
    }
}

fn find_comment_end(body: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(offset) = find(body.get(at..)?, b"--") {
        let after = at + offset + 2;
        match body.get(after) {
            Some(b'>') => return Some(after + 1),
            Some(b'!') if body.get(after + 1) == Some(&b'>') => return Some(after + 2),
            _ => at += offset + 1,
        }
    }
    None
}

/// The place of a byte string of one or two bytes.
fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [a] => memchr::memchr(*a, haystack),
        [a, b] => memchr::memchr_iter(*a, haystack).find(|at| haystack.get(at + 1) == Some(b)),
        _ => None,
    }
}
