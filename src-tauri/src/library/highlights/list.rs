//! Lists of highlights: of an article in reading order, and of all articles.

use std::collections::HashMap;

use rusqlite::Connection;

use super::anchored::shown;
use crate::db::{self, CurrentVersion};
use crate::error::{Error, Result};
use crate::library::Library;
use crate::library::update::no_article;
use crate::model::{
    ArticleId, Highlight, HighlightId, HighlightPage, HighlightQuery, HighlightRow, VersionId,
};
use crate::search;

impl Library {
    /// The highlights of an article in reading order, with their places in the version that is shown or in another one; those that are
    /// not found there come last.
    ///
    /// # Errors
    /// `NotFound` when the article has no such version; those of reading the archive.
    pub fn highlights(&self, article: ArticleId, version: Option<VersionId>) -> Result<Vec<Highlight>> {
        self.db().read(|conn| {
            let current = CurrentVersion::of(conn, article)?.ok_or_else(|| no_article(article))?.version;
            let version = version.unwrap_or(current);
            if version != current && !db::version_ids(conn, article)?.contains(&version) {
                return Err(Error::NotFound { what: "version", id: version.to_string() });
            }
            self.highlights_on(conn, article, version)
        })
    }

    /// The highlights of an article with their places in one of its versions, in reading order.
    pub(in crate::library) fn highlights_on(
        &self,
        conn: &Connection,
        article: ArticleId,
        version: VersionId,
    ) -> Result<Vec<Highlight>> {
        let mut highlights = shown(conn, db::highlights_of(conn, article, version)?)?;
        highlights.sort_by_key(|highlight| {
            let at = highlight.place.unwrap_or(highlight.position);
            (highlight.place.is_none(), at.start, at.end, highlight.id)
        });
        Ok(highlights)
    }

    /// Part of a list of highlights, with their places in the versions that are shown. What lies in the trash is only listed with its
    /// article.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn all_highlights(&self, query: &HighlightQuery) -> Result<HighlightPage> {
        let words = query.find.as_deref().and_then(search::typed_words);
        self.db().read(|conn| {
            let (ids, total) = db::highlight_ids(conn, query, words.as_deref())?;
            let highlights = shown(conn, db::highlights_by_id(conn, &ids)?)?;
            let mut articles: Vec<ArticleId> = highlights.iter().map(|h| h.article).collect();
            articles.sort_unstable();
            articles.dedup();
            let articles = db::summaries(conn, &articles)?;
            let articles: HashMap<ArticleId, _> = articles.into_iter().map(|a| (a.id, a)).collect();
            let row = |highlight: Highlight| {
                let article = articles.get(&highlight.article)?;
                Some(HighlightRow {
                    title: article.title.clone(),
                    site: article.site.clone(),
                    url: article.url.clone(),
                    authors: article.authors.clone(),
                    published: article.published.clone(),
                    language: article.language.clone(),
                    direction: article.direction.clone(),
                    highlight,
                })
            };
            Ok(HighlightPage { rows: highlights.into_iter().filter_map(row).collect(), total })
        })
    }

    /// Every highlight of a list, in its order; the query's part of it (offset and limit) does not count.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn highlight_ids(&self, query: &HighlightQuery) -> Result<Vec<HighlightId>> {
        let words = query.find.as_deref().and_then(search::typed_words);
        let whole = HighlightQuery { offset: 0, limit: u32::MAX, ..query.clone() };
        self.db().read(|conn| Ok(db::highlight_ids(conn, &whole, words.as_deref())?.0))
    }
}
