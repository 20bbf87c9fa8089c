//! Last touches on the clean tree: white space, empty elements, repeated titles and pictures, direction.

use std::collections::HashSet;

use super::tree::{Element, Node, is_block};
use crate::capture::extract::{agreement, is_rtl_letter};

/// Tidies the article's blocks; `title` is the headline that stands above them.
pub(super) fn tidy(blocks: &mut Vec<Node>, title: &str) {
    for node in blocks.iter_mut() {
        fold_block(node);
    }
    prune(blocks);
    drop_repeated_title(blocks, title);
    drop_repeated_pictures(blocks, &mut HashSet::new());
    prune(blocks);
    trim_rules(blocks);
    for node in blocks.iter_mut() {
        direct(node);
    }
}

/// Tidies a block that is not, or not yet, of an article; nothing is left of one that holds nothing.
pub(super) fn alone(mut block: Node) -> Option<Node> {
    fold_block(&mut block);
    let mut blocks = vec![block];
    prune(&mut blocks);
    blocks.iter_mut().for_each(direct);
    blocks.pop()
}

/// Folds white space within each block, across its inline elements.
fn fold_block(node: &mut Node) {
    let Node::Element(element) = node else { return };
    if element.tag == "pre" {
        return;
    }
    let mut after_space = true;
    fold_inline(&mut element.children, &mut after_space);
    trim_end(&mut element.children);
}

fn fold_inline(nodes: &mut [Node], after_space: &mut bool) {
    for at in 0..nodes.len() {
        let before_block = nodes.get(at + 1).and_then(Node::element).is_some_and(|e| is_block(e.tag));
        match &mut nodes[at] {
            Node::Text(text) => {
                *text = folded(text, after_space);
                if before_block {
                    text.truncate(text.trim_end_matches(' ').len());
                }
            }
            Node::Element(element) if is_block(element.tag) => {
                fold_block(&mut nodes[at]);
                *after_space = true;
            }
            Node::Element(element) if element.tag == "math" => *after_space = false,
            Node::Element(element) => {
                if element.tag == "br" {
                    *after_space = true;
                } else {
                    fold_inline(&mut element.children, after_space);
                    *after_space &= !matches!(element.tag, "img");
                }
            }
        }
    }
}

fn folded(text: &str, after_space: &mut bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}') {
            if !*after_space {
                out.push(' ');
            }
            *after_space = true;
        } else if !is_invisible(c) {
            out.push(c);
            *after_space = false;
        }
    }
    out
}

/// Control characters and marks that carry no text; joiners and direction marks do.
fn is_invisible(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{ad}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn trim_end(nodes: &mut Vec<Node>) {
    while let Some(last) = nodes.last_mut() {
        match last {
            Node::Text(text) => {
                text.truncate(text.trim_end_matches(' ').len());
                if !text.is_empty() {
                    return;
                }
                nodes.pop();
            }
            Node::Element(element) if element.tag == "br" => {
                nodes.pop();
            }
            Node::Element(element)
                if !is_block(element.tag) && element.tag != "math" && !element.children.is_empty() =>
            {
                return trim_end(&mut element.children);
            }
            Node::Element(_) => return,
        }
    }
}

/// Removes elements that hold nothing, and inline elements that repeat their parent.
pub(super) fn prune(nodes: &mut Vec<Node>) {
    for node in nodes.iter_mut() {
        if let Node::Element(element) = node
            && !matches!(element.tag, "pre" | "math")
        {
            prune(&mut element.children);
            unwrap_repeated(element);
        }
    }
    nodes.retain(|node| match node {
        Node::Text(text) => !text.is_empty(),
        Node::Element(element) => !is_empty(element),
    });
}

fn unwrap_repeated(element: &mut Element) {
    if let [Node::Element(only)] = element.children.as_mut_slice()
        && only.tag == element.tag
        && matches!(element.tag, "strong" | "em" | "small" | "blockquote" | "code")
        && only.attributes.is_empty()
    {
        element.children = std::mem::take(&mut only.children);
    }
}

fn is_empty(element: &Element) -> bool {
    match element.tag {
        "img" | "br" | "hr" | "wbr" | "math" => false,
        "td" | "th" => false,
        "tr" | "table" | "tbody" | "thead" | "tfoot" => !has_content(element),
        _ if element.get("id").is_some() => false,
        "figure" => !element.has_picture() && element.get("class").is_none(),
        _ => !has_content(element),
    }
}

fn has_content(element: &Element) -> bool {
    element.children.iter().any(|child| match child {
        Node::Text(text) => {
            text.chars().any(|c| !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'))
        }
        Node::Element(e) => matches!(e.tag, "img" | "hr" | "math") || e.get("id").is_some() || has_content(e),
    })
}

/// The headline stands above the article; the body does not say it again.
fn drop_repeated_title(blocks: &mut Vec<Node>, title: &str) {
    let repeats = |node: &Node| {
        node.element().is_some_and(|e| {
            matches!(e.tag, "h1" | "h2" | "h3" | "p") && {
                let text = e.text();
                let same = agreement(&text, title);
                if e.tag == "h1" {
                    same > 0.75
                } else if e.tag == "p" {
                    text.trim() == title.trim()
                } else {
                    same > 0.9
                }
            }
        })
    };
    if let Some(at) = blocks.iter().take(8).position(repeats) {
        blocks.remove(at);
    }
    // Every other h1 that says the title again (print versions, sticky bars) goes too.
    blocks.retain(|node| !node.element().is_some_and(|e| e.tag == "h1" && agreement(&e.text(), title) > 0.9));
}

/// A picture that stands twice is kept where it has its caption, or first.
fn drop_repeated_pictures(blocks: &mut Vec<Node>, seen: &mut HashSet<String>) {
    blocks.retain_mut(|node| {
        let Node::Element(element) = node else { return true };
        if element.tag == "figure" && element.get("class").is_none() {
            let numbers: Vec<String> = element
                .children
                .iter()
                .filter_map(Node::element)
                .filter_map(|e| e.get("data-asset").map(str::to_owned))
                .collect();
            let captioned = element.children.iter().any(|c| c.is("figcaption"));
            let repeated = !numbers.is_empty() && numbers.iter().all(|n| seen.contains(n));
            seen.extend(numbers);
            return !repeated || captioned;
        }
        if matches!(element.tag, "blockquote" | "li" | "ul" | "ol" | "details" | "td") {
            drop_repeated_pictures(&mut element.children, seen);
        }
        true
    });
}

fn trim_rules(blocks: &mut Vec<Node>) {
    blocks.dedup_by(|a, b| a.is("hr") && b.is("hr"));
    while blocks.last().is_some_and(|n| n.is("hr")) {
        blocks.pop();
    }
    while blocks.first().is_some_and(|n| n.is("hr")) {
        blocks.remove(0);
    }
}

/// Gives each block its direction: `auto`, or explicitly where the first strong letter would mislead (a Persian paragraph
/// that begins with a Latin name).
fn direct(node: &mut Node) {
    let Node::Element(element) = node else { return };
    match element.tag {
        "pre" => return element.set("dir", "ltr"),
        "p" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "td" | "th" | "figcaption"
        | "dt" | "dd" | "caption" | "summary" => {
            let direction = direction(&element.text());
            element.set("dir", direction);
        }
        "ul" | "ol" | "dl" | "table" | "details" => {
            // Markers and columns follow the container.
            let direction = direction(&element.text());
            element.set("dir", direction);
        }
        _ => {}
    }
    if !matches!(element.tag, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "figcaption") {
        element.children.iter_mut().for_each(direct);
    }
}

fn direction(text: &str) -> &'static str {
    let mut first = None;
    let (mut rtl, mut ltr) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(2_000) {
        let is_rtl = is_rtl_letter(c);
        first.get_or_insert(is_rtl);
        if is_rtl { rtl += 1 } else { ltr += 1 }
    }
    match first {
        Some(false) if rtl > ltr => "rtl",
        Some(true) if ltr > rtl * 2 => "ltr",
        _ => "auto",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_that_begins_in_the_other_script_keeps_its_direction() {
        assert_eq!(direction("BBC در گزارشی نوشت که گفت‌وگوها از سر گرفته می‌شود"), "rtl");
        assert_eq!(direction("سلام is the Persian word for hello, and much more is in English"), "ltr");
        assert_eq!(direction("plain English"), "auto");
        assert_eq!(direction("متن فارسی"), "auto");
        assert_eq!(direction("123"), "auto");
    }
}
