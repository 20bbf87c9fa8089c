//! What a version was made of besides its first response.

use rusqlite::{Connection, Transaction};

use super::column::{Json, Millis, Name};
use crate::error::Result;
use crate::model::{FurtherResponse, Part, RawResponse, VersionId};

/// Says that a version was made of these responses, too, in order.
///
/// # Errors
/// SQLite's own.
pub fn insert_parts(tx: &Transaction<'_>, version: VersionId, parts: &[(Part, i64)]) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO version_part (version_id, position, part, response_id) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (position, (part, response)) in (1_i64..).zip(parts) {
        statement.execute((version.0, position, Name(*part), response))?;
    }
    Ok(())
}

/// The rows of the responses that a version was made of besides its first one.
///
/// # Errors
/// SQLite's own.
pub fn parts_of(connection: &Connection, version: VersionId) -> Result<Vec<(Part, i64)>> {
    let mut statement = connection.prepare_cached(
        "SELECT part, response_id FROM version_part WHERE version_id = ?1 ORDER BY position",
    )?;
    let parts = statement
        .query_map([version.0], |row| Ok((row.get::<_, Name<Part>>("part")?.0, row.get("response_id")?)))?;
    Ok(parts.collect::<rusqlite::Result<_>>()?)
}

/// These responses, their bodies still compressed (`RawResponse::body` holds zstd).
///
/// # Errors
/// SQLite's own.
pub fn further_responses(connection: &Connection, version: VersionId) -> Result<Vec<FurtherResponse>> {
    let mut statement = connection.prepare_cached(
        "SELECT part, final_url, redirects, status, headers, fetched, private, body
         FROM version_part JOIN response ON response.id = response_id WHERE version_id = ?1 ORDER BY position",
    )?;
    let responses = statement.query_map([version.0], |row| {
        let response = RawResponse {
            final_url: row.get("final_url")?,
            redirects: row.get::<_, Json<_>>("redirects")?.0,
            status: row.get("status")?,
            headers: row.get::<_, Json<_>>("headers")?.0,
            body: row.get("body")?,
            fetched: row.get::<_, Millis>("fetched")?.0,
            private: row.get("private")?,
        };
        Ok(FurtherResponse { part: row.get::<_, Name<Part>>("part")?.0, response })
    })?;
    Ok(responses.collect::<rusqlite::Result<_>>()?)
}
