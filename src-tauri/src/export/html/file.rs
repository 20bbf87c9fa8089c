//! One page for all articles, with their pictures inside.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufWriter, Write};

use super::head::{Head, STYLE, meta};
use crate::error::{Error, Result};
use crate::export::page::outline::{Outline, is_rtl, main_language, title};
use crate::export::page::tree::{Element, Node};
use crate::export::page::words::Words;
use crate::export::page::write::{Form, Shown, Writer};
use crate::export::page::{Page, Style, anchor, date, framed, heading, is_language_tag};
use crate::export::{Exporter, Finished, Source, Target};
use crate::markdown;
use crate::model::{Article, ArticleId, Contents, ContentsEntry, LeftOut};

/// Nothing from anywhere: styles of the page's own, and pictures that are in it.
const POLICY: &str =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A page that is being written.
pub struct Document {
    target: Target,
    out: BufWriter<File>,
    contents: Contents,
    outline: Outline,
    words: &'static Words,
    there: HashSet<ArticleId>,
    written: HashSet<ArticleId>,
}

impl Document {
    /// Writes the head, and the table of contents when there is more than one article.
    ///
    /// # Errors
    /// Those of writing the file.
    pub fn new(mut contents: Contents, (target, file): (Target, File)) -> Result<Self> {
        let language = main_language(&contents);
        let words = Words::of(language.as_deref());
        contents.title = title(&contents, words);
        let there = contents.articles.iter().map(|entry| entry.id).collect();
        let outline = Outline::of(&contents);
        let out = BufWriter::new(file);
        let mut document = Self { target, out, contents, outline, words, there, written: HashSet::new() };
        if document.is_single() {
            return Ok(document);
        }
        let style = format!("<style>\n{STYLE}</style>\n");
        let head = Head {
            title: &document.contents.title,
            words,
            language: language.as_deref().filter(|tag| is_language_tag(tag)),
            rtl: is_rtl(&document.contents),
            policy: POLICY,
            style: &style,
            more: &meta("date", &document.contents.made.to_string()),
        };
        let front = format!("{}{}", head.html(), document.front());
        document.put(&front)?;
        Ok(document)
    }

    /// Whether the page is an article, rather than a collection of some.
    fn is_single(&self) -> bool {
        self.contents.articles.len() == 1 && self.contents.sections.is_empty()
    }

    fn put(&mut self, text: &str) -> Result<()> {
        self.out.write_all(text.as_bytes()).map_err(|error| self.target.fault(error))
    }

    /// The title, what it is about, and the contents.
    fn front(&self) -> String {
        let count = self.words.count(self.contents.articles.len());
        let made = format!("{} {}", self.words.exported, date::day(self.contents.made, self.words));
        let mut parts = vec![
            heading(1, &self.contents.title).with("dir", "auto").into(),
            Element::text("p", &format!("{count} · {made}")).with("class", "details").into(),
        ];
        if !self.contents.description.trim().is_empty() {
            let html = markdown::to_html(&self.contents.description, &|_| None);
            let inside = crate::export::page::tree::parse(&html);
            parts.push(Element::new("div", inside).with("class", "description").into());
        }
        let front = Element::new("header", parts).with("class", "front");
        let nav = Element::new("nav", self.contents_list()).with("class", "contents").with("id", "contents");
        to_text(&[front.into(), nav.into()], self.words)
    }

    fn contents_list(&self) -> Vec<Node> {
        let mut parts = vec![Node::from(heading(2, self.words.contents))];
        let titles: HashMap<ArticleId, &ContentsEntry> =
            self.contents.articles.iter().map(|entry| (entry.id, entry)).collect();
        if !self.outline.divided {
            parts.push(entries(&mut self.contents.articles.iter()));
            if self.contents.sections.len() > 1 {
                parts.push(heading(2, self.words.collections).into());
            }
        }
        if self.contents.sections.len() > 1 {
            for (at, section) in self.contents.sections.iter().enumerate() {
                let title = match self.outline.divided {
                    true => Element::new("a", vec![Node::text(&section.name)])
                        .with("href", &format!("#section-{at}")),
                    false => Element::text("span", &section.name),
                };
                let level = u8::try_from(section.depth).unwrap_or(u8::MAX).saturating_add(3).min(6);
                parts.push(Element::new(&format!("h{level}"), vec![title.into()]).with("dir", "auto").into());
                if !section.articles.is_empty() {
                    parts
                        .push(entries(&mut section.articles.iter().filter_map(|id| titles.get(id).copied())));
                }
            }
        }
        parts
    }

    /// The headings of the sections that begin before an article.
    fn sections(&self, article: ArticleId) -> String {
        let mut out = String::new();
        for at in self.outline.before(article) {
            let section = &self.contents.sections[*at];
            let title =
                heading(2, &section.name).with("class", "section").with("id", &format!("section-{at}"));
            out.push_str(&to_text(&[title.with("dir", "auto").into()], self.words));
        }
        out
    }

    /// An article that could not be read: its place says so.
    fn gap(&self, entry: &ContentsEntry) -> String {
        let parts = vec![
            heading(self.level(), &entry.title).with("dir", "auto").into(),
            Element::text("p", self.words.unreadable).with("class", "doubt").into(),
        ];
        to_text(&[Element::new("article", parts).with("id", &anchor(entry.id)).into()], self.words)
    }

    fn level(&self) -> u8 {
        match (self.is_single(), self.outline.divided) {
            (true, _) => 1,
            (false, false) => 2,
            (false, true) => 3,
        }
    }
}

impl Exporter for Document {
    fn add(&mut self, article: &Article, source: &dyn Source) -> Result<Vec<LeftOut>> {
        let there = &self.there;
        let style = Style {
            options: self.contents.options,
            level: self.level(),
            address: &|id| there.contains(&id).then(|| format!("#{}", anchor(id))),
            tag: &|_| None,
        };
        let mut page = Page::of(article, &style, source)?;
        let mut left_out = std::mem::take(&mut page.left_out);
        let before = match self.is_single() {
            true => single_head(article),
            false => self.sections(article.summary.id),
        };
        self.put(&before)?;
        let element = Element::new("article", page.parts()).with("id", &anchor(article.summary.id));
        let node = Node::from(framed(article, element));
        let Self { target, out, .. } = self;
        let mut writer = Writer {
            form: Form::Html,
            words: Words::of(article.summary.language.as_deref()),
            pictures: &mut |hash| match source.asset(hash) {
                Ok(asset) => Ok(Shown::Inline(asset)),
                Err(Error::NotFound { .. }) => {
                    let why = format!("the picture {hash} is not in the archive");
                    left_out.push(LeftOut { id: article.summary.id, why });
                    Ok(Shown::Missing("not-found".to_owned()))
                }
                Err(error) => Err(error),
            },
            sink: &mut |text| out.write_all(text.as_bytes()).map_err(|error| target.fault(error)),
        };
        writer.nodes(&[node])?;
        self.put("\n")?;
        self.written.insert(article.summary.id);
        Ok(left_out)
    }

    fn finish(mut self: Box<Self>, _source: &dyn Source) -> Result<Finished> {
        let gaps: Vec<String> = (self.contents.articles.iter())
            .filter(|entry| !self.written.contains(&entry.id))
            .map(|entry| self.gap(entry))
            .collect();
        for gap in gaps {
            self.put(&gap)?;
        }
        self.put("</body>\n</html>\n")?;
        let Self { target, out, .. } = *self;
        out.into_inner().map_err(|error| target.fault(error.into_error()))?;
        Ok(Finished { bytes: target.commit()?, left_out: Vec::new() })
    }
}

/// The head of a page that is one article.
fn single_head(article: &Article) -> String {
    let summary = &article.summary;
    let mut more = meta("date", summary.published.as_deref().unwrap_or_default());
    summary.authors.iter().for_each(|author| more.push_str(&meta("author", author)));
    more.push_str(&meta("description", &summary.excerpt));
    let url = crate::export::page::write::escaped(&summary.url, Form::Html);
    more.push_str(&format!("<link rel=\"canonical\" href=\"{url}\">\n"));
    let head = Head {
        title: &summary.title,
        words: Words::of(summary.language.as_deref()),
        language: summary.language.as_deref().filter(|tag| is_language_tag(tag)),
        rtl: summary.direction == "rtl",
        policy: POLICY,
        style: &format!("<style>\n{STYLE}</style>\n"),
        more: &more,
    };
    head.html()
}

/// Links to articles, with their sites and dates.
fn entries(articles: &mut dyn Iterator<Item = &ContentsEntry>) -> Node {
    let items = articles.map(|entry| super::listing::item(entry, &format!("#{}", anchor(entry.id))).into());
    Element::new("ul", items.collect()).with("class", "plain").into()
}

/// Nodes without pictures as HTML.
pub(super) fn to_text(nodes: &[Node], words: &'static Words) -> String {
    let mut text = String::new();
    let mut writer = Writer {
        form: Form::Html,
        words,
        pictures: &mut |_| Ok(Shown::Missing("not-found".to_owned())),
        sink: &mut |part| {
            text.push_str(part);
            Ok(())
        },
    };
    // Neither closure fails.
    let _ = writer.nodes(nodes);
    text.push('\n');
    text
}
