//! What the window may ask for about tags: one function a method of the library.

use jiff::Timestamp;

use super::commands::{Answer, Archive};
use crate::model::{ArticleId, Changed, Tag, TagColor, TagId, TagPath, TagSuggestion, TagUse};

#[tauri::command(async)]
#[specta::specta]
pub fn tags(library: Archive<'_>) -> Answer<Vec<Tag>> {
    Ok(library.tags()?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn tag_uses(library: Archive<'_>, ids: Vec<ArticleId>) -> Answer<Vec<TagUse>> {
    Ok(library.tag_uses(&ids)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn tag_suggestions(library: Archive<'_>, ids: Vec<ArticleId>) -> Answer<Vec<TagSuggestion>> {
    Ok(library.tag_suggestions(&ids)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn retag(
    library: Archive<'_>,
    ids: Vec<ArticleId>,
    add: Vec<String>,
    remove: Vec<TagId>,
) -> Answer<Changed<()>> {
    let add: Vec<TagPath> = add.iter().map(|path| path.parse()).collect::<crate::Result<_>>()?;
    Ok(library.retag(&ids, &add, &remove, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn rename_tag(library: Archive<'_>, id: TagId, path: String) -> Answer<Changed<Tag>> {
    Ok(library.rename_tag(id, &path.parse()?, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn move_tags(library: Archive<'_>, ids: Vec<TagId>, under: Option<TagId>) -> Answer<Changed<()>> {
    Ok(library.move_tags(&ids, under, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn merge_tags(library: Archive<'_>, from: Vec<TagId>, into: TagId) -> Answer<Changed<Tag>> {
    Ok(library.merge_tags(&from, into, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn delete_tags(library: Archive<'_>, ids: Vec<TagId>) -> Answer<Changed<()>> {
    Ok(library.delete_tags(&ids, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn color_tags(library: Archive<'_>, ids: Vec<TagId>, color: Option<TagColor>) -> Answer<Changed<()>> {
    Ok(library.color_tags(&ids, color, Timestamp::now())?)
}
