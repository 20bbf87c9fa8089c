//! Where stories come from: the terms of each article, its edges, and the groups of what they connect. What is found depends
//! on the archive alone, not on the order of saving, and only what a change can reach is looked at.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use rusqlite::{Connection, Transaction};

use super::web::Web;
use crate::db::{self, StoryNode};
use crate::error::Result;
use crate::model::ArticleId;
use crate::related::{self, Place, SpokenWord, Strand};
use crate::search;

/// Words of a text whose terms count: news says first what it is about.
const READ: usize = 400;
/// Words of those that are its lead.
const LEAD: usize = 60;
/// Days between articles whose likeness counts.
const ALIKE_DAYS: i64 = 10;
/// Days between articles whose links count.
const LINKED_DAYS: i64 = 21;
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// The key terms of an article, made of its title and text alone.
#[derive(Debug)]
pub struct Terms {
    /// Without region; empty when it is not known.
    language: String,
    terms: Vec<(String, i64)>,
}

impl Terms {
    /// Those of a title and a text in a language, by its BCP 47 tag.
    pub fn of(title: &str, text: &str, language: Option<&str>) -> Self {
        let primary = language.and_then(|tag| tag.split(['-', '_']).next()).unwrap_or_default();
        let language = primary.to_ascii_lowercase();
        let idle: HashSet<String> =
            stop_words::lookup(&language).unwrap_or_default().iter().flat_map(|word| folded(word)).collect();
        let beginning = text.split_whitespace().take(READ).enumerate();
        let body =
            spoken(beginning.map(|(at, word)| (word, if at < LEAD { Place::Lead } else { Place::Body })));
        // Headlines capitalise what they like.
        let title = title.split_whitespace().flat_map(folded).map(|word| SpokenWord {
            word,
            place: Place::Title,
            name: false,
        });
        let terms = related::key_terms(title.chain(body), &idle).into_iter();
        Self { language, terms: terms.map(|term| (term.term, term.weight)).collect() }
    }
}

/// Keeps the key terms of an article.
pub fn derive(tx: &Transaction<'_>, id: ArticleId, terms: &Terms) -> Result<()> {
    db::set_story_terms(tx, id, &terms.language, &terms.terms)
}

/// The folded words of a text; those that begin with a capital inside a sentence are taken for names.
fn spoken<'a>(words: impl Iterator<Item = (&'a str, Place)>) -> impl Iterator<Item = SpokenWord> {
    let mut begins = true;
    words.flat_map(move |(written, place)| {
        let capital = written.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
        let name = capital && !begins;
        begins = written.ends_with(['.', '!', '?', ':', '。']);
        folded(written).map(move |word| SpokenWord { word, place, name }).collect::<Vec<_>>()
    })
}

fn folded(text: &str) -> impl Iterator<Item = String> + use<> {
    search::in_order(&search::index_text(text))
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}

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
    if edges.is_empty() && groups.is_empty() {
        return Ok(());
    }
    let changed: BTreeSet<ArticleId> = edges.union(&groups).copied().collect();
    let mut near = neighbours(tx, &changed)?;
    let mut known = KnownTerms::new();
    for &id in &edges {
        set_edges(tx, id, &mut known)?;
    }
    near.extend(neighbours(tx, &changed)?);
    let mut web = Web::new(tx);
    // What a neighbour is connected with, this change left aside, is all that the change can have parted or joined there.
    web.set_aside(changed.clone());
    let mut open = changed.clone();
    for id in near {
        if !open.contains(&id) {
            open.extend(web.cell(id)?);
        }
    }
    web.set_aside(BTreeSet::new());
    let mut plans = Vec::new();
    while let Some(id) = open.pop_first() {
        let cell = web.cell(id)?;
        open.retain(|other| !cell.contains(other));
        match cell.is_empty() {
            true => plans.push(Plan { leaving: vec![id], ..Plan::default() }),
            false => plans.extend(regrouped(tx, &cell, &changed, &mut web)?),
        }
    }
    // All leave before anyone comes: what was one story may stand in several plans.
    plans.iter().flat_map(|plan| &plan.leaving).try_for_each(|&id| db::leave_story(tx, id))?;
    plans.iter().try_for_each(|plan| plan.keep(tx))
}

/// What is connected with these articles by edges, a person's choice or the stories as they stand.
fn neighbours(conn: &Connection, of: &BTreeSet<ArticleId>) -> Result<BTreeSet<ArticleId>> {
    let mut near = BTreeSet::new();
    for &id in of {
        near.extend(db::story_mates(conn, id)?);
        near.extend(db::story_edges(conn, id)?.into_iter().map(|(other, _)| other));
    }
    near.retain(|id| !of.contains(id));
    Ok(near)
}

/// Puts the edges of an article in place of what was there. Each is a function of its two ends; those in the trash keep
/// theirs, so that they are where they were when they come back.
fn set_edges(tx: &Transaction<'_>, id: ArticleId, known: &mut KnownTerms) -> Result<()> {
    let mut edges = Vec::new();
    let linked: BTreeSet<ArticleId> = db::story_links(tx, id, LINKED_DAYS)?.into_iter().collect();
    let related: BTreeSet<ArticleId> = db::story_relations(tx, id)?.into_iter().collect();
    let alike = db::story_candidates(tx, id, ALIKE_DAYS)?;
    let own: HashMap<String, i64> = terms_of(tx, id, known)?.iter().cloned().collect();
    let language = db::story_language(tx, id)?;
    let others: BTreeSet<ArticleId> =
        alike.into_iter().chain(linked.clone()).chain(related.clone()).collect();
    for other in others {
        let likeness = related::likeness(&own, &terms_of(tx, other, known)?);
        let (linked, related) = (linked.contains(&other), related.contains(&other));
        let same = !linked || db::story_language(tx, other)? == language;
        let strength = related::strength(same.then_some(likeness), linked, related);
        if strength >= related::EDGE {
            edges.push((other, strength));
        }
    }
    db::set_story_edges(tx, id, edges)
}

/// The key terms of articles as far as they were asked for: those of a day are compared with one another.
type KnownTerms = HashMap<ArticleId, Rc<[(String, i64)]>>;

fn terms_of(conn: &Connection, id: ArticleId, known: &mut KnownTerms) -> Result<Rc<[(String, i64)]>> {
    if let Some(terms) = known.get(&id) {
        return Ok(Rc::clone(terms));
    }
    let terms: Rc<[(String, i64)]> = db::story_terms(conn, id)?.into();
    known.insert(id, Rc::clone(&terms));
    Ok(terms)
}

/// The stories of a cell as they should be.
#[derive(Debug, Default)]
struct Plan {
    leaving: Vec<ArticleId>,
    nodes: Vec<StoryNode>,
    groups: Vec<Vec<usize>>,
    edges: Vec<(usize, usize, i64)>,
}

/// Groups a cell again; `None` when its stories stand as they should.
fn regrouped(
    conn: &Connection,
    cell: &BTreeSet<ArticleId>,
    changed: &BTreeSet<ArticleId>,
    web: &mut Web<'_>,
) -> Result<Option<Plan>> {
    let mut nodes: Vec<StoryNode> = Vec::new();
    for &id in cell {
        nodes.extend(web.thread(id)?.node.clone());
    }
    nodes.sort_by(|a, b| (a.time, &a.url).cmp(&(b.time, &b.url)));
    let edges = inside(&nodes, web)?;
    let strands: Vec<Strand> =
        nodes.iter().map(|node| Strand { day: node.time.div_euclid(DAY), choice: node.choice }).collect();
    let groups = related::stories(&strands, &edges);
    // Names and dates of a story change only with one of its articles.
    if cell.is_disjoint(changed) && as_they_stand(conn, &nodes, &groups)? {
        return Ok(None);
    }
    Ok(Some(Plan { leaving: cell.iter().copied().collect(), nodes, groups, edges }))
}

impl Plan {
    fn keep(&self, tx: &Transaction<'_>) -> Result<()> {
        for group in &self.groups {
            let members: Vec<&StoryNode> = group.iter().map(|&at| &self.nodes[at]).collect();
            let chosen = members.iter().find_map(|node| node.choice.flatten());
            let row = chosen.map_or(Ok(None), |story| db::story_row(tx, story))?.unwrap_or_default();
            let name = row.name.as_deref().unwrap_or_else(|| self.telling(group));
            db::keep_story(tx, &members, &row, name, search::in_order(&search::index_text(name)))?;
        }
        Ok(())
    }

    /// The headline of the article that is most like the others; of equals the earliest.
    fn telling(&self, group: &[usize]) -> &str {
        let inside: HashSet<usize> = group.iter().copied().collect();
        let mut sums: HashMap<usize, i64> = HashMap::new();
        for &(a, b, strength) in
            self.edges.iter().filter(|(a, b, _)| inside.contains(a) && inside.contains(b))
        {
            *sums.entry(a).or_default() += strength;
            *sums.entry(b).or_default() += strength;
        }
        let best =
            group.iter().max_by_key(|&&at| (sums.get(&at).copied().unwrap_or(0), std::cmp::Reverse(at)));
        best.map_or("", |&at| self.nodes[at].title.as_str())
    }
}

/// The edges between articles of a cell, by their places in its list.
fn inside(nodes: &[StoryNode], web: &mut Web<'_>) -> Result<Vec<(usize, usize, i64)>> {
    let at: HashMap<ArticleId, usize> = nodes.iter().enumerate().map(|(at, node)| (node.id, at)).collect();
    let mut edges = Vec::new();
    for (here, node) in nodes.iter().enumerate() {
        for &(other, strength) in &web.thread(node.id)?.edges {
            if let Some(&there) = at.get(&other).filter(|&&there| here < there) {
                edges.push((here, there, strength));
            }
        }
    }
    Ok(edges)
}

fn as_they_stand(conn: &Connection, nodes: &[StoryNode], groups: &[Vec<usize>]) -> Result<bool> {
    let mut first_of: HashMap<ArticleId, ArticleId> = HashMap::new();
    for group in groups {
        let first = nodes[group[0]].id;
        first_of.extend(group.iter().map(|&at| (nodes[at].id, first)));
        if usize::try_from(db::story_size(conn, first)?).ok() != Some(group.len()) {
            return Ok(false);
        }
    }
    for node in nodes {
        if db::story_first(conn, node.id)? != first_of.get(&node.id).copied() {
            return Ok(false);
        }
    }
    Ok(true)
}
