//! What belongs to the article by its ties to what is kept: captioned pictures with only a label between them and the text,
//! headings right above it, notes that the text refers to and that refer back.

use std::collections::HashSet;

use dom_query::NodeRef;

use super::promotions::{is_label, is_promotion, opens_promotion};
use super::shapes::links;
use super::tree::{Element, Node, is_heading, text_of};
use crate::capture::extract::{is_list_heading, prose_weight};

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

/// Whether each block is a heading in one box with the block after it, and says nothing of promotions or other stories.
pub(super) fn headings(root: &NodeRef<'_>, nodes: &[Node]) -> Vec<bool> {
    let next = nodes.iter().skip(1).map(Some).chain([None]);
    let heads = |(node, next): (&Node, Option<&Node>)| {
        node.element().is_some_and(is_plain_heading) && next.is_some_and(|next| in_one_box(root, node, next))
    };
    nodes.iter().zip(next).map(heads).collect()
}

fn is_plain_heading(block: &Element) -> bool {
    let text = block.text();
    is_heading(block.tag)
        && block.tag != "h1"
        && (2..=LABEL).contains(&text.trim().chars().count())
        && links(block).1 * 2 < prose_weight(&text).max(1)
        && !(is_label(&text) || is_promotion(&text) || opens_promotion(&text) || is_list_heading(&text))
}

fn in_one_box(root: &NodeRef<'_>, heading: &Node, next: &Node) -> bool {
    let origin = |node: &Node| node.element().and_then(|e| root.tree.get(&e.origin?));
    let (Some(heading), Some(next)) = (origin(heading), origin(next)) else { return false };
    // A heading may have a box for itself.
    heading.ancestors_it(Some(2)).any(|around| next.ancestors_it(Some(2)).any(|a| a.id == around.id))
}

/// What is kept, and the headings right above it, where the article has begun.
pub(super) fn with_headings(headings: &[bool], keep: &[bool]) -> Vec<bool> {
    let begun = keep.iter().position(|k| *k).unwrap_or(keep.len());
    let mut kept = keep.to_vec();
    for at in (begun..keep.len().saturating_sub(1)).rev() {
        kept[at] |= headings[at] && kept[at + 1];
    }
    kept
}

/// A longer note is a chapter.
const LONGEST_NOTE: usize = 1_500;

/// What is kept, and the notes that it refers to and that lead back.
pub(super) fn with_notes(nodes: &[Node], keep: &[bool]) -> Vec<bool> {
    let mut kept = keep.to_vec();
    let (mut ids, mut targets) = (HashSet::new(), HashSet::new());
    for (node, _) in nodes.iter().zip(keep).filter(|(_, keep)| **keep) {
        ties(node, &mut ids, &mut targets);
    }
    if targets.is_empty() {
        return kept;
    }
    for at in 0..nodes.len() {
        if kept[at] || !is_note(&nodes[at], &ids, &targets) {
            continue;
        }
        kept[at] = true;
        // Where the number has a line of its own, the note is the next one.
        let number = nodes[at].element().is_some_and(|e| e.text().trim().chars().count() <= 4);
        if number && nodes.get(at + 1).is_some_and(|next| next.is("p") && length(next) <= LONGEST_NOTE) {
            kept[at + 1] = true;
        }
    }
    kept
}

fn is_note(node: &Node, ids: &HashSet<&str>, targets: &HashSet<&str>) -> bool {
    let (mut own_ids, mut own_targets) = (HashSet::new(), HashSet::new());
    ties(node, &mut own_ids, &mut own_targets);
    let is_led_to = own_ids.iter().any(|id| targets.contains(id));
    let leads_back = own_targets.iter().any(|id| ids.contains(id));
    // A list of notes may be long; a paragraph may not.
    is_led_to && leads_back && (node.is("ol") || node.is("ul") || length(node) <= LONGEST_NOTE)
}

fn length(node: &Node) -> usize {
    node.element().map_or(0, |e| e.text().trim().chars().count())
}

/// The ids of a block, and those that its links lead to.
fn ties<'n>(node: &'n Node, ids: &mut HashSet<&'n str>, targets: &mut HashSet<&'n str>) {
    let Node::Element(element) = node else { return };
    ids.extend(element.get("id"));
    targets.extend(element.get("href").and_then(|href| href.strip_prefix('#')));
    element.children.iter().for_each(|child| ties(child, ids, targets));
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
    fn a_note_is_kept_with_the_text_that_refers_to_it() {
        let link = |to: &str, id: &str| {
            let number = vec![Node::Text("1".to_owned())];
            Node::from(Element::new("a", number).with("href", format!("#{to}")).with("id", id))
        };
        let text =
            Node::from(Element::new("p", vec![Node::Text("It was March.".to_owned()), link("n", "r")]));
        let number = Node::from(Element::new("p", vec![link("r", "n")]));
        let toc = Node::from(Element::new("ul", vec![link("h", "t")]));
        assert_eq!(
            with_notes(&[toc, text, number, p(40), p(40)], &[false, true, false, false, false]),
            [false, true, true, true, false]
        );
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
