//! PDF: one of all articles, or a folder with one of each. Laid out by Typst, which needs neither a screen nor a browser.

mod equation;
mod fonts;
mod paper;
mod picture;
mod table;
mod typeset;
mod world;

use std::collections::{HashMap, HashSet};

use tokio_util::sync::CancellationToken;

use self::paper::Paper;
use super::names::Names;
use super::page::outline::{Outline, is_rtl, main_language, title};
use super::page::tree::{Element, Node};
use super::page::words::Words;
use super::page::{Page, Style, anchor, date, heading};
use super::{Exporter, Finished, Source, Target};
use crate::error::{Error, Result};
use crate::markdown;
use crate::model::{Article, ArticleId, Contents, LeftOut};

/// Articles that one PDF holds: the whole of it is in memory while it is laid out.
const ARTICLES: usize = 250;
/// Bytes of text, with its markup, that one PDF holds.
const TEXT: usize = 12 << 20;

/// One PDF of all articles.
pub struct Volume {
    target: Target,
    contents: Contents,
    outline: Outline,
    words: &'static Words,
    there: HashSet<ArticleId>,
    written: HashSet<ArticleId>,
    authors: Vec<String>,
    keywords: Vec<String>,
    paper: Paper,
    left_out: Vec<LeftOut>,
    cancel: CancellationToken,
}

impl Volume {
    /// Begins a PDF.
    ///
    /// # Errors
    /// `Invalid` for more articles than one holds; those of temporary files.
    pub fn new(mut contents: Contents, target: Target, cancel: &CancellationToken) -> Result<Self> {
        let count = contents.articles.len();
        if count == 0 || count > ARTICLES {
            return Err(too_many(
                &contents,
                format!("it holds 1 to {ARTICLES} articles, and these are {count}"),
            ));
        }
        let words = Words::of(main_language(&contents).as_deref());
        contents.title = title(&contents, words);
        Ok(Self {
            outline: Outline::of(&contents),
            there: contents.articles.iter().map(|entry| entry.id).collect(),
            written: HashSet::new(),
            authors: Vec::new(),
            keywords: Vec::new(),
            paper: Paper::new(words, is_rtl(&contents), main_language(&contents))?,
            left_out: Vec::new(),
            cancel: cancel.clone(),
            words,
            target,
            contents,
        })
    }

    fn is_single(&self) -> bool {
        self.contents.articles.len() == 1 && self.contents.sections.is_empty()
    }

    fn level(&self) -> u8 {
        if self.outline.divided { 2 } else { 1 }
    }

    /// Title, what it is about, contents.
    fn front(&self) -> String {
        let made = format!("{} {}", self.words.exported, date::day(self.contents.made, self.words));
        let count = self.words.count(self.contents.articles.len());
        let mut parts = vec![
            Node::from(
                Element::text("p", &self.contents.title).with("class", "booktitle").with("dir", "auto"),
            ),
            Element::text("p", &format!("{count} · {made}")).with("class", "details").into(),
        ];
        parts.extend(super::page::tree::parse(&markdown::to_html(&self.contents.description, &|_| None)));
        self.paper.front(&parts, self.words.contents, self.level())
    }
}

fn too_many(contents: &Contents, reason: String) -> Error {
    let reason = format!("{reason}; --folder writes a PDF for each article");
    Error::Invalid { what: "one PDF", value: contents.title.clone(), reason }
}

impl Exporter for Volume {
    fn add(&mut self, article: &Article, source: &dyn Source) -> Result<Vec<LeftOut>> {
        let there = &self.there;
        let style = Style {
            options: self.contents.options,
            level: self.level(),
            address: &|id| there.contains(&id).then(|| format!("#{}", anchor(id))),
            tag: &|_| None,
        };
        let page = Page::of(article, &style, source)?;
        for at in self.outline.before(article.summary.id) {
            let name = &self.contents.sections[*at].name;
            self.paper.section(&heading(1, name).with("class", "section").with("dir", "auto"));
        }
        let left_out = self.paper.add(article, page, source)?;
        if self.paper.length() > TEXT {
            return Err(too_many(&self.contents, "its text is too long for one".to_owned()));
        }
        collect(&mut self.authors, &article.summary.authors);
        collect(&mut self.keywords, &article.summary.tags);
        self.written.insert(article.summary.id);
        Ok(left_out)
    }

    fn finish(mut self: Box<Self>, _source: &dyn Source) -> Result<Finished> {
        for entry in &self.contents.articles {
            if !self.written.contains(&entry.id) {
                let title = heading(self.level(), &entry.title).with("class", "title");
                let text = Element::text("p", self.words.unreadable);
                self.paper.gap(entry.id, &[title.into(), text.into()]);
            }
        }
        let front = if self.is_single() { String::new() } else { self.front() };
        let about = About {
            title: &self.contents.title,
            authors: &self.authors,
            keywords: &self.keywords,
            made: self.contents.made,
        };
        let (pdf, left_out) = self.paper.print(&front, &about, &self.cancel)?;
        self.left_out.extend(left_out);
        std::fs::write(self.target.path(), pdf).map_err(|error| self.target.fault(error))?;
        let Self { target, left_out, .. } = *self;
        Ok(Finished { bytes: target.commit()?, left_out })
    }
}

fn collect(all: &mut Vec<String>, more: &[String]) {
    for text in more {
        if !all.contains(text) {
            all.push(text.clone());
        }
    }
}

/// What a PDF says of itself.
pub struct About<'a> {
    pub title: &'a str,
    pub authors: &'a [String],
    pub keywords: &'a [String],
    pub made: jiff::Timestamp,
}

/// A folder with a PDF for each article.
pub struct Folder {
    target: Target,
    contents: Contents,
    names: Names,
    languages: HashMap<ArticleId, (Option<String>, bool)>,
    cancel: CancellationToken,
}

impl Folder {
    /// Begins a folder.
    pub fn new(contents: Contents, target: Target, cancel: &CancellationToken) -> Self {
        let languages =
            contents.articles.iter().map(|entry| (entry.id, (entry.language.clone(), entry.rtl))).collect();
        Self { target, contents, names: Names::default(), languages, cancel: cancel.clone() }
    }
}

impl Exporter for Folder {
    fn add(&mut self, article: &Article, source: &dyn Source) -> Result<Vec<LeftOut>> {
        let style = Style { options: self.contents.options, level: 1, address: &|_| None, tag: &|_| None };
        let summary = &article.summary;
        let (language, rtl) = self.languages.remove(&summary.id).unwrap_or_default();
        let words = Words::of(language.as_deref());
        let mut paper = Paper::new(words, rtl, language)?;
        let mut left_out = paper.add(article, Page::of(article, &style, source)?, source)?;
        let about = About {
            title: &summary.title,
            authors: &summary.authors,
            keywords: &summary.tags,
            made: self.contents.made,
        };
        let (pdf, more) = paper.print("", &about, &self.cancel)?;
        left_out.extend(more);
        let name = self.names.give(&summary.title, "pdf");
        std::fs::write(self.target.path().join(name), pdf).map_err(|error| self.target.fault(error))?;
        Ok(left_out)
    }

    fn finish(self: Box<Self>, _source: &dyn Source) -> Result<Finished> {
        Ok(Finished { bytes: self.target.commit()?, left_out: Vec::new() })
    }
}
