//! A web archive: what servers sent, as WARC 1.1 records, wrapped as WACZ 1.1.1 with an index, pages and digests, so that replay
//! tools such as ReplayWeb.page open it. docs/EXPORT.md says what is in it.
//!
//! Sources: ISO 28500:2017 (WARC 1.1); Webrecorder, "WACZ Format 1.1.1" and "CDXJ 0.1.0".

mod http;
mod index;
mod package;
mod pages;
mod record;
mod sort;
mod surt;

use std::collections::HashSet;
use std::fs::File;
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use url::Url;

use super::{Exporter, Finished, Source, Target};
use crate::error::Result;
use crate::model::{Article, ArticleId, Contents, KeptPicture, KeptResponse, LeftOut};
use index::{Index, Line};
use package::Package;
use pages::{Page, Pages};
use record::{Kind, Record, hex_sha256};

/// The WARC file within the package, by its name in the index.
const WARC: &str = "data.warc.gz";

/// A web archive that is being written: the records go into it at once, the index and the pages beside it until they are all known.
pub struct WebArchive {
    target: Target,
    package: Package,
    index: Index,
    pages: Pages,
    /// Of each record that is in it, the beginning of a hash of its URL and of what it holds.
    written: HashSet<u128>,
    contents: About,
}

/// What the package says of itself.
struct About {
    title: String,
    description: String,
    made: Timestamp,
    pictures: bool,
    main: Option<ArticleId>,
}

impl WebArchive {
    /// Begins the package with the record that says what made it.
    ///
    /// # Errors
    /// Those of writing the file.
    pub fn new(contents: &Contents, (target, file): (Target, File)) -> Result<Self> {
        let about = About {
            title: contents.title.clone(),
            description: contents.description.clone(),
            made: contents.made,
            pictures: contents.options.pictures,
            main: contents.articles.first().map(|entry| entry.id).filter(|_| contents.articles.len() == 1),
        };
        let beside = target.path().parent().map_or_else(PathBuf::new, PathBuf::from);
        let begin = || -> io::Result<(Package, Pages)> {
            let mut package = Package::new(file, about.made)?;
            package.begin(&format!("archive/{WARC}"), package::Form::Stored)?;
            record::information(&mut package, &about.title, about.made)?;
            Ok((package, Pages::new(&beside)?))
        };
        let (package, pages) = begin().map_err(|error| target.fault(error))?;
        let index = Index::new(beside);
        Ok(Self { target, package, index, pages, written: HashSet::new(), contents: about })
    }

    /// Writes a record and its line in the index, unless the same is there already.
    fn write(&mut self, record: &Record<'_>, mime: &str, status: Option<u16>) -> Result<()> {
        if !self.written.insert(record.identity()) {
            return Ok(());
        }
        let place = record.write(&mut self.package).map_err(|error| self.target.fault(error))?;
        let line = Line { url: record.url, date: record.date, mime, status, digest: record.digest(), place };
        self.index.add(&line, WARC).map_err(|error| self.target.fault(error))
    }

    fn response(
        &mut self,
        article: ArticleId,
        kept: &KeptResponse,
        source: &dyn Source,
    ) -> Result<Vec<LeftOut>> {
        let left_out = |why: String| Ok(vec![LeftOut { id: article, why }]);
        let Some(url) = uri(&kept.final_url) else {
            return left_out(format!("the page of {}: {:?} is no URL", kept.fetched, kept.final_url));
        };
        let body = match source.body(kept.id) {
            Ok(body) => body,
            Err(error) => return left_out(format!("the page of {}: {error}", kept.fetched)),
        };
        if hex_sha256(&body) != kept.sha256 {
            return left_out(format!("the page of {}: its bytes are not those that were kept", kept.fetched));
        }
        self.hops(kept, &url)?;
        let mime = http::mime(&kept.headers);
        let head = http::response(kept, body.len());
        let (kind, head) = match kept.headers.is_empty() {
            // No server sent it: a person gave the page.
            true => (Kind::Resource, None),
            false => (Kind::Response, Some(head)),
        };
        let record = Record {
            kind,
            url: &url,
            date: kept.fetched,
            mime: &mime,
            head: head.as_deref(),
            payload: &body,
            shortened: false,
        };
        self.write(&record, &mime, Some(kept.status))?;
        self.describe(kept, &url, source)?;
        Ok(Vec::new())
    }

    /// The redirects before a response. Of them only the address and the status were kept, and the records say so.
    fn hops(&mut self, kept: &KeptResponse, last: &str) -> Result<()> {
        let next = kept.redirects.iter().skip(1).map(|hop| hop.url.as_str()).chain([last]);
        for (hop, next) in kept.redirects.iter().zip(next).filter(|(hop, _)| (300..400).contains(&hop.status))
        {
            let (Some(url), Some(next)) = (uri(&hop.url), uri(next)) else { continue };
            let head = http::redirect(hop.status, &next);
            let record = Record {
                kind: Kind::Response,
                url: &url,
                date: kept.fetched,
                mime: "unk",
                head: Some(&head),
                payload: b"",
                shortened: true,
            };
            self.write(&record, "unk", Some(hop.status))?;
        }
        Ok(())
    }

    /// The line of the list of pages that a response stands behind.
    fn describe(&mut self, kept: &KeptResponse, url: &str, source: &dyn Source) -> Result<()> {
        let Some(version) = kept.version else { return Ok(()) };
        let (title, text) = source.page_text(version)?;
        let page = Page { url, date: kept.fetched, title: &title, text: &text };
        self.pages.add(&page).map_err(|error| self.target.fault(error))
    }

    fn picture(
        &mut self,
        article: ArticleId,
        kept: &KeptPicture,
        source: &dyn Source,
    ) -> Result<Option<LeftOut>> {
        // What was embedded in the page is there with the page.
        if kept.url.starts_with("data:") {
            return Ok(None);
        }
        let left_out =
            |why: String| Ok(Some(LeftOut { id: article, why: format!("picture {}: {why}", kept.url) }));
        let Some(url) = uri(&kept.url) else { return left_out("its address is no URL".to_owned()) };
        let asset = match &kept.content {
            Ok(hash) => source.asset(hash),
            Err(failure) => return left_out(failure.message.clone()),
        };
        let asset = match asset {
            Ok(asset) => asset,
            Err(error) => return left_out(error.to_string()),
        };
        let record = Record {
            kind: Kind::Resource,
            url: &url,
            date: kept.fetched,
            mime: &asset.mime,
            head: None,
            payload: &asset.bytes,
            shortened: false,
        };
        self.write(&record, &asset.mime, Some(200))?;
        Ok(None)
    }
}

impl Exporter for WebArchive {
    fn add(&mut self, article: &Article, source: &dyn Source) -> Result<Vec<LeftOut>> {
        let id = article.summary.id;
        let mut left_out = Vec::new();
        for response in source.responses(id)? {
            left_out.extend(self.response(id, &response, source)?);
            if self.contents.main == Some(id) && response.version == Some(article.shown) {
                self.package.main_page(&response.final_url, response.fetched);
            }
        }
        if self.contents.pictures {
            for picture in source.pictures(id)? {
                left_out.extend(self.picture(id, &picture, source)?);
            }
        }
        Ok(left_out)
    }

    fn finish(self: Box<Self>, _source: &dyn Source) -> Result<Finished> {
        let Self { target, mut package, index, pages, contents, .. } = *self;
        let finish = || -> io::Result<()> {
            package.end()?;
            index.write(&mut package)?;
            pages.write(&mut package)?;
            package.finish(&contents.title, &contents.description)
        };
        finish().map_err(|error| target.fault(error))?;
        Ok(Finished { bytes: target.commit()?, left_out: Vec::new() })
    }
}

/// A URL as records name it: without what is only for the browser, and without anything that could end a line.
fn uri(url: &str) -> Option<String> {
    let mut parsed = Url::parse(url).ok()?;
    parsed.set_fragment(None);
    Some(parsed.into())
}

/// What the library for zip files reports.
fn zipped(error: zip::result::ZipError) -> io::Error {
    match error {
        zip::result::ZipError::Io(error) => error,
        other => io::Error::other(other),
    }
}

/// A value that cannot be written as JSON.
fn unwritten(error: serde_json::Error) -> io::Error {
    error.into()
}
