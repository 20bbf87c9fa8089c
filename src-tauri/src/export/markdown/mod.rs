//! A vault of Markdown files, one an article, with their pictures beside them, as Obsidian and other programs open it.
//! docs/EXPORT.md describes the files.

mod escape;
mod front_matter;
mod html;
mod index;
mod line;
mod list;
mod note;
mod signs;
mod table;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::files::Files;
use super::marked::marked;
use super::names::Names;
use super::{Exporter, Finished, Source};
use crate::error::{Error, Result};
use crate::model::{Article, ArticleId, AssetHash, Contents, LeftOut};
use html::Around;

/// The folder of the pictures.
const PICTURES: &str = "pictures";

/// Letters of a picture's hash that its file is named by.
const HASH: usize = 32;

/// The files that are being written.
pub struct Vault {
    files: Files,
    contents: Contents,
    /// The file of each article, without its folder.
    names: HashMap<ArticleId, String>,
    /// The note that lists the articles, when there are several.
    index: Option<String>,
    written: HashSet<ArticleId>,
    /// The file of each picture that is there, and nothing for one that is not.
    pictures: HashMap<String, Option<&'static str>>,
}

impl Vault {
    /// Gives each article the name of its file.
    ///
    /// # Errors
    /// Those of beginning a zip or a folder.
    pub fn new(contents: Contents, output: &Path, replace: bool) -> Result<Self> {
        let files = Files::new(output, contents.options.folder, replace)?;
        let mut given = Names::default();
        // No article takes the folder's name, or that of the index.
        given.give(PICTURES, "md");
        let is_list = contents.articles.len() != 1 || !contents.sections.is_empty();
        let index = is_list.then(|| given.give(&contents.title, "md"));
        let names =
            contents.articles.iter().map(|entry| (entry.id, given.give(&entry.title, "md"))).collect();
        Ok(Self { files, contents, names, index, written: HashSet::new(), pictures: HashMap::new() })
    }

    /// Writes the pictures of an article that are not there yet, and says where each is.
    fn pictures(
        &mut self,
        article: &Article,
        source: &dyn Source,
        left_out: &mut Vec<LeftOut>,
    ) -> Result<HashMap<String, String>> {
        let mut places = HashMap::new();
        if !self.contents.options.pictures {
            return Ok(places);
        }
        for hash in hashes(&article.html) {
            if !self.pictures.contains_key(&hash) {
                let extension = self.picture(&hash, article, source, left_out)?;
                self.pictures.insert(hash.clone(), extension);
            }
            if let Some(extension) = self.pictures.get(&hash).copied().flatten() {
                let place = picture_path(&hash, extension);
                places.insert(hash, place);
            }
        }
        Ok(places)
    }

    fn picture(
        &mut self,
        hash: &str,
        article: &Article,
        source: &dyn Source,
        left_out: &mut Vec<LeftOut>,
    ) -> Result<Option<&'static str>> {
        let asset = match source.asset(&AssetHash(hash.to_owned())) {
            Ok(asset) => asset,
            Err(error @ Error::NotFound { .. }) => {
                left_out.push(LeftOut { id: article.summary.id, why: error.to_string() });
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let extension = extension(&asset.mime);
        self.files.picture(&picture_path(hash, extension), &asset.bytes, article.summary.saved)?;
        Ok(Some(extension))
    }

    /// The files of exported articles that links of this one lead to, by the links' addresses.
    fn linked(&self, article: &Article, source: &dyn Source) -> Result<HashMap<String, String>> {
        let links = source.links(article.summary.id)?;
        let to = |id: ArticleId| self.names.get(&id).filter(|_| id != article.summary.id).cloned();
        Ok(links.into_iter().filter_map(|link| Some((link.url, to(link.article?)?))).collect())
    }

    fn file(&self, article: &Article) -> &str {
        self.names.get(&article.summary.id).map_or("untitled.md", String::as_str)
    }
}

impl Exporter for Vault {
    fn add(&mut self, article: &Article, source: &dyn Source) -> Result<Vec<LeftOut>> {
        let mut left_out = missing(article, self.contents.options.pictures);
        let around = Around {
            pictures: self.pictures(article, source, &mut left_out)?,
            articles: self.linked(article, source)?,
            noted: noted(article, &self.contents),
        };
        let text = page(
            article,
            &around,
            &note::Links { names: &self.names, source },
            &self.contents,
            self.file(article),
        )?;
        let file = self.file(article).to_owned();
        self.files.text(&file, &text, article.summary.saved)?;
        self.written.insert(article.summary.id);
        Ok(left_out)
    }

    fn finish(mut self: Box<Self>, _source: &dyn Source) -> Result<Finished> {
        if let Some(index) = &self.index {
            let text = index::index(&self.contents, &self.names, &self.written);
            self.files.text(index, &text, self.contents.made)?;
        }
        Ok(Finished { bytes: self.files.commit()?, left_out: Vec::new() })
    }
}

/// An article's whole file.
fn page(
    article: &Article,
    around: &Around,
    links: &note::Links<'_>,
    contents: &Contents,
    file: &str,
) -> Result<String> {
    let shown: Vec<_> = article.highlights.iter().filter(|_| contents.options.highlights).collect();
    let unplaced = RefCell::new(shown.iter().map(|highlight| highlight.id).collect::<HashSet<_>>());
    let html = marked(&article.html, &shown, &|highlight| {
        unplaced.borrow_mut().remove(&highlight.id);
        html::reference(&highlight.id.to_string())
    });
    let body = html::write(&html, around);
    let stem = file.strip_suffix(".md").unwrap_or(file);
    let mut parts = vec![front_matter::front_matter(article, stem)];
    parts.push(format!("# {}", escape::text(&one_line(&article.summary.title), true, false)));
    parts.push(body.text);
    let (in_text, elsewhere): (Vec<_>, Vec<_>) =
        shown.into_iter().partition(|highlight| body.highlights.contains(&highlight.id.to_string()));
    if !elsewhere.is_empty() {
        parts.push(note::highlights(&elsewhere, links)?);
    }
    if contents.options.notes && !article.notes.is_empty() {
        parts.push(note::notes(&article.notes, links)?);
    }
    for highlight in in_text {
        parts.extend(note::footnote(highlight, links)?);
    }
    parts.retain(|part| !part.is_empty());
    Ok(parts.join("\n\n") + "\n")
}

/// The highlights that have a note to be told.
fn noted(article: &Article, contents: &Contents) -> HashSet<String> {
    let shown = article.highlights.iter().filter(|_| contents.options.highlights);
    shown.filter(|highlight| note::has_note(highlight)).map(|highlight| highlight.id.to_string()).collect()
}

/// The pictures that the archive does not have.
fn missing(article: &Article, pictures: bool) -> Vec<LeftOut> {
    let missing = article.missing.iter().filter(|_| pictures);
    let told =
        missing.map(|(url, failure)| format!("the picture {url} is not in the archive: {}", failure.message));
    told.map(|why| LeftOut { id: article.summary.id, why }).collect()
}

/// The hashes of a copy's pictures, in order.
fn hashes(html: &str) -> Vec<String> {
    let ends = |rest: &str| rest.find('"').map(|end| rest[..end].to_owned());
    html.split("src=\"asset:")
        .skip(1)
        .filter_map(ends)
        .filter(|hash| hash.bytes().all(|b| b.is_ascii_hexdigit()))
        .collect()
}

fn picture_path(hash: &str, extension: &str) -> String {
    format!("{PICTURES}/{}.{extension}", &hash[..hash.len().min(HASH)])
}

/// What a picture's file ends with, by its media type.
fn extension(mime: &str) -> &'static str {
    match mime {
        "image/jpeg" => "jpg",
        "image/png" | "image/apng" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/svg+xml" => "svg",
        "image/avif" => "avif",
        "image/bmp" => "bmp",
        "image/x-icon" | "image/vnd.microsoft.icon" => "ico",
        _ => "img",
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
