//! What a page alone does not have: its further pages, or another form of the article that is more complete.

use std::collections::HashSet;

use url::Url;

use super::{Arrived, Capturer};
use crate::capture::fetch::{Response, Session, Trail};
use crate::capture::page::{adds_to, is_more_complete};
use crate::capture::repair::correct_unread;
use crate::capture::url::parse_http;
use crate::capture::{ArticleInput, FurtherInput, OnProgress, Request};
use crate::error::Result;
use crate::model::{
    Alternate, Diagnosis, Doubt, Evidence, EvidencePlace, Page, Part, Progress, Redirect, Stage, Validators,
};

/// Pages of one article.
const MAX_PAGES: usize = 20;

/// Other forms of an article that are tried.
const MAX_FORMS: usize = 3;

/// Characters of evidence at most.
const FOUND: usize = 160;

/// A response beside the first one.
#[derive(Debug)]
pub(super) struct Further {
    pub part: Part,
    pub response: Response,
    pub redirects: Vec<Redirect>,
}

/// One capture's way through further pages.
struct Way<'a> {
    session: &'a Session,
    request: &'a Request,
    on_progress: OnProgress<'a>,
    /// Bytes that the article may still have.
    left: u64,
    /// Why the page that was asked for last is not there.
    missing: Option<String>,
}

impl Capturer {
    /// The whole article of a page that was fetched, whichever of its pages that is: a later page leads to the first one,
    /// and the first one must lead to it again, or the page stays alone.
    pub(super) async fn whole(
        &self,
        mut arrived: Arrived,
        session: &Session,
        request: &Request,
        on_progress: OnProgress<'_>,
    ) -> Arrived {
        if let Some(mut first) = self.first_page(&arrived, session, request, on_progress).await {
            self.complete(&mut first, session, request, on_progress).await;
            let own = &arrived.response.url;
            if first.further.iter().any(|further| further.part != Part::Page || further.response.url == *own)
            {
                first.requested = arrived.requested;
                return first;
            }
            tracing::info!(url = %own, "the first page does not lead here");
        }
        self.complete(&mut arrived, session, request, on_progress).await;
        arrived
    }

    /// The first page of the article that a page is a later one of.
    async fn first_page(
        &self,
        later: &Arrived,
        session: &Session,
        request: &Request,
        on_progress: OnProgress<'_>,
    ) -> Option<Arrived> {
        let mut onward = later.page.onward.clone();
        let mut way =
            Way { session, request, on_progress, left: self.limits.article_bytes.into(), missing: None };
        // Where a page knows only the one before it, it takes as many steps as there are pages.
        for _ in 0..MAX_PAGES {
            let url = onward.first.take().filter(|_| onward.number > 1)?;
            on_progress(Progress { stage: Stage::Fetching, done: 0, total: None });
            let Further { response, redirects, .. } = self.further(&url, Part::Page, later, &mut way).await?;
            let page = self.clean(self.input(&response, request).await).await.ok()?;
            if page.onward.number > 1 {
                onward = page.onward;
                continue;
            }
            let (requested, further) = (response.url.clone(), Vec::new());
            return goes_on(&later.page.text, &page).then_some(Arrived {
                requested,
                response,
                redirects,
                page,
                further,
            });
        }
        None
    }

    /// Fetches what belongs to the page and cleans it all together. What cannot be had is left out: the copy says so.
    async fn complete(
        &self,
        arrived: &mut Arrived,
        session: &Session,
        request: &Request,
        on_progress: OnProgress<'_>,
    ) {
        let left = u64::from(self.limits.article_bytes).saturating_sub(arrived.response.body.len() as u64);
        let mut way = Way { session, request, on_progress, left, missing: None };
        let mut further = self.other_form(arrived, &mut way).await;
        if further.is_empty() {
            way.missing = None;
            further = self.further_pages(arrived, &mut way).await;
        }
        self.correct(arrived, further, request, on_progress).await;
        say_why(&mut arrived.page.diagnosis, way.missing);
    }

    /// Cleans all that was fetched together, with what the person corrected in the article.
    pub(super) async fn correct(
        &self,
        arrived: &mut Arrived,
        further: Vec<Further>,
        request: &Request,
        on_progress: OnProgress<'_>,
    ) {
        if further.is_empty() && request.repairs.is_empty() {
            return;
        }
        on_progress(Progress { stage: Stage::Cleaning, done: 0, total: None });
        let mut input = ArticleInput::from(self.input(&arrived.response, request).await);
        input.repairs = request.repairs.clone();
        for part in &further {
            let page = self.input(&part.response, request).await;
            input.further.push(FurtherInput { part: part.part, page });
        }
        match self.workers.clean(input).await {
            Ok(page) => (arrived.page, arrived.further) = (page, further),
            Err(error) => {
                tracing::warn!(%error, "kept the first page alone");
                correct_unread(&mut arrived.page, &request.repairs);
            }
        }
    }

    /// Another form of the article, where the page is in doubt and the form has more.
    async fn other_form(&self, arrived: &Arrived, way: &mut Way<'_>) -> Vec<Further> {
        let page = &arrived.page;
        for Alternate { url, part } in forms(&page.diagnosis, &page.onward.alternates) {
            (way.on_progress)(Progress { stage: Stage::Fetching, done: 0, total: None });
            let Some(further) = self.further(url, *part, arrived, way).await else { continue };
            let Ok(other) = self.clean(self.input(&further.response, way.request).await).await else {
                continue;
            };
            if other.onward.next.is_none() && is_more_complete(&other, page) {
                return vec![further];
            }
        }
        Vec::new()
    }

    async fn further_pages(&self, arrived: &Arrived, way: &mut Way<'_>) -> Vec<Further> {
        let mut pages = Vec::new();
        let (mut text, mut onward) = (arrived.page.text.clone(), arrived.page.onward.clone());
        let mut seen = HashSet::from([arrived.requested.to_string(), arrived.response.url.to_string()]);
        while let Some(url) = onward.next.take().filter(|url| seen.insert(url.clone())) {
            // A third page whose first one cannot be had stays the third page: the article begins before it.
            let number = pages.len() as u64 + 2;
            if arrived.page.onward.number > 1 || pages.len() + 1 >= MAX_PAGES {
                break;
            }
            let total = onward.total.map(u64::from).filter(|total| *total >= number);
            (way.on_progress)(Progress { stage: Stage::Pages, done: number, total });
            let Some(further) = self.further(&url, Part::Page, arrived, way).await else { break };
            let moved = further.response.url.as_str() != url;
            if moved && !seen.insert(further.response.url.to_string()) {
                break;
            }
            let Ok(page) = self.clean(self.input(&further.response, way.request).await).await else { break };
            if !goes_on(&text, &page) {
                break;
            }
            text.push_str("\n\n");
            text.push_str(&page.text);
            onward.total = onward.total.max(page.onward.total);
            onward.next = page.onward.next;
            pages.push(further);
        }
        pages
    }

    /// A response beside the first one; nothing when it cannot be had, or not within the limits of the article.
    async fn further(&self, url: &str, part: Part, arrived: &Arrived, way: &mut Way<'_>) -> Option<Further> {
        let fetched = self.fetch_further(url, arrived, way).await;
        way.missing = match &fetched {
            Err(error) => Some(error.to_string()),
            Ok((response, _)) if !(200..300).contains(&response.status) => {
                Some(format!("{url} answered {}", response.status))
            }
            Ok((response, _)) if response.truncated => Some(format!("{url} ended early, or is too large")),
            Ok(_) => None,
        };
        if let Some(why) = &way.missing {
            tracing::info!(why, "a further page is missing");
            return None;
        }
        let (response, redirects) = fetched.ok()?;
        way.left = way.left.saturating_sub(response.body.len() as u64);
        Some(Further { part, response, redirects })
    }

    async fn fetch_further(
        &self,
        url: &str,
        arrived: &Arrived,
        way: &Way<'_>,
    ) -> Result<(Response, Vec<Redirect>)> {
        let url: Url = parse_http(url)?;
        let mut trail = Trail::new(&url, self.limits.redirects);
        let ask = super::PageAsk {
            url: &url,
            reach: arrived.response.reach,
            validators: &Validators::default(),
            limit: way.left.min(self.limits.page_bytes.into()),
        };
        let response = self.page_at(ask, way.session, &|_, _| {}, &mut trail).await?;
        Ok((response, trail.into_hops()))
    }
}

/// Adds the reason to a copy that is one page of several.
fn say_why(diagnosis: &mut Diagnosis, missing: Option<String>) {
    let Some(why) = missing.filter(|_| diagnosis.doubts.contains(&Doubt::MultiPage)) else { return };
    let found = why.chars().take(FOUND).collect();
    diagnosis.evidence.push(Evidence { doubt: Doubt::MultiPage, place: EvidencePlace::FurtherPage, found });
}

/// Whether a page goes on where a text ends, and is no other thing in the place of one.
fn goes_on(text: &str, page: &Page) -> bool {
    let doubts = &page.diagnosis.doubts;
    let other = [Doubt::ConsentWall, Doubt::BotChallenge, Doubt::SoftNotFound, Doubt::Login];
    page.words > 0 && !other.iter().any(|doubt| doubts.contains(doubt)) && adds_to(text, &page.text)
}

/// The other forms that are worth a request, the likeliest first: of an article in several pages the whole one, of a page
/// in doubt any that its server made for simpler readers.
fn forms<'a>(diagnosis: &Diagnosis, alternates: &'a [Alternate]) -> Vec<&'a Alternate> {
    let doubts = &diagnosis.doubts;
    let order: &[Part] = match doubts.as_slice() {
        [] | [Doubt::Flattened] => &[],
        doubts if doubts.contains(&Doubt::MultiPage) => &[Part::Single, Part::Print],
        _ => &[Part::Amp, Part::Single, Part::Print],
    };
    let of_part =
        |part: &Part| alternates.iter().filter(move |alternate| alternate.part == *part).collect::<Vec<_>>();
    order.iter().flat_map(of_part).take(MAX_FORMS).collect()
}
