//! What the window may ask about links between articles.

use super::commands::{Answer, Archive};
use crate::model::{ArticleId, BacklinkPage, Link};

/// The links of an article, each with the saved article it leads to.
#[tauri::command(async)]
#[specta::specta]
pub fn links(library: Archive<'_>, id: ArticleId) -> Answer<Vec<Link>> {
    Ok(library.links(id)?)
}

/// The saved articles that link to an article in their text.
#[tauri::command(async)]
#[specta::specta]
pub fn backlinks(library: Archive<'_>, id: ArticleId, offset: u32, limit: u32) -> Answer<BacklinkPage> {
    Ok(library.backlinks(id, offset, limit)?)
}
