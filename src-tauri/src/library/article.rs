//! One article: finding it, reading it, its raw responses.

use rusqlite::Connection;

use super::relations::relations_of;
use super::update::no_article;
use super::{Library, html};
use crate::capture::{snapshot_of, url_key};
use crate::db::{self, AssetPlace, CurrentVersion};
use crate::error::{Error, Result};
use crate::model::{
    Article, ArticleId, Asset, AssetFailure, AssetHash, FurtherResponse, RawResponse, VersionId,
};

impl Library {
    /// Finds an article by its id or by any URL known to lead to it.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn resolve(&self, id: &str) -> Result<ArticleId> {
        let id = id.trim();
        let found = self.db().read(|conn| article_called(conn, id))?;
        found.ok_or_else(|| Error::NotFound { what: "article", id: id.to_owned() })
    }

    /// An article with the version that is shown, pictures put in. Makes no network request and marks nothing as read.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn article(&self, id: ArticleId) -> Result<Article> {
        self.db().read(|conn| {
            let shown = CurrentVersion::of(conn, id)?.ok_or_else(|| no_article(id))?.version;
            self.article_with(conn, id, shown)
        })
    }

    /// An article as lists show it, with the text and the pictures of one of its versions.
    pub(super) fn article_with(
        &self,
        conn: &Connection,
        id: ArticleId,
        version: VersionId,
    ) -> Result<Article> {
        let summary = db::summary(conn, id)?.ok_or_else(|| no_article(id))?;
        let current = CurrentVersion::of(conn, id)?.ok_or_else(|| no_article(id))?;
        let stored = db::version(conn, version)?.ok_or_else(|| no_version(version))?;
        let places = db::places_of(conn, version)?;
        Ok(Article {
            summary,
            version,
            shown: current.version,
            latest: db::latest_version(conn, id)?.unwrap_or(current.version),
            chosen: current.chosen,
            checked: db::checked(conn, id)?,
            watch: db::watch(conn, id)?,
            archive_made: snapshot_of(&stored.final_url).map(|(_, made)| made),
            fetched: stored.fetched,
            versions: stored.siblings,
            original_url: db::original_url(conn, id)?.unwrap_or_default(),
            html: html::with_pictures(&stored.html, &places),
            text: stored.text,
            published_from: stored.metadata.published_from,
            modified: stored.metadata.modified,
            section: stored.metadata.section,
            keywords: stored.metadata.keywords,
            notes: self.notes_on(conn, id)?,
            highlights: self.highlights_on(conn, id, version)?,
            relations: relations_of(conn, id)?,
            collections: collection_paths(conn, id)?,
            diagnosis: stored.diagnosis,
            failed_attempt: db::failed_attempt(conn, id)?,
            rule: stored.rule,
            repaired: stored.repaired,
            unmatched: stored.unmatched,
            missing: places.into_iter().filter_map(missing).collect(),
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

/// The paths of the collections that hold an article.
fn collection_paths(conn: &Connection, id: ArticleId) -> Result<Vec<String>> {
    let collections = db::collections_of(conn, &[id])?;
    let paths = collections.into_iter().map(|(id, _)| Ok(db::collection_path(conn, id)?.join("/")));
    let mut paths = paths.collect::<Result<Vec<_>>>()?;
    paths.sort_unstable();
    Ok(paths)
}

fn missing(place: AssetPlace) -> Option<(String, AssetFailure)> {
    place.content.err().map(|failure| (place.url, failure))
}

/// The article with this number, or that this URL leads to.
pub(super) fn article_called(conn: &Connection, name: &str) -> Result<Option<ArticleId>> {
    match name.parse::<ArticleId>() {
        Ok(number) => Ok(db::flags(conn, number)?.map(|flags| flags.id)),
        Err(_) => match url_key(name) {
            Ok(url) => db::article_by_url(conn, &url),
            Err(_) => Ok(None),
        },
    }
}

/// The error for a version that is not there, or not of the article that was named.
pub(super) fn no_version(id: VersionId) -> Error {
    Error::NotFound { what: "version", id: id.to_string() }
}
