//! Ids that links within the article lead to.

use std::collections::HashSet;

use super::tree::Node;

/// Takes away the ids that no link of these blocks leads to, and anchors that were nothing else.
pub(super) fn keep_used(blocks: &mut Vec<Node>) {
    let mut used = HashSet::new();
    collect(blocks, &mut used);
    strip(blocks, &used);
}

fn collect(nodes: &[Node], used: &mut HashSet<String>) {
    for element in nodes.iter().filter_map(Node::element) {
        if let Some(target) = element.get("href").and_then(|href| href.strip_prefix('#')) {
            used.insert(target.to_owned());
        }
        collect(&element.children, used);
    }
}

fn strip(nodes: &mut Vec<Node>, used: &HashSet<String>) {
    nodes.retain_mut(|node| {
        let Node::Element(element) = node else { return true };
        let unused = element.get("id").is_some_and(|id| !used.contains(id));
        if unused {
            element.attributes.retain(|(name, _)| *name != "id");
        }
        strip(&mut element.children, used);
        !(unused && element.tag == "a" && element.children.is_empty())
    });
}
