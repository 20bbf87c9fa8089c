//! One capture from URL to [`Captured`].

mod further;
mod given;
mod snapshot;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;
use url::Url;

use self::further::Further;
pub use self::snapshot::{Snapshot, page_url, snapshot_of};
use super::assets::{self, Origin};
use super::fetch::{
    AddressRule, Ask, Fetcher, META_REFRESH, Purpose, Reach, Response, Retry, Session, SystemResolver, Trail,
    content_type,
};
use super::given::HEADER;
use super::url::{Identity, identity, parse_http, parse_named, without_credentials};
use super::worker::Workers;
use super::{ArticleInput, CapturerOptions, OnProgress, PageInput, Request, failed, sniff};
use crate::error::{Error, Result};
use crate::model::{
    Asset, AssetFailure, Assets, Capture, CaptureLimits, CaptureSettings, Captured, FurtherResponse, Page,
    PageBlocks, Picture, Progress, RawResponse, Redirect, Stage, Validators,
};

/// The wait before the first repetition of a failed request.
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// A page with a meta refresh and fewer words than this only points on; one with more is read, and reloads itself.
const WORDS_OF_AN_ARTICLE: u32 = 100;

/// Captures pages: holds the connection pools, the per-host limits and the extraction workers.
#[derive(Debug)]
pub struct Capturer {
    fetcher: Fetcher,
    workers: Workers,
    rule: AddressRule,
    limits: CaptureLimits,
    pictures: bool,
    internet_archive: Option<String>,
}

/// A page and how it was come by.
struct Arrived {
    requested: Url,
    response: Response,
    redirects: Vec<Redirect>,
    page: Page,
    further: Vec<Further>,
}

/// What is asked of a request for a page.
struct PageAsk<'a> {
    url: &'a Url,
    reach: Reach,
    validators: &'a Validators,
    limit: u64,
}

impl Capturer {
    /// Sets up connections and workers; fetches nothing.
    ///
    /// # Errors
    /// `Setting` when the proxy, the user agent or the languages cannot be used.
    pub fn new(mut settings: CaptureSettings, options: CapturerOptions) -> Result<Self> {
        settings.languages = settings.languages.or(options.languages);
        let retry = Retry { tries: settings.limits.tries.max(1), first_wait: FIRST_WAIT };
        let rule = AddressRule::new(options.treat_as_public);
        let extract_limit = Duration::from_millis(settings.limits.extract_ms.into());
        Ok(Self {
            fetcher: Fetcher::new(&settings, rule.clone(), Arc::new(SystemResolver), retry)?,
            workers: Workers::new(options.worker, extract_limit),
            rule,
            pictures: settings.pictures,
            internet_archive: options.internet_archive,
            limits: settings.limits,
        })
    }

    /// Fetches, cleans and completes one page with its pictures.
    ///
    /// # Errors
    /// Every fetch error of [`Error`], `NotAPage`, `Cancelled`. A page that cannot be cleaned is not an
    /// error: its raw bytes come back with the doubt `ExtractionFailed`.
    pub async fn capture(
        &self,
        request: Request,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<Captured> {
        unless_cancelled(cancel, self.capture_all(request, on_progress)).await
    }

    /// Fetches pictures only, as for a page at `page_url` that came from a private address (`RawResponse::private`) or
    /// did not.
    ///
    /// # Errors
    /// `Cancelled`; a picture that fails is an entry of the result.
    pub async fn pictures(
        &self,
        page_url: &str,
        private: bool,
        pictures: &[Picture],
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<Assets> {
        let url = parse_named(page_url)?;
        let session = Session::default();
        let reach = if private { Reach::Anywhere } else { Reach::Public };
        let origin = Origin { url: &url, reach, session: &session, through: None };
        let fetching = assets::fetch_all(&self.fetcher, &self.limits, &origin, pictures, on_progress);
        unless_cancelled(cancel, async { Ok(fetching.await) }).await
    }

    /// Fetches pictures that the lists of a page at `page_url` show of other stories, each with what came: at most
    /// [`MOST_LIST_PICTURES`](super::MOST_LIST_PICTURES) of them, within bounds of bytes and seconds beyond which the rest
    /// is left out.
    ///
    /// # Errors
    /// `Cancelled`; a picture that fails is an entry of the result.
    pub async fn list_pictures(
        &self,
        page_url: &str,
        private: bool,
        urls: &[String],
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<Vec<(String, Result<Asset, AssetFailure>)>> {
        let url = parse_http(page_url)?;
        let session = Session::default();
        let reach = if private { Reach::Anywhere } else { Reach::Public };
        let origin = Origin { url: &url, reach, session: &session, through: None };
        let total = Some(urls.len() as u64);
        let on_done =
            |done: usize| on_progress(Progress { stage: Stage::Pictures, done: done as u64, total });
        on_done(0);
        let fetching = assets::fetch_small(&self.fetcher, &self.limits, &origin, urls, &on_done);
        unless_cancelled(cancel, async { Ok(fetching.await) }).await
    }

    /// Cleans a page, or all pages of an article, in a worker with limits and without the network.
    ///
    /// # Errors
    /// `Extraction` when the limits are broken.
    pub async fn clean(&self, input: impl Into<ArticleInput>) -> Result<Page> {
        self.workers.clean(input).await
    }

    /// Lists every block of an article's pages, in a worker with the same limits.
    ///
    /// # Errors
    /// As [`clean`](Self::clean).
    pub async fn page_blocks(&self, input: ArticleInput) -> Result<PageBlocks> {
        self.workers.list(input).await
    }

    async fn capture_all(&self, request: Request, on_progress: OnProgress<'_>) -> Result<Captured> {
        let session = if request.background { Session::in_background() } else { Session::default() };
        let requested = parse_http(&request.url)?;
        let arrived = match &request.html {
            Some(html) => {
                let mut arrived = self.given(requested, html.clone(), &request, on_progress).await;
                self.correct(&mut arrived, Vec::new(), &request, on_progress).await;
                arrived
            }
            None => match self.fetched(requested, &session, &request, on_progress).await? {
                Some(arrived) => self.whole(arrived, &session, &request, on_progress).await,
                None => return Ok(Captured::Unchanged),
            },
        };
        let assets = if self.pictures {
            let (url, reach) = (&arrived.response.url, arrived.response.reach);
            let origin = Origin { url, reach, session: &session, through: None };
            assets::fetch_all(&self.fetcher, &self.limits, &origin, &arrived.page.pictures, on_progress).await
        } else {
            assets::skip_all(&arrived.page.pictures)
        };
        Ok(Captured::Fresh(Box::new(arrived.into_capture(request, assets))))
    }

    /// Fetches and cleans, and goes where a page without text of its own points on to; `None` for an unchanged page.
    async fn fetched(
        &self,
        requested: Url,
        session: &Session,
        request: &Request,
        on_progress: OnProgress<'_>,
    ) -> Result<Option<Arrived>> {
        let mut trail = Trail::new(&requested, self.limits.redirects);
        let (mut url, mut reach) = (requested.clone(), Reach::Anywhere);
        loop {
            let limit = self.limits.page_bytes.into();
            let ask = PageAsk { url: &url, reach, validators: &request.validators, limit };
            let on_bytes = |done, total| on_progress(Progress { stage: Stage::Fetching, done, total });
            let response = self.page_at(ask, session, &on_bytes, &mut trail).await?;
            if response.status == 304 {
                return Ok(None);
            }
            let page = self.cleaned(&response, request, on_progress).await;
            match next_page(&page, &trail) {
                Some(next) => {
                    trail.hop(&response.url, META_REFRESH)?;
                    (url, reach) = (next, response.reach);
                }
                None => {
                    let (redirects, further) = (trail.into_hops(), Vec::new());
                    return Ok(Some(Arrived { requested, response, redirects, page, further }));
                }
            }
        }
    }

    async fn page_at(
        &self,
        page: PageAsk<'_>,
        session: &Session,
        on_bytes: &(dyn Fn(u64, Option<u64>) + Send + Sync),
        trail: &mut Trail,
    ) -> Result<Response> {
        let ask = Ask {
            url: page.url,
            reach: page.reach,
            purpose: Purpose::Page,
            referrer: None,
            validators: page.validators,
            limit: page.limit,
            on_bytes,
            check: &|url, content_type, head| {
                sniff::expect_page(content_type, head)
                    .map_err(|media_type| Error::NotAPage { url: url.to_string(), media_type })
            },
        };
        (ask.on_bytes)(0, None);
        self.fetcher.fetch(session, &ask, trail).await
    }

    /// The page as the person has it in a file.
    async fn given(
        &self,
        url: Url,
        body: Vec<u8>,
        request: &Request,
        on_progress: OnProgress<'_>,
    ) -> Arrived {
        let reach = self.rule.reach_of(&url);
        let response = Response {
            url: url.clone(),
            status: 200,
            headers: <_>::default(),
            body,
            truncated: false,
            reach,
        };
        let page = self.cleaned(&response, request, on_progress).await;
        Arrived { requested: url, response, redirects: Vec::new(), page, further: Vec::new() }
    }

    async fn cleaned(&self, response: &Response, request: &Request, on_progress: OnProgress<'_>) -> Page {
        on_progress(Progress { stage: Stage::Cleaning, done: 0, total: None });
        let input = self.input(response, request).await;
        self.workers.clean(input).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "kept raw");
            failed::page(&response.url, &error, response.truncated.then_some(response.body.len()))
        })
    }

    /// What a response is cleaned from.
    async fn input(&self, response: &Response, request: &Request) -> PageInput {
        PageInput {
            body: response.body.clone(),
            content_type: content_type(&response.headers),
            status: response.status,
            url: without_credentials(&response.url).into(),
            fetched: request.now,
            truncated: response.truncated,
            site: request.sites.look_up(response.url.host_str()).await,
            told: None,
        }
    }
}

impl Arrived {
    fn into_capture(self, request: Request, assets: Assets) -> Capture {
        let declared = self.page.metadata.canonical.as_deref();
        let Identity { canonical, aliases } =
            identity(&self.requested, &self.redirects, &self.response.url, declared);
        Capture {
            requested_url: request.url,
            canonical_url: canonical,
            aliases,
            response: raw(self.response, self.redirects, request.now),
            further: self.further.into_iter().map(|further| further.into_response(request.now)).collect(),
            page: self.page,
            assets,
        }
    }
}

impl Further {
    fn into_response(self, fetched: Timestamp) -> FurtherResponse {
        FurtherResponse { part: self.part, response: raw(self.response, self.redirects, fetched) }
    }
}

/// A response as it is kept.
fn raw(response: Response, redirects: Vec<Redirect>, fetched: Timestamp) -> RawResponse {
    let header =
        |value: &reqwest::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = response.headers.iter().filter(|(name, _)| name.as_str() != HEADER);
    RawResponse {
        final_url: without_credentials(&response.url).into(),
        redirects,
        status: response.status,
        headers: headers.map(|(name, value)| (name.as_str().to_owned(), header(value))).collect(),
        fetched,
        private: response.reach == Reach::Anywhere,
        body: response.body,
    }
}

/// Where a page that is no article itself points on to.
fn next_page(page: &Page, trail: &Trail) -> Option<Url> {
    let target = page.refresh.as_deref().filter(|_| page.words < WORDS_OF_AN_ARTICLE)?;
    parse_http(target).ok().filter(|target| !trail.has_seen(target))
}

/// Dropping the work at its next await stops it: connections close, workers are killed.
async fn unless_cancelled<T>(cancel: &CancellationToken, work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => Err(Error::Cancelled),
        outcome = work => outcome,
    }
}
