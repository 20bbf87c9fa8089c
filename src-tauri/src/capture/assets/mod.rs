//! The pictures of a page, each fetched once, or the reason why it is missing.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::StreamExt;
use futures_util::stream;
use std::sync::Arc;
use tokio::sync::{Mutex, OnceCell};
use url::Url;

use super::fetch::{Ask, Fetcher, Purpose, Reach, Session, Trail};
use crate::error::Error;
use crate::model::{
    Asset, AssetFailure, AssetHash, Assets, CaptureLimits, CapturedAsset, MissingReason, Picture, Progress,
    Stage, Validators,
};

mod data_url;
mod files;
mod picture;
mod small;
mod svg;

pub(super) use files::from_files;
pub(super) use small::fetch_small;
pub use small::{MOST_LIST_PICTURES, small_picture};

/// Pictures asked for at once; the fetcher's own bounds are lower for any one host.
const AT_ONCE: usize = 16;

/// The page whose pictures are wanted.
pub(super) struct Origin<'a> {
    /// Its URL.
    pub url: &'a Url,
    /// What it may refer to.
    pub reach: Reach,
    /// The cookies of its save.
    pub session: &'a Session,
    /// What is put before the URLs of its pictures, where another server gives them.
    pub through: Option<&'a str>,
}

/// Fetches all pictures of one page.
pub(super) async fn fetch_all(
    fetcher: &Fetcher,
    limits: &CaptureLimits,
    origin: &Origin<'_>,
    pictures: &[Picture],
    on_progress: super::OnProgress<'_>,
) -> Assets {
    let gallery = Gallery { fetcher, limits, origin, fetched: Mutex::default() };
    let total = Some(pictures.len() as u64);
    let done = AtomicU64::new(0);
    let tell = |done| on_progress(Progress { stage: Stage::Pictures, done, total });
    tell(0);
    let mut fetching = Vec::with_capacity(pictures.len());
    // A loop: of a closure over references the compiler cannot see that its futures may change threads.
    for picture in pictures {
        fetching.push(async {
            let found = gallery.first_that_works(picture).await;
            tell(done.fetch_add(1, Ordering::Relaxed) + 1);
            found
        });
    }
    let mut budget = Budget::of(limits);
    // In order, so that which pictures are left out over the limit is the same every time.
    let mut fetching = stream::iter(fetching).buffered(AT_ONCE);
    let mut assets = Vec::with_capacity(pictures.len());
    while let Some((url, result)) = fetching.next().await {
        let result = result.and_then(|asset| budget.take(asset));
        assets.push(CapturedAsset { n: pictures[assets.len()].n, url, result });
    }
    assets
}

/// The outcome for pictures that the person does not want.
pub(super) fn skip_all(pictures: &[Picture]) -> Assets {
    let failure = || failure(MissingReason::Skipped, "pictures are turned off in the settings");
    pictures
        .iter()
        .map(|picture| CapturedAsset { n: picture.n, url: picture.url.clone(), result: Err(failure()) })
        .collect()
}

/// The bytes that an article's pictures may still take; the same picture counts once.
struct Budget {
    left: u64,
    limit: u32,
    spent_on: HashSet<AssetHash>,
}

impl Budget {
    fn of(limits: &CaptureLimits) -> Self {
        Self { left: limits.article_bytes.into(), limit: limits.article_bytes, spent_on: HashSet::new() }
    }

    fn take(&mut self, asset: Asset) -> Result<Asset, AssetFailure> {
        if self.spent_on.contains(&asset.hash) {
            return Ok(asset);
        }
        let Some(left) = self.left.checked_sub(asset.bytes.len() as u64) else {
            let message = format!("the article's pictures together are larger than {} bytes", self.limit);
            return Err(failure(MissingReason::TooLarge, &message));
        };
        self.left = left;
        self.spent_on.insert(asset.hash.clone());
        Ok(asset)
    }
}

type Outcome = Result<Asset, AssetFailure>;

/// What came of a picture's candidates so far.
#[derive(Default)]
struct Choice {
    pixel: Option<(String, Outcome)>,
    failed: Option<(String, Outcome)>,
}

impl Choice {
    /// Gives back a candidate that is to be taken, and remembers any other.
    fn weigh(&mut self, url: &str, outcome: Outcome) -> Option<(String, Outcome)> {
        let kept = match &outcome {
            // Often a placeholder for one of the alternatives.
            Ok(asset) if picture::is_pixel(asset) => &mut self.pixel,
            Ok(_) => return Some((url.to_owned(), outcome)),
            Err(_) => &mut self.failed,
        };
        kept.get_or_insert_with(|| (url.to_owned(), outcome));
        None
    }

    /// What is left when no candidate was to be taken: the first one's failure, unless there was a pixel.
    fn settle(self, picture: &Picture) -> (String, Outcome) {
        self.pixel.or(self.failed).unwrap_or_else(|| {
            (picture.url.clone(), Err(failure(MissingReason::BadUrl, "the page gives no address for it")))
        })
    }
}

struct Gallery<'a> {
    fetcher: &'a Fetcher,
    limits: &'a CaptureLimits,
    origin: &'a Origin<'a>,
    fetched: Mutex<HashMap<String, Arc<OnceCell<Outcome>>>>,
}

impl Gallery<'_> {
    /// The best candidate that can be had, with its URL; the first one's failure when none can.
    async fn first_that_works(&self, picture: &Picture) -> (String, Outcome) {
        let mut choice = Choice::default();
        for url in std::iter::once(&picture.url).chain(&picture.alternatives) {
            if let Some(found) = choice.weigh(url, self.once(url).await) {
                return found;
            }
        }
        choice.settle(picture)
    }

    /// Asks for a URL, once for the whole article.
    async fn once(&self, url: &str) -> Outcome {
        let cell = Arc::clone(self.fetched.lock().await.entry(url.to_owned()).or_default());
        cell.get_or_init(|| self.get(url)).await.clone()
    }

    async fn get(&self, url: &str) -> Outcome {
        if data_url::is(url) {
            return picture::asset(data_url::decode(url, self.limits.picture_bytes)?);
        }
        let through = self.origin.through.map(|prefix| format!("{prefix}{url}"));
        let url =
            super::url::parse_http(through.as_deref().unwrap_or(url)).map_err(|error| explained(&error))?;
        let ask = Ask {
            url: &url,
            reach: self.origin.reach,
            purpose: Purpose::Picture,
            referrer: Some(self.origin.url).filter(|page| super::url::is_http(page)),
            validators: &Validators::default(),
            limit: self.limits.picture_bytes.into(),
            on_bytes: &|_, _| {},
            check: &|_, _, _| Ok(()),
        };
        let mut trail = Trail::new(&url, self.limits.redirects);
        let response = self
            .fetcher
            .fetch(self.origin.session, &ask, &mut trail)
            .await
            .map_err(|error| explained(&error))?;
        if response.truncated {
            return Err(failure(
                MissingReason::Unreachable,
                "the connection broke off before the picture was whole",
            ));
        }
        picture::asset(response.body)
    }
}

fn failure(reason: MissingReason, message: &str) -> AssetFailure {
    AssetFailure { reason, message: message.to_owned() }
}

/// A fetch error as a sentence below a picture, where its URL is known already.
fn explained(error: &Error) -> AssetFailure {
    let (reason, message) = match error {
        Error::Http { status, .. } => (MissingReason::Status, format!("the server answered {status}")),
        Error::Timeout { seconds, .. } => {
            (MissingReason::Unreachable, format!("the server did not answer within {seconds} seconds"))
        }
        Error::Network { reason, .. } => {
            (MissingReason::Unreachable, format!("the server could not be reached: {reason}"))
        }
        Error::TooLarge { limit, .. } => {
            (MissingReason::TooLarge, format!("it is larger than {limit} bytes"))
        }
        Error::PrivateAddress { address, .. } => {
            (MissingReason::PrivateAddress, format!("it leads to the private address {address}"))
        }
        Error::InvalidUrl { .. } => (MissingReason::BadUrl, "its address cannot be fetched".to_owned()),
        Error::Redirects { hops, .. } => {
            (MissingReason::Unreachable, format!("its address redirects too often ({hops} hops)"))
        }
        other => (MissingReason::Unreachable, other.to_string()),
    };
    AssetFailure { reason, message }
}

#[cfg(test)]
mod tests;
