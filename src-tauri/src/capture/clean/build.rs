//! From the engine's article to the clean tree: wrappers go, loose text becomes paragraphs, pictures become figures.

use std::collections::{HashMap, HashSet};

use dom_query::{NodeId, NodeRef};
use url::Url;

use super::beside;
use super::elements::{has_block, is_dropped, is_inline, is_language_tag};
use super::flow::Flow;
use super::furniture::{is_edit_link, is_title};
use super::math;
use super::media::{Media, Medium, PictureSource};
use super::shapes::{is_layout_list, is_pulled, line_numbers, preformatted, quote};
use super::tree::{Element, Node};
use crate::capture::extract::dom;
use crate::model::Picture;

/// What building needs to know of the page, and what it collects.
pub(super) struct Builder<'a> {
    pub page: &'a Url,
    pub base: &'a Url,
    pub media: &'a Media,
    /// Fragments that links of the article lead to, so that only those ids stay.
    pub targets: HashSet<String>,
    pub pictures: Pictures,
    /// Captions that were read with their figure. (The tree is not changed while it is read.)
    pub done: HashSet<NodeId>,
}

/// The pictures of a page; the same picture has one number however often it stands there.
#[derive(Debug, Clone, Default)]
pub(super) struct Pictures {
    pub all: Vec<Picture>,
    numbers: HashMap<String, u32>,
}

impl Pictures {
    /// The number of a picture.
    pub fn number(&mut self, source: &PictureSource) -> Option<u32> {
        let (url, alternatives) = source.urls.split_first()?;
        if let Some(n) = self.numbers.get(url) {
            return Some(*n);
        }
        let n = u32::try_from(self.all.len()).ok()?;
        self.numbers.insert(url.clone(), n);
        self.all.push(Picture { n, url: url.clone(), alternatives: alternatives.to_vec() });
        Some(n)
    }
}

/// Prefix of ids, so that an article's never meet the reader's own.
pub(super) const ID_PREFIX: &str = "lede-";

impl<'a> Builder<'a> {
    pub fn new(page: &'a Url, base: &'a Url, media: &'a Media) -> Self {
        Self {
            page,
            base,
            media,
            targets: HashSet::new(),
            pictures: Pictures::default(),
            done: HashSet::new(),
        }
    }

    /// The blocks of the article below a node.
    pub fn article(&mut self, root: &NodeRef<'_>) -> Vec<Node> {
        self.targets = root
            .descendants_it()
            .filter(|n| n.has_name("a"))
            .filter_map(|a| self.fragment(&dom::attr(&a, "href")?))
            .collect();
        self.blocks(root)
    }

    /// The blocks that an element becomes which was taken out of its page.
    pub fn taken(&mut self, element: &NodeRef<'_>) -> Vec<Node> {
        let mut flow = Flow::of(element.id);
        self.child(&mut flow, element);
        flow.finish()
    }

    /// The part after `#` of a link that stays on the page.
    pub fn fragment(&self, href: &str) -> Option<String> {
        let target = self.base.join(href).ok()?;
        let fragment = target.fragment().filter(|f| !f.is_empty())?.to_owned();
        let mut here = target;
        here.set_fragment(None);
        let mut page = self.page.clone();
        page.set_fragment(None);
        (href.starts_with('#') || here == page).then_some(fragment)
    }

    pub fn blocks(&mut self, parent: &NodeRef<'_>) -> Vec<Node> {
        let mut flow = Flow::of(parent.id);
        for child in parent.children_it(false) {
            self.child(&mut flow, &child);
        }
        flow.finish()
    }

    /// What begins a node wherever it stands: a text itself, or the anchor of an element. Returns the element's name when
    /// the element is to be read on.
    pub fn enter(&mut self, node: &NodeRef<'_>, mut put: impl FnMut(Node)) -> Option<String> {
        if self.done.contains(&node.id) {
            return None;
        }
        if node.is_text() {
            put(Node::Text(node.text().to_string()));
            return None;
        }
        let name = dom::name(node)?.to_owned();
        if name == "span" && is_edit_link(node) {
            return None;
        }
        if is_dropped(&name) && !is_title(node) && !self.enlarges(node) {
            return None;
        }
        if let Some(anchor) = self.anchor(node, &name) {
            put(anchor);
        }
        Some(name)
    }

    pub fn child(&mut self, flow: &mut Flow, node: &NodeRef<'_>) {
        let Some(name) = self.enter(node, |start| flow.inline(start)) else { return };
        if let Some(medium) = self.media.get(node) {
            let medium = medium.clone();
            return self.medium(flow, &medium, node.id);
        }
        match name.as_str() {
            _ if math::is_equation(node, &name) => self.equation(node, &name, |part| flow.inline(part)),
            "br" => flow.line_break(),
            "hr" => flow.block(Element::new("hr", Vec::new()).from(node.id)),
            _ if is_inline(&name) && !has_block(node) => flow.inline_all(self.inline_element(node, &name)),
            _ if is_inline(&name) => self.inline_around_blocks(flow, node, &name),
            _ => self.block(flow, node, &name),
        }
    }

    fn block(&mut self, flow: &mut Flow, node: &NodeRef<'_>, name: &str) {
        let Some(mut element) = self.block_element(flow, node, name) else { return };
        if let Some(id) = self.kept_id(node) {
            element.set("id", id);
        }
        if let Some(lang) = dom::attr(node, "lang").filter(|l| is_language_tag(l)) {
            element.set("lang", lang);
        }
        flow.block(element.from(node.id));
    }

    /// The element a block becomes, or nothing when its content was added to the flow as it is.
    fn block_element(&mut self, flow: &mut Flow, node: &NodeRef<'_>, name: &str) -> Option<Element> {
        Some(match name {
            "h1" => Element::new("h1", self.inlines(node)),
            "h2" => Element::new("h2", self.inlines(node)),
            "h3" => Element::new("h3", self.inlines(node)),
            "h4" => Element::new("h4", self.inlines(node)),
            "h5" => Element::new("h5", self.inlines(node)),
            "h6" => Element::new("h6", self.inlines(node)),
            "ul" | "ol" | "menu" | "dir" if is_layout_list(node) => {
                self.layout_list(flow, node);
                return None;
            }
            "ul" | "menu" | "dir" => self.list("ul", node),
            "ol" => self.list("ol", node),
            "dl" if self.is_picture_list(node) => {
                self.picture_list(flow, node);
                return None;
            }
            "dl" => self.definitions(node),
            "blockquote" => quote(self.blocks(node), node),
            // What it opens follows it.
            "button" if is_title(node) => Element::new("h6", self.inlines(node)),
            "pre" if line_numbers(node) => return None,
            "pre" | "listing" | "xmp" => preformatted(node),
            "details" => self.details(node),
            "table" => match self.table(node) {
                Some(table) => table,
                None => {
                    self.layout_table(flow, node);
                    return None;
                }
            },
            "figure" => {
                self.figure(flow, node);
                return None;
            }
            _ => {
                self.wrapper(flow, node, name);
                return None;
            }
        })
    }

    /// Paragraphs and wrappers: their content joins the flow as blocks.
    fn wrapper(&mut self, flow: &mut Flow, node: &NodeRef<'_>, name: &str) {
        if matches!(name, "p" | "div" | "figcaption" | "span")
            && flow.captionable().is_some_and(|picture| beside::follows_its_picture(node, picture))
            && !node.descendants_it().any(|n| self.media.get(&n).is_some())
        {
            let content = self.caption_text(node);
            return flow.caption(content);
        }
        flow.end_paragraph();
        let mut blocks = self.blocks(node);
        beside::join_in_box(node, &mut blocks);
        if name != "p" && is_pulled(node) && blocks.iter().all(|b| b.is("p")) && !blocks.is_empty() {
            blocks = vec![quote(blocks, node).from(node.id).into()];
        }
        if let [Node::Element(only)] = blocks.as_mut_slice()
            && only.tag == "p"
        {
            if let Some(id) = self.kept_id(node) {
                only.set("id", id);
            }
            if let Some(lang) = dom::attr(node, "lang").filter(|l| is_language_tag(l)) {
                only.set("lang", lang);
            }
        } else if let (Some(id), Some(Node::Element(first))) = (self.kept_id(node), blocks.first_mut())
            && first.get("id").is_none()
        {
            first.set("id", id);
        }
        flow.blocks(blocks);
    }

    /// Whether a button is there to enlarge the picture that it holds.
    fn enlarges(&self, node: &NodeRef<'_>) -> bool {
        node.has_name("button") && node.descendants_it().any(|n| self.media.get(&n).is_some())
    }

    /// An equation, or what is drawn where the page has nothing else.
    pub fn equation(&mut self, node: &NodeRef<'_>, name: &str, mut put: impl FnMut(Node)) {
        match math::equation(node, name) {
            Some(equation) => put(equation.into()),
            None if dom::class_and_id(node).contains("preview") => {}
            None => self.inlines(node).into_iter().for_each(put),
        }
    }

    pub fn image(&mut self, source: &PictureSource) -> Option<Element> {
        let n = self.pictures.number(source)?;
        let mut image =
            Element::new("img", Vec::new()).with("data-asset", n.to_string()).with("alt", source.alt.clone());
        if source.formula {
            image.set("class", "formula");
        }
        for (name, value) in [("width", source.width), ("height", source.height)] {
            if let Some(value) = value.filter(|v| *v > 0) {
                image.set(name, value.to_string());
            }
        }
        Some(image)
    }

    fn medium(&mut self, flow: &mut Flow, medium: &Medium, from: NodeId) {
        match medium {
            Medium::Picture(source) => flow.inline_all(self.image(source).map(Node::Element)),
            Medium::Embed(embed) => {
                let link =
                    Element::new("a", vec![Node::Text(embed.title.clone())]).with("href", embed.url.clone());
                let mut children = Vec::new();
                if let Some(poster) = &embed.poster {
                    let source = PictureSource {
                        urls: vec![poster.clone()],
                        alt: embed.title.clone(),
                        ..PictureSource::default()
                    };
                    children.extend(self.image(&source).map(Node::Element));
                }
                children.push(Element::new("figcaption", vec![link.into()]).into());
                flow.block(Element::new("figure", children).with("class", "embed").from(from));
            }
        }
    }

    /// An empty anchor in the place of a wrapper that a link of the article leads to.
    fn anchor(&mut self, node: &NodeRef<'_>, name: &str) -> Option<Node> {
        let keeps_its_own =
            !matches!(name, "span" | "font" | "a" | "br" | "label" | "u" | "img" | "figure" | "table" | "tr");
        let named = name == "a" && dom::attr(node, "href").is_none_or(|h| self.link_is_dropped(&h));
        if name == "a" && !named || name != "a" && keeps_its_own {
            return None;
        }
        let id = self.kept_id(node)?;
        Some(Element::new("a", Vec::new()).with("id", id).into())
    }

    fn link_is_dropped(&self, href: &str) -> bool {
        self.fragment(href).is_none()
            && self
                .base
                .join(href)
                .map_or(true, |u| !matches!(u.scheme(), "http" | "https" | "mailto" | "tel"))
    }

    pub fn kept_id(&self, node: &NodeRef<'_>) -> Option<String> {
        if self.targets.is_empty() {
            return None;
        }
        let name = if node.has_name("a") { dom::attr(node, "name") } else { None };
        let id = dom::attr(node, "id").or(name)?;
        self.targets.contains(&id).then(|| format!("{ID_PREFIX}{id}"))
    }
}
