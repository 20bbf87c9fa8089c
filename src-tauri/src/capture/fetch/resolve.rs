//! Name resolution that forgets private addresses, so that no connection to one is ever opened.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::AddressRule;

/// A name has private addresses only.
#[derive(Debug, thiserror::Error)]
#[error("leads to the private address {0}")]
pub(super) struct PrivateName(pub(super) IpAddr);

/// Nobody has the name. That it cannot be looked up now is another fault.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct UnknownName(String);

/// Of the resolvers of glibc and musl, macOS and Windows: they give the code of the fault in words only, or as a number.
fn is_unknown(fault: &io::Error) -> bool {
    const WORDS: [&str; 5] = [
        "Name or service not known",
        "Name does not resolve",
        "No address associated with",
        "nodename nor servname provided",
        "Name has no usable address",
    ];
    const WSAHOST_NOT_FOUND: i32 = 11001;
    const WSANO_DATA: i32 = 11004;
    let words = fault.to_string();
    matches!(fault.raw_os_error(), Some(WSAHOST_NOT_FOUND | WSANO_DATA))
        || WORDS.iter().any(|known| words.contains(known))
}

/// The system's resolver.
#[derive(Debug)]
pub(in crate::capture) struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            // The port is put in by the connector.
            let found = tokio::net::lookup_host((name.as_str(), 0)).await.map_err(named)?;
            let found: Vec<SocketAddr> = found.collect();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

fn named(fault: io::Error) -> Box<dyn std::error::Error + Send + Sync> {
    if is_unknown(&fault) { UnknownName(fault.to_string()).into() } else { fault.into() }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_nobody_has_is_not_one_that_cannot_be_looked_up() {
        let fault = |words: &str| io::Error::other(format!("failed to lookup address information: {words}"));
        assert!(named(fault("Name or service not known")).is::<UnknownName>());
        assert!(named(fault("No address associated with hostname")).is::<UnknownName>());
        assert!(named(fault("Temporary failure in name resolution")).is::<io::Error>());
    }
}
