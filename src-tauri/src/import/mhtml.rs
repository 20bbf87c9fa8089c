//! MHTML: a page with its pictures in one MIME message (RFC 2557), as browsers save it.

use std::collections::HashMap;
use std::fmt;
use std::io::Read;
use std::sync::Arc;

use jiff::Timestamp;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{
    Encoding, HeaderName, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};
use memchr::memmem;
use sha2::{Digest, Sha256};
use url::Url;

use super::warc::hex;
use super::{Head, Importer, Input, Take};
use crate::error::{Error, Result};
use crate::model::{
    ImportedArticle, ImportedContent, ImportedItem, ImportedPage, ImportedRow, PageFile, PageFiles, Refusal,
};

/// Bytes of a message beyond which it is none of a page.
const LARGEST: u64 = 256 << 20;

/// Where Chrome says what page it is.
const SNAPSHOT: &str = "Snapshot-Content-Location";

/// Whether a file begins with the head of a MIME message that holds a page.
pub(super) fn is(head: &Head) -> bool {
    let text = head.text.replace("\r\n", "\n");
    let fields = text.split("\n\n").next().unwrap_or_default().to_ascii_lowercase();
    let has = |name: &str| fields.lines().any(|line| line.starts_with(name));
    let related = fields.contains("multipart/related") || fields.contains("text/html");
    has("content-type:") && has("mime-version:") && related
}

/// Reads a page in a MIME message.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    Box::new(Mhtml(input))
}

struct Mhtml(Input);

impl Importer for Mhtml {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let Input { path, source, head } = self.0;
        let mut bytes = Vec::new();
        let read = source.take(LARGEST + 1).read_to_end(&mut bytes);
        read.map_err(|source| Error::Io { path: path.display().to_string(), source })?;
        let item = match bytes.len() as u64 > LARGEST {
            true => Err(Refusal::Failed(format!("it is larger than {LARGEST} bytes"))),
            false => match article(&bytes) {
                Ok(article) => Ok(ImportedItem::Article(Box::new(article))),
                Err(why) => Err(Refusal::Failed(why)),
            },
        };
        take(ImportedRow { place: head.name, source: head_of(&bytes).to_vec(), item })
    }
}

/// The fields at the head of a message.
fn head_of(message: &[u8]) -> &[u8] {
    const LONGEST: usize = 16 << 10;
    let message = &message[..message.len().min(LONGEST)];
    let end = memmem::find(message, b"\r\n\r\n").or_else(|| memmem::find(message, b"\n\n"));
    &message[..end.unwrap_or(message.len())]
}

fn article(bytes: &[u8]) -> Result<ImportedArticle, String> {
    let message = MessageParser::default().parse(bytes).ok_or("it is no MIME message")?;
    let page = page_of(&message).ok_or("there is no page in it")?;
    let url = location(message.root_part(), SNAPSHOT)
        .or_else(|| location(page, "Content-Location"))
        .or_else(|| location(message.root_part(), "Content-Location"))
        .filter(|url| is_web(url));
    let saved = message.date().and_then(|date| Timestamp::from_second(date.to_timestamp()).ok());
    let body = unpacked(bytes, page);
    if body.trim_ascii().is_empty() {
        return Err("the page in it is empty".to_owned());
    }
    let files = Arc::new(Parts(files(&message, page, url.as_deref())));
    let name = || format!("urn:sha256:{}", hex(&Sha256::digest(&body)));
    let known_by = url.clone().unwrap_or_else(name);
    let imported = ImportedPage {
        final_url: url.clone().unwrap_or_default(),
        status: None,
        headers: vec![("content-type".to_owned(), content_type(page))],
        fetched: saved,
        body,
        files: Some(files),
    };
    Ok(ImportedArticle {
        // A page without an address is known by what it is.
        url: Some(known_by),
        title: message.subject().map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned),
        saved,
        content: Some(ImportedContent::Page(Box::new(imported))),
        ..ImportedArticle::default()
    })
}

/// The part that is the page: the one the message says that it begins with, or that has its address, or the first one.
fn page_of<'a, 'x>(message: &'a Message<'x>) -> Option<&'a MessagePart<'x>> {
    let pages = || message.parts.iter().filter(|part| is_page(part));
    let start = message.root_part().content_type().and_then(|kind| kind.attribute("start")).map(bare);
    let named = |part: &&MessagePart<'_>| start.is_some() && part.content_id().map(bare) == start;
    let own = location(message.root_part(), SNAPSHOT);
    let at = |part: &&MessagePart<'_>| own.is_some() && location(part, "Content-Location") == own;
    pages().find(named).or_else(|| pages().find(at)).or_else(|| pages().next())
}

fn is_page(part: &MessagePart<'_>) -> bool {
    let kind = part.content_type();
    let is = |kind: &mail_parser::ContentType<'_>| {
        let sub = kind.subtype().unwrap_or_default();
        kind.ctype().eq_ignore_ascii_case("text") && sub.eq_ignore_ascii_case("html")
            || kind.ctype().eq_ignore_ascii_case("application") && sub.eq_ignore_ascii_case("xhtml+xml")
    };
    kind.is_some_and(is)
}

/// A part's bytes before they were packed for the mail, in the encoding of the page: the parser would have made them UTF-8 by a
/// name that is often missing or wrong.
fn unpacked(message: &[u8], part: &MessagePart<'_>) -> Vec<u8> {
    let packed = message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let bytes = match part.encoding {
        Encoding::None => Some(packed.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(packed),
        Encoding::Base64 => base64_decode(packed),
    };
    bytes.unwrap_or_else(|| part.contents().to_vec())
}

fn content_type(part: &MessagePart<'_>) -> String {
    let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
    charset.map_or_else(|| "text/html".to_owned(), |charset| format!("text/html; charset={charset}"))
}

/// An address in a field; a long one is folded over lines.
fn location(part: &MessagePart<'_>, name: &'static str) -> Option<String> {
    let name = HeaderName::parse(name)?;
    let found = part.headers.iter().rev().find(|header| header.name == name)?;
    let HeaderValue::Text(value) = &found.value else { return None };
    let value: String = value.split_whitespace().collect();
    (!value.is_empty()).then_some(value)
}

fn bare(id: &str) -> &str {
    id.trim().trim_start_matches('<').trim_end_matches('>')
}

fn is_web(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// The other parts by the addresses that the page may call them by.
fn files(message: &Message<'_>, page: &MessagePart<'_>, url: Option<&str>) -> HashMap<String, Arc<PageFile>> {
    let base = url.and_then(|url| Url::parse(url).ok()).or_else(|| Url::parse("file:///").ok());
    let mut files = HashMap::new();
    for part in message.parts.iter().filter(|part| !std::ptr::eq(*part, page)) {
        let (PartType::Binary(bytes) | PartType::InlineBinary(bytes)) = &part.body else { continue };
        let kind = part.content_type().map(|kind| match kind.subtype() {
            Some(sub) => format!("{}/{sub}", kind.ctype()),
            None => kind.ctype().to_owned(),
        });
        let file = PageFile { media_type: kind.unwrap_or_default(), bytes: bytes.to_vec() };
        let file = Arc::new(file);
        let own = location(part, "Content-Location").and_then(|own| base.as_ref()?.join(&own).ok());
        if let Some(own) = own {
            files.entry(own.into()).or_insert_with(|| Arc::clone(&file));
        }
        if let Some(id) = part.content_id() {
            files.insert(format!("cid:{}", bare(id)), file);
        }
    }
    files
}

/// The parts of a message.
struct Parts(HashMap<String, Arc<PageFile>>);

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts").field("count", &self.0.len()).finish()
    }
}

impl PageFiles for Parts {
    fn file(&self, url: &str) -> Option<PageFile> {
        let plain = || url.split('#').next().and_then(|url| self.0.get(url));
        self.0.get(url).or_else(plain).map(|file| PageFile::clone(file))
    }
}

#[cfg(test)]
mod tests;
