//! Everything that takes time before a capture is stored: compressing, hashing, folding; then its rows.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::Transaction;
use sha2::{Digest, Sha256};

use super::derive::{Signs, derive};
use super::highlights::anchor_to;
use super::proof;
use super::row::{Described, article_row};
use super::search::index::{Counts, Indexed};
use crate::capture::normalise_url;
use crate::db::{self, ArticleRow, AssetPlace, NewResponse, NewVersion};
use crate::error::{Error, Result};
use crate::model::{
    ArticleId, AssetFailure, Capture, CapturedAsset, MissingReason, Page, Part, Picture, RawResponse,
    VersionId, VersionReason,
};
use crate::search;

/// zstd's level for raw pages: a fifth of their size in under a millisecond.
const LEVEL: i32 = 3;

/// A readable page with everything that is derived from it.
#[derive(Debug)]
pub(super) struct PreparedPage<'a> {
    pub(super) page: &'a Page,
    pub(super) row: ArticleRow,
    pub(super) html_sha256: String,
    pub(super) places: Vec<AssetPlace>,
    pub(super) text_sha256: String,
    link_keys: Vec<Cow<'a, str>>,
    indexed: Indexed,
    signs: Signs,
}

/// A capture with everything that is derived from it.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub(super) capture: &'a Capture,
    pub(super) reason: VersionReason,
    pub(super) page: PreparedPage<'a>,
    response: PreparedResponse<'a>,
    further: Vec<(Part, PreparedResponse<'a>)>,
}

/// A response ready to be stored.
#[derive(Debug)]
struct PreparedResponse<'a> {
    raw: &'a RawResponse,
    compressed: Vec<u8>,
    sha256: String,
}

impl<'a> PreparedResponse<'a> {
    fn new(raw: &'a RawResponse) -> Result<Self> {
        Ok(Self { raw, compressed: compress(&raw.body)?, sha256: sha256(&raw.body) })
    }

    fn insert(&self, tx: &Transaction<'_>) -> Result<i64> {
        let response = NewResponse { raw: self.raw, compressed: &self.compressed, sha256: &self.sha256 };
        db::insert_response(tx, &response)
    }
}

impl<'a> Prepared<'a> {
    /// Compresses, hashes and folds; takes milliseconds and no lock.
    pub(super) fn new(capture: &'a Capture, reason: VersionReason, now: Timestamp) -> Result<Self> {
        let page = PreparedPage::new(
            &capture.page,
            &capture.assets,
            (&capture.canonical_url, &capture.requested_url),
            now,
        );
        let response = PreparedResponse::new(&capture.response)?;
        let further = capture.further.iter();
        let further = further.map(|f| Ok((f.part, PreparedResponse::new(&f.response)?)));
        Ok(Self { capture, reason, page, response, further: further.collect::<Result<_>>()? })
    }

    /// Stores responses, pictures and version.
    pub(super) fn insert(
        &self,
        tx: &Transaction<'_>,
        article: ArticleId,
        now: Timestamp,
    ) -> Result<VersionId> {
        let response = self.response.insert(tx)?;
        let further = self.further.iter().map(|(part, response)| Ok((*part, response.insert(tx)?)));
        let parts = further.collect::<Result<Vec<_>>>()?;
        insert_assets(tx, &self.capture.assets)?;
        let version = self.page.insert_version(tx, article, response, self.reason, now)?;
        db::insert_parts(tx, version, &parts)?;
        proof::chain(tx, version, now)?;
        Ok(version)
    }
}

impl<'a> PreparedPage<'a> {
    /// Derives what is stored from a page and its pictures; `urls` are the canonical and the requested one.
    pub(super) fn new(page: &'a Page, assets: &[CapturedAsset], urls: (&str, &str), now: Timestamp) -> Self {
        let described = Described {
            metadata: &page.metadata,
            text: &page.text,
            words: page.words,
            diagnosis: &page.diagnosis,
        };
        let row = article_row(&described, urls, now);
        let text = search::index_text(&page.text);
        let signs = Signs::of(&row.title, &page.text, search::in_order(&text), row.language.as_deref());
        let indexed = Indexed::new(&row.title, &row.authors.join(" "), &row.site, &page.text, &page.html);
        Self {
            page,
            html_sha256: sha256(page.html.as_bytes()),
            text_sha256: sha256(page.text.as_bytes()),
            places: places(page, assets),
            link_keys: page.links.iter().map(|link| link_key(&link.url)).collect(),
            indexed,
            signs,
            row,
        }
    }

    /// Stores the page as a version of an article, with links and pictures (whose bytes are stored already).
    pub(super) fn insert_version(
        &self,
        tx: &Transaction<'_>,
        article: ArticleId,
        response: i64,
        reason: VersionReason,
        now: Timestamp,
    ) -> Result<VersionId> {
        let page = self.page;
        let version = db::insert_version(
            tx,
            &NewVersion {
                article,
                response,
                created: now,
                metadata: &page.metadata,
                html: &page.html,
                html_sha256: &self.html_sha256,
                text: &page.text,
                text_sha256: &self.text_sha256,
                words: page.words,
                charset: &page.charset,
                extractor: &page.extractor,
                diagnosis: &page.diagnosis,
                lead_picture: page.lead_picture,
                rule: page.rule.as_ref(),
                repaired: page.repaired.as_ref(),
                reason,
            },
        )?;
        let keys = self.link_keys.iter().map(AsRef::as_ref);
        db::insert_links(tx, version, page.links.iter().zip(keys))?;
        self.places.iter().try_for_each(|place| db::fill_place(tx, version, place))?;
        Ok(version)
    }

    /// Makes a stored version the one that the article shows, is found by, and is compared with other pages of its site by.
    pub(super) fn show(&self, tx: &Transaction<'_>, article: ArticleId, version: VersionId) -> Result<()> {
        db::show_version(tx, article, version)?;
        anchor_to(tx, article, version)?;
        // What has no address has no site whose other pages it could repeat.
        if !self.row.host.is_empty() {
            db::keep_site_page(tx, article, &self.row.host, &self.page.blocks)?;
        }
        let mut counts = Counts::default();
        self.indexed.put(tx, article, version, &mut counts)?;
        counts.settle(tx)?;
        derive(tx, article, &self.signs)
    }
}

/// Stores the pictures that were fetched.
pub(super) fn insert_assets(tx: &Transaction<'_>, assets: &[CapturedAsset]) -> Result<()> {
    assets
        .iter()
        .filter_map(|asset| asset.result.as_ref().ok())
        .try_for_each(|asset| db::insert_asset(tx, asset))
}

/// One place for each picture the page shows; a picture nobody fetched is missing, not forgotten.
fn places(page: &Page, assets: &[CapturedAsset]) -> Vec<AssetPlace> {
    let place = |picture: &Picture| {
        let asset = assets.iter().find(|asset| asset.n == picture.n);
        let content = match asset.map(|asset| &asset.result) {
            Some(Ok(asset)) => Ok((asset.hash.clone(), asset.size)),
            Some(Err(failure)) => Err(failure.clone()),
            None => Err(skipped()),
        };
        let alternatives =
            picture.alternatives.iter().filter(|url| !url.starts_with("data:")).cloned().collect();
        AssetPlace { n: picture.n, url: place_url(&picture.url).to_owned(), alternatives, content }
    };
    page.pictures.iter().map(place).collect()
}

/// Why a picture is missing that nobody tried to fetch.
pub(super) fn skipped() -> AssetFailure {
    AssetFailure { reason: MissingReason::Skipped, message: "the picture was not fetched".to_owned() }
}

/// An embedded picture is kept by its hash: its data need not stand in the archive twice.
pub(super) fn place_url(url: &str) -> &str {
    match url.split_once(',') {
        Some((head, _)) if head.starts_with("data:") => head,
        _ => url,
    }
}

fn link_key(url: &str) -> Cow<'_, str> {
    normalise_url(url).map_or(Cow::Borrowed(url), Cow::Owned)
}

/// Compresses bytes for the archive.
pub(super) fn compress(bytes: &[u8]) -> Result<Vec<u8>> {
    zstd::encode_all(bytes, LEVEL).map_err(|error| Error::Internal(format!("zstd: {error}")))
}

/// SHA-256 as lower-case hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
