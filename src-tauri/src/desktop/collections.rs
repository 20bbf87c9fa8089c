//! What the window may ask for about collections and saved searches.

use jiff::Timestamp;

use super::commands::{Answer, Archive};
use crate::model::{
    ArticleId, AssetHash, Changed, Collection, CollectionId, CollectionPatch, CollectionSummary,
    NewCollection, SearchCount, StepId,
};

#[tauri::command(async)]
#[specta::specta]
pub fn collections(library: Archive<'_>) -> Answer<Vec<CollectionSummary>> {
    Ok(library.collections()?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn collection(library: Archive<'_>, id: CollectionId) -> Answer<Collection> {
    Ok(library.collection(id)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn new_collection(library: Archive<'_>, wanted: NewCollection) -> Answer<Changed<CollectionId>> {
    Ok(library.new_collection(wanted, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn update_collection(
    library: Archive<'_>,
    id: CollectionId,
    patch: CollectionPatch,
) -> Answer<Option<StepId>> {
    Ok(library.update_collection(id, patch, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn move_collection(
    library: Archive<'_>,
    id: CollectionId,
    parent: Option<CollectionId>,
    before: Option<CollectionId>,
) -> Answer<Option<StepId>> {
    Ok(library.move_collection(id, parent, before, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn delete_collections(library: Archive<'_>, ids: Vec<CollectionId>) -> Answer<Option<StepId>> {
    Ok(library.delete_collections(&ids, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn add_to_collection(
    library: Archive<'_>,
    id: CollectionId,
    articles: Vec<ArticleId>,
) -> Answer<Changed<u32>> {
    Ok(library.add_to_collection(id, &articles, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn remove_from_collection(
    library: Archive<'_>,
    id: CollectionId,
    articles: Vec<ArticleId>,
) -> Answer<Changed<u32>> {
    Ok(library.remove_from_collection(id, &articles, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn move_in_collection(
    library: Archive<'_>,
    id: CollectionId,
    articles: Vec<ArticleId>,
    before: Option<ArticleId>,
) -> Answer<Option<StepId>> {
    Ok(library.move_in_collection(id, &articles, before, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn collections_of(library: Archive<'_>, articles: Vec<ArticleId>) -> Answer<Vec<(CollectionId, u32)>> {
    Ok(library.collections_of(&articles)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn collection_pictures(library: Archive<'_>, id: CollectionId) -> Answer<Vec<AssetHash>> {
    Ok(library.collection_pictures(id)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn search_counts(library: Archive<'_>) -> Answer<Vec<SearchCount>> {
    Ok(library.search_counts()?)
}
