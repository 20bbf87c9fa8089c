//! Texts beside a picture that are its caption, by their names, their place or their type.

use dom_query::NodeRef;

use super::elements::is_caption_class;
use super::tree::{Element, Node};
use crate::capture::extract::dom;

/// A longer text beside a picture is prose.
const LONGEST: usize = 600;
/// A longer text in a picture's box that is not called a caption is prose.
const LONGEST_IN_BOX: usize = 300;
/// A longer centred line below a picture is prose.
const LONGEST_CENTRED: usize = 80;

/// Whether a paragraph or box is the caption of the picture before it.
pub(super) fn follows_its_picture(node: &NodeRef<'_>, picture: &Element) -> bool {
    let length = || node.normalized_char_count();
    let named = is_caption_class(&dom::class_and_id(node));
    let of_picture =
        || picture.origin.and_then(|id| node.tree.get(&id)).is_some_and(|box_of| is_centred(&box_of));
    (named && length() <= LONGEST)
        || (is_centred(node) && length() <= LONGEST_CENTRED && is_in_small_type(node) && of_picture())
}

fn is_centred(node: &NodeRef<'_>) -> bool {
    dom::attr(node, "align").is_some_and(|a| a.eq_ignore_ascii_case("center"))
        || dom::attr(node, "style").is_some_and(|s| s.replace(' ', "").contains("text-align:center"))
}

/// Whether all of a paragraph is set smaller than its page's text.
fn is_in_small_type(node: &NodeRef<'_>) -> bool {
    let only =
        node.first_element_child().filter(|c| c.normalized_char_count() == node.normalized_char_count());
    std::iter::once(*node).chain(only).any(|n| {
        let pixels = |style: &str| {
            let size =
                style.replace(' ', "").split("font-size:").nth(1)?.split("px").next()?.parse::<f32>().ok()?;
            Some(size)
        };
        n.has_name("small")
            || dom::attr(&n, "style").and_then(|s| pixels(&s)).is_some_and(|size| size <= 14.0)
    })
}

/// Gives the only picture of a box the text after it as its caption, when the box or the text is named for that.
pub(super) fn join_in_box(node: &NodeRef<'_>, blocks: &mut Vec<Node>) {
    let [Node::Element(picture), rest @ ..] = blocks.as_slice() else { return };
    let bare = picture.tag == "figure" && picture.get("class").is_none() && picture.children.len() == 1;
    let lines = rest.iter().all(|b| b.is("p") && !b.element().is_some_and(Element::has_picture));
    let length: usize = rest.iter().filter_map(Node::element).map(|e| e.text().trim().chars().count()).sum();
    if !bare || !lines || !(1..=2).contains(&rest.len()) || length > LONGEST_IN_BOX {
        return;
    }
    let named = is_picture_class(&dom::class_and_id(node))
        || rest.iter().filter_map(Node::element).filter_map(|e| node.tree.get(&e.origin?)).any(|n| {
            let names = dom::class_and_id(&n);
            n.id != node.id && (is_caption_class(&names) || names.split([' ', '-', '_']).any(|w| w == "desc"))
        });
    if named {
        let mut caption = Vec::new();
        for line in blocks.drain(1..) {
            if let Node::Element(line) = line {
                caption.push(Node::Text(" ".to_owned()));
                for part in line.children {
                    let ends = |n: &Node| matches!(n, Node::Text(t) if t.ends_with(['.', '!', '?', '…']));
                    let begins = |n: &Node| matches!(n, Node::Text(t) if t.starts_with(char::is_alphabetic));
                    // Lines of a caption are set apart by rules that are not kept.
                    if caption.last().is_some_and(ends) && begins(&part) {
                        caption.push(Node::Text(" ".to_owned()));
                    }
                    caption.push(part);
                }
            }
        }
        if let Some(Node::Element(picture)) = blocks.first_mut() {
            picture.children.push(Element::new("figcaption", caption).into());
        }
    }
}

/// Whether class and id speak of a picture's box.
fn is_picture_class(names: &str) -> bool {
    const WORDS: [&str; 12] = [
        "photo",
        "image",
        "img",
        "picture",
        "pic",
        "foto",
        "figure",
        "bild",
        "immagine",
        "imagen",
        "imagem",
        "photograph",
    ];
    let mut words = names.split([' ', '-', '_']);
    // "image-text" and the like name a box with a picture beside prose.
    words.clone().any(|word| WORDS.contains(&word))
        && !words.any(|word| matches!(word, "text" | "content" | "body"))
}
