//! The pure half: bytes become a readable page.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::Page;

/// What [`clean_page`] works on: everything the readable page depends on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PageInput {
    /// Body bytes after content decoding; they travel beside the JSON, not in it.
    #[serde(skip)]
    pub body: Vec<u8>,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// HTTP status.
    pub status: u16,
    /// URL that answered: the base of relative links.
    pub url: String,
    /// Time of the fetch, for relative dates.
    pub fetched: Timestamp,
    /// Whether the body ended before the server said it would.
    pub truncated: bool,
}

/// Makes the readable page: decode, guard, extract, clean, diagnose. Deterministic, no network.
///
/// # Errors
/// `Extraction` when nothing can be made of the bytes.
pub fn clean_page(input: &PageInput) -> Result<Page> {
    let _ = input;
    todo!()
}
