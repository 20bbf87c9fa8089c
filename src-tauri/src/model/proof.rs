//! What was captured and when, so that a later change of it shows.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ArticleId, VersionId};

/// A link of the chain of captures (docs/PROOF.md).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ChainLink {
    /// Its place in the chain, ascending.
    #[cfg_attr(feature = "desktop", specta(type = u32))]
    pub number: i64,
    /// The version that it is of.
    pub version: VersionId,
    /// When it was added.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub made: Timestamp,
    /// SHA-256 of what was captured.
    pub record: String,
    /// The sum of the link before; of the first one 64 zeros.
    pub before: String,
    /// SHA-256 of all that.
    pub sum: String,
}

/// What a server sent, by its sum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ProvenResponse {
    /// The URL that answered.
    pub url: String,
    /// HTTP status; 200 of a page that was given as a file.
    pub status: u16,
    /// Headers in the order received: name and value.
    pub headers: Vec<(String, String)>,
    /// When it came.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub fetched: Timestamp,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// How many they are.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub bytes: i64,
}

/// A picture of a copy, by its sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ProvenPicture {
    /// Its number in the copy's HTML.
    pub n: u32,
    /// Where it was.
    pub url: String,
    /// SHA-256 of its file; `None` when it is missing.
    pub sha256: Option<String>,
}

/// What was kept of an article, by sums: it shows that the copy has not changed since, not that a site served it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Proof {
    /// What this is and what it shows, for a person.
    pub statement: String,
    /// The article.
    pub article: ArticleId,
    /// Its canonical URL.
    pub url: String,
    /// Its title.
    pub title: String,
    /// The version.
    pub version: VersionId,
    /// When the copy was made.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub created: Timestamp,
    /// What made it.
    pub extractor: String,
    /// SHA-256 of the copy's text.
    pub text_sha256: String,
    /// SHA-256 of the copy's HTML.
    pub html_sha256: String,
    /// What it was made of, in order.
    pub responses: Vec<ProvenResponse>,
    /// Its pictures.
    pub pictures: Vec<ProvenPicture>,
    /// The text that `link.record` is the SHA-256 of.
    pub record: String,
    /// Its link in the chain of captures.
    pub link: Option<ChainLink>,
    /// The last link of the chain now: kept elsewhere, it shows whether anything before it was changed since.
    pub head: Option<ChainLink>,
    /// What is wrong: sums that do not fit. Nothing, when the copy is what it was.
    pub faults: Vec<String>,
    /// When this was written.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub made: Timestamp,
}
