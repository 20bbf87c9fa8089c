//! A document that is put together article by article, and printed.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use super::About;
use super::fonts::{Face, has};
use super::picture::ready;
use super::typeset::{Drawn, Typesetter, direction, family_list, is_language, quoted};
use super::world::{Document, Fault};
use crate::error::{Error, Result};
use crate::export::Source;
use crate::export::page::tree::{Element, Node};
use crate::export::page::words::{Words, primary};
use crate::export::page::{Page, anchor};
use crate::model::{Article, ArticleId, AssetHash, LeftOut};

/// Bytes of all pictures of one PDF: they are in memory when it is written.
const PICTURES: usize = 64 << 20;

/// A document so far.
pub struct Paper {
    words: &'static Words,
    rtl: bool,
    language: Option<String>,
    parts: Vec<Part>,
    length: usize,
    /// Where its pictures lie until it is printed.
    folder: TempDir,
    pictures: Vec<(PathBuf, ArticleId)>,
    by_hash: HashMap<String, std::result::Result<Drawn, String>>,
    bytes: usize,
    places: HashSet<String>,
    /// Letters that no typeface has, and the first article with each.
    unknown: BTreeMap<char, ArticleId>,
    known: HashSet<char>,
    /// Whether the next article stands below a heading.
    under_heading: bool,
}

impl Paper {
    /// An empty document.
    ///
    /// # Errors
    /// Those of a temporary folder.
    pub fn new(words: &'static Words, rtl: bool, language: Option<String>) -> Result<Self> {
        let fault = |source| Error::Io { path: std::env::temp_dir().display().to_string(), source };
        Ok(Self {
            words,
            rtl,
            language,
            parts: Vec::new(),
            length: 0,
            folder: TempDir::new().map_err(fault)?,
            pictures: Vec::new(),
            by_hash: HashMap::new(),
            bytes: 0,
            places: HashSet::new(),
            unknown: BTreeMap::new(),
            known: HashSet::new(),
            under_heading: false,
        })
    }

    /// Bytes of its text.
    pub fn length(&self) -> usize {
        self.length
    }

    /// Adds the heading of a part.
    pub fn section(&mut self, title: &Element) {
        let mut text = String::new();
        if !std::mem::replace(&mut self.under_heading, true) {
            text.push_str("pagebreak(weak: true)\n");
        }
        let nodes = [Node::from(title.clone())];
        let set = self.set(&nodes, self.rtl, self.words, &HashSet::new(), &mut |_| Err(String::new()));
        self.push(None, text + &set, String::new());
    }

    fn push(&mut self, article: Option<ArticleId>, text: String, plain: String) {
        self.length += text.len();
        self.parts.push(Part { article, text, plain });
    }

    /// Adds an article. Returns what of it could not be included.
    ///
    /// # Errors
    /// Those of reading the archive and of temporary files.
    pub fn add(&mut self, article: &Article, mut page: Page, source: &dyn Source) -> Result<Vec<LeftOut>> {
        let summary = &article.summary;
        let mut left_out = std::mem::take(&mut page.left_out);
        let nodes = page.parts();
        let mut targets = HashSet::new();
        collect_ids(&nodes, &mut targets);
        collect_articles(&nodes, &mut targets);
        self.look_for_letters(&nodes, summary.id);
        let mut fault = None;
        let (rtl, words) = (summary.direction == "rtl", Words::of(summary.language.as_deref()));
        let mut drawn: HashMap<String, std::result::Result<Drawn, String>> = HashMap::new();
        for hash in pictures_of(&nodes) {
            let picture = self.picture(&hash, summary.id, source, &mut left_out);
            match picture {
                Ok(picture) => drop(drawn.insert(hash, picture)),
                Err(error) => fault = Some(error),
            }
        }
        if let Some(fault) = fault {
            return Err(fault);
        }
        let set = self.set(&nodes, rtl, words, &targets, &mut |hash| {
            drawn.get(hash).cloned().unwrap_or_else(|| Err("not-found".to_owned()))
        });
        let begin = self.begin(summary.id, rtl, summary.language.as_deref());
        let plain = format!("{begin}{}}}\n", plain(&summary.title, &article.text));
        self.push(Some(summary.id), format!("{begin}{set}}}\n"), plain);
        Ok(left_out)
    }

    /// Adds the place of an article that could not be read.
    pub fn gap(&mut self, article: ArticleId, nodes: &[Node]) {
        let set = self.set(nodes, self.rtl, self.words, &HashSet::new(), &mut |_| Err(String::new()));
        let language = self.language.clone();
        let begin = self.begin(article, self.rtl, language.as_deref());
        self.push(None, format!("{begin}{set}}}\n"), String::new());
    }

    fn begin(&mut self, article: ArticleId, rtl: bool, language: Option<&str>) -> String {
        let below = std::mem::take(&mut self.under_heading);
        format!(
            "{}[#metadata(none)#label({})]\n{{ {}",
            if below { "" } else { "pagebreak(weak: true)\n" },
            quoted(&anchor(article)),
            setting(rtl, language)
        )
    }

    fn set(
        &mut self,
        nodes: &[Node],
        rtl: bool,
        words: &'static Words,
        targets: &HashSet<String>,
        pictures: &mut dyn FnMut(&str) -> std::result::Result<Drawn, String>,
    ) -> String {
        let mut typesetter = Typesetter {
            out: String::new(),
            rtl,
            words,
            targets,
            places: &mut self.places,
            pictures,
            depth: 0,
            narrow: false,
        };
        typesetter.nodes(nodes);
        typesetter.out
    }

    fn picture(
        &mut self,
        hash: &str,
        article: ArticleId,
        source: &dyn Source,
        left_out: &mut Vec<LeftOut>,
    ) -> Result<std::result::Result<Drawn, String>> {
        if let Some(known) = self.by_hash.get(hash) {
            return Ok(known.clone());
        }
        let picture = match source.asset(&AssetHash(hash.to_owned())) {
            Ok(asset) => ready(asset),
            Err(Error::NotFound { .. }) => Err("it is not in the archive".to_owned()),
            Err(error) => return Err(error),
        };
        let picture = picture.and_then(|ready| {
            self.bytes += ready.bytes.len();
            match self.bytes > PICTURES {
                true => Err(format!("the pictures of one PDF are at most {} MiB", PICTURES >> 20)),
                false => Ok(ready),
            }
        });
        let drawn = match picture {
            Ok(ready) => {
                let name = format!("{}.{}", self.pictures.len(), ready.extension);
                let path = self.folder.path().join(&name);
                let fault = |source| Error::Io { path: path.display().to_string(), source };
                std::fs::write(&path, ready.bytes).map_err(fault)?;
                self.pictures.push((path, article));
                Ok(Drawn { name, size: ready.size })
            }
            Err(why) => {
                left_out.push(LeftOut {
                    id: article,
                    why: format!("the picture {hash} is not in the PDF: {why}"),
                });
                Err(why)
            }
        };
        self.by_hash.insert(hash.to_owned(), drawn.clone());
        Ok(drawn)
    }

    fn look_for_letters(&mut self, nodes: &[Node], article: ArticleId) {
        for c in super::typeset::text_of(nodes).chars() {
            if c.is_alphanumeric() && self.known.insert(c) && !has(c) {
                self.unknown.insert(c, article);
            }
        }
    }

    /// The first pages: what the document is, and its contents.
    pub fn front(&self, nodes: &[Node], contents: &str, depth: u8) -> String {
        let mut places = HashSet::new();
        let targets = HashSet::new();
        let mut typesetter = Typesetter {
            out: String::new(),
            rtl: self.rtl,
            words: self.words,
            targets: &targets,
            places: &mut places,
            pictures: &mut |_| Err(String::new()),
            depth: 0,
            narrow: false,
        };
        typesetter.nodes(nodes);
        format!(
            "{}pagebreak()\noutline(title: {}, depth: {depth}, indent: 1.2em)\npagebreak()\n",
            typesetter.out,
            quoted(contents)
        )
    }

    /// Lays the document out. Returns the PDF, and what could not be included.
    ///
    /// # Errors
    /// `Internal` when it cannot be laid out.
    pub fn print(
        self,
        front: &str,
        about: &About<'_>,
        cancel: &CancellationToken,
    ) -> Result<(Vec<u8>, Vec<LeftOut>)> {
        let mut left_out = self.letters();
        let (files, owners): (Vec<PathBuf>, Vec<ArticleId>) = self.pictures.into_iter().unzip();
        let head = format!(
            "#{{\nlet sans = {}\nlet monospaced = {}\n{TEMPLATE}\n{}\n{}\n{}{front}",
            family_list(Face::Sans, self.language.as_deref()),
            family_list(Face::Mono, self.language.as_deref()),
            document(about),
            page(self.words),
            setting(self.rtl, self.language.as_deref()),
        );
        let mut parts = self.parts;
        let folder = Arc::new(self.folder);
        let (pdf, bad) = loop {
            let texts: String = parts.iter().map(|part| part.text.as_str()).collect();
            let document = Document::new(format!("{head}{texts}\n}}\n"), files.clone(), folder.clone())?;
            match document.pdf(about.made, cancel)? {
                Ok(printed) => break printed,
                Err(fault) => left_out.extend(make_plain(&mut parts, head.len(), &fault)?),
            }
        };
        for number in bad {
            let why = "a picture cannot be drawn in the PDF: its file is damaged, or has parts that paper does not know";
            left_out.extend(owners.get(number).map(|id| LeftOut { id: *id, why: why.to_owned() }));
        }
        Ok((pdf, left_out))
    }

    /// Of each article the letters that no typeface of this system has.
    fn letters(&self) -> Vec<LeftOut> {
        const SHOWN: usize = 12;
        let mut by_article: BTreeMap<i64, Vec<char>> = BTreeMap::new();
        for (letter, article) in &self.unknown {
            by_article.entry(article.0).or_default().push(*letter);
        }
        let said = by_article.into_iter().map(|(id, letters)| {
            let some: Vec<String> = letters.iter().take(SHOWN).map(char::to_string).collect();
            let why = format!(
                "{} letters that no typeface of this system has show as empty boxes in the PDF: {}",
                letters.len(),
                some.join(" ")
            );
            LeftOut { id: ArticleId(id), why }
        });
        said.collect()
    }
}

/// A part of a document.
struct Part {
    /// The article that it is.
    article: Option<ArticleId>,
    text: String,
    /// The article's words alone, for when it cannot be laid out.
    plain: String,
}

/// An article without any looks.
fn plain(title: &str, text: &str) -> String {
    let mut out = format!("heading(level: 1, outlined: true, {})\n", quoted(title));
    for paragraph in text.split('\n').filter(|paragraph| !paragraph.trim().is_empty()) {
        let _ = writeln!(out, "par({})", quoted(paragraph));
    }
    out
}

/// Makes the articles plain that faults lie in, and says so.
fn make_plain(parts: &mut [Part], before: usize, fault: &Fault) -> Result<Vec<LeftOut>> {
    let mut left_out = Vec::new();
    let mut at = before;
    for part in parts {
        let range = at..at + part.text.len();
        at = range.end;
        if let Some(id) = part.article.filter(|_| fault.places.iter().any(|place| range.contains(place)))
            && !part.plain.is_empty()
        {
            part.text = std::mem::take(&mut part.plain);
            let why = format!("its text stands without pictures and looks in the PDF: {}", fault.message);
            left_out.push(LeftOut { id, why });
        }
    }
    match left_out.is_empty() {
        true => Err(Error::Internal(format!("the layout of a PDF: {}", fault.message))),
        false => Ok(left_out),
    }
}

/// What all documents have in common.
const TEMPLATE: &str = include_str!("template.typ");

fn document(about: &About<'_>) -> String {
    const AUTHORS: usize = 20;
    let list = |texts: &[String]| {
        let quoted: Vec<String> =
            texts.iter().take(AUTHORS).map(|text| format!("{},", quoted(text))).collect();
        format!("({})", quoted.join(" "))
    };
    format!(
        "set document(title: {}, author: {}, keywords: {})",
        quoted(about.title),
        list(about.authors),
        list(about.keywords)
    )
}

/// Running heads and the numbers of pages.
fn page(words: &Words) -> String {
    let digit = if words.language == "fa" { "۱" } else { "1" };
    format!(
        "set page(paper: \"a4\", margin: (x: 24mm, top: 27mm, bottom: 25mm), header: running-head, footer: page-number(\"{digit}\"), numbering: \"{digit}\")"
    )
}

/// The language, direction and typefaces of what follows.
fn setting(rtl: bool, language: Option<&str>) -> String {
    let tag = language.map(|tag| primary(tag).to_lowercase()).filter(|tag| is_language(tag));
    let tag = tag.unwrap_or_else(|| if rtl { "fa" } else { "en" }.to_owned());
    let airy = matches!(tag.as_str(), "fa" | "ar" | "ur" | "ckb" | "ps" | "he" | "zh" | "ja" | "ko");
    format!(
        "set text(lang: {}, dir: {}, font: {}); set par(leading: {}em, spacing: {}em)\n",
        quoted(&tag),
        direction(rtl),
        family_list(Face::Serif, language),
        if airy { "0.95" } else { "0.72" },
        if airy { "1.35" } else { "1.15" },
    )
}

fn collect_ids(nodes: &[Node], ids: &mut HashSet<String>) {
    for element in nodes.iter().filter_map(Node::element) {
        ids.extend(element.get("id").map(str::to_owned));
        collect_ids(&element.children, ids);
    }
}

/// The places of other articles that links lead to; each article of the document has one in the end.
fn collect_articles(nodes: &[Node], ids: &mut HashSet<String>) {
    for element in nodes.iter().filter_map(Node::element) {
        let place = element.get("href").and_then(|href| href.strip_prefix('#'));
        ids.extend(place.filter(|place| place.starts_with("article-")).map(str::to_owned));
        collect_articles(&element.children, ids);
    }
}

fn pictures_of(nodes: &[Node]) -> Vec<String> {
    let mut found = Vec::new();
    for element in nodes.iter().filter_map(Node::element) {
        found.extend(element.get("src").and_then(|src| src.strip_prefix("asset:")).map(str::to_owned));
        found.extend(pictures_of(&element.children));
    }
    found
}
