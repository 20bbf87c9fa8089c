//! Making an archive of rows that were saved from a damaged one: what refers to something lost is mended or let go.

use rusqlite::Connection;

use super::quoted;
use crate::error::Result;
use crate::model::{ArticleId, ColumnKind, TABLES};

/// Triggers of an archive, while it is filled without them.
#[derive(Debug)]
pub struct Triggers(Vec<String>);

/// Lets rows in whatever they refer to, and keeps triggers from following.
///
/// # Errors
/// SQLite's own.
pub fn begin_recovery(connection: &Connection) -> Result<Triggers> {
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    let mut statement =
        connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let triggers = rows.collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    for (name, _) in &triggers {
        connection.execute_batch(&format!("DROP TRIGGER {}", quoted(name)))?;
    }
    Ok(Triggers(triggers.into_iter().map(|(_, sql)| sql).collect()))
}

/// Begins to write many rows.
///
/// # Errors
/// SQLite's own.
pub fn begin_rows(connection: &Connection) -> Result<()> {
    Ok(connection.execute_batch("BEGIN")?)
}

/// Commits what was written since [`begin_rows`].
///
/// # Errors
/// SQLite's own.
pub fn commit_rows(connection: &Connection) -> Result<()> {
    Ok(connection.execute_batch("COMMIT")?)
}

/// Brings the triggers back.
///
/// # Errors
/// SQLite's own.
pub fn end_recovery(connection: &Connection, triggers: &Triggers) -> Result<()> {
    triggers.0.iter().try_for_each(|sql| connection.execute_batch(sql))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(())
}

/// Articles that are gone while a copy of them is there.
///
/// # Errors
/// SQLite's own.
pub fn lost_articles(connection: &Connection) -> Result<Vec<ArticleId>> {
    super::super::column::article_ids(
        connection,
        "SELECT DISTINCT article_id FROM version WHERE article_id NOT IN (SELECT id FROM article) ORDER BY 1",
        [],
    )
}

/// Puts something in the place of pages that are lost, so that what was made of them can stay: `empty` is a compressed body of
/// no bytes, `sum` the SHA-256 of none.
///
/// # Errors
/// SQLite's own.
pub fn stand_in_for_pages(connection: &Connection, empty: &[u8], sum: &str) -> Result<()> {
    connection
        .prepare(
            "INSERT INTO response (id, final_url, status, fetched, sha256, body_size, body)
             SELECT response_id, coalesce(url, ''), 0, min(created), ?2, 0, ?1 FROM version
             LEFT JOIN article ON article.id = article_id
             WHERE response_id NOT IN (SELECT id FROM response) GROUP BY response_id",
        )?
        .execute((empty, sum))?;
    Ok(())
}

/// Mends what refers to something lost, or lets it go. Returns how many rows of each table had to go.
///
/// # Errors
/// SQLite's own.
pub fn mend(connection: &Connection) -> Result<Vec<(&'static str, u32)>> {
    connection.execute_batch(MENDED)?;
    let mut gone = Vec::new();
    for table in TABLES {
        let mut rows = 0;
        for column in table.columns {
            let ColumnKind::Ref(parent) = column.kind else { continue };
            let (name, column_name) = (quoted(table.name), quoted(column.name));
            let lost = format!(
                "{column_name} IS NOT NULL AND {column_name} NOT IN (SELECT id FROM {})",
                quoted(parent)
            );
            // That an article is in no story is a decision, too.
            let sql = match column.optional && !matches!(table.name, "story_choice" | "failed_attempt") {
                true => format!("UPDATE {name} SET {column_name} = NULL WHERE {lost}"),
                false => format!("DELETE FROM {name} WHERE {lost}"),
            };
            let changed = connection.execute(&sql, [])?;
            rows += if column.optional { 0 } else { u32::try_from(changed).unwrap_or(u32::MAX) };
        }
        if rows > 0 {
            gone.push((table.name, rows));
        }
    }
    Ok(gone)
}

/// What is more than letting a row go.
const MENDED: &str = "
    UPDATE article SET version_id = (SELECT max(id) FROM version WHERE version.article_id = article.id)
        WHERE version_id IS NULL OR version_id NOT IN (SELECT id FROM version WHERE version.article_id = article.id);
    UPDATE version_asset SET asset_id = NULL, reason = 'skipped', message = 'the picture was lost when the archive was damaged'
        WHERE asset_id IS NOT NULL AND asset_id NOT IN (SELECT id FROM asset);
    UPDATE link SET picture_id = NULL WHERE picture_id IS NOT NULL AND picture_id NOT IN (SELECT id FROM link_picture);
    UPDATE link_picture SET asset_id = NULL WHERE asset_id IS NOT NULL AND asset_id NOT IN (SELECT id FROM asset);
    UPDATE article SET lead_asset = NULL WHERE lead_asset IS NOT NULL AND lead_asset NOT IN (SELECT sha256 FROM asset);
    UPDATE collection SET cover = NULL WHERE cover IS NOT NULL AND cover NOT IN (SELECT sha256 FROM asset);
    UPDATE article SET missing_assets = (SELECT count(*) FROM version_asset
        WHERE version_asset.version_id = article.version_id AND asset_id IS NULL);
    INSERT OR IGNORE INTO url_claim SELECT url, 1, id FROM article;
    INSERT OR IGNORE INTO url_claim SELECT url, 2, id FROM article WHERE id NOT IN (SELECT article_id FROM url_claim WHERE rank > 1);
    -- A tag that stands below a lost one has its path.
    WITH RECURSIVE lost (id, path, path_key) AS (
        SELECT parent_id, path, path_key FROM tag WHERE parent_id NOT IN (SELECT id FROM tag))
    INSERT OR IGNORE INTO tag (id, parent_id, path, path_key, created)
        SELECT id, NULL, rtrim(rtrim(path, replace(path, '/', '')), '/'), rtrim(rtrim(path_key, replace(path_key, '/', '')), '/'), 0
        FROM lost;
    -- What a person marked and wrote stays, as a note, when the copy that it was marked in is lost.
    INSERT INTO note (article_id, text, created, updated)
        SELECT (SELECT id FROM article WHERE article.id = highlight.article_id),
            '> ' || replace(exact, char(10), char(10) || '> ') || coalesce(char(10) || char(10) || note, ''), created, updated
        FROM highlight WHERE version_id NOT IN (SELECT id FROM version);
";

/// Articles of which no copy is left: number, title and address.
///
/// # Errors
/// SQLite's own.
pub fn textless(connection: &Connection) -> Result<Vec<(ArticleId, String, String)>> {
    let mut statement =
        connection.prepare("SELECT id, title, url FROM article WHERE version_id IS NULL ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok((ArticleId(row.get(0)?), row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many rows each kept table has.
///
/// # Errors
/// SQLite's own.
pub fn recovered_rows(connection: &Connection) -> Result<Vec<(&'static str, u32)>> {
    let count = |name: &'static str| {
        let sql = format!("SELECT count(*) FROM {}", quoted(name));
        Ok((name, connection.query_row(&sql, [], |row| row.get(0))?))
    };
    TABLES.iter().map(|table| count(table.name)).collect()
}

/// The articles that show or were made of something, each once, with their titles.
///
/// # Errors
/// SQLite's own.
pub fn articles_of_picture(connection: &Connection, sha256: &str) -> Result<Vec<(ArticleId, String)>> {
    named(
        connection,
        "SELECT DISTINCT article.id, title FROM asset JOIN version_asset ON asset_id = asset.id
         JOIN version ON version.id = version_asset.version_id JOIN article ON article.id = version.article_id
         WHERE sha256 = ?1 ORDER BY article.id",
        sha256,
    )
}

/// As [`articles_of_picture`], of a row of `response`.
///
/// # Errors
/// SQLite's own.
pub fn articles_of_response(connection: &Connection, id: i64) -> Result<Vec<(ArticleId, String)>> {
    named(
        connection,
        "SELECT DISTINCT article.id, title FROM version LEFT JOIN version_part ON version_part.version_id = version.id
         JOIN article ON article.id = version.article_id
         WHERE version.response_id = ?1 OR version_part.response_id = ?1 ORDER BY article.id",
        id,
    )
}

/// Pictures of shown versions that are missing because they were lost: the article, its title and the picture's address.
///
/// # Errors
/// SQLite's own.
pub fn lost_pictures(connection: &Connection) -> Result<Vec<(ArticleId, String, String)>> {
    let mut statement = connection.prepare(
        "SELECT DISTINCT article.id, title, version_asset.url FROM version_asset
         JOIN version ON version.id = version_asset.version_id JOIN article ON article.id = version.article_id
         WHERE asset_id IS NULL AND message = 'the picture was lost when the archive was damaged' ORDER BY article.id",
    )?;
    let rows = statement.query_map([], |row| Ok((ArticleId(row.get(0)?), row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Articles of which a raw page is lost, with their titles.
///
/// # Errors
/// SQLite's own.
pub fn lost_pages(connection: &Connection) -> Result<Vec<(ArticleId, String)>> {
    named(
        connection,
        "SELECT DISTINCT article.id, title FROM response JOIN version ON version.response_id = response.id
         JOIN article ON article.id = version.article_id WHERE response.body_size = ?1 AND status = 0 ORDER BY article.id",
        0,
    )
}

fn named(connection: &Connection, sql: &str, of: impl rusqlite::ToSql) -> Result<Vec<(ArticleId, String)>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([of], |row| Ok((ArticleId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
