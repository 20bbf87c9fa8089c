//! What the window may ask about articles with one text, and making anew what is derived.

use jiff::Timestamp;
use tauri::{AppHandle, State};

use super::commands::{Answer, Archive};
use super::long_work::{LongWork, told};
use crate::model::{ArticleId, Changed, Duplicate, Merged, Rebuilt, StepId};

/// The articles that have the text of one, those most alike first.
#[tauri::command(async)]
#[specta::specta]
pub fn duplicates(library: Archive<'_>, id: ArticleId) -> Answer<Vec<Duplicate>> {
    Ok(library.duplicates(id)?)
}

/// Remembers that another article is no copy of one.
#[tauri::command(async)]
#[specta::specta]
pub fn set_not_duplicate(
    library: Archive<'_>,
    id: ArticleId,
    other: ArticleId,
    is_not: bool,
) -> Answer<Option<StepId>> {
    Ok(library.set_not_duplicate(id, &[other], is_not, Timestamp::now())?.step)
}

/// Makes copies of an article one with it.
#[tauri::command(async)]
#[specta::specta]
pub fn merge(library: Archive<'_>, keep: ArticleId, others: Vec<ArticleId>) -> Answer<Changed<Merged>> {
    Ok(library.merge(keep, &others, Timestamp::now())?)
}

/// Makes everything that is derived anew; what was stopped goes on where it was.
#[tauri::command(async)]
#[specta::specta]
pub fn rebuild(app: AppHandle, library: Archive<'_>, work: State<'_, LongWork>) -> Answer<Rebuilt> {
    Ok(library.rebuild(&|at| told(&app, at), &work.begin())?)
}
