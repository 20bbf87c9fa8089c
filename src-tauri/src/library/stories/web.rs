//! What edges and a person's choices connect, cut into cells of a bounded size.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;

use rusqlite::Connection;

use crate::db::{self, StoryNode};
use crate::error::Result;
use crate::model::ArticleId;
use crate::related::{CONNECTED, LEVELS};

/// Edges of an article that are read first, and how many times as many then: a few show what is connected with too much.
const FIRST: usize = 32;
const FURTHER: usize = 32;

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
    edges: HashMap<ArticleId, Edges>,
    /// Left out of every cell.
    aside: BTreeSet<ArticleId>,
    /// For each level, articles that are connected with too much: walking from one article ends as the one before.
    crowded: [HashSet<ArticleId>; LEVELS.len()],
}

/// The strongest edges of an article, as many as were asked for from a level on.
#[derive(Debug)]
struct Edges {
    from: i64,
    most: usize,
    strongest: Vec<(ArticleId, i64)>,
}

impl Edges {
    fn has(&self, level: i64, most: usize) -> bool {
        let whole = self.strongest.len() < self.most;
        self.strongest.len() >= most || (self.from <= level && (whole || self.most >= most))
    }
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
        let (mut met, mut open) = (vec![from], VecDeque::new());
        loop {
            // What is crowded is so for all that leads there.
            let mut crowded = met.iter().any(|id| self.crowded[at].contains(id));
            while let Some(id) = met.pop().filter(|_| !crowded) {
                if self.aside.contains(&id) || taken.contains(&id) {
                    continue;
                }
                let Some(choice) = self.choice(id)? else { continue };
                taken.insert(id);
                open.push_back((id, FIRST));
                match choice {
                    Some(story) if !stories.insert(story) => continue,
                    Some(story) => met.extend(db::articles_of_story(self.conn, story)?),
                    None => {}
                }
                units += 1;
                crowded = units > CONNECTED;
            }
            if crowded {
                self.crowded[at].extend(taken);
                return Ok(None);
            }
            let Some((id, most)) = open.pop_front() else { return Ok(Some(taken)) };
            let edges = self.edges(id, LEVELS[at], most)?;
            if edges.len() == most {
                open.push_back((id, most.saturating_mul(FURTHER)));
            }
            // The strongest are met first: at other levels, too, so that much is known already.
            met.extend(edges.into_iter().rev().map(|(other, _)| other));
        }
    }

    /// The story that a person put an article in, if any; nothing for one that is in no story by their word, in the trash, or
    /// without text.
    #[allow(
        clippy::option_option,
        reason = "an article that may be in a story, and the person's story it is in"
    )]
    fn choice(&mut self, id: ArticleId) -> Result<Option<Option<i64>>> {
        let node = self.node(id)?;
        Ok(match node.as_ref() {
            Some(StoryNode { choice: Some(None), .. }) | None => None,
            Some(node) => Some(node.choice.flatten()),
        })
    }

    /// The edges of an article from a level on; of very many the strongest.
    pub fn edges(&mut self, id: ArticleId, level: i64, most: usize) -> Result<Vec<(ArticleId, i64)>> {
        if !self.edges.get(&id).is_some_and(|known| known.has(level, most)) {
            let strongest = db::strongest_edges(self.conn, id, level, most)?;
            self.edges.insert(id, Edges { from: level, most, strongest });
        }
        let strongest = self.edges.get(&id).map(|edges| edges.strongest.as_slice()).unwrap_or_default();
        Ok(strongest.iter().copied().take_while(|(_, strength)| *strength >= level).take(most).collect())
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
    use crate::model::ArticlePatch;

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

    #[test]
    fn of_an_article_with_many_edges_as_many_are_read_as_it_takes() {
        let archive = archive();
        let save =
            |n: usize| archive.store(&capture(&format!("https://m.example/{n}"), "", ""), Aim::Save, 0).0;
        let ids: Vec<ArticleId> = (0..280).map(save).collect();
        let (live, trash) = ids.split_at(120);
        let edge = |other: &ArticleId, strength| StoryEdge { other: *other, strength, firm: false };
        // The strongest lead to what lies in the trash.
        let weak = live[1..].iter().map(|other| edge(other, 500));
        let edges: Vec<StoryEdge> = weak.chain(trash.iter().map(|other| edge(other, 700))).collect();
        archive.library.db().write(|tx| db::set_story_edges(tx, ids[0], &edges)).unwrap();
        let cells = || {
            let cells = |conn: &Connection| ids.iter().map(|&id| Web::new(conn).cell(id)).collect();
            archive.library.db().read(cells).unwrap()
        };
        let whole: Vec<Cell> = cells();
        assert!(whole.iter().all(|cell| cell.articles.len() == 1 || cell.articles.len() == 161), "{whole:?}");
        let patch = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
        archive.library.update(trash, patch, jiff::Timestamp::UNIX_EPOCH).unwrap();
        let live: BTreeSet<ArticleId> = live.iter().copied().collect();
        for (id, cell) in ids.iter().zip(cells()) {
            assert_eq!(cell.articles, if live.contains(id) { live.clone() } else { BTreeSet::new() });
        }
    }
}
