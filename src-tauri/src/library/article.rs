//! One article: finding it, reading it, its versions and raw responses.

use super::update::no_article;
use super::{Library, html};
use crate::capture::normalise_url;
use crate::db::{self, AssetPlace, CurrentVersion};
use crate::error::{Error, Result};
use crate::model::{
    Article, ArticleId, Asset, AssetFailure, AssetHash, FurtherResponse, RawResponse, VersionId,
    VersionSummary,
};

impl Library {
    /// Finds an article by its id or by any URL known to lead to it.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn resolve(&self, id: &str) -> Result<ArticleId> {
        let id = id.trim();
        let found = match id.parse::<ArticleId>() {
            Ok(number) => self.db().read(|conn| Ok(db::flags(conn, number)?.map(|flags| flags.id)))?,
            Err(_) => match normalise_url(id) {
                Ok(url) => self.db().read(|conn| db::article_by_url(conn, &url))?,
                Err(_) => None,
            },
        };
        found.ok_or_else(|| Error::NotFound { what: "article", id: id.to_owned() })
    }

    /// An article with its current version, pictures put in. Makes no network request and marks nothing as read.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn article(&self, id: ArticleId) -> Result<Article> {
        self.db().read(|conn| {
            let summary = db::summary(conn, id)?.ok_or_else(|| no_article(id))?;
            let current = CurrentVersion::of(conn, id)?.ok_or_else(|| no_article(id))?.version;
            let version = db::version(conn, current)?.ok_or_else(|| no_version(current))?;
            let places = db::places_of(conn, current)?;
            Ok(Article {
                summary,
                version: current,
                fetched: version.fetched,
                versions: version.siblings,
                original_url: db::original_url(conn, id)?.unwrap_or_default(),
                html: html::with_pictures(&version.html, &places),
                text: version.text,
                published_from: version.metadata.published_from,
                modified: version.metadata.modified,
                section: version.metadata.section,
                keywords: version.metadata.keywords,
                notes: self.notes_on(conn, id)?,
                highlights: Vec::new(),
                collections: Vec::new(),
                diagnosis: version.diagnosis,
                failed_attempt: db::failed_attempt(conn, id)?,
                rule: version.rule,
                missing: places.into_iter().filter_map(missing).collect(),
            })
        })
    }

    /// An article's versions, newest first.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn versions(&self, id: ArticleId) -> Result<Vec<VersionSummary>> {
        self.db().read(|conn| {
            db::flags(conn, id)?.ok_or_else(|| no_article(id))?;
            db::versions(conn, id)
        })
    }

    /// What the server sent for a version, by default the current one.
    ///
    /// # Errors
    /// `NotFound` when the article has no such version; `Damaged` when the stored bytes cannot be unpacked.
    pub fn raw(&self, id: ArticleId, version: Option<VersionId>) -> Result<RawResponse> {
        let mut raw = self.db().read(|conn| {
            let current = CurrentVersion::of(conn, id)?.ok_or_else(|| no_article(id))?.version;
            let wanted = version.unwrap_or(current);
            if !db::version_ids(conn, id)?.contains(&wanted) {
                return Err(no_version(wanted));
            }
            Ok(db::response_of(conn, wanted)?.ok_or_else(|| no_version(wanted))?.1)
        })?;
        raw.body = self.unpack(&raw.body)?;
        Ok(raw)
    }

    /// What a version was made of besides [`raw`](Self::raw): further pages of the article in order, or another form of it.
    ///
    /// # Errors
    /// As [`raw`](Self::raw).
    pub fn further_raw(&self, id: ArticleId, version: Option<VersionId>) -> Result<Vec<FurtherResponse>> {
        let mut further = self.db().read(|conn| {
            let current = CurrentVersion::of(conn, id)?.ok_or_else(|| no_article(id))?.version;
            let wanted = version.unwrap_or(current);
            if !db::version_ids(conn, id)?.contains(&wanted) {
                return Err(no_version(wanted));
            }
            db::further_responses(conn, wanted)
        })?;
        for part in &mut further {
            part.response.body = self.unpack(&part.response.body)?;
        }
        Ok(further)
    }

    /// A stored picture.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn asset(&self, hash: &AssetHash) -> Result<Asset> {
        self.db()
            .read(|conn| db::asset_by_hash(conn, hash))?
            .ok_or_else(|| Error::NotFound { what: "picture", id: hash.to_string() })
    }

    /// Bytes as they were before they were compressed for the archive.
    pub(super) fn unpack(&self, compressed: &[u8]) -> Result<Vec<u8>> {
        zstd::decode_all(compressed).map_err(|error| Error::Damaged {
            path: self.path().display().to_string(),
            reason: error.to_string(),
        })
    }
}

fn missing(place: AssetPlace) -> Option<(String, AssetFailure)> {
    place.content.err().map(|failure| (place.url, failure))
}

fn no_version(id: VersionId) -> Error {
    Error::NotFound { what: "version", id: id.to_string() }
}
