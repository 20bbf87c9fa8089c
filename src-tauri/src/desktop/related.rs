//! What the window may ask about related articles.

use jiff::Timestamp;

use super::commands::{Answer, Archive};
use crate::model::{ArticleId, Related, StepId};

/// The articles that have most in common with one, the closest first, each with its reasons.
#[tauri::command(async)]
#[specta::specta]
pub fn related(library: Archive<'_>, id: ArticleId, limit: u32) -> Answer<Vec<Related>> {
    Ok(library.related(id, limit as usize)?)
}

/// Never again shows `others` as related to an article, nor it to them.
#[tauri::command(async)]
#[specta::specta]
pub fn dismiss_related(
    library: Archive<'_>,
    id: ArticleId,
    others: Vec<ArticleId>,
) -> Answer<Option<StepId>> {
    Ok(library.dismiss_related(id, &others, Timestamp::now())?.step)
}
