//! What a book says of itself: its package, and its tables of contents.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::cover::Cover;
use super::parts::{chapter_name, section_name};
use super::{AUTHORS, Book, Chapter};
use crate::export::page::heading;
use crate::export::page::tree::{Element, Node};
use crate::export::page::write::{Form, escaped};
use crate::model::ArticleId;

/// The book's own files, made of what was written.
pub struct Package<'a> {
    pub book: &'a Book,
    pub cover: &'a Cover,
}

fn text(text: &str) -> String {
    escaped(text, Form::Xhtml)
}

/// An entry of the table of contents: a title, where it leads to, and what stands below it.
struct Entry {
    title: String,
    to: Option<String>,
    /// Language and direction of the title, where they are not the book's.
    language: Option<String>,
    rtl: bool,
    below: Vec<Entry>,
}

impl Package<'_> {
    /// `package.opf`.
    pub fn package(&self) -> String {
        let book = self.book;
        let title = if book.contents.title.trim().is_empty() { "—" } else { &book.contents.title };
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"{}\" dir=\"{}\">\n\
             <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
             <dc:identifier id=\"id\">{}</dc:identifier>\n<dc:title>{}</dc:title>\n",
            book.words.language,
            if book.words.rtl { "rtl" } else { "ltr" },
            self.identifier(),
            text(title),
        );
        self.metadata(&mut out);
        out.push_str("</metadata>\n<manifest>\n");
        self.manifest(&mut out);
        let direction = if book.rtl { "rtl" } else { "ltr" };
        let _ = writeln!(out, "</manifest>\n<spine toc=\"ncx\" page-progression-direction=\"{direction}\">");
        out.push_str("<itemref idref=\"cover\"/>\n<itemref idref=\"title\"/>\n<itemref idref=\"nav\"/>\n");
        for chapter in &book.chapters {
            for section in book.sections.get(&chapter.id).into_iter().flatten() {
                let _ = writeln!(out, "<itemref idref=\"section-{section}\"/>");
            }
            let _ = writeln!(out, "<itemref idref=\"article-{}\"/>", chapter.id);
        }
        out.push_str("</spine>\n</package>\n");
        out
    }

    fn metadata(&self, out: &mut String) {
        let book = self.book;
        let mut languages = vec![book.language.clone()];
        languages.extend(book.languages.iter().filter(|language| **language != book.language).cloned());
        for language in languages {
            let _ = writeln!(out, "<dc:language>{}</dc:language>", text(&language));
        }
        for author in book.authors.iter().take(AUTHORS).filter(|author| !author.trim().is_empty()) {
            let _ = writeln!(out, "<dc:creator>{}</dc:creator>", text(author));
        }
        let description: Vec<&str> = book.contents.description.split_whitespace().collect();
        if !description.is_empty() {
            let _ = writeln!(out, "<dc:description>{}</dc:description>", text(&description.join(" ")));
        }
        if let ([only], []) = (book.contents.articles.as_slice(), book.contents.sections.as_slice())
            && let Some(date) = only.published.as_ref().and_then(|date| date.get(..10))
        {
            let _ = writeln!(out, "<dc:date>{}</dc:date>", text(date));
        } else {
            let _ = writeln!(out, "<dc:date>{}</dc:date>", second(book.contents.made));
        }
        let _ = writeln!(out, "<meta property=\"dcterms:modified\">{}</meta>", second(book.contents.made));
        for (property, value) in [
            ("schema:accessMode", "textual"),
            ("schema:accessMode", "visual"),
            ("schema:accessModeSufficient", "textual,visual"),
            ("schema:accessibilityFeature", "tableOfContents"),
            ("schema:accessibilityFeature", "readingOrder"),
            ("schema:accessibilityHazard", "unknown"),
        ] {
            let _ = writeln!(out, "<meta property=\"{property}\">{value}</meta>");
        }
        out.push_str("<meta name=\"cover\" content=\"cover-picture\"/>\n");
    }

    fn manifest(&self, out: &mut String) {
        let book = self.book;
        let page = "application/xhtml+xml";
        let mut item = |id: &str, file: &str, mime: &str, properties: &str| {
            let properties = match properties {
                "" => String::new(),
                some => format!(" properties=\"{some}\""),
            };
            let _ = writeln!(out, "<item id=\"{id}\" href=\"{file}\" media-type=\"{mime}\"{properties}/>");
        };
        item("nav", "nav.xhtml", page, "nav");
        item("ncx", "toc.ncx", "application/x-dtbncx+xml", "");
        item("style", "style.css", "text/css", "");
        item("cover", "cover.xhtml", page, "");
        item("title", "title.xhtml", page, "");
        if let Some(mime) = self.cover.mime {
            item("cover-picture", &self.cover.file, mime, "cover-image");
        }
        for chapter in &book.chapters {
            for section in book.sections.get(&chapter.id).into_iter().flatten() {
                item(&format!("section-{section}"), &section_name(*section), page, "");
            }
            let properties = if chapter.math { "mathml" } else { "" };
            item(&format!("article-{}", chapter.id), &chapter_name(chapter.id), page, properties);
        }
        for (number, (file, mime)) in book.pictures.files().into_iter().enumerate() {
            match file == self.cover.file {
                true => item("cover-picture", file, mime, "cover-image"),
                false => item(&format!("picture-{number}"), file, mime, ""),
            }
        }
    }

    /// A name that the same articles of the same title have again.
    fn identifier(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.book.contents.title.as_bytes());
        for chapter in &self.book.chapters {
            hash.update(chapter.id.0.to_be_bytes());
            hash.update(chapter.title.as_bytes());
        }
        let digest = hash.finalize();
        let mut bytes = [0_u8; 16];
        bytes.copy_from_slice(&digest[..16]);
        // RFC 9562, version 8: made by a rule of one's own.
        bytes[6] = bytes[6] & 0x0f | 0x80;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }

    /// The table of contents: sections with their articles, or the articles.
    fn entries(&self) -> Vec<Entry> {
        let book = self.book;
        let chapters: HashMap<ArticleId, &Chapter> =
            book.chapters.iter().map(|chapter| (chapter.id, chapter)).collect();
        let of = |chapter: &Chapter| Entry {
            title: chapter.title.clone(),
            to: Some(chapter_name(chapter.id)),
            language: chapter.language.clone(),
            rtl: chapter.rtl,
            below: Vec::new(),
        };
        if !book.outline.divided {
            return book.chapters.iter().map(of).collect();
        }
        let mut open: Vec<(u32, Entry)> = Vec::new();
        let (mut top, mut seen) = (Vec::new(), HashSet::new());
        let close = |open: &mut Vec<(u32, Entry)>, top: &mut Vec<Entry>, depth: u32| {
            while open.last().is_some_and(|(own, _)| *own >= depth) {
                let Some((_, entry)) = open.pop() else { break };
                if entry.below.is_empty() {
                    continue;
                }
                match open.last_mut() {
                    Some((_, above)) => above.below.push(entry),
                    None => top.push(entry),
                }
            }
        };
        for (at, section) in book.contents.sections.iter().enumerate() {
            close(&mut open, &mut top, section.depth);
            let has_page = book.sections.values().any(|sections| sections.contains(&at));
            // The order is that of reading, in which an article of several sections stands once.
            let first = section.articles.iter().filter(|id| seen.insert(**id));
            let below = first.filter_map(|id| chapters.get(id)).map(|chapter| of(chapter)).collect();
            open.push((
                section.depth,
                Entry {
                    title: section.name.clone(),
                    to: has_page.then(|| section_name(at)),
                    language: None,
                    rtl: book.rtl,
                    below,
                },
            ));
        }
        close(&mut open, &mut top, 0);
        top
    }

    /// `nav.xhtml`.
    pub fn nav(&self) -> String {
        let book = self.book;
        let toc = Element::new("nav", vec![heading(1, book.words.contents).into(), list(&self.entries())])
            .with("epub:type", "toc")
            .with("id", "toc")
            .with("role", "doc-toc");
        let landmark = |kind: &str, file: &str, title: &str| {
            let link = Element::text("a", title).with("epub:type", kind).with("href", file);
            Node::from(Element::new("li", vec![link.into()]))
        };
        let first = book.chapters.first().map_or_else(String::new, |chapter| chapter_name(chapter.id));
        let landmarks = vec![
            landmark("cover", "cover.xhtml", book.words.cover),
            landmark("toc", "nav.xhtml", book.words.contents),
            landmark("bodymatter", &first, &book.contents.title),
        ];
        let landmarks = Element::new("nav", vec![Element::new("ol", landmarks).into()])
            .with("epub:type", "landmarks")
            .with("hidden", "");
        let inside = Element::new("div", vec![toc.into(), landmarks.into()]);
        super::parts::own_page(book.words.contents, inside, book.rtl, book.words)
    }

    /// `toc.ncx`, for readers of EPUB 2.
    pub fn ncx(&self) -> String {
        let book = self.book;
        let mut points = String::new();
        let mut number = 0;
        push_points(&mut points, &self.entries(), &mut number);
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\">\n\
             <head><meta name=\"dtb:uid\" content=\"{}\"/></head>\n<docTitle><text>{}</text></docTitle>\n<navMap>\n{points}</navMap>\n</ncx>\n",
            self.identifier(),
            text(&book.contents.title)
        )
    }
}

fn list(entries: &[Entry]) -> Node {
    let items = entries.iter().map(|entry| {
        let title = if entry.title.trim().is_empty() { "—" } else { &entry.title };
        let name = match &entry.to {
            Some(to) => Element::text("a", title).with("href", to),
            None => Element::text("span", title),
        };
        let name = name.with("dir", if entry.rtl { "rtl" } else { "ltr" });
        let language = entry.language.as_deref().filter(|tag| crate::export::page::is_language_tag(tag));
        let name = match language {
            Some(language) => name.with("lang", language),
            None => name,
        };
        let mut parts = vec![Node::from(name)];
        if !entry.below.is_empty() {
            parts.push(list(&entry.below));
        }
        Element::new("li", parts).into()
    });
    Element::new("ol", items.collect()).into()
}

fn push_points(out: &mut String, entries: &[Entry], number: &mut usize) {
    for entry in entries {
        let Some(to) = entry.to.as_ref().or_else(|| entry.below.first().and_then(|below| below.to.as_ref()))
        else {
            continue;
        };
        *number += 1;
        let title = if entry.title.trim().is_empty() { "—" } else { &entry.title };
        let _ = writeln!(
            out,
            "<navPoint id=\"point-{number}\"><navLabel><text>{}</text></navLabel><content src=\"{to}\"/>",
            text(title)
        );
        push_points(out, &entry.below, number);
        out.push_str("</navPoint>\n");
    }
}

/// A point in time to the second, as the package wants it.
fn second(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
