//! Whether a copy is the whole article, and what speaks against it.

use serde::{Deserialize, Serialize};

/// Is this the whole article? The doubts are listed, never hidden.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Diagnosis {
    /// True when nothing speaks against a whole copy.
    pub complete: bool,
    /// What speaks against it.
    pub doubts: Vec<Doubt>,
    /// What each doubt rests on, in the order of the doubts; at least one entry for each.
    pub evidence: Vec<Evidence>,
}

impl Diagnosis {
    /// The diagnosis of a copy that nothing speaks against.
    #[must_use]
    pub fn whole() -> Self {
        Self { complete: true, ..Self::default() }
    }

    /// The diagnosis that follows from this evidence.
    #[must_use]
    pub fn resting_on(evidence: Vec<Evidence>) -> Self {
        let mut doubts = Vec::new();
        for Evidence { doubt, .. } in &evidence {
            if !doubts.contains(doubt) {
                doubts.push(*doubt);
            }
        }
        Self { complete: doubts.is_empty(), doubts, evidence }
    }
}

/// One reason to doubt that a copy is the whole article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// Only the part before a paywall.
    Paywall,
    /// A sign-in form or page where the article, or the rest of it, should be.
    Login,
    /// A cookie or consent page instead of the article.
    ConsentWall,
    /// A bot check instead of the article.
    BotChallenge,
    /// An error page that the server called a success.
    SoftNotFound,
    /// The server answered with an error status.
    ErrorStatus,
    /// The response ended early.
    Truncated,
    /// The text breaks off, or is much less than the page promises.
    MaybeTruncated,
    /// One page of several.
    MultiPage,
    /// No article text was found.
    NoArticle,
    /// A list of articles, and not one.
    IndexPage,
    /// A page around a video.
    VideoPage,
    /// A page around pictures.
    GalleryPage,
    /// The page is made by scripts that were not run.
    NeedsScripts,
    /// Markup nested beyond the limits was flattened.
    Flattened,
    /// Extraction was stopped by its limits; the raw page is kept.
    ExtractionFailed,
    /// It came in a file without its text, and its page has not been fetched since.
    NotFetched,
}

impl Doubt {
    /// Whether it says by itself that there is no article: what the page is instead, or why nothing could be read.
    #[must_use]
    pub fn explains_no_article(self) -> bool {
        matches!(
            self,
            Self::ConsentWall
                | Self::BotChallenge
                | Self::SoftNotFound
                | Self::Login
                | Self::IndexPage
                | Self::VideoPage
                | Self::GalleryPage
                | Self::NeedsScripts
                | Self::NotFetched
        )
    }
}

/// Something that a doubt rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Evidence {
    /// The doubt.
    pub doubt: Doubt,
    /// Where it was found.
    pub place: EvidencePlace,
    /// The words or the value found there, at most 160 characters.
    pub found: String,
}

/// Where evidence was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum EvidencePlace {
    /// The HTTP status.
    Status,
    /// What the server sent, as bytes.
    Response,
    /// The address of the page.
    Address,
    /// `<title>` or the first heading.
    Title,
    /// The text that was taken for the article.
    Text,
    /// The page's text around that.
    Page,
    /// The name of an element (class or id), or a form field.
    Element,
    /// A link.
    Link,
    /// A field of the page's JSON-LD.
    JsonLd,
    /// A `<meta>` element.
    Meta,
    /// What cleaning the page met.
    Cleaning,
    /// Why a further page of the article could not be had.
    FurtherPage,
    /// The file that it came in.
    Import,
}
