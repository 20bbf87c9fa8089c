//! Lists of other stories that still stand in the page, by their structure, their headings and their names.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::{Around, card, places, story, with_ancestors};
use crate::capture::extract::{TakenList, dom, is_list_heading, prose_weight};
use crate::model::PageLink;

/// Boxes that are read as lists at most, so that a page of nothing but boxes ends.
const MOST_BOXES: usize = 400;

/// The average headline of a list nobody calls one is at least this long, in letters of an alphabet.
const HEADLINE: usize = 26;

/// The same where a heading or a name says that it is a list.
const HEADLINE_OF_KNOWN: usize = 16;

/// The same where only names of its box say so, which people do not read.
const HEADLINE_OF_NAMED: usize = 22;

/// A list of more entries than this, whose headlines have fewer letters on average, is a menu when it shows nothing else.
const MENUS: [(usize, usize); 2] = [(15, 32), (30, 45)];

/// So many entries, most of them with addresses of sections or people, are none of stories.
const SECTIONS: usize = 4;

/// The longest heading of a list, in characters.
const LONGEST_HEADING: usize = 80;

/// A list, and the element that it is.
pub(super) struct List {
    pub element: NodeId,
    pub parent: Option<NodeId>,
    pub stories: Vec<PageLink>,
}

/// Finds the lists below a node; what the article's blocks were made of (`kept`) is looked into and never taken.
pub(super) fn find(around: &Around<'_>, body: &NodeRef<'_>, kept: &[NodeId]) -> Vec<List> {
    if kept.is_empty() {
        return Vec::new();
    }
    let mut search = Search {
        around,
        kept: kept.iter().copied().collect(),
        holders: with_ancestors(body, kept),
        found: Vec::new(),
        boxes: 0,
    };
    search.below(body, None);
    search.found
}

/// The stories of a list that was known by its heading and taken out of the page; none of one that leads through the site
/// rather than to stories: a menu may have a step called "Latest".
pub(super) fn read_taken(around: &Around<'_>, element: &NodeRef<'_>, taken: &TakenList) -> Vec<PageLink> {
    let above = taken.parent.and_then(|parent| element.tree.get(&parent));
    let around_it = above.iter().flat_map(|parent| {
        std::iter::once(*parent).chain(parent.ancestors_it(None)).take_while(|a| !a.has_name("body"))
    });
    let leads_through = std::iter::once(*element)
        .chain(around_it)
        .any(|node| places::is_machinery(&node) || node.has_name("header"));
    if leads_through || places::is_sold(&taken.heading) {
        return Vec::new();
    }
    let stories = card::stories(around, element, Some(&taken.heading), &sections(element));
    let headlines: usize = stories.iter().map(|story| prose_weight(&story.text)).sum();
    if headlines < HEADLINE_OF_KNOWN * stories.len() || is_menu(&stories) { Vec::new() } else { stories }
}

/// Whether a list is as long as menus are and its entries as short as theirs, or leads to sections and people, and it says
/// nothing more of what it leads to.
fn is_menu(stories: &[PageLink]) -> bool {
    let count = stories.len();
    let headlines: usize = stories.iter().map(|story| prose_weight(&story.text)).sum();
    let says_more =
        |story: &&PageLink| story.teaser.is_some() || story.picture.is_some() || story.published.is_some();
    let plain = |story: &&PageLink| url::Url::parse(&story.url).is_ok_and(|url| places::is_plain(&url));
    let long = MENUS.iter().any(|(longer, headline)| count > *longer && headlines < headline * count);
    let sections = count >= SECTIONS && stories.iter().filter(plain).count() * 2 > count;
    (long || sections) && stories.iter().filter(says_more).count() * 4 < count
}

struct Search<'a> {
    around: &'a Around<'a>,
    kept: HashSet<NodeId>,
    /// The kept elements and all that are around them.
    holders: HashSet<NodeId>,
    found: Vec<List>,
    boxes: usize,
}

impl Search<'_> {
    fn below(&mut self, node: &NodeRef<'_>, heading: Option<String>) {
        let mut heading = heading;
        for child in node.children_it(false).filter(NodeRef::is_element) {
            if self.holders.contains(&child.id) {
                heading = None;
            } else if let Some(text) = loose_heading(&child) {
                heading = Some(text);
                continue;
            }
            self.visit(&child, heading.take());
        }
    }

    fn visit(&mut self, node: &NodeRef<'_>, heading: Option<String>) {
        if places::is_machinery(node) {
            return;
        }
        if self.holders.contains(&node.id) {
            if !self.kept.contains(&node.id) || !is_text(node) {
                self.below(node, None);
            }
            return;
        }
        let unseen = dom::name(node)
            .is_none_or(|name| matches!(&*name, "script" | "style" | "template" | "noscript" | "header"));
        if unseen || places::lists_topics(node) || !node.descendants_it().any(|n| n.has_name("a")) {
            return;
        }
        self.boxes += 1;
        if self.boxes <= MOST_BOXES {
            self.read(node, heading);
        }
    }

    fn read(&mut self, node: &NodeRef<'_>, heading: Option<String>) {
        let stories = card::stories(self.around, node, None, &[]);
        let own: Vec<String> = headings(node).into_iter().map(|(_, text)| text).collect();
        let several = own.len() >= 2
            && (own.len() < stories.len() || own.iter().filter(|text| is_list_heading(text)).count() >= 2);
        if several {
            return self.below(node, heading);
        }
        let heading = match own.as_slice() {
            [only] => Some(only.clone()),
            _ => own.into_iter().find(|text| is_list_heading(text)),
        }
        .or(heading)
        .or_else(|| before_a_colon(node))
        .or_else(|| dom::attr(node, "aria-label").filter(|label| is_short(label)));
        if heading.as_deref().is_some_and(places::is_sold) {
            return;
        }
        if !self.is_list(node, heading.as_deref(), &stories) {
            // Of a menu no entry is a list by itself.
            return self.below(node, heading.filter(|_| !is_menu(&stories)));
        }
        let headed = |story: PageLink| PageLink { heading: heading.clone(), ..story };
        let other =
            |story: &PageLink| !heading.as_deref().is_some_and(|heading| repeats(&story.text, heading));
        let stories = stories.into_iter().filter(other).map(headed).collect();
        self.found.push(List { element: node.id, parent: node.parent().map(|p| p.id), stories });
    }

    fn is_list(&self, node: &NodeRef<'_>, heading: Option<&str>, stories: &[PageLink]) -> bool {
        if stories.is_empty() {
            return false;
        }
        let weight = |story: &PageLink| prose_weight(&story.text);
        let teasers = |story: &PageLink| story.teaser.as_deref().map_or(0, prose_weight);
        let headlines = stories.iter().map(weight).sum::<usize>();
        let said = headlines + stories.iter().map(teasers).sum::<usize>();
        let whole = prose_weight(&dom::text(node));
        let mean = headlines / stories.len();
        let headed = heading.is_some_and(is_list_heading);
        let named = is_named(node);
        let own = |story: &&PageLink| {
            url::Url::parse(&story.url).is_ok_and(|url| places::same_site(&url, self.around.page))
        };
        let of_site = stories.iter().filter(own).count() * 2 > stories.len();
        let pictures = stories.iter().filter(|story| story.picture.is_some()).count();
        let like_cards = pictures * 2 >= stories.len() || node.has_name("aside");
        let enough = if headed || named && like_cards {
            mean >= HEADLINE_OF_KNOWN
        } else if named {
            mean >= HEADLINE_OF_NAMED
        } else {
            of_site && mean >= HEADLINE && (stories.len() >= 3 || stories.len() == 2 && like_cards)
        };
        enough && said * 2 >= whole && !is_menu(stories)
    }
}

/// Whether a link says no more than the heading above it: "Most popular", "All most popular".
fn repeats(text: &str, heading: &str) -> bool {
    let (text, heading) = (text.to_lowercase(), heading.to_lowercase());
    let before = text.strip_suffix(heading.as_str());
    before.is_some_and(|before| before.split_whitespace().count() <= 1)
}

/// Whether an element that the article has a block of holds nothing but this block.
fn is_text(node: &NodeRef<'_>) -> bool {
    dom::name(node).is_some_and(|name| {
        story::is_heading(node)
            || matches!(&*name, "p" | "ul" | "ol" | "dl" | "table" | "figure" | "blockquote" | "pre" | "img")
    })
}

/// Whether the names of an element call it a list of other stories.
fn is_named(node: &NodeRef<'_>) -> bool {
    const NAMES: [&str; 22] = [
        "related",
        "recommended",
        "recommendation",
        "recommendations",
        "recirculation",
        "recirc",
        "trending",
        "popular",
        "mostread",
        "latest",
        "readmore",
        "similar",
        "suggested",
        "suggestions",
        "relacionadas",
        "relacionados",
        "verwandt",
        "morefrom",
        "alsolike",
        "nextup",
        "onward",
        "teasers",
    ];
    const PAIRS: [(&str, &str); 8] = [
        ("most", "read"),
        ("most", "popular"),
        ("most", "viewed"),
        ("read", "more"),
        ("read", "also"),
        ("read", "next"),
        ("also", "like"),
        ("more", "from"),
    ];
    let names = dom::class_and_id(node);
    let words: Vec<&str> =
        names.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.iter().any(|word| NAMES.contains(word))
        || words.windows(2).any(|pair| PAIRS.iter().any(|(a, b)| pair == [*a, *b]))
}

/// The headings of the sections of a list; none where each story has one.
fn sections(node: &NodeRef<'_>) -> Vec<(NodeId, String)> {
    let mut all = headings(node);
    all.retain(|(_, text)| is_list_heading(text) || node.has_name("aside"));
    if all.len() < 2 { Vec::new() } else { all }
}

/// The headings of the box itself: those that are no story's headline.
fn headings(node: &NodeRef<'_>) -> Vec<(NodeId, String)> {
    let mut found = Vec::new();
    dom::walk(*node, |below, _| {
        if story::is_heading(below) {
            found.extend(heading_text(below).map(|text| (below.id, text)));
            return false;
        }
        true
    });
    found
}

/// The text of a heading, unless it leads to a story.
fn heading_text(node: &NodeRef<'_>) -> Option<String> {
    let text = dom::text(node);
    let linked =
        node.descendants_it().any(|n| n.has_name("a")) || node.ancestors_it(Some(4)).any(|a| a.has_name("a"));
    let leads = linked && prose_weight(&text) >= HEADLINE_OF_KNOWN && !is_list_heading(&text);
    (is_short(&text) && !leads).then_some(text)
}

/// The heading that an element is that has nothing else in it.
fn loose_heading(node: &NodeRef<'_>) -> Option<String> {
    let text = dom::text(node);
    if !is_short(&text) {
        return None;
    }
    let heading = std::iter::once(*node).chain(node.descendants_it()).find(story::is_heading);
    match heading {
        Some(heading) => heading_text(&heading).filter(|own| *own == text),
        None => is_list_heading(&text).then_some(text),
    }
    .map(|text| text.trim_end_matches([':', '：']).trim().to_owned())
}

/// What stands before the colon of "Read also: …".
fn before_a_colon(node: &NodeRef<'_>) -> Option<String> {
    let text = dom::text(node);
    let (head, _) = text.split_once([':', '：'])?;
    is_list_heading(head).then(|| head.trim().to_owned())
}

fn is_short(text: &str) -> bool {
    (2..=LONGEST_HEADING).contains(&text.chars().count())
}
