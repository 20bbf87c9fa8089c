//! Pictures and embeds of the whole page, settled before extraction: each becomes one plain `<img>` that the engine keeps
//! and that [`super::build`] finds again by its node.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef};
use url::Url;

use super::candidates::{self, Candidate};
use super::embeds::{self, Embed};
use super::posts;
use crate::capture::extract::dom;

/// A picture of the page with everything it may be fetched from, best first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::capture) struct PictureSource {
    pub urls: Vec<String>,
    pub alt: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// Whether it draws an equation, and so stands in its line.
    pub formula: bool,
}

/// What a settled `<img>` stands for.
#[derive(Debug, Clone)]
pub(in crate::capture) enum Medium {
    Picture(PictureSource),
    Embed(Embed),
}

/// The media of a page by the node that stands for them.
#[derive(Debug, Default)]
pub(in crate::capture) struct Media {
    by_node: HashMap<NodeId, Medium>,
}

impl Media {
    /// Settles all media of a page in place.
    pub fn settle(document: &Document, base: &Url) -> Self {
        let mut media = Self::default();
        let mut nodes = Vec::new();
        let mut posts = Vec::new();
        dom::walk(document.root(), |node, _| {
            if posts::is_one(node) {
                posts.push(*node);
                return false;
            }
            if let Some(name) = dom::name(node)
                && matches!(
                    &*name,
                    "img"
                        | "amp-img"
                        | "amp-anim"
                        | "picture"
                        | "noscript"
                        | "iframe"
                        | "video"
                        | "audio"
                        | "object"
                        | "embed"
                        | "amp-youtube"
                        | "amp-vimeo"
                        | "amp-iframe"
                        | "amp-video"
                        | "lite-youtube"
                        | "youtube-video"
                        | "amp-twitter"
                        | "amp-instagram"
                        | "amp-facebook"
                )
            {
                nodes.push(*node);
            }
            true
        });
        for post in posts {
            if let Some(link) = posts::settle(&post, base) {
                media.replace(&post, Medium::Embed(link));
            }
        }
        // A noscript twin has the real picture; it is read before the placeholder it stands for is settled.
        for node in nodes.iter().filter(|n| n.has_name("noscript")) {
            unwrap_noscript(node);
        }
        for node in nodes {
            media.settle_one(&node, base);
        }
        media
    }

    /// What a node of the page stands for.
    pub fn get(&self, node: &NodeRef<'_>) -> Option<&Medium> {
        self.by_node.get(&node.id)
    }

    /// The picture that a node of the page stands for, unless it draws an equation.
    pub fn picture(&self, node: &NodeRef<'_>) -> Option<&PictureSource> {
        match self.get(node)? {
            Medium::Picture(picture) if !picture.formula => Some(picture),
            _ => None,
        }
    }

    fn settle_one(&mut self, node: &NodeRef<'_>, base: &Url) {
        let Some(name) = dom::name(node).map(|n| n.to_owned()) else { return };
        if node.parent().is_none() || self.by_node.contains_key(&node.id) {
            return;
        }
        match name.as_str() {
            "picture" | "noscript" => self.settle_picture(node, base),
            "img" | "amp-img" | "amp-anim" => {
                if !node.ancestors_it(Some(3)).any(|a| a.has_name("picture")) {
                    self.settle_image(node, &[], base);
                }
            }
            _ => match embeds::read(node, &name, base) {
                Some(embed) => self.replace(node, Medium::Embed(embed)),
                None => node.remove_from_parent(),
            },
        }
    }

    fn settle_picture(&mut self, picture: &NodeRef<'_>, base: &Url) {
        if picture.has_name("noscript") {
            return;
        }
        let sources: Vec<NodeRef<'_>> = picture.descendants_it().filter(|n| n.has_name("source")).collect();
        let image = picture.descendants_it().find(|n| n.has_name("img") || n.has_name("amp-img"));
        match image {
            Some(image) => {
                picture.insert_before(&image);
                picture.remove_from_parent();
                self.settle_image(&image, &sources, base);
            }
            None => self.settle_image(picture, &sources, base),
        }
    }

    fn settle_image(&mut self, image: &NodeRef<'_>, sources: &[NodeRef<'_>], base: &Url) {
        let alt = dom::attr(image, "alt").unwrap_or_default();
        if (is_emoji(image) && !alt.is_empty()) || is_drop_cap(image, &alt) {
            image.insert_before(&image.tree.new_text(alt));
            image.remove_from_parent();
            return;
        }
        let mut found: Vec<Candidate> = Vec::new();
        for source in sources {
            candidates::of_element(source, &mut found);
        }
        candidates::of_element(image, &mut found);
        candidates::of_link_around(image, &mut found);
        let urls = candidates::ranked(found, base);
        let (width, height) = (size(image, "width"), size(image, "height"));
        let tiny = |length: Option<u32>| length.is_some_and(|n| n <= 3);
        if urls.is_empty() || tiny(width) || tiny(height) || is_banner(image, width, height) {
            image.remove_from_parent();
            return;
        }
        let formula = is_formula(image, &urls);
        let alt = dom::fold(&alt);
        self.replace(image, Medium::Picture(PictureSource { urls, alt, width, height, formula }));
    }

    fn replace(&mut self, node: &NodeRef<'_>, medium: Medium) {
        node.rename("img");
        node.remove_children();
        node.remove_all_attrs();
        // Only there so that the engine takes it for a picture; never read again.
        node.set_attr("src", "https://picture.invalid/p.jpg");
        self.by_node.insert(node.id, medium);
    }
}

/// Puts the picture of a `<noscript>` in the place of the lazy twin before or after it, or of the `<noscript>` itself.
fn unwrap_noscript(noscript: &NodeRef<'_>) {
    if noscript.ancestors_it(Some(3)).any(|a| a.has_name("head")) {
        return;
    }
    let pictures: Vec<NodeRef<'_>> = noscript
        .descendants_it()
        .filter(|n| {
            n.has_name("picture") || (n.has_name("img") && !n.parent().is_some_and(|p| p.has_name("picture")))
        })
        .collect();
    let [picture] = pictures.as_slice() else { return };
    let image_of = |n: &NodeRef<'_>| n.has_name("img") || n.has_name("amp-img") || n.has_name("picture");
    let twin = [noscript.prev_element_sibling(), noscript.next_element_sibling()]
        .into_iter()
        .flatten()
        .find_map(|s| {
            if image_of(&s) {
                return Some(s);
            }
            let inner: Vec<NodeRef<'_>> = s.descendants_it().filter(|n| n.has_name("img")).collect();
            (inner.len() == 1 && s.text().trim().is_empty() && !s.has_name("figure")).then(|| inner[0])
        });
    if let Some(twin) = twin {
        merge_attributes(&twin, picture);
        twin.remove_from_parent();
    }
    noscript.insert_before(picture);
    noscript.remove_from_parent();
}

/// Keeps what only the lazy twin knows: alternative text, size and larger candidates.
fn merge_attributes(from: &NodeRef<'_>, to: &NodeRef<'_>) {
    for attribute in from.attrs() {
        let name = &*attribute.name.local;
        let wanted = matches!(name, "alt" | "width" | "height" | "srcset") || name.starts_with("data-");
        if wanted && !to.has_attr(name) && !attribute.value.trim().is_empty() {
            to.set_attr(name, &attribute.value);
        }
    }
}

fn size(image: &NodeRef<'_>, name: &str) -> Option<u32> {
    let value = dom::attr(image, name)?;
    value.trim_end_matches("px").trim().parse::<f32>().ok().filter(|n| (0.0..20_000.0).contains(n)).map(|n| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded above")]
        let whole = n as u32;
        whole
    })
}

/// Whether a picture draws an equation.
fn is_formula(image: &NodeRef<'_>, urls: &[String]) -> bool {
    let alt = dom::attr(image, "alt").unwrap_or_default();
    let names = dom::class_and_id(image);
    let named = names
        .split_whitespace()
        .any(|n| matches!(n, "latex" | "tex" | "math" | "formula" | "equation" | "ql-img-inline-formula"));
    named
        || names.contains("mwe-math-fallback")
        || alt.starts_with("{\\displaystyle")
        || (alt.starts_with('$') && alt.ends_with('$') && alt.len() > 2)
        || urls.iter().any(|u| u.contains("latex.php") || u.contains("codecogs.com/"))
}

/// Whether a picture is the first letter of the word after it.
fn is_drop_cap(image: &NodeRef<'_>, alt: &str) -> bool {
    let mut letters = alt.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return false };
    let inline = |n: &NodeRef<'_>| ["span", "b", "strong", "i", "font"].iter().any(|t| n.has_name(t));
    let place = image.parent().filter(inline).unwrap_or(*image);
    let joined = place.next_sibling().filter(NodeRef::is_text).map(|t| t.text().to_string());
    letter.is_alphabetic()
        && joined.is_some_and(|t| t.starts_with(|c: char| c.is_alphabetic() || matches!(c, '\'' | '’')))
}

/// Whether a picture has a size that advertisements are sold in (IAB) and leads to another site.
fn is_banner(image: &NodeRef<'_>, width: Option<u32>, height: Option<u32>) -> bool {
    const SIZES: [(u32, u32); 9] = [
        (300, 250),
        (728, 90),
        (160, 600),
        (300, 600),
        (970, 250),
        (970, 90),
        (320, 50),
        (320, 100),
        (336, 280),
    ];
    let sold = width.zip(height).is_some_and(|size| SIZES.contains(&size));
    let leads_away = || {
        let link = image.ancestors_it(Some(3)).find(|a| a.has_name("a"));
        link.and_then(|a| dom::attr(&a, "href")).is_some_and(|h| h.starts_with("http") || h.starts_with("//"))
    };
    sold && leads_away()
}

fn is_emoji(image: &NodeRef<'_>) -> bool {
    let names = dom::class_and_id(image);
    let alt_chars = dom::attr(image, "alt").map_or(0, |a| a.chars().count());
    (1..=8).contains(&alt_chars)
        && names.split_whitespace().any(|n| n == "emoji" || n == "wp-smiley" || n == "twemoji")
}
