//! Which articles tell one story: the groups of what edges connect. What is found depends on the archive alone, not on the order
//! of saving, and only what a change can reach is looked at.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, Transaction};

use super::edges::Proposals;
use super::web::{Cell, Web};
use crate::db::{self, StoryLabel, StoryNode};
use crate::error::Result;
use crate::model::ArticleId;
use crate::related::{self, Strand};
use crate::search;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// Makes the edges of articles anew, and finds the stories again of these, of `groups`, and of all whose story may depend on
/// them; also of articles whose terms have become too common to find others by, or are it no longer.
pub fn settle(
    tx: &Transaction<'_>,
    mut edges: BTreeSet<ArticleId>,
    mut groups: BTreeSet<ArticleId>,
) -> Result<()> {
    let (stale, grouped) = db::take_stale_stories(tx)?;
    edges.extend(stale);
    groups.extend(grouped);
    let crossings = db::take_crossings(tx)?;
    if edges.is_empty() && groups.is_empty() && crossings.is_empty() {
        return Ok(());
    }
    let mut near = Near::default();
    let mut changed: BTreeSet<ArticleId> = edges.union(&groups).copied().collect();
    near.extend(tx, &changed)?;
    let mut proposals = Proposals::new(tx);
    edges.iter().try_for_each(|&id| proposals.set_edges(id))?;
    let crossed = proposals.cross(&crossings, &edges)?;
    crossed.parted.into_iter().for_each(|(id, strength)| near.add(id, strength));
    changed.extend(crossed.joined);
    near.extend(tx, &changed)?;
    regroup(tx, &changed, &near)
}

/// What is connected with articles that change, and by how strong an edge at most.
#[derive(Default)]
struct Near(HashMap<ArticleId, i64>);

impl Near {
    fn add(&mut self, id: ArticleId, strength: i64) {
        let strongest = self.0.entry(id).or_insert(strength);
        *strongest = strength.max(*strongest);
    }

    /// Those connected with some by edges, a person's choice or the stories as they stand.
    fn extend(&mut self, conn: &Connection, of: &BTreeSet<ArticleId>) -> Result<()> {
        for &id in of {
            db::story_mates(conn, id)?.into_iter().for_each(|mate| self.add(mate, i64::MAX));
            let edges = db::story_edges(conn, id)?;
            edges.into_iter().for_each(|(other, strength)| self.add(other, strength));
        }
        Ok(())
    }
}

/// Finds the stories again of all that changed and of all whose cell may be another one for it.
fn regroup(tx: &Transaction<'_>, changed: &BTreeSet<ArticleId>, near: &Near) -> Result<()> {
    let mut web = Web::new(tx);
    let mut open = changed.clone();
    // What a neighbour is connected with, this change left aside, is all that the change can have parted or joined there; and
    // only by an edge that is as strong as those that its cell hangs on.
    web.set_aside(changed.clone());
    for (&id, &strength) in near.0.iter().filter(|(id, _)| !changed.contains(id)) {
        if !open.contains(&id) && web.is_held_by(id, strength)? {
            open.extend(web.cell(id)?.articles);
        }
    }
    web.take_all();
    let mut plans = Vec::new();
    while let Some(id) = open.pop_first() {
        let cell = web.cell(id)?;
        open.retain(|other| !cell.articles.contains(other));
        match cell.articles.is_empty() {
            true => plans.push(Plan { leaving: vec![id], stories: Vec::new() }),
            false => plans.push(Plan::of(tx, &cell, &mut web)?),
        }
    }
    let mut wrong = Vec::new();
    for plan in plans {
        if !plan.stands(tx)? {
            wrong.push(plan);
        }
    }
    // All leave before anyone comes: what was one story may stand in several plans.
    wrong.iter().flat_map(|plan| &plan.leaving).try_for_each(|&id| db::leave_story(tx, id))?;
    wrong.iter().flat_map(|plan| &plan.stories).try_for_each(|story| story.keep(tx))
}

/// The stories of a cell as they should be.
#[derive(Debug)]
struct Plan {
    leaving: Vec<ArticleId>,
    stories: Vec<Found>,
}

/// A story: its articles in order, and what lists show of it.
#[derive(Debug)]
struct Found {
    nodes: Vec<StoryNode>,
    label: StoryLabel,
}

impl Plan {
    /// Groups the articles of a cell by the edges that hold it together.
    fn of(conn: &Connection, cell: &Cell, web: &mut Web<'_>) -> Result<Self> {
        let mut nodes: Vec<StoryNode> = Vec::new();
        for &id in &cell.articles {
            nodes.extend(web.node(id)?.as_ref().clone());
        }
        nodes.sort_by(|a, b| (a.time, &a.url).cmp(&(b.time, &b.url)));
        let edges = inside(&nodes, cell.level, web)?;
        let strands: Vec<Strand> =
            nodes.iter().map(|node| Strand { day: node.time.div_euclid(DAY), choice: node.choice }).collect();
        let telling = telling(&edges, &related::stories(&strands, &edges));
        let found = telling.into_iter().map(|(group, telling)| Found::of(conn, &nodes, &group, telling));
        Ok(Self { leaving: cell.articles.iter().copied().collect(), stories: found.collect::<Result<_>>()? })
    }

    /// Whether the archive has these stories already.
    fn stands(&self, conn: &Connection) -> Result<bool> {
        let mut first_of: HashMap<ArticleId, ArticleId> = HashMap::new();
        for story in &self.stories {
            let Some(first) = story.nodes.first() else { continue };
            if db::story_label(conn, first.id)?.as_ref() != Some(&story.label) {
                return Ok(false);
            }
            first_of.extend(story.nodes.iter().map(|node| (node.id, first.id)));
        }
        for &id in &self.leaving {
            if db::story_first(conn, id)? != first_of.get(&id).copied() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Found {
    fn of(conn: &Connection, nodes: &[StoryNode], group: &[usize], telling: usize) -> Result<Self> {
        let members: Vec<&StoryNode> = group.iter().map(|&at| &nodes[at]).collect();
        let chosen = members.iter().find_map(|node| node.choice.flatten());
        let row = chosen.map_or(Ok(None), |story| db::story_row(conn, story))?.unwrap_or_default();
        let name = row.name.as_deref().unwrap_or(&nodes[telling].title);
        let label =
            StoryLabel::new(&members, &row, name, search::in_order(&search::index_text(name)).to_owned());
        Ok(Self { label, nodes: members.into_iter().cloned().collect() })
    }

    fn keep(&self, tx: &Transaction<'_>) -> Result<()> {
        db::keep_story(tx, &self.nodes, &self.label)
    }
}

/// With each group the place of the article that is most like the others, whose headline tells most; of equals the earliest.
fn telling(edges: &[(usize, usize, i64)], groups: &[Vec<usize>]) -> Vec<(Vec<usize>, usize)> {
    let group_of: HashMap<usize, usize> =
        groups.iter().enumerate().flat_map(|(n, group)| group.iter().map(move |&at| (at, n))).collect();
    let mut sums: HashMap<usize, i64> = HashMap::new();
    for &(a, b, strength) in edges {
        if group_of.contains_key(&a) && group_of.get(&a) == group_of.get(&b) {
            *sums.entry(a).or_default() += strength;
            *sums.entry(b).or_default() += strength;
        }
    }
    let best = |group: &[usize]| {
        let key = |at: usize| (sums.get(&at).copied().unwrap_or(0), std::cmp::Reverse(at));
        group.iter().copied().max_by_key(|&at| key(at)).unwrap_or_default()
    };
    groups.iter().map(|group| (group.clone(), best(group))).collect()
}

/// The edges from a level on between articles of a cell, by their places in its list.
fn inside(nodes: &[StoryNode], level: i64, web: &mut Web<'_>) -> Result<Vec<(usize, usize, i64)>> {
    let at: HashMap<ArticleId, usize> = nodes.iter().enumerate().map(|(at, node)| (node.id, at)).collect();
    let mut edges = Vec::new();
    for (here, node) in nodes.iter().enumerate() {
        for (other, strength) in web.edges(node.id, level, usize::MAX)? {
            if let Some(&there) = at.get(&other).filter(|&&there| here < there) {
                edges.push((here, there, strength));
            }
        }
    }
    Ok(edges)
}
