//! When two URLs are the same.

use url::{Host, Url};

use crate::error::{Error, Result};

mod canonical;
mod tracking;

pub(super) use canonical::{Identity, identity};

/// The form in which URLs are compared: tracking parameters and fragment removed, host lower-case, default port and
/// trailing dots gone.
///
/// A key to compare by, not an address to fetch: `http` becomes `https` for names on their default port, because the
/// two have been one site for years and old links still say `http`; a site that has no `https` is fetched by the URL
/// that answered. Unknown parameters, their order and the path stay as they are, since any of them may choose the
/// article. Percent-encoding follows [RFC 3986, 6.2.2](https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2).
///
/// # Errors
/// `NothingToFetch` for a name (`urn:`), `InvalidUrl` for anything else but http and https.
pub fn normalise_url(url: &str) -> Result<String> {
    Ok(normalise(parse_http(url)?).into())
}

/// What an article is known by: the normal form of a URL that can be fetched, any other name (`urn:`) as it is.
///
/// # Errors
/// `InvalidUrl` for what is no URL at all.
pub fn url_key(url: &str) -> Result<String> {
    Ok(normalise(parse_named(url)?).into())
}

/// Parses what can be fetched.
pub(super) fn parse_http(url: &str) -> Result<Url> {
    let parsed = parse_named(url)?;
    match parsed.scheme() {
        _ if is_http(&parsed) => Ok(parsed),
        "urn" => Err(Error::NothingToFetch { url: url.to_owned() }),
        _ => Err(Error::InvalidUrl { url: url.to_owned() }),
    }
}

/// Parses what an article can be known by, whether it can be fetched or not.
pub(super) fn parse_named(url: &str) -> Result<Url> {
    Url::parse(url.trim()).map_err(|_| Error::InvalidUrl { url: url.to_owned() })
}

/// Whether a URL can be fetched.
pub(super) fn is_http(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty())
}

/// A URL as it may be stored: without a password.
pub(super) fn without_credentials(url: &Url) -> Url {
    let mut url = url.clone();
    // Setters fail only where there is no host to have credentials.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

fn normalise(url: Url) -> Url {
    if !is_http(&url) {
        return url;
    }
    let mut url = without_credentials(&url);
    drop_trailing_dot(&mut url);
    if url.scheme() == "http" && url.port().is_none() && is_public_name(&url) {
        let _ = url.set_scheme("https");
    }
    if !url.fragment().is_some_and(names_content) {
        url.set_fragment(None);
    }
    let path = canonical_escapes(url.path());
    url.set_path(&path);
    let host = url.host_str().unwrap_or_default().to_owned();
    let query =
        url.query().and_then(|query| tracking::strip(&host, query)).map(|query| canonical_escapes(&query));
    url.set_query(query.as_deref());
    url
}

/// Fragments by which script-driven sites tell their articles apart: `#!story`, `#/story`.
fn names_content(fragment: &str) -> bool {
    fragment.len() > 1 && fragment.starts_with(['!', '/'])
}

fn drop_trailing_dot(url: &mut Url) {
    if let Some(Host::Domain(name)) = url.host()
        && let trimmed = name.trim_end_matches('.').to_owned()
        && !trimmed.is_empty()
    {
        let _ = url.set_host(Some(&trimmed));
    }
}

/// Whether the host is a name of the public DNS; special-use names (RFC 6761 and friends) often have no `https`.
fn is_public_name(url: &Url) -> bool {
    const SPECIAL: [&str; 7] = ["localhost", "local", "internal", "test", "lan", "onion", "arpa"];
    match url.host() {
        Some(Host::Domain(name)) => name.rsplit_once('.').is_some_and(|(_, last)| !SPECIAL.contains(&last)),
        _ => false,
    }
}

/// Decodes escapes that need none and writes the others in capitals.
fn canonical_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let Some(byte) = escape.get(1..3).and_then(hex_byte) else {
            // A stray sign, as in `100%`: escaped, so that nothing decoded after it can join it to a new escape.
            out.push_str("%25");
            rest = &escape[1..];
            continue;
        };
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&escape[..3].to_ascii_uppercase());
        }
        rest = &escape[3..];
    }
    out + rest
}

fn hex_byte(digits: &str) -> Option<u8> {
    // `from_str_radix` alone would take a sign.
    if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        u8::from_str_radix(digits, 16).ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
