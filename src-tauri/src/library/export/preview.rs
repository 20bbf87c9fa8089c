//! What an export would hold, without making it.

use super::contents::{Chosen, entries};
use crate::db;
use crate::error::Result;
use crate::export::safe_name;
use crate::library::Library;
use crate::model::{ArticleId, ExportChoice, ExportFormat, ExportPreview};

/// Articles that are named.
const NAMED: usize = 6;
/// Bytes of a proposed file name, without its ending.
const FILE_NAME: usize = 120;

/// A name for the file or the folder of an export of this title.
#[must_use]
pub fn export_name(title: &str, format: ExportFormat, folder: bool) -> String {
    let name = safe_name(title, FILE_NAME);
    match format.extension(folder) {
        Some(extension) => format!("{name}.{extension}"),
        None => name,
    }
}

impl Library {
    /// What an export would hold: how many articles, which come first, and what belongs to them.
    ///
    /// # Errors
    /// `NotFound` for an article or a collection that is named and not there; those of reading the archive.
    pub fn export_preview(&self, choice: &ExportChoice) -> Result<ExportPreview> {
        let listed = self.listed(choice)?;
        self.db().read(|conn| {
            let Chosen { title, sections, ids, .. } = Chosen::of(conn, choice, listed)?;
            let first = entries(conn, &ids[..ids.len().min(NAMED)])?;
            let title = match first.as_slice() {
                [only] if ids.len() == 1 && title.is_empty() => only.title.clone(),
                _ => title,
            };
            let holdings = db::holdings(conn, &ids)?;
            let counted = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            Ok(ExportPreview {
                title,
                articles: counted(ids.len()),
                first,
                sections: counted(sections.len()),
                holdings,
            })
        })
    }

    /// Titles of articles, of those that are there.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn titles(&self, ids: &[ArticleId]) -> Result<Vec<(ArticleId, String)>> {
        let rows = self.db().read(|conn| db::summaries(conn, ids))?;
        Ok(rows.into_iter().map(|row| (row.id, row.title)).collect())
    }
}
