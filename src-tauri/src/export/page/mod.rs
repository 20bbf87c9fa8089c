//! An article as a page has it: head, text with highlights, notes. What HTML, books and print have in common.

mod body;
pub mod date;
pub mod outline;
pub mod tree;
pub mod words;
pub mod write;

use std::collections::HashMap;

use super::Source;
use super::marked::color_name;
use crate::error::Result;
use crate::model::{Article, ArticleId, ExportOptions, Highlight, LeftOut};
use tree::{Element, Node};
use words::Words;

/// What a format decides of its pages.
pub struct Style<'a> {
    /// What is wanted of each article.
    pub options: ExportOptions,
    /// The level of the article's headline: 1 where it is the page's own.
    pub level: u8,
    /// Where an article of the same export is to be found.
    pub address: &'a dyn Fn(ArticleId) -> Option<String>,
    /// Where the page of a tag is to be found.
    pub tag: &'a dyn Fn(&str) -> Option<String>,
}

/// An article, ready to be written.
#[derive(Debug)]
pub struct Page {
    /// Site, headline, authors, dates, address, tags.
    pub header: Element,
    /// The text, with highlights.
    pub body: Element,
    /// The person's notes on the article.
    pub notes: Option<Element>,
    /// The person's notes on highlights, and highlights that are not in the text.
    pub endnotes: Vec<Element>,
    /// What of it could not be included.
    pub left_out: Vec<LeftOut>,
}

impl Page {
    /// Makes a page of an article.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn of(article: &Article, style: &Style<'_>, source: &dyn Source) -> Result<Self> {
        let words = Words::of(article.summary.language.as_deref());
        let marks: Vec<&Highlight> = article.highlights.iter().filter(|_| style.options.highlights).collect();
        let mut links = HashMap::new();
        for link in source.links(article.summary.id)? {
            if let Some(address) = link.article.and_then(|id| (style.address)(id)) {
                links.insert(link.url, address);
            }
        }
        let body = body::Body { article, style, links: &links, marks: &marks, words }.build();
        let mut page = Self {
            header: header(article, style, words),
            body: framed(article, Element::new("div", body).with("class", "body")),
            notes: None,
            endnotes: Vec::new(),
            left_out: missing(article, style),
        };
        if style.options.notes {
            page.notes = notes(article, style, words, source)?;
        }
        page.endnotes = endnotes(article, &marks, style, words, source)?;
        Ok(page)
    }

    /// All parts in their order.
    pub fn parts(self) -> Vec<Node> {
        let parts = [Some(self.header), Some(self.body), self.notes].into_iter().flatten();
        parts.chain(self.endnotes).map(Node::from).collect()
    }
}

/// The name of an article's place within a document.
pub fn anchor(article: ArticleId) -> String {
    format!("article-{article}")
}

/// Gives what holds an article's text its language and direction.
pub fn framed(article: &Article, element: Element) -> Element {
    let direction = if article.summary.direction == "rtl" { "rtl" } else { "ltr" };
    let element = element.with("dir", direction);
    match article.summary.language.as_deref().filter(|tag| is_language_tag(tag)) {
        Some(tag) => element.with("lang", tag),
        None => element,
    }
}

/// Whether a text has the form of a language tag: subtags of two to eight letters and digits.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// A heading of a level, at most 6.
pub fn heading(level: u8, text: &str) -> Element {
    Element::text(&format!("h{}", level.clamp(1, 6)), text)
}

fn missing(article: &Article, style: &Style<'_>) -> Vec<LeftOut> {
    let all = article.missing.iter().filter(|_| style.options.pictures);
    all.map(|(url, failure)| LeftOut {
        id: article.summary.id,
        why: format!("the picture {url} is not in the archive: {}", failure.message),
    })
    .collect()
}

fn header(article: &Article, style: &Style<'_>, words: &Words) -> Element {
    let summary = &article.summary;
    let mut parts = Vec::new();
    let kicker = [Some(summary.site.as_str()), article.section.as_deref()];
    let kicker: Vec<&str> = kicker.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if !kicker.is_empty() {
        parts.push(Element::text("p", &kicker.join(" · ")).with("class", "kicker").with("dir", "auto"));
    }
    parts.push(heading(style.level, &summary.title).with("class", "title").with("dir", "auto"));
    if !summary.authors.is_empty() {
        let by = format!("{} {}", words.by, words.list(&summary.authors));
        parts.push(Element::text("p", &by).with("class", "byline").with("dir", "auto"));
    }
    parts.push(details(article, words));
    if !summary.tags.is_empty() {
        parts.push(tags(&summary.tags, style, words));
    }
    if !summary.complete {
        parts.push(Element::text("p", words.doubtful).with("class", "doubt"));
    }
    framed(article, Element::new("header", parts.into_iter().map(Node::from).collect()))
}

/// Dates and the address, in spans that a style divides.
fn details(article: &Article, words: &Words) -> Element {
    let summary = &article.summary;
    let span = |text: &str| Node::from(Element::text("span", text).with("dir", "auto"));
    let mut parts = Vec::new();
    if let Some(published) = &summary.published {
        let time = Element::text("time", &date::shown(published, words)).with("datetime", published);
        parts.push(Element::new("span", vec![time.into()]).with("dir", "auto").into());
    }
    if let Some(modified) = article.modified.as_ref().filter(|date| Some(*date) != summary.published.as_ref())
    {
        let (before, after) =
            (summary.published.as_ref().and_then(|date| date.get(..10)), modified.get(..10));
        if before != after {
            parts.push(span(&format!("{} {}", words.updated, date::shown(modified, words))));
        }
    }
    parts.push(span(&format!("{} {}", words.saved, date::day(summary.saved, words))));
    let source = Element::text("a", &short(&summary.url)).with("href", &summary.url).with("class", "source");
    parts.push(Element::new("span", vec![source.with("dir", "ltr").into()]).into());
    Element::new("p", parts).with("class", "details")
}

/// An address as people say it, not too long for a line.
fn short(url: &str) -> String {
    const LIMIT: usize = 72;
    let plain = url.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let plain = plain.trim_end_matches('/');
    if plain.chars().count() <= LIMIT {
        return plain.to_owned();
    }
    plain.chars().take(LIMIT).chain(['…']).collect()
}

fn tags(tags: &[String], style: &Style<'_>, words: &Words) -> Element {
    let mut parts = vec![Node::from(Element::text("span", &format!("{}:", words.tags)))];
    for tag in tags {
        let name = match (style.tag)(tag) {
            Some(address) => Element::text("a", tag).with("href", &address),
            None => Element::text("span", tag),
        };
        parts.push(Node::text(" "));
        parts.push(name.with("class", "tag").with("dir", "auto").into());
    }
    Element::new("p", parts).with("class", "tags")
}

fn notes(
    article: &Article,
    style: &Style<'_>,
    words: &Words,
    source: &dyn Source,
) -> Result<Option<Element>> {
    let mut parts = vec![Node::from(heading(style.level + 1, words.notes))];
    for note in article.notes.iter().filter(|note| !note.text.trim().is_empty()) {
        let html = source.note_html(Some(note.id), &note.text)?;
        let prefix = format!("note-{}-", note.id);
        let inside = body::of_note(&html, &prefix, style);
        parts.push(Element::new("div", inside).with("class", "note").into());
    }
    let section = Element::new("section", parts).with("class", "notes");
    Ok((section.children.len() > 1).then(|| framed(article, section)))
}

/// The notes on highlights in their order, then the highlights that this copy does not have.
fn endnotes(
    article: &Article,
    marks: &[&Highlight],
    style: &Style<'_>,
    words: &Words,
    source: &dyn Source,
) -> Result<Vec<Element>> {
    let (mut noted, mut lost) = (Vec::new(), Vec::new());
    for mark in marks {
        let note = match mark.note.as_deref().filter(|_| style.options.notes) {
            Some(note) => body::of_note(&source.note_html(None, note)?, &format!("mark-{}-", mark.id), style),
            None => Vec::new(),
        };
        let quote =
            Element::text("q", &mark.quote).with("class", &format!("quote {}", color_name(mark.color)));
        let mut inside = vec![Node::from(Element::new("p", vec![quote.into()]).with("dir", "auto"))];
        inside.extend(note);
        if !mark.tags.is_empty() {
            inside.push(tags(&mark.tags, style, words).into());
        }
        match mark.place {
            None => lost.push(Node::from(Element::new("li", inside))),
            Some(_) if body::has_note(mark, style) => {
                let back = Element::text("a", "↩").with("href", &format!("#hr-{}", mark.id));
                let back = back.with("class", "back").with("title", words.back);
                inside.push(Element::new("p", vec![back.into()]).with("class", "back").into());
                noted.push(Element::new("li", inside).with("id", &format!("hn-{}", mark.id)).into());
            }
            Some(_) => {}
        }
    }
    let section = |title: &str, class: &str, items: Vec<Node>, list: &str| {
        let parts = vec![heading(style.level + 1, title).into(), Element::new(list, items).into()];
        framed(article, Element::new("section", parts).with("class", class))
    };
    let mut sections = Vec::new();
    if !noted.is_empty() {
        sections.push(section(words.highlights, "endnotes", noted, "ol"));
    }
    if !lost.is_empty() {
        sections.push(section(words.lost_highlights, "lost", lost, "ul"));
    }
    Ok(sections)
}
