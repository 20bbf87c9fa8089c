//! What one card of a list says of its story: headline, teaser, picture, date.

use dom_query::NodeRef;

use super::Around;
use crate::capture::extract::{dom, is_list_heading, prose_weight};

/// The longest teaser that is kept, in characters.
const TEASER: usize = 320;

/// A shorter text below a headline is a label.
const SHORTEST_TEASER: usize = 30;

/// The longest headline that is kept, in characters.
const HEADLINE: usize = 300;

/// A text this long holds the headline and what stands below it.
const LONG: usize = 140;

/// The headline of a card whose links to the story are `anchors`.
pub(super) fn headline(card: &NodeRef<'_>, anchors: &[NodeRef<'_>]) -> Option<String> {
    let headings = || card.descendants_it().filter(is_heading).map(|node| dom::text(&node));
    let in_or_around = anchors.iter().find_map(|anchor| {
        let inside = anchor.descendants_it().find(is_heading);
        let around = || anchor.ancestors_it(Some(3)).find(is_heading);
        inside.or_else(around).map(|node| dom::text(&node)).filter(|text| says(text))
    });
    let named = || {
        anchors.iter().find_map(|anchor| {
            let inside = anchor.descendants_it().find(|node| has_name(node, &["title", "headline", "hed"]));
            inside.map(|node| dom::text(&node)).filter(|text| says(text))
        })
    };
    let longest = || {
        let texts = anchors.iter().map(|anchor| first_run(anchor)).filter(|text| says(text));
        texts.max_by_key(|text| prose_weight(text))
    };
    let label = || {
        let labels = |name: &'static str| {
            anchors.iter().filter_map(move |anchor| dom::attr(anchor, name)).map(|text| dom::fold(&text))
        };
        labels("title").chain(labels("aria-label")).find(|text| says(text))
    };
    let found = in_or_around
        .or_else(named)
        .or_else(longest)
        .or_else(|| headings().find(|text| says(text)))
        .or_else(label)?;
    Some(cut(&found, HEADLINE))
}

/// Whether a text can be a headline: letters, and more than an invitation to read.
fn says(text: &str) -> bool {
    const INVITATIONS: [&str; 26] = [
        "read",
        "more",
        "weiterlesen",
        "mehr",
        "mehr lesen",
        "lire la suite",
        "lire plus",
        "leer más",
        "ver más",
        "leggi tutto",
        "lees verder",
        "devamı",
        "devamını oku",
        "подробнее",
        "читать далее",
        "читать",
        "далее",
        "المزيد",
        "اقرأ المزيد",
        "بیشتر",
        "ادامه مطلب",
        "ادامه",
        "阅读全文",
        "查看更多",
        "続きを読む",
        "もっと見る",
    ];
    const INVITING: [&str; 31] = [
        "see full",
        "add to cart",
        "read more",
        "continue reading",
        "read on",
        "view all",
        "see all",
        "show all",
        "browse all",
        "view more",
        "see more",
        "all articles",
        "all posts",
        "alle artikel",
        "alle anzeigen",
        "mehr anzeigen",
        "voir tout",
        "tous les articles",
        "ver todo",
        "ver todas",
        "vedi tutti",
        "bekijk alle",
        "tümünü gör",
        "все новости",
        "смотреть все",
        "عرض الكل",
        "مشاهدهٔ همه",
        "مشاهده همه",
        "查看全部",
        "すべて見る",
        "모두 보기",
    ];
    let folded = text.trim_end_matches(['.', '…', '»', '›', '→', '>', ' ', ':']).to_lowercase();
    text.chars().filter(|c| c.is_alphabetic()).count() > 3
        && !INVITATIONS.contains(&folded.as_str())
        && !INVITING.iter().any(|beginning| folded.starts_with(beginning))
        && (!is_list_heading(text) || prose_weight(text) > 40)
}

/// The text of an element; of one that holds a headline and more, the first block of it that can be a headline.
fn first_run(anchor: &NodeRef<'_>) -> String {
    let whole = dom::text(anchor);
    let blocks =
        || anchor.descendants_it().filter(|node| is_box(node) && !node.descendants_it().any(|n| is_box(&n)));
    if prose_weight(&whole) <= LONG && blocks().count() < 2 {
        return whole;
    }
    blocks().map(|node| dom::text(&node)).find(|text| says(text) && prose_weight(text) >= 16).unwrap_or(whole)
}

fn is_box(node: &NodeRef<'_>) -> bool {
    dom::name(node).is_some_and(|name| matches!(&*name, "div" | "p" | "span" | "strong" | "b" | "figcaption"))
        && node.descendants_it().any(|n| n.is_nonempty_text())
}

/// What a card says below its headline.
pub(super) fn teaser(card: &NodeRef<'_>, headline: &str) -> Option<String> {
    const NAMES: [&str; 12] = [
        "teaser",
        "excerpt",
        "summary",
        "description",
        "desc",
        "dek",
        "standfirst",
        "intro",
        "lead",
        "abstract",
        "subtitle",
        "snippet",
    ];
    let may_be = |node: &NodeRef<'_>| {
        let leaf = !node.descendants_it().any(|n| n.has_name("p") || n.has_name("div") || is_heading(&n));
        leaf && (node.has_name("p") || has_name(node, &NAMES))
            && !node.ancestors_it(Some(3)).any(|a| is_heading(&a))
    };
    let said = card.descendants_it().filter(may_be).map(|node| dom::text(&node));
    said.into_iter()
        .find(|text| {
            prose_weight(text) >= SHORTEST_TEASER
                && !headline.contains(text.as_str())
                && !text.starts_with(headline)
        })
        .map(|text| cut(&text, TEASER))
}

/// The address of the picture that a card shows; icons are none.
pub(super) fn picture(card: &NodeRef<'_>, around: &Around<'_>) -> Option<String> {
    const ICON: u32 = 48;
    let mut nodes = card.descendants_it().filter(|node| node.has_name("img"));
    nodes.find_map(|node| {
        let source = around.media.picture(&node)?;
        let small = |length: Option<u32>| length.is_some_and(|length| length <= ICON);
        if small(source.width) || small(source.height) {
            return None;
        }
        source.urls.iter().find(|url| url.starts_with("http")).cloned()
    })
}

/// When a card says that its story was published.
pub(super) fn published(card: &NodeRef<'_>) -> Option<String> {
    let times = card.descendants_it().filter(|node| node.has_name("time"));
    times.filter_map(|time| dom::attr(&time, "datetime")).find(|value| {
        let day = value.get(..10).unwrap_or_default();
        value.len() <= 35 && day.parse::<jiff::civil::Date>().is_ok()
    })
}

pub(super) fn is_heading(node: &NodeRef<'_>) -> bool {
    dom::name(node).is_some_and(|name| matches!(&*name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
}

fn has_name(node: &NodeRef<'_>, wanted: &[&str]) -> bool {
    let names = dom::values(node, &["class", "itemprop"]);
    names.split(|c: char| !c.is_alphanumeric()).any(|word| wanted.contains(&word))
}

/// A text of at most so many characters, cut between words.
fn cut(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let head = &text[..end];
    let end = head.rfind(' ').filter(|at| at * 2 > head.len()).unwrap_or(head.len());
    format!("{}…", head[..end].trim_end())
}
