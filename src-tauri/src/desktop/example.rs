//! The example article of an empty archive: a page that comes with the program, saved without the network.

use crate::library::SaveRequest;

const ENGLISH: &str = include_str!("examples/en.html");
const PERSIAN: &str = include_str!("examples/fa.html");

/// The example in the window's language, English where there is none. `.example` belongs to nobody (RFC 2606), so
/// the address can never lead anywhere.
pub(super) fn request(language: &str) -> SaveRequest {
    let (url, page) = match language.split('-').next() {
        Some("fa") => ("https://lede.example/fa/welcome", PERSIAN),
        _ => ("https://lede.example/en/welcome", ENGLISH),
    };
    SaveRequest { url: url.to_owned(), html: Some(page.as_bytes().to_vec()), refetch: false }
}
