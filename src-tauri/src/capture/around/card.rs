//! The stories of a list: all links to one target in one card are one story.

use std::collections::{HashMap, HashSet};

use dom_query::{NodeId, NodeRef};
use url::Url;

use super::{Around, places, story};
use crate::capture::extract::{dom, prose_weight};
use crate::capture::url::normalise_url;
use crate::model::{LinkContext, LinkPlace, PageLink};

/// Links looked at in one list.
const MOST_LINKS: usize = 600;

/// A link whose text is shorter may be a label of a card: its section, its author, its comments.
const LABEL: usize = 18;

/// Words, and letters, that the name of a section has at most.
const LABEL_WORDS: usize = 3;
const LABEL_WEIGHT: usize = 24;

/// Elements that a card stands in at most.
const DEEPEST: usize = 10;

/// All links of a list to one target.
struct Target<'a> {
    url: String,
    anchors: Vec<NodeRef<'a>>,
    /// Whether one of the links is more than a label.
    leads: bool,
}

/// The stories that a list leads to, in its order; `sections` are headings inside it, each of what comes after it.
pub(super) fn stories(
    around: &Around<'_>,
    block: &NodeRef<'_>,
    heading: Option<&str>,
    sections: &[(NodeId, String)],
) -> Vec<PageLink> {
    let targets = targets(around, block);
    let all_labels = targets.iter().all(|target| !target.leads);
    let leads = |target: &&Target<'_>| target.leads || all_labels;
    let of_anchor: HashMap<NodeId, usize> = targets
        .iter()
        .enumerate()
        .filter(|(_, target)| leads(target))
        .flat_map(|(at, target)| target.anchors.iter().map(move |anchor| (anchor.id, at)))
        .collect();
    let cards: Vec<Option<NodeRef<'_>>> = targets
        .iter()
        .enumerate()
        .map(|(at, target)| leads(&target).then(|| card(target, at, block, &of_anchor)))
        .collect();
    let of_cards: HashSet<NodeId> =
        cards.iter().flatten().map(|card| card.id).filter(|id| *id != block.id).collect();
    let in_a_card = |target: &Target<'_>| {
        target.anchors.iter().flat_map(|anchor| anchor.ancestors_it(None)).any(|a| of_cards.contains(&a.id))
    };
    let mut stories = Vec::new();
    for (target, card) in targets.iter().zip(&cards) {
        let own = match card {
            Some(card) => *card,
            None if in_a_card(target) => continue,
            None => target.anchors[0],
        };
        let section =
            sections.iter().rfind(|(id, _)| *id < target.anchors[0].id).map(|(_, text)| text.as_str());
        stories.extend(read(around, target, &own, section.or(heading)));
    }
    stories
}

fn read(
    around: &Around<'_>,
    target: &Target<'_>,
    card: &NodeRef<'_>,
    heading: Option<&str>,
) -> Option<PageLink> {
    let text = story::headline(card, &target.anchors)?;
    if heading.is_some_and(|heading| heading == text) || is_label(&text, &target.url) {
        return None;
    }
    Some(PageLink {
        teaser: story::teaser(card, &text),
        picture: story::picture(card, around),
        published: story::published(card),
        url: target.url.clone(),
        text,
        context: LinkContext::Related,
        place: LinkPlace::Around,
        heading: heading.map(str::to_owned),
    })
}

fn targets<'a>(around: &Around<'_>, block: &NodeRef<'a>) -> Vec<Target<'a>> {
    let mut targets: Vec<Target<'a>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let anchors = std::iter::once(*block).chain(block.descendants_it()).filter(|node| node.has_name("a"));
    for anchor in anchors.take(MOST_LINKS) {
        let Some(url) = dom::attr(&anchor, "href").and_then(|href| around.base.join(&href).ok()) else {
            continue;
        };
        let leads_through = places::lists_stories(&url) || places::is_above(&url, around.page);
        if leads_through || !places::may_be_story(&url, around.page) {
            continue;
        }
        let key = normalise_url(url.as_str()).unwrap_or_else(|_| url.to_string());
        let at = *known.entry(key).or_insert_with(|| {
            targets.push(Target { url: url.to_string(), anchors: Vec::new(), leads: false });
            targets.len() - 1
        });
        let target = &mut targets[at];
        target.leads |= leads(&anchor, block);
        target.anchors.push(anchor);
    }
    let urls: Vec<Url> = targets.iter().filter_map(|target| Url::parse(&target.url).ok()).collect();
    targets.retain(|target| {
        let section =
            |url: Url| places::is_plain(&url) && urls.iter().any(|other| places::is_above(&url, other));
        !Url::parse(&target.url).is_ok_and(section)
    });
    targets
}

/// Whether a link of few words leads to a section rather than to a story.
fn is_label(text: &str, url: &str) -> bool {
    text.split_whitespace().count() <= LABEL_WORDS
        && prose_weight(text) < LABEL_WEIGHT
        && Url::parse(url).is_ok_and(|url| places::is_plain(&url))
}

/// Whether a link is more than a label: it has a headline or a picture.
fn leads(anchor: &NodeRef<'_>, block: &NodeRef<'_>) -> bool {
    let heading_around =
        || anchor.ancestors_it(Some(3)).take_while(|a| a.id != block.id).any(|a| story::is_heading(&a));
    prose_weight(&dom::text(anchor)) >= LABEL
        || anchor.descendants_it().any(|n| n.has_name("img") || story::is_heading(&n))
        || heading_around()
}

/// The largest element that shows this story and no other.
fn card<'a>(
    target: &Target<'a>,
    at: usize,
    block: &NodeRef<'a>,
    of_anchor: &HashMap<NodeId, usize>,
) -> NodeRef<'a> {
    let others = |node: &NodeRef<'_>| {
        node.descendants_it().any(|n| of_anchor.get(&n.id).is_some_and(|other| *other != at))
    };
    // Of a headline and a picture in boxes of their own, the element around both.
    let mut card = target.anchors[0];
    for _ in 0..DEEPEST {
        if card.id == block.id || is_item(&card) {
            break;
        }
        let Some(parent) = card.parent().filter(|parent| parent.is_element() && !others(parent)) else {
            break;
        };
        if has_like(&card) {
            break;
        }
        card = parent;
    }
    card
}

fn is_item(node: &NodeRef<'_>) -> bool {
    ["li", "article", "tr"].iter().any(|name| node.has_name(name))
}

/// Whether an element stands beside another one of the same kind that holds a link, too.
fn has_like(node: &NodeRef<'_>) -> bool {
    let Some(class) = dom::attr(node, "class") else { return false };
    let like = |other: NodeRef<'_>| {
        dom::attr(&other, "class").as_deref() == Some(class.as_str())
            && dom::name(&other).as_deref() == dom::name(node).as_deref()
            && !node.has_name("a")
            && other.descendants_it().any(|n| n.has_name("a"))
    };
    node.next_element_sibling().is_some_and(like) || node.prev_element_sibling().is_some_and(like)
}
