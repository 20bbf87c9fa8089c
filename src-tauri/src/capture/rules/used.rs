//! A rule at work on one page.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};
use url::Url;

use super::SiteRule;
use super::selector::Selector;
use crate::capture::extract::dom;
use crate::model::RuleUse;

/// The source of a page grows by at most so many bytes when texts in it are replaced.
const MAX_GROWTH: usize = 4 << 20;

/// What a rule found on a page.
#[derive(Debug, Default)]
pub(in crate::capture) struct RuledPage {
    pub title: Option<String>,
    /// Texts that name authors.
    pub authors: Vec<String>,
    /// Texts that may be the date, the most trusted first; nothing when the rule does not say where it stands.
    dates: Option<Vec<String>>,
    pub single_page: Option<String>,
    pub next_page: Option<String>,
    pub prune: bool,
    body: HashSet<NodeId>,
    keep: HashSet<NodeId>,
    matched: Vec<&'static str>,
    unmatched: Vec<&'static str>,
    removed: Vec<NodeId>,
    host: Option<String>,
}

/// Replaces texts of a page's source.
pub(in crate::capture) fn replace_text(rule: &SiteRule, html: &mut String) {
    let limit = html.len() + MAX_GROWTH;
    for (find, with) in &rule.replace {
        let growth =
            html.matches(find.as_str()).count().saturating_mul(with.len().saturating_sub(find.len()));
        if html.len().saturating_add(growth) <= limit {
            *html = html.replace(find.as_str(), with);
        }
    }
}

impl RuledPage {
    /// Reads what the rule points at, then takes out what it removes.
    pub fn of(rule: &SiteRule, document: &Document, base: &Url) -> Self {
        let mut page = Self { prune: rule.prune, host: Some(rule.host.to_string()), ..Self::default() };
        page.title = page.first("title", &rule.title, |s| s.values(document)).into_iter().next();
        page.authors = page.first("authors", &rule.authors, |s| s.values(document));
        if !rule.date.is_empty() {
            page.dates = Some(rule.date.iter().flat_map(|s| s.values(document)).collect());
        }
        let link =
            |s: &Selector| s.links(document).iter().filter_map(|href| join(base, href)).collect::<Vec<_>>();
        page.single_page = page.first("single_page", &rule.single_page, link).into_iter().next();
        page.next_page = page.first("next_page", &rule.next_page, link).into_iter().next();
        let body = page.first("body", &rule.body, |s| with_content(s.nodes(document)));
        page.body = body.into_iter().collect();
        page.keep = rule.keep.iter().flat_map(|s| s.nodes(document)).map(|node| node.id).collect();
        page.tell("keep", &rule.keep, !page.keep.is_empty());
        page.removed = page.remove(rule, document);
        page.tell("remove", &rule.remove, !page.removed.is_empty());
        page
    }

    /// Takes out what the rule removes, on this or on another tree of the same markup; says what it was.
    pub fn remove(&self, rule: &SiteRule, document: &Document) -> Vec<NodeId> {
        let mut removed = Vec::new();
        for node in rule.remove.iter().flat_map(|s| s.nodes(document)) {
            let vital = node.has_name("html") || node.has_name("body");
            if !vital && node.parent().is_some() {
                node.remove_from_parent();
                removed.push(node.id);
            }
        }
        removed
    }

    /// Texts that may be the date, when the rule says where it stands.
    pub fn take_dates(&mut self) -> Option<Vec<String>> {
        self.dates.take()
    }

    /// Elements that the rule took out of the page; they stay in the document without a parent.
    pub fn removed(&self) -> &[NodeId] {
        &self.removed
    }

    /// Whether the rule says what the article is.
    pub fn has_body(&self) -> bool {
        !self.body.is_empty()
    }

    /// Elements that are the article's as they stand.
    pub fn spared(&self) -> HashSet<NodeId> {
        let body = self.body.iter().filter(|_| !self.prune);
        body.chain(&self.keep).copied().collect()
    }

    /// Whether an element, or the text in it, is of the body.
    pub fn is_body(&self, node: &NodeRef<'_>) -> bool {
        is_within(node, &self.body) || holds_inline(node, &self.body)
    }

    /// Whether an element stays whatever is decided of it.
    pub fn is_kept(&self, node: &NodeRef<'_>) -> bool {
        is_within(node, &self.keep) || holds_inline(node, &self.keep)
    }

    /// Notes that what the rule found under a key could not be used.
    pub fn found(&mut self, key: &'static str, useful: bool) {
        self.matched.retain(|k| *k != key);
        if useful { self.matched.push(key) } else { self.unmatched.push(key) }
    }

    /// What the rule found, to be told.
    pub fn used(&self) -> Option<RuleUse> {
        let own = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        let host = self.host.clone()?;
        Some(RuleUse { host, matched: own(&self.matched), unmatched: own(&self.unmatched) })
    }

    fn first<T>(
        &mut self,
        key: &'static str,
        selectors: &[Selector],
        find: impl FnMut(&Selector) -> Vec<T>,
    ) -> Vec<T> {
        let found = selectors.iter().map(find).find(|found| !found.is_empty()).unwrap_or_default();
        self.tell(key, selectors, !found.is_empty());
        found
    }

    fn tell(&mut self, key: &'static str, selectors: &[Selector], found: bool) {
        if !selectors.is_empty() {
            if found { self.matched.push(key) } else { self.unmatched.push(key) }
        }
    }
}

fn join(base: &Url, href: &str) -> Option<String> {
    let url = base.join(href).ok()?;
    (matches!(url.scheme(), "http" | "https") && url != *base).then(|| url.into())
}

/// An element without text or picture is no article.
fn with_content(nodes: Vec<NodeRef<'_>>) -> Vec<NodeId> {
    let media = |node: &NodeRef<'_>| {
        let shows = |n: &NodeRef<'_>| {
            dom::name(n)
                .is_some_and(|name| matches!(&*name, "img" | "picture" | "iframe" | "video" | "audio"))
        };
        shows(node) || node.descendants_it().any(|n| shows(&n))
    };
    nodes
        .into_iter()
        .filter(|node| !node.text().trim().is_empty() || media(node))
        .map(|node| node.id)
        .collect()
}

fn is_within(node: &NodeRef<'_>, set: &HashSet<NodeId>) -> bool {
    !set.is_empty()
        && (set.contains(&node.id) || node.ancestors_it(None).any(|above| set.contains(&above.id)))
}

/// Whether a rule points into the middle of a paragraph: then all of it is meant.
fn holds_inline(node: &NodeRef<'_>, set: &HashSet<NodeId>) -> bool {
    !set.is_empty() && node.has_name("p") && node.descendants_it().any(|below| set.contains(&below.id))
}
