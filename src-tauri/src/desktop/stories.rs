//! What the window may ask for about stories: one function a method of the library.

use jiff::Timestamp;

use super::commands::{Answer, Archive};
use crate::model::{ArticleId, StepId, Story, StoryPage, StoryQuery};

/// The story an article belongs to, with all its articles; none when it tells no story with others.
#[tauri::command(async)]
#[specta::specta]
pub fn story_of(library: Archive<'_>, article: ArticleId) -> Answer<Option<Story>> {
    match library.story_of(article)? {
        Some(story) => Ok(Some(library.story(story.id)?)),
        None => Ok(None),
    }
}

/// Part of the list of stories.
#[tauri::command(async)]
#[specta::specta]
pub fn stories(library: Archive<'_>, query: StoryQuery) -> Answer<StoryPage> {
    Ok(library.stories(&query)?)
}

/// An empty name takes it back to that of its articles.
#[tauri::command(async)]
#[specta::specta]
pub fn rename_story(library: Archive<'_>, story: ArticleId, name: String) -> Answer<Option<StepId>> {
    Ok(library.rename_story(story, &name, Timestamp::now())?.step)
}

#[tauri::command(async)]
#[specta::specta]
pub fn pin_story(library: Archive<'_>, story: ArticleId, pinned: bool) -> Answer<Option<StepId>> {
    Ok(library.pin_story(story, pinned, Timestamp::now())?.step)
}

/// Makes one story of several, each by any of its articles; it keeps the name of the first.
#[tauri::command(async)]
#[specta::specta]
pub fn join_stories(library: Archive<'_>, stories: Vec<ArticleId>) -> Answer<Option<StepId>> {
    Ok(library.join_stories(&stories, Timestamp::now())?.step)
}

/// Makes a story of their own of some articles of a story.
#[tauri::command(async)]
#[specta::specta]
pub fn split_story(library: Archive<'_>, articles: Vec<ArticleId>) -> Answer<Option<StepId>> {
    Ok(library.split_story(&articles, Timestamp::now())?.step)
}

#[tauri::command(async)]
#[specta::specta]
pub fn add_to_story(
    library: Archive<'_>,
    story: ArticleId,
    articles: Vec<ArticleId>,
) -> Answer<Option<StepId>> {
    Ok(library.add_to_story(story, &articles, Timestamp::now())?.step)
}

#[tauri::command(async)]
#[specta::specta]
pub fn take_from_story(library: Archive<'_>, articles: Vec<ArticleId>) -> Answer<Option<StepId>> {
    Ok(library.take_from_story(&articles, Timestamp::now())?.step)
}
