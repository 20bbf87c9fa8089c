//! The hosts that a rule is for.

use std::fmt;

/// One host (`example.org`, which is `www.example.org`, too) or everything below one (`*.example.org`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostPattern(String);

impl HostPattern {
    /// Reads a pattern; upper case and a leading `www.` make no difference.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let (wild, host) = match text.strip_prefix("*.") {
            Some(host) => ("*.", host),
            None => ("", text.strip_prefix("www.").unwrap_or(&text)),
        };
        let host = match url::Host::parse(host).ok()? {
            url::Host::Domain(host) => host,
            address if wild.is_empty() => address.to_string(),
            _ => return None,
        };
        Some(Self(format!("{wild}{host}")))
    }

    /// Every pattern that could be for a host, the most specific first.
    #[must_use]
    pub fn all_for(host: &str) -> Vec<String> {
        let host = host.trim_end_matches('.').to_lowercase();
        let own = host.strip_prefix("www.").unwrap_or(&host).to_owned();
        let above = host.match_indices('.').map(|(at, _)| format!("*{}", &host[at..]));
        std::iter::once(own).chain(above.filter(|pattern| pattern.len() > 2)).collect()
    }

    /// As it is written in a rule.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
