//! Lists of other stories around or inside the article: "Latest news", "Must read", "You might also like".
//!
//! They are found by their headings and by their structure (almost nothing but links) and taken out of the tree before
//! extraction; what they lead to is read by [`around`](crate::capture::around).

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::{dom, prose};

mod headings;
mod link_list;

use headings::begins_like_one;
pub(in crate::capture) use headings::is_list_heading;
use link_list::is_link_list;

/// Lists of other stories that were taken out of a page.
#[derive(Debug, Default)]
pub(in crate::capture) struct Taken {
    /// The lists with their headings, in the order they were found.
    pub lists: Vec<TakenList>,
    /// All elements that were taken, which stay in the document without a parent.
    pub elements: Vec<NodeId>,
}

/// A list of other stories that was taken out of a page.
#[derive(Debug)]
pub(in crate::capture) struct TakenList {
    /// Its heading as the page shows it.
    pub heading: String,
    /// Its element.
    pub element: NodeId,
    /// The element that it stood in.
    pub parent: Option<NodeId>,
}

/// Takes the blocks out of the tree; what is below `spared` stays.
pub(in crate::capture) fn take_blocks(document: &Document, spared: &HashSet<NodeId>) -> Taken {
    let Some(body) = document.body() else { return Taken::default() };
    let body_chars = prose::weight(&body.text());
    let mut taken = Taken::default();
    let mut candidates: Vec<(NodeRef<'_>, String)> = Vec::new();
    dom::walk(body, |node, _| {
        if spared.contains(&node.id) {
            return false;
        }
        if let Some(heading) = heading_of_block(node) {
            candidates.push((*node, heading));
            return false;
        }
        true
    });
    for (heading, text) in candidates {
        take_block(&heading, &text, body_chars, &mut taken);
    }
    taken
}

impl Taken {
    fn take(&mut self, element: &NodeRef<'_>) {
        element.remove_from_parent();
        self.elements.push(element.id);
    }

    fn take_list(&mut self, element: &NodeRef<'_>, heading: &str) {
        let parent = element.parent().map(|parent| parent.id);
        self.lists.push(TakenList { heading: heading.to_owned(), element: element.id, parent });
        self.take(element);
    }
}

/// The heading that a node is, when it is that of a list of other stories.
fn heading_of_block(node: &NodeRef<'_>) -> Option<String> {
    let name = dom::name(node)?;
    let is_heading = matches!(&*name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "legend" | "summary" | "dt");
    let may_be = is_heading
        || matches!(&*name, "p" | "div" | "span" | "strong" | "b" | "header" | "figcaption" | "a" | "li");
    if !may_be {
        return None;
    }
    let text = short_text(node)?;
    if !is_list_heading(&text) {
        return None;
    }
    // "Related" as a word of a sentence: a text that only follows other text in its block is no heading.
    if !is_heading && node.prev_sibling().is_some_and(|s| s.is_nonempty_text()) {
        return None;
    }
    Some(text.trim_end_matches([':', '：']).trim().to_owned())
}

/// The text of a node when it begins like a heading and is as short as one; looks no further than needed to know.
fn short_text(node: &NodeRef<'_>) -> Option<String> {
    const LONGEST: usize = 80;
    const MOST_NODES: usize = 40;
    const MOST_BYTES: usize = 2_000;
    let (mut text, mut nodes) = (String::new(), 0);
    for below in node.descendants_it() {
        nodes += 1;
        if below.is_text() {
            let part = below.text();
            if nodes > MOST_NODES || text.len() + part.len() > MOST_BYTES {
                return None;
            }
            let begins = text.is_empty() && part.contains(|c: char| !c.is_whitespace());
            if begins && !begins_like_one(&part) {
                return None;
            }
            if begins || !text.is_empty() {
                text.push_str(&part);
            }
        }
    }
    let text = dom::fold(&text);
    (2..=LONGEST).contains(&text.chars().count()).then_some(text)
}

fn take_block(heading: &NodeRef<'_>, text: &str, body_chars: usize, found: &mut Taken) {
    if heading.parent().is_none() {
        return;
    }
    // The heading itself may hold the links ("Related: Story"), or be one ("More from X").
    let mut block: Option<NodeRef<'_>> = None;
    let mut current = *heading;
    for _ in 0..6 {
        let Some(parent) = current.parent().filter(|p| p.is_element() && !holds_the_page(p)) else { break };
        if !is_link_list(&parent, body_chars) {
            break;
        }
        block = Some(parent);
        current = parent;
    }
    if let Some(block) = block {
        found.take_list(&block, text);
        return;
    }
    take_following(heading, text, body_chars, found);
}

/// The heading stands loose among the article's blocks: what follows it goes as long as it is nothing but links.
fn take_following(heading: &NodeRef<'_>, text: &str, body_chars: usize, found: &mut Taken) {
    let mut from = *heading;
    for _ in 0..3 {
        let alone = from.next_element_sibling().is_none();
        match from.parent() {
            Some(parent)
                if alone
                    && parent.normalized_char_count() == heading.normalized_char_count()
                    && !holds_the_page(&parent) =>
            {
                from = parent
            }
            _ => break,
        }
    }
    let mut taken = Vec::new();
    let mut next = from.next_element_sibling();
    while let Some(sibling) = next {
        if taken.len() >= 12 || !is_link_list(&sibling, body_chars) {
            break;
        }
        taken.push(sibling);
        next = sibling.next_element_sibling();
    }
    if taken.is_empty() {
        return;
    }
    for block in taken {
        found.take_list(&block, text);
    }
    found.take(&from);
}

fn holds_the_page(node: &NodeRef<'_>) -> bool {
    dom::name(node).is_some_and(|n| matches!(&*n, "body" | "main" | "html"))
        || (node.has_name("article") && node.descendants_it().any(|n| n.has_name("h1")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The heading and the text of each list, and what is left of the page.
    fn take(html: &str) -> (Vec<(String, String)>, String) {
        let document = Document::from(html);
        let taken = take_blocks(&document, &HashSet::new());
        let text = |list: &TakenList| dom::text(&document.tree.get(&list.element).unwrap());
        let lists = taken.lists.iter().map(|list| (list.heading.clone(), text(list))).collect();
        (lists, document.text().to_string())
    }

    const PROSE: &str = "<p>The ministry said on Tuesday that the talks would resume next week in Geneva, after a break of three months that both sides had used to consult.</p>";

    #[test]
    fn blocks_go_and_their_links_stay_with_the_heading() {
        let html = format!(
            "<body><article><h1>Talks resume</h1>{PROSE}{PROSE}{PROSE}<div class=td-block><h4>You might also like</h4><div><a href=/a>First other story</a></div><div><a href=/b>Second other story</a></div></div>{PROSE}</article></body>"
        );
        let (lists, text) = take(&html);
        assert_eq!(lists[0].0, "You might also like");
        assert!(lists[0].1.contains("First other story") && lists[0].1.contains("Second other story"));
        assert!(!text.contains("other story") && text.contains("Geneva"));
    }

    #[test]
    fn a_loose_heading_takes_the_list_after_it_and_no_more() {
        let html = format!(
            "<body><article><h1>T</h1>{PROSE}<h3>Latest news</h3><ul><li><a href=/a>First other story</a><li><a href=/b>Second other story</a></ul>{PROSE}{PROSE}</article></body>"
        );
        let (lists, text) = take(&html);
        assert_eq!(lists.len(), 1);
        assert_eq!(text.matches("Geneva").count(), 3);
        assert!(!text.contains("Latest news"));
    }

    #[test]
    fn a_heading_of_the_article_itself_takes_nothing() {
        let html = format!(
            "<body><article><h1>T</h1>{PROSE}<h2>More on this story</h2>{PROSE}{PROSE}</article></body>"
        );
        let (lists, text) = take(&html);
        assert!(lists.is_empty());
        assert!(text.contains("More on this story"));
    }
}
