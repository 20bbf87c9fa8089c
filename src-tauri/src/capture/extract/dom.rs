//! Small readings of the parsed tree that several parts of extraction share.

use dom_query::NodeRef;

/// Calls `visit` for every element and text node below the root, in document order, with its depth; `visit` returns
/// whether to go on below the node.
pub(in crate::capture) fn walk<'a>(root: NodeRef<'a>, mut visit: impl FnMut(&NodeRef<'a>, usize) -> bool) {
    let mut depth = 0_usize;
    let mut current = Some(root);
    while let Some(node) = current {
        if visit(&node, depth)
            && let Some(child) = node.first_child()
        {
            depth += 1;
            current = Some(child);
            continue;
        }
        let mut from = node;
        current = loop {
            if from.id == root.id {
                break None;
            }
            if let Some(sibling) = from.next_sibling() {
                break Some(sibling);
            }
            match from.parent() {
                Some(parent) => {
                    depth = depth.saturating_sub(1);
                    from = parent;
                }
                None => break None,
            }
        };
    }
}

/// The element's attribute, trimmed, unless it is empty.
pub(in crate::capture) fn attr(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let element = node.element_ref()?;
    let value = element.attrs.iter().find(|a| &*a.name.local == name)?.value.trim().to_owned();
    (!value.is_empty()).then_some(value)
}

/// The element's name, or nothing for other nodes.
pub(in crate::capture) fn name<'a>(node: &NodeRef<'a>) -> Option<std::cell::Ref<'a, str>> {
    Some(std::cell::Ref::map(node.qual_name_ref()?, |name| &*name.local))
}

/// The text below a node with white space folded.
pub(in crate::capture) fn text(node: &NodeRef<'_>) -> String {
    fold(&node.text())
}

/// Folds white space to single spaces.
pub(in crate::capture) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// Class and id of an element, in lower case.
pub(in crate::capture) fn class_and_id(node: &NodeRef<'_>) -> String {
    values(node, &["class", "id"])
}

/// Values of some of an element's attributes, in lower case, each with a space after it.
pub(in crate::capture) fn values(node: &NodeRef<'_>, attributes: &[&str]) -> String {
    let mut values = String::new();
    if let Some(element) = node.element_ref() {
        for attribute in element.attrs.iter().filter(|a| attributes.contains(&&*a.name.local)) {
            values.push_str(&attribute.value.to_ascii_lowercase());
            values.push(' ');
        }
    }
    values
}
