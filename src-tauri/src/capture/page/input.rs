//! What a page is cleaned from.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::capture::given::Told;
use crate::capture::page_url;
use crate::model::{RawResponse, SiteKnowledge};

/// What [`clean_page`](super::clean_page) works on: everything the readable page depends on.
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
    /// What is known of the page's site.
    #[serde(default)]
    pub site: SiteKnowledge,
    /// What the file said that the page came in.
    #[serde(default)]
    pub told: Option<Told>,
}

impl PageInput {
    /// What a response that was kept is cleaned from.
    #[must_use]
    pub fn of(raw: &RawResponse, site: SiteKnowledge, truncated: bool) -> Self {
        let content_type = raw.headers.iter().find(|(name, _)| name == "content-type");
        Self {
            body: raw.body.clone(),
            content_type: content_type.map(|(_, value)| value.clone()),
            status: raw.status,
            url: page_url(&raw.final_url).to_owned(),
            fetched: raw.fetched,
            truncated,
            site,
            told: Told::of(&raw.headers),
        }
    }
}
