//! Responses and the versions made of them: written once, never changed.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, named_params};

use super::column::{Json, Millis, Name};
use super::link_picture::picture_id;
use crate::error::Result;
use crate::model::{
    ArticleId, Diagnosis, Metadata, PageLink, RawResponse, Redirect, RepairUse, RuleUse, VersionId,
    VersionReason,
};

/// A response as it is stored.
#[derive(Debug)]
pub struct NewResponse<'a> {
    /// What the server sent.
    pub raw: &'a RawResponse,
    /// Its body, compressed with zstd.
    pub compressed: &'a [u8],
    /// SHA-256 of the body before compression.
    pub sha256: &'a str,
}

/// A version as it is stored.
#[derive(Debug)]
pub struct NewVersion<'a> {
    /// The article.
    pub article: ArticleId,
    /// Row of the response it was made of.
    pub response: i64,
    /// When it was made.
    pub created: Timestamp,
    /// What the page says of itself.
    pub metadata: &'a Metadata,
    /// Clean HTML.
    pub html: &'a str,
    /// SHA-256 of `html`.
    pub html_sha256: &'a str,
    /// Plain text.
    pub text: &'a str,
    /// SHA-256 of `text`.
    pub text_sha256: &'a str,
    /// Words of `text`.
    pub words: u32,
    /// Character encoding of the page.
    pub charset: &'a str,
    /// What made the clean copy.
    pub extractor: &'a str,
    /// Whether it is whole.
    pub diagnosis: &'a Diagnosis,
    /// Number of the lead picture.
    pub lead_picture: Option<u32>,
    /// The site rule that was used.
    pub rule: Option<&'a RuleUse>,
    /// Why it is made.
    pub reason: VersionReason,
    /// What became of the person's corrections.
    pub repaired: Option<&'a RepairUse>,
}

/// A version read back.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredVersion {
    /// Its article.
    pub article: ArticleId,
    /// When its response was fetched.
    pub fetched: Timestamp,
    /// The URL that answered.
    pub final_url: String,
    /// What the page says of itself.
    pub metadata: Metadata,
    /// Clean HTML as stored.
    pub html: String,
    /// Plain text.
    pub text: String,
    /// Words of `text`.
    pub words: u32,
    /// Whether it is whole.
    pub diagnosis: Diagnosis,
    /// Number of the lead picture.
    pub lead_picture: Option<u32>,
    /// The site rule that was used.
    pub rule: Option<RuleUse>,
    /// What made the clean copy.
    pub extractor: String,
    /// SHA-256 of `text`.
    pub text_sha256: String,
    /// Whether a person's corrections were applied.
    pub repaired: bool,
    /// How those of them begin that found nothing.
    pub unmatched: Vec<String>,
    /// Number of versions of the article.
    pub siblings: u32,
}

/// Stores a response and returns its row.
///
/// # Errors
/// SQLite's own.
pub fn insert_response(tx: &Transaction<'_>, response: &NewResponse<'_>) -> Result<i64> {
    let raw = response.raw;
    tx.prepare_cached(
        "INSERT INTO response (final_url, redirects, status, headers, fetched, sha256, body_size, private, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute((
        &raw.final_url,
        Json(&raw.redirects),
        raw.status,
        Json(&raw.headers),
        Millis(raw.fetched),
        response.sha256,
        raw.body.len() as i64,
        raw.private,
        response.compressed,
    ))?;
    Ok(tx.last_insert_rowid())
}

/// Stores a version.
///
/// # Errors
/// SQLite's own.
pub fn insert_version(tx: &Transaction<'_>, version: &NewVersion<'_>) -> Result<VersionId> {
    tx.prepare_cached(
        "INSERT INTO version (article_id, response_id, created, words, charset, extractor, diagnosis, lead_picture,
             rule, repaired, unmatched, reason, html_sha256, text_sha256, metadata, text, html)
         VALUES (:article, :response, :created, :words, :charset, :extractor, :diagnosis, :lead_picture, :rule, :repaired,
             :unmatched, :reason, :html_sha256, :text_sha256, :metadata, :text, :html)",
    )?
    .execute(named_params! {
        ":article": version.article.0, ":response": version.response, ":created": Millis(version.created),
        ":words": version.words, ":charset": version.charset, ":extractor": version.extractor,
        ":diagnosis": Json(version.diagnosis), ":lead_picture": version.lead_picture,
        ":rule": version.rule.map(Json), ":reason": Name(version.reason),
        ":repaired": version.repaired.is_some(),
        ":unmatched": version.repaired.map(beginnings).filter(|texts| !texts.is_empty()).map(Json),
        ":html_sha256": version.html_sha256, ":text_sha256": version.text_sha256, ":metadata": Json(version.metadata),
        ":text": version.text, ":html": version.html,
    })?;
    Ok(VersionId(tx.last_insert_rowid()))
}

/// Stores the links of a version, each with the normalised form of its URL.
///
/// # Errors
/// SQLite's own.
pub fn insert_links<'a>(
    tx: &Transaction<'_>,
    version: VersionId,
    links: impl Iterator<Item = (&'a PageLink, &'a str)>,
) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO link (version_id, position, url, url_key, text, context, place, heading, teaser, published, picture_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for (position, (link, key)) in links.enumerate() {
        statement.execute((
            version.0,
            position as i64,
            &link.url,
            key,
            &link.text,
            Name(link.context),
            Name(link.place),
            &link.heading,
            &link.teaser,
            &link.published,
            link.picture.as_deref().map(|url| picture_id(tx, url)).transpose()?,
        ))?;
    }
    Ok(())
}

/// A version with its text and HTML.
///
/// # Errors
/// SQLite's own.
pub fn version(connection: &Connection, id: VersionId) -> Result<Option<StoredVersion>> {
    let mut statement = connection.prepare_cached(
        "SELECT version.article_id, fetched, final_url, metadata, html, text, words, diagnosis, lead_picture, rule, repaired,
             unmatched, extractor, text_sha256,
             (SELECT count(*) FROM version AS sibling WHERE sibling.article_id = version.article_id) AS siblings
         FROM version JOIN response ON response.id = response_id WHERE version.id = ?1",
    )?;
    let version = statement.query_row([id.0], |row| {
        Ok(StoredVersion {
            article: ArticleId(row.get("article_id")?),
            fetched: row.get::<_, Millis>("fetched")?.0,
            final_url: row.get("final_url")?,
            metadata: row.get::<_, Json<_>>("metadata")?.0,
            html: row.get("html")?,
            text: row.get("text")?,
            words: row.get("words")?,
            diagnosis: row.get::<_, Json<_>>("diagnosis")?.0,
            lead_picture: row.get("lead_picture")?,
            rule: row.get::<_, Option<Json<_>>>("rule")?.map(|rule| rule.0),
            extractor: row.get("extractor")?,
            text_sha256: row.get("text_sha256")?,
            repaired: row.get("repaired")?,
            unmatched: row.get::<_, Option<Json<_>>>("unmatched")?.map(|texts| texts.0).unwrap_or_default(),
            siblings: row.get("siblings")?,
        })
    });
    Ok(version.optional()?)
}

/// How the blocks of corrections begin that found nothing.
#[must_use]
pub fn beginnings(repaired: &RepairUse) -> Vec<&str> {
    repaired.unmatched.iter().map(|mark| mark.text.as_str()).collect()
}

/// The version of an article that has this very HTML, with a person's corrections or without: the one that is shown, or
/// the newest.
///
/// # Errors
/// SQLite's own.
pub fn same_html(
    connection: &Connection,
    article: ArticleId,
    sha256: &str,
    repaired: bool,
) -> Result<Option<VersionId>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM version WHERE article_id = ?1 AND html_sha256 = ?2 AND repaired = ?3
         ORDER BY id = (SELECT version_id FROM article WHERE id = ?1) DESC, id DESC LIMIT 1",
    )?;
    Ok(statement.query_row((article.0, sha256, repaired), |row| row.get(0).map(VersionId)).optional()?)
}

/// All versions of an article that were made of a response and have this very HTML, newest first.
///
/// # Errors
/// SQLite's own.
pub fn copies(
    connection: &Connection,
    article: ArticleId,
    response: i64,
    sha256: &str,
) -> Result<Vec<VersionId>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM version WHERE article_id = ?1 AND response_id = ?2 AND html_sha256 = ?3
         ORDER BY id DESC",
    )?;
    let ids = statement.query_map((article.0, response, sha256), |row| row.get(0).map(VersionId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// The numbers of an article's versions, oldest first.
///
/// # Errors
/// SQLite's own.
pub fn version_ids(connection: &Connection, article: ArticleId) -> Result<Vec<VersionId>> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM version WHERE article_id = ?1 ORDER BY id")?;
    let ids = statement.query_map([article.0], |row| row.get(0).map(VersionId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// The response a version was made of, its row, and its body still compressed (`RawResponse::body` holds zstd).
///
/// # Errors
/// SQLite's own.
pub fn response_of(connection: &Connection, version: VersionId) -> Result<Option<(i64, RawResponse)>> {
    let mut statement = connection.prepare_cached(
        "SELECT response.id, final_url, redirects, status, headers, fetched, private, body
         FROM version JOIN response ON response.id = response_id WHERE version.id = ?1",
    )?;
    let response = statement.query_row([version.0], |row| {
        let raw = RawResponse {
            final_url: row.get("final_url")?,
            redirects: row.get::<_, Json<Vec<Redirect>>>("redirects")?.0,
            status: row.get("status")?,
            headers: row.get::<_, Json<_>>("headers")?.0,
            body: row.get("body")?,
            fetched: row.get::<_, Millis>("fetched")?.0,
            private: row.get("private")?,
        };
        Ok((row.get("id")?, raw))
    });
    Ok(response.optional()?)
}
