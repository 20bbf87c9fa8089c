//! What leaves the archive: one file a format, all written the same way.
//!
//! An exporter is told what is coming, is given one article at a time and asks for what belongs to it, so that its memory
//! does not grow with the archive. It writes to a `Target`, which becomes the file of that name when all of it is there.

mod bookmarks;
mod citation;
mod csv;
mod epub;
mod files;
mod html;
mod markdown;
mod marked;
mod names;
mod page;
mod pdf;
mod picture;
mod records;
mod target;
#[cfg(test)]
mod testing;
mod wacz;

use std::collections::HashMap;
use std::path::Path;

use tokio_util::sync::CancellationToken;

use crate::error::{Error, Result};
use crate::model::{
    Article, ArticleId, Asset, AssetHash, Contents, ExportFormat, KeptPicture, KeptResponse, LeftOut, Link,
    NoteId, ResponseId, VersionId,
};
pub use citation::cite;
pub(crate) use names::safe as safe_name;
pub use records::Records;
pub use target::Target;

/// What an exporter may ask of the archive while it writes. All answers are of one moment.
pub trait Source {
    /// A kept picture.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    fn asset(&self, hash: &AssetHash) -> Result<Asset>;

    /// The links of an article's shown version, with the saved articles they lead to.
    ///
    /// # Errors
    /// Those of reading the archive.
    fn links(&self, article: ArticleId) -> Result<Vec<Link>>;

    /// What servers sent of an article's pages, of all its versions, each response once and in the order they came.
    ///
    /// # Errors
    /// Those of reading the archive.
    fn responses(&self, article: ArticleId) -> Result<Vec<KeptResponse>>;

    /// The body of a response.
    ///
    /// # Errors
    /// `NotFound`, `Damaged`; those of reading the archive.
    fn body(&self, response: ResponseId) -> Result<Vec<u8>>;

    /// The headline and the text of a version.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    fn page_text(&self, version: VersionId) -> Result<(String, String)>;

    /// The pictures of all versions of an article, each address and file once.
    ///
    /// # Errors
    /// Those of reading the archive.
    fn pictures(&self, article: ArticleId) -> Result<Vec<KeptPicture>>;

    /// The articles that the `[[links]]` of a person's text mean, by what stands in the brackets: of a note what it meant when it was
    /// written.
    ///
    /// # Errors
    /// Those of reading the archive.
    fn meant(&self, note: Option<NoteId>, text: &str) -> Result<HashMap<String, ArticleId>>;

    /// The HTML of a note's text, or of one that is written on a highlight; links to articles are `lede://article/ID`.
    ///
    /// # Errors
    /// Those of reading the archive.
    fn note_html(&self, note: Option<NoteId>, text: &str) -> Result<String>;
}

/// Writes one format.
pub trait Exporter {
    /// Adds the next article. Returns what of it could not be included.
    ///
    /// # Errors
    /// Those of reading the archive and of writing the file; nothing can be added then.
    fn add(&mut self, article: &Article, source: &dyn Source) -> Result<Vec<LeftOut>>;

    /// Writes what comes after the last article, and puts the file where it belongs.
    ///
    /// # Errors
    /// Those of writing the file.
    fn finish(self: Box<Self>, source: &dyn Source) -> Result<Finished>;
}

/// An export that is where it belongs.
#[derive(Debug, Default)]
pub struct Finished {
    /// Bytes of the file, or of all files.
    pub bytes: u64,
    /// What turned out at the end to be impossible to include.
    pub left_out: Vec<LeftOut>,
}

/// Begins an export; whoever waits for a long step of it can cancel that.
///
/// # Errors
/// `Exists` when the file is there and is not to be replaced; those of writing it.
pub fn exporter(
    format: ExportFormat,
    contents: Contents,
    output: &Path,
    replace: bool,
    cancel: &CancellationToken,
) -> Result<Box<dyn Exporter>> {
    match format {
        ExportFormat::Csv => Ok(Box::new(csv::Table::new(&contents, Target::file(output, replace)?)?)),
        ExportFormat::Wacz => Ok(Box::new(wacz::WebArchive::new(&contents, Target::file(output, replace)?)?)),
        ExportFormat::Bookmarks => {
            Ok(Box::new(bookmarks::Bookmarks::new(contents, Target::file(output, replace)?)?))
        }
        ExportFormat::Csl => references(citation::Format::Csl, &contents, output, replace),
        ExportFormat::Ris => references(citation::Format::Ris, &contents, output, replace),
        ExportFormat::Bibtex => references(citation::Format::Bibtex, &contents, output, replace),
        ExportFormat::Markdown => Ok(Box::new(markdown::Vault::new(contents, output, replace)?)),
        ExportFormat::Html if contents.options.folder => {
            Ok(Box::new(html::Site::new(contents, Target::folder(output, replace)?)?))
        }
        ExportFormat::Html => Ok(Box::new(html::Document::new(contents, Target::file(output, replace)?)?)),
        ExportFormat::Epub => Ok(Box::new(epub::Book::new(contents, Target::file(output, replace)?)?)),
        ExportFormat::Pdf if contents.options.folder => {
            Ok(Box::new(pdf::Folder::new(contents, Target::folder(output, replace)?, cancel)))
        }
        ExportFormat::Pdf => {
            Ok(Box::new(pdf::Volume::new(contents, Target::file(output, replace)?.0, cancel)?))
        }
        _ => Err(Error::Internal(format!("{format:?} cannot be written"))),
    }
}

fn references(
    format: citation::Format,
    contents: &Contents,
    output: &Path,
    replace: bool,
) -> Result<Box<dyn Exporter>> {
    Ok(Box::new(citation::Bibliography::new(format, contents, Target::file(output, replace)?)))
}
