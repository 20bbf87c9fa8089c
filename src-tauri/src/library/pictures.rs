//! Fetching the pictures an article lacks.

use tokio_util::sync::CancellationToken;

use super::Library;
use super::attempt::Attempt;
use super::prepared::insert_assets;
use super::proof;
use super::update::no_article;
use crate::capture::OnProgress;
use crate::db::{self, AssetPlace, CurrentVersion};
use crate::error::{Error, Result};
use crate::model::{ArticleId, Assets, Picture, RawResponse, SaveOutcome, SaveStatus, VersionId};

/// What an article's current version lacks.
struct Gaps {
    version: VersionId,
    /// What the version was made of, its body still compressed.
    page: RawResponse,
    pictures: Vec<Picture>,
}

impl Library {
    /// Fetches the missing pictures of a job's article. The version itself is untouched: its HTML names pictures by
    /// their number.
    pub(super) async fn retry_pictures(
        &self,
        attempt: &Attempt,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<SaveOutcome> {
        let id =
            attempt.claimed.article.ok_or_else(|| Error::Internal("a job without its article".to_owned()))?;
        let gaps = self.blocking(move |library| library.gaps(id)).await?;
        let assets = match gaps.pictures.as_slice() {
            [] => Vec::new(),
            pictures => {
                let (url, private) = (&gaps.page.final_url, gaps.page.private);
                self.capturer()?.pictures(url, private, pictures, on_progress, cancel).await?
            }
        };
        let ticket = attempt.ticket(self.now());
        self.blocking(move |library| {
            library.db().write(|tx| {
                insert_assets(tx, &assets)?;
                for place in filled(&gaps.pictures, &assets) {
                    db::fill_place(tx, gaps.version, &place)?;
                }
                if CurrentVersion::of(tx, id)?.is_some_and(|current| current.version == gaps.version) {
                    db::show_version(tx, id, gaps.version)?;
                }
                let gained = assets.iter().any(|asset| asset.result.is_ok());
                if gained {
                    proof::chain(tx, gaps.version, library.now())?;
                }
                let status = if gained { SaveStatus::Saved } else { SaveStatus::Exists };
                ticket.end(tx, id, status)
            })
        })
        .await
    }

    fn gaps(&self, id: ArticleId) -> Result<Gaps> {
        self.db().read(|conn| {
            let version = CurrentVersion::of(conn, id)?.ok_or_else(|| no_article(id))?.version;
            let (_, page) = db::response_of(conn, version)?.ok_or_else(|| no_article(id))?;
            Ok(Gaps { version, page, pictures: db::missing_of(conn, version)? })
        })
    }
}

fn filled(pictures: &[Picture], assets: &Assets) -> Vec<AssetPlace> {
    let place = |picture: &Picture| {
        let asset = assets.iter().find(|asset| asset.n == picture.n)?;
        let content = match &asset.result {
            Ok(asset) => Ok((asset.hash.clone(), asset.size)),
            Err(failure) => Err(failure.clone()),
        };
        let (url, alternatives) = (picture.url.clone(), picture.alternatives.clone());
        Some(AssetPlace { n: picture.n, url, alternatives, content })
    };
    pictures.iter().filter_map(place).collect()
}
