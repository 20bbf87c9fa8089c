//! A block by itself: its words, its kind, its phrases.

use std::collections::HashSet;

use dom_query::{Document, NodeId};

use super::numbers::{combined, count, flag, words};
use super::places::Places;
use super::said::Said;
use crate::capture::clean::phrases;
use crate::capture::clean::shapes::links;
use crate::capture::clean::tree::{Element, Node, is_heading};
use crate::capture::extract::{Wording, dom, is_list_heading, prose_weight};

/// What the page says of itself, to compare blocks with.
pub(in crate::capture) struct Page<'a> {
    pub title: Wording,
    pub authors: &'a [String],
    /// The page's own summary.
    pub excerpt: Wording,
    /// The article's text in the page's data.
    pub said: Said,
    /// The element with most of the page's prose.
    pub densest: Option<NodeId>,
}

/// A block and what is known of it.
pub(super) struct Candidate {
    pub tag: &'static str,
    pub words: Vec<u64>,
    pub origin: Option<NodeId>,
    pub parent: Option<NodeId>,
    pub grandparent: Option<NodeId>,
    /// Whether its text is the heading of a list of other stories.
    pub list_heading: bool,
    /// Whether its text is a label of the page's machinery, such as "Advertisement".
    pub label: bool,
    /// Whether its text opens a promotion, such as "Subscribe to our newsletter".
    pub opens_promotion: bool,
    /// Whether it is the headline.
    pub headline: bool,
    /// Likeness to the page's title, 0 to 1.
    pub like_title: f32,
    /// Stands for the names and classes of the elements from the body to it.
    pub path_of_names: u64,
    /// Stands for the same of the element around it.
    pub box_of_names: u64,
    /// Stands for the names of the elements alone.
    pub path: u64,
    /// Probability that it is of the article, judged alone.
    pub odds: f32,
    /// Whether it is a displayed formula and nothing else.
    pub formula: bool,
    /// Whether half of its text or more is links.
    pub of_links: bool,
    pub features: Vec<f32>,
}

impl Candidate {
    /// Words as a weight.
    #[allow(clippy::cast_precision_loss, reason = "a page has fewer words than a float has integers")]
    pub fn weight(&self) -> f32 {
        self.words.len() as f32
    }

    pub fn is_heading(&self) -> bool {
        is_heading(self.tag)
    }

    /// Whether it is a heading that says what the page's title says.
    pub fn is_headline(&self) -> bool {
        self.is_heading() && self.like_title >= 0.6
    }
}

pub(super) const OWN: [&str; 36] = [
    "paragraph",
    "heading level",
    "list",
    "table",
    "quote",
    "code",
    "words",
    "link share",
    "links",
    "ends as a sentence",
    "sentences",
    "commas",
    "begins in lower case",
    "capitals",
    "digits",
    "label",
    "promotion",
    "opens promotion",
    "heading of a list",
    "byline",
    "dateline",
    "title",
    "summary",
    "copyright",
    "question",
    "address",
    "repeated",
    "said elsewhere",
    "said in data",
    "markup",
    "all strong",
    "items",
    "depth",
    "in densest",
    "style hides",
    "in declared body",
];

/// Place of "said elsewhere" in [`OWN`].
const ELSEWHERE: usize = 27;

/// Place of "link share" in [`OWN`].
const LINK_SHARE: usize = 7;

/// Place of the agreement with the title in what [`phrase`] returns.
const TITLE: usize = 6;

/// A text of more characters is no label, promotion or byline.
const SHORT: usize = 320;

/// A text of more characters is no heading.
const HEADING: usize = 100;

/// Words of the runs by which a text is found elsewhere on the page.
const RUN: usize = 4;

/// Describes each block of a page.
pub(super) fn describe(
    blocks: &[Node],
    texts: &[String],
    document: &Document,
    page: &Page<'_>,
    places: &mut Places,
) -> Vec<Candidate> {
    let mut seen = HashSet::new();
    let mut candidates: Vec<Candidate> =
        blocks.iter().zip(texts).map(|block| candidate(block, document, page, &mut seen, places)).collect();
    say_elsewhere(&mut candidates);
    candidates
}

fn candidate(
    (block, text): (&Node, &String),
    document: &Document,
    page: &Page<'_>,
    seen: &mut HashSet<u64>,
    places: &mut Places,
) -> Candidate {
    let nothing = Element::new("p", Vec::new());
    let element = block.element().unwrap_or(&nothing);
    let text = dom::fold(text);
    let words = words(&text);
    let node = element.origin.and_then(|id| document.tree.get(&id));
    let place = node.map(|n| places.of(n)).unwrap_or_default();
    let parent = node.and_then(|n| n.parent());
    let repeated = !words.is_empty() && !seen.insert(combined(&words));
    let short = text.chars().count() <= SHORT;
    let list_heading = text.chars().count() <= HEADING && is_list_heading(&text);
    let label = short && phrases::is_label(&text);
    let opens_promotion = short && phrases::opens_promotion(&text);
    let mut features = kind(element, words.len());
    features.extend(typography(&text));
    let said = phrase(&text, page, [label, opens_promotion, list_heading]);
    let like_title = said[TITLE];
    let headline = matches!(element.tag, "h1" | "h2") && like_title >= 0.9;
    features.extend(said);
    features.extend([
        flag(repeated),
        0.0,
        page.said.share(&words),
        flag(is_markup(&text)),
        flag(matches!(element.children.as_slice(), [Node::Element(only)] if only.tag == "strong")),
        count(element.children.iter().filter(|c| c.is("li")).count()),
    ]);
    features.extend(place.features());
    Candidate {
        tag: element.tag,
        words,
        origin: element.origin,
        parent: parent.map(|p| p.id),
        grandparent: parent.and_then(|p| p.parent()).map(|p| p.id),
        list_heading,
        label,
        opens_promotion,
        headline,
        like_title,
        path_of_names: place.path_of_names,
        box_of_names: place.box_of_names,
        path: place.path,
        odds: 0.0,
        formula: matches!(element.children.as_slice(), [Node::Element(only)] if only.tag == "math"),
        of_links: features[LINK_SHARE] >= 0.5,
        features,
    }
}

fn kind(element: &Element, words: usize) -> Vec<f32> {
    let heading = match element.tag.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => f32::from(*level - b'0'),
        _ => 0.0,
    };
    let (links, in_links) = links(element);
    vec![
        flag(element.tag == "p"),
        heading,
        flag(matches!(element.tag, "ul" | "ol" | "dl")),
        flag(element.tag == "table"),
        flag(element.tag == "blockquote"),
        flag(element.tag == "pre"),
        count(words).ln_1p(),
        count(in_links) / count(prose_weight(&element.text()).max(1)),
        count(links),
    ]
}

fn typography(text: &str) -> [f32; 6] {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count().max(1);
    let ends = ['.', '!', '?', '…', '"', '”', '»', '。', '！', '？', '」', '؟', '۔', ':'];
    [
        flag(text.ends_with(ends)),
        count(text.matches(['.', '!', '?', '。', '！', '？', '؟']).count()),
        count(text.matches([',', '，', '、', '،']).count()),
        flag(text.chars().next().is_some_and(char::is_lowercase)),
        count(text.chars().filter(|c| c.is_uppercase()).count()) / count(letters),
        count(text.chars().filter(|c| c.is_numeric()).count()) / count(text.chars().count().max(1)),
    ]
}

#[allow(clippy::cast_possible_truncation, reason = "shares need no more than a float")]
fn phrase(text: &str, page: &Page<'_>, known: [bool; 3]) -> [f32; 11] {
    let [label, opens_promotion, list_heading] = known;
    let chars = text.chars().count();
    let short = chars <= SHORT;
    let wording = (chars <= 2 * SHORT).then(|| Wording::of(text));
    let like = |other: &Wording| wording.as_ref().map_or(0.0, |own| own.agreement(other) as f32);
    [
        flag(label),
        flag(short && phrases::is_promotion(text)),
        flag(opens_promotion),
        flag(list_heading),
        flag(short && phrases::is_byline(text, page.authors)),
        flag(short && phrases::is_dateline(text)),
        if short { like(&page.title) } else { 0.0 },
        like(&page.excerpt),
        flag(text.contains('©') || short && text.to_lowercase().contains("copyright")),
        flag(text.ends_with(['?', '？', '؟'])),
        flag(text.contains('@') || text.contains("http")),
    ]
}

/// Data or code of the page's machinery that stands where text should.
fn is_markup(text: &str) -> bool {
    text.starts_with(['{', '<']) || text.contains("function(") || text.contains("\":")
}

/// Share of each block's runs of words that stand elsewhere on the page, too.
fn say_elsewhere(candidates: &mut [Candidate]) {
    let mut counts = std::collections::HashMap::new();
    for run in candidates.iter().flat_map(|c| c.words.windows(RUN)) {
        *counts.entry(combined(run)).or_insert(0_u32) += 1;
    }
    for candidate in candidates.iter_mut().filter(|c| c.words.len() >= RUN) {
        let twice = candidate
            .words
            .windows(RUN)
            .filter(|run| counts.get(&combined(run)).is_some_and(|n| *n > 1))
            .count();
        candidate.features[ELSEWHERE] = count(twice) / count(candidate.words.len() + 1 - RUN);
    }
}
