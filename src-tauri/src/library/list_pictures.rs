//! Small pictures of the stories that a page's lists lead on to. They come after the article is stored and its job has
//! ended, so that no save waits for them and none fails by them.

use std::sync::PoisonError;

use tokio_util::sync::CancellationToken;

use super::Library;
use super::attempt::Attempt;
use crate::capture::{MOST_LIST_PICTURES, OnProgress, small_picture};
use crate::db;
use crate::error::Result;
use crate::model::{ArticleId, Asset, AssetFailure, JobKind, SaveOutcome};

/// Pictures that are still to be asked for, and the page that shows them.
struct Wanted {
    page: String,
    private: bool,
    urls: Vec<String>,
}

/// What came for each URL.
type Came = Vec<(String, Result<Asset, AssetFailure>)>;

impl Library {
    /// Fetches what the lists of a page that was just saved show, as far as the archive has none of it yet. What cannot
    /// be had is noted and not asked for again, until the person has the article fetched again.
    pub(super) async fn picture_lists(
        &self,
        attempt: &Attempt,
        outcome: &SaveOutcome,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) {
        let Some(article) = outcome.id.filter(|_| outcome.error.is_none()) else { return };
        let again = matches!(attempt.claimed.job.kind, JobKind::Refetch | JobKind::RetryPictures);
        if let Err(error) = self.fetch_list_pictures(article, again, on_progress, cancel).await {
            tracing::warn!(%error, "lists go without pictures");
        }
    }

    async fn fetch_list_pictures(
        &self,
        article: ArticleId,
        again: bool,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<()> {
        let Some(wanted) = self.blocking(move |library| library.wanted(article, again)).await? else {
            return Ok(());
        };
        let Wanted { page, private, urls } = wanted;
        let came = self.capturer()?.list_pictures(&page, private, &urls, on_progress, cancel).await?;
        self.blocking(move |library| library.keep_list_pictures(came)).await
    }

    fn wanted(&self, article: ArticleId, again: bool) -> Result<Option<Wanted>> {
        let settings = self.settings()?;
        if !(settings.pictures && settings.list_pictures) {
            return Ok(None);
        }
        self.db().read(|conn| {
            let urls = db::wanted_pictures(conn, article, again, MOST_LIST_PICTURES)?;
            let origin = db::page_origin(conn, article)?.filter(|_| !urls.is_empty());
            Ok(origin.map(|(page, private)| Wanted { page, private, urls }))
        })
    }

    fn keep_list_pictures(&self, came: Came) -> Result<()> {
        let small: Came = {
            // As for thumbnails: one picture at a time is decoded.
            let _turn = self.inner.thumbnails.lock().unwrap_or_else(PoisonError::into_inner);
            came.into_iter().map(|(url, came)| (url, came.and_then(small_picture))).collect()
        };
        self.db().write(|tx| {
            small.iter().try_for_each(|(url, came)| db::keep_list_picture(tx, url, came.as_ref()))
        })
    }
}
