//! Pictures that a URL itself contains.

use data_url::DataUrl;

use crate::model::{AssetFailure, MissingReason};

/// Whether a URL contains what it names.
pub(super) fn is(url: &str) -> bool {
    url.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// The bytes of a `data:` URL, at most `limit` of them.
///
/// # Errors
/// `BadUrl`, `TooLarge`.
pub(super) fn decode(url: &str, limit: u32) -> Result<Vec<u8>, AssetFailure> {
    let bad = || super::failure(MissingReason::BadUrl, "its data: address is broken");
    let url = DataUrl::process(url).map_err(|_| bad())?;
    let mut bytes = Vec::new();
    let decoded = url.decode(|part| {
        bytes.extend_from_slice(part);
        if bytes.len() > limit as usize { Err(()) } else { Ok(()) }
    });
    match decoded {
        Ok(_) => Ok(bytes),
        Err(_) if bytes.len() > limit as usize => {
            Err(super::failure(MissingReason::TooLarge, &format!("it is larger than {limit} bytes")))
        }
        Err(_) => Err(bad()),
    }
}
