//! Pictures with captions that would go with a label beside them although they stand in the article.

use super::shapes::links;
use super::tree::{Element, Node, text_of};
use crate::capture::extract::prose_weight;

/// Blocks looked at on each side.
const REACH: usize = 8;
/// A longer text that is not kept means that the article has ended.
const LABEL: usize = 100;

/// What is kept, and the pictures with captions between it: only labels, or the headline, part them from what is kept.
pub(super) fn with_captioned(nodes: &[Node], keep: &[bool]) -> Vec<bool> {
    let mut kept = keep.to_vec();
    for (at, node) in nodes.iter().enumerate() {
        if !keep[at] && node.element().is_some_and(is_captioned) {
            let before = (0..at).rev().take(REACH);
            let after = (at + 1..nodes.len()).take(REACH);
            kept[at] = meets(nodes, keep, before, true) && meets(nodes, keep, after, false);
        }
    }
    kept
}

fn is_captioned(block: &Element) -> bool {
    let caption = block.children.iter().filter_map(Node::element).find(|e| e.tag == "figcaption");
    block.tag == "figure"
        && block.get("class").is_none()
        && caption.is_some_and(|c| links(c).1 * 2 < prose_weight(&c.text()).max(1))
}

/// Whether the article is met before anything else of length.
fn meets(nodes: &[Node], keep: &[bool], places: impl Iterator<Item = usize>, headline: bool) -> bool {
    for at in places {
        let Some(element) = nodes[at].element() else { return false };
        if element.tag == "figure" || element.tag == "hr" {
            continue;
        }
        if keep[at] || (headline && element.tag == "h1") {
            return true;
        }
        if text_of(&element.children).trim().chars().count() > LABEL {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(length: usize) -> Node {
        Element::new("p", vec![Node::Text("x".repeat(length))]).into()
    }

    fn figure(caption: Node) -> Node {
        let image = Element::new("img", Vec::new()).into();
        Element::new("figure", vec![image, Element::new("figcaption", vec![caption]).into()]).into()
    }

    #[test]
    fn a_label_does_not_take_a_captioned_picture_along() {
        let picture = || figure(Node::Text("The north pier on Tuesday".to_owned()));
        let kept = |nodes: &[Node], keep: &[bool]| with_captioned(nodes, keep);
        assert_eq!(
            kept(&[p(200), picture(), p(6), p(200)], &[true, false, false, true]),
            [true, true, false, true]
        );
        assert!(!kept(&[p(200), picture(), p(150), p(200)], &[true, false, false, true])[1]);
        let headline = Element::new("h1", vec![Node::Text("T".to_owned())]).into();
        assert!(kept(&[headline, picture(), p(200)], &[false, false, true])[1]);
        let link =
            Element::new("a", vec![Node::Text("Another story".to_owned())]).with("href", "https://x.org/");
        assert!(!kept(&[p(200), figure(link.into()), p(200)], &[true, false, true])[1]);
    }
}
