//! What stands among the article's blocks but is not of it: labels, promotions, share bars, footers, repetitions.
//!
//! Every rule asks for a short block that says what it is; prose is never judged by a single word.

mod phrases;
mod pulled;

use std::collections::{HashMap, HashSet};

use url::Url;

use super::insert;
use super::shapes::links;
use super::tree::{Element, Node, is_heading};
use crate::capture::extract::{is_list_heading, prose_weight};
use crate::model::{LinkContext, LinkPlace, PageLink};
pub(in crate::capture) use phrases::{is_label, is_promotion, opens_promotion};

/// A block longer than this is prose, whatever it says.
const LONGEST: usize = 320;

/// The whole of a promotion below a heading of its own is at most this long.
const LONGEST_SECTION: usize = 600;

/// A paragraph of this length is the article's, so that the blocks before it are its head.
const PROSE: usize = 120;

/// Takes out what is not of the article; links to other stories among it are returned.
pub(super) fn take_out(blocks: &mut Vec<Node>, authors: &[String], page: &Url) -> Vec<PageLink> {
    let mut links = Vec::new();
    take_head(blocks, authors);
    blocks.retain(|block| !is_portrait(block, authors));
    take_sections(blocks);
    blocks.retain_mut(|block| {
        let text = Words::of(block);
        if is_pointer(block, &text) || is_labelled_link(block, page) {
            let stories = stories(block, &text.folded, LinkPlace::Inline);
            let insert = insert::element(&stories);
            links.extend(stories);
            return insert.is_some_and(|insert| {
                *block = insert;
                true
            });
        }
        !text.is_noise(block) && !is_share_bar(block)
    });
    take_tail(blocks, authors, page, &mut links);
    take_repetitions(blocks);
    pulled::take_out(blocks);
    links
}

/// A block's text, once.
struct Words {
    folded: String,
    length: usize,
}

impl Words {
    fn of(block: &Node) -> Self {
        let text = block.element().map(Element::text).unwrap_or_default();
        let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { length: folded.chars().count(), folded }
    }

    fn is_noise(&self, block: &Node) -> bool {
        let Some(element) = block.element() else { return false };
        let may_be =
            matches!(element.tag, "p" | "h2" | "h3" | "h4" | "h5" | "h6" | "h1" | "ul" | "ol" | "blockquote");
        may_be
            && !element.has_picture()
            && self.length <= LONGEST
            && (is_label(&self.folded) || is_promotion(&self.folded) || is_rating(&self.folded))
    }
}

/// Labels, datelines, bylines and breadcrumbs before the first prose: all of them are shown from the metadata.
fn take_head(blocks: &mut Vec<Node>, authors: &[String]) {
    let head = blocks
        .iter()
        .position(|b| b.is("p") && prose_weight(&Words::of(b).folded) >= PROSE)
        .unwrap_or(0)
        .min(12);
    let mut at = 0;
    blocks.retain(|block| {
        at += 1;
        at > head || !is_of_the_head(block, authors)
    });
}

fn is_of_the_head(block: &Node, authors: &[String]) -> bool {
    let Some(element) = block.element() else { return false };
    let text = Words::of(block);
    match element.tag {
        "p" => text.length <= 120 && (is_dateline(&text.folded) || is_byline(&text.folded, authors)),
        "ul" | "ol" => text.length <= 160 && !element.has_picture() && is_all_links(element),
        _ => false,
    }
}

/// The picture of an author beside the byline: described by the name alone, or with nothing but the byline below it.
fn is_portrait(block: &Node, authors: &[String]) -> bool {
    let Some(figure) = block.element().filter(|e| e.tag == "figure" && e.get("class").is_none()) else {
        return false;
    };
    let mut children = figure.children.iter().filter_map(Node::element);
    let named = children.clone().any(|e| {
        let alt = e.get("alt").unwrap_or_default().trim().to_lowercase();
        e.tag == "img" && authors.iter().any(|author| author.to_lowercase() == alt)
    });
    let caption = children.find(|e| e.tag == "figcaption").map(|e| Words::of(&Node::Element(e.clone())));
    match caption {
        None => named,
        Some(caption) => named && caption.length <= 120 && is_byline(&without_date(&caption.folded), authors),
    }
}

fn without_date(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// A year and a day or a time, and little else.
pub(in crate::capture) fn is_dateline(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let year = text
        .split(|c: char| !c.is_ascii_digit())
        .any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")));
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    year && digits >= 5 && letters <= 60 && !text.ends_with(['.', '!', '?', '"', '”'])
        || year && digits >= 8 && letters <= 40
}

/// Names of the authors, and little else.
pub(in crate::capture) fn is_byline(text: &str, authors: &[String]) -> bool {
    let mut rest = text.to_lowercase();
    let mut named = false;
    for author in authors {
        let author = author.to_lowercase();
        if rest.contains(&author) {
            named = true;
            rest = rest.replace(&author, " ");
        }
    }
    named && rest.chars().filter(|c| c.is_alphabetic()).count() <= 24
}

fn is_all_links(element: &Element) -> bool {
    let all = prose_weight(&element.text());
    all > 0 && links(element).1 * 10 >= all * 8
}

/// Promotions with a heading of their own go with it.
fn take_sections(blocks: &mut Vec<Node>) {
    let mut at = 0;
    while at < blocks.len() {
        let end = section_end(blocks, at);
        if end > at {
            blocks.drain(at..end);
        } else {
            at += 1;
        }
    }
}

/// Where the promotion that begins at a place ends, or that place when none begins there.
fn section_end(blocks: &[Node], at: usize) -> usize {
    let opens = blocks[at].element().is_some_and(|e| is_heading(e.tag) || is_all_strong(e));
    let text = Words::of(&blocks[at]);
    if !opens || text.length > 80 || !opens_promotion(&text.folded) {
        return at;
    }
    let mut length = 0;
    let mut end = at + 1;
    while let Some(element) = blocks.get(end).and_then(Node::element) {
        let text = Words::of(&blocks[end]);
        length += text.length;
        if is_heading(element.tag)
            || element.tag == "figure"
            || text.length > LONGEST
            || length > LONGEST_SECTION
        {
            break;
        }
        end += 1;
    }
    let closed =
        blocks.get(end).and_then(Node::element).is_none_or(|e| is_heading(e.tag) || e.tag == "figure");
    if closed { end } else { at + 1 }
}

fn is_all_strong(element: &Element) -> bool {
    element.tag == "p" && matches!(element.children.as_slice(), [Node::Element(only)] if only.tag == "strong")
}

/// A line that only points to another story: "Read more: …", "Lee también …".
fn is_pointer(block: &Node, text: &Words) -> bool {
    let Some(element) = block.element().filter(|e| matches!(e.tag, "p" | "blockquote" | "ul")) else {
        return false;
    };
    if text.length > 220 || element.has_picture() {
        return false;
    }
    let heading = text.folded.split_once([':', '：']).map_or("", |(head, _)| head);
    let in_links = links(element).1;
    in_links > 0
        && (is_list_heading(heading) && in_links * 2 >= prose_weight(&text.folded)
            || is_list_heading(&text.folded))
}

/// A bold label and, after it, nothing but a link to another page of the site: "Read also: …" in any language.
fn is_labelled_link(block: &Node, page: &Url) -> bool {
    let Some(paragraph) = block.element().filter(|e| e.tag == "p") else { return false };
    let mut said = paragraph.children.iter().filter(|n| !n.is_blank());
    let (Some(Node::Element(label)), Some(Node::Element(link)), None) =
        (said.next(), said.next(), said.next())
    else {
        return false;
    };
    let words = label.text();
    let colon = words.trim_end().ends_with([':', '：']);
    let Some(target) = link.get("href").and_then(|href| Url::parse(href).ok()) else { return false };
    let file =
        target.path().rsplit('/').next().is_some_and(|name| name.contains('.') && !name.contains(".htm"));
    label.tag == "strong"
        && colon
        && words.chars().count() <= 40
        && target.host_str() == page.host_str()
        && target.path() != page.path()
        && !file
        && link.text().split_whitespace().count() + link.text().chars().filter(|c| !c.is_ascii()).count() >= 3
}

/// Whether a block is nothing but links that hand the page on to others.
fn is_share_bar(block: &Node) -> bool {
    const PLACES: [&str; 10] = [
        "facebook.com/sharer",
        "facebook.com/dialog/share",
        "twitter.com/intent/",
        "twitter.com/share",
        "x.com/intent/",
        "x.com/share",
        "whatsapp.com/send",
        "t.me/share",
        "linkedin.com/share",
        "reddit.com/submit",
    ];
    let Some(element) = block.element().filter(|e| matches!(e.tag, "p" | "ul" | "ol")) else { return false };
    let mut links = Vec::new();
    super::collect_links(std::slice::from_ref(block), &mut links);
    !links.is_empty()
        && links.iter().all(|link| PLACES.iter().any(|place| link.url.contains(place)))
        && is_all_links(element)
}

/// Stars, and how many gave them.
fn is_rating(text: &str) -> bool {
    text.chars().filter(|c| matches!(c, '★' | '☆' | '⭐')).count() >= 3
        && text.chars().filter(|c| c.is_alphabetic()).count() <= 24
}

/// The stories that a block points to; its `text` begins with the heading.
fn stories(block: &Node, text: &str, place: LinkPlace) -> Vec<PageLink> {
    let mut found = Vec::new();
    super::collect_links(std::slice::from_ref(block), &mut found);
    let heading = text.split_once([':', '：']).map_or(text, |(head, _)| head).trim();
    let own = |link: &PageLink| (!heading.is_empty() && heading != link.text).then(|| heading.to_owned());
    let story =
        |link: PageLink| PageLink { context: LinkContext::Related, place, heading: own(&link), ..link };
    found.into_iter().map(story).collect()
}

/// What follows the article: lists of the site's other pages with their heading, the author's name, empty headings.
fn take_tail(blocks: &mut Vec<Node>, authors: &[String], page: &Url, links: &mut Vec<PageLink>) {
    while let Some(last) = blocks.last() {
        let text = Words::of(last);
        let Some(element) = last.element() else { break };
        if element.tag == insert::TAG {
            // After the last paragraph it is a list like any other.
            insert::is_around(element, links);
            blocks.pop();
            continue;
        }
        let list =
            matches!(element.tag, "ul" | "ol") && is_all_links(element) && leads_to_site(element, page);
        let name = element.tag == "p" && text.length <= 60 && is_byline(&text.folded, authors);
        let filed = element.tag == "p" && (is_signature(&text.folded) || files_under(element, page));
        if !(list || name || filed || is_heading(element.tag)) || blocks.len() == 1 {
            break;
        }
        if list {
            links.extend(stories(last, "", LinkPlace::Around));
        }
        blocks.pop();
    }
}

/// The initials of who wrote it: "(dew/rud)".
fn is_signature(text: &str) -> bool {
    let initials = text.strip_prefix(['(', '（', '[']).and_then(|t| t.strip_suffix([')', '）', ']']));
    initials.is_some_and(|initials| {
        (2..=14).contains(&initials.len())
            && initials
                .split('/')
                .all(|i| (2..=4).contains(&i.len()) && i.bytes().all(|b| b.is_ascii_lowercase()))
    })
}

/// Whether a paragraph is the list of what an article is filed under: links of its site and at most one word.
fn files_under(element: &Element, page: &Url) -> bool {
    let (count, weight) = links(element);
    let rest = prose_weight(&element.text()).saturating_sub(weight);
    count >= 2 && rest <= 12 && leads_to_site(element, page)
}

/// Whether most links of a list lead to pages of the same site; a list of sources leads elsewhere.
fn leads_to_site(element: &Element, page: &Url) -> bool {
    let mut links = Vec::new();
    super::collect_links(std::slice::from_ref(&Node::Element(element.clone())), &mut links);
    let host = page.host_str().unwrap_or_default();
    let own = links.iter().filter(|l| Url::parse(&l.url).is_ok_and(|u| u.host_str() == Some(host))).count();
    links.len() >= 2 && own * 2 > links.len()
}

/// A paragraph that says the same as one earlier one; what comes more often is a refrain.
fn take_repetitions(blocks: &mut Vec<Node>) {
    let mut copies: HashMap<String, usize> = HashMap::new();
    for block in blocks.iter().filter(|b| b.is("p")) {
        *copies.entry(Words::of(block).folded).or_default() += 1;
    }
    let mut seen = HashSet::new();
    blocks.retain(|block| {
        let text = Words::of(block);
        let twice = block.is("p") && text.length >= 40 && copies.get(&text.folded) == Some(&2);
        !twice || seen.insert(text.folded)
    });
}
