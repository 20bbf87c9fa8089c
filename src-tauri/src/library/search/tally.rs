//! Counting the whole of a list: by what it can be narrowed.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::Connection;

use super::facts::Facts;
use super::{asked, run::Run};
use crate::db::{self, IdSet, Kind, StateCounts};
use crate::error::Result;
use crate::library::Library;
use crate::model::{Facet, ListQuery, Tally};
use crate::search::query::{Condition, Filter, Query, State, value_text};

/// Facets of a kind.
const MOST: usize = 12;
/// What a list is narrowed by of what articles can be.
const STATES: [State; 7] = [
    State::Unread,
    State::Reading,
    State::Read,
    State::Starred,
    State::Archived,
    State::Incomplete,
    State::Dead,
];

impl Library {
    /// Counts the whole of a list: how many articles it has, and of which sites, tags, years, languages and states.
    ///
    /// # Errors
    /// `Cancelled` when a later keystroke has asked; those of reading the archive.
    pub fn tally(&self, query: &ListQuery) -> Result<Tally> {
        let version = self.db().data_version()?;
        self.db().read(|conn| {
            let turn = self.inner.last_turn.begin(query);
            let wanted = asked(query);
            let run = Run::new(self, conn, version, query, &wanted, turn, &mut Vec::new())?;
            let set = run.within(&run.all())?;
            let on = On::of(&wanted);
            let facts = &run.facts;
            let mut tally = Tally {
                total: u32::try_from(set.len()).unwrap_or(u32::MAX),
                sites: sites(conn, facts, &set, &on)?,
                years: years(facts, &set, &on),
                languages: languages(conn, facts, &set, &on)?,
                ..Tally::default()
            };
            turn.go_on()?;
            tally.tags = tags(conn, &set, &on)?;
            turn.go_on()?;
            tally.states = states(conn, &set, &on)?;
            Ok(tally)
        })
    }
}

/// The filters that stand alone in a query: what is narrowed already.
struct On(Vec<Condition>);

impl On {
    fn of(query: &Query) -> Self {
        let of = |query: &Query| match query {
            Query::Is(condition) => Some(condition.clone()),
            _ => None,
        };
        Self(match query {
            Query::All(parts) => parts.iter().filter_map(of).collect(),
            other => of(other).into_iter().collect(),
        })
    }

    /// A facet for a value of a filter; `is` says which conditions ask for it.
    fn facet(
        &self,
        label: String,
        filter: Filter,
        value: &str,
        articles: u32,
        is: impl Fn(&Condition) -> bool,
    ) -> Facet {
        let filter = format!("{}:{}", filter.name(), value_text(value));
        Facet { label, filter, articles, on: self.0.iter().any(is) }
    }
}

/// The first of them, and all that are asked for.
fn foremost(mut facets: Vec<Facet>) -> Vec<Facet> {
    facets.retain(|facet| facet.articles > 0 || facet.on);
    let (on, mut off): (Vec<Facet>, Vec<Facet>) = facets.iter().cloned().partition(|facet| facet.on);
    off.truncate(MOST.saturating_sub(on.len()));
    facets.retain(|facet| facet.on || off.contains(facet));
    facets
}

fn by_number(mut facets: Vec<Facet>) -> Vec<Facet> {
    facets.sort_by(|a, b| {
        b.articles.cmp(&a.articles).then_with(|| (&a.label, &a.filter).cmp(&(&b.label, &b.filter)))
    });
    foremost(facets)
}

fn sites(conn: &Connection, facts: &Facts, set: &IdSet, on: &On) -> Result<Vec<Facet>> {
    let mut hosts: HashMap<u32, (u32, u32)> = HashMap::new();
    for id in set.iter() {
        let fact = facts.of(id);
        let (count, site) = hosts.entry(fact.host).or_default();
        *count += 1;
        // The name that it has now: later articles have greater numbers.
        *site = fact.site;
    }
    let names: HashMap<u32, String> = db::fact_names(conn, "site")?.into_iter().collect();
    let counted = db::fact_names(conn, "host")?.into_iter().filter_map(|(id, host)| {
        let (count, site) = hosts.get(&id).copied().unwrap_or_default();
        let asks = |condition: &Condition| matches!(condition, Condition::Site(site) if super::super::list::host_of(site) == host);
        let label = names.get(&site).cloned().unwrap_or_else(|| host.clone());
        let facet = on.facet(label, Filter::Site, &host, count, asks);
        (count > 0 || facet.on).then_some(facet)
    });
    Ok(by_number(counted.collect()))
}

fn languages(conn: &Connection, facts: &Facts, set: &IdSet, on: &On) -> Result<Vec<Facet>> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    set.iter().for_each(|id| *counts.entry(facts.of(id).language).or_default() += 1);
    // A language is counted without its region, as it is asked for.
    let mut languages: HashMap<String, u32> = HashMap::new();
    for (id, name) in db::fact_names(conn, "language")? {
        let language = name.split('-').next().unwrap_or_default().to_lowercase();
        *languages.entry(language).or_default() += counts.get(&id).copied().unwrap_or(0);
    }
    let facets = languages.into_iter().map(|(language, count)| {
        let asks = |condition: &Condition| matches!(condition, Condition::Language(asked) if asked.to_lowercase() == language);
        on.facet(language.clone(), Filter::Language, &language, count, asks)
    });
    Ok(by_number(facets.collect()))
}

fn years(facts: &Facts, set: &IdSet, on: &On) -> Vec<Facet> {
    let mut days: HashMap<i32, u32> = HashMap::new();
    set.iter().filter_map(|id| facts.of(id).published).for_each(|day| *days.entry(day).or_default() += 1);
    let mut years: HashMap<i16, u32> = HashMap::new();
    for (day, count) in days {
        let date = Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(day));
        if let Ok(date) = date {
            *years.entry(date.year()).or_default() += count;
        }
    }
    let facet = |(year, count): (i16, u32)| {
        let text = format!("{year:04}");
        let asks = |condition: &Condition| matches!(condition, Condition::Published(period) if period.to_string() == text);
        on.facet(text.clone(), Filter::Published, &text, count, asks)
    };
    let mut facets: Vec<Facet> = years.into_iter().map(facet).collect();
    facets.sort_by(|a, b| b.label.cmp(&a.label));
    foremost(facets)
}

fn tags(conn: &Connection, set: &IdSet, on: &On) -> Result<Vec<Facet>> {
    let mut asked = Vec::new();
    for condition in &on.0 {
        if let Condition::Tag(name) = condition {
            asked.extend(super::filters::tags_called(conn, name)?);
        }
    }
    let facets = db::tags_among(conn, set)?.into_iter().map(|(id, path, count)| {
        let is_asked = asked.contains(&id);
        Facet { on: is_asked, ..on.facet(path.clone(), Filter::Tag, &path, count, |_| false) }
    });
    Ok(by_number(facets.collect()))
}

fn states(conn: &Connection, set: &IdSet, on: &On) -> Result<Vec<Facet>> {
    let counts = match db::states_among(conn, set)? {
        Some(counts) => counts,
        None => counted_states(conn, set)?,
    };
    let mut dead = db::of_kind(conn, Kind::Dead)?;
    dead.keep(set);
    let facets = STATES.into_iter().map(|state| {
        let count = match state {
            State::Unread => counts.states[0],
            State::Reading => counts.states[1],
            State::Read => counts.states[2],
            State::Starred => counts.starred,
            State::Archived => counts.archived,
            State::Incomplete => counts.incomplete,
            State::Dead => u32::try_from(dead.len()).unwrap_or(u32::MAX),
            State::Trashed => 0,
        };
        let asks = |condition: &Condition| *condition == Condition::State(state);
        on.facet(state.name().to_owned(), Filter::State, state.name(), count, asks)
    });
    Ok(foremost(facets.collect()))
}

fn counted_states(conn: &Connection, set: &IdSet) -> Result<StateCounts> {
    let count = |kind: Kind| -> Result<u32> {
        let mut those = db::of_kind(conn, kind)?;
        those.keep(set);
        Ok(u32::try_from(those.len()).unwrap_or(u32::MAX))
    };
    Ok(StateCounts {
        states: [count(Kind::State(0))?, count(Kind::State(1))?, count(Kind::State(2))?],
        starred: count(Kind::Starred)?,
        archived: count(Kind::Archived)?,
        incomplete: count(Kind::Incomplete)?,
    })
}
