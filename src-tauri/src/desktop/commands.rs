//! What the window may ask for: one function a method of [`Library`], by the same name.

use jiff::Timestamp;
use tauri::{AppHandle, State};
use url::Url;

use super::long_work::{LongWork, told};
use super::saved_page;
use crate::error::{Error, ErrorReport};
use crate::library::{Clock, Library};
use crate::model::{
    ArchiveInfo, Article, ArticleId, ArticlePage, ArticlePatch, CaptureSettings, CopyChange, DeletedArticle,
    Job, JobId, JobKind, ListQuery, SaveOutcome, ShelfCounts, StepId, UndoStep,
};

/// The result of a command: an error reaches the window as its report.
pub type Answer<T> = Result<T, ErrorReport>;

/// The open archive.
pub(super) type Archive<'a> = State<'a, Library>;

#[tauri::command(async)]
#[specta::specta]
pub fn archive_info(library: Archive<'_>) -> Answer<ArchiveInfo> {
    Ok(library.info()?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn articles(library: Archive<'_>, query: ListQuery) -> Answer<ArticlePage> {
    Ok(library.articles(&query)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn article_ids(library: Archive<'_>, query: ListQuery) -> Answer<Vec<ArticleId>> {
    Ok(library.article_ids(&query)?)
}

/// The articles of a list that stand under some of its rows and have none themselves.
#[tauri::command(async)]
#[specta::specta]
pub fn folded_under(library: Archive<'_>, query: ListQuery, rows: Vec<ArticleId>) -> Answer<Vec<ArticleId>> {
    Ok(library.folded_under(&query, &rows)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn shelf_counts(library: Archive<'_>) -> Answer<ShelfCounts> {
    Ok(library.shelf_counts()?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn article(library: Archive<'_>, id: ArticleId) -> Answer<Article> {
    Ok(library.article(id)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn update(library: Archive<'_>, ids: Vec<ArticleId>, patch: ArticlePatch) -> Answer<Option<StepId>> {
    Ok(library.update(&ids, patch, Timestamp::now())?)
}

/// Takes back a change, or with `null` the newest; `null` when there is nothing to take back.
#[tauri::command(async)]
#[specta::specta]
pub fn undo(library: Archive<'_>, step: Option<StepId>) -> Answer<Option<UndoStep>> {
    Ok(library.undo(step)?)
}

/// Does again what was taken back last; `null` when there is nothing.
#[tauri::command(async)]
#[specta::specta]
pub fn redo(library: Archive<'_>) -> Answer<Option<UndoStep>> {
    Ok(library.redo()?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn set_position(library: Archive<'_>, id: ArticleId, position: f64) -> Answer<()> {
    Ok(library.set_position(id, position)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn purge(library: Archive<'_>, ids: Option<Vec<ArticleId>>) -> Answer<Vec<DeletedArticle>> {
    Ok(library.purge(ids.as_deref())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn save(library: Archive<'_>, urls: Vec<String>) -> Answer<Vec<Job>> {
    Ok(library.enqueue(&urls, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn refetch(library: Archive<'_>, id: ArticleId) -> Answer<Job> {
    Ok(library.enqueue_for(id, JobKind::Refetch, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn retry_pictures(library: Archive<'_>, id: ArticleId) -> Answer<Job> {
    Ok(library.enqueue_for(id, JobKind::RetryPictures, Timestamp::now())?)
}

/// Takes a page from the clipboard or a text field as a new version of an article.
#[tauri::command(async)]
#[specta::specta]
pub fn give_page(library: Archive<'_>, id: ArticleId, html: String) -> Answer<Job> {
    Ok(library.enqueue_page(id, html.as_bytes(), Timestamp::now())?)
}

/// Asks for a saved page and takes it as a new version of an article; `None` when no file was chosen.
#[tauri::command]
#[specta::specta]
pub async fn choose_page(
    app: AppHandle,
    library: Archive<'_>,
    id: ArticleId,
    title: String,
) -> Answer<Option<Job>> {
    let Some(page) = saved_page::chosen(&app, &title).await? else { return Ok(None) };
    Ok(Some(library.enqueue_page(id, &page, Timestamp::now())?))
}

/// What cleaning stored pages again would change; `null` looks at the whole archive. Articles that would stay as they
/// are are left out.
#[tauri::command]
#[specta::specta]
pub async fn reextract_changes(
    app: AppHandle,
    library: Archive<'_>,
    work: State<'_, LongWork>,
    ids: Option<Vec<ArticleId>>,
) -> Answer<Vec<CopyChange>> {
    let cancel = work.begin();
    let mut changes = library.reextract_changes(ids.as_deref(), &|at| told(&app, at), &cancel).await?;
    changes.retain(|change| change.changed || change.error.is_some());
    Ok(changes)
}

#[tauri::command]
#[specta::specta]
pub async fn reextract(
    app: AppHandle,
    library: Archive<'_>,
    clock: State<'_, Clock>,
    work: State<'_, LongWork>,
    ids: Vec<ArticleId>,
) -> Answer<Vec<SaveOutcome>> {
    let cancel = work.begin();
    Ok(library.reextract(Some(&ids), clock.inner().clone(), &|at| told(&app, at), &cancel).await?)
}

/// Stops what `reextract`, `reextract_changes` or `rebuild` does; what was done already stays so.
#[tauri::command(async)]
#[specta::specta]
pub fn cancel_work(work: State<'_, LongWork>) {
    work.cancel();
}

#[tauri::command(async)]
#[specta::specta]
pub fn save_example(library: Archive<'_>, clock: State<'_, Clock>, language: String) -> Answer<SaveOutcome> {
    Ok(library.save_example(clock.inner().clone(), &language)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn jobs(library: Archive<'_>) -> Answer<Vec<Job>> {
    Ok(library.jobs()?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn cancel_job(library: Archive<'_>, id: JobId) -> Answer<Job> {
    Ok(library.cancel_job(id)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn retry_job(library: Archive<'_>, id: JobId) -> Answer<Job> {
    Ok(library.retry_job(id)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn dismiss_jobs(library: Archive<'_>, ids: Option<Vec<JobId>>) -> Answer<()> {
    Ok(library.dismiss_jobs(ids.as_deref())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn settings(library: Archive<'_>) -> Answer<CaptureSettings> {
    Ok(library.settings()?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn set_settings(library: Archive<'_>, settings: CaptureSettings) -> Answer<()> {
    Ok(library.set_settings(settings)?)
}

/// Opens an address in the system's browser or mail program; anything but http, https and mailto is refused.
#[tauri::command(async)]
#[specta::specta]
pub fn open_external(url: String) -> Answer<()> {
    let target = outside(&url)?;
    tauri_plugin_opener::open_url(&target, None::<&str>)
        .map_err(|error| Error::Internal(format!("{target} could not be opened: {error}")))?;
    Ok(())
}

fn outside(url: &str) -> crate::Result<String> {
    let parsed = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https" | "mailto"));
    parsed.map(String::from).ok_or_else(|| Error::InvalidUrl { url: url.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::outside;

    #[test]
    fn only_the_web_and_mail_open_outside() {
        for url in ["http://example.org/", "https://example.org/a?b=c", "mailto:desk@example.org"] {
            assert_eq!(outside(url).unwrap(), url);
        }
        for url in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "vscode://x",
            "-h",
            "/bin/sh",
            "data:text/html,x",
            "",
        ] {
            assert!(outside(url).is_err(), "{url} was let through");
        }
    }
}
