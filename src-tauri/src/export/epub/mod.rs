//! EPUB 3.3: one book of all articles.
//!
//! Source: W3C, "EPUB 3.3".

mod conform;
mod cover;
mod package;
mod parts;
mod pictures;

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufWriter, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::page::outline::{Outline, is_rtl, main_language, title};
use super::page::words::Words;
use super::page::{Page, Style, framed};
use super::{Exporter, Finished, Source, Target};
use crate::error::{Error, Result};
use crate::model::{Article, ArticleId, Contents, LeftOut};
use package::Package;
use pictures::Pictures;

/// What is kept of an article for the book's own pages.
#[derive(Debug)]
struct Chapter {
    id: ArticleId,
    title: String,
    rtl: bool,
    language: Option<String>,
    /// Whether it has equations, which the package says of it.
    math: bool,
}

/// A book that is being written.
pub struct Book {
    target: Target,
    zip: ZipWriter<BufWriter<File>>,
    contents: Contents,
    outline: Outline,
    words: &'static Words,
    rtl: bool,
    language: String,
    there: HashSet<ArticleId>,
    chapters: Vec<Chapter>,
    /// The number of each section that has a page, in the order of the book, by the article it stands before.
    sections: HashMap<ArticleId, Vec<usize>>,
    authors: Vec<String>,
    languages: Vec<String>,
    pictures: Pictures,
    left_out: Vec<LeftOut>,
}

/// Authors that the book itself names; more are those of its articles alone.
const AUTHORS: usize = 20;

impl Book {
    /// Writes what stands first in every book.
    ///
    /// # Errors
    /// Those of writing the file.
    pub fn new(mut contents: Contents, (target, file): (Target, File)) -> Result<Self> {
        let language = main_language(&contents).unwrap_or_else(|| "en".to_owned());
        let words = Words::of(Some(&language));
        contents.title = title(&contents, words);
        let there = contents.articles.iter().map(|entry| entry.id).collect();
        let mut book = Self {
            zip: ZipWriter::new(BufWriter::new(file)),
            target,
            outline: Outline::of(&contents),
            words,
            rtl: is_rtl(&contents),
            language,
            there,
            chapters: Vec::new(),
            sections: HashMap::new(),
            authors: Vec::new(),
            languages: Vec::new(),
            pictures: Pictures::default(),
            left_out: Vec::new(),
            contents,
        };
        book.put("mimetype", b"application/epub+zip", true)?;
        book.put("META-INF/container.xml", parts::CONTAINER.as_bytes(), false)?;
        book.put("EPUB/style.css", parts::STYLE.as_bytes(), false)?;
        Ok(book)
    }

    /// Adds a file to the zip; pictures are not packed again.
    fn put(&mut self, name: &str, bytes: &[u8], stored: bool) -> Result<()> {
        put(&mut self.zip, &self.target, name, bytes, stored)
    }
}

fn put(
    zip: &mut ZipWriter<BufWriter<File>>,
    target: &Target,
    name: &str,
    bytes: &[u8],
    stored: bool,
) -> Result<()> {
    let method = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    // The same articles make the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .large_file(bytes.len() > u32::MAX as usize / 2);
    zip.start_file(name, options).map_err(|error| fault(target, error))?;
    zip.write_all(bytes).map_err(|error| target.fault(error))
}

fn fault(target: &Target, error: zip::result::ZipError) -> Error {
    match error {
        zip::result::ZipError::Io(error) => target.fault(error),
        other => Error::Internal(format!("the book's zip: {other}")),
    }
}

impl Exporter for Book {
    fn add(&mut self, article: &Article, source: &dyn Source) -> Result<Vec<LeftOut>> {
        let summary = &article.summary;
        let there = &self.there;
        let style = Style {
            options: self.contents.options,
            level: 1,
            address: &|id| there.contains(&id).then(|| parts::chapter_name(id)),
            tag: &|_| None,
        };
        let mut page = Page::of(article, &style, source)?;
        let mut left_out = std::mem::take(&mut page.left_out);
        let mut article_parts = page.parts();
        conform::conform(&mut article_parts);
        let math = conform::has(&article_parts, "math");
        let node = framed(article, super::page::tree::Element::new("article", article_parts)).into();
        let words = Words::of(summary.language.as_deref());
        let Self { target, zip, pictures, .. } = self;
        let html = parts::document(&summary.title, framed(article, parts::body(node)), words, &mut |hash| {
            pictures.shown(hash, source, summary.id, &mut left_out, &mut |name, bytes| {
                put(zip, target, &format!("EPUB/{name}"), bytes, !name.ends_with(".svg"))
            })
        })?;
        self.put(&format!("EPUB/{}", parts::chapter_name(summary.id)), html.as_bytes(), false)?;
        let sections = self.outline.before(summary.id).to_vec();
        for at in &sections {
            let section = &self.contents.sections[*at];
            let html = parts::section(&section.name, self.rtl, self.words);
            self.put(&format!("EPUB/{}", parts::section_name(*at)), html.as_bytes(), false)?;
        }
        self.sections.insert(summary.id, sections);
        for author in &summary.authors {
            if !self.authors.contains(author) {
                self.authors.push(author.clone());
            }
        }
        if let Some(language) = summary.language.as_ref().filter(|tag| super::page::is_language_tag(tag))
            && !self.languages.contains(language)
        {
            self.languages.push(language.clone());
        }
        self.chapters.push(Chapter {
            id: summary.id,
            title: summary.title.clone(),
            rtl: summary.direction == "rtl",
            language: summary.language.clone(),
            math,
        });
        Ok(left_out)
    }

    fn finish(mut self: Box<Self>, source: &dyn Source) -> Result<Finished> {
        if self.chapters.is_empty() {
            return Err(Error::Invalid {
                what: "a book",
                value: self.contents.title.clone(),
                reason: "there is no article in it".to_owned(),
            });
        }
        let cover = self.cover(source)?;
        let title_page = parts::title_page(&self.contents, self.words, self.rtl, &self.authors);
        self.put("EPUB/title.xhtml", title_page.as_bytes(), false)?;
        let book = Package { book: &self, cover: &cover };
        let (package, nav, ncx) = (book.package(), book.nav(), book.ncx());
        self.put("EPUB/nav.xhtml", nav.as_bytes(), false)?;
        self.put("EPUB/toc.ncx", ncx.as_bytes(), false)?;
        self.put("EPUB/package.opf", package.as_bytes(), false)?;
        let Self { target, zip, left_out, .. } = *self;
        let mut out = zip.finish().map_err(|error| fault(&target, error))?;
        out.flush().map_err(|error| target.fault(error))?;
        drop(out);
        Ok(Finished { bytes: target.commit()?, left_out })
    }
}
