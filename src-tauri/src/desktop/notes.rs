//! What the window may ask for about notes: one function a method of the library.

use jiff::Timestamp;

use super::commands::{Answer, Archive};
use crate::model::{
    ArticleId, Changed, LinkTarget, Note, NoteBasis, NoteId, NoteMention, NotePage, NoteQuery, NoteWritten,
};

/// Articles offered while a link is typed.
const TARGETS: u32 = 12;

#[tauri::command(async)]
#[specta::specta]
pub fn notes(library: Archive<'_>, query: NoteQuery) -> Answer<NotePage> {
    Ok(library.notes(&query)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn note(library: Archive<'_>, id: NoteId) -> Answer<Note> {
    Ok(library.note_by_id(id)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn add_note(library: Archive<'_>, article: Option<ArticleId>, text: String) -> Answer<Changed<Note>> {
    Ok(library.note(article, &text, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn update_note(
    library: Archive<'_>,
    id: NoteId,
    text: String,
    based_on: NoteBasis,
) -> Answer<Changed<NoteWritten>> {
    Ok(library.update_note(id, &text, Some(based_on), Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn delete_notes(library: Archive<'_>, ids: Vec<NoteId>) -> Answer<Changed<Vec<Note>>> {
    Ok(library.delete_notes(&ids, Timestamp::now())?)
}

/// The HTML of a note's text as it is typed.
#[tauri::command(async)]
#[specta::specta]
pub fn note_html(library: Archive<'_>, note: Option<NoteId>, text: String) -> Answer<String> {
    Ok(library.note_html(note, &text)?)
}

/// Articles that a link may lead to, by words of their titles.
#[tauri::command(async)]
#[specta::specta]
pub fn link_targets(library: Archive<'_>, words: String) -> Answer<Vec<LinkTarget>> {
    Ok(library.link_targets(&words, TARGETS)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn note_mentions(library: Archive<'_>, article: ArticleId) -> Answer<Vec<NoteMention>> {
    Ok(library.note_mentions(article)?)
}
