//! Lists that were made a moment ago, and how their copies are folded: a long list that words or a tag narrow is made once and
//! then shown page by page.

use std::sync::Arc;

use crate::model::ListQuery;

/// Lists kept; the window shows one, and asks for its pages and its selection.
const KEPT: usize = 4;

/// What was made last of lists, of one state of the archive.
#[derive(Debug)]
pub(super) struct MadeLists<T> {
    version: u64,
    lists: Vec<(ListQuery, Arc<T>)>,
}

impl<T> Default for MadeLists<T> {
    fn default() -> Self {
        Self { version: 0, lists: Vec::new() }
    }
}

impl<T> MadeLists<T> {
    /// What was made of a list when the archive was as it is at `version`; which part of it is asked for, and which of its
    /// rows are opened, does not matter.
    pub(super) fn get(&self, version: u64, query: &ListQuery) -> Option<Arc<T>> {
        let query = whole(query);
        let mut lists = self.lists.iter().filter(|_| self.version == version);
        lists.find(|(of, _)| *of == query).map(|(_, made)| Arc::clone(made))
    }

    /// Keeps what was made of a list not before `version`.
    pub(super) fn keep(&mut self, version: u64, query: &ListQuery, made: Arc<T>) {
        if self.version != version {
            self.lists.clear();
            self.version = version;
        }
        self.lists.insert(0, (whole(query), made));
        self.lists.truncate(KEPT);
    }
}

fn whole(query: &ListQuery) -> ListQuery {
    ListQuery {
        fold: false,
        opened: Vec::new(),
        offset: 0,
        limit: 0,
        turn: 0,
        passages: false,
        ..query.clone()
    }
}
