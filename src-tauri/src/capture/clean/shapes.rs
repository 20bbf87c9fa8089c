//! What a block is by its shape: data or layout, code, something with links.

use dom_query::NodeRef;

use super::elements::{is_language_tag, is_longer};
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
    let mut paragraphs = 0;
    let mut code = false;
    let mut break_before = false;
    for node in table.descendants_it() {
        match dom::name(&node).as_deref() {
            Some("table") => return true,
            Some("th" | "caption") => return false,
            Some("tr") => {
                rows += 1;
                widest = widest.max(node.children_it(false).filter(|n| n.has_name("td")).count());
            }
            Some("td") => longest = longest.max(node.normalized_char_count()),
            Some("br") => {
                paragraphs += usize::from(break_before);
                break_before = true;
                continue;
            }
            Some("p") => paragraphs += usize::from(node.normalized_char_count() > 200),
            Some("pre") => code = true,
            _ => {}
        }
        break_before &= node.is_text() && node.text().trim().is_empty();
    }
    let prose = longest > 400 && paragraphs >= 2;
    widest <= 1 || rows == 0 || (rows == 1 && (longest > 200 || code)) || longest > 2_000 || prose
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

/// Whether preformatted text is the column of numbers beside a program.
pub(super) fn line_numbers(pre: &NodeRef<'_>) -> bool {
    let text = pre.text();
    let mut numbers = text.split_whitespace().map(str::parse::<usize>);
    numbers.next() == Some(Ok(1)) && numbers.enumerate().all(|(at, n)| n == Ok(at + 2))
}

/// A box with more characters holds more than a pull quote.
const LONGEST_PULLED: usize = 400;

/// Whether class names of an element, or of those close around it, call it a pull quote.
pub(super) fn is_pulled(node: &NodeRef<'_>) -> bool {
    const NAMES: [&str; 9] = [
        "pullquote",
        "pull-quote",
        "pull_quote",
        "pulled-quote",
        "quote-pull",
        "blockquote--pull",
        "exergue",
        "destacado",
        "zitatbox",
    ];
    let named = |n: &NodeRef<'_>| {
        let names = dom::class_and_id(n);
        NAMES.iter().any(|name| names.contains(name))
    };
    let holds = |n: &NodeRef<'_>| ["aside", "figure", "div"].iter().any(|tag| n.has_name(tag));
    named(node)
        || node.ancestors_it(Some(2)).any(|a| holds(&a) && named(&a) && !is_longer(&a, LONGEST_PULLED))
}

/// A quote, marked when it is one that is pulled out of the text.
pub(super) fn quote(blocks: Vec<Node>, node: &NodeRef<'_>) -> Element {
    let quote = Element::new("blockquote", blocks);
    if is_pulled(node) { quote.with("class", "pull") } else { quote }
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
