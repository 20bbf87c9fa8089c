//! What cleaning a stored page again would change.

use serde::Serialize;

use super::ArticleId;
use crate::error::ErrorReport;

/// The difference that a new clean copy of an article would make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct CopyChange {
    /// The article.
    pub id: ArticleId,
    /// Its URL.
    pub url: String,
    /// Its headline as it is now.
    pub title: String,
    /// Whether the clean copy would differ at all: its text, its markup or its pictures.
    pub changed: bool,
    /// Whether the new copy would be kept as a version but not shown, because the one that is shown is better.
    pub worse: bool,
    /// Words of the text now.
    pub words_before: u32,
    /// Words of the text then.
    pub words_after: u32,
    /// Paragraphs that would come in, in order.
    pub added: Vec<String>,
    /// Paragraphs that would go, in order.
    pub removed: Vec<String>,
    /// Why the page cannot be cleaned again; then nothing would change.
    pub error: Option<ErrorReport>,
}
