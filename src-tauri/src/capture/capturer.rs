//! One capture from URL to [`Captured`].

use tokio_util::sync::CancellationToken;

use super::{CapturerOptions, OnProgress, PageInput, Request};
use crate::error::Result;
use crate::model::{Assets, CaptureSettings, Captured, Page, Picture};

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
