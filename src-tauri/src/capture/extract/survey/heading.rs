//! Headings: what of their text is the headline, and which of them are only the last crumb of a trail.

use dom_query::NodeRef;

use super::Place;
use crate::capture::extract::dom::{attr, fold, name, walk};

/// A main heading or one of the first subheadings.
#[derive(Debug, Clone, Default)]
pub(in crate::capture) struct Heading {
    /// 1 to 3.
    pub level: u8,
    /// Its text without the kicker over it.
    pub text: String,
    /// Whether it stands in a breadcrumb trail: then it is the search engines' title, not the headline.
    pub crumb: bool,
    /// Whether its markup calls it the headline.
    pub marked: bool,
    /// Where it stands.
    pub place: Place,
}

/// Longest text of a trail with its heading, in characters.
const MAX_TRAIL: usize = 600;
/// Ancestors in which a trail is looked for.
const REACH: usize = 4;

impl Heading {
    /// Reads a heading; nothing when it is empty.
    pub fn of(node: &NodeRef<'_>, level: u8, place: Place) -> Option<Self> {
        let text = without_kicker(node);
        (!text.is_empty()).then(|| Self {
            level,
            text,
            crumb: level == 1 && in_trail(node),
            marked: is_marked(node),
            place,
        })
    }
}

fn is_marked(node: &NodeRef<'_>) -> bool {
    let headline =
        |n: &NodeRef<'_>| attr(n, "itemprop").is_some_and(|p| p.split_whitespace().any(|p| p == "headline"));
    let class = attr(node, "class").unwrap_or_default().to_ascii_lowercase();
    headline(node)
        || node.parent().is_some_and(|parent| headline(&parent))
        || [
            "headline",
            "article-title",
            "article__title",
            "entry-title",
            "post-title",
            "post__title",
            "story-title",
        ]
        .iter()
        .any(|name| class.contains(name))
}

/// The text of a heading without what is marked as the line over it; line breaks are spaces.
fn without_kicker(node: &NodeRef<'_>) -> String {
    let (mut whole, mut main) = (String::new(), String::new());
    let (mut kicker, mut apart) = (usize::MAX, false);
    walk(*node, |part, depth| {
        if depth <= kicker {
            kicker = usize::MAX;
        }
        if part.is_text() {
            append(&mut whole, &part.text(), apart);
            if kicker == usize::MAX {
                append(&mut main, &part.text(), apart);
            }
            apart = false;
        } else if depth > 0 && kicker == usize::MAX && is_kicker(part) {
            kicker = depth;
        }
        match name(part).as_deref() {
            Some("style" | "script" | "template" | "svg") => return false,
            Some("br" | "div" | "p" | "span") => apart = true,
            _ => {}
        }
        true
    });
    let main = fold(main.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '|' | '+' | '•' | '·')
    }));
    // What ends in a colon is the kicker, and the template's names are to be read the other way round.
    let headline = !main.ends_with(':') && main.chars().filter(|c| c.is_alphanumeric()).count() >= 2;
    if headline { main } else { fold(&whole) }
}

/// Adds the text of a part; words of neighbouring parts are not one word. Soft hyphens are not part of a word.
fn append(text: &mut String, part: &str, apart: bool) {
    let meets =
        |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '”' | '"' | '»' | '!' | '?'));
    if apart && meets(text.chars().next_back()) && part.chars().next().is_some_and(char::is_alphanumeric) {
        text.push(' ');
    }
    text.extend(part.chars().filter(|c| *c != '\u{AD}'));
}

/// Names that templates give to the line over a headline.
fn is_kicker(node: &NodeRef<'_>) -> bool {
    const NAMES: [&str; 14] = [
        "kicker",
        "overline",
        "eyebrow",
        "topline",
        "roofline",
        "dachzeile",
        "pretitle",
        "pre-title",
        "catchline",
        "surtitle",
        "supertitle",
        "overtitle",
        "spitzmarke",
        "antetitulo",
    ];
    let Some(element) = node.element_ref() else { return false };
    element.attrs.iter().any(|attribute| {
        let of = if matches!(&*attribute.name.local, "class" | "id") {
            &*attribute.value
        } else {
            &*attribute.name.local
        };
        let of = of.to_ascii_lowercase();
        NAMES.iter().any(|name| of.contains(name))
    })
}

/// Whether a heading is the last crumb of a trail, by the names around it or because nothing but links to the front page
/// and to sections stands before it.
fn in_trail(node: &NodeRef<'_>) -> bool {
    std::iter::once(*node).chain(node.ancestors_it(Some(REACH))).any(|around| {
        if around.has_name("nav") || is_named_trail(&around) {
            return !around.descendants_it().any(|n| n.has_name("p"));
        }
        false
    }) || node
        .ancestors_it(Some(3))
        .take_while(|around| around.normalized_char_count() <= MAX_TRAIL)
        .any(|around| is_trail(&around, node))
}

fn is_named_trail(node: &NodeRef<'_>) -> bool {
    let Some(element) = node.element_ref() else { return false };
    element.attrs.iter().any(|attribute| {
        let value = attribute.value.to_ascii_lowercase();
        match &*attribute.name.local {
            "class" | "id" | "aria-label" | "itemtype" => {
                value.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| {
                    word.trim_matches('_').ends_with("crumb")
                        || word.ends_with("crumbs")
                        || word.ends_with("breadcrumblist")
                        || word.contains("breadcrumb")
                })
            }
            other => other.contains("breadcrumb"),
        }
    })
}

/// At least two short links, one of them to the front page, then the heading, and nothing else but marks between.
fn is_trail(around: &NodeRef<'_>, heading: &NodeRef<'_>) -> bool {
    let links: Vec<NodeRef<'_>> = around.descendants_it().filter(|n| n.has_name("a")).take(9).collect();
    let to_front = |link: &NodeRef<'_>| attr(link, "href").is_some_and(|href| is_front(&href));
    if !(2..9).contains(&links.len()) || !links.first().is_some_and(to_front) {
        return false;
    }
    let length = |n: &NodeRef<'_>| n.text().chars().filter(|c| c.is_alphanumeric()).count();
    let in_links: usize = links.iter().map(length).sum();
    in_links > 0 && length(around) <= in_links + length(heading)
}

fn is_front(href: &str) -> bool {
    let path =
        href.split_once("//").map_or(href, |(_, rest)| rest.split_once('/').map_or("/", |(_, path)| path));
    path.is_empty() || path == "/"
}
