//! What capturing a page yields: the raw response, the readable page, its pictures and an honest diagnosis.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AssetHash, Diagnosis, FurtherResponse, Onward, RepairUse, RuleUse};

/// A whole capture, ready to be stored in one transaction.
#[derive(Debug, Clone)]
pub struct Capture {
    /// The URL as the person gave it, tracking parameters and fragment included.
    pub requested_url: String,
    /// The identity of the article: the page's canonical URL, normalised.
    pub canonical_url: String,
    /// Every other normalised URL that led here (requested, redirects, final).
    pub aliases: Vec<String>,
    /// The response that was kept.
    pub response: RawResponse,
    /// Further pages in order, or another form of the article, that the copy was made of, too.
    pub further: Vec<FurtherResponse>,
    /// What was made of it.
    pub page: Page,
    /// One entry for each of `page.pictures`, by its `n`.
    pub assets: Vec<CapturedAsset>,
}

/// The answer to a request for a page.
#[derive(Debug, Clone)]
pub enum Captured {
    /// The page was fetched and cleaned.
    Fresh(Box<Capture>),
    /// The server answered 304: nothing changed since the version whose validators were sent.
    Unchanged,
}

/// What a server sent, after transfer decoding, before anything was made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawResponse {
    /// The URL that answered, after redirects.
    pub final_url: String,
    /// Each hop before `final_url`, in order.
    pub redirects: Vec<Redirect>,
    /// HTTP status; 200 for a page given as a file.
    pub status: u16,
    /// Header names (lower case) and values, in the order received.
    pub headers: Vec<(String, String)>,
    /// Body bytes after content decoding (gzip, brotli, zstd, deflate), in the page's own charset.
    pub body: Vec<u8>,
    /// When the response arrived.
    pub fetched: Timestamp,
    /// Whether it came from a private address, as what a person types may: then its pictures may come from one, too.
    pub private: bool,
}

/// One hop on the way to a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redirect {
    /// Where the hop started.
    pub url: String,
    /// HTTP status, or 0 for a meta refresh.
    pub status: u16,
}

/// What a refetch sends so that an unchanged page costs nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag` of the stored response.
    pub etag: Option<String>,
    /// The `Last-Modified` of the stored response.
    pub last_modified: Option<String>,
}

/// The readable page: a pure function of the raw bytes, their content type, URL and time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// What the page says of itself.
    pub metadata: Metadata,
    /// Sanitised HTML: allow-listed elements, absolute links, `dir="auto"` on blocks; a picture is `<img data-asset="N">`
    /// with `N` the `n` of an entry of `pictures`. No scripts, styles, forms or remote references.
    pub html: String,
    /// The same as plain text, without the captions of pictures; blocks separated by a blank line.
    pub text: String,
    /// Captions of the pictures, in order.
    pub captions: Vec<String>,
    /// Words of `text` by Unicode segmentation (a Han, Kana or Thai run counts by its segments).
    pub words: u32,
    /// Hyperlinks, body first, then those of blocks around the article.
    pub links: Vec<PageLink>,
    /// Pictures of the body and the lead picture, in order of appearance.
    pub pictures: Vec<Picture>,
    /// Index `n` of the lead picture in `pictures`.
    pub lead_picture: Option<u32>,
    /// Whether this is the whole article, and if not, why.
    pub diagnosis: Diagnosis,
    /// What made the copy: `lede 0.1.0`, or `lede 0.1.0 / __NEXT_DATA__` for an article that was
    /// found in the page's data.
    pub extractor: String,
    /// Character encoding that was used, by its WHATWG name.
    pub charset: String,
    /// Target of a `<meta http-equiv=refresh>` of at most 10 seconds, absolute.
    pub refresh: Option<String>,
    /// Further pages and other forms of the article.
    #[serde(default)]
    pub onward: Onward,
    /// The site rule that was used, and what it found.
    pub rule: Option<RuleUse>,
    /// What became of a person's corrections, where there are some.
    #[serde(default)]
    pub repaired: Option<RepairUse>,
    /// Numbers that stand for the texts of the page's blocks, kept or not, each once and in ascending order: what the
    /// same site says again on other pages is recognised by them.
    pub blocks: Vec<u32>,
}

/// What a page says of itself; every field already cleaned and absolute.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Metadata {
    /// Headline.
    pub title: String,
    /// Authors' names in order, without "By" or roles.
    pub authors: Vec<String>,
    /// Name of the site or publication.
    pub site: Option<String>,
    /// Publication date as ISO 8601: `2018-06-01` or `2018-06-01T10:00:00+03:30` (offset kept when the page gives one).
    pub published: Option<String>,
    /// Where the publication date was found: `json-ld:datePublished`, `meta:article:published_time`, `time[datetime]`,
    /// `text` (a written date near the headline), `url`.
    pub published_from: Option<String>,
    /// Date of the last change, in the same form.
    pub modified: Option<String>,
    /// BCP 47 tag: what the text is written in (detection overrules a wrong declaration).
    pub language: Language,
    /// Whether the article as a whole reads from right to left.
    pub rtl: bool,
    /// The page's own summary, or the first paragraph.
    pub excerpt: Option<String>,
    /// `<link rel=canonical>` or `og:url`, absolute, not normalised.
    pub canonical: Option<String>,
    /// Section of the site (`article:section`, breadcrumb).
    pub section: Option<String>,
    /// The sections that the article stands in by the page's breadcrumb trail, from the outside in, without the front page
    /// and the article itself.
    pub breadcrumb: Vec<String>,
    /// Keywords and tags the page carries.
    pub keywords: Vec<String>,
}

/// The language of a text, declared and detected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Language {
    /// What is used: detected when detection is sure, else declared.
    pub tag: Option<String>,
    /// What the page declares.
    pub declared: Option<String>,
    /// What the text looks like.
    pub detected: Option<String>,
}

/// A hyperlink of a page; in a list of other stories, all that the list shows of one story.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageLink {
    /// Absolute target.
    pub url: String,
    /// Anchor text, white space folded; of a story in a list its headline.
    pub text: String,
    /// Whether it is of the article or leads on from it.
    pub context: LinkContext,
    /// Where on the page it stood.
    #[serde(default)]
    pub place: LinkPlace,
    /// Heading of the block as the page shows it, for links that lead on from the article.
    pub heading: Option<String>,
    /// What a list says of the story below its headline.
    #[serde(default)]
    pub teaser: Option<String>,
    /// Absolute http(s) URL of the picture that a list shows of the story.
    #[serde(default)]
    pub picture: Option<String>,
    /// When the story was published, as ISO 8601, where a list says it in a `<time datetime>`.
    #[serde(default)]
    pub published: Option<String>,
}

impl PageLink {
    /// A link in the article's own text.
    #[must_use]
    pub fn in_text(url: String, text: String) -> Self {
        Self { url, text, ..Self::default() }
    }
}

/// Whether a link is of the article or leads on from it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum LinkContext {
    /// In the article's own text.
    #[default]
    Body,
    /// In a list of other stories around or inside it.
    Related,
}

/// Where on the page a link stood.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum LinkPlace {
    /// In the article's own text.
    #[default]
    Text,
    /// In a list of other stories around the article.
    Around,
    /// In an insert among the article's paragraphs: "Read also: …".
    Inline,
    /// In what the article is filed under: its topics, its section, its author's page.
    Topic,
}

/// A picture the clean copy shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its number, as in `data-asset="n"`.
    pub n: u32,
    /// Absolute http(s) URL or `data:` URL of the best candidate.
    pub url: String,
    /// Further candidates, best first, tried when `url` cannot be had.
    pub alternatives: Vec<String>,
}

/// A picture that was fetched, or why it was not.
#[derive(Debug, Clone)]
pub struct CapturedAsset {
    /// The picture's number.
    pub n: u32,
    /// URL that was (last) asked for.
    pub url: String,
    /// The bytes, or why there are none.
    pub result: Result<Asset, AssetFailure>,
}

/// The outcome of fetching all pictures of a page.
pub type Assets = Vec<CapturedAsset>;

/// A picture's bytes, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// SHA-256 of `bytes`.
    pub hash: AssetHash,
    /// Sniffed media type, such as `image/avif`.
    pub mime: String,
    /// The file (an SVG is stored sanitised).
    pub bytes: Vec<u8>,
    /// Pixel width and height, where the format tells.
    pub size: Option<(u32, u32)>,
}

/// A picture small enough for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// Its media type, such as `image/jpeg`.
    pub mime: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Why a picture is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct AssetFailure {
    /// Machine-readable reason.
    pub reason: MissingReason,
    /// One sentence for a person, such as `the server answered 404`.
    pub message: String,
}

/// The kinds of reasons for a missing picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum MissingReason {
    /// The server could not be reached or broke off.
    Unreachable,
    /// The server answered with an error status.
    Status,
    /// Larger than the limit for one picture or for the article.
    TooLarge,
    /// Not a picture, or a format that is not kept.
    NotAPicture,
    /// A page from the public internet pointed at a private address.
    PrivateAddress,
    /// The URL cannot be fetched.
    BadUrl,
    /// The person cancelled the save, or asked not to fetch pictures.
    Skipped,
}
