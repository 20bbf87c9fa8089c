//! What the window may ask for about relations and the map: one function a method of the library.

use jiff::Timestamp;

use super::commands::{Answer, Archive};
use crate::model::{ArticleId, Changed, Neighbourhood, PersonalConnections, Relating, Relation, RelationId};

/// Steps and articles of the map.
const HOPS: u8 = 2;
const NODES: usize = 300;

/// What a person connected an article with.
#[tauri::command(async)]
#[specta::specta]
pub fn relations(library: Archive<'_>, article: ArticleId) -> Answer<PersonalConnections> {
    Ok(library.relations(article)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn relate(
    library: Archive<'_>,
    articles: Vec<ArticleId>,
    other: ArticleId,
    relating: Relating,
) -> Answer<Changed<Vec<Relation>>> {
    Ok(library.relate(&articles, other, &relating, Timestamp::now())?)
}

/// Makes a relation say something else, as it reads from the side of one of its articles.
#[tauri::command(async)]
#[specta::specta]
pub fn change_relation(
    library: Archive<'_>,
    id: RelationId,
    relating: Relating,
    seen_from: Option<ArticleId>,
) -> Answer<Changed<Relation>> {
    Ok(library.change_relation(id, &relating, seen_from, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn unrelate(library: Archive<'_>, ids: Vec<RelationId>) -> Answer<Changed<Vec<Relation>>> {
    Ok(library.unrelate(&ids, Timestamp::now())?)
}

/// What lies within two steps of an article.
#[tauri::command(async)]
#[specta::specta]
pub fn neighbourhood(library: Archive<'_>, article: ArticleId) -> Answer<Neighbourhood> {
    Ok(library.neighbourhood(article, HOPS, NODES)?)
}
