//! Inserts among the article's paragraphs that point to other stories: kept where they stood, marked, and no part of the text.

use dom_query::NodeId;

use super::tree::{Element, Node};
use crate::model::{LinkPlace, PageLink};

/// The element of an insert. No other has this name in a clean copy, and whoever reads a copy as text leaves it out.
pub(super) const TAG: &str = "aside";

/// The attribute that marks it for whoever knows nothing of that.
const MARK: &str = "data-insert";

/// A list of other stories that stood among the article's paragraphs.
#[derive(Debug, Clone)]
pub(in crate::capture) struct Insert {
    /// The element of the article's block that came after it.
    pub before: NodeId,
    /// The stories, all under one heading.
    pub stories: Vec<PageLink>,
}

/// Puts inserts in their places among the article's blocks; one that nothing follows any more goes.
pub(super) fn put_in(blocks: &mut Vec<Node>, inserts: &[Insert]) {
    for insert in inserts {
        let follows = |node: &Node| {
            node.element().and_then(|element| element.origin).is_some_and(|id| id >= insert.before)
        };
        if let Some(at) = blocks.iter().position(follows).filter(|at| *at > 0)
            && let Some(element) = element(&insert.stories)
        {
            blocks.insert(at, element);
        }
    }
}

/// An insert as it stands in the clean copy: the heading, and the stories as a list of links.
pub(super) fn element(stories: &[PageLink]) -> Option<Node> {
    let heading = stories.first()?.heading.clone();
    let block = |tag, children| Element::new(tag, children).with("dir", "auto");
    let story = |story: &PageLink| {
        let link = Element::new("a", vec![Node::Text(story.text.clone())]).with("href", story.url.clone());
        Node::Element(block("li", vec![link.into()]))
    };
    let list = block("ul", stories.iter().map(story).collect());
    let heading = heading.map(|text| Node::Element(block("p", vec![Node::Text(text)])));
    let children = heading.into_iter().chain([list.into()]).collect();
    Some(block(TAG, children).with(MARK, "").into())
}

/// Says of the stories of an insert that they stand around the article.
pub(super) fn is_around(insert: &Element, links: &mut [PageLink]) {
    let mut targets = Vec::new();
    collect(&insert.children, &mut targets);
    for link in links.iter_mut().filter(|link| targets.contains(&link.url.as_str())) {
        link.place = LinkPlace::Around;
    }
}

fn collect<'a>(nodes: &'a [Node], targets: &mut Vec<&'a str>) {
    for element in nodes.iter().filter_map(Node::element) {
        targets.extend(element.get("href"));
        collect(&element.children, targets);
    }
}
