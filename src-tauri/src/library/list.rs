//! Lists of articles.

use super::Library;
use crate::db;
use crate::error::Result;
use crate::model::{ArticleId, ArticlePage, ListQuery, ShelfCounts};
use crate::search;

impl Library {
    /// Part of a list, with the number of rows of the whole.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn articles(&self, query: &ListQuery) -> Result<ArticlePage> {
        self.db().read(|conn| {
            let (ids, total) = match narrowed(conn, query)? {
                Some(ids) => {
                    let total = u32::try_from(ids.len()).unwrap_or(u32::MAX);
                    (page(ids, query), total)
                }
                None => (db::page_of_ids(conn, query)?, db::count_of(conn, query)?),
            };
            let mut rows = Vec::with_capacity(ids.len());
            for id in ids {
                rows.extend(db::summary(conn, id)?);
            }
            Ok(ArticlePage { rows, total })
        })
    }

    /// Every article of a list, in its order; the query's part of it (offset and limit) does not count.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn article_ids(&self, query: &ListQuery) -> Result<Vec<ArticleId>> {
        self.db().read(|conn| match narrowed(conn, query)? {
            Some(ids) => Ok(ids),
            None => db::shelf_ids(conn, query),
        })
    }

    /// How many articles stand on each shelf.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn shelf_counts(&self) -> Result<ShelfCounts> {
        self.db().read(db::shelf_counts)
    }
}

/// All articles of a list that words or a site narrow; `None` for a whole shelf.
fn narrowed(conn: &rusqlite::Connection, query: &ListQuery) -> Result<Option<Vec<ArticleId>>> {
    let of_site = match query.site.as_deref().filter(|site| !site.trim().is_empty()) {
        Some(site) => Some(db::site_ids(conn, query, &search::sort_key(site), &host_of(site))?),
        None => None,
    };
    let Some(hits) = hits(conn, query)? else { return Ok(of_site) };
    match of_site {
        Some(mut ids) => {
            ids.retain(|id| hits.binary_search(id).is_ok());
            Ok(Some(ids))
        }
        None => db::matching(conn, query, &hits).map(Some),
    }
}

/// The articles (ascending) that words and filters ask for; `None` when neither does.
fn hits(conn: &rusqlite::Connection, query: &ListQuery) -> Result<Option<Vec<ArticleId>>> {
    let asked = query.find.as_deref().map(search::asked).unwrap_or_default();
    let found = asked.words.map(|words| found(conn, &words)).transpose()?;
    if !(query.incomplete || asked.incomplete) {
        return Ok(found);
    }
    let mut ids = db::incomplete_ids(conn)?;
    if let Some(found) = found {
        ids.retain(|id| found.binary_search(id).is_ok());
    }
    Ok(Some(ids))
}

/// The articles (ascending) that have all words themselves or in one of their notes.
fn found(conn: &rusqlite::Connection, words: &str) -> Result<Vec<ArticleId>> {
    let mut found = db::search_ids(conn, words)?;
    let noted = db::articles_of_notes(conn, words)?;
    if !noted.is_empty() {
        found.extend(noted);
        found.sort_unstable();
        found.dedup();
    }
    Ok(found)
}

/// The form in which hosts are stored.
pub(super) fn host_of(host: &str) -> String {
    let host = host.trim().to_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}

fn page(ids: Vec<ArticleId>, query: &ListQuery) -> Vec<ArticleId> {
    ids.into_iter().skip(query.offset as usize).take(query.limit as usize).collect()
}
