//! Taking in a copy that came in a file: nothing is asked of any server.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;
use url::Url;

use super::{Capturer, unless_cancelled};
use crate::capture::assets;
use crate::capture::fetch::Reach;
use crate::capture::given::{Given, GivenPage, HEADER, Told};
use crate::capture::url::{Identity, identity, is_http, parse_named, without_credentials};
use crate::capture::{PageInput, failed};
use crate::error::{Error, Result};
use crate::model::{Assets, Capture, ImportedPage, Page, PageFiles, Picture, RawResponse};

/// The headers of an article that came alone.
const CONTENT_TYPE: (&str, &str) = ("content-type", "text/html; charset=utf-8");

impl Capturer {
    /// Makes a capture of a copy that came in a file, without a request to any server. Of an article that came alone every
    /// block stays; a page is cleaned as one that was fetched. Pictures are those that came along; the others are missing
    /// until somebody asks for them.
    ///
    /// # Errors
    /// `InvalidUrl` when the copy's name is no URL at all; `TooLarge` above the limit for articles; `Cancelled`. A copy that
    /// cannot be cleaned is not an error: its bytes come back with the doubt `ExtractionFailed`.
    pub async fn take_in(&self, given: Given, cancel: &CancellationToken) -> Result<Capture> {
        unless_cancelled(cancel, self.taken_in(given)).await
    }

    async fn taken_in(&self, given: Given) -> Result<Capture> {
        let requested = parse_named(&given.url)?;
        let Response { raw, told, files, last } = self.response(&requested, &given)?;
        // Its pictures are in it, so it may be as large as an article with them.
        let limit = u64::from(self.limits.article_bytes);
        if raw.body.len() as u64 > limit {
            return Err(Error::TooLarge { url: given.url, limit });
        }
        let site = given.sites.look_up(last.host_str()).await;
        let page = match self.workers.clean(PageInput::of(&raw, site, false)).await {
            Ok(page) => page,
            Err(error) => {
                tracing::warn!(%error, "kept raw");
                as_told(failed::page(&last, &error, None), told)
            }
        };
        let assets = self.pictures_of(&page.pictures, files).await?;
        let declared = page.metadata.canonical.as_deref();
        let Identity { canonical, aliases } = identity(&requested, &[], &last, declared);
        Ok(Capture {
            requested_url: given.url,
            canonical_url: canonical,
            aliases,
            response: raw,
            further: Vec::new(),
            page,
            assets,
        })
    }

    /// The copy as if a server had sent it.
    fn response(&self, requested: &Url, given: &Given) -> Result<Response> {
        let (page, article) = match &given.page {
            GivenPage::Article(html) => (article(html), true),
            GivenPage::Page(page) => (page.clone(), false),
        };
        let last = if page.final_url.is_empty() { requested.clone() } else { parse_named(&page.final_url)? };
        // An article of our own export says so itself.
        let mut told = Told::of(&page.headers).unwrap_or_default();
        told.article |= article;
        told.fill(&given.metadata);
        let mut headers = page.headers;
        headers.retain(|(name, _)| name != HEADER);
        headers.extend(told.header());
        let raw = RawResponse {
            final_url: without_credentials(&last).into(),
            redirects: Vec::new(),
            status: page.status.unwrap_or(200),
            headers,
            body: page.body,
            fetched: page.fetched.unwrap_or(given.now),
            private: is_http(&last) && self.rule.reach_of(&last) == Reach::Anywhere,
        };
        Ok(Response { raw, told, files: page.files.or_else(|| given.files.clone()), last })
    }

    /// Reads the pictures that came along, away from what must not wait for the disk.
    async fn pictures_of(&self, pictures: &[Picture], files: Option<Arc<dyn PageFiles>>) -> Result<Assets> {
        if !self.pictures {
            return Ok(assets::skip_all(pictures));
        }
        let (pictures, limits) = (pictures.to_vec(), self.limits.clone());
        let read = move || assets::from_files(&limits, files.as_deref(), &pictures);
        tokio::task::spawn_blocking(read).await.map_err(|error| Error::Internal(error.to_string()))
    }
}

/// A copy in the form in which it is kept.
struct Response {
    raw: RawResponse,
    told: Told,
    files: Option<Arc<dyn PageFiles>>,
    last: Url,
}

fn article(html: &str) -> ImportedPage {
    let (name, value) = CONTENT_TYPE;
    ImportedPage {
        final_url: String::new(),
        status: None,
        headers: vec![(name.to_owned(), value.to_owned())],
        fetched: None,
        body: html.as_bytes().to_vec(),
        files: None,
    }
}

/// A page that could not be read says at least what its file says of it.
fn as_told(mut page: Page, mut told: Told) -> Page {
    told.metadata.language.tag = told.metadata.language.declared.clone();
    told.fill(&page.metadata);
    page.metadata = told.metadata;
    page
}
