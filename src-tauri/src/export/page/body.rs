//! The text of an article, and of notes, made to stand in a page of an export.

use std::collections::HashMap;

use super::tree::{Element, Node, parse};
use super::words::Words;
use super::{Style, is_language_tag};
use crate::export::marked::marked;
use crate::model::{Article, ArticleId, Highlight};

/// What of a copy's own names of places is kept.
const ID_PREFIX: &str = "lede-";

pub(super) struct Body<'a> {
    pub article: &'a Article,
    pub style: &'a Style<'a>,
    /// Addresses on the web, and where in the export they lead to.
    pub links: &'a HashMap<String, String>,
    pub marks: &'a [&'a Highlight],
    pub words: &'a Words,
}

impl Body<'_> {
    pub fn build(&self) -> Vec<Node> {
        let numbered: HashMap<_, _> = (self.marks.iter())
            .filter(|mark| mark.place.is_some() && has_note(mark, self.style))
            .zip(1..)
            .map(|(mark, number)| (mark.id, number))
            .collect();
        let html = marked(&self.article.html, self.marks, &|mark| match numbered.get(&mark.id) {
            Some(number) => format!(
                "<sup class=\"noteref\"><a id=\"hr-{0}\" href=\"#hn-{0}\">{1}</a></sup>",
                mark.id,
                self.words.number(*number)
            ),
            None => String::new(),
        });
        let mut nodes = parse(&html);
        self.change(&mut nodes);
        nodes
    }

    fn change(&self, nodes: &mut Vec<Node>) {
        nodes.retain_mut(|node| match node {
            Node::Text(_) => true,
            Node::Element(element) => self.keep(element),
        });
        for node in nodes {
            wrap_table(node);
        }
    }

    /// Changes an element; tells whether anything of it stays.
    fn keep(&self, element: &mut Element) -> bool {
        if element.name == "img" && !self.style.options.pictures {
            return false;
        }
        self.change(&mut element.children);
        if element.name == "figure" && element.children.iter().all(Node::is_blank) {
            return false;
        }
        shift_heading(element, self.style.level);
        keep_language(element);
        let prefix = format!("a{}-", self.article.summary.id);
        if let Some(id) = element.get("id").filter(|id| id.starts_with(ID_PREFIX)) {
            let id = format!("{prefix}{id}");
            element.set("id", &id);
        }
        if element.name == "a" {
            self.lead(element, &prefix);
        }
        true
    }

    /// Leads a link to what it means within the export.
    fn lead(&self, link: &mut Element, prefix: &str) {
        let Some(href) = link.get("href") else { return };
        if let Some(id) = href.strip_prefix('#').filter(|id| id.starts_with(ID_PREFIX)) {
            let address = format!("#{prefix}{id}");
            link.set("href", &address);
        } else if let Some(address) = self.links.get(href) {
            link.set("href", address);
            link.set("class", "article");
        }
    }
}

/// Whether a highlight's note is shown.
pub(super) fn has_note(mark: &Highlight, style: &Style<'_>) -> bool {
    let note = mark.note.as_deref().is_some_and(|note| !note.trim().is_empty());
    note && style.options.notes
}

/// The HTML of a note, whose links to articles lead to them where they are in the export.
pub(super) fn of_note(html: &str, prefix: &str, style: &Style<'_>) -> Vec<Node> {
    let mut nodes = parse(html);
    change_note(&mut nodes, prefix, style);
    nodes
}

fn change_note(nodes: &mut [Node], prefix: &str, style: &Style<'_>) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        change_note(&mut element.children, prefix, style);
        shift_heading(element, style.level);
        if let Some(id) = element.get("id") {
            let id = format!("{prefix}{id}");
            element.set("id", &id);
        }
        if element.name == "input" {
            let sign = if element.get("checked").is_some() { "☑" } else { "☐" };
            *element = Element::text("span", sign);
            continue;
        }
        let Some(href) = element.get("href").map(str::to_owned) else { continue };
        element.unset("rel");
        if let Some(id) = href.strip_prefix('#') {
            element.set("href", &format!("#{prefix}{id}"));
        } else if let Some(id) = href.strip_prefix("lede://article/") {
            match id.parse().ok().and_then(|id: ArticleId| (style.address)(id)) {
                Some(address) => element.set("href", &address),
                None => element.unset("href"),
            }
        }
    }
}

/// Headings of the text stand below the article's own.
fn shift_heading(element: &mut Element, level: u8) {
    let Some(own) = element.name.strip_prefix('h').and_then(|digit| digit.parse::<u8>().ok()) else { return };
    element.name = format!("h{}", (own + level - 1).min(6));
}

fn keep_language(element: &mut Element) {
    if element.get("lang").is_some_and(|tag| !is_language_tag(tag)) {
        element.unset("lang");
    }
}

/// A wide table scrolls by itself.
fn wrap_table(node: &mut Node) {
    if matches!(node, Node::Element(element) if element.name == "table") {
        let table = std::mem::replace(node, Node::text(""));
        *node = Element::new("div", vec![table]).with("class", "table").into();
    }
}
