//! What edges and a person's choices connect, cut into cells of a bounded size.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use rusqlite::Connection;

use crate::db::{self, StoryNode};
use crate::error::Result;
use crate::model::ArticleId;
use crate::related::{CONNECTED, LEVELS};

/// Articles that are grouped together.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The articles; none where one is in no story whatever it is connected with.
    pub articles: BTreeSet<ArticleId>,
    /// The strength from which on edges hold it together.
    pub level: i64,
}

/// The web of all edges as far as it was asked for; what was read once is not read again.
pub struct Web<'a> {
    conn: &'a Connection,
    nodes: HashMap<ArticleId, Rc<Option<StoryNode>>>,
    /// Of some articles, the edges from a level on.
    edges: HashMap<ArticleId, (i64, Vec<(ArticleId, i64)>)>,
    /// Left out of every cell.
    aside: BTreeSet<ArticleId>,
    /// For each level, articles that are connected with too much: walking from one article ends as the one before.
    crowded: [HashSet<ArticleId>; LEVELS.len()],
}

impl<'a> Web<'a> {
    pub fn new(conn: &'a Connection) -> Self {
        Self {
            conn,
            nodes: HashMap::new(),
            edges: HashMap::new(),
            aside: BTreeSet::new(),
            crowded: Default::default(),
        }
    }

    /// Leaves these out of the cells from now on, and what was left out before no more.
    pub fn set_aside(&mut self, aside: BTreeSet<ArticleId>) {
        self.aside = aside;
        self.crowded = Default::default();
    }

    /// Leaves nothing out any more. What was connected with too much still is.
    pub fn take_all(&mut self) {
        self.aside.clear();
    }

    /// The articles that are grouped together with one: everything that edges lead to, at the lowest level of strength at
    /// which that is no more than [`CONNECTED`]. Two articles have one cell or cells without a common article, so a cell
    /// depends on nothing but its edges; and however dense an archive is, no more than a few cells are ever looked at.
    pub fn cell(&mut self, from: ArticleId) -> Result<Cell> {
        for (at, &level) in LEVELS.iter().enumerate() {
            if let Some(articles) = self.connected(from, at)? {
                return Ok(Cell { articles, level });
            }
        }
        Ok(Cell::default())
    }

    /// Whether edges of a strength count in the cell of an article.
    pub fn is_held_by(&mut self, id: ArticleId, strength: i64) -> Result<bool> {
        match LEVELS.iter().rposition(|&level| level <= strength) {
            Some(at) => Ok(self.connected(id, at)?.is_some()),
            None => Ok(false),
        }
    }

    /// What is connected with an article at a level, unless it is too much. Of what is too much, little more is read than
    /// shows that.
    fn connected(&mut self, from: ArticleId, at: usize) -> Result<Option<BTreeSet<ArticleId>>> {
        let (mut taken, mut stories, mut units) = (BTreeSet::new(), HashSet::new(), 0);
        let (mut met, mut open) = (vec![from], Vec::new());
        loop {
            let Some(id) = met.pop() else {
                match open.pop() {
                    Some(id) => met.extend(self.edges(id, LEVELS[at])?.into_iter().map(|(other, _)| other)),
                    None => return Ok(Some(taken)),
                }
                continue;
            };
            if self.aside.contains(&id) || taken.contains(&id) {
                continue;
            }
            let node = self.node(id)?;
            let Some(choice) = node.as_ref().as_ref().map(|node| node.choice).filter(|c| *c != Some(None))
            else {
                continue;
            };
            taken.insert(id);
            open.push(id);
            match choice.flatten() {
                None => units += 1,
                Some(story) if stories.insert(story) => {
                    units += 1;
                    met.extend(db::articles_of_story(self.conn, story)?);
                }
                Some(_) => {}
            }
            if units > CONNECTED || self.crowded[at].contains(&id) {
                self.crowded[at].extend(taken);
                return Ok(None);
            }
        }
    }

    /// The edges of an article from a level on.
    pub fn edges(&mut self, id: ArticleId, level: i64) -> Result<Vec<(ArticleId, i64)>> {
        if self.edges.get(&id).is_none_or(|(from, _)| *from > level) {
            self.edges.insert(id, (level, db::story_edges(self.conn, id, level)?));
        }
        let edges = self.edges.get(&id).map(|(_, edges)| edges.as_slice()).unwrap_or_default();
        Ok(edges.iter().copied().filter(|(_, strength)| *strength >= level).collect())
    }

    /// An article, unless it lies in the trash or has no text.
    pub fn node(&mut self, id: ArticleId) -> Result<Rc<Option<StoryNode>>> {
        if let Some(node) = self.nodes.get(&id) {
            return Ok(Rc::clone(node));
        }
        let node = Rc::new(db::story_node(self.conn, id)?);
        self.nodes.insert(id, Rc::clone(&node));
        Ok(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::StoryEdge;
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
                let edges = edges(n).map(|(other, strength)| StoryEdge { other, strength, firm: false });
                db::set_story_edges(tx, id, &edges.collect::<Vec<_>>())?;
            }
            let mut web = Web::new(tx);
            ids.iter().map(|&id| Ok(web.cell(id)?.articles)).collect::<Result<Vec<_>>>()
        });
        let (near, far) = ids.split_at(weakest + 1);
        for (cell, id) in cells.unwrap().iter().zip(&ids) {
            let whole: BTreeSet<ArticleId> =
                if near.contains(id) { near } else { far }.iter().copied().collect();
            assert_eq!(cell, &whole);
        }
    }
}
