//! The versions of an article: listing, opening and comparing them, and choosing the one that is shown.

use jiff::Timestamp;
use rusqlite::Connection;

use super::Library;
use super::article::no_version;
use super::renew::rank;
use super::row::{Described, article_row};
use super::update::no_article;
use crate::compare::{self, Copy};
use crate::db::{self, AssetPlace, CurrentVersion, StoredVersion};
use crate::error::Result;
use crate::model::{
    Action, Article, ArticleId, ChangeSummary, Changed, ComparedPicture, VersionComparison, VersionId,
    VersionSummary, What,
};

/// From here on a diagnosis says that there is no article at all.
const NO_ARTICLE: u8 = 2;

impl Library {
    /// An article's versions, newest first, each with what differs from the one before it. That is worked out when it is
    /// asked for the first time, and kept.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn versions(&self, id: ArticleId) -> Result<Vec<VersionSummary>> {
        let mut versions = self.db().read(|conn| {
            db::flags(conn, id)?.ok_or_else(|| no_article(id))?;
            db::versions(conn, id)
        })?;
        let mut found = Vec::new();
        for at in 0..versions.len() {
            let Some(before) = predecessor(&versions, at).filter(|_| versions[at].changes.is_none()) else {
                continue;
            };
            let summary = self.compare(id, before, versions[at].version)?.comparison.summary;
            (versions[at].before, versions[at].changes) = (Some(before), Some(summary));
            found.push((versions[at].version, before, summary));
        }
        self.keep_changes(&found);
        Ok(versions)
    }

    fn keep_changes(&self, found: &[(VersionId, VersionId, ChangeSummary)]) {
        if found.is_empty() {
            return;
        }
        let keep = |(version, before, summary): &_| (*version, *before, *summary);
        let kept = self.db().write(|tx| {
            found
                .iter()
                .map(keep)
                .try_for_each(|(version, before, summary)| db::keep_change(tx, version, before, &summary))
        });
        if let Err(error) = kept {
            // An archive that cannot be written to can still be looked at.
            tracing::debug!(%error, "what differs between versions was not kept");
        }
    }

    /// An article as one of its versions has it, pictures put in: with that version's headline, authors and dates, too.
    ///
    /// # Errors
    /// `NotFound` when the article has no such version; those of reading the archive.
    pub fn version(&self, id: ArticleId, version: VersionId) -> Result<Article> {
        self.db().read(|conn| {
            let stored = version_of(conn, id, version)?;
            let mut article = self.article_with(conn, id, version)?;
            if article.shown == version {
                return Ok(article);
            }
            let row = article_row(
                &described(&stored),
                (&article.summary.url, &article.original_url),
                Timestamp::UNIX_EPOCH,
            );
            let places = db::places_of(conn, version)?;
            let summary = &mut article.summary;
            (summary.title, summary.authors, summary.site) = (row.title, row.authors, row.site);
            (summary.language, summary.published) = (row.language, row.published);
            summary.direction = if row.rtl { "rtl" } else { "ltr" }.to_owned();
            (summary.excerpt, summary.words, summary.minutes) = (row.excerpt, row.words, row.minutes);
            (summary.complete, summary.doubts) = (row.complete, row.doubts);
            summary.missing_assets = u32::try_from(article.missing.len()).unwrap_or(u32::MAX);
            summary.lead_image = places
                .into_iter()
                .filter(|place| Some(place.n) == stored.lead_picture)
                .find_map(|place| place.content.ok().map(|(hash, _)| hash));
            Ok(article)
        })
    }

    /// Says what differs between two versions of an article, from the first to the second.
    ///
    /// # Errors
    /// `NotFound` when the article has no such version; those of reading the archive.
    pub fn compare(&self, id: ArticleId, before: VersionId, after: VersionId) -> Result<VersionComparison> {
        let (first, second) =
            self.db().read(|conn| Ok((comparable(conn, id, before)?, comparable(conn, id, after)?)))?;
        let comparison = compare::compare(&first.copy(), &second.copy());
        Ok(VersionComparison { before, after, comparison })
    }

    /// Says what differs between the versions that two articles show, from the first to the second.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn compare_articles(&self, before: ArticleId, after: ArticleId) -> Result<VersionComparison> {
        let (first, second) = self.db().read(|conn| Ok((shown(conn, before)?, shown(conn, after)?)))?;
        let comparison = compare::compare(&first.copy(), &second.copy());
        Ok(VersionComparison { before: first.version, after: second.version, comparison })
    }

    /// Shows another version of an article from now on: in lists, in the reader and in the search index.
    ///
    /// A version of an older page stays shown until the person chooses another one: what is fetched later is kept beside
    /// it. With the newest one chosen, the article follows its page again.
    ///
    /// # Errors
    /// `NotFound` when the article has no such version; those of writing the archive.
    pub fn show_version(&self, id: ArticleId, version: VersionId, now: Timestamp) -> Result<Changed<()>> {
        self.journaled(now, |tx| {
            let stored = version_of(tx, id, version)?;
            let summary = db::summary(tx, id)?.ok_or_else(|| no_article(id))?;
            let original = db::original_url(tx, id)?.unwrap_or_default();
            let row = article_row(&described(&stored), (&summary.url, &original), now);
            let brought_last = db::failed_attempt(tx, id)?.and_then(|attempt| attempt.version);
            let newest = db::latest_version(tx, id)? == Some(version) || brought_last == Some(version);
            let title = row.title.clone();
            db::update_article(tx, id, &row)?;
            db::show_version(tx, id, version)?;
            db::set_chosen(tx, id, !newest)?;
            Ok(((), What::new(Action::ShowVersion, 1).named(title)))
        })
    }

    /// Notes that the person has seen that the page changed since it was read.
    ///
    /// # Errors
    /// Those of writing the archive.
    pub fn mark_seen(&self, ids: &[ArticleId]) -> Result<()> {
        self.db().write(|tx| ids.iter().try_for_each(|id| db::set_changed_from(tx, *id, None)))
    }
}

/// The version that the one at `at` (of versions from the newest on) is compared with: the last one before it that was an
/// article at all.
fn predecessor(versions: &[VersionSummary], at: usize) -> Option<VersionId> {
    let earlier = &versions[at + 1..];
    let sound = earlier.iter().find(|version| rank(&version.diagnosis) < NO_ARTICLE);
    sound.or(earlier.first()).map(|version| version.version)
}

/// A version of an article, and of no other.
pub(super) fn version_of(conn: &Connection, id: ArticleId, version: VersionId) -> Result<StoredVersion> {
    let stored = db::version(conn, version)?.filter(|stored| stored.article == id);
    stored.ok_or_else(|| no_version(version))
}

fn described(stored: &StoredVersion) -> Described<'_> {
    Described {
        metadata: &stored.metadata,
        text: &stored.text,
        words: stored.words,
        diagnosis: &stored.diagnosis,
    }
}

struct Comparable {
    version: VersionId,
    stored: StoredVersion,
    pictures: Vec<ComparedPicture>,
}

impl Comparable {
    fn copy(&self) -> Copy<'_> {
        let Self { stored, pictures, .. } = self;
        Copy {
            title: &stored.metadata.title,
            authors: &stored.metadata.authors,
            text: &stored.text,
            html: &stored.html,
            pictures,
        }
    }
}

fn comparable(conn: &Connection, id: ArticleId, version: VersionId) -> Result<Comparable> {
    let stored = version_of(conn, id, version)?;
    Ok(Comparable { version, pictures: compared_pictures(&db::places_of(conn, version)?), stored })
}

/// The version that an article shows.
fn shown(conn: &Connection, id: ArticleId) -> Result<Comparable> {
    let current = CurrentVersion::of(conn, id)?.ok_or_else(|| no_article(id))?;
    comparable(conn, id, current.version)
}

/// Pictures as they are told apart.
pub(super) fn compared_pictures(places: &[AssetPlace]) -> Vec<ComparedPicture> {
    let picture = |place: &AssetPlace| ComparedPicture {
        url: place.url.clone(),
        hash: place.content.as_ref().ok().map(|(hash, _)| hash.clone()),
    };
    places.iter().map(picture).collect()
}
