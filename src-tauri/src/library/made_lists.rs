//! Lists that were made a moment ago: a long list that words or a tag narrow is made once and then shown page by page.

use std::sync::Arc;

use crate::model::{ArticleId, ListQuery};

/// Lists kept; the window shows one, and asks for its pages and its selection.
const KEPT: usize = 4;

/// The lists made last, of one state of the archive.
#[derive(Debug, Default)]
pub(super) struct MadeLists {
    version: u64,
    lists: Vec<(ListQuery, Arc<Vec<ArticleId>>)>,
}

impl MadeLists {
    /// A list that was made when the archive was as it is at `version`; which part of it is asked for does not matter.
    pub(super) fn get(&self, version: u64, query: &ListQuery) -> Option<Arc<Vec<ArticleId>>> {
        let query = whole(query);
        let mut lists = self.lists.iter().filter(|_| self.version == version);
        lists.find(|(of, _)| *of == query).map(|(_, ids)| Arc::clone(ids))
    }

    /// Keeps a list that was made not before `version`.
    pub(super) fn keep(&mut self, version: u64, query: &ListQuery, ids: Arc<Vec<ArticleId>>) {
        if self.version != version {
            self.lists.clear();
            self.version = version;
        }
        self.lists.insert(0, (whole(query), ids));
        self.lists.truncate(KEPT);
    }
}

fn whole(query: &ListQuery) -> ListQuery {
    ListQuery { offset: 0, limit: 0, ..query.clone() }
}
