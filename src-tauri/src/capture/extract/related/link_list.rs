//! What tells a list of links from a part of the article.

use dom_query::NodeRef;

use crate::capture::extract::{dom, prose};

/// Whether a block is a list of links: links with texts of their own, little else, no long paragraph.
pub(super) fn is_link_list(block: &NodeRef<'_>, body_chars: usize) -> bool {
    let mut list = LinkList::default();
    let mut link_depth = usize::MAX;
    dom::walk(*block, |node, depth| {
        if depth <= link_depth {
            list.end_link();
            link_depth = usize::MAX;
        }
        if node.is_text() {
            list.text(prose::weight(&node.text()), link_depth != usize::MAX);
            return false;
        }
        match dom::name(node).as_deref() {
            Some("h1") => list.no_list = true,
            Some("script" | "style" | "noscript" | "template") => return false,
            Some("a") if link_depth == usize::MAX => link_depth = depth,
            Some(name) if name != "br" && !is_phrase(name) => list.end_run(),
            _ => {}
        }
        !list.no_list
    });
    list.end_link();
    list.end_run();
    list.holds(body_chars)
}

/// Elements that do not end a run of text.
fn is_phrase(name: &str) -> bool {
    matches!(
        name,
        "a" | "b" | "strong" | "i" | "em" | "span" | "font" | "u" | "small" | "mark" | "time" | "img"
    )
}

/// What a block is made of, as far as tells lists from articles.
#[derive(Default)]
struct LinkList {
    links: usize,
    link: usize,
    in_links: usize,
    outside: usize,
    run: usize,
    no_list: bool,
}

impl LinkList {
    /// The longest text outside of links that a teaser has.
    const TEASER: usize = 260;

    fn text(&mut self, length: usize, in_link: bool) {
        if in_link {
            self.link += length;
            self.in_links += length;
        } else {
            self.run += length;
            self.outside += length;
        }
    }

    fn end_link(&mut self) {
        self.links += usize::from(self.link > 8);
        self.link = 0;
    }

    fn end_run(&mut self) {
        self.no_list |= self.run > Self::TEASER;
        self.run = 0;
    }

    /// Teasers carry a line of summary each; the article's own paragraphs carry far more than their links.
    fn holds(&self, body_length: usize) -> bool {
        let all = self.in_links + self.outside;
        !self.no_list
            && self.links >= 1
            && all * 2 <= body_length
            && (self.in_links * 2 >= all
                || (self.links >= 2 && self.in_links * 4 >= all && self.outside <= self.links * 220))
    }
}
