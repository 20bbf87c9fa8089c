//! A URL or a page becomes a [`Capture`](crate::model::Capture); this room knows no database.

use std::net::IpAddr;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::error::Result;
use crate::model::{Assets, CaptureSettings, Captured, Page, Picture, Progress, Validators};

/// What to capture.
#[derive(Debug, Clone)]
pub struct Request {
    /// URL as the person gave it.
    pub url: String,
    /// The page itself, when the person has it as a file: nothing but pictures is fetched then.
    pub html: Option<Vec<u8>>,
    /// Validators of the stored version, for a refetch.
    pub validators: Validators,
    /// The time of the capture.
    pub now: Timestamp,
}

/// How progress is told while a capture runs; called often, must return at once.
pub type OnProgress<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// How a [`Capturer`] runs, apart from the person's settings.
#[derive(Debug, Clone, Default)]
pub struct CapturerOptions {
    /// Program that cleans pages in a process of its own when started with [`WORKER_ARGUMENT`]; `None` cleans on a
    /// thread of this process.
    pub worker: Option<PathBuf>,
    /// Addresses that count as public although they are not, so that tests can tell public from private on loopback.
    pub treat_as_public: Vec<IpAddr>,
}

/// The only argument of a worker process.
pub const WORKER_ARGUMENT: &str = "--extraction-worker";

/// What [`clean_page`] works on: everything the readable page depends on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PageInput {
    /// Body bytes after content decoding.
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
}

/// Captures pages: holds the connection pools, the per-host limits and the extraction workers.
#[derive(Debug)]
pub struct Capturer {}

impl Capturer {
    /// Sets up connections and workers; fetches nothing.
    ///
    /// # Errors
    /// `Setting` when the proxy or user agent cannot be used.
    pub fn new(settings: CaptureSettings, options: CapturerOptions) -> Result<Self> {
        let _ = (settings, options);
        todo!()
    }

    /// Fetches, cleans and completes one page with its pictures.
    ///
    /// # Errors
    /// Every fetch error of [`Error`](crate::Error), `NotAPage`, `Cancelled`. A page that cannot be cleaned is not an
    /// error: its raw bytes come back with the doubt `ExtractionFailed`.
    pub async fn capture(
        &self,
        request: Request,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<Captured> {
        let _ = (request, on_progress, cancel);
        todo!()
    }

    /// Fetches pictures only, as for a page at `page_url`.
    ///
    /// # Errors
    /// `Cancelled`; a picture that fails is an entry of the result.
    pub async fn pictures(
        &self,
        page_url: &str,
        pictures: &[Picture],
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<Assets> {
        let _ = (page_url, pictures, on_progress, cancel);
        todo!()
    }

    /// Cleans a stored page again, in a worker with limits and without the network.
    ///
    /// # Errors
    /// `Extraction` when the limits are broken.
    pub async fn clean(&self, input: PageInput) -> Result<Page> {
        let _ = input;
        todo!()
    }
}

/// Makes the readable page: decode, guard, extract, clean, diagnose. Deterministic, no network.
///
/// # Errors
/// `Extraction` when nothing can be made of the bytes.
pub fn clean_page(input: &PageInput) -> Result<Page> {
    let _ = input;
    todo!()
}

/// Serves [`PageInput`]s from standard input until it closes: the whole life of a worker process.
///
/// # Errors
/// `Io` when a pipe breaks.
pub fn serve_worker() -> Result<()> {
    todo!()
}

/// The form in which URLs are compared: tracking parameters and fragment removed, host lower-case, default port and
/// trailing dots gone.
///
/// # Errors
/// `InvalidUrl` for anything but http and https.
pub fn normalise_url(url: &str) -> Result<String> {
    let _ = url;
    todo!()
}
