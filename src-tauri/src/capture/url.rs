//! When two URLs are the same.

use crate::error::Result;

/// The form in which URLs are compared: tracking parameters and fragment removed, host lower-case, default port and
/// trailing dots gone.
///
/// # Errors
/// `InvalidUrl` for anything but http and https.
pub fn normalise_url(url: &str) -> Result<String> {
    let _ = url;
    todo!()
}
