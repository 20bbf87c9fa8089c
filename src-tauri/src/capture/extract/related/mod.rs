//! Lists of other stories around or inside the article: "Latest news", "Must read", "You might also like".
//!
//! They are found by their headings and by their structure (almost nothing but links), taken out of the tree before
//! extraction, and their links kept with the heading.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};
use url::Url;

use super::{dom, prose};
use crate::model::{LinkContext, PageLink};

mod headings;
mod link_list;

use headings::begins_like_one;
pub(in crate::capture) use headings::is_list_heading;
use link_list::is_link_list;

/// Links kept of one page's blocks.
const MAX_LINKS: usize = 200;

/// Lists of other stories that were taken out of a page.
#[derive(Debug, Default)]
pub(in crate::capture) struct Taken {
    /// Their links, each with the heading of its list.
    pub links: Vec<PageLink>,
    /// The elements, which stay in the document without a parent.
    pub elements: Vec<NodeId>,
}

/// Takes the blocks out of the tree; what is below `spared` stays.
pub(in crate::capture) fn take_blocks(document: &Document, base: &Url, spared: &HashSet<NodeId>) -> Taken {
    let Some(body) = document.body() else { return Taken::default() };
    let body_chars = prose::weight(&body.text());
    let mut links = Links { base, found: Vec::new(), seen: HashSet::new(), taken: Vec::new() };
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
        take_block(&heading, &text, body_chars, &mut links);
    }
    Taken { links: links.found, elements: links.taken }
}

struct Links<'a> {
    base: &'a Url,
    found: Vec<PageLink>,
    seen: HashSet<String>,
    taken: Vec<NodeId>,
}

impl Links<'_> {
    fn take(&mut self, element: &NodeRef<'_>) {
        element.remove_from_parent();
        self.taken.push(element.id);
    }

    fn add_all(&mut self, block: &NodeRef<'_>, heading: &str) {
        for link in block.descendants_it().filter(|n| n.has_name("a")) {
            let Some(url) = dom::attr(&link, "href").and_then(|h| self.base.join(&h).ok()) else { continue };
            let text = dom::text(&link);
            let text = if text.is_empty() { dom::attr(&link, "title").unwrap_or_default() } else { text };
            let story =
                matches!(url.scheme(), "http" | "https") && url.path() != "/" && text.chars().count() > 3;
            let itself = url.path() == self.base.path() && url.host_str() == self.base.host_str();
            if story && !itself && self.found.len() < MAX_LINKS && self.seen.insert(url.to_string()) {
                let heading = Some(heading.to_owned());
                self.found.push(PageLink { url: url.into(), text, context: LinkContext::Related, heading });
            }
        }
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

fn take_block(heading: &NodeRef<'_>, text: &str, body_chars: usize, links: &mut Links<'_>) {
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
        links.add_all(&block, text);
        links.take(&block);
        return;
    }
    take_following(heading, text, body_chars, links);
}

/// The heading stands loose among the article's blocks: what follows it goes as long as it is nothing but links.
fn take_following(heading: &NodeRef<'_>, text: &str, body_chars: usize, links: &mut Links<'_>) {
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
        links.add_all(&block, text);
        links.take(&block);
    }
    links.take(&from);
}

fn holds_the_page(node: &NodeRef<'_>) -> bool {
    dom::name(node).is_some_and(|n| matches!(&*n, "body" | "main" | "html"))
        || (node.has_name("article") && node.descendants_it().any(|n| n.has_name("h1")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(html: &str) -> (Vec<PageLink>, String) {
        let document = Document::from(html);
        let base = Url::parse("https://x.org/story").unwrap();
        let links = take_blocks(&document, &base, &HashSet::new()).links;
        (links, document.text().to_string())
    }

    const PROSE: &str = "<p>The ministry said on Tuesday that the talks would resume next week in Geneva, after a break of three months that both sides had used to consult.</p>";

    #[test]
    fn blocks_go_and_their_links_stay_with_the_heading() {
        let html = format!(
            "<body><article><h1>Talks resume</h1>{PROSE}{PROSE}{PROSE}<div class=td-block><h4>You might also like</h4><div><a href=/a>First other story</a></div><div><a href=/b>Second other story</a></div></div>{PROSE}</article></body>"
        );
        let (links, text) = take(&html);
        let urls: Vec<&str> = links.iter().map(|l| l.url.as_str()).collect();
        assert_eq!(urls, ["https://x.org/a", "https://x.org/b"]);
        assert_eq!(links[0].heading.as_deref(), Some("You might also like"));
        assert!(!text.contains("other story") && text.contains("Geneva"));
    }

    #[test]
    fn a_loose_heading_takes_the_list_after_it_and_no_more() {
        let html = format!(
            "<body><article><h1>T</h1>{PROSE}<h3>Latest news</h3><ul><li><a href=/a>First other story</a><li><a href=/b>Second other story</a></ul>{PROSE}{PROSE}</article></body>"
        );
        let (links, text) = take(&html);
        assert_eq!(links.len(), 2);
        assert_eq!(text.matches("Geneva").count(), 3);
        assert!(!text.contains("Latest news"));
    }

    #[test]
    fn a_heading_of_the_article_itself_takes_nothing() {
        let html = format!(
            "<body><article><h1>T</h1>{PROSE}<h2>More on this story</h2>{PROSE}{PROSE}</article></body>"
        );
        let (links, text) = take(&html);
        assert!(links.is_empty());
        assert!(text.contains("More on this story"));
    }
}
