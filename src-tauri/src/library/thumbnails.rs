//! Small pictures for lists: made once, kept in the archive.

use std::sync::PoisonError;

use super::Library;
use crate::capture::{THUMBNAIL_MAKER, thumbnail, too_large_for_lists};
use crate::db;
use crate::error::{Error, Result};
use crate::model::{ArticleId, AssetHash, Thumbnail};

impl Library {
    /// A picture for a list. Made when it is asked for first, which may take a second; the picture itself where that is
    /// small already or cannot be made smaller.
    ///
    /// # Errors
    /// `NotFound` when there is no such picture, or one so large that no list should show it; those of reading the
    /// archive.
    pub fn thumbnail(&self, hash: &AssetHash) -> Result<Thumbnail> {
        let made = match self.kept_thumbnail(hash)? {
            Some(made) => made,
            None => self.make_thumbnail(hash)?,
        };
        made.map_or_else(|| self.itself(hash), Ok)
    }

    /// Makes the thumbnail of an article's lead picture, so that no list has to wait for it.
    pub(super) fn make_lead_thumbnail(&self, article: ArticleId) -> Result<()> {
        let lead = self.db().read(|conn| db::summary(conn, article))?.and_then(|summary| summary.lead_image);
        match lead {
            Some(hash) if self.kept_thumbnail(&hash)?.is_none() => self.make_thumbnail(&hash).map(drop),
            _ => Ok(()),
        }
    }

    fn kept_thumbnail(&self, hash: &AssetHash) -> Result<Option<Option<Thumbnail>>> {
        self.db().read(|conn| db::thumbnail(conn, hash, THUMBNAIL_MAKER))
    }

    fn make_thumbnail(&self, hash: &AssetHash) -> Result<Option<Thumbnail>> {
        // One at a time: a picture that is being decoded takes a hundred times the memory of its file.
        let _turn = self.inner.thumbnails.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = self.kept_thumbnail(hash)? {
            return Ok(made);
        }
        let made = thumbnail(&self.asset(hash)?);
        let kept = self.db().write(|tx| db::keep_thumbnail(tx, hash, THUMBNAIL_MAKER, made.as_ref()));
        if let Err(error) = kept {
            // An archive that cannot be written to can still be looked at.
            tracing::debug!(%error, "a thumbnail was not kept");
        }
        Ok(made)
    }

    fn itself(&self, hash: &AssetHash) -> Result<Thumbnail> {
        let asset = self.asset(hash)?;
        if too_large_for_lists(&asset) {
            return Err(Error::NotFound { what: "thumbnail", id: hash.to_string() });
        }
        Ok(Thumbnail { mime: asset.mime, bytes: asset.bytes })
    }
}
