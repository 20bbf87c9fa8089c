//! Settings that travel with the archive.

use serde::{Deserialize, Serialize};

/// How pages are fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct CaptureSettings {
    /// The `User-Agent` header; `None` sends the program's own.
    pub user_agent: Option<String>,
    /// Languages asked of sites that have several: BCP 47 tags separated by commas, the best first; `None` asks for the
    /// system's.
    pub languages: Option<String>,
    /// Proxy URL (`http://`, `https://`, `socks5://`); `None` takes the environment's.
    pub proxy: Option<String>,
    /// Whether pictures are fetched at all.
    pub pictures: bool,
    /// Whether small pictures are fetched of the stories that a page's lists lead on to.
    pub list_pictures: bool,
    /// Time between two articles of one host, in milliseconds, where an import asks for many.
    pub host_delay_ms: u32,
    /// Whether the Internet Archive is asked for a copy when a page is gone.
    pub internet_archive: bool,
    /// Upper bounds.
    pub limits: CaptureLimits,
}

impl Default for CaptureSettings {
    fn default() -> Self {
        Self {
            user_agent: None,
            languages: None,
            proxy: None,
            pictures: true,
            list_pictures: true,
            host_delay_ms: 2000,
            internet_archive: false,
            limits: CaptureLimits::default(),
        }
    }
}

/// Upper bounds of one capture; sizes in bytes, times in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct CaptureLimits {
    /// Body of a page, before and after content decoding.
    pub page_bytes: u32,
    /// One picture.
    pub picture_bytes: u32,
    /// All pictures of an article.
    pub article_bytes: u32,
    /// Redirects followed, meta refresh included.
    pub redirects: u32,
    /// Time to connect.
    pub connect_ms: u32,
    /// Time without a byte.
    pub idle_ms: u32,
    /// Time for one response, retries not included.
    pub total_ms: u32,
    /// Tries of one request.
    pub tries: u32,
    /// Time for extraction and cleaning of one page.
    pub extract_ms: u32,
}

impl Default for CaptureLimits {
    fn default() -> Self {
        Self {
            page_bytes: 20 << 20,
            picture_bytes: 15 << 20,
            article_bytes: 100 << 20,
            redirects: 10,
            connect_ms: 10_000,
            idle_ms: 20_000,
            total_ms: 60_000,
            tries: 3,
            extract_ms: 20_000,
        }
    }
}
