//! Fetching what imports brought, and copies of the Internet Archive.

use jiff::Timestamp;

use super::commands::{Answer, Archive};
use crate::model::{ArticleId, FetchState, ImportId, Job, JobKind};

#[tauri::command(async)]
#[specta::specta]
pub fn fetch_state(library: Archive<'_>) -> Answer<FetchState> {
    Ok(library.fetch_state(Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn pause_fetching(library: Archive<'_>) -> Answer<()> {
    Ok(library.pause_fetching()?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn resume_fetching(library: Archive<'_>) -> Answer<()> {
    Ok(library.resume_fetching()?)
}

/// Fetches no more of what an import, or every import, brought and what is not fetched yet; returns how many articles that are.
#[tauri::command(async)]
#[specta::specta]
pub fn stop_fetching(library: Archive<'_>, id: Option<ImportId>) -> Answer<u32> {
    Ok(u32::try_from(library.stop_fetching(id)?).unwrap_or(u32::MAX))
}

#[tauri::command(async)]
#[specta::specta]
pub fn release_host(library: Archive<'_>, host: String) -> Answer<()> {
    Ok(library.release_host(&host)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn refetch_from_internet_archive(library: Archive<'_>, id: ArticleId) -> Answer<Job> {
    Ok(library.enqueue_for(id, JobKind::InternetArchive, Timestamp::now())?)
}
