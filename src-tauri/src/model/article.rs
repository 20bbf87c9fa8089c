//! Articles as the window and the command line see them. The JSON shapes are a public contract: extend, never break.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    ArticleId, ArticleRelation, AssetFailure, AssetHash, CopySite, Diagnosis, Doubt, Highlight, Note,
    RuleUse, VersionId, Watch,
};
use crate::error::ErrorReport;

/// How far a person has read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum ReadState {
    /// Not opened yet.
    #[default]
    Unread,
    /// Opened, not finished.
    Reading,
    /// Finished.
    Read,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ArticleSummary {
    /// The article.
    pub id: ArticleId,
    /// Canonical URL.
    pub url: String,
    /// Headline; the URL when the page has none.
    pub title: String,
    /// Authors in order.
    pub authors: Vec<String>,
    /// Site name, or the host.
    pub site: String,
    /// ISO 8601 date or date and time with offset.
    pub published: Option<String>,
    /// When it was first saved.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub saved: Timestamp,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// How far it was read.
    pub state: ReadState,
    /// Marked with a star.
    pub starred: bool,
    /// Moved out of the inbox.
    pub archived: bool,
    /// Moved to the trash.
    pub trashed: bool,
    /// The person's tags.
    pub tags: Vec<String>,
    /// Summary or first paragraph, at most 300 characters.
    pub excerpt: String,
    /// Words of the text.
    pub words: u32,
    /// Minutes to read it, by script (about 230 words or 500 Han characters a minute), at least 1.
    pub minutes: u32,
    /// Lead picture, if it was fetched.
    pub lead_image: Option<AssetHash>,
    /// Reading position from 0 (top) to 1 (end).
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub position: f64,
    /// False when the copy is known or suspected not to be the whole article.
    pub complete: bool,
    /// What speaks against a whole copy.
    pub doubts: Vec<Doubt>,
    /// That its page is gone: the status with which the server said so at the last look, or 0 where there is no server any more.
    pub dead: Option<u16>,
    /// Pictures that could not be fetched.
    pub missing_assets: u32,
    /// The version that was read, when the page has changed since.
    pub changed_from: Option<VersionId>,
    /// Where else its text stands, those published first before the others.
    pub copies: Vec<CopySite>,
}

/// A look at an article's page that brought nothing better than the copy that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct FailedAttempt {
    /// When.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub tried: Timestamp,
    /// The worse copy, which is kept as a version.
    pub version: Option<VersionId>,
    /// What is wrong with that copy.
    pub diagnosis: Option<Diagnosis>,
    /// Words of that copy.
    pub words: Option<u32>,
    /// Why there was no copy at all.
    pub error: Option<ErrorReport>,
}

/// An article with one of its versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Article {
    /// Everything a list shows.
    #[serde(flatten)]
    pub summary: ArticleSummary,
    /// The version that all of this is of: the shown one, unless another was asked for.
    pub version: VersionId,
    /// The version that is shown.
    pub shown: VersionId,
    /// The newest version that is fit to be shown; what a person chose may be an older one.
    pub latest: VersionId,
    /// Whether a person chose the version that is shown, so that no newer one takes its place.
    pub chosen: bool,
    /// The last look at the page that found nothing new.
    #[cfg_attr(feature = "desktop", specta(type = Option<String>))]
    pub checked: Option<Timestamp>,
    /// How often the page is looked at again.
    pub watch: Option<Watch>,
    /// When the Internet Archive made this copy, if it comes from there.
    #[cfg_attr(feature = "desktop", specta(type = Option<String>))]
    pub archive_made: Option<Timestamp>,
    /// When this version was fetched.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub fetched: Timestamp,
    /// Number of versions kept.
    pub versions: u32,
    /// The URL that was saved, tracking parameters included.
    pub original_url: String,
    /// Plain text.
    pub text: String,
    /// Clean HTML. A kept picture is `<img src="asset:HASH" …>`; a missing one is
    /// `<img data-missing="REASON" data-url="URL" …>` without `src`.
    pub html: String,
    /// Where the publication date was found, such as `json-ld:datePublished` or `text`.
    pub published_from: Option<String>,
    /// Date of the last change the page names.
    pub modified: Option<String>,
    /// Section of the site.
    pub section: Option<String>,
    /// The page's keywords.
    pub keywords: Vec<String>,
    /// The person's notes on it, those changed last first.
    pub notes: Vec<Note>,
    /// The person's highlights, in reading order, with their places in this version.
    pub highlights: Vec<Highlight>,
    /// The person's relations of it with others, by kind.
    pub relations: Vec<ArticleRelation>,
    /// Collections that hold the article: of each the names from the top down to it, joined by `/`.
    pub collections: Vec<String>,
    /// Whether the copy is whole.
    pub diagnosis: Diagnosis,
    /// The site rule that the copy was made with, and what it found.
    pub rule: Option<RuleUse>,
    /// Whether the copy has a person's corrections.
    pub repaired: bool,
    /// How the blocks begin that were corrected and are not on this page.
    pub unmatched: Vec<String>,
    /// The last look at the page, when it brought nothing better.
    pub failed_attempt: Option<FailedAttempt>,
    /// URL and reason of each picture that could not be fetched.
    pub missing: Vec<(String, AssetFailure)>,
}

/// A change to some articles; `None` leaves a field as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct ArticlePatch {
    /// New reading state.
    pub state: Option<ReadState>,
    /// Set or clear the star.
    pub starred: Option<bool>,
    /// Move out of or back into the inbox.
    pub archived: Option<bool>,
    /// Move to or out of the trash.
    pub trashed: Option<bool>,
}

/// What a person marked on an article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ArticleFlags {
    /// The article.
    pub id: ArticleId,
    /// Reading state.
    pub state: ReadState,
    /// Star.
    pub starred: bool,
    /// Archived.
    pub archived: bool,
    /// When it was trashed, if it was.
    pub trashed: Option<Timestamp>,
}

/// An article that was removed for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct DeletedArticle {
    /// The article it was.
    pub id: ArticleId,
    /// Its URL.
    pub url: String,
    /// Its title.
    pub title: String,
}

/// What an archive holds and where it lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ArchiveInfo {
    /// Absolute path of the archive file.
    pub path: String,
    /// Version of the program.
    pub program: String,
    /// Version of the archive's schema.
    pub schema: u32,
    /// Articles outside the trash.
    pub articles: u32,
    /// Articles in the trash.
    pub trashed: u32,
    /// Versions kept.
    pub versions: u32,
    /// Pictures kept.
    pub assets: u32,
    /// Pictures that could not be fetched.
    pub missing_assets: u32,
    /// Bytes of all pictures.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub asset_bytes: u64,
    /// Bytes of the archive file and its write-ahead log.
    #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
    pub file_bytes: u64,
    /// Jobs waiting or running.
    pub pending_jobs: u32,
    /// Jobs that failed and were not dismissed.
    pub failed_jobs: u32,
}
