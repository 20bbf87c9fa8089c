//! Correcting an article's copy by hand.

mod choice;

use jiff::Timestamp;
use rusqlite::Transaction;

use super::prepared::{PreparedPage, place_url, skipped};
use super::reextract::{Kept, Stored, input_of, kept_pictures, use_kept};
use super::renew::show;
use super::update::no_article;
pub use choice::Choice;

use super::{Library, html, proof};
use crate::capture::check_fields;
use crate::db::{self, AssetPlace, CurrentVersion};
use crate::error::{Error, Result};
use crate::model::{
    Action, ArticleId, Changed, Direction, JobKind, MissingReason, Page, PageBlocks, Picture, RepairOutcome,
    RepairPreview, Repairs, VersionId, VersionReason, What,
};

/// Blocks that one article's corrections name; a person makes fewer.
const MOST: usize = 5_000;

impl Library {
    /// What a person corrected in an article's copy.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn repairs(&self, id: ArticleId) -> Result<Repairs> {
        self.db().read(|conn| {
            db::flags(conn, id)?.ok_or_else(|| no_article(id))?;
            db::repairs(conn, id)
        })
    }

    /// Puts corrections in the place of those that were there: the stored page is cleaned again with them, and the copy is
    /// shown as a new version. From now on they hold for whatever comes of the article's page. Without any, the copy is
    /// again what the program makes of the page.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` for a field that cannot be used; `Extraction` when the page cannot be cleaned; `Locked` when
    /// the article was fetched again meanwhile; those of writing the archive.
    pub async fn repair(
        &self,
        id: ArticleId,
        repairs: Repairs,
        now: Timestamp,
    ) -> Result<Changed<RepairOutcome>> {
        let (stored, page) = self.with_repairs(id, repairs).await?;
        let changed = self.blocking(move |library| library.store_repaired(id, &stored, &page, now)).await?;
        if changed.value.pictures_to_fetch > 0 && self.settings()?.pictures {
            self.blocking(move |library| library.enqueue_for(id, JobKind::RetryPictures, now)).await?;
        }
        Ok(changed)
    }

    /// Takes all corrections of an article away.
    ///
    /// # Errors
    /// As [`repair`](Self::repair).
    pub async fn clear_repairs(&self, id: ArticleId, now: Timestamp) -> Result<Changed<RepairOutcome>> {
        self.repair(id, Repairs::default(), now).await
    }

    /// Shows what corrections would make of an article, and changes nothing.
    ///
    /// # Errors
    /// As [`repair`](Self::repair).
    pub async fn try_repairs(&self, id: ArticleId, repairs: Repairs) -> Result<RepairPreview> {
        let (_, page) = self.with_repairs(id, repairs).await?;
        self.blocking(move |library| {
            let kept = library.db().read(|conn| kept_pictures(conn, id))?;
            Ok(preview(page, &kept))
        })
        .await
    }

    /// Lists every block of the stored page of a version, by default the one that is shown, with what became of each and
    /// why, without and with the corrections.
    ///
    /// # Errors
    /// `NotFound`; `Extraction` when the page cannot be read; those of reading the archive.
    pub async fn page_blocks(&self, id: ArticleId, version: Option<VersionId>) -> Result<PageBlocks> {
        let stored = self.blocking(move |library| library.stored_page(id, version)).await?;
        let mut listed = self.capturer()?.page_blocks(input_of(&stored)).await?;
        let kept = self.blocking(move |library| library.db().read(|conn| kept_pictures(conn, id))).await?;
        let places = places(&std::mem::take(&mut listed.pictures), &kept);
        for html in listed.blocks.iter_mut().filter_map(|block| block.html.as_mut()) {
            *html = html::with_pictures(html, &places);
        }
        Ok(listed)
    }

    async fn with_repairs(&self, id: ArticleId, repairs: Repairs) -> Result<(Stored, Page)> {
        let repairs = Repairs { fields: check_fields(&repairs.fields)?, ..repairs };
        let marks = repairs.removed.len() + repairs.restored.len();
        if marks > MOST {
            let reason = format!("at most {MOST} blocks can be corrected");
            return Err(Error::Invalid { what: "corrections", value: marks.to_string(), reason });
        }
        let mut stored = self.blocking(move |library| library.stored_page(id, None)).await?;
        stored.repairs = repairs;
        let page = self.capturer()?.clean(input_of(&stored)).await?;
        Ok((stored, page))
    }

    fn store_repaired(
        &self,
        id: ArticleId,
        stored: &Stored,
        page: &Page,
        now: Timestamp,
    ) -> Result<Changed<RepairOutcome>> {
        let mut prepared = PreparedPage::new(page, &[], (&stored.url, &stored.original_url), now);
        self.journaled(now, |tx| {
            let current = CurrentVersion::of(tx, id)?.ok_or_else(|| no_article(id))?.version;
            if db::response_of(tx, current)?.is_none_or(|(response, _)| response != stored.response) {
                return Err(Error::Locked { path: self.path().display().to_string() });
            }
            use_kept(&mut prepared.places, &kept_pictures(tx, id)?);
            let version = match same_version(tx, id, stored, &prepared)? {
                Some(version) => version,
                None => {
                    let version =
                        prepared.insert_version(tx, id, stored.response, VersionReason::Repaired, now)?;
                    db::insert_parts(tx, version, &stored.parts)?;
                    proof::chain(tx, version, now)?;
                    version
                }
            };
            db::set_repairs(tx, id, &stored.repairs)?;
            show(tx, id, &prepared, version)?;
            let action = if stored.repairs.is_empty() { Action::ClearRepairs } else { Action::Repair };
            Ok((outcome(version, &prepared), What::new(action, 1).named(&prepared.row.title)))
        })
    }
}

/// The version that says the very same already, as after an undo.
fn same_version(
    tx: &Transaction<'_>,
    id: ArticleId,
    stored: &Stored,
    prepared: &PreparedPage<'_>,
) -> Result<Option<VersionId>> {
    let page = prepared.page;
    let unmatched = page.repaired.as_ref().map(db::beginnings).unwrap_or_default();
    for version in db::copies(tx, id, stored.response, &prepared.html_sha256)? {
        let same = db::version(tx, version)?.is_some_and(|other| {
            other.metadata == page.metadata
                && other.repaired == page.repaired.is_some()
                && other.unmatched == unmatched
                && db::parts_of(tx, version).is_ok_and(|parts| parts == stored.parts)
        });
        if same {
            return Ok(Some(version));
        }
    }
    Ok(None)
}

fn outcome(version: VersionId, prepared: &PreparedPage<'_>) -> RepairOutcome {
    let skipped = |place: &&AssetPlace| {
        place.content.as_ref().is_err_and(|failure| failure.reason == MissingReason::Skipped)
    };
    RepairOutcome {
        version,
        words: prepared.page.words,
        unmatched: prepared.page.repaired.clone().map(|repaired| repaired.unmatched).unwrap_or_default(),
        pictures_to_fetch: u32::try_from(prepared.places.iter().filter(skipped).count()).unwrap_or(u32::MAX),
    }
}

fn preview(page: Page, kept: &Kept) -> RepairPreview {
    let metadata = page.metadata;
    RepairPreview {
        html: html::with_pictures(&page.html, &places(&page.pictures, kept)),
        title: metadata.title,
        authors: metadata.authors,
        site: metadata.site,
        published: metadata.published,
        language: metadata.language.tag,
        direction: if metadata.rtl { Direction::Rtl } else { Direction::Ltr },
        words: page.words,
        unmatched: page.repaired.map(|repaired| repaired.unmatched).unwrap_or_default(),
    }
}

/// Where the pictures of blocks are in the archive.
fn places(pictures: &[Picture], kept: &Kept) -> Vec<AssetPlace> {
    let place = |picture: &Picture| AssetPlace {
        n: picture.n,
        url: place_url(&picture.url).to_owned(),
        alternatives: picture.alternatives.clone(),
        content: Err(skipped()),
    };
    let mut places: Vec<AssetPlace> = pictures.iter().map(place).collect();
    use_kept(&mut places, kept);
    places
}
