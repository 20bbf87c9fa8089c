//! What a block is by its shape: data or layout, code, something with links.

use dom_query::NodeRef;

use super::elements::is_language_tag;
use super::tree::{Element, Node};
use crate::capture::extract::{dom, prose_weight};

/// Whether a list lays out boxes of several blocks each, rather than listing.
pub(super) fn is_layout_list(list: &NodeRef<'_>) -> bool {
    list.children_it(false).filter(|n| n.has_name("li")).any(|item| {
        let (mut headings, mut paragraphs) = (0, 0);
        dom::walk(item, |node, _| {
            match dom::name(node).as_deref() {
                Some("h1" | "h2" | "h3" | "h4") => headings += 1,
                Some("p") => paragraphs += usize::from(node.normalized_char_count() >= 80),
                _ => {}
            }
            headings == 0 && paragraphs < 3
        });
        headings > 0 || paragraphs >= 3
    })
}

/// Whether a table lays out the page rather than data (as browsers and screen readers tell it).
pub(super) fn is_layout(table: &NodeRef<'_>) -> bool {
    if dom::attr(table, "role").is_some_and(|r| r == "presentation" || r == "none") {
        return true;
    }
    let mut widest = 0;
    let mut rows = 0;
    let mut longest = 0;
    for node in table.descendants_it() {
        match dom::name(&node).as_deref() {
            Some("table") => return true,
            Some("th" | "caption") => return false,
            Some("tr") => {
                rows += 1;
                widest = widest.max(node.children_it(false).filter(|n| n.has_name("td")).count());
            }
            Some("td") => longest = longest.max(node.normalized_char_count()),
            _ => {}
        }
    }
    widest <= 1 || rows == 0 || (rows == 1 && longest > 200) || longest > 2_000
}

/// Code and other preformatted text, kept to the letter.
pub(super) fn preformatted(node: &NodeRef<'_>) -> Element {
    fn verbatim(node: &NodeRef<'_>, text: &mut String) {
        for child in node.children_it(false) {
            if child.is_text() {
                text.push_str(&child.text());
            } else if child.has_name("br") {
                text.push('\n');
            } else if !child.has_name("script") && !child.has_name("style") && !child.has_name("button") {
                verbatim(&child, text);
                if child.has_name("div") || child.has_name("p") {
                    text.push('\n');
                }
            }
        }
    }
    let mut text = String::new();
    verbatim(node, &mut text);
    let text = text.trim_matches('\n').trim_end().to_owned();
    let is_code = node.descendants_it().any(|n| n.has_name("code"));
    let content =
        if is_code { Element::new("code", vec![Node::Text(text)]).into() } else { Node::Text(text) };
    let mut pre = Element::new("pre", vec![content]);
    if let Some(lang) = dom::attr(node, "lang").filter(|l| is_language_tag(l)) {
        pre.set("lang", lang);
    }
    pre
}

/// Whether a link stands anywhere inside.
pub(super) fn has_link(element: &Element) -> bool {
    element.children.iter().filter_map(Node::element).any(|e| is_link(e) || has_link(e))
}

/// Links of an element, and the weight of their text.
pub(in crate::capture) fn links(element: &Element) -> (usize, usize) {
    let mut total = (0, 0);
    for child in element.children.iter().filter_map(Node::element) {
        let (links, weight) = if is_link(child) { (1, prose_weight(&child.text())) } else { links(child) };
        total = (total.0 + links, total.1 + weight);
    }
    total
}

fn is_link(element: &Element) -> bool {
    element.tag == "a" && element.get("href").is_some()
}
