//! Copies that the Internet Archive has of pages that are gone.
//!
//! Its [availability API](https://archive.org/help/wayback_api.php) names the copy nearest to a time; behind `id_` in the address
//! of a copy it gives the page as the server once sent it, without its own frame and with the page's own links.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{Arrived, Capturer, PageAsk, unless_cancelled};
use crate::capture::assets::{self, Origin};
use crate::capture::fetch::{Ask, Purpose, Reach, Session, Trail};
use crate::capture::url::parse_http;
use crate::capture::{OnProgress, Request};
use crate::error::{Error, Result};
use crate::model::{Capture, Progress, Stage, Validators};

/// Where it says which copies it has.
const API: &str = "https://archive.org";
/// Where its copies are.
const REPLAY: &str = "https://web.archive.org";
/// Bytes of an answer of the API at most.
const ANSWER_BYTES: u64 = 1 << 20;
/// Digits of a copy's time.
const DIGITS: usize = 14;

/// A copy of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The page's URL.
    page: Url,
    /// Where the copy is, up to the digits of its time.
    replay: String,
    /// These.
    digits: String,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    archived_snapshots: Snapshots,
}

#[derive(Deserialize, Default)]
struct Snapshots {
    closest: Option<Closest>,
}

#[derive(Deserialize)]
struct Closest {
    #[serde(default)]
    available: bool,
    #[serde(default)]
    status: String,
    #[serde(default)]
    url: String,
    timestamp: String,
}

impl Snapshot {
    fn page_url(&self) -> Result<Url> {
        parse_http(&format!("{}{}id_/{}", self.replay, self.digits, self.page))
    }

    /// What stands before the URL of a picture of the page as it was then.
    fn picture_prefix(&self) -> String {
        format!("{}{}im_/", self.replay, self.digits)
    }
}

/// What a raw copy of the Internet Archive is of, and when it was made, by the URL that answered.
#[must_use]
pub fn snapshot_of(url: &str) -> Option<(&str, Timestamp)> {
    let (_, rest) = url.split_once("/web/")?;
    let (digits, rest) = rest.split_at_checked(DIGITS)?;
    let page = rest.strip_prefix("id_/")?;
    Some((page, time_of(digits)?))
}

/// The URL of a page by the one that answered, which may be that of a raw copy of the Internet Archive.
#[must_use]
pub fn page_url(answered: &str) -> &str {
    snapshot_of(answered).map_or(answered, |(page, _)| page)
}

fn time_of(digits: &str) -> Option<Timestamp> {
    if digits.len() != DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    DateTime::strptime("%Y%m%d%H%M%S", digits).ok()?.to_zoned(TimeZone::UTC).ok().map(|time| time.timestamp())
}

impl Capturer {
    /// The Internet Archive's copy of a page nearest to a time, if it has one.
    ///
    /// # Errors
    /// Every fetch error, `Cancelled`; `Network` for an answer that is none of the API.
    pub async fn snapshot(
        &self,
        page: &str,
        near: Timestamp,
        cancel: &CancellationToken,
    ) -> Result<Option<Snapshot>> {
        let page = parse_http(page)?;
        let (api, replay) = match &self.internet_archive {
            Some(base) => (base.as_str(), base.as_str()),
            None => (API, REPLAY),
        };
        let mut url = parse_http(&format!("{}/wayback/available", api.trim_end_matches('/')))?;
        let digits = near.strftime("%Y%m%d%H%M%S").to_string();
        url.query_pairs_mut().append_pair("url", page.as_str()).append_pair("timestamp", &digits);
        let body = unless_cancelled(cancel, self.answer(&url)).await?;
        let answer: Answer = serde_json::from_slice(&body).map_err(|error| Error::Network {
            url: url.to_string(),
            reason: format!("it did not answer as the Internet Archive does: {error}"),
            no_server: false,
        })?;
        let replay = format!("{}/web/", replay.trim_end_matches('/'));
        Ok(answer.archived_snapshots.closest.and_then(|closest| closest.snapshot(page, replay)))
    }

    async fn answer(&self, url: &Url) -> Result<Vec<u8>> {
        let ask = Ask {
            url,
            reach: Reach::Anywhere,
            purpose: Purpose::Page,
            referrer: None,
            validators: &Validators::default(),
            limit: ANSWER_BYTES,
            on_bytes: &|_, _| {},
            check: &|_, _, _| Ok(()),
        };
        let mut trail = Trail::new(url, self.limits.redirects);
        Ok(self.fetcher.fetch(&Session::in_background(), &ask, &mut trail).await?.body)
    }

    /// Fetches and cleans a copy of the Internet Archive with its pictures, as a capture of the page itself: its URL, what it links
    /// to and its pictures are the page's own, and only the response says where it came from.
    ///
    /// # Errors
    /// As for [`capture`](Self::capture).
    pub async fn capture_snapshot(
        &self,
        request: Request,
        snapshot: &Snapshot,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<Capture> {
        unless_cancelled(cancel, self.replayed(request, snapshot, on_progress)).await
    }

    async fn replayed(
        &self,
        request: Request,
        snapshot: &Snapshot,
        on_progress: OnProgress<'_>,
    ) -> Result<Capture> {
        let (requested, raw) = (parse_http(&request.url)?, snapshot.page_url()?);
        let session = Session::in_background();
        let mut trail = Trail::new(&raw, self.limits.redirects);
        let on_bytes = |done, total| on_progress(Progress { stage: Stage::Fetching, done, total });
        let ask = PageAsk {
            url: &raw,
            reach: Reach::Anywhere,
            validators: &Validators::default(),
            limit: self.limits.page_bytes.into(),
        };
        let mut response = self.page_at(ask, &session, &on_bytes, &mut trail).await?;
        let replay = std::mem::replace(&mut response.url, snapshot.page.clone());
        let page = self.cleaned(&response, &request, on_progress).await;
        let mut arrived = Arrived { requested, response, redirects: Vec::new(), page, further: Vec::new() };
        self.correct(&mut arrived, Vec::new(), &request, on_progress).await;
        let prefix = snapshot.picture_prefix();
        let assets = if self.pictures {
            let (url, reach) = (&arrived.response.url, arrived.response.reach);
            let origin = Origin { url, reach, session: &session, through: Some(&prefix) };
            assets::fetch_all(&self.fetcher, &self.limits, &origin, &arrived.page.pictures, on_progress).await
        } else {
            assets::skip_all(&arrived.page.pictures)
        };
        let mut capture = arrived.into_capture(request, assets);
        capture.response.final_url = replay.into();
        Ok(capture)
    }
}

impl Closest {
    fn snapshot(self, page: Url, replay: String) -> Option<Snapshot> {
        let is_page = self.available && (self.status.is_empty() || self.status.starts_with('2'));
        time_of(&self.timestamp).filter(|_| is_page)?;
        // The copy may be of the same page under another spelling.
        let copied =
            self.url.split_once("/web/").and_then(|(_, rest)| rest.split_once('/')).map(|(_, url)| url);
        let page = copied.and_then(|url| parse_http(url).ok()).unwrap_or(page);
        Some(Snapshot { page, replay, digits: self.timestamp })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_known_by_its_address() {
        let (page, made) =
            snapshot_of("https://web.archive.org/web/20190102030405id_/https://example.org/a?b#c").unwrap();
        assert_eq!((page, made.to_string().as_str()), ("https://example.org/a?b#c", "2019-01-02T03:04:05Z"));
        for other in [
            "https://example.org/web/20190102030405/https://example.org/",
            "https://example.org/web/2019id_/x",
            "https://example.org/web/20191302030405id_/x",
            "https://example.org/web/درود",
        ] {
            assert_eq!(snapshot_of(other), None, "{other}");
        }
    }
}
