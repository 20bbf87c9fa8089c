//! Storing a capture: everything that takes time is done first, then one transaction stores all or nothing.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use rusqlite::Transaction;
use sha2::{Digest, Sha256};

use super::list::host_of;
use super::{reading, renew};
use crate::capture::normalise_url;
use crate::db::{self, ArticleRow, AssetPlace, NewResponse, NewVersion};
use crate::error::{Error, Result};
use crate::model::{
    ArticleId, AssetFailure, Capture, CapturedAsset, MissingReason, Page, Picture, SaveStatus, VersionId,
};
use crate::search;

/// Characters of an excerpt.
const EXCERPT: usize = 300;
/// zstd's level for raw pages: a fifth of their size in under a millisecond.
const LEVEL: i32 = 3;

/// What a capture is stored for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// A new article; an existing one stays as it is.
    Save,
    /// A new version of this article, or of whichever the URLs lead to, or else a new article.
    Renew(Option<ArticleId>),
}

/// The words of a page for the search index.
#[derive(Debug)]
struct Words {
    title: String,
    byline: String,
    text: String,
}

/// A readable page with everything that is derived from it.
#[derive(Debug)]
pub(super) struct PreparedPage<'a> {
    pub(super) page: &'a Page,
    pub(super) row: ArticleRow,
    pub(super) html_sha256: String,
    pub(super) places: Vec<AssetPlace>,
    text_sha256: String,
    link_keys: Vec<Cow<'a, str>>,
    words: Words,
}

/// A capture with everything that is derived from it.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub(super) capture: &'a Capture,
    pub(super) page: PreparedPage<'a>,
    compressed: Vec<u8>,
    sha256: String,
}

impl<'a> Prepared<'a> {
    /// Compresses, hashes and folds; takes milliseconds and no lock.
    pub(super) fn new(capture: &'a Capture, now: Timestamp) -> Result<Self> {
        let body = &capture.response.body;
        let page = PreparedPage::new(
            &capture.page,
            &capture.assets,
            (&capture.canonical_url, &capture.requested_url),
            now,
        );
        Ok(Self { capture, page, compressed: compress(body)?, sha256: sha256(body) })
    }
}

impl<'a> PreparedPage<'a> {
    /// Derives what is stored from a page and its pictures; `urls` are the canonical and the requested one.
    pub(super) fn new(page: &'a Page, assets: &[CapturedAsset], urls: (&str, &str), now: Timestamp) -> Self {
        let row = article_row(page, urls, now);
        let byline = format!("{} {}", row.authors.join(" "), row.site);
        let words = Words {
            title: search::index_text(&row.title),
            byline: search::index_text(&byline),
            text: search::index_text(&page.text),
        };
        Self {
            page,
            html_sha256: sha256(page.html.as_bytes()),
            text_sha256: sha256(page.text.as_bytes()),
            places: places(page, assets),
            link_keys: page.links.iter().map(|link| link_key(&link.url)).collect(),
            words,
            row,
        }
    }

    /// Stores the page as a version of an article, with links and pictures (whose bytes are stored already).
    pub(super) fn insert_version(
        &self,
        tx: &Transaction<'_>,
        article: ArticleId,
        response: i64,
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
            },
        )?;
        let keys = self.link_keys.iter().map(AsRef::as_ref);
        db::insert_links(tx, version, page.links.iter().zip(keys))?;
        self.places.iter().try_for_each(|place| db::fill_place(tx, version, place))?;
        Ok(version)
    }

    /// Makes a stored version the one the article shows and is found by.
    pub(super) fn show(&self, tx: &Transaction<'_>, article: ArticleId, version: VersionId) -> Result<()> {
        db::show_version(tx, article, version)?;
        let words = &self.words;
        db::index_article(tx, article, &words.title, &words.byline, &words.text)
    }
}

/// Stores a capture and says which article it became and how.
pub(super) fn store_capture(
    tx: &Transaction<'_>,
    prepared: &Prepared<'_>,
    aim: Aim,
    now: Timestamp,
) -> Result<(ArticleId, SaveStatus)> {
    let known = match aim {
        Aim::Renew(Some(id)) => db::flags(tx, id)?.map(|flags| flags.id),
        Aim::Renew(None) | Aim::Save => known(tx, prepared.capture)?,
    };
    let (article, status) = match known {
        None => (insert(tx, prepared, now)?, SaveStatus::Saved),
        Some(id) if aim == Aim::Save => (id, SaveStatus::Exists),
        Some(id) => (id, renew::renew(tx, id, prepared, now)?),
    };
    add_urls(tx, article, prepared.capture)?;
    take_out_of_trash(tx, article)?;
    Ok((article, status))
}

/// Saving what lies in the trash takes it out: the person wants it after all.
pub(super) fn take_out_of_trash(tx: &Transaction<'_>, article: ArticleId) -> Result<()> {
    match db::flags(tx, article)? {
        Some(mut flags) if flags.trashed.is_some() => {
            flags.trashed = None;
            db::set_flags(tx, &flags)
        }
        _ => Ok(()),
    }
}

fn insert(tx: &Transaction<'_>, prepared: &Prepared<'_>, now: Timestamp) -> Result<ArticleId> {
    let article = db::insert_article(tx, &prepared.page.row)?;
    let version = insert_capture(tx, article, prepared, now)?;
    prepared.page.show(tx, article, version)?;
    Ok(article)
}

/// Stores response, pictures and version.
pub(super) fn insert_capture(
    tx: &Transaction<'_>,
    article: ArticleId,
    prepared: &Prepared<'_>,
    now: Timestamp,
) -> Result<VersionId> {
    let capture = prepared.capture;
    let response =
        NewResponse { raw: &capture.response, compressed: &prepared.compressed, sha256: &prepared.sha256 };
    let response = db::insert_response(tx, &response)?;
    insert_assets(tx, &capture.assets)?;
    prepared.page.insert_version(tx, article, response, now)
}

/// Stores the pictures that were fetched.
pub(super) fn insert_assets(tx: &Transaction<'_>, assets: &[CapturedAsset]) -> Result<()> {
    assets
        .iter()
        .filter_map(|asset| asset.result.as_ref().ok())
        .try_for_each(|asset| db::insert_asset(tx, asset))
}

fn known(tx: &Transaction<'_>, capture: &Capture) -> Result<Option<ArticleId>> {
    for url in std::iter::once(&capture.canonical_url).chain(&capture.aliases) {
        if let Some(id) = db::article_by_url(tx, url)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn add_urls(tx: &Transaction<'_>, id: ArticleId, capture: &Capture) -> Result<()> {
    db::add_url(tx, id, &capture.canonical_url)?;
    capture.aliases.iter().try_for_each(|url| db::add_url(tx, id, url))
}

fn article_row(page: &Page, (canonical, requested): (&str, &str), now: Timestamp) -> ArticleRow {
    let metadata = &page.metadata;
    let host =
        url::Url::parse(canonical).ok().and_then(|url| url.host_str().map(host_of)).unwrap_or_default();
    let title = Some(metadata.title.trim()).filter(|title| !title.is_empty()).unwrap_or(canonical);
    let site = metadata.site.as_deref().map(str::trim).filter(|site| !site.is_empty()).unwrap_or(&host);
    let excerpt = metadata.excerpt.as_deref().unwrap_or(&page.text);
    ArticleRow {
        url: canonical.to_owned(),
        original_url: requested.to_owned(),
        saved: now,
        title: title.to_owned(),
        title_sort: search::sort_key(title),
        authors: metadata.authors.clone(),
        site: site.to_owned(),
        site_sort: search::sort_key(site),
        language: metadata.language.tag.clone(),
        rtl: metadata.rtl,
        published: metadata.published.clone(),
        published_sort: metadata.published.as_deref().and_then(time_of),
        excerpt: shorten(excerpt),
        words: page.words,
        minutes: reading::minutes(&page.text),
        complete: page.diagnosis.complete,
        host,
    }
}

/// A date counts from its midnight, and a time without an offset as if in UTC: enough to sort by.
fn time_of(iso: &str) -> Option<Timestamp> {
    iso.parse::<Timestamp>()
        .ok()
        .or_else(|| iso.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok().map(|time| time.timestamp()))
        .or_else(|| iso.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok().map(|time| time.timestamp()))
}

/// The beginning of a text on one line, cut between words.
fn shorten(text: &str) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count() + usize::from(length > 0);
        if length + more >= EXCERPT {
            if length == 0 {
                line.extend(word.chars().take(EXCERPT - 1));
            }
            line.push('…');
            break;
        }
        if length > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length += more;
    }
    line
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
