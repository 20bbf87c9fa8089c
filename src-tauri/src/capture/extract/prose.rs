//! Where the page's running text stands, by nothing but the text itself.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::dom;

/// A run of text this long is prose rather than a label; in letters of an alphabet.
const PARAGRAPH: usize = 80;

/// How much of a paragraph counts for the elements around it, from its parent outwards, in eighths.
const SHARES: [usize; 4] = [8, 6, 3, 1];

/// Finds the element that holds most of the prose below a node.
pub(in crate::capture) fn densest(root: NodeRef<'_>) -> Option<NodeId> {
    let mut scores: HashMap<NodeId, usize> = HashMap::new();
    let mut order = Vec::new();
    let paragraphs = paragraphs(root);
    for (block, length) in &paragraphs {
        let first = if block.has_name("p") { block.parent() } else { Some(*block) };
        let mut around = first;
        for share in SHARES {
            let Some(element) = around.filter(NodeRef::is_element) else { break };
            let score = scores.entry(element.id).or_insert_with(|| {
                order.push(element.id);
                0
            });
            *score += length * share / 8;
            if element.id == root.id {
                break;
            }
            around = element.parent();
        }
    }
    // Of equals the first: a page may carry its article twice.
    let best = order.into_iter().rev().max_by_key(|id| scores.get(id))?;
    let below = |id: NodeId| -> usize {
        let inside = |block: &NodeRef<'_>| block.id == id || block.ancestors_it(None).any(|a| a.id == id);
        paragraphs.iter().filter(|(block, _)| inside(block)).map(|(_, n)| n).sum()
    };
    let whole = root.tree.get(&best).and_then(|part| around_all_parts(&part, root, below(best), &paragraphs));
    Some(whole.unwrap_or(best))
}

/// The element around all parts of an article that stands in several boxes of the same class.
fn around_all_parts(
    part: &NodeRef<'_>,
    root: NodeRef<'_>,
    length: usize,
    paragraphs: &[(NodeRef<'_>, usize)],
) -> Option<NodeId> {
    let class = dom::attr(part, "class")?;
    let name = dom::name(part)?.to_owned();
    let bound = |node: &NodeRef<'_>| {
        node.ancestors_it(None).find(|a| a.has_name("article") || a.has_name("main")).map(|a| a.id)
    };
    let story = bound(part);
    let mut others: HashMap<NodeId, usize> = HashMap::new();
    for (block, n) in paragraphs {
        let same =
            |a: &NodeRef<'_>| a.has_name(&name) && dom::attr(a, "class").as_deref() == Some(class.as_str());
        let box_of = std::iter::once(*block).chain(block.ancestors_it(None)).find(same);
        if let Some(other) = box_of.filter(|other| other.id != part.id && bound(other) == story) {
            *others.entry(other.id).or_default() += n;
        }
    }
    others.retain(|_, n| *n * 5 >= length);
    if others.is_empty() {
        return None;
    }
    part.ancestors_it(None)
        .take_while(|a| a.id != root.id && a.is_element())
        .find(|a| {
            others
                .keys()
                .all(|o| root.tree.get(o).is_some_and(|o| o.ancestors_it(None).any(|x| x.id == a.id)))
        })
        .map(|a| a.id)
}

/// Length of the prose below a node.
pub(in crate::capture) fn length(root: NodeRef<'_>) -> usize {
    paragraphs(root).into_iter().map(|(_, length)| length).sum()
}

/// The elements that hold runs of prose, each with its length outside of links.
fn paragraphs(root: NodeRef<'_>) -> Vec<(NodeRef<'_>, usize)> {
    let mut runs: Vec<(NodeRef<'_>, usize, usize)> = Vec::new();
    // The open blocks: depth and place in `runs`, which is only taken when text comes.
    let mut open: Vec<(usize, NodeRef<'_>, Option<usize>)> = vec![(0, root, None)];
    let mut link_depth = usize::MAX;
    dom::walk(root, |node, depth| {
        if depth <= link_depth {
            link_depth = usize::MAX;
        }
        while open.len() > 1 && open.last().is_some_and(|(d, ..)| *d >= depth) {
            open.pop();
        }
        if node.is_text() {
            let length = weight(&node.text());
            if let Some((_, block, at)) = open.last_mut().filter(|_| length > 0) {
                let at = *at.get_or_insert_with(|| {
                    runs.push((*block, 0, 0));
                    runs.len() - 1
                });
                let in_link = if link_depth == usize::MAX { 0 } else { length };
                runs[at].1 += length;
                runs[at].2 += in_link;
            }
            return false;
        }
        let Some(name) = dom::name(node) else { return true };
        if is_apart(&name) || node.has_attr("hidden") {
            return false;
        }
        if is_block(&name) && holds_comments(node) {
            return false;
        }
        if &*name == "a" && link_depth == usize::MAX {
            link_depth = depth;
        } else if is_block(&name) {
            open.push((depth, *node, None));
        }
        true
    });
    runs.into_iter()
        .filter(|(_, length, in_links)| *length >= PARAGRAPH && in_links * 2 <= *length)
        .map(|(block, length, in_links)| (block, length - in_links))
        .collect()
}

/// Length of a text without its white space; a letter of a script that writes words or syllables counts for several.
pub(in crate::capture) fn weight(text: &str) -> usize {
    text.chars()
        .map(|c| {
            if c.is_whitespace() {
                0
            } else if ('\u{2e80}'..'\u{e000}').contains(&c) {
                3
            } else {
                1
            }
        })
        .sum()
}

/// Whether an element's names say that readers write in it.
fn holds_comments(node: &NodeRef<'_>) -> bool {
    !node.has_name("body")
        && node.element_ref().is_some_and(|element| {
            element.attrs.iter().filter(|a| matches!(&*a.name.local, "class" | "id")).any(|a| {
                a.value.split(|c: char| !c.is_ascii_alphabetic()).any(|word| {
                    matches!(word, "comments" | "comment" | "Comments" | "commentlist" | "disqus" | "replies")
                })
            })
        })
}

fn is_apart(name: &str) -> bool {
    matches!(
        name,
        "nav"
            | "footer"
            | "aside"
            | "figure"
            | "button"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "select"
            | "textarea"
            | "dialog"
            | "head"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "form"
            | "section"
            | "article"
            | "main"
            | "header"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dd"
            | "dt"
            | "blockquote"
            | "pre"
            | "table"
            | "td"
            | "th"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "figcaption"
            | "details"
            | "body"
    )
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    const PROSE: &str = "The ministry said on Tuesday that the talks would resume next week in Geneva, after a break of three months that both sides had used to consult.";

    fn found(html: &str) -> Option<String> {
        let document = Document::from(html);
        let densest = densest(document.body()?)?;
        dom::attr(&document.tree.get(&densest)?, "id")
    }

    #[test]
    fn the_article_is_where_the_prose_is_whatever_its_names_say() {
        let paragraphs = format!("<p>{PROSE}</p>").repeat(4);
        let comments = format!("<li><div><p>{PROSE}</p></div></li>").repeat(6);
        for body in [
            format!("<div id=wanted class=sidebar>{paragraphs}</div><ul id=comments>{comments}</ul>"),
            format!(
                "<div id=x><div id=wanted>{PROSE}<br><br>{PROSE}<br>{PROSE}</div></div><div><p>{PROSE}</p></div>"
            ),
            format!(
                "<div id=wanted><div>{paragraphs}</div><div>{paragraphs}</div><div>{paragraphs}</div></div>"
            ),
        ] {
            assert_eq!(found(&format!("<body>{body}</body>")).as_deref(), Some("wanted"), "{body}");
        }
    }

    #[test]
    fn links_labels_and_navigation_are_no_prose() {
        let html = format!(
            "<body><nav id=n><p>{PROSE}</p></nav><div id=l><a href=/>{PROSE}</a></div><p>Short</p></body>"
        );
        assert_eq!(found(&html), None);
    }
}
