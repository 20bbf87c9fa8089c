//! What is kept of an article's pages besides the clean copies.

use jiff::Timestamp;

use super::{AssetFailure, AssetHash, Redirect, ResponseId, VersionId};

/// What a server sent, all but its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptResponse {
    /// Its number.
    pub id: ResponseId,
    /// The URL that answered.
    pub final_url: String,
    /// Each hop before `final_url`, in order.
    pub redirects: Vec<Redirect>,
    /// HTTP status.
    pub status: u16,
    /// Header names (lower case) and values, in the order received; none for a page that a person gave.
    pub headers: Vec<(String, String)>,
    /// When it came.
    pub fetched: Timestamp,
    /// SHA-256 of the body after content decoding, in hexadecimal digits.
    pub sha256: String,
    /// The version that shows it: of those whose first page it is the one that the article shows, else the newest. `None` for a
    /// further page and for another form of the page.
    pub version: Option<VersionId>,
}

/// A picture as an article's pages name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPicture {
    /// Its URL.
    pub url: String,
    /// The file, or why there is none.
    pub content: Result<AssetHash, AssetFailure>,
    /// When the first page with it came.
    pub fetched: Timestamp,
}
