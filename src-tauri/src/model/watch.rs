//! Articles whose pages are looked at again from time to time.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ArticleId;
use crate::error::ErrorReport;

/// How often an article's page is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Watch {
    /// Seconds between two looks, as the person asked for.
    pub every: u32,
    /// The next look.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub next: Timestamp,
    /// Looks that failed since the last one that did not; they make the next one wait longer.
    pub failures: u32,
    /// Looks that found nothing new since the last one that did; many make the next one wait longer.
    pub unchanged: u32,
}

/// An article that is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct WatchedArticle {
    /// The article.
    pub id: ArticleId,
    /// Its canonical URL.
    pub url: String,
    /// Its headline.
    pub title: String,
    /// How often it is looked at.
    #[serde(flatten)]
    pub watch: Watch,
    /// The last look that found nothing new.
    #[cfg_attr(feature = "desktop", specta(type = Option<String>))]
    pub checked: Option<Timestamp>,
    /// When the version that is shown was fetched.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub fetched: Timestamp,
    /// Why the last look failed, if it did.
    pub error: Option<ErrorReport>,
}
