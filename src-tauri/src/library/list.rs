//! Lists of articles.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use rusqlite::Connection;

use super::Library;
use super::folds::{Folds, Part};
use super::found::found;
use super::search::{Answer, asked};
use crate::db::{self, Kind};
use crate::error::Result;
use crate::model::{ArticleId, ArticlePage, ListQuery, Shelf, ShelfCounts};
use crate::search;

/// Each article that has copies with these.
pub(super) type Copies = Arc<HashMap<ArticleId, Vec<ArticleId>>>;

impl Library {
    /// Part of a list, with the number of rows of the whole.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn articles(&self, query: &ListQuery) -> Result<ArticlePage> {
        // Asked before the archive is read: what is read may be newer than this, never older.
        let version = self.db().data_version()?;
        self.db().read(|conn| {
            if is_searched(query) {
                return self.searched(conn, version, query);
            }
            if let Some(folds) = self.folds(conn, version, query)? {
                return self.folded(conn, version, query, &folds);
            }
            let (ids, total) = match self.beginning(conn, query)? {
                Some(beginning) => beginning,
                None => {
                    let list = self.whole(conn, version, query)?;
                    (page(&list, query), number(list.len()))
                }
            };
            Ok(ArticlePage { rows: db::summaries(conn, &ids)?, total, ..ArticlePage::default() })
        })
    }

    /// A part of what a query finds.
    fn searched(&self, conn: &Connection, version: u64, query: &ListQuery) -> Result<ArticlePage> {
        let rows = (query.offset as usize).saturating_add(query.limit as usize);
        let answer = self.answer(conn, version, query, rows)?;
        let folds = self.folds_of(conn, version, query, &answer)?;
        let mut part = Part::new(&folds, &query.opened, query.offset as usize, query.limit as usize);
        let _ = answer.ids.iter().all(|id| part.take(*id));
        let ids = part.rows;
        let folded = folds.away(&query.opened);
        let hidden = query.opened.iter().copied().filter(|id| !ids.contains(id));
        let rows = db::summaries(conn, &ids)?;
        let passages = match query.passages {
            true => found(conn, &asked(query), &rows, |id| answer.scores.get(&id).copied().unwrap_or(0.0))?,
            false => Vec::new(),
        };
        Ok(ArticlePage {
            rows,
            passages,
            total: number(answer.total.saturating_sub(folded)),
            at_least: answer.at_least,
            newest: answer.newest,
            unfinished: answer.unfinished,
            folded: number(folded),
            folds: folds.among(ids.iter().copied().chain(hidden)),
        })
    }

    /// Which articles are copies of which, read once for each state of the archive.
    fn copies(&self, conn: &Connection, version: u64) -> Result<Copies> {
        let known = || self.inner.copies.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, copies)) = known().as_ref().filter(|(of, _)| *of == version) {
            return Ok(Arc::clone(copies));
        }
        let copies = Arc::new(db::copies_by_article(conn)?);
        *known() = Some((version, Arc::clone(&copies)));
        Ok(copies)
    }

    /// How the copies among what was found are folded.
    fn folds_of(&self, conn: &Connection, version: u64, query: &ListQuery, answer: &Answer) -> Result<Folds> {
        if !folds_copies(query) {
            return Ok(Folds::default());
        }
        let copies = self.copies(conn, version)?;
        Ok(Folds::of(&answer.ids, &copies))
    }

    /// Every article of a list that has a row, in its order; the query's part of it (offset and limit) does not count.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn article_ids(&self, query: &ListQuery) -> Result<Vec<ArticleId>> {
        let version = self.db().data_version()?;
        self.db().read(|conn| {
            if is_searched(query) {
                let answer = self.answer(conn, version, query, usize::MAX)?;
                let folds = self.folds_of(conn, version, query, &answer)?;
                let mut part = Part::new(&folds, &query.opened, 0, usize::MAX);
                let _ = answer.ids.iter().all(|id| part.take(*id));
                return Ok(part.rows);
            }
            if let Some(folds) = self.folds(conn, version, query)? {
                return self.rows_of(conn, version, query, Part::new(&folds, &query.opened, 0, usize::MAX));
            }
            match is_narrowed(query) {
                true => Ok(self.whole(conn, version, query)?.to_vec()),
                false => db::shelf_ids(conn, query),
            }
        })
    }

    /// The articles of a list that stand under some of its rows and have none themselves.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn folded_under(&self, query: &ListQuery, rows: &[ArticleId]) -> Result<Vec<ArticleId>> {
        let version = self.db().data_version()?;
        self.db().read(|conn| {
            let folds = match is_searched(query) {
                true => {
                    let answer = self.answer(conn, version, query, usize::MAX)?;
                    Some(Arc::new(self.folds_of(conn, version, query, &answer)?))
                }
                false => self.folds(conn, version, query)?,
            };
            let Some(folds) = folds else { return Ok(Vec::new()) };
            let closed = rows.iter().filter(|row| !query.opened.contains(row));
            Ok(closed.flat_map(|row| folds.under(*row)).copied().collect())
        })
    }

    /// How the copies of a list are folded; `None` when it has none, or shows every article.
    fn folds(&self, conn: &Connection, version: u64, query: &ListQuery) -> Result<Option<Arc<Folds>>> {
        if !folds_copies(query) {
            return Ok(None);
        }
        let made = || self.inner.made_folds.lock().unwrap_or_else(PoisonError::into_inner);
        let known = made().get(version, query);
        let folds = match known {
            Some(folds) => folds,
            None => {
                let copies = self.copies(conn, version)?;
                let listed = match is_narrowed(query) {
                    true => self.whole(conn, version, query)?.to_vec(),
                    false => db::copied_ids(conn, query)?,
                };
                let folds = Arc::new(Folds::of(&listed, &copies));
                made().keep(version, query, Arc::clone(&folds));
                folds
            }
        };
        Ok((!folds.is_empty()).then_some(folds))
    }

    fn folded(
        &self,
        conn: &Connection,
        version: u64,
        query: &ListQuery,
        folds: &Folds,
    ) -> Result<ArticlePage> {
        let part = Part::new(folds, &query.opened, query.offset as usize, query.limit as usize);
        let ids = self.rows_of(conn, version, query, part)?;
        let articles = match is_narrowed(query) {
            true => number(self.whole(conn, version, query)?.len()),
            false => db::count_of(conn, query)?,
        };
        let folded = number(folds.away(&query.opened));
        let hidden = query.opened.iter().copied().filter(|id| !ids.contains(id));
        Ok(ArticlePage {
            rows: db::summaries(conn, &ids)?,
            total: articles.saturating_sub(folded),
            folded,
            folds: folds.among(ids.iter().copied().chain(hidden)),
            ..ArticlePage::default()
        })
    }

    /// The rows of a part of a folded list.
    fn rows_of(
        &self,
        conn: &Connection,
        version: u64,
        query: &ListQuery,
        mut part: Part<'_>,
    ) -> Result<Vec<ArticleId>> {
        match is_narrowed(query) {
            true => {
                let list = self.whole(conn, version, query)?;
                let _ = list.iter().all(|id| part.take(*id));
            }
            false => db::each_id(conn, query, |id| part.take(id))?,
        }
        Ok(part.rows)
    }

    /// A part of a list and the length of the whole, where both can be had without making the list.
    pub(super) fn beginning(
        &self,
        conn: &Connection,
        query: &ListQuery,
    ) -> Result<Option<(Vec<ArticleId>, u32)>> {
        if !is_narrowed(query) {
            return Ok(Some((db::page_of_ids(conn, query)?, db::count_of(conn, query)?)));
        }
        match query.tag {
            Some(tag) if !is_narrowed(&ListQuery { tag: None, ..query.clone() }) => {
                db::first_tagged(conn, query, tag)
            }
            _ => Ok(None),
        }
    }

    /// A narrowed list, made now or a moment ago.
    fn whole(&self, conn: &Connection, version: u64, query: &ListQuery) -> Result<Arc<Vec<ArticleId>>> {
        let made = || self.inner.made_lists.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(list) = made().get(version, query) {
            return Ok(list);
        }
        let list = Arc::new(narrowed(conn, query)?);
        made().keep(version, query, Arc::clone(&list));
        Ok(list)
    }

    /// How many articles stand on each shelf.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn shelf_counts(&self) -> Result<ShelfCounts> {
        self.db().read(db::shelf_counts)
    }
}

/// Whether a list has a text that finds its articles.
pub(super) fn is_searched(query: &ListQuery) -> bool {
    query.find.as_deref().is_some_and(|text| !text.trim().is_empty())
}

/// Whether a list that is not searched is less than a whole shelf.
fn is_narrowed(query: &ListQuery) -> bool {
    let of_site = query.site.as_deref().is_some_and(|site| !site.trim().is_empty());
    query.incomplete || query.tag.is_some() || query.collection.is_some() || of_site
}

/// All articles of a list that a site, a tag or a collection narrows.
pub(super) fn narrowed(conn: &Connection, query: &ListQuery) -> Result<Vec<ArticleId>> {
    let incomplete = query.incomplete.then(|| db::of_kind(conn, Kind::Incomplete)).transpose()?;
    let tagged = query.tag.map(|tag| db::tagged(conn, tag)).transpose()?;
    if let Some(mut ids) = standing(conn, query)? {
        ids.retain(|id| [&incomplete, &tagged].into_iter().flatten().all(|set| set.contains(*id)));
        return Ok(ids);
    }
    match (incomplete, query.tag) {
        (None, None) => db::shelf_ids(conn, query),
        (None, Some(tag)) => db::tagged_ids(conn, query, tag),
        (Some(mut incomplete), _) => {
            tagged.iter().for_each(|tagged| incomplete.keep(tagged));
            db::matching(conn, query, &incomplete.iter().collect::<Vec<_>>())
        }
    }
}

/// The articles of a collection, of a site, or of both, in the list's order; `None` when the list is neither's.
fn standing(conn: &Connection, query: &ListQuery) -> Result<Option<Vec<ArticleId>>> {
    let of_site = match query.site.as_deref().filter(|site| !site.trim().is_empty()) {
        Some(site) => Some(db::site_ids(conn, query, &search::sort_key(site), &host_of(site))?),
        None => None,
    };
    let Some(collection) = query.collection else { return Ok(of_site) };
    let members = db::collection_ids(conn, query, collection)?;
    Ok(Some(match of_site {
        Some(ids) => shared(members, ids),
        None => members,
    }))
}

/// Those of `ids` that are among `others`, in their order.
fn shared(mut ids: Vec<ArticleId>, mut others: Vec<ArticleId>) -> Vec<ArticleId> {
    others.sort_unstable();
    ids.retain(|id| others.binary_search(id).is_ok());
    ids
}

/// The form in which hosts are stored.
pub(super) fn host_of(host: &str) -> String {
    let host = host.trim().to_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}

/// Whether copies stand under others in a list: collections and the trash show every article.
fn folds_copies(query: &ListQuery) -> bool {
    query.fold && query.shelf != Shelf::Trash && query.collection.is_none()
}

fn number(articles: usize) -> u32 {
    u32::try_from(articles).unwrap_or(u32::MAX)
}

fn page(ids: &[ArticleId], query: &ListQuery) -> Vec<ArticleId> {
    ids.iter().copied().skip(query.offset as usize).take(query.limit as usize).collect()
}
