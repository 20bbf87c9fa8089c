//! What the window may ask for about citations: one function a method of the library.

use super::commands::{Answer, Archive};
use crate::model::{ArticleId, Citation, CitationStyle, HighlightId};

/// Articles as they are cited, in the language of the window.
#[tauri::command(async)]
#[specta::specta]
pub fn cite(
    library: Archive<'_>,
    ids: Vec<ArticleId>,
    style: CitationStyle,
    locale: String,
) -> Answer<Vec<Citation>> {
    Ok(ids.into_iter().map(|id| library.cite(id, style, &locale)).collect::<Result<_, _>>()?)
}

/// A highlight as it is cited.
#[tauri::command(async)]
#[specta::specta]
pub fn cite_highlight(
    library: Archive<'_>,
    id: HighlightId,
    style: CitationStyle,
    locale: String,
) -> Answer<Citation> {
    Ok(library.cite_highlight(id, style, &locale)?)
}
