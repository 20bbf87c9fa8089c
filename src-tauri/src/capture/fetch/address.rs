//! The address rule: a page from the public internet never makes this program fetch from anywhere else.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Which addresses a request may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::capture) enum Reach {
    /// Any: the person typed the URL, or the page that refers to it came from a private address itself.
    Anywhere,
    /// The public internet only.
    Public,
}

/// Tells public from private addresses.
#[derive(Debug, Clone, Default)]
pub(in crate::capture) struct AddressRule {
    treat_as_public: Vec<IpAddr>,
}

impl AddressRule {
    /// A rule that takes some addresses for public that are not.
    pub(in crate::capture) fn new(treat_as_public: Vec<IpAddr>) -> Self {
        Self { treat_as_public }
    }

    /// Whether an address belongs to the public internet.
    pub(in crate::capture) fn is_public(&self, address: IpAddr) -> bool {
        self.treat_as_public.contains(&address)
            || match address {
                IpAddr::V4(address) => is_public_v4(address),
                IpAddr::V6(address) => is_public_v6(address),
            }
    }

    /// What a page may refer to that has this URL and was not fetched: judged by its host as it is written.
    pub(in crate::capture) fn reach_of(&self, url: &Url) -> Reach {
        match literal(url) {
            Some(address) if !self.is_public(address) => Reach::Anywhere,
            _ => Reach::Public,
        }
    }

    /// The private address that a URL names outright.
    pub(in crate::capture) fn private_literal(&self, url: &Url) -> Option<IpAddr> {
        literal(url).filter(|address| !self.is_public(*address))
    }
}

/// Whether a URL names this machine outright.
pub(super) fn is_this_machine(url: &Url) -> bool {
    literal(url).is_some_and(|address| address.to_canonical().is_loopback())
}

/// The address a URL names without the help of a resolver. `localhost` counts: RFC 6761 lets it mean nothing else.
fn literal(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Ipv4(address) => Some(address.into()),
        Host::Ipv6(address) => Some(address.into()),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            (name == "localhost" || name.ends_with(".localhost")).then_some(Ipv4Addr::LOCALHOST.into())
        }
    }
}

/// By the [IANA special-purpose registry](https://www.iana.org/assignments/iana-ipv4-special-registry).
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(a == 0
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || (a == 100 && b & 0xc0 == 64) // carrier-grade NAT, RFC 6598
        || (a == 192 && b == 0 && c == 0) // protocol assignments
        || (a == 192 && b == 88 && c == 99) // 6to4 relay, deprecated
        || (a == 198 && b & 0xfe == 18) // benchmarking
        || a >= 224) // multicast, reserved, broadcast
}

/// By the [IANA special-purpose registry](https://www.iana.org/assignments/iana-ipv6-special-registry); an address that
/// carries an IPv4 address is as public as that one.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match (a, b) {
        (0, 0) => c == 0 && d == 0 && e == 0 && f == 0xffff && v4(g, h), // mapped; all else in ::/32 is special
        (0x64, 0xff9b) => c == 0 && d == 0 && e == 0 && f == 0 && v4(g, h), // NAT64; 64:ff9b:1::/48 is local
        (0x2002, _) => v4(b, c),                                         // 6to4
        (0x2001, 0) => v4(c, d) && v4(!g, !h), // Teredo: server, and client inverted
        (0x2001, 0xdb8) => false,              // documentation
        (0x2001, 1..=0x1ff) => false,          // protocol assignments
        (0x3fff, 0..=0xfff) => false,          // documentation, RFC 9637
        _ => a & 0xe000 == 0x2000, // global unicast; outside lie ULA, link-local, site-local, multicast, SRv6
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses() {
        #[rustfmt::skip]
        let private = [
            "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1",
            "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1",
            "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.2.3", "240.0.0.1",
            "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
            "64:ff9b::10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::8.8.8.8", "100::1", "2001::1", "2001:0:a00:1::1",
            "2001:0:808:808::f5ff:fffe", "2001:2::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::", "2002:c0a8:1::1",
            "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "ff0e::1",
        ];
        for address in private {
            assert!(!AddressRule::default().is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn public_addresses() {
        #[rustfmt::skip]
        let public = [
            "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1",
            "192.0.1.1", "192.167.1.1", "198.17.0.1", "198.20.0.1", "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
            "2001:4860:4860::8888", "2002:808:808::1", "2606:4700::1111", "2a00:1450::1",
        ];
        for address in public {
            assert!(AddressRule::default().is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn hosts_that_need_no_resolver() {
        let rule = AddressRule::new(vec!["127.0.0.1".parse().unwrap()]);
        let private =
            |url: &str| rule.private_literal(&Url::parse(url).unwrap()).map(|address| address.to_string());
        assert_eq!(private("http://127.0.0.1/"), None);
        assert_eq!(private("http://127.0.0.2/").as_deref(), Some("127.0.0.2"));
        for url in ["http://0x7f.2/", "http://2130706434/", "http://127.2/", "http://0177.0.0.2/"] {
            assert_eq!(private(url).as_deref(), Some("127.0.0.2"), "{url}");
        }
        assert_eq!(private("http://[::ffff:7f00:2]/").as_deref(), Some("::ffff:127.0.0.2"));
        assert_eq!(private("http://example.com/"), None);
        let strict = AddressRule::default();
        for url in ["http://localhost/", "http://localhost./", "http://a.localhost/"] {
            assert!(strict.private_literal(&Url::parse(url).unwrap()).is_some(), "{url}");
        }
    }
}
