//! What the window may ask about the versions of an article.

use jiff::{SignedDuration, Timestamp};

use super::commands::{Answer, Archive};
use crate::model::{
    Article, ArticleId, Occurrences, StepId, VersionComparison, VersionId, VersionSummary, Wanted,
    WatchedArticle,
};

#[tauri::command(async)]
#[specta::specta]
pub fn versions(library: Archive<'_>, id: ArticleId) -> Answer<Vec<VersionSummary>> {
    Ok(library.versions(id)?)
}

/// An article as one of its versions has it.
#[tauri::command(async)]
#[specta::specta]
pub fn version(library: Archive<'_>, id: ArticleId, version: VersionId) -> Answer<Article> {
    Ok(library.version(id, version)?)
}

/// Where something stands in one of the versions of an article.
#[tauri::command(async)]
#[specta::specta]
pub fn find_in(
    library: Archive<'_>,
    id: ArticleId,
    version: VersionId,
    wanted: Wanted,
) -> Answer<Occurrences> {
    Ok(library.find_in(id, Some(version), &wanted)?)
}

/// What differs from one version of an article to another.
#[tauri::command(async)]
#[specta::specta]
pub fn compare(
    library: Archive<'_>,
    id: ArticleId,
    before: VersionId,
    after: VersionId,
) -> Answer<VersionComparison> {
    Ok(library.compare(id, before, after)?)
}

/// What differs from the version that one article shows to that of another.
#[tauri::command(async)]
#[specta::specta]
pub fn compare_articles(
    library: Archive<'_>,
    before: ArticleId,
    after: ArticleId,
) -> Answer<VersionComparison> {
    Ok(library.compare_articles(before, after)?)
}

/// Shows another version of an article from now on.
#[tauri::command(async)]
#[specta::specta]
pub fn show_version(library: Archive<'_>, id: ArticleId, version: VersionId) -> Answer<Option<StepId>> {
    Ok(library.show_version(id, version, Timestamp::now())?.step)
}

/// Notes that the person has seen that these articles have changed since they were read.
#[tauri::command(async)]
#[specta::specta]
pub fn mark_seen(library: Archive<'_>, ids: Vec<ArticleId>) -> Answer<()> {
    Ok(library.mark_seen(&ids)?)
}

/// Looks at the pages of articles every so many seconds; with `null` no more.
#[tauri::command(async)]
#[specta::specta]
pub fn watch(library: Archive<'_>, ids: Vec<ArticleId>, every: Option<u32>) -> Answer<Option<StepId>> {
    let now = Timestamp::now();
    let changed = match every {
        Some(seconds) => library.watch(&ids, SignedDuration::from_secs(seconds.into()), now)?,
        None => library.unwatch(&ids, now)?,
    };
    Ok(changed.step)
}

#[tauri::command(async)]
#[specta::specta]
pub fn watched(library: Archive<'_>) -> Answer<Vec<WatchedArticle>> {
    Ok(library.watched()?)
}
