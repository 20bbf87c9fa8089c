//! Which articles stand on a shelf, as a set.

use std::sync::{Arc, PoisonError};

use rusqlite::Connection;

use crate::db::{self, IdSet, Kind};
use crate::error::Result;
use crate::library::Library;
use crate::model::{ArticleId, ListQuery, ReadState, Shelf, SortKey};

/// The articles of a shelf: those of a set, or all that are not of one.
#[derive(Debug)]
pub(in crate::library) enum OnShelf {
    /// These.
    These(IdSet),
    /// All but these.
    AllBut(IdSet),
}

/// A shelf, a reading state, and whether what lies in the trash counts, too.
type Which = (Shelf, Option<ReadState>, bool);

/// The shelves that were read last, of one state of the archive.
#[derive(Debug, Default)]
pub(in crate::library) struct MadeShelves {
    version: u64,
    shelves: Vec<(Which, Arc<OnShelf>)>,
}

/// Shelves kept.
const KEPT: usize = 4;

impl Library {
    /// The articles that a list's shelf and reading state leave, with those in the trash where `trash` says so.
    pub(super) fn on_shelf(
        &self,
        conn: &Connection,
        version: u64,
        query: &ListQuery,
        trash: bool,
    ) -> Result<Arc<OnShelf>> {
        let which = (query.shelf, query.state, trash);
        let made = || self.inner.made_shelves.lock().unwrap_or_else(PoisonError::into_inner);
        {
            let made = made();
            let mut known = made.shelves.iter().filter(|(of, _)| made.version == version && *of == which);
            if let Some((_, shelf)) = known.next() {
                return Ok(Arc::clone(shelf));
            }
        }
        let shelf = Arc::new(read(conn, query, trash)?);
        let mut made = made();
        if made.version != version {
            *made = MadeShelves { version, shelves: Vec::new() };
        }
        made.shelves.insert(0, (which, Arc::clone(&shelf)));
        made.shelves.truncate(KEPT);
        Ok(shelf)
    }
}

/// Reads the smaller of what stands there and what does not.
fn read(conn: &Connection, query: &ListQuery, trash: bool) -> Result<OnShelf> {
    let counts = db::shelf_counts(conn)?;
    let mut shelf = match (query.shelf, query.state) {
        (Shelf::All, None) => OnShelf::AllBut(db::of_kind(conn, Kind::Trashed)?),
        (Shelf::Inbox, None) if counts.archived + counts.trash < counts.inbox => {
            let mut others = db::of_kind(conn, Kind::Trashed)?;
            others.add(&db::of_kind(conn, Kind::Archived)?);
            OnShelf::AllBut(others)
        }
        (Shelf::Trash, None) => OnShelf::These(db::of_kind(conn, Kind::Trashed)?),
        _ => {
            let list = ListQuery {
                shelf: query.shelf,
                state: query.state,
                sort: SortKey::Saved,
                ..ListQuery::default()
            };
            OnShelf::These(db::shelf_ids(conn, &list)?.into_iter().collect())
        }
    };
    if trash {
        let trashed = db::of_kind(conn, Kind::Trashed)?;
        match &mut shelf {
            OnShelf::These(set) => set.add(&trashed),
            OnShelf::AllBut(set) => set.take(&trashed),
        }
    }
    Ok(shelf)
}

impl OnShelf {
    /// Keeps of a set what stands on the shelf.
    pub(super) fn keep(&self, set: &mut IdSet) {
        match self {
            Self::These(these) => set.keep(these),
            Self::AllBut(others) => set.take(others),
        }
    }

    /// Whether an article stands on the shelf.
    pub(super) fn has(&self, id: ArticleId) -> bool {
        match self {
            Self::These(these) => these.contains(id),
            Self::AllBut(others) => !others.contains(id),
        }
    }
}
