//! The headline: the `<h1>` that agrees with what the page calls itself elsewhere.

use std::collections::HashSet;

use super::json_ld::JsonLd;
use super::survey::{Heading, Place, Survey};
use super::text::squeeze;

/// A headline and where it stands, when it is a heading of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Title {
    pub text: String,
    pub place: Option<Place>,
}

impl Title {
    fn declared(text: String) -> Self {
        Self { text, place: None }
    }

    fn shown(heading: &Heading) -> Self {
        Self { text: heading.text.clone(), place: Some(heading.place) }
    }
}

/// Words shared with a declared title from which on a heading says the same.
const AGREES: f64 = 0.6;
/// Words shared with a declared title from which on a subheading is the headline, whatever the main heading says.
const EQUALS: f64 = 0.9;

/// The article's headline, or nothing when the page names none.
pub(super) fn title(survey: &Survey, data: &JsonLd, site: Option<&str>) -> Option<Title> {
    let declared = declared(survey, data, site);
    let (crumbs, headings): (Vec<&Heading>, Vec<&Heading>) =
        survey.headings.iter().filter(|h| (2..=400).contains(&h.text.chars().count())).partition(|h| h.crumb);
    let of_level = |level: u8| headings.iter().copied().filter(move |h| h.level == level).collect::<Vec<_>>();
    let (main, mut sub) = (of_level(1), of_level(2));
    if main.is_empty() {
        sub.extend(of_level(3));
    }
    let mut found = main
        .iter()
        .find(|h| declared.iter().any(|d| is_part(&h.text, &d.text)))
        .map(|h| Title::shown(h))
        .or_else(|| agreed_by_all(&declared))
        .or_else(|| heading_that_agrees(&main, &declared).map(Title::shown))
        .or_else(|| beside_crumb(&crumbs, &sub, &declared))
        .or_else(|| heading_like(&sub, &declared, EQUALS).map(Title::shown))
        .or_else(|| only_heading(survey, &main, site).map(Title::shown))
        .or_else(|| heading_that_agrees(&sub, &declared).map(Title::shown))
        .or_else(|| most_agreed(&declared).map(Title::declared))
        .or_else(|| survey.headings.iter().find(|h| h.level == 1).map(Title::shown))?;
    if found.place.is_none() {
        let nearest = headings
            .iter()
            .map(|h| (agreement(&h.text, &found.text), h))
            .filter(|(score, _)| *score >= AGREES);
        found.place = nearest.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, h)| h.place);
    }
    Some(found)
}

/// What the page calls itself, best kept first, without the site's name.
fn declared(survey: &Survey, data: &JsonLd, site: Option<&str>) -> Vec<Declared> {
    let meta = |names: &[&str]| survey.meta(names).map(str::to_owned);
    [
        (Source::Data, data.text("headline")),
        (Source::Share, meta(&["og:title"])),
        (
            Source::Share,
            meta(&["twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"]),
        ),
        (Source::Window, Some(survey.title.clone())),
    ]
    .into_iter()
    .filter_map(|(source, title)| Some((source, super::text::decode_entities(&title?))))
    .map(|(source, title)| Declared { source, text: without_site(&title, site) })
    .filter(|declared| !declared.text.trim().is_empty())
    .collect()
}

/// A title that the page declares.
#[derive(Debug, Clone)]
struct Declared {
    source: Source,
    text: String,
}

/// Who a declared title is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// JSON-LD.
    Data,
    /// OpenGraph and its like.
    Share,
    /// `<title>`.
    Window,
}

/// The title that JSON-LD and OpenGraph, or else all declarations there are, give word for word, though a heading may be
/// worded otherwise.
fn agreed_by_all(declared: &[Declared]) -> Option<Title> {
    let first = declared.first()?;
    let agree = match first.source {
        Source::Data => declared
            .iter()
            .find(|d| d.source == Source::Share)
            .is_some_and(|share| same(&first.text, &share.text)),
        _ => declared.len() >= 3 && declared.iter().all(|other| same(&first.text, &other.text)),
    };
    let cut = first.text.ends_with("...") || first.text.ends_with('…');
    (agree && !cut && first.text.split_whitespace().count() > 1).then(|| Title::declared(first.text.clone()))
}

/// The heading that shares the most words with a declared title, or is one of the parts of it.
fn heading_that_agrees<'a>(headings: &[&'a Heading], declared: &[Declared]) -> Option<&'a Heading> {
    heading_like(headings, declared, AGREES)
}

/// The heading most like a declared title, if it is as like as that.
fn heading_like<'a>(headings: &[&'a Heading], declared: &[Declared], least: f64) -> Option<&'a Heading> {
    let mut best: Option<(f64, &Heading)> = None;
    for heading in headings {
        let score = declared.iter().map(|d| likeness(&heading.text, &d.text)).fold(0.0, f64::max);
        if score >= least && best.is_none_or(|(other, _)| score > other) {
            best = Some((score, heading));
        }
    }
    best.map(|(_, heading)| heading)
}

fn likeness(heading: &str, declared: &str) -> f64 {
    if is_part(heading, declared) { 1.0 } else { agreement(heading, declared) }
}

/// Whether a heading of some length is all that stands before a separator of a declared title: the rest is the site's.
fn is_part(heading: &str, declared: &str) -> bool {
    const SEPARATORS: [char; 10] = ['-', '–', '—', '|', '·', '•', '»', '_', 'ㅣ', '｜'];
    let long = heading.chars().filter(|c| c.is_alphanumeric()).count() >= 12;
    long && declared.strip_prefix(heading).is_some_and(|rest| rest.trim_start().starts_with(SEPARATORS))
}

/// The headline of a page whose only main heading is the last crumb of a trail: the subheading that a declared title
/// agrees with, or else the declared title that is not the crumb's.
fn beside_crumb(crumbs: &[&Heading], sub: &[&Heading], declared: &[Declared]) -> Option<Title> {
    let crumb = crumbs.first()?;
    let others: Vec<Declared> = declared
        .iter()
        .filter(|d| d.source != Source::Window && !same(&d.text, &crumb.text))
        .cloned()
        .collect();
    heading_that_agrees(sub, &others)
        .map(Title::shown)
        .or_else(|| {
            let share = others.iter().find(|d| d.source == Source::Share);
            share.or(others.first()).map(|d| Title::declared(d.text.clone()))
        })
        .or_else(|| Some(Title::shown(crumb)))
}

/// The one main heading above the article, even when all declared titles are worded otherwise.
fn only_heading<'a>(survey: &Survey, main: &[&'a Heading], site: Option<&str>) -> Option<&'a Heading> {
    let above: Vec<&Heading> = main
        .iter()
        .copied()
        .filter(|h| {
            !h.place.aside
                && (h.marked || h.place.paragraphs * 3 <= survey.paragraphs)
                && !is_site_name(&h.text, site)
        })
        .collect();
    let marked = above.iter().copied().find(|h| h.marked);
    let long = |h: &Heading| {
        h.text.split_whitespace().count() >= 3 || h.text.chars().filter(|c| c.is_alphabetic()).count() >= 12
    };
    match (marked, above.as_slice()) {
        (Some(marked), _) if long(marked) => Some(marked),
        (None, [first, ..]) if long(first) && survey.paragraphs > 1 => Some(first),
        _ => None,
    }
}

/// The declared title that the others agree with most; the first of equals. One that the others only add to is the title.
fn most_agreed(declared: &[Declared]) -> Option<String> {
    if let Some(data) = declared.iter().find(|d| d.source == Source::Data)
        && declared.iter().any(|d| d.source != Source::Data && is_part(&data.text, &d.text))
    {
        return Some(data.text.clone());
    }
    let mut best: Option<(f64, &str)> = None;
    for (at, title) in declared.iter().enumerate() {
        let others = declared.iter().enumerate().filter(|(other, _)| *other != at);
        let score: f64 = others.map(|(_, other)| agreement(&title.text, &other.text)).sum();
        if best.is_none_or(|(other, _)| score > other + 1e-9) {
            best = Some((score, &title.text));
        }
    }
    best.map(|(_, title)| title.to_owned())
}

/// Whether two titles are the same words in the same order.
fn same(a: &str, b: &str) -> bool {
    let words = |text: &str| {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    words(a) == words(b)
}

/// How far two titles say the same: the Dice coefficient of their words, or of their characters where words are not spaced.
pub(in crate::capture) fn agreement(a: &str, b: &str) -> f64 {
    Wording::of(a).agreement(&Wording::of(b))
}

/// The words of a text, or its characters where words are not spaced, to compare many texts with.
pub(in crate::capture) struct Wording(HashSet<String>);

impl Wording {
    /// Reads a text.
    pub fn of(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words: HashSet<String> = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect();
        if words.len() > 2 {
            return Self(words);
        }
        Self(lower.chars().filter(|c| c.is_alphanumeric()).map(String::from).collect())
    }

    /// The Dice coefficient of two texts, 0 where one is empty.
    pub fn agreement(&self, other: &Self) -> f64 {
        let (a, b) = (&self.0, &other.0);
        if a.is_empty() || b.is_empty() {
            return 0.0;
        }
        let shared = a.intersection(b).count();
        let total = a.len() + b.len();
        #[allow(clippy::cast_precision_loss, reason = "titles have few words")]
        let dice = 2.0 * shared as f64 / total as f64;
        dice
    }
}

/// A title without the name of the site before or after a separator.
pub(super) fn without_site(title: &str, site: Option<&str>) -> String {
    const SEPARATORS: [&str; 10] = [" | ", " - ", " – ", " — ", " :: ", " · ", " » ", " • ", "_", " / "];
    let mut title = title.trim();
    for _ in 0..3 {
        let cut = SEPARATORS.iter().filter_map(|s| title.rfind(s).map(|at| (at, s.len()))).max();
        let Some((at, length)) = cut else { break };
        let (head, tail) = (title[..at].trim(), title[at + length..].trim());
        if is_site_name(tail, site) && words(head) >= 1 && !head.is_empty() {
            title = head;
        } else if is_site_name_exactly(head, site) && !tail.is_empty() {
            title = tail;
        } else {
            break;
        }
    }
    if let Some((head, tail)) = SEPARATORS.iter().find_map(|s| title.split_once(s))
        && is_site_name_exactly(head.trim(), site)
        && !tail.trim().is_empty()
    {
        title = tail.trim();
    }
    // French sets a space before every colon, so this one counts only before the exact name.
    if let Some((head, tail)) = title.rsplit_once(" : ")
        && is_site_name_exactly(tail, site)
        && !head.trim().is_empty()
    {
        title = head.trim();
    }
    title.to_owned()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn is_site_name_exactly(part: &str, site: Option<&str>) -> bool {
    let part = squeeze(part);
    !part.is_empty() && site.is_some_and(|site| squeeze(site) == part)
}

/// A part of a title that is the site's name, or its host, or begins with it ("The Times of Israel Staff").
fn is_site_name(part: &str, site: Option<&str>) -> bool {
    let squeezed = squeeze(part);
    if squeezed.is_empty() {
        return true;
    }
    let Some(site) = site.map(squeeze).filter(|s| s.chars().count() > 1) else { return false };
    words(part) <= 6
        && (squeezed.contains(&site) || (site.contains(&squeezed) && squeezed.chars().count() > 2))
}

#[cfg(test)]
mod tests;
