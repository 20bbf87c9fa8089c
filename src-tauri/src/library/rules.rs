//! Site rules: what the person says of the pages of a site. They travel with the archive.

use jiff::Timestamp;

use super::Library;
use super::list::host_of;
use crate::capture::{HostPattern, Sites, parse_rule};
use crate::db::{self, RuleRow};
use crate::error::{Error, Result};
use crate::model::{ArticleId, SiteKnowledge, StoredRule};

/// Pages of a site before and after an article with which its blocks are compared.
const PAGES_EACH: u32 = 12;

impl Library {
    /// All site rules by their hosts, each with the number of articles that it holds for.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn rules(&self) -> Result<Vec<StoredRule>> {
        let (rows, hosts) = self.db().read(|conn| Ok((db::rules(conn)?, db::articles_by_host(conn)?)))?;
        let mut rules: Vec<StoredRule> = rows.into_iter().map(|row| stored(row, 0)).collect();
        for (host, articles) in hosts {
            let own = HostPattern::all_for(&host)
                .into_iter()
                .find_map(|pattern| rules.binary_search_by(|rule| rule.host.cmp(&pattern)).ok());
            if let Some(at) = own {
                rules[at].articles += articles;
            }
        }
        Ok(rules)
    }

    /// The rule for exactly these hosts, as `example.org` or `*.example.org`; or else the one that holds for the host.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn rule(&self, host: &str) -> Result<StoredRule> {
        let row = self.db().read(|conn| {
            let exact = HostPattern::parse(host).map(|pattern| pattern.to_string());
            let wanted: Vec<String> = exact.into_iter().chain(HostPattern::all_for(host)).collect();
            db::first_rule(conn, &wanted)
        })?;
        let row = row.ok_or_else(|| no_rule(host))?;
        let articles = self.articles_of_rule(&row.host)?.len();
        Ok(stored(row, u32::try_from(articles).unwrap_or(u32::MAX)))
    }

    /// Checks a rule and stores it in place of the one for the same hosts; from now on it holds for pages that are saved or
    /// cleaned again.
    ///
    /// # Errors
    /// `Rule` with the line that cannot be used; those of writing the archive.
    pub fn set_rule(&self, text: &str, now: Timestamp) -> Result<StoredRule> {
        let host = parse_rule(text)?.host.to_string();
        let row = RuleRow { host, text: text.to_owned(), changed: now };
        self.db().write(|tx| db::set_rule(tx, &row))?;
        self.rule(&row.host)
    }

    /// Removes the rule for exactly these hosts and returns it, so that it can be put back.
    ///
    /// # Errors
    /// `NotFound`; those of writing the archive.
    pub fn remove_rule(&self, host: &str) -> Result<StoredRule> {
        let rule = self.rule(host)?;
        if HostPattern::parse(host).is_none_or(|pattern| pattern.as_str() != rule.host) {
            return Err(no_rule(host));
        }
        self.db().write(|tx| db::remove_rule(tx, &rule.host))?;
        Ok(rule)
    }

    /// The articles that the rule for these hosts holds for, or would: those of a host or of all hosts below one, but for
    /// hosts with a rule of their own.
    ///
    /// # Errors
    /// `Rule` when this is neither `example.org` nor `*.example.org`; those of reading the archive.
    pub fn articles_of_rule(&self, host: &str) -> Result<Vec<ArticleId>> {
        let pattern = HostPattern::parse(host).ok_or_else(|| Error::Rule {
            line: None,
            reason: format!("{host:?} is no host: write example.org or *.example.org"),
        })?;
        self.db().read(|conn| {
            if !pattern.as_str().starts_with('*') {
                return db::ids_of_host(conn, pattern.as_str());
            }
            let mut ids = Vec::new();
            for (host, _) in db::articles_by_host(conn)? {
                let hosts = HostPattern::all_for(&host);
                let Some(at) = hosts.iter().position(|p| p == pattern.as_str()) else { continue };
                if db::first_rule(conn, &hosts[..at])?.is_none() {
                    ids.extend(db::ids_of_host(conn, &host)?);
                }
            }
            ids.sort_unstable();
            Ok(ids)
        })
    }

    /// What is known of the site of a page, apart from the page's own article.
    pub(super) fn site_of(&self, host: &str, article: Option<ArticleId>) -> Result<SiteKnowledge> {
        let host = host_of(host);
        self.db().read(|conn| {
            let rule = db::first_rule(conn, &HostPattern::all_for(&host))?.map(|rule| rule.text);
            Ok(SiteKnowledge { rule, pages: db::site_pages(conn, &host, article, PAGES_EACH)? })
        })
    }

    /// For the capturer: what is known of sites, whichever of them a page turns out to be of.
    pub(super) fn sites(&self, article: Option<ArticleId>) -> Sites {
        let library = self.clone();
        Sites::new(move |host| {
            library.site_of(host, article).unwrap_or_else(|error| {
                tracing::warn!(%error, host, "cleaned without what is known of the site");
                SiteKnowledge::default()
            })
        })
    }
}

fn stored(row: RuleRow, articles: u32) -> StoredRule {
    StoredRule { host: row.host, text: row.text, changed: row.changed, articles }
}

fn no_rule(host: &str) -> Error {
    Error::NotFound { what: "rule for", id: host.to_owned() }
}
