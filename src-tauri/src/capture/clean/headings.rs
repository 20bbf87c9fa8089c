//! Subheadings: bold lines that head what follows become headings, signs that link to them go, and their levels skip none.

use super::shapes::has_link;
use super::tree::{Element, Node, is_heading};
use crate::capture::extract::prose_weight;

/// A longer line is a sentence in bold.
const LONGEST: usize = 90;
/// Weight of a paragraph that a heading may stand over.
const PROSE: usize = 60;

/// Settles the headings of an article whose other blocks are settled.
pub(super) fn settle(blocks: &mut [Node]) {
    blocks.iter_mut().for_each(drop_signs);
    promote_bold_lines(blocks);
    level(blocks);
}

/// Takes the sign that links to a heading out of it.
fn drop_signs(node: &mut Node) {
    let Node::Element(element) = node else { return };
    if !is_heading(element.tag) {
        return;
    }
    element.children.retain(|child| !child.element().is_some_and(is_sign));
    if let Some(Node::Text(last)) = element.children.last_mut() {
        last.truncate(last.trim_end().len());
    }
}

fn is_sign(link: &Element) -> bool {
    let own = link.tag == "a" && link.get("href").is_some_and(|h| h.starts_with('#'));
    own && !link.text().chars().any(char::is_alphanumeric)
}

/// Makes headings of lines that are nothing but bold, have prose before and after them and end like no sentence.
fn promote_bold_lines(blocks: &mut [Node]) {
    let mut prose_before = false;
    for at in 0..blocks.len() {
        let bold = blocks[at].element().is_some_and(|block| bold_line(block).is_some());
        let next = || blocks[at + 1..].iter().find(|n| !n.is("figure")).and_then(Node::element);
        let heads = prose_before && bold && next().is_some_and(is_prose);
        let Node::Element(element) = &mut blocks[at] else { continue };
        prose_before |= is_prose(element);
        if heads && let Some(line) = bold_line(element) {
            element.children = line.children.clone();
            // Below every heading that the page calls one.
            element.tag = "h6";
        }
    }
}

fn is_prose(block: &Element) -> bool {
    match block.tag {
        "p" => bold_line(block).is_none() && prose_weight(&block.text()) >= PROSE,
        tag => matches!(tag, "ul" | "ol" | "blockquote" | "table"),
    }
}

/// The bold text of a paragraph that holds nothing else and ends like no sentence.
fn bold_line(paragraph: &Element) -> Option<&Element> {
    const ENDS: [char; 19] =
        ['.', '?', '!', ':', ',', ';', '…', '。', '？', '！', '：', '،', '؟', '।', '”', '"', '»', '」', ')'];
    let [Node::Element(only)] = paragraph.children.as_slice() else { return None };
    let text = only.text();
    let text = text.trim();
    let line = paragraph.tag == "p" && only.tag == "strong" && !only.children.iter().any(|c| c.is("br"));
    let short = (2..=LONGEST).contains(&text.chars().count());
    (line && short && !text.ends_with(ENDS) && !has_link(only)).then_some(only)
}

/// Headings start at the second level, below the headline, and skip none.
fn level(blocks: &mut [Node]) {
    let mut used: Vec<u8> = Vec::new();
    each(blocks, &mut |element| used.extend(level_of(element.tag)));
    used.sort_unstable();
    used.dedup();
    let mut deepest = 0;
    each(blocks, &mut |element| {
        if let Some(rank) = level_of(element.tag).and_then(|l| used.iter().position(|u| *u == l)) {
            let rank = rank.min(deepest).min(4);
            element.tag = ["h2", "h3", "h4", "h5", "h6"][rank];
            deepest = rank + 1;
        }
    });
}

fn level_of(tag: &str) -> Option<u8> {
    match tag.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

fn each(nodes: &mut [Node], visit: &mut dyn FnMut(&mut Element)) {
    for node in nodes {
        if let Node::Element(element) = node {
            visit(element);
            each(&mut element.children, visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str =
        "The ministry said on Tuesday that the talks would be resumed next week, this time in another town.";

    fn block(tag: &'static str, text: &str) -> Node {
        Element::new(tag, vec![Node::Text(text.to_owned())]).into()
    }

    fn bold(text: &str) -> Node {
        Element::new("p", vec![block("strong", text)]).into()
    }

    fn tags(mut blocks: Vec<Node>) -> Vec<&'static str> {
        settle(&mut blocks);
        blocks.iter().map(|b| b.element().unwrap().tag).collect()
    }

    #[test]
    fn a_bold_line_between_prose_is_a_heading_and_a_question_is_not() {
        let p = || block("p", PROSE);
        assert_eq!(tags(vec![p(), bold("A lamp on a pole"), p()]), ["p", "h2", "p"]);
        assert_eq!(tags(vec![p(), block("h2", "One"), p(), bold("Two"), p()]), ["p", "h2", "p", "h3", "p"]);
        assert_eq!(tags(vec![p(), bold("What will you miss?"), p()]), ["p", "p", "p"]);
        assert_eq!(tags(vec![bold("By a writer"), p(), bold("The end")]), ["p", "p", "p"]);
    }

    #[test]
    fn levels_begin_at_the_second_and_skip_none() {
        let h = |tag| block(tag, "x");
        assert_eq!(tags(vec![h("h4"), h("h2"), h("h4"), h("h6"), h("h2")]), ["h2", "h2", "h3", "h4", "h2"]);
    }

    #[test]
    fn the_sign_that_links_to_a_heading_goes() {
        let sign = Element::new("a", vec![Node::Text("#".to_owned())]).with("href", "#lede-set");
        let mut blocks = vec![Element::new("h2", vec![Node::Text("Set ".to_owned()), sign.into()]).into()];
        settle(&mut blocks);
        assert_eq!(blocks, [block("h2", "Set")]);
    }
}
