//! How many articles each saved search finds.

use rusqlite::Connection;

use super::Library;
use super::list::{is_searched, narrowed};
use crate::db;
use crate::error::Result;
use crate::model::{ListQuery, SearchCount, SortKey, SortOrder};

/// Articles that a saved search is counted to.
const COUNTED: usize = 1_000;

impl Library {
    /// How many articles each saved search finds, in the order of [`collections`](Self::collections). Counting ends at
    /// 1,000, so that a search that finds half of a large archive costs little more than one that finds few.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn search_counts(&self) -> Result<Vec<SearchCount>> {
        let searches = self.db().read(db::collections)?.into_iter();
        let searches = searches.filter_map(|row| row.query.map(|query| (row.id, query)));
        let count = |(id, query)| {
            // The cheapest order, since none is asked for.
            let (sort, order) = (SortKey::Saved, SortOrder::Descending);
            let query = ListQuery { sort, order, limit: 0, ..ListQuery::from(query) };
            let version = self.db().data_version()?;
            // Each is a look of its own, so that no reader keeps the archive for as long as all of them take.
            let (found, more) = self.db().read(|conn| self.found(conn, version, &query))?;
            let articles = u32::try_from(found.min(COUNTED)).unwrap_or(u32::MAX);
            Ok(SearchCount { id, articles, more: more || found > COUNTED })
        };
        searches.map(count).collect()
    }

    /// How many articles a list has, and whether there are more than were counted.
    fn found(&self, conn: &Connection, version: u64, query: &ListQuery) -> Result<(usize, bool)> {
        if is_searched(query) {
            return self.count_found(conn, version, query, COUNTED);
        }
        let articles = match self.beginning(conn, query)? {
            Some((_, total)) => total as usize,
            None => narrowed(conn, query)?.len(),
        };
        Ok((articles, false))
    }
}
