//! A row of a file, made ready to be stored: everything that takes time and needs no archive.

use std::sync::Arc;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::capture::{Capturer, Given, GivenPage, Sites, unfetched};
use crate::error::{Error, Result};
use crate::library::prepared::{compress, sha256};
use crate::markdown;
use crate::model::{
    Capture, ImportFormat, ImportedArticle, ImportedCollection, ImportedContent, ImportedItem, ImportedRow,
    Language, Metadata, PageFiles, Refusal,
};

/// A row that is ready to be stored.
pub(super) struct Entry {
    /// Its number in the file, from 1.
    pub(super) row: u64,
    /// Where it stands in the file.
    pub(super) place: String,
    /// What stands there, compressed.
    pub(super) source: Vec<u8>,
    /// What it is, or why it is nothing.
    pub(super) item: Result<Item, Refusal>,
}

/// What a row is.
pub(super) enum Item {
    Article(Box<ReadyArticle>),
    Collection(ImportedCollection),
}

/// An article with its first copy.
pub(super) struct ReadyArticle {
    pub(super) said: ImportedArticle,
    /// Its URL, or what stands for one.
    pub(super) url: String,
    pub(super) capture: Capture,
    /// Whether the file had its text.
    pub(super) has_text: bool,
    /// Whether there is more of it to be had from its server.
    pub(super) fetchable: bool,
}

/// What rows are made ready with.
#[derive(Clone)]
pub(super) struct Making {
    pub(super) capturer: Arc<Capturer>,
    pub(super) sites: Sites,
    pub(super) format: ImportFormat,
    pub(super) skip_feeds: bool,
}

impl Making {
    /// Makes a row ready. A text that cannot be cleaned makes the article one without text, whose page is still to be fetched.
    pub(super) async fn ready(
        &self,
        (row, imported): (u64, ImportedRow),
        now: Timestamp,
        cancel: &CancellationToken,
    ) -> Result<Entry> {
        let source = compress(&imported.source)?;
        let item = match imported.item {
            Err(refusal) => Err(refusal),
            Ok(ImportedItem::Collection(collection)) => Ok(Item::Collection(collection)),
            Ok(ImportedItem::Article(article)) if article.feed && self.skip_feeds => {
                Err(Refusal::Skipped("a feed brought it".to_owned()))
            }
            Ok(ImportedItem::Article(article)) => {
                self.article(*article, &imported.source, now, cancel).await?.map(Item::Article)
            }
        };
        Ok(Entry { row, place: imported.place, source, item })
    }

    async fn article(
        &self,
        mut said: ImportedArticle,
        source: &[u8],
        now: Timestamp,
        cancel: &CancellationToken,
    ) -> Result<Result<Box<ReadyArticle>, Refusal>> {
        let content = said.content.take();
        let url = match url_of(&said, content.is_some(), source) {
            Ok(url) => url,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let metadata = metadata_of(&said);
        let is_page = matches!(content, Some(ImportedContent::Page(_)));
        let is_on_web = is_http(&url);
        let mut given = None;
        if let Some(content) = content {
            let (page, files) = page_of(content);
            let asked = Given {
                url: url.clone(),
                page,
                metadata: metadata.clone(),
                files,
                now,
                sites: self.sites.clone(),
            };
            match self.capturer.take_in(asked, cancel).await {
                Ok(capture) => given = Some(capture),
                Err(Error::Cancelled) => return Err(Error::Cancelled),
                Err(error) if !is_on_web => return Ok(Err(Refusal::Failed(error.to_string()))),
                Err(error) => tracing::warn!(%error, url, "imported without its text"),
            }
        }
        let has_text = given.is_some();
        let capture = given.unwrap_or_else(|| unfetched(&url, metadata, &self.format.name(), now));
        let fetchable = is_on_web && !said.unfetchable && !(is_page && has_text);
        Ok(Ok(Box::new(ReadyArticle { said, url, capture, has_text, fetchable })))
    }
}

/// The URL of an entry. What has none, and is more than a URL, is known by what it is called, or by what it says.
pub(super) fn url_of(said: &ImportedArticle, has_text: bool, source: &[u8]) -> Result<String, Refusal> {
    let url = said.url.as_deref().map(str::trim).filter(|url| !url.is_empty());
    let says_something = has_text || !said.notes.is_empty() || !said.highlights.is_empty();
    match url {
        Some(url) if is_http(url) => match url::Url::parse(url) {
            Ok(_) => Ok(url.to_owned()),
            Err(error) => Err(Refusal::Failed(format!("{url:?} is no URL: {error}"))),
        },
        Some(url) if says_something && is_name(url) => Ok(url.to_owned()),
        // Its address leads nowhere without the other program; what it says is an article all the same.
        Some(url) if says_something => Ok(name_of(url.as_bytes())),
        Some(url) => Err(match url.split_once(':') {
            Some((scheme, _)) if scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) => {
                Refusal::Skipped(format!("{scheme}: is no address of a web page"))
            }
            _ => Refusal::Failed(format!("{url:?} is no URL")),
        }),
        None if says_something || said.excerpt.is_some() => {
            let title = said.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
            let named = title.map(|title| format!("{title}\n{}", said.authors.join("\n")));
            let known_by = named.as_deref().map_or(source, str::as_bytes);
            Ok(name_of(known_by))
        }
        None => Err(Refusal::Failed("it has no URL".to_owned())),
    }
}

/// Whether a URL is a name that stands for no address: a file of ours, or one without an address, has it.
fn is_name(url: &str) -> bool {
    url.starts_with("urn:sha256:") && !url.contains(char::is_whitespace)
}

/// What is known by no address is known by a sum.
fn name_of(bytes: &[u8]) -> String {
    format!("urn:sha256:{}", sha256(bytes))
}

/// Whether a URL can be fetched.
pub(super) fn is_http(url: &str) -> bool {
    let scheme = url.split(':').next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

fn page_of(content: ImportedContent) -> (GivenPage, Option<Arc<dyn PageFiles>>) {
    match content {
        ImportedContent::Html(html, files) => (GivenPage::Article(html), files),
        ImportedContent::Markdown(text, files) => {
            (GivenPage::Article(markdown::to_html(&text, &|_| None)), files)
        }
        ImportedContent::Text(text) => (GivenPage::Article(paragraphs(&text)), None),
        ImportedContent::Page(mut page) => {
            let files = page.files.take();
            (GivenPage::Page(*page), files)
        }
    }
}

fn paragraphs(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let paragraphs = escaped.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    paragraphs.map(|paragraph| format!("<p>{}</p>\n", paragraph.replace('\n', "<br>"))).collect()
}

/// What the file says of an article.
fn metadata_of(said: &ImportedArticle) -> Metadata {
    let title = said.title.as_deref().map(str::trim).filter(|title| Some(*title) != said.url.as_deref());
    let excerpt = said.excerpt.as_deref().map(str::trim).filter(|excerpt| !excerpt.is_empty());
    Metadata {
        title: title.unwrap_or_default().to_owned(),
        authors: said.authors.clone(),
        site: said.site.clone(),
        published: said.published.clone(),
        published_from: said.published.as_ref().map(|_| "file".to_owned()),
        language: Language { tag: said.language.clone(), declared: said.language.clone(), detected: None },
        excerpt: excerpt.map(str::to_owned),
        ..Metadata::default()
    }
}
