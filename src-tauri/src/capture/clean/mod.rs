//! Sanitising: only what the reader shows is left, as a tree of our own and then through an allow-list.

mod anchors;
mod beside;
mod build;
mod candidates;
mod captions;
mod elements;
mod embeds;
mod flow;
mod furniture;
mod headings;
mod inline;
mod insert;
mod join;
mod math;
mod media;
mod posts;
pub(in crate::capture) mod promotions;
mod restored;
mod sanitise;
pub(in crate::capture) mod shapes;
mod special;
mod tidy;
pub(in crate::capture) mod tree;
mod write;

pub(in crate::capture) use insert::Insert;
pub(in crate::capture) use join::{Body, join, rename_anchors};
pub(in crate::capture) use media::{Media, PictureSource};
pub(in crate::capture) use promotions as phrases;
#[cfg(test)]
pub(in crate::capture) use sanitise::sanitise as sanitised;

use std::collections::{HashMap, HashSet};

use dom_query::NodeRef;
use url::Url;

use crate::model::{PageLink, Picture};
use tree::{Element, Node};

/// The readable article.
#[derive(Debug, Default)]
pub(in crate::capture) struct Cleaned {
    pub html: String,
    pub text: String,
    pub captions: Vec<String>,
    pub links: Vec<PageLink>,
    pub pictures: Vec<Picture>,
    pub lead_picture: Option<u32>,
    /// The first paragraph of some length.
    pub first_paragraph: Option<String>,
    /// The blocks that all of this was written from.
    pub blocks: Vec<Node>,
}

/// What cleaning needs to know about the page.
pub(in crate::capture) struct Context<'a> {
    /// URL of the page.
    pub page: &'a Url,
    /// What relative URLs are resolved against.
    pub base: &'a Url,
    pub media: &'a Media,
    pub title: &'a str,
    pub authors: &'a [String],
    /// URL of the lead picture that the page names.
    pub lead_image: Option<&'a str>,
    /// Whether the blocks are to stay as they were chosen, promotions or not.
    pub as_chosen: bool,
    /// Lists of other stories that stood among the article's paragraphs.
    pub inserts: &'a [Insert],
}

/// Blocks read from a page, as they stand, with the pictures among them.
pub(in crate::capture) struct Blocks {
    pub nodes: Vec<Node>,
    pictures: build::Pictures,
    /// Whether each block stands in a box that is the page's machinery.
    furniture: Vec<bool>,
    /// Whether each block is a heading in one box with the block after it.
    heading: Vec<bool>,
}

/// Reads what stands below a node as blocks.
pub(in crate::capture) fn read_blocks(root: &NodeRef<'_>, context: &Context<'_>) -> Blocks {
    let mut builder = build::Builder::new(context.page, context.base, context.media);
    let nodes = builder.article(root);
    let furniture = furniture::marked(root, &nodes);
    let heading = restored::headings(root, &nodes);
    Blocks { nodes, pictures: builder.pictures, furniture, heading }
}

impl Blocks {
    /// The pictures of the blocks, by their numbers.
    pub fn pictures(&self) -> &[Picture] {
        &self.pictures.all
    }

    /// Whether each block stands in a box that is the page's machinery.
    pub fn furniture(&self) -> &[bool] {
        &self.furniture
    }

    /// Reads elements that were taken out of the page, each as blocks; their pictures are numbered on from the page's.
    pub fn read_taken(
        &self,
        elements: &[NodeRef<'_>],
        context: &Context<'_>,
    ) -> (Vec<Vec<Node>>, Vec<Picture>) {
        let mut builder = build::Builder::new(context.page, context.base, context.media);
        builder.pictures = self.pictures.clone();
        let blocks = elements.iter().map(|element| builder.taken(element)).collect();
        (blocks, builder.pictures.all)
    }
}

/// A block as it looks outside of any article; nothing where it holds nothing.
pub(in crate::capture) fn tidied_alone(block: Node) -> Option<Node> {
    tidy::alone(block)
}

/// Takes away what holds nothing any more.
pub(in crate::capture) fn prune(blocks: &mut Vec<Node>) {
    tidy::prune(blocks);
}

/// Settles the headings of blocks that new ones came to.
pub(in crate::capture) fn settle_headings(blocks: &mut [Node]) {
    headings::settle(blocks);
}

/// One block as sanitised HTML.
pub(in crate::capture) fn block_html(block: Node) -> String {
    let mut blocks = [block];
    headings::settle(&mut blocks);
    sanitise::sanitise(&write::html(&blocks))
}

/// Writes a copy again whose blocks were changed: pictures that are not shown any more go, the others are numbered in order.
/// `lead` is the number of a picture that stays whether it is shown or not; without one, the first picture leads.
pub(in crate::capture) fn rewritten(body: Body, lead: Option<u32>) -> Cleaned {
    let Body { mut blocks, pictures } = body;
    anchors::keep_used(&mut blocks);
    let lead = lead.or_else(|| first_picture(&blocks));
    let (pictures, lead_picture) = keep_shown(pictures, &mut blocks, lead);
    Cleaned { lead_picture, ..join::written(Body { blocks, pictures }) }
}

/// Visits each picture of some blocks.
pub(in crate::capture) fn pictures_of(blocks: &mut [Node], visit: &mut dyn FnMut(&mut Element)) {
    images(blocks, visit);
}

/// A block as plain text.
pub(in crate::capture) fn block_text(block: &Node) -> String {
    write::text(std::slice::from_ref(block))
}

/// Makes the clean copy of the blocks that are kept.
pub(in crate::capture) fn clean(blocks: Blocks, keep: &[bool], context: &Context<'_>) -> Cleaned {
    let Blocks { nodes, mut pictures, furniture, heading } = blocks;
    let keep = if context.as_chosen {
        keep.to_vec()
    } else {
        let keep: Vec<bool> = keep.iter().zip(furniture).map(|(keep, of_page)| *keep && !of_page).collect();
        let keep = restored::with_captioned(&nodes, &keep);
        restored::with_notes(&nodes, &restored::with_headings(&heading, &keep))
    };
    let mut nodes: Vec<Node> =
        nodes.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(node, _)| node).collect();
    anchors::keep_used(&mut nodes);
    tidy::tidy(&mut nodes, context.title);
    let related = if context.as_chosen {
        Vec::new()
    } else {
        promotions::take_out(&mut nodes, context.authors, context.page)
    };
    if !context.as_chosen {
        insert::put_in(&mut nodes, context.inserts);
    }
    headings::settle(&mut nodes);
    let lead_picture = lead_picture(&mut pictures, &nodes, context);
    let (pictures, lead_picture) = keep_shown(pictures.all, &mut nodes, lead_picture);
    let mut links = Vec::new();
    collect_links(&nodes, &mut links);
    links.extend(related);
    Cleaned {
        html: sanitise::sanitise(&write::html(&nodes)),
        text: write::text(&nodes),
        captions: write::captions(&nodes),
        links,
        first_paragraph: first_paragraph(&nodes),
        pictures,
        lead_picture,
        blocks: nodes,
    }
}

/// Leaves out the pictures that tidying removed, and numbers the others in order.
fn keep_shown(pictures: Vec<Picture>, blocks: &mut [Node], lead: Option<u32>) -> (Vec<Picture>, Option<u32>) {
    let mut shown = HashSet::new();
    images(blocks, &mut |image| shown.extend(image.get("data-asset").and_then(|n| n.parse::<u32>().ok())));
    shown.extend(lead);
    let mut renumbered = HashMap::new();
    let mut kept = Vec::new();
    for picture in pictures.into_iter().filter(|p| shown.contains(&p.n)) {
        let n = u32::try_from(kept.len()).unwrap_or(u32::MAX);
        renumbered.insert(picture.n, n);
        kept.push(Picture { n, ..picture });
    }
    images(blocks, &mut |image| {
        if let Some(n) = image.get("data-asset").and_then(|n| renumbered.get(&n.parse::<u32>().ok()?)) {
            image.set("data-asset", n.to_string());
        }
    });
    (kept, lead.and_then(|n| renumbered.get(&n).copied()))
}

fn images(nodes: &mut [Node], visit: &mut dyn FnMut(&mut Element)) {
    for node in nodes {
        if let Node::Element(element) = node {
            if element.tag == "img" {
                visit(element);
            }
            images(&mut element.children, visit);
        }
    }
}

/// The number of the lead picture: that of the body when it shows the same one, else a picture of its own.
fn lead_picture(pictures: &mut build::Pictures, blocks: &[Node], context: &Context<'_>) -> Option<u32> {
    let named = context
        .lead_image
        .and_then(|url| candidates::absolute(url, context.base))
        .filter(|u| !candidates::is_placeholder(u));
    let Some(url) = named else {
        return first_picture(blocks);
    };
    let same = pictures
        .all
        .iter()
        .find(|p| same_picture(&p.url, &url) || p.alternatives.iter().any(|a| same_picture(a, &url)));
    if let Some(same) = same {
        let n = same.n;
        if let Some(picture) =
            pictures.all.iter_mut().find(|p| p.n == n && p.url != url && !p.alternatives.contains(&url))
        {
            picture.alternatives.push(url);
        }
        return Some(n);
    }
    pictures.number(&PictureSource { urls: vec![url], ..PictureSource::default() })
}

fn first_picture(blocks: &[Node]) -> Option<u32> {
    blocks.iter().filter_map(Node::element).find_map(|e| {
        if e.tag == "img" { e.get("data-asset")?.parse().ok() } else { first_picture(&e.children) }
    })
}

/// Whether two URLs are the same picture in other sizes: same host and file name but for size and query.
fn same_picture(a: &str, b: &str) -> bool {
    let (Ok(a), Ok(b)) = (Url::parse(a), Url::parse(b)) else { return false };
    let stem = |url: &Url| {
        let file = url.path_segments().and_then(|mut s| s.next_back().map(str::to_owned)).unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem).to_owned();
        stem.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, 'x' | '-' | '_'))
            .to_ascii_lowercase()
    };
    let (sa, sb) = (stem(&a), stem(&b));
    a == b || (a.path() == b.path() && a.host_str() == b.host_str()) || (sa == sb && sa.len() >= 8)
}

fn collect_links(nodes: &[Node], links: &mut Vec<PageLink>) {
    for element in nodes.iter().filter_map(Node::element).filter(|element| element.tag != insert::TAG) {
        if let Some(url) = element.get("href").filter(|h| h.starts_with("http")) {
            let text = element.text().split_whitespace().collect::<Vec<_>>().join(" ");
            links.push(PageLink::in_text(url.to_owned(), text));
        }
        collect_links(&element.children, links);
    }
}

fn first_paragraph(blocks: &[Node]) -> Option<String> {
    let paragraphs = blocks.iter().filter_map(Node::element).filter(|e| e.tag == "p").map(Element::text);
    paragraphs.map(|t| t.split_whitespace().collect::<Vec<_>>().join(" ")).find(|t| t.chars().count() >= 60)
}
