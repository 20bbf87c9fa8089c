//! What the window may ask for about highlights: one function a method of the library.

use jiff::Timestamp;

use super::commands::{Answer, Archive};
use crate::model::{
    ArticleId, Changed, Highlight, HighlightColor, HighlightId, HighlightPage, HighlightPatch,
    HighlightQuery, TextRange, VersionId,
};

/// The highlights of an article, with their places in one of its versions.
#[tauri::command(async)]
#[specta::specta]
pub fn highlights(
    library: Archive<'_>,
    article: ArticleId,
    version: Option<VersionId>,
) -> Answer<Vec<Highlight>> {
    Ok(library.highlights(article, version)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn add_highlight(
    library: Archive<'_>,
    article: ArticleId,
    version: VersionId,
    start: u32,
    end: u32,
    color: HighlightColor,
) -> Answer<Changed<Highlight>> {
    let details = HighlightPatch { color: Some(color), ..HighlightPatch::default() };
    Ok(library.highlight(article, version, TextRange { start, end }, &details, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn update_highlights(
    library: Archive<'_>,
    ids: Vec<HighlightId>,
    patch: HighlightPatch,
) -> Answer<Changed<Vec<Highlight>>> {
    Ok(library.update_highlights(&ids, &patch, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn delete_highlights(library: Archive<'_>, ids: Vec<HighlightId>) -> Answer<Changed<Vec<Highlight>>> {
    Ok(library.delete_highlights(&ids, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn all_highlights(library: Archive<'_>, query: HighlightQuery) -> Answer<HighlightPage> {
    Ok(library.all_highlights(&query)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn highlight_ids(library: Archive<'_>, query: HighlightQuery) -> Answer<Vec<HighlightId>> {
    Ok(library.highlight_ids(&query)?)
}
