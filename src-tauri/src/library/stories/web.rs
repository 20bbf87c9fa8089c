//! What edges and a person's choices connect, cut into cells of a bounded size.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use rusqlite::Connection;

use crate::db::{self, StoryNode};
use crate::error::Result;
use crate::model::ArticleId;
use crate::related::{CONNECTED, LEVELS};

/// What hangs on one article.
#[derive(Debug)]
pub struct Thread {
    /// The other ends of its edges and their strength.
    pub edges: Vec<(ArticleId, i64)>,
    /// The article itself, unless it lies in the trash or has no text.
    pub node: Option<StoryNode>,
    /// The articles of the story of the person's that it is in.
    mates: Vec<ArticleId>,
}

impl Thread {
    /// In no story by the person's word, in the trash, or without text.
    fn is_out(&self) -> bool {
        self.node.as_ref().is_none_or(|node| node.choice == Some(None))
    }

    /// The story of the person's that it is in.
    fn story(&self) -> Option<i64> {
        self.node.as_ref().and_then(|node| node.choice.flatten())
    }
}

/// The web of all edges as far as it was asked for; what was read once is not read again.
pub struct Web<'a> {
    conn: &'a Connection,
    threads: HashMap<ArticleId, Rc<Thread>>,
    /// Left out of every cell.
    aside: BTreeSet<ArticleId>,
    /// Of each level the articles that too much is connected with: whoever reaches one of them need not go on. Without it,
    /// every article of a dense archive would walk as far as the one before.
    crowded: [HashSet<ArticleId>; LEVELS.len()],
}

impl<'a> Web<'a> {
    pub fn new(conn: &'a Connection) -> Self {
        Self { conn, threads: HashMap::new(), aside: BTreeSet::new(), crowded: Default::default() }
    }

    /// Leaves these out of the cells from now on, and what was left out before no more.
    pub fn set_aside(&mut self, aside: BTreeSet<ArticleId>) {
        self.aside = aside;
        self.crowded = Default::default();
    }

    /// The articles that are grouped together with one: everything that edges lead to, at the lowest level of strength at
    /// which that is no more than [`CONNECTED`]. Two articles have one cell or cells without a common article, so a cell
    /// depends on nothing but its edges; and however dense an archive is, no more than a few cells are ever looked at.
    ///
    /// Empty for an article that is in no story whatever it is connected with.
    pub fn cell(&mut self, from: ArticleId) -> Result<BTreeSet<ArticleId>> {
        for at in 0..LEVELS.len() {
            if let Some(cell) = self.connected(from, at)? {
                return Ok(cell);
            }
        }
        Ok(BTreeSet::new())
    }

    /// What is connected with an article at a level, unless it is too much.
    fn connected(&mut self, from: ArticleId, at: usize) -> Result<Option<BTreeSet<ArticleId>>> {
        let level = LEVELS[at];
        let (mut taken, mut stories, mut units) = (BTreeSet::new(), HashSet::new(), 0);
        let mut open = vec![from];
        while let Some(id) = open.pop() {
            if self.aside.contains(&id) || taken.contains(&id) {
                continue;
            }
            let thread = self.thread(id)?;
            if thread.is_out() {
                continue;
            }
            taken.insert(id);
            if thread.story().is_none_or(|story| stories.insert(story)) {
                units += 1;
                open.extend(&thread.mates);
            }
            if units > CONNECTED || self.crowded[at].contains(&id) {
                self.crowded[at].extend(taken);
                return Ok(None);
            }
            open.extend(thread.edges.iter().filter(|(_, strength)| *strength >= level).map(|(id, _)| id));
        }
        Ok(Some(taken))
    }

    pub fn thread(&mut self, id: ArticleId) -> Result<Rc<Thread>> {
        if let Some(thread) = self.threads.get(&id) {
            return Ok(Rc::clone(thread));
        }
        let mut thread = Thread {
            edges: db::story_edges(self.conn, id)?,
            node: db::story_node(self.conn, id)?,
            mates: Vec::new(),
        };
        if let Some(story) = thread.story() {
            thread.mates = db::articles_of_story(self.conn, story)?;
        }
        let thread = Rc::new(thread);
        self.threads.insert(id, Rc::clone(&thread));
        Ok(thread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::store::Aim;
    use crate::library::tests::{archive, capture};

    #[test]
    fn what_is_connected_with_too_much_is_cut_where_it_is_weakest() {
        let archive = archive();
        let save =
            |n: usize| archive.store(&capture(&format!("https://m.example/{n}"), "", ""), Aim::Save, 0).0;
        let ids: Vec<ArticleId> = (0..CONNECTED + 20).map(save).collect();
        let weakest = 100;
        let edges = |n: usize| {
            let edge = |a: usize, b: usize| Some((*ids.get(b)?, if a.min(b) == weakest { 340 } else { 420 }));
            [n.checked_sub(1).and_then(|before| edge(n, before)), edge(n, n + 1)].into_iter().flatten()
        };
        let cells = archive.library.db().write(|tx| {
            for (n, &id) in ids.iter().enumerate() {
                db::set_story_edges(tx, id, edges(n))?;
            }
            let mut web = Web::new(tx);
            ids.iter().map(|&id| web.cell(id)).collect::<Result<Vec<_>>>()
        });
        let (near, far) = ids.split_at(weakest + 1);
        for (cell, id) in cells.unwrap().iter().zip(&ids) {
            let whole: BTreeSet<ArticleId> =
                if near.contains(id) { near } else { far }.iter().copied().collect();
            assert_eq!(cell, &whole);
        }
    }
}
