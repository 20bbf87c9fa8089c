//! The way from a URL to the page: hops counted, circles noticed.

use std::collections::HashSet;

use url::Url;

use crate::capture::url::without_credentials;
use crate::error::{Error, Result};
use crate::model::Redirect;

/// The status that stands for a meta refresh.
pub(in crate::capture) const META_REFRESH: u16 = 0;

/// Hops so far.
#[derive(Debug)]
pub(in crate::capture) struct Trail {
    start: Url,
    limit: u32,
    hops: Vec<Redirect>,
    seen: HashSet<(String, Option<Vec<u8>>)>,
}

impl Trail {
    /// A way that starts at `start` and may have `limit` hops.
    pub(in crate::capture) fn new(start: &Url, limit: u32) -> Self {
        Self { start: start.clone(), limit, hops: Vec::new(), seen: HashSet::new() }
    }

    /// Notes a request. The same URL with other cookies is no circle: that is how sites check for cookies.
    ///
    /// # Errors
    /// `Redirects` when the same request was made before.
    pub(super) fn visit(&mut self, url: &Url, cookies: Option<&[u8]>) -> Result<()> {
        if self.seen.insert((without_fragment(url), cookies.map(<[u8]>::to_vec))) {
            return Ok(());
        }
        Err(self.too_many())
    }

    /// Notes that `from` led on.
    ///
    /// # Errors
    /// `Redirects` when there were too many hops.
    pub(in crate::capture) fn hop(&mut self, from: &Url, status: u16) -> Result<()> {
        self.hops.push(Redirect { url: without_credentials(from).into(), status });
        if self.hops.len() > self.limit as usize { Err(self.too_many()) } else { Ok(()) }
    }

    /// Whether a URL was asked for already.
    pub(in crate::capture) fn has_seen(&self, url: &Url) -> bool {
        let url = without_fragment(url);
        self.seen.iter().any(|(seen, _)| *seen == url)
    }

    /// The hops in order.
    pub(in crate::capture) fn into_hops(self) -> Vec<Redirect> {
        self.hops
    }

    fn too_many(&self) -> Error {
        Error::Redirects { url: self.start.to_string(), hops: self.hops.len().try_into().unwrap_or(u32::MAX) }
    }
}

fn without_fragment(url: &Url) -> String {
    let mut url = url.clone();
    url.set_fragment(None);
    url.into()
}
