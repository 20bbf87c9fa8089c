//! One URL becomes bytes: politely, within limits, and never from where it must not.

use std::sync::Arc;

use reqwest::cookie::{CookieStore, Jar};
use reqwest::dns::Resolve;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, COOKIE, HeaderMap, HeaderValue, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, REFERER, SET_COOKIE,
};
use tokio::time::{sleep, timeout};
use url::Url;

use self::body::{Body, Reading};
use self::clients::{Clients, Route, millis};
use self::gate::Gate;
use crate::error::{Error, Result};
use crate::model::{CaptureLimits, CaptureSettings, Validators};

mod address;
mod body;
mod clients;
mod failure;
mod gate;
mod headers;
mod languages;
mod resolve;
mod retry;
mod trail;

pub(super) use address::{AddressRule, Reach};
pub(super) use headers::{Purpose, content_type};
pub use languages::system_languages;
pub(super) use resolve::SystemResolver;
pub(super) use retry::Retry;
pub(super) use trail::{META_REFRESH, Trail};

/// Fetches URLs.
///
/// Through a proxy only hosts that are written as addresses can be checked: names are resolved by the proxy, which alone
/// knows what it connects to.
#[derive(Debug)]
pub(super) struct Fetcher {
    clients: Clients,
    gate: Gate,
    /// The way of what nobody waits for.
    back_gate: Gate,
    rule: AddressRule,
    retry: Retry,
    limits: CaptureLimits,
    languages: HeaderValue,
}

/// What the requests of one save share.
#[derive(Debug, Default)]
pub(super) struct Session {
    cookies: Jar,
    background: bool,
}

impl Session {
    /// One that nobody waits for.
    pub(super) fn in_background() -> Self {
        Self { background: true, ..Self::default() }
    }
}

/// One request.
pub(super) struct Ask<'a> {
    /// What to get.
    pub url: &'a Url,
    /// What it may reach.
    pub reach: Reach,
    /// What it is for.
    pub purpose: Purpose,
    /// The page that refers to it.
    pub referrer: Option<&'a Url>,
    /// What the stored copy was called.
    pub validators: &'a Validators,
    /// Bytes at most, on the wire and decoded.
    pub limit: u64,
    /// Told the bytes that have come and, where known, how many there will be.
    pub on_bytes: &'a (dyn Fn(u64, Option<u64>) + Send + Sync),
    /// Judges a response by its start; an error ends the request.
    pub check: &'a Check,
}

/// Judges a response by the URL it comes from, its `Content-Type` and its first bytes.
pub(super) type Check = dyn Fn(&Url, Option<&str>, &[u8]) -> Result<()> + Send + Sync;

/// What came.
#[derive(Debug)]
pub(super) struct Response {
    /// The URL that answered.
    pub url: Url,
    /// HTTP status.
    pub status: u16,
    /// All headers.
    pub headers: HeaderMap,
    /// The decoded body; empty for redirects and errors.
    pub body: Vec<u8>,
    /// Whether the body ended before the server said it would.
    pub truncated: bool,
    /// What the response may lead to.
    pub reach: Reach,
}

impl Fetcher {
    /// Checks the settings; opens nothing.
    ///
    /// # Errors
    /// `Setting` when the proxy, the user agent or the languages cannot be used.
    pub(super) fn new(
        settings: &CaptureSettings,
        rule: AddressRule,
        resolver: Arc<dyn Resolve>,
        retry: Retry,
    ) -> Result<Self> {
        let languages = settings.languages.as_deref();
        Ok(Self {
            languages: languages::accept_language(languages).map_err(|tag| Error::Setting {
                name: "languages",
                value: tag,
                reason: "expected language tags such as fa or en-GB, separated by commas".to_owned(),
            })?,
            clients: Clients::new(settings, rule.clone(), resolver)?,
            gate: Gate::new(gate::OPEN),
            back_gate: Gate::new(gate::NARROW),
            rule,
            retry,
            limits: settings.limits.clone(),
        })
    }

    /// Fetches a URL and follows where it leads.
    ///
    /// # Errors
    /// Every fetch error; `Http` for an error status.
    pub(super) async fn fetch(
        &self,
        session: &Session,
        ask: &Ask<'_>,
        trail: &mut Trail,
    ) -> Result<Response> {
        let (mut url, mut reach) = (ask.url.clone(), ask.reach);
        loop {
            let cookies = session.cookies.cookies(&url);
            trail.visit(&url, cookies.as_ref().map(|cookies| cookies.as_bytes()))?;
            let response = self.patiently(session, ask, &url, reach).await?;
            let target = match response.status {
                300..=303 | 305..=399 => headers::location(&response.headers, &url),
                _ => None,
            };
            match target {
                Some(Ok(target)) if super::url::is_http(&target) => {
                    trail.hop(&url, response.status)?;
                    (url, reach) = (target, response.reach);
                }
                Some(target) => {
                    return Err(Error::InvalidUrl { url: target.map_or_else(|text| text, String::from) });
                }
                None => return judged(response),
            }
        }
    }

    async fn patiently(&self, session: &Session, ask: &Ask<'_>, url: &Url, reach: Reach) -> Result<Response> {
        let mut tries = 0;
        let mut longest: Option<Response> = None;
        loop {
            let outcome = self.once(session, ask, url, reach).await;
            tries += 1;
            // What nobody waits for is asked for again by the queue, much later.
            let is_once = session.background && ask.purpose == Purpose::Page;
            let wait = self.retry.wait(tries, &outcome).filter(|_| !is_once);
            match outcome {
                Ok(part) if part.truncated => {
                    longest = longest.into_iter().chain([part]).max_by_key(|part| part.body.len());
                }
                Err(Error::Network { .. }) if longest.is_some() => {}
                outcome if wait.is_none() => return outcome,
                _ => {}
            }
            match (wait, longest.take()) {
                (Some(wait), part) => {
                    longest = part;
                    sleep(wait).await;
                }
                // What has come is better than nothing; that something is missing is said.
                (None, Some(part)) => return Ok(part),
                (None, None) => return Err(Error::Internal("a request without an outcome".to_owned())),
            }
        }
    }

    async fn once(&self, session: &Session, ask: &Ask<'_>, url: &Url, reach: Reach) -> Result<Response> {
        if reach == Reach::Public
            && let Some(address) = self.rule.private_literal(url)
        {
            return Err(Error::PrivateAddress { url: url.to_string(), address: address.to_string() });
        }
        let gate = if session.background { &self.back_gate } else { &self.gate };
        let _pass = gate.enter(url.host_str().unwrap_or_default()).await?;
        let exchange = self.exchange(session, ask, url, reach);
        timeout(millis(self.limits.total_ms), exchange)
            .await
            .unwrap_or_else(|_| Err(failure::timeout(url.to_string(), self.limits.total_ms)))
    }

    async fn exchange(&self, session: &Session, ask: &Ask<'_>, url: &Url, reach: Reach) -> Result<Response> {
        let route = self.clients.route(url, reach)?;
        let request = route.client.get(url.clone()).headers(self.request_headers(session, ask, url));
        let response = request.send().await.map_err(|error| failure::network(url, &error, &self.limits))?;
        let reach = self.reach_after(&route, &response, url, reach)?;
        if ask.purpose == Purpose::Page {
            // Pictures from elsewhere are given no way to recognise the reader.
            session.cookies.set_cookies(&mut response.headers().get_all(SET_COOKIE).iter(), url);
        }
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let (body, truncated) = match status {
            200..=299 => self.body(response, ask, url).await?,
            _ => (Vec::new(), false),
        };
        Ok(Response { url: url.clone(), status, headers, body, truncated, reach })
    }

    /// What a response may lead to, by the address that it came from.
    fn reach_after(
        &self,
        route: &Route<'_>,
        response: &reqwest::Response,
        url: &Url,
        reach: Reach,
    ) -> Result<Reach> {
        if route.by_proxy {
            return Ok(if reach == Reach::Public { reach } else { self.rule.reach_of(url) });
        }
        match response.remote_addr().map(|address| address.ip()) {
            Some(address) if !self.rule.is_public(address) && reach == Reach::Public => {
                Err(Error::PrivateAddress { url: url.to_string(), address: address.to_string() })
            }
            Some(address) if !self.rule.is_public(address) => Ok(reach),
            _ => Ok(Reach::Public),
        }
    }

    fn request_headers(&self, session: &Session, ask: &Ask<'_>, url: &Url) -> HeaderMap {
        let cookies = session.cookies.cookies(url);
        let referer = ask.referrer.and_then(|page| headers::referer(page, url));
        let known = [
            (ACCEPT, Some(ask.purpose.accept())),
            (ACCEPT_ENCODING, Some(headers::ACCEPT_ENCODING)),
            (REFERER, referer.as_deref()),
            (IF_NONE_MATCH, ask.validators.etag.as_deref()),
            (IF_MODIFIED_SINCE, ask.validators.last_modified.as_deref()),
        ];
        let known = known.into_iter().filter_map(|(name, value)| Some((name, value?.parse().ok()?)));
        let languages = [(ACCEPT_LANGUAGE, self.languages.clone())];
        known.chain(languages).chain(cookies.map(|cookies| (COOKIE, cookies))).collect()
    }

    async fn body(&self, response: reqwest::Response, ask: &Ask<'_>, url: &Url) -> Result<(Vec<u8>, bool)> {
        let media_type = content_type(response.headers());
        let check = |head: &[u8]| (ask.check)(url, media_type.as_deref(), head);
        let reading = Reading { limit: ask.limit, on_bytes: ask.on_bytes, check: &check };
        match body::read(response, &reading).await? {
            Body::Whole(body) => Ok((body, false)),
            Body::TooLarge => Err(Error::TooLarge { url: url.to_string(), limit: ask.limit }),
            Body::Broken(body, error) => match failure::of_body(url, &error, &self.limits) {
                Error::Network { .. } if !body.is_empty() => Ok((body, true)),
                error => Err(error),
            },
        }
    }
}

fn judged(response: Response) -> Result<Response> {
    match response.status {
        200..=299 | 304 => Ok(response),
        status => {
            let retry_after = headers::retry_after(&response.headers);
            Err(Error::Http { url: response.url.into(), status, retry_after })
        }
    }
}

#[cfg(test)]
mod tests;
