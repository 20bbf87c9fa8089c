//! Articles: their row, and what a list shows of them.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::column::{Json, Millis};
use super::copies::copy_sites;
use super::tagged::tags_of;
use crate::error::Result;
use crate::model::{ArticleId, ArticleSummary, AssetHash, Diagnosis, Doubt, ReadState, VersionId};

/// Everything of an article's row that comes from a capture.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleRow {
    /// Canonical URL, normalised.
    pub url: String,
    /// URL as the person gave it.
    pub original_url: String,
    /// Time of the first save.
    pub saved: Timestamp,
    /// Headline.
    pub title: String,
    /// What the headline is sorted by.
    pub title_sort: String,
    /// Authors in order.
    pub authors: Vec<String>,
    /// Name of the site.
    pub site: String,
    /// What the site is sorted by.
    pub site_sort: String,
    /// Host of `url` without `www.`.
    pub host: String,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Whether it reads from right to left.
    pub rtl: bool,
    /// Publication date as ISO 8601.
    pub published: Option<String>,
    /// The same as a time.
    pub published_sort: Option<Timestamp>,
    /// Summary, at most 300 characters.
    pub excerpt: String,
    /// Words of the text.
    pub words: u32,
    /// Minutes to read it.
    pub minutes: u32,
    /// Whether the copy is whole.
    pub complete: bool,
    /// What speaks against that.
    pub doubts: Vec<Doubt>,
}

/// Adds an article without a version.
///
/// # Errors
/// SQLite's own.
pub fn insert_article(tx: &Transaction<'_>, row: &ArticleRow) -> Result<ArticleId> {
    put(tx, None, row)
}

/// Replaces what a version says of an article. URL, original URL and time of saving stay.
///
/// # Errors
/// SQLite's own.
pub fn update_article(tx: &Transaction<'_>, id: ArticleId, row: &ArticleRow) -> Result<()> {
    put(tx, Some(id), row).map(drop)
}

/// Puts an article with this number and without a version into an archive that is made of what was saved from another.
///
/// # Errors
/// SQLite's own.
pub fn insert_article_as(connection: &Connection, id: ArticleId, row: &ArticleRow) -> Result<()> {
    put(connection, Some(id), row).map(drop)
}

fn put(tx: &Connection, id: Option<ArticleId>, row: &ArticleRow) -> Result<ArticleId> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO article (id, url, original_url, saved, title, title_sort, authors, site, site_sort, host, language,
             rtl, published, published_sort, excerpt, words, minutes, complete, doubts)
         VALUES (:id, :url, :original_url, :saved, :title, :title_sort, :authors, :site, :site_sort, :host, :language,
             :rtl, :published, :published_sort, :excerpt, :words, :minutes, :complete, :doubts)
         ON CONFLICT (id) DO UPDATE SET title = excluded.title, title_sort = excluded.title_sort,
             authors = excluded.authors, site = excluded.site, site_sort = excluded.site_sort, host = excluded.host,
             language = excluded.language, rtl = excluded.rtl, published = excluded.published,
             published_sort = excluded.published_sort, excerpt = excluded.excerpt, words = excluded.words,
             minutes = excluded.minutes, complete = excluded.complete,
             doubts = excluded.doubts
         RETURNING id",
    )?;
    let id = statement.query_row(
        named_params! {
            ":id": id.map(|id| id.0), ":url": row.url, ":original_url": row.original_url, ":saved": Millis(row.saved),
            ":title": row.title, ":title_sort": row.title_sort, ":authors": Json(&row.authors), ":site": row.site,
            ":site_sort": row.site_sort, ":host": row.host, ":language": row.language, ":rtl": row.rtl,
            ":published": row.published, ":published_sort": row.published_sort.map(Millis), ":excerpt": row.excerpt,
            ":words": row.words, ":minutes": row.minutes, ":complete": row.complete,
            ":doubts": Json(&row.doubts),
        },
        |row| row.get("id"),
    )?;
    Ok(ArticleId(id))
}

/// Makes `version` the one that is shown and counts its pictures.
///
/// # Errors
/// SQLite's own.
pub fn show_version(tx: &Transaction<'_>, id: ArticleId, version: VersionId) -> Result<()> {
    tx.prepare_cached(
        "UPDATE article SET version_id = ?2,
             missing_assets = (SELECT count(*) FROM version_asset WHERE version_id = ?2 AND asset_id IS NULL),
             lead_asset = (SELECT sha256 FROM version
                 JOIN version_asset ON version_asset.version_id = version.id AND n = lead_picture
                 JOIN asset ON asset.id = asset_id WHERE version.id = ?2)
         WHERE id = ?1",
    )?
    .execute((id.0, version.0))?;
    Ok(())
}

/// Makes an article point at a version, whatever else it says.
///
/// # Errors
/// SQLite's own.
pub fn point_at_version(tx: &Transaction<'_>, id: ArticleId, version: VersionId) -> Result<()> {
    tx.prepare_cached("UPDATE article SET version_id = ?2 WHERE id = ?1")?.execute((id.0, version.0))?;
    Ok(())
}

/// The same for an article that shows none.
///
/// # Errors
/// SQLite's own.
pub fn point_where_none(tx: &Transaction<'_>, id: ArticleId, version: VersionId) -> Result<()> {
    tx.prepare_cached("UPDATE article SET version_id = ?2 WHERE id = ?1 AND version_id IS NULL")?
        .execute((id.0, version.0))?;
    Ok(())
}

/// Notes whether a person chose the version that is shown.
///
/// # Errors
/// SQLite's own.
pub fn set_chosen(tx: &Transaction<'_>, id: ArticleId, chosen: bool) -> Result<()> {
    tx.prepare_cached("UPDATE article SET chosen = ?2 WHERE id = ?1")?.execute((id.0, chosen))?;
    Ok(())
}

/// Notes which version was read before the page changed, or that the change was seen.
///
/// # Errors
/// SQLite's own.
pub fn set_changed_from(tx: &Transaction<'_>, id: ArticleId, version: Option<VersionId>) -> Result<()> {
    tx.prepare_cached("UPDATE article SET changed_from = ?2 WHERE id = ?1")?
        .execute((id.0, version.map(|version| version.0)))?;
    Ok(())
}

/// The URL of an article as the person gave it.
///
/// # Errors
/// SQLite's own.
pub fn original_url(connection: &Connection, id: ArticleId) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached("SELECT original_url FROM article WHERE id = ?1")?;
    Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
}

/// What a list shows of an article.
///
/// # Errors
/// SQLite's own.
pub fn summary(connection: &Connection, id: ArticleId) -> Result<Option<ArticleSummary>> {
    Ok(summaries(connection, &[id])?.pop())
}

/// The same of several articles, in their order; those that are not there are left out.
///
/// # Errors
/// SQLite's own.
pub fn summaries(connection: &Connection, ids: &[ArticleId]) -> Result<Vec<ArticleSummary>> {
    let mut tags = tags_of(connection, ids)?;
    let mut copies = copy_sites(connection, ids)?;
    let mut statement = connection.prepare_cached(
        "SELECT id, url, title, authors, site, published, saved, language, rtl, state, starred, archived, trashed,
             excerpt, words, minutes, lead_asset, position, complete, doubts, missing_assets, changed_from,
             (SELECT dead FROM failed_attempt WHERE article_id = article.id) AS dead
         FROM article WHERE id = ?1",
    )?;
    let mut summaries = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(mut summary) = statement.query_row([id.0], summary_of).optional()? {
            summary.tags = tags.remove(id).unwrap_or_default();
            summary.copies = copies.remove(id).unwrap_or_default();
            summaries.push(summary);
        }
    }
    Ok(summaries)
}

fn summary_of(row: &Row<'_>) -> rusqlite::Result<ArticleSummary> {
    Ok(ArticleSummary {
        id: ArticleId(row.get("id")?),
        url: row.get("url")?,
        title: row.get("title")?,
        authors: row.get::<_, Json<_>>("authors")?.0,
        site: row.get("site")?,
        published: row.get("published")?,
        saved: row.get::<_, Millis>("saved")?.0,
        language: row.get("language")?,
        direction: if row.get("rtl")? { "rtl" } else { "ltr" }.to_owned(),
        state: state_of(row.get("state")?),
        starred: row.get("starred")?,
        archived: row.get("archived")?,
        trashed: row.get::<_, Option<i64>>("trashed")?.is_some(),
        tags: Vec::new(),
        excerpt: row.get("excerpt")?,
        words: row.get("words")?,
        minutes: row.get("minutes")?,
        lead_image: row.get::<_, Option<String>>("lead_asset")?.map(AssetHash),
        position: row.get("position")?,
        complete: row.get("complete")?,
        doubts: row.get::<_, Json<_>>("doubts")?.0,
        dead: row.get("dead")?,
        missing_assets: row.get("missing_assets")?,
        changed_from: row.get::<_, Option<i64>>("changed_from")?.map(VersionId),
        copies: Vec::new(),
    })
}

/// The reading state a number stands for; the numbers follow the order of reading.
pub(super) fn state_of(number: u8) -> ReadState {
    match number {
        0 => ReadState::Unread,
        1 => ReadState::Reading,
        _ => ReadState::Read,
    }
}

/// An article's current version and how it is to be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentVersion {
    /// The version that is shown.
    pub version: VersionId,
    /// Whether it is whole.
    pub diagnosis: Diagnosis,
    /// Its words.
    pub words: u32,
    /// Pictures missing from it.
    pub missing_assets: u32,
    /// Whether a person chose it.
    pub chosen: bool,
}

impl CurrentVersion {
    /// The version an article shows.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn of(connection: &Connection, id: ArticleId) -> Result<Option<Self>> {
        let mut statement = connection.prepare_cached(
            "SELECT version.id, version.diagnosis, version.words, article.missing_assets, article.chosen
             FROM article JOIN version ON version.id = article.version_id WHERE article.id = ?1",
        )?;
        let current = statement.query_row([id.0], |row| {
            Ok(Self {
                version: VersionId(row.get("id")?),
                diagnosis: row.get::<_, Json<_>>("diagnosis")?.0,
                words: row.get("words")?,
                missing_assets: row.get("missing_assets")?,
                chosen: row.get("chosen")?,
            })
        });
        Ok(current.optional()?)
    }
}
