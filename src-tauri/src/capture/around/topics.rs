//! What an article is filed under: its topics.

use dom_query::NodeRef;

use super::{Around, places};
use crate::capture::extract::{dom, is_topic_heading};
use crate::model::{LinkContext, LinkPlace, PageLink};

/// A page with more links to topics lists those of its site.
const MOST: usize = 30;

/// Words of a topic at most.
const WORDS: usize = 6;

/// The longest name of a topic, in characters.
const LONGEST: usize = 60;

/// Finds the topics that the article is filed under: links that say so (`rel=tag`), and boxes called so.
pub(super) fn find(around: &Around<'_>, body: &NodeRef<'_>) -> Vec<PageLink> {
    let mut found: Vec<PageLink> = Vec::new();
    dom::walk(*body, |node, _| {
        if dom::name(node).is_some_and(|name| matches!(&*name, "nav" | "footer" | "script" | "style")) {
            return false;
        }
        if node.has_name("a") && dom::attr(node, "rel").is_some_and(|rel| has_token(&rel, "tag")) {
            found.extend(topic(around, node, None));
            return false;
        }
        if is_box(node) {
            let own = read(around, node);
            let took = !own.is_empty();
            found.extend(own);
            return !took;
        }
        true
    });
    let mut seen = std::collections::HashSet::new();
    found.retain(|topic| seen.insert(topic.url.clone()));
    if found.len() > MOST { Vec::new() } else { found }
}

fn is_box(node: &NodeRef<'_>) -> bool {
    let container =
        dom::name(node).is_some_and(|name| matches!(&*name, "ul" | "ol" | "div" | "section" | "p" | "aside"));
    container && (places::lists_topics(node) || heading(node).is_some())
}

/// The topics of a box that holds nothing else.
fn read(around: &Around<'_>, node: &NodeRef<'_>) -> Vec<PageLink> {
    let heading = heading(node);
    let links: Vec<NodeRef<'_>> = node
        .descendants_it()
        .filter(|n| n.has_name("a") && dom::attr(n, "href").is_some())
        .take(MOST + 1)
        .collect();
    let topics: Vec<PageLink> =
        links.iter().filter_map(|link| topic(around, link, heading.as_deref())).collect();
    let in_links: usize = links.iter().map(|link| dom::text(link).chars().count()).sum();
    let rest = dom::text(node).chars().count().saturating_sub(in_links);
    let nothing_else = rest <= 40 + links.len() * 4;
    if topics.is_empty() || links.len() > MOST || topics.len() * 4 < links.len() * 3 || !nothing_else {
        return Vec::new();
    }
    topics
}

/// "Topics", "Tags", before the links of a box.
fn heading(node: &NodeRef<'_>) -> Option<String> {
    let text = node
        .descendants_it()
        .take(12)
        .find(NodeRef::is_nonempty_text)
        .filter(|text| !text.ancestors_it(Some(3)).any(|a| a.has_name("a")))
        .map(|text| dom::fold(&text.text()))?;
    let text = text.split([':', '：']).next().unwrap_or_default().trim().to_owned();
    is_topic_heading(&text).then_some(text)
}

fn topic(around: &Around<'_>, link: &NodeRef<'_>, heading: Option<&str>) -> Option<PageLink> {
    let url = around.base.join(&dom::attr(link, "href")?).ok()?;
    let text = dom::text(link).trim_matches(['#', ',', '،', '、', ' ']).to_owned();
    let short = text.split_whitespace().count() <= WORDS && (2..=LONGEST).contains(&text.chars().count());
    let fits = short && text.chars().any(char::is_alphabetic);
    (fits && places::may_be_story(&url, around.page) && places::same_site(&url, around.page)).then(|| {
        PageLink {
            url: url.into(),
            text,
            context: LinkContext::Related,
            place: LinkPlace::Topic,
            heading: heading.map(str::to_owned),
            ..PageLink::default()
        }
    })
}

fn has_token(list: &str, wanted: &str) -> bool {
    list.split_ascii_whitespace().any(|token| token.eq_ignore_ascii_case(wanted))
}
