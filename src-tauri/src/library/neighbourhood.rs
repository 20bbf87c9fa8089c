//! The map around an article: what it is connected with, and what that is connected with.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::Library;
use super::related::related_to;
use super::update::no_article;
use crate::db;
use crate::error::Result;
use crate::model::{ArticleId, EdgeKind, MapEdge, MapNode, Neighbourhood};

/// Connections of one kind and direction that are looked at for one article.
const LOOKED_AT: u32 = 200;
/// Neighbours that one article brings onto the map, by its distance from the middle.
const FAN: [usize; 2] = [120, 12];
/// Related articles that the one in the middle brings: those of others would say what is near, and not what is connected.
const RELATED: usize = 10;
/// Articles of its story that the one in the middle brings, those nearest in time.
const STORY: usize = 20;
/// The farthest that the map reaches, and the most it shows.
const FARTHEST: u8 = 2;
const MOST: usize = 300;

impl Library {
    /// What lies within some steps (at most 2) of an article, at most `limit` articles (at most 300): the strongest connected
    /// first, then those connected in several ways, then in the order of their lists. How many more there are is told.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn neighbourhood(&self, id: ArticleId, hops: u8, limit: usize) -> Result<Neighbourhood> {
        self.db().read(|conn| {
            db::flags(conn, id)?.ok_or_else(|| no_article(id))?;
            let mut walk = Walk::new(id, limit.clamp(1, MOST));
            for hop in 0..hops.min(FARTHEST) {
                walk.step(conn, hop)?;
            }
            walk.finish(conn)
        })
    }
}

/// A map while it is made.
struct Walk {
    center: ArticleId,
    limit: usize,
    /// Articles on the map with their distance, in order.
    order: Vec<(ArticleId, u8)>,
    on_map: HashSet<ArticleId>,
    edges: HashMap<ArticleId, Vec<MapEdge>>,
    left: HashSet<ArticleId>,
}

impl Walk {
    fn new(center: ArticleId, limit: usize) -> Self {
        let order = vec![(center, 0)];
        let on_map = HashSet::from([center]);
        Self { center, limit, order, on_map, edges: HashMap::new(), left: HashSet::new() }
    }

    /// Goes one step on from the articles that are `hop` steps away.
    fn step(&mut self, conn: &Connection, hop: u8) -> Result<()> {
        let from: Vec<ArticleId> =
            self.order.iter().filter(|(_, hops)| *hops == hop).map(|(id, _)| *id).collect();
        for article in from {
            let mut taken = 0;
            for neighbour in ranked(article, self.edges_of(conn, article)?) {
                if self.on_map.contains(&neighbour) {
                    continue;
                }
                if taken == FAN[usize::from(hop).min(FAN.len() - 1)] || self.order.len() == self.limit {
                    self.left.insert(neighbour);
                    continue;
                }
                taken += 1;
                self.on_map.insert(neighbour);
                self.order.push((neighbour, hop + 1));
            }
        }
        Ok(())
    }

    fn edges_of(&mut self, conn: &Connection, article: ArticleId) -> Result<&[MapEdge]> {
        Ok(match self.edges.entry(article) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let mut edges = edges_of(conn, article)?;
                if article == self.center {
                    edges.extend(story_edges(conn, article)?);
                    edges.extend(related_edges(conn, article)?);
                }
                unknown.insert(edges)
            }
        })
    }

    fn finish(mut self, conn: &Connection) -> Result<Neighbourhood> {
        let ids: Vec<ArticleId> = self.order.iter().map(|(id, _)| *id).collect();
        let mut edges = HashSet::new();
        for &id in &ids {
            let here = self.edges_of(conn, id)?.to_vec();
            for edge in here {
                let ends = [edge.from, edge.to];
                if ends.iter().all(|end| self.on_map.contains(end)) {
                    edges.insert(edge);
                } else {
                    self.left.extend(ends.iter().filter(|end| !self.on_map.contains(end)));
                }
            }
        }
        let mut edges: Vec<MapEdge> = edges.into_iter().collect();
        edges.sort_by(|a, b| {
            (a.from, a.to, a.kind, a.relation, &a.label).cmp(&(b.from, b.to, b.kind, b.relation, &b.label))
        });
        self.left.retain(|id| !self.on_map.contains(id));
        let left_out = u32::try_from(self.left.len()).unwrap_or(u32::MAX);
        Ok(Neighbourhood { center: self.center, nodes: nodes(conn, &self.order)?, edges, left_out })
    }
}

/// The other ends of an article's edges, those first that are to stand on the map.
fn ranked(article: ArticleId, edges: &[MapEdge]) -> Vec<ArticleId> {
    let mut found: HashMap<ArticleId, (EdgeKind, usize, usize)> = HashMap::new();
    for (place, edge) in edges.iter().enumerate() {
        let other = if edge.from == article { edge.to } else { edge.from };
        let entry = found.entry(other).or_insert((edge.kind, 0, place));
        *entry = (entry.0.min(edge.kind), entry.1 + 1, entry.2);
    }
    let mut ranked: Vec<_> = found.into_iter().collect();
    ranked.sort_unstable_by_key(|(_, (strongest, ways, place))| (*strongest, usize::MAX - ways, *place));
    ranked.into_iter().map(|(id, _)| id).collect()
}

/// Everything stored that connects an article with others outside the trash.
fn edges_of(conn: &Connection, article: ArticleId) -> Result<Vec<MapEdge>> {
    let mut edges = Vec::new();
    for relation in db::relations_of(conn, article, LOOKED_AT)? {
        edges.push(MapEdge {
            from: relation.from,
            to: relation.to,
            kind: EdgeKind::Relation,
            directed: relation.directed,
            relation: Some(relation.kind),
            label: relation.label,
        });
    }
    let away = |kind: EdgeKind| move |other: ArticleId| edge(article, other, kind);
    let here = |kind: EdgeKind| move |other: ArticleId| edge(other, article, kind);
    edges.extend(db::noted_from(conn, article, LOOKED_AT)?.into_iter().map(away(EdgeKind::Note)));
    edges.extend(db::noting_to(conn, article, LOOKED_AT)?.into_iter().map(here(EdgeKind::Note)));
    edges.extend(
        db::copies_of(conn, article)?.into_iter().map(|copy| mutual(article, copy.other, EdgeKind::Copy)),
    );
    edges.extend(db::linked_from(conn, article, LOOKED_AT)?.into_iter().map(away(EdgeKind::Link)));
    edges.extend(db::linking_to(conn, article, LOOKED_AT)?.into_iter().map(here(EdgeKind::Link)));
    Ok(edges)
}

fn edge(from: ArticleId, to: ArticleId, kind: EdgeKind) -> MapEdge {
    MapEdge { from, to, kind, directed: true, relation: None, label: None }
}

/// The same whichever of its ends it is read from.
fn mutual(a: ArticleId, b: ArticleId, kind: EdgeKind) -> MapEdge {
    MapEdge { directed: false, ..edge(a.min(b), a.max(b), kind) }
}

fn story_edges(conn: &Connection, article: ArticleId) -> Result<Vec<MapEdge>> {
    let members = db::story_members(conn, article)?;
    let Some(place) = members.iter().position(|member| *member == article) else { return Ok(Vec::new()) };
    let mut others: Vec<(usize, ArticleId)> =
        members.into_iter().enumerate().filter(|(at, _)| *at != place).collect();
    others.sort_by_key(|(at, _)| at.abs_diff(place));
    Ok(others.into_iter().take(STORY).map(|(_, other)| mutual(article, other, EdgeKind::Story)).collect())
}

fn related_edges(conn: &Connection, article: ArticleId) -> Result<Vec<MapEdge>> {
    let related = related_to(conn, article, RELATED)?.into_iter();
    Ok(related.map(|other| mutual(article, other.article.id, EdgeKind::Related)).collect())
}

fn nodes(conn: &Connection, order: &[(ArticleId, u8)]) -> Result<Vec<MapNode>> {
    let ids: Vec<ArticleId> = order.iter().map(|(id, _)| *id).collect();
    let distance: HashMap<ArticleId, u8> = order.iter().copied().collect();
    let summaries = db::summaries(conn, &ids)?.into_iter();
    let nodes = summaries.map(|article| MapNode {
        hops: distance.get(&article.id).copied().unwrap_or_default(),
        id: article.id,
        title: article.title,
        direction: article.direction,
        site: article.site,
        published: article.published,
    });
    Ok(nodes.collect())
}
