//! Making what is derived of one article, whenever it was saved or its shown version, title, authors or site changed.

use rusqlite::Transaction;

use super::{copies, related};
use crate::db::{self, CurrentVersion};
use crate::error::Result;
use crate::model::ArticleId;

/// Makes everything that connects an article with others anew.
///
/// What is made depends on what the archive holds and not on the order in which it came there.
pub(super) fn derive(tx: &Transaction<'_>, id: ArticleId) -> Result<()> {
    let (Some(article), Some(current)) = (db::summary(tx, id)?, CurrentVersion::of(tx, id)?) else {
        return Ok(());
    };
    let Some(version) = db::version(tx, current.version)? else { return Ok(()) };
    related::derive(tx, &article, &version)?;
    copies::derive(tx, id, &version.text)
}
