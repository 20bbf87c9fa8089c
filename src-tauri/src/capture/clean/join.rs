//! Pages of one article as one copy: what each of them repeats stands once.

use std::collections::{HashMap, HashSet};

use super::build::ID_PREFIX;
use super::tree::{Element, Node, is_heading};
use super::{Cleaned, collect_links, first_paragraph, images, sanitise, write};
use crate::model::Picture;

/// A block of fewer words may stand on several pages for good reasons; one of more is a repetition wherever it stands.
const MIN_REPEATED: usize = 8;

/// What a copy is written from.
#[derive(Debug, Clone, Default)]
pub(in crate::capture) struct Body {
    pub blocks: Vec<Node>,
    pub pictures: Vec<Picture>,
}

/// Joins the pages of an article in order; the numbers of the first one's pictures stay.
pub(in crate::capture) fn join(pages: Vec<Body>) -> Cleaned {
    let mut whole = Body::default();
    for (at, page) in pages.into_iter().enumerate() {
        whole.append(page, at);
    }
    written(whole)
}

/// Writes a copy from its blocks; it has no lead picture yet.
pub(super) fn written(body: Body) -> Cleaned {
    let mut links = Vec::new();
    collect_links(&body.blocks, &mut links);
    Cleaned {
        html: sanitise::sanitise(&write::html(&body.blocks)),
        text: write::text(&body.blocks),
        captions: write::captions(&body.blocks),
        links,
        first_paragraph: first_paragraph(&body.blocks),
        lead_picture: None,
        pictures: body.pictures,
        blocks: body.blocks,
    }
}

impl Body {
    fn append(&mut self, mut later: Self, at: usize) {
        if at == 0 {
            *self = later;
            return;
        }
        self.take_end_of(&later);
        later.number_from(self);
        let known: HashSet<String> = self.blocks.iter().map(wording).collect();
        let shown: HashSet<String> = self.blocks.iter().flat_map(pictures_of).collect();
        let mut begun = false;
        later.blocks.retain(|block| {
            let words = wording(block);
            let repeated = if words.is_empty() {
                let pictures = pictures_of(block);
                !pictures.is_empty() && pictures.iter().all(|n| shown.contains(n))
            } else {
                known.contains(&words) && (!begun || words.split(' ').count() >= MIN_REPEATED)
            };
            begun |= !repeated && !block.element().is_some_and(|e| is_heading(e.tag));
            !repeated
        });
        rename_anchors(&mut later.blocks, at);
        self.blocks.append(&mut later.blocks);
        self.pictures.append(&mut later.pictures);
    }

    /// What ends every page, such as a note on the author, ends the article.
    fn take_end_of(&mut self, later: &Self) {
        let same = |(a, b): &(&Node, &Node)| wording(a) == wording(b) && !wording(a).is_empty();
        let ends = self.blocks.iter().rev().zip(later.blocks.iter().rev()).take_while(same).count();
        if ends < self.blocks.len().min(later.blocks.len()) {
            self.blocks.truncate(self.blocks.len() - ends);
        }
    }

    /// Numbers pictures on from those of an earlier page; the same picture keeps its number.
    fn number_from(&mut self, earlier: &Self) {
        let known: HashMap<&str, u32> = earlier.pictures.iter().map(|p| (p.url.as_str(), p.n)).collect();
        let mut next = earlier.pictures.iter().map(|p| p.n + 1).max().unwrap_or(0);
        let mut numbers = HashMap::new();
        self.pictures.retain_mut(|picture| {
            let same = known.get(picture.url.as_str()).copied();
            numbers.insert(picture.n, same.unwrap_or(next));
            if same.is_none() {
                picture.n = next;
                next += 1;
            }
            same.is_none()
        });
        images(&mut self.blocks, &mut |image| {
            if let Some(n) = image.get("data-asset").and_then(|n| numbers.get(&n.parse::<u32>().ok()?)) {
                image.set("data-asset", n.to_string());
            }
        });
    }
}

/// The words of a block, folded.
fn wording(block: &Node) -> String {
    let text = match block {
        Node::Text(text) => text.clone(),
        Node::Element(element) => element.text(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The numbers of the pictures in a block.
fn pictures_of(block: &Node) -> Vec<String> {
    fn collect(element: &Element, numbers: &mut Vec<String>) {
        numbers.extend(element.get("data-asset").map(str::to_owned));
        element.children.iter().filter_map(Node::element).for_each(|child| collect(child, numbers));
    }
    let mut numbers = Vec::new();
    if let Some(element) = block.element() {
        collect(element, &mut numbers);
    }
    numbers
}

/// Footnotes of each page are numbered anew; their anchors must not meet.
pub(in crate::capture) fn rename_anchors(nodes: &mut [Node], page: usize) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        let renamed =
            |name: &str| Some(format!("{ID_PREFIX}p{}-{}", page + 1, name.strip_prefix(ID_PREFIX)?));
        if let Some(id) = element.get("id").and_then(renamed) {
            element.set("id", id);
        }
        if let Some(target) = element.get("href").and_then(|href| renamed(href.strip_prefix('#')?)) {
            element.set("href", format!("#{target}"));
        }
        rename_anchors(&mut element.children, page);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Node {
        Element::new("p", vec![Node::Text(text.to_owned())]).into()
    }

    fn figure(n: u32) -> Node {
        let image = Element::new("img", Vec::new()).with("data-asset", n.to_string());
        Element::new("figure", vec![image.into()]).into()
    }

    fn picture(n: u32, url: &str) -> Picture {
        Picture { n, url: url.to_owned(), alternatives: Vec::new() }
    }

    #[test]
    fn what_pages_repeat_stands_once_and_what_ends_them_ends_the_article() {
        let lead = "The lead of the story, which the site repeats on top of every page of it.";
        let pages = ["One.", "Two.", "Three."].map(|own| Body {
            blocks: ["By Ana", lead, own, "Ana is a writer."].map(paragraph).to_vec(),
            pictures: Vec::new(),
        });
        let joined = join(pages.into_iter().collect());
        assert_eq!(joined.text, format!("By Ana\n\n{lead}\n\nOne.\n\nTwo.\n\nThree.\n\nAna is a writer."));
    }

    #[test]
    fn pictures_are_numbered_on_and_the_same_one_is_kept_once() {
        let first = Body { blocks: vec![figure(0), paragraph("a")], pictures: vec![picture(0, "x")] };
        let second = Body {
            blocks: vec![figure(1), paragraph("b"), figure(0)],
            pictures: vec![picture(0, "y"), picture(1, "x")],
        };
        let joined = join(vec![first, second]);
        assert_eq!(joined.pictures, [picture(0, "x"), picture(1, "y")]);
        assert_eq!(joined.html.matches("<img").count(), 2);
        assert!(joined.html.ends_with("<figure><img data-asset=\"1\"></figure>"), "{}", joined.html);
    }

    #[test]
    fn footnotes_of_different_pages_do_not_meet() {
        let page = |text: &str| {
            let link = Element::new("a", vec![Node::Text("1".into())]).with("href", "#lede-n1");
            let note = Element::new("p", vec![Node::Text(format!("note {text}"))]).with("id", "lede-n1");
            let body = Element::new("p", vec![Node::Text(text.to_owned()), link.into()]);
            Body { blocks: vec![body.into(), note.into()], pictures: Vec::new() }
        };
        let html = join(vec![page("a"), page("b")]).html;
        assert!(
            html.contains("href=\"#lede-n1\"")
                && html.contains("href=\"#lede-p2-n1\"")
                && html.contains("id=\"lede-p2-n1\""),
            "{html}"
        );
    }
}
