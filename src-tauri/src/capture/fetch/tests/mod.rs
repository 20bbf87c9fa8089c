//! The fetcher against a real server on loopback.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolving};

use super::*;
use crate::capture::testing::{Reply, Server, header, path};

mod addresses;
mod bodies;
mod following;
mod patience;

/// Names that only a test knows.
#[derive(Debug, Default)]
struct Names(HashMap<&'static str, &'static [&'static str]>);

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let found: Vec<SocketAddr> = (self.0.get(name.as_str()).copied().unwrap_or_default().iter())
            .map(|address| SocketAddr::new(address.parse::<IpAddr>().unwrap(), 0))
            .collect();
        Box::pin(async move { Ok(Box::new(found.into_iter()) as Addrs) })
    }
}

fn settings() -> CaptureSettings {
    CaptureSettings::default()
}

/// A fetcher to which 127.0.0.1 is public and all else on loopback private.
fn fetcher_with(settings: &CaptureSettings, names: Names) -> Fetcher {
    let rule = AddressRule::new(vec!["127.0.0.1".parse().unwrap()]);
    let retry = Retry { tries: settings.limits.tries, first_wait: Duration::from_millis(1) };
    Fetcher::new(settings, rule, Arc::new(names), retry).unwrap()
}

fn fetcher() -> Fetcher {
    fetcher_with(&settings(), Names::default())
}

/// Fetches as for a URL that the person typed.
async fn get(fetcher: &Fetcher, url: &Url) -> Result<Response> {
    get_within(fetcher, url, Reach::Anywhere, 1 << 20).await
}

async fn get_within(fetcher: &Fetcher, url: &Url, reach: Reach, limit: u64) -> Result<Response> {
    let mut trail = Trail::new(url, 10);
    let ask = Ask {
        url,
        reach,
        purpose: Purpose::Page,
        referrer: None,
        validators: &Validators::default(),
        limit,
        on_bytes: &|_, _| {},
        check: &|_, _, _| Ok(()),
    };
    fetcher.fetch(&Session::default(), &ask, &mut trail).await
}
