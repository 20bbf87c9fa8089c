//! A new version of an article that is there already: it must never replace a better one.

use jiff::Timestamp;
use rusqlite::Transaction;

use super::prepared::{Prepared, PreparedPage, insert_assets};
use crate::db::{self, Brought, CurrentVersion};
use crate::error::Result;
use crate::model::{ArticleId, Diagnosis, Doubt, SaveStatus, VersionId};

/// Adds a capture to an article: as a new version, shown unless it is worse than the one shown; an unchanged page only
/// brings the pictures that were missing.
pub(super) fn renew(
    tx: &Transaction<'_>,
    article: ArticleId,
    prepared: &Prepared<'_>,
    now: Timestamp,
) -> Result<SaveStatus> {
    let page = &prepared.page;
    let Some(current) = CurrentVersion::of(tx, article)? else {
        let version = prepared.insert(tx, article, now)?;
        show(tx, article, page, version)?;
        return Ok(SaveStatus::Saved);
    };
    let same = db::same_html(tx, article, &page.html_sha256)?;
    if same == Some(current.version) {
        insert_assets(tx, &prepared.capture.assets)?;
        complete(tx, article, current.version, page)?;
        db::forget_failed_attempt(tx, article)?;
        return Ok(SaveStatus::Exists);
    }
    let worse = is_worse(&current, &page.page.diagnosis, page.page.words);
    let (version, status) = match same.filter(|_| worse) {
        Some(version) => (version, SaveStatus::Exists),
        None => (prepared.insert(tx, article, now)?, SaveStatus::Saved),
    };
    if worse {
        let tried = prepared.capture.response.fetched;
        db::note_failed_attempt(tx, article, tried, Brought::Worse(version))?;
    } else {
        show(tx, article, page, version)?;
        db::forget_failed_attempt(tx, article)?;
    }
    Ok(status)
}

/// Makes a version the one shown, with its title, dates and words in lists and in the index.
pub(super) fn show(
    tx: &Transaction<'_>,
    article: ArticleId,
    page: &PreparedPage<'_>,
    version: VersionId,
) -> Result<()> {
    db::update_article(tx, article, &page.row)?;
    page.show(tx, article, version)
}

/// Whether a new copy should not be shown in place of the current one: it is less of an article, or as much of one but
/// less than half as long.
pub(super) fn is_worse(current: &CurrentVersion, diagnosis: &Diagnosis, words: u32) -> bool {
    let (old, new) = (rank(&current.diagnosis), rank(diagnosis));
    new > old || (new == old && words < current.words / 2)
}

/// 0 the whole article, 1 part of one, 2 something else in its place.
fn rank(diagnosis: &Diagnosis) -> u8 {
    let of_doubt = |doubt: &Doubt| match doubt {
        Doubt::Flattened => 0,
        Doubt::Paywall | Doubt::Login | Doubt::Truncated | Doubt::MaybeTruncated | Doubt::MultiPage => 1,
        Doubt::ConsentWall
        | Doubt::BotChallenge
        | Doubt::SoftNotFound
        | Doubt::ErrorStatus
        | Doubt::NoArticle
        | Doubt::IndexPage
        | Doubt::VideoPage
        | Doubt::GalleryPage
        | Doubt::NeedsScripts
        | Doubt::ExtractionFailed => 2,
    };
    let worst = diagnosis.doubts.iter().map(of_doubt).max().unwrap_or(0);
    worst.max(u8::from(!diagnosis.complete && diagnosis.doubts.is_empty()))
}

/// Fills the places of a version that were empty and that `page` has pictures for.
fn complete(
    tx: &Transaction<'_>,
    article: ArticleId,
    version: VersionId,
    page: &PreparedPage<'_>,
) -> Result<()> {
    for place in db::places_of(tx, version)?.iter().filter(|place| place.content.is_err()) {
        let found = page.places.iter().find(|found| found.n == place.n && found.content.is_ok());
        if let Some(found) = found {
            db::fill_place(tx, version, found)?;
        }
    }
    db::show_version(tx, article, version)
}
