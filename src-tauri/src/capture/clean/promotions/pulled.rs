//! Pull quotes: sentences of the article that its page shows a second time, in large type.

use std::collections::HashSet;

use super::super::tree::{Element, Node};

/// Letters and digits that are compared at a time.
const SHINGLE: usize = 6;
/// A shorter text says nothing by being repeated.
const SHORTEST: usize = 14;
/// A longer one is prose.
const LONGEST: usize = 320;

/// Quotes looked at; no article pulls more.
const MOST: usize = 60;

/// Takes out the quotes that only repeat what a paragraph says.
pub(super) fn take_out(blocks: &mut Vec<Node>) {
    let texts: Vec<String> = blocks.iter().map(|b| b.element().map(spoken).unwrap_or_default()).collect();
    let mut looked_at = 0;
    let mut repeats = |at: usize| {
        let Some(least) = blocks[at].element().and_then(|block| least_shared(block, &texts[at])) else {
            return false;
        };
        looked_at += 1;
        if looked_at > MOST {
            return false;
        }
        let own = shingles(&texts[at]);
        // Pull quotes stand near what they repeat; the bound keeps a page of short lines from being squared.
        let near = at.saturating_sub(40)..texts.len().min(at + 40);
        own.len() > SHORTEST - SHINGLE
            && near.into_iter().any(|other| {
                other != at
                    && blocks[other].is("p")
                    && texts[other].len() > texts[at].len()
                    && shared(&own, &texts[other]) >= least
            })
    };
    let mut keep = (0..blocks.len()).map(|at| !repeats(at)).collect::<Vec<_>>().into_iter();
    blocks.retain(|_| keep.next().unwrap_or(true));
}

/// The share of a block that another must say for the block to go; nothing when it never goes.
fn least_shared(block: &Element, text: &str) -> Option<f64> {
    let short = (SHORTEST..=LONGEST).contains(&text.chars().count());
    let pulled = block.tag == "blockquote" && block.get("class") == Some("pull");
    // A line in quotation marks that are the page's own.
    let quoted = block.tag == "p" && matches!(block.children.as_slice(), [Node::Element(e)] if e.tag == "q");
    (short && !block.has_picture() && (pulled || quoted)).then_some(0.7)
}

/// What a block says, letters and digits only, without the name of who said it.
fn spoken(block: &Element) -> String {
    fn add(element: &Element, text: &mut String) {
        for child in &element.children {
            match child {
                Node::Text(t) => {
                    text.extend(t.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
                }
                Node::Element(e) if e.tag == "cite" => {}
                Node::Element(e) => add(e, text),
            }
        }
    }
    let first = match (block.tag, block.children.first()) {
        ("blockquote", Some(Node::Element(first))) if first.tag == "p" => first,
        _ => block,
    };
    let mut text = String::new();
    add(first, &mut text);
    text
}

fn shingles(text: &str) -> HashSet<Vec<char>> {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(SHINGLE).map(<[char]>::to_vec).collect()
}

#[allow(clippy::cast_precision_loss, reason = "counts of short texts")]
fn shared(own: &HashSet<Vec<char>>, other: &str) -> f64 {
    let other = shingles(other);
    own.iter().filter(|s| other.contains(*s)).count() as f64 / own.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(tag: &'static str, text: &str) -> Element {
        Element::new(tag, vec![Node::Text(text.to_owned())])
    }

    fn left(quote: Element) -> usize {
        let prose = "“People set their watches by it,” she says. “A clock that is right is invisible. It is only when it stops.”";
        let mut blocks = vec![quote.into(), block("p", prose).into()];
        take_out(&mut blocks);
        blocks.len()
    }

    #[test]
    fn what_the_article_says_is_not_shown_twice_and_a_quote_of_its_own_stays() {
        let pulled = |text| block("blockquote", text).with("class", "pull");
        assert_eq!(left(pulled("A clock that is right is invisible")), 1);
        assert_eq!(left(pulled("Patience is taken out and sold for its brass")), 2);
        assert_eq!(left(block("blockquote", "A clock that is right is invisible")), 2);
    }
}
