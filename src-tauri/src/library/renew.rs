//! A new version of an article that is there already: it must never replace a better one.

use jiff::Timestamp;
use rusqlite::Transaction;

use super::prepared::{Prepared, PreparedPage, insert_assets};
use super::proof;
use super::unchanged::says_nothing_new;
use crate::db::{self, AssetPlace, Brought, CurrentVersion};
use crate::error::Result;
use crate::model::{ArticleId, Diagnosis, Doubt, ReadState, SaveStatus, VersionId, VersionReason};

/// Adds a capture to an article: as a new version, shown unless it is worse than the one shown or the person chose that
/// one; a page that says nothing new only brings the pictures that were missing.
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
    // A copy that somebody else made says nothing of how the page is now.
    let is_look = prepared.reason != VersionReason::InternetArchive;
    let same = db::same_html(tx, article, &page.html_sha256, page.page.repaired.is_some())?;
    if same == Some(current.version) || says_nothing_new(tx, current.version, page)? {
        insert_assets(tx, &prepared.capture.assets)?;
        complete(tx, article, current.version, page, now)?;
        if is_look {
            db::forget_failed_attempt(tx, article)?;
            db::set_checked(tx, article, now)?;
        }
        return Ok(SaveStatus::Exists);
    }
    let worse = is_worse(&current, &page.page.diagnosis, page.page.words);
    let given = prepared.reason == VersionReason::Given;
    if worse && !is_look {
        return Ok(SaveStatus::Exists);
    }
    let known = same.filter(|_| worse || (current.chosen && !given));
    let (version, status) = match known {
        Some(version) => (version, SaveStatus::Exists),
        None => (prepared.insert(tx, article, now)?, SaveStatus::Saved),
    };
    if worse {
        let tried = prepared.capture.response.fetched;
        db::note_failed_attempt(tx, article, tried, Brought::Worse(version))?;
        return Ok(status);
    }
    if is_look {
        db::forget_failed_attempt(tx, article)?;
    }
    if status == SaveStatus::Saved && !given {
        note_change(tx, article, &current, page)?;
    }
    if given || !current.chosen {
        show(tx, article, page, version)?;
        db::set_chosen(tx, article, false)?;
    } else if status == SaveStatus::Exists {
        db::set_checked(tx, article, now)?;
    }
    Ok(status)
}

/// A person who has begun to read is told that the page has changed since.
fn note_change(
    tx: &Transaction<'_>,
    article: ArticleId,
    current: &CurrentVersion,
    page: &PreparedPage<'_>,
) -> Result<()> {
    let Some(summary) = db::summary(tx, article)? else { return Ok(()) };
    let begun = summary.state != ReadState::Unread && summary.changed_from.is_none();
    let read = db::version(tx, current.version)?;
    let differs = read.is_some_and(|read| {
        read.text_sha256 != page.text_sha256 || read.metadata.title != page.page.metadata.title
    });
    if begun && differs { db::set_changed_from(tx, article, Some(current.version)) } else { Ok(()) }
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
pub(super) fn rank(diagnosis: &Diagnosis) -> u8 {
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
        | Doubt::ExtractionFailed
        | Doubt::NotFetched => 2,
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
    now: Timestamp,
) -> Result<()> {
    let mut filled = false;
    for place in db::places_of(tx, version)?.iter().filter(|place| place.content.is_err()) {
        let found = page.places.iter().find(|found| found.url == place.url && found.content.is_ok());
        if let Some(found) = found {
            db::fill_place(tx, version, &AssetPlace { n: place.n, ..found.clone() })?;
            filled = true;
        }
    }
    if filled {
        proof::chain(tx, version, now)?;
    }
    db::show_version(tx, article, version)
}
