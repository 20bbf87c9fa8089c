//! One walk over the parsed page that gathers what metadata and diagnosis are made from.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use dom_query::{Document, NodeRef};

use super::dom::{attr, class_and_id, fold, name, text, walk};

mod background;
mod byline;
mod heading;
mod stamp;
mod time;

pub(in crate::capture) use background::Background;
pub(in crate::capture) use heading::Heading;
pub(in crate::capture) use stamp::Stamp;
pub(in crate::capture) use time::{Time, TimeRole};

/// Values of one kind that are kept; no page has a use for more.
const MAX_VALUES: usize = 400;

/// What a page carries about itself, raw.
#[derive(Debug, Default)]
pub(in crate::capture) struct Survey {
    /// `<meta>` by lower-case name, property, itemprop or http-equiv, in order.
    pub metas: Vec<(String, String)>,
    /// `<link>` relations and targets.
    pub links: Vec<(String, String)>,
    /// `<base href>`.
    pub base: Option<String>,
    /// `lang` of `<html>` or `<body>`.
    pub lang: Option<String>,
    /// `dir` of `<html>` or `<body>`.
    pub dir: Option<String>,
    /// `<title>`.
    pub title: String,
    /// Texts of `<h1>`.
    pub h1: Vec<String>,
    /// The first of `<h1>`, `<h2>` and `<h3>`.
    pub headings: Vec<Heading>,
    /// Times of the page: value, and whether it is marked as the date of publication (by `pubdate`, itemprop or class).
    pub times: Vec<Time>,
    /// Short texts with digits: what may be the article's dateline.
    pub stamps: Vec<Stamp>,
    /// Texts that were looked at for `stamps`.
    pub stamps_tried: usize,
    /// Author candidates: `itemprop`, `rel=author`, byline classes.
    pub bylines: Vec<Byline>,
    /// Pictures that elements near the top have behind them: URL, whether the element is named for it, place.
    pub backgrounds: Vec<Background>,
    /// Breadcrumb texts.
    pub breadcrumbs: Vec<String>,
    /// Characters of visible text in the body.
    pub body_chars: usize,
    /// Characters of that which stand in links.
    pub link_chars: usize,
    /// `<p>` elements with at least 80 characters.
    pub paragraphs: usize,
    /// Class and id names that mark a wall, a challenge or an application shell.
    pub marks: Vec<String>,
    /// Forms with a password field.
    pub password_fields: usize,
    /// Deepest nesting.
    pub depth: usize,
    /// Where the walk is.
    pub place: Place,
}

/// Where something stands on the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::capture) struct Place {
    /// Elements before it.
    pub order: usize,
    /// Paragraphs of prose before it.
    pub paragraphs: usize,
    /// Whether it is part of what stands beside the article: navigation, footer, sidebar, related stories.
    pub aside: bool,
}

/// A place that names an author.
#[derive(Debug, Clone)]
pub(in crate::capture) struct Byline {
    /// The text.
    pub text: String,
    /// How much the place can be trusted: 0 is `itemprop` or `rel`, 1 a class that is a byline or a link to an author's
    /// page, 2 a class that may be one, 3 a text that reads like one.
    pub rank: u8,
    /// Where it stands.
    pub place: Place,
}

impl Survey {
    /// Walks over the page.
    pub fn of(document: &Document) -> Self {
        let mut survey = Self::default();
        let (mut link_depth, mut aside_depth) = (usize::MAX, usize::MAX);
        walk(document.root(), |node, depth| {
            survey.depth = survey.depth.max(depth);
            if depth <= link_depth {
                link_depth = usize::MAX;
            }
            if depth <= aside_depth {
                aside_depth = usize::MAX;
                survey.place.aside = false;
            }
            if node.is_text() {
                survey.characters(node, link_depth != usize::MAX);
                return false;
            }
            let Some(tag) = name(node) else { return true };
            survey.place.order += 1;
            if aside_depth == usize::MAX && is_aside(node, &tag) {
                aside_depth = depth;
                survey.place.aside = true;
            }
            if &*tag == "a" && link_depth == usize::MAX {
                link_depth = depth;
            }
            survey.element(node, &tag)
        });
        survey
    }

    /// The first value of the first of these metas that the page has.
    pub fn meta(&self, names: &[&str]) -> Option<&str> {
        names
            .iter()
            .find_map(|name| self.metas.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()))
    }

    /// All values of one meta.
    pub fn metas_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.metas.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The target of a link relation.
    pub fn link(&self, relation: &str) -> Option<&str> {
        self.links
            .iter()
            .find(|(rel, _)| rel.split_ascii_whitespace().any(|r| r == relation))
            .map(|(_, href)| href.as_str())
    }

    fn characters(&mut self, node: &NodeRef<'_>, in_link: bool) {
        let chars = node.normalized_char_count();
        self.body_chars += chars;
        if in_link {
            self.link_chars += chars;
        }
        self.stamp(node, chars);
        self.byline_text(node, chars);
    }

    fn element(&mut self, node: &NodeRef<'_>, tag: &str) -> bool {
        match tag {
            "html" | "body" => {
                self.lang =
                    self.lang.take().or_else(|| attr(node, "lang").or_else(|| attr(node, "xml:lang")));
                self.dir = self.dir.take().or_else(|| attr(node, "dir"));
                self.mark(node);
            }
            "meta" => self.meta_element(node),
            "link" => self.link_element(node),
            "base" => self.base = self.base.take().or_else(|| attr(node, "href")),
            "title" => {
                if self.title.is_empty() && node.parent().is_some_and(|p| !p.has_name("svg")) {
                    self.title = text(node);
                }
                return false;
            }
            "style" | "script" | "template" | "svg" | "textarea" => return false,
            "h1" => self.heading(node, 1),
            "h2" => self.heading(node, 2),
            "h3" => self.heading(node, 3),
            "p" => self.paragraph(node),
            "input" => self.password_fields += usize::from(attr(node, "type").as_deref() == Some("password")),
            _ => {}
        }
        self.by_attributes(node, tag);
        true
    }

    fn heading(&mut self, node: &NodeRef<'_>, level: u8) {
        const MOST: [usize; 3] = [40, 40, 80];
        if level == 1 {
            push(&mut self.h1, text(node));
        }
        if self.headings.iter().filter(|h| h.level == level).count() < MOST[usize::from(level) - 1] {
            self.headings.extend(Heading::of(node, level, self.place));
        }
    }

    fn paragraph(&mut self, node: &NodeRef<'_>) {
        if node.normalized_char_count() >= 80 {
            self.paragraphs += 1;
            self.place.paragraphs = self.paragraphs;
        } else {
            self.signature(node);
        }
    }

    fn meta_element(&mut self, node: &NodeRef<'_>) {
        let key = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| attr(node, a));
        if let (Some(key), Some(content)) = (key, attr(node, "content"))
            && self.metas.len() < MAX_VALUES
        {
            self.metas.push((key.to_ascii_lowercase(), fold(&content)));
        }
    }

    fn link_element(&mut self, node: &NodeRef<'_>) {
        if let (Some(rel), Some(href)) = (attr(node, "rel"), attr(node, "href"))
            && self.links.len() < MAX_VALUES
        {
            self.links.push((rel.to_ascii_lowercase(), href));
        }
    }

    fn by_attributes(&mut self, node: &NodeRef<'_>, tag: &str) {
        let Some(element) = node.element_ref() else { return };
        if element.attrs.is_empty() && tag != "time" {
            return;
        }
        let get = |name: &str| element.attrs.iter().find(|a| &*a.name.local == name).map(|a| a.value.trim());
        let (rel, itemprop, class) = (get("rel"), get("itemprop"), get("class"));
        if let Some(rel) = rel {
            self.relation(node, rel);
        }
        if let Some(itemprop) = itemprop {
            self.itemprop(node, itemprop, get("content").or_else(|| get("datetime")));
        }
        if tag == "time" {
            self.time(node, itemprop, class.unwrap_or_default(), get("datetime"), get("pubdate").is_some());
        }
        if tag == "a"
            && let Some(href) = get("href")
        {
            self.author_link(node, href);
        }
        if let Some(class) = class {
            self.class(node, tag, class);
        }
        self.background(node);
        if let Some(id) = get("id") {
            self.mark_name(id);
        }
    }

    fn class(&mut self, node: &NodeRef<'_>, tag: &str, class: &str) {
        let class = class.to_ascii_lowercase();
        self.mark_name(&class);
        self.byline_class(node, &class);
        self.microformat(node, tag, &class);
        if class.contains("breadcrumb") && tag != "body" && self.breadcrumbs.len() < 20 {
            for link in node.descendants_it().filter(|n| n.has_name("a")).take(8) {
                push(&mut self.breadcrumbs, text(&link));
            }
        }
    }

    fn mark(&mut self, node: &NodeRef<'_>) {
        let names = class_and_id(node);
        if !names.is_empty() {
            push(&mut self.marks, names);
        }
    }

    fn mark_name(&mut self, name: &str) {
        if self.marks.len() < 200 && MARKS.as_ref().is_some_and(|marks| marks.is_match(name)) {
            self.marks.push(name.to_ascii_lowercase());
        }
    }
}

/// Finds any of some parts of names in one pass.
fn parts(parts: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder().ascii_case_insensitive(true).build(parts).ok()
}

/// Names of walls and of scripts that build the page.
static MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    parts(&[
        "paywall",
        "piano",
        "tp-modal",
        "subscribe-wall",
        "regwall",
        "metered",
        "premium-wall",
        "subscription-wall",
        "consent",
        "cookie-wall",
        "onetrust",
        "didomi",
        "sp_message",
        "qc-cmp",
        "cf-",
        "challenge",
        "captcha",
        "datadome",
        "px-captcha",
        "root",
        "app",
        "__next",
    ])
});

/// Names of lists of other stories.
static ASIDES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    parts(&[
        "related",
        "sidebar",
        "recommend",
        "trending",
        "most-read",
        "mostread",
        "popular",
        "comments",
        "newsletter",
    ])
});

/// Navigation, footers and the lists of other stories that templates name so.
fn is_aside(node: &NodeRef<'_>, tag: &str) -> bool {
    const MAX_LOOKED_AT: usize = 500;
    match tag {
        "nav" | "aside" | "footer" => true,
        "div" | "section" | "ul" | "ol" | "li" => {
            let names = class_and_id(node);
            let named = |name: &str| {
                ASIDES.as_ref().is_some_and(|asides| asides.is_match(name))
                    && !name.contains("has-")
                    && !name.contains("with")
            };
            // Some templates call the article's own column a sidebar.
            let own = || {
                node.descendants_it().take(MAX_LOOKED_AT).any(|n| n.has_name("h1") || n.has_name("article"))
            };
            names.split_whitespace().any(named) && !own()
        }
        _ => false,
    }
}

fn push(values: &mut Vec<String>, value: String) {
    if !value.is_empty() && values.len() < MAX_VALUES {
        values.push(value);
    }
}

#[cfg(test)]
mod tests;
