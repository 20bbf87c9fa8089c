//! What the window may ask for about searching: one function a method of the library.

use super::commands::{Answer, Archive};
use crate::model::{IndexState, ListQuery, Tally};

/// Counts the whole of a list, by what it can be narrowed.
#[tauri::command(async)]
#[specta::specta]
pub fn tally(library: Archive<'_>, query: ListQuery) -> Answer<Tally> {
    Ok(library.tally(&query)?)
}

/// How far the search index is behind the articles.
#[tauri::command(async)]
#[specta::specta]
pub fn index_state(library: Archive<'_>) -> Answer<IndexState> {
    Ok(library.index_state()?)
}
