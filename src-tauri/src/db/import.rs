//! What was taken in from files of other programs, and what became of each row.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::column::{Json, Millis, Name};
use crate::error::Result;
use crate::model::{
    ArticleId, ImportFormat, ImportId, ImportOptions, ImportRow, ImportSummary, RowOutcome, RowWhy,
};

/// An import that is begun.
#[derive(Debug, Clone)]
pub struct NewImport<'a> {
    /// The file's name.
    pub name: &'a str,
    /// What it is read as.
    pub format: ImportFormat,
    /// SHA-256 of the file.
    pub sha256: &'a str,
    /// What is to be done with it.
    pub options: &'a ImportOptions,
    /// When it begins.
    pub started: Timestamp,
}

/// A row of a file and what became of it.
#[derive(Debug, Clone)]
pub struct NewImportRow<'a> {
    /// Its number in the file, from 1.
    pub row: u64,
    /// Where it stands in the file, for a person.
    pub place: &'a str,
    /// What became of it.
    pub outcome: RowOutcome,
    /// Why it did not come in.
    pub why: Option<&'a str>,
    /// Its URL, as the file has it.
    pub url: Option<&'a str>,
    /// Its title, as the file has it.
    pub title: Option<&'a str>,
    /// The article that it became or was added to.
    pub article: Option<ArticleId>,
    /// What stands in the file, compressed with zstd.
    pub source: &'a [u8],
}

/// An import of a file, with whether it came to its end.
#[derive(Debug, Clone)]
pub struct KnownImport {
    /// What was to be done with it.
    pub options: ImportOptions,
    /// When it was begun.
    pub started: Timestamp,
    /// When it ended.
    pub finished: Option<Timestamp>,
}

/// The import of the file with this sum.
///
/// # Errors
/// SQLite's own.
pub fn import_of(connection: &Connection, sha256: &str) -> Result<Option<KnownImport>> {
    let mut statement =
        connection.prepare_cached("SELECT options, started, finished FROM import WHERE sha256 = ?1")?;
    let known = statement.query_row([sha256], |row| {
        Ok(KnownImport {
            options: row.get::<_, Json<_>>("options")?.0,
            started: row.get::<_, Millis>("started")?.0,
            finished: row.get::<_, Option<Millis>>("finished")?.map(|time| time.0),
        })
    });
    Ok(known.optional()?)
}

/// Begins an import, or goes on with the one of the same file.
///
/// # Errors
/// SQLite's own.
pub fn begin_import(tx: &Transaction<'_>, new: &NewImport<'_>) -> Result<ImportId> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO import (name, format, sha256, options, started)
         VALUES (:name, :format, :sha256, :options, :started)
         ON CONFLICT (sha256) DO UPDATE SET format = excluded.format, options = excluded.options
         RETURNING id",
    )?;
    let id = statement.query_row(
        named_params! {
            ":name": new.name, ":format": Name(new.format), ":sha256": new.sha256, ":options": Json(new.options),
            ":started": Millis(new.started),
        },
        |row| row.get("id"),
    )?;
    Ok(ImportId(id))
}

/// Ends an import.
///
/// # Errors
/// SQLite's own.
pub fn end_import(tx: &Transaction<'_>, id: ImportId, now: Timestamp) -> Result<()> {
    tx.prepare_cached("UPDATE import SET finished = coalesce(finished, ?2) WHERE id = ?1")?
        .execute((id.0, Millis(now)))?;
    Ok(())
}

/// Keeps a row and what became of it, in place of what was kept of it before; what it brought once stays told.
///
/// # Errors
/// SQLite's own.
pub fn keep_import_row(tx: &Transaction<'_>, id: ImportId, new: &NewImportRow<'_>) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO import_row (import_id, row, place, outcome, why, url, title, article_id, source)
         VALUES (:import, :row, :place, :outcome, :why, :url, :title, :article, :source)
         ON CONFLICT (import_id, row) DO UPDATE SET place = excluded.place, why = excluded.why,
             outcome = iif(outcome = 'imported' AND excluded.outcome = 'merged', outcome, excluded.outcome),
             url = excluded.url, title = excluded.title, article_id = excluded.article_id, source = excluded.source",
    )?
    .execute(named_params! {
        ":import": id.0, ":row": new.row.cast_signed(), ":place": new.place, ":outcome": Name(new.outcome),
        ":why": new.why, ":url": new.url, ":title": new.title, ":article": new.article.map(|id| id.0),
        ":source": new.source,
    })?;
    Ok(())
}

/// The rows of an import that came in and whose article is still there, or that are about none.
///
/// # Errors
/// SQLite's own.
pub fn rows_taken_in(connection: &Connection, id: ImportId) -> Result<HashSet<u64>> {
    let mut statement = connection.prepare_cached(
        "SELECT row FROM import_row
         WHERE import_id = ?1 AND outcome IN ('imported', 'merged') AND (article_id IS NOT NULL OR url IS NULL)",
    )?;
    let rows = statement.query_map([id.0], |row| row.get::<_, i64>("row").map(i64::cast_unsigned))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether some import took in the same row for an article already.
///
/// # Errors
/// SQLite's own.
pub fn is_known_row(connection: &Connection, article: ArticleId, source: &[u8]) -> Result<bool> {
    let mut statement = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM import_row WHERE article_id = ?1 AND source = ?2)")?;
    Ok(statement.query_row((article.0, source), |row| row.get(0))?)
}

/// The imports, newest first, with their rows by what became of them.
///
/// # Errors
/// SQLite's own.
pub fn imports(connection: &Connection) -> Result<Vec<ImportSummary>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, format, started, finished,
             (SELECT count(*) FROM import_row WHERE import_id = import.id AND outcome = 'imported') AS imported,
             (SELECT count(*) FROM import_row WHERE import_id = import.id AND outcome = 'merged') AS merged,
             (SELECT count(*) FROM import_row WHERE import_id = import.id AND outcome = 'skipped') AS skipped,
             (SELECT count(*) FROM import_row WHERE import_id = import.id AND outcome = 'failed') AS failed
         FROM import ORDER BY id DESC",
    )?;
    let rows = statement.query_map([], |row| {
        let count = |name| row.get::<_, i64>(name).map(i64::cast_unsigned);
        Ok(ImportSummary {
            id: ImportId(row.get("id")?),
            name: row.get("name")?,
            format: row.get::<_, Name<_>>("format")?.0,
            started: row.get::<_, Millis>("started")?.0,
            finished: row.get::<_, Option<Millis>>("finished")?.map(|time| time.0),
            rows: [count("imported")?, count("merged")?, count("skipped")?, count("failed")?],
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The rows of an import that did not come in for this reason, in their order.
///
/// # Errors
/// SQLite's own.
pub fn refused_rows(connection: &Connection, id: ImportId, outcome: RowOutcome) -> Result<Vec<RowWhy>> {
    let mut statement = connection.prepare_cached(
        "SELECT row, place, coalesce(why, '') AS why, url, title FROM import_row
         WHERE import_id = ?1 AND outcome = ?2 ORDER BY row",
    )?;
    let rows = statement.query_map((id.0, Name(outcome)), why_of)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The rows of an import that ended so, in their order: `limit` of them after the row `after`.
///
/// # Errors
/// SQLite's own.
pub fn import_rows(
    connection: &Connection,
    id: ImportId,
    outcome: RowOutcome,
    after: u64,
    limit: u32,
) -> Result<Vec<ImportRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT row, place, coalesce(why, '') AS why, url, title, article_id FROM import_row
         WHERE import_id = ?1 AND outcome = ?2 AND row > ?3 ORDER BY row LIMIT ?4",
    )?;
    let rows = statement.query_map((id.0, Name(outcome), after.cast_signed(), limit), |row| {
        let article = row.get::<_, Option<i64>>("article_id")?.map(ArticleId);
        Ok(ImportRow { entry: why_of(row)?, article })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many rows of an import ended so.
///
/// # Errors
/// SQLite's own.
pub fn count_rows(connection: &Connection, id: ImportId, outcome: RowOutcome) -> Result<u64> {
    let mut statement =
        connection.prepare_cached("SELECT count(*) FROM import_row WHERE import_id = ?1 AND outcome = ?2")?;
    Ok(statement.query_row((id.0, Name(outcome)), |row| row.get::<_, i64>(0))?.cast_unsigned())
}

/// Hands over each row of an import: what it is, what became of it, its article.
///
/// # Errors
/// SQLite's own, and those of `take`.
pub fn each_import_row(
    connection: &Connection,
    id: ImportId,
    take: &mut dyn FnMut(RowWhy, RowOutcome, Option<ArticleId>) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT row, place, coalesce(why, '') AS why, url, title, outcome, article_id FROM import_row
         WHERE import_id = ?1 ORDER BY row",
    )?;
    let mut rows = statement.query([id.0])?;
    while let Some(row) = rows.next()? {
        let article = row.get::<_, Option<i64>>("article_id")?.map(ArticleId);
        take(why_of(row)?, row.get::<_, Name<_>>("outcome")?.0, article)?;
    }
    Ok(())
}

/// The articles that an import brought, outside the trash.
///
/// # Errors
/// SQLite's own.
pub fn articles_imported(connection: &Connection, id: ImportId) -> Result<Vec<ArticleId>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT article_id FROM import_row JOIN article ON article.id = article_id
         WHERE import_id = ?1 AND outcome = 'imported' AND trashed IS NULL ORDER BY article_id",
    )?;
    let rows = statement.query_map([id.0], |row| row.get(0).map(ArticleId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn why_of(row: &Row<'_>) -> rusqlite::Result<RowWhy> {
    Ok(RowWhy {
        row: row.get::<_, i64>("row")?.cast_unsigned(),
        why: row.get("why")?,
        place: row.get("place")?,
        url: row.get("url")?,
        title: row.get("title")?,
    })
}
