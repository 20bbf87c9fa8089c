//! Name resolution that forgets private addresses, so that no connection to one is ever opened.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::AddressRule;

/// A name has private addresses only.
#[derive(Debug, thiserror::Error)]
#[error("leads to the private address {0}")]
pub(super) struct PrivateName(pub(super) IpAddr);

/// The system's resolver.
#[derive(Debug)]
pub(in crate::capture) struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            // The port is put in by the connector.
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Another resolver's public addresses.
pub(super) struct PublicResolver {
    pub(super) inner: Arc<dyn Resolve>,
    pub(super) rule: AddressRule,
}

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (resolving, rule) = (self.inner.resolve(name), self.rule.clone());
        Box::pin(async move {
            let (public, private): (Vec<_>, Vec<_>) =
                resolving.await?.partition(|address| rule.is_public(address.ip()));
            match (public.is_empty(), private.first()) {
                (true, Some(address)) => Err(PrivateName(address.ip()).into()),
                _ => Ok(Box::new(public.into_iter()) as Addrs),
            }
        })
    }
}
