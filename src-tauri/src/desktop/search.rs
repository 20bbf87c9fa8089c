//! What the window may ask for about searching: one function a method of the library.

use super::commands::{Answer, Archive};
use crate::model::{Completions, IndexState, ListQuery, QueryReading, Tally};

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

/// How the text of a query is understood: its parts, and what makes no sense in it.
#[tauri::command(async)]
#[specta::specta]
pub fn read_query(library: Archive<'_>, text: String) -> Answer<QueryReading> {
    Ok(library.read_query(&text)?)
}

/// What the text of a query can go on with at a cursor, which is counted in UTF-16 units.
#[tauri::command(async)]
#[specta::specta]
pub fn complete_query(library: Archive<'_>, text: String, cursor: u32) -> Answer<Completions> {
    Ok(library.complete_query(&text, cursor)?)
}
