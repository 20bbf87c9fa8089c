//! Links between articles as the window and the command line see them. The JSON shapes are a public contract.

use serde::{Deserialize, Serialize};

use super::{ArticleId, ArticleSummary, AssetFailure, AssetHash, LinkContext, LinkPlace, TextRange};

/// A hyperlink of an article, and the saved article it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Link {
    /// Absolute target, as on the page.
    pub url: String,
    /// Anchor text, white space folded.
    pub text: String,
    /// Whether it stood in the text or in a list of other stories.
    pub context: LinkContext,
    /// Where on the page it stood.
    pub place: LinkPlace,
    /// Heading of the list it stood in.
    pub heading: Option<String>,
    /// What the list says of the story below its headline.
    pub teaser: Option<String>,
    /// URL of the picture that the list shows of the story.
    pub picture: Option<String>,
    /// What is kept of that picture: an asset as small as lists show it.
    pub thumbnail: Option<AssetHash>,
    /// Why nothing is kept of it; absent, too, where it was not asked for.
    pub picture_failure: Option<AssetFailure>,
    /// When the story was published, as ISO 8601, where the list says so.
    pub published: Option<String>,
    /// Its place among the links of the page, from 0.
    pub position: u32,
    /// The saved article it leads to.
    pub article: Option<ArticleId>,
    /// Headline of that article.
    pub title: Option<String>,
    /// Site of that article.
    pub site: Option<String>,
    /// Whether that article lies in the trash.
    pub trashed: bool,
}

/// A saved article that cites another one in its text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Backlink {
    /// The article that cites.
    #[serde(flatten)]
    pub article: ArticleSummary,
    /// The sentence in which it does so first, in its reading text.
    pub quote: String,
    /// Where the link's words stand in the sentence.
    pub marked: TextRange,
    /// The link's target as it stands there.
    pub link: String,
    /// How many links of its text lead to the cited article.
    pub links: u32,
}

/// A part of the articles that cite one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct BacklinkPage {
    /// The articles, those whose copy came last first.
    pub rows: Vec<Backlink>,
    /// How many there are in all, as far as they were counted.
    pub total: u32,
    /// Whether there are more than `total`.
    pub more: bool,
}
