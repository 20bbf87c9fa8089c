//! What articles are narrowed and ranked by, kept in memory until it changes.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::{Arc, PoisonError};

use rusqlite::Connection;

use crate::db::{self, Fact, IdSet, Whole};
use crate::error::Result;
use crate::library::Library;
use crate::model::ArticleId;
use crate::search::{self, Ranking};

/// The facts of all articles.
#[derive(Debug)]
pub(in crate::library) struct Facts {
    whole: Whole,
    facts: Vec<Fact>,
    newest: i32,
}

impl Library {
    /// The facts as they are now.
    pub(in crate::library) fn facts(&self, conn: &Connection) -> Result<Arc<Facts>> {
        let whole = db::whole_index(conn)?;
        let kept = || self.inner.facts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(facts) = kept().as_ref().filter(|facts| facts.whole == whole) {
            return Ok(Arc::clone(facts));
        }
        let facts = db::facts(conn)?;
        let newest = facts.iter().filter(|fact| fact.host > 0).map(Fact::day).max().unwrap_or(0);
        let facts = Arc::new(Facts { whole, facts, newest });
        *kept() = Some(Arc::clone(&facts));
        Ok(facts)
    }
}

impl Facts {
    /// What is known of an article; nothing of one that is not in the index.
    pub(super) fn of(&self, id: ArticleId) -> Fact {
        usize::try_from(id.0).ok().and_then(|at| self.facts.get(at)).copied().unwrap_or_default()
    }

    /// The greatest number of an article in the index.
    pub(super) fn last(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX).saturating_sub(1).max(0)
    }

    /// Articles in the index.
    pub(super) fn articles(&self) -> u64 {
        self.whole.articles
    }

    /// What articles are ranked in.
    pub(super) fn ranking(&self) -> Ranking {
        #[allow(
            clippy::cast_precision_loss,
            reason = "numbers of articles and their words are far below 2^52"
        )]
        let [articles, words] = [self.whole.articles, self.whole.words].map(|number| number as f64);
        Ranking {
            articles,
            mean_length: if articles > 0.0 { words / articles } else { 0.0 },
            newest: self.newest,
        }
    }

    /// Those that a condition holds of.
    pub(super) fn those(&self, is: impl Fn(&Fact) -> bool) -> IdSet {
        let there = (0_i64..).zip(&self.facts).filter(|(_, fact)| fact.host > 0 && is(fact));
        there.map(|(id, _)| ArticleId(id)).collect()
    }

    /// Those of a site: by its host, subdomains included, or by its name.
    pub(super) fn of_site(&self, conn: &Connection, site: &str) -> Result<IdSet> {
        let host = super::super::list::host_of(site);
        let below = format!(".{host}");
        let hosts = named(conn, "host", |name| name == host || name.ends_with(&below))?;
        let key = search::sort_key(site);
        let sites = named(conn, "site", |name| search::sort_key(name) == key)?;
        Ok(self.those(|fact| hosts.contains(&fact.host) || sites.contains(&fact.site)))
    }

    /// Those in a language, or in one of its kinds.
    pub(super) fn in_language(&self, conn: &Connection, language: &str) -> Result<IdSet> {
        let asked = language.to_lowercase();
        let begins = |name: &str| {
            let rest = name.to_lowercase();
            rest.strip_prefix(&asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let languages = named(conn, "language", begins)?;
        Ok(self.those(|fact| languages.contains(&fact.language)))
    }

    /// How many articles have each value.
    pub(in crate::library) fn tallied(&self, value: impl Fn(&Fact) -> u32) -> HashMap<u32, u32> {
        let mut counts = HashMap::new();
        for fact in self.facts.iter().filter(|fact| fact.host > 0) {
            *counts.entry(value(fact)).or_insert(0) += 1;
        }
        counts
    }

    /// Those published within some days.
    pub(super) fn published(&self, days: &RangeInclusive<i32>) -> IdSet {
        self.those(|fact| fact.published.is_some_and(|day| days.contains(&day)))
    }
}

fn named(conn: &Connection, kind: &str, is: impl Fn(&str) -> bool) -> Result<HashSet<u32>> {
    let names = db::fact_names(conn, kind)?;
    Ok(names.into_iter().filter(|(_, name)| is(name)).map(|(id, _)| id).collect())
}
