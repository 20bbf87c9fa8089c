//! What the window may ask for to correct a copy by hand.

use jiff::Timestamp;

use super::commands::{Answer, Archive};
use crate::model::{ArticleId, Changed, PageBlocks, RepairOutcome, RepairPreview, Repairs};

#[tauri::command]
#[specta::specta]
pub async fn page_blocks(library: Archive<'_>, id: ArticleId) -> Answer<PageBlocks> {
    Ok(library.page_blocks(id, None).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn try_repairs(library: Archive<'_>, id: ArticleId, repairs: Repairs) -> Answer<RepairPreview> {
    Ok(library.try_repairs(id, repairs).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn repair(library: Archive<'_>, id: ArticleId, repairs: Repairs) -> Answer<Changed<RepairOutcome>> {
    Ok(library.repair(id, repairs, Timestamp::now()).await?)
}
