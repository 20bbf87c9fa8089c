//! The cover: the collection's picture under its title, or its title alone.

use unicode_segmentation::UnicodeSegmentation;

use super::{Book, parts};
use crate::error::Result;
use crate::export::Source;
use crate::export::page::date;
use crate::export::page::tree::Element;
use crate::export::page::write::{Form, Shown, escaped};
use crate::model::ArticleId;

/// The cover as the package has it.
#[derive(Debug)]
pub struct Cover {
    /// The picture's file.
    pub file: String,
    /// Its media type, when it is none of the articles' pictures.
    pub mime: Option<&'static str>,
}

/// Width and height of a drawn cover.
const SIZE: (usize, usize) = (1200, 1800);
/// Letters of a line of its title; Han count twice.
const LINE: usize = 18;
const LINES: usize = 7;

impl Book {
    /// Writes the cover and its page.
    pub(super) fn cover(&mut self, source: &dyn Source) -> Result<Cover> {
        let cover = match self.picture(source)? {
            Some(file) => Cover { file, mime: None },
            None => {
                let drawing = self.drawing();
                self.put("EPUB/cover.svg", drawing.as_bytes(), false)?;
                Cover { file: "cover.svg".to_owned(), mime: Some("image/svg+xml") }
            }
        };
        let picture =
            Element::new("img", Vec::new()).with("src", &cover.file).with("alt", &self.contents.title);
        let inside =
            Element::new("section", vec![picture.into()]).with("class", "cover").with("epub:type", "cover");
        let page = cover_page(self, inside, &cover.file)?;
        self.put("EPUB/cover.xhtml", page.as_bytes(), false)?;
        Ok(cover)
    }

    /// The collection's own picture, if it is one that books show.
    fn picture(&mut self, source: &dyn Source) -> Result<Option<String>> {
        let Some(hash) = self.contents.cover.clone().filter(|_| self.contents.options.pictures) else {
            return Ok(None);
        };
        let article = self.chapters.first().map_or(ArticleId(0), |chapter| chapter.id);
        let Self { target, zip, pictures, left_out, .. } = self;
        pictures.shown(&hash, source, article, left_out, &mut |name, bytes| {
            super::put(zip, target, &format!("EPUB/{name}"), bytes, true)
        })?;
        Ok(self.pictures.file(&hash).map(str::to_owned))
    }

    /// The title in large letters.
    fn drawing(&self) -> String {
        let (width, height) = SIZE;
        let (anchor, x, direction) =
            if self.rtl { ("start", width - 110, "rtl") } else { ("start", 110, "ltr") };
        let text = |y: usize, size: usize, color: &str, text: &str| {
            format!(
                "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{color}\" text-anchor=\"{anchor}\" \
                 direction=\"{direction}\">{}</text>\n",
                escaped(text, Form::Xhtml)
            )
        };
        let mut drawn = String::new();
        let lines = lines(&self.contents.title);
        for (at, line) in lines.iter().enumerate() {
            drawn.push_str(&text(520 + at * 140, 108, "#1d1b18", line));
        }
        let below = 520 + lines.len() * 140;
        let about = self.words.count(self.contents.articles.len());
        drawn.push_str(&text(below + 10, 46, "#57524a", &about));
        drawn.push_str(&text(height - 120, 46, "#57524a", &date::day(self.contents.made, self.words)));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             font-family=\"Georgia, 'Noto Serif', 'Noto Naskh Arabic', 'Noto Serif CJK SC', serif\">\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#fcfbf7\"/>\n\
             <rect x=\"110\" y=\"300\" width=\"{}\" height=\"8\" fill=\"#1b4b66\"/>\n{drawn}</svg>\n",
            width - 220
        )
    }
}

fn cover_page(book: &Book, inside: Element, file: &str) -> Result<String> {
    let body = Element::new("body", vec![inside.into()]).with("lang", book.words.language);
    // The picture is a file of the book already, not one of the archive.
    let mut html =
        parts::document(book.words.cover, body, book.words, &mut |_| Ok(Shown::At(file.to_owned())))?;
    html.shrink_to_fit();
    Ok(html)
}

/// A title in lines that fit; what does not fit ends with an ellipsis.
fn lines(title: &str) -> Vec<String> {
    let mut lines: Vec<(String, usize)> = Vec::new();
    for word in title.split_word_bounds() {
        let width: usize = word.chars().map(|c| unicode_width::UnicodeWidthChar::width(c).unwrap_or(0)).sum();
        match lines.last_mut() {
            Some((line, used)) if *used + width <= LINE || word.trim().is_empty() => {
                line.push_str(word);
                *used += width;
            }
            _ if word.trim().is_empty() => {}
            _ => lines.push((word.to_owned(), width)),
        }
    }
    let more = lines.len() > LINES;
    lines.truncate(LINES);
    let mut lines: Vec<String> = lines.into_iter().map(|(line, _)| line.trim_end().to_owned()).collect();
    if let Some(last) = lines.last_mut().filter(|_| more) {
        last.push('…');
    }
    lines
}
