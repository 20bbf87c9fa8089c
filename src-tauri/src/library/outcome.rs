//! What is told of a save.

use rusqlite::Connection;

use super::update::no_article;
use crate::db::{self, CurrentVersion};
use crate::error::{Error, Result};
use crate::model::{ArticleId, SaveOutcome, SaveStatus};

/// The outcome of a save that led to an article.
pub(super) fn of_article(
    conn: &Connection,
    id: ArticleId,
    url: &str,
    status: SaveStatus,
) -> Result<SaveOutcome> {
    let current = CurrentVersion::of(conn, id)?.ok_or_else(|| no_article(id))?;
    Ok(SaveOutcome {
        id: Some(id),
        url: url.to_owned(),
        status,
        version: Some(current.version),
        shown: db::failed_attempt(conn, id)?.is_none() && !current.chosen,
        diagnosis: Some(current.diagnosis),
        missing_assets: current.missing_assets,
        error: None,
    })
}

/// The outcome of a save that led to nothing.
pub(super) fn failed(url: &str, error: &Error) -> SaveOutcome {
    SaveOutcome {
        id: None,
        url: url.to_owned(),
        status: SaveStatus::Failed,
        version: None,
        shown: false,
        diagnosis: None,
        missing_assets: 0,
        error: Some(error.report()),
    }
}
