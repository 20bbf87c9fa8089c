//! The connection pools.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::dns::Resolve;
use reqwest::header::HeaderValue;
use reqwest::{Client, ClientBuilder, Proxy, redirect};
use url::Url;

use super::address::{AddressRule, Reach, is_this_machine};
use super::resolve::PublicResolver;
use crate::error::{Error, Result};
use crate::model::CaptureSettings;

/// Idle connections kept for each host.
const IDLE_CONNECTIONS: usize = 4;

/// Three pools that share no connection: one that reaches anything, one that reaches public addresses only, and one to
/// the proxy. A connection that was opened for a URL the person typed can so never serve a page's own requests, whatever
/// its name resolves to by then.
pub(super) struct Clients {
    settings: CaptureSettings,
    rule: AddressRule,
    resolver: Arc<dyn Resolve>,
    proxied: Matcher,
    anywhere: OnceLock<Client>,
    public: OnceLock<Client>,
    proxy: OnceLock<Client>,
}

/// The pool that a request goes to.
pub(super) struct Route<'a> {
    /// Its client.
    pub client: &'a Client,
    /// Whether the peer of a connection is the proxy, whose address says nothing of the target's.
    pub by_proxy: bool,
}

impl Clients {
    /// Checks the settings; opens nothing.
    pub(super) fn new(
        settings: &CaptureSettings,
        rule: AddressRule,
        resolver: Arc<dyn Resolve>,
    ) -> Result<Self> {
        if let Some(agent) = &settings.user_agent {
            HeaderValue::from_str(agent).map_err(|error| setting("user agent", agent, &error))?;
        }
        let proxied = match &settings.proxy {
            Some(proxy) => {
                settings_proxy(proxy)?;
                Matcher::builder().all(proxy.as_str()).build()
            }
            None => Matcher::from_system(),
        };
        Ok(Self {
            settings: settings.clone(),
            rule,
            resolver,
            proxied,
            anywhere: OnceLock::new(),
            public: OnceLock::new(),
            proxy: OnceLock::new(),
        })
    }

    /// The pool for a request. What is on this machine is never asked for through a proxy.
    pub(super) fn route(&self, url: &Url, reach: Reach) -> Result<Route<'_>> {
        let uri = url.as_str().parse().ok();
        let by_proxy = !is_this_machine(url) && uri.is_some_and(|uri| self.proxied.intercept(&uri).is_some());
        let client = match (by_proxy, reach) {
            (true, _) => built(&self.proxy, || self.through_proxy())?,
            (false, Reach::Anywhere) => {
                built(&self.anywhere, || Ok(self.direct(Arc::clone(&self.resolver))))?
            }
            (false, Reach::Public) => built(&self.public, || Ok(self.direct(self.public_resolver())))?,
        };
        Ok(Route { client, by_proxy })
    }

    fn public_resolver(&self) -> Arc<dyn Resolve> {
        Arc::new(PublicResolver { inner: Arc::clone(&self.resolver), rule: self.rule.clone() })
    }

    fn direct(&self, resolver: Arc<dyn Resolve>) -> ClientBuilder {
        self.common().no_proxy().dns_resolver(resolver)
    }

    fn through_proxy(&self) -> Result<ClientBuilder> {
        Ok(match &self.settings.proxy {
            Some(proxy) => self.common().proxy(settings_proxy(proxy)?),
            None => self.common(),
        })
    }

    #[allow(clippy::disallowed_methods, reason = "the one place that makes clients")]
    fn common(&self) -> ClientBuilder {
        let limits = &self.settings.limits;
        Client::builder()
            .user_agent(self.settings.user_agent.clone().unwrap_or_else(user_agent))
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            // Decoded elsewhere, so that bytes are counted before and after.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .connect_timeout(millis(limits.connect_ms))
            .read_timeout(millis(limits.idle_ms))
    }
}

impl fmt::Debug for Clients {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clients")
            .field("settings", &self.settings)
            .field("rule", &self.rule)
            .finish_non_exhaustive()
    }
}

/// Built at first use: reading the system's certificates takes longer than opening the archive.
fn built(slot: &OnceLock<Client>, builder: impl FnOnce() -> Result<ClientBuilder>) -> Result<&Client> {
    if let Some(client) = slot.get() {
        return Ok(client);
    }
    let client = builder()?.build().map_err(|error| Error::Internal(super::failure::innermost(&error)))?;
    Ok(slot.get_or_init(|| client))
}

fn settings_proxy(proxy: &str) -> Result<Proxy> {
    let url = Url::parse(proxy).map_err(|error| setting("proxy", proxy, &error))?;
    if !matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h" | "socks4" | "socks4a")
        || !url.has_host()
    {
        return Err(setting("proxy", proxy, &"expected http://, https:// or socks5:// and a host"));
    }
    Proxy::all(proxy).map_err(|error| setting("proxy", proxy, &super::failure::innermost(&error)))
}

fn setting(name: &'static str, value: &str, reason: &dyn fmt::Display) -> Error {
    Error::Setting { name, value: value.to_owned(), reason: reason.to_string() }
}

/// Says what this is, in the form that servers expect of a browser of the engine that shows the pages.
fn user_agent() -> String {
    let system = match std::env::consts::OS {
        "macos" => "Macintosh; Intel Mac OS X 10_15_7",
        "windows" => "Windows NT 10.0; Win64; x64",
        _ => "X11; Linux x86_64",
    };
    let version = env!("CARGO_PKG_VERSION");
    format!("Mozilla/5.0 ({system}) AppleWebKit/605.1.15 (KHTML, like Gecko) Lede/{version}")
}

/// A limit in milliseconds as a duration.
pub(super) fn millis(limit: u32) -> Duration {
    Duration::from_millis(limit.into())
}
