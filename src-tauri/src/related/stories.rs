//! Which articles tell one story: edges that are functions of two articles, and a grouping of what they connect that does
//! not follow chains.
//!
//! Groups are joined along the strongest edges first. Beyond two single articles, an edge is not enough: of the pairs that
//! lie within [`NEAR`] days of each other, a share must have an edge, so that a story goes on as long as its days hang
//! together, and two stories that share one article stay two. What a person put together or apart is decided first.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::SketchTerm;

/// The least strength of an edge, in thousandths. docs/STORIES.md tells what it and the next ones were chosen by.
pub const EDGE: i64 = 330;
/// Days within which pairs of two groups should be alike.
const NEAR: i64 = 10;
/// The share of those pairs that must be, one of so many.
const SHARE: usize = 4;
/// Terms that two articles must share before likeness counts.
const SHARED: usize = 3;
/// From what on an edge counts where more is connected than [`CONNECTED`]: the first that parts it is taken. At the last, only
/// what a person put together is connected.
pub const LEVELS: [i64; 9] = [EDGE, 400, 460, 520, 580, 650, 750, 900, i64::MAX];
/// Articles that are grouped at once; a story that a person made counts as one.
pub const CONNECTED: usize = 240;
/// What a relation counts that a person made: it joins whatever it connects.
const TOLD: i64 = 1000;
/// What a link between two articles adds.
const LINK: i64 = 200;
/// What a link counts between two languages, whose words cannot be compared.
const FOREIGN_LINK: i64 = 400;

/// An article as the grouping sees it. Articles are numbered by their place in the list, which is ordered by date and then by
/// URL, so that ties never depend on when something was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strand {
    /// Day of publication, or of saving where that is not known.
    pub day: i64,
    /// What the person said: nothing, in no story, or in this one of theirs.
    pub choice: Option<Option<i64>>,
}

/// The terms that two articles share, with the weight in each; both have theirs by ascending key.
pub fn shared<'a>(
    own: &'a [SketchTerm],
    other: &'a [SketchTerm],
) -> impl Iterator<Item = (SketchTerm, SketchTerm)> + use<'a> {
    let mut rest = other;
    own.iter().filter_map(move |term| {
        let behind = rest.iter().take_while(|other| other.key < term.key).count();
        rest = &rest[behind..];
        rest.first().filter(|other| other.key == term.key).map(|other| (*term, *other))
    })
}

/// How alike two articles are in thousandths, by the weights of the terms of each: nothing unless they share a few.
#[must_use]
pub fn likeness(own: &[SketchTerm], other: &[SketchTerm]) -> i64 {
    let product = |(own, other): (SketchTerm, SketchTerm)| i64::from(own.weight) * i64::from(other.weight);
    let (terms, sum) =
        shared(own, other).map(product).fold((0, 0), |(n, sum), product| (n + 1, sum + product));
    if terms < SHARED { 0 } else { sum / 1000 }
}

/// The strength of the edge between two articles by what connects them, in thousandths.
#[must_use]
pub fn strength(likeness: Option<i64>, linked: bool, related: bool) -> i64 {
    match likeness {
        _ if related => TOLD,
        None if linked => FOREIGN_LINK,
        Some(likeness) if linked && likeness > 0 => (likeness + LINK).min(TOLD - 1),
        likeness => likeness.unwrap_or(0).min(TOLD - 1),
    }
}

/// The stories among `strands`: each the places of its articles in order, the stories by their first. `edges` are pairs of
/// places with their strength. A story has at least two articles.
#[must_use]
pub fn stories(strands: &[Strand], edges: &[(usize, usize, i64)]) -> Vec<Vec<usize>> {
    let mut grouping = Grouping::new(strands, edges);
    let mut open: Vec<(usize, usize, i64)> = edges.to_vec();
    open.sort_by_key(|&(a, b, strength)| (-strength, a.min(b), a.max(b)));
    loop {
        let before = open.len();
        open.retain(|&edge| !grouping.settle(edge));
        if open.len() == before || open.is_empty() {
            break;
        }
        // An edge that was too weak for its groups then may do for what they are now.
        if !grouping.take_changed() {
            break;
        }
    }
    grouping.groups()
}

struct Grouping<'a> {
    strands: &'a [Strand],
    group_of: Vec<usize>,
    /// The articles of each group, by the group's number: the smallest of their places.
    groups: BTreeMap<usize, BTreeSet<usize>>,
    /// What the person said of the articles of each group.
    choices: Vec<Option<Option<i64>>>,
    /// How many edges go from each group to each other one: a row a group.
    between: Vec<u32>,
    /// How often each group has grown.
    grown: Vec<usize>,
    /// Groups that do not belong together, as both were when that was found.
    refused: HashMap<(usize, usize), (usize, usize)>,
    changed: bool,
}

impl<'a> Grouping<'a> {
    fn new(strands: &'a [Strand], edges: &[(usize, usize, i64)]) -> Self {
        let size = strands.len();
        let mut between = vec![0; size * size];
        for &(a, b, _) in edges {
            between[a * size + b] += 1;
            between[b * size + a] += 1;
        }
        let mut grouping = Self {
            strands,
            group_of: (0..strands.len()).collect(),
            groups: (0..strands.len()).map(|at| (at, BTreeSet::from([at]))).collect(),
            choices: strands.iter().map(|strand| strand.choice).collect(),
            between,
            grown: vec![0; strands.len()],
            refused: HashMap::new(),
            changed: false,
        };
        let mut first: HashMap<i64, usize> = HashMap::new();
        for (at, strand) in strands.iter().enumerate() {
            if let Some(Some(story)) = strand.choice {
                let with = *first.entry(story).or_insert(at);
                grouping.join(grouping.group_of[with], grouping.group_of[at]);
            }
        }
        grouping
    }

    /// Whether nothing is left to do for an edge: its ends are together, now or before.
    fn settle(&mut self, (a, b, strength): (usize, usize, i64)) -> bool {
        let (one, other) = (self.group_of[a], self.group_of[b]);
        if one == other {
            return true;
        }
        let joins = self.may_meet(one, other) && (strength >= TOLD || self.belong(one, other));
        if joins {
            self.join(one, other);
        }
        joins
    }

    /// A person keeps two stories of theirs apart, and some articles out of all.
    fn may_meet(&self, one: usize, other: usize) -> bool {
        match (self.choices[one], self.choices[other]) {
            (Some(None), _) | (_, Some(None)) => false,
            (Some(Some(a)), Some(Some(b))) => a == b,
            _ => true,
        }
    }

    fn belong(&mut self, one: usize, other: usize) -> bool {
        let pair = (one.min(other), one.max(other));
        let now = (self.grown[pair.0], self.grown[pair.1]);
        if self.refused.get(&pair) == Some(&now) {
            return false;
        }
        let belong = self.hang_together(one, other);
        if !belong {
            self.refused.insert(pair, now);
        }
        belong
    }

    fn hang_together(&self, one: usize, other: usize) -> bool {
        let alike = self.between[one * self.strands.len() + other] as usize;
        let (Some(one), Some(other)) = (self.groups.get(&one), self.groups.get(&other)) else { return false };
        if one.len() == 1 && other.len() == 1 {
            return true;
        }
        // Two edges at least, and more where more could be.
        alike >= 2 && alike * SHARE >= self.near_pairs(one, other)
    }

    /// Pairs of one and the other within [`NEAR`] days; both are in order of their days.
    fn near_pairs(&self, one: &BTreeSet<usize>, other: &BTreeSet<usize>) -> usize {
        let days: Vec<i64> = other.iter().map(|&at| self.strands[at].day).collect();
        let within =
            |day: i64| days.partition_point(|&d| d <= day + NEAR) - days.partition_point(|&d| d < day - NEAR);
        one.iter().map(|&at| within(self.strands[at].day)).sum()
    }

    fn join(&mut self, one: usize, other: usize) {
        let (keep, go) = (one.min(other), one.max(other));
        if keep == go {
            return;
        }
        let moved = self.groups.remove(&go).unwrap_or_default();
        for &at in &moved {
            self.group_of[at] = keep;
        }
        self.groups.entry(keep).or_default().extend(moved);
        self.choices[keep] = self.choices[keep].or(self.choices[go]);
        let size = self.strands.len();
        for third in (0..size).filter(|&third| third != keep) {
            let edges = self.between[go * size + third];
            self.between[keep * size + third] += edges;
            self.between[third * size + keep] += edges;
        }
        self.grown[keep] += 1;
        self.changed = true;
    }

    fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    fn groups(self) -> Vec<Vec<usize>> {
        self.groups
            .into_values()
            .filter(|group| group.len() > 1)
            .map(|group| group.into_iter().collect())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(days: &[i64]) -> Vec<Strand> {
        days.iter().map(|&day| Strand { day, choice: None }).collect()
    }

    #[test]
    fn a_chain_is_no_story() {
        let chain: Vec<_> = (0..9).map(|at| (at, at + 1, 500)).collect();
        let longest = stories(&on(&[0; 10]), &chain).iter().map(Vec::len).max();
        assert_eq!(longest, Some(2));
    }

    #[test]
    fn a_story_goes_on_as_long_as_its_days_hang_together() {
        let days: Vec<i64> = (0..30).map(|at| at * 4).collect();
        let edges: Vec<_> = (0..30)
            .flat_map(|at| [(at, at + 1, 600), (at, at + 2, 500)])
            .filter(|edge| edge.1 < 30)
            .collect();
        assert_eq!(stories(&on(&days), &edges).len(), 1);
    }

    #[test]
    fn one_article_between_two_stories_does_not_join_them() {
        let clique =
            |from: usize| (from..from + 4).flat_map(move |a| (a + 1..from + 4).map(move |b| (a, b, 600)));
        let mut edges: Vec<_> = clique(0).chain(clique(4)).collect();
        edges.push((3, 4, 900));
        assert_eq!(stories(&on(&[0; 8]), &edges).len(), 2);
    }

    #[test]
    fn a_relation_joins_what_a_likeness_does_not() {
        let clique =
            |from: usize| (from..from + 3).flat_map(move |a| (a + 1..from + 3).map(move |b| (a, b, 600)));
        let mut edges: Vec<_> = clique(0).chain(clique(3)).collect();
        edges.push((2, 3, strength(None, false, true)));
        assert_eq!(stories(&on(&[0, 1, 2, 90, 91, 92]), &edges).len(), 1);
    }

    #[test]
    fn what_the_person_said_stays() {
        let mut strands = on(&[0, 0, 0, 50]);
        let edges = [(0, 1, 900), (0, 2, 900), (1, 2, 900)];
        strands[0].choice = Some(Some(7));
        strands[3].choice = Some(Some(7));
        strands[2].choice = Some(None);
        assert_eq!(stories(&strands, &edges), [vec![0, 3]]);
        strands[1].choice = Some(Some(8));
        assert_eq!(stories(&strands, &edges), [vec![0, 3]]);
    }
}
