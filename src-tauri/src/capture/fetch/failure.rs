//! What went wrong with a request, in the crate's own errors.

use std::error::Error as StdError;
use std::io;

use url::Url;

use super::resolve::{PrivateName, UnknownName};
use crate::error::Error;
use crate::model::CaptureLimits;

/// Names a failure of the connection.
pub(super) fn network(url: &Url, error: &reqwest::Error, limits: &CaptureLimits) -> Error {
    let url = url.to_string();
    if let Some(PrivateName(address)) = find::<PrivateName>(error) {
        return Error::PrivateAddress { url, address: address.to_string() };
    }
    if error.is_timeout() {
        let limit = if error.is_connect() { limits.connect_ms } else { limits.idle_ms };
        return timeout(url, limit);
    }
    Error::Network { url, reason: innermost(error), no_server: is_no_server(error) }
}

/// Names what ended a body early.
pub(super) fn of_body(url: &Url, error: &io::Error, limits: &CaptureLimits) -> Error {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<reqwest::Error>()) {
        Some(error) => network(url, error, limits),
        None => Error::Network { url: url.to_string(), reason: innermost(error), no_server: false },
    }
}

/// Whether there is no server of that name, or none that takes connections.
fn is_no_server(error: &(dyn StdError + 'static)) -> bool {
    let refused = |error: &io::Error| error.kind() == io::ErrorKind::ConnectionRefused;
    find::<UnknownName>(error).is_some() || find::<io::Error>(error).is_some_and(refused)
}

/// A time limit in milliseconds ran out.
pub(super) fn timeout(url: String, limit: u32) -> Error {
    Error::Timeout { url, seconds: u64::from(limit).div_ceil(1000) }
}

/// The message of the innermost cause: the outer ones only repeat that a request failed.
pub(super) fn innermost(error: &dyn StdError) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        next = error.source();
    }
    None
}
