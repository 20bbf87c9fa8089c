//! The files beside a library: pages that Zotero stored.

use std::fs::File;
use std::io::Read;
use std::path::{Component, Path};

use super::super::times::time;
use super::super::xml::Element;
use super::super::{LONGEST, entry};
use super::known::Known;
use super::{resources, url};
use crate::model::{ImportedArticle, ImportedContent, ImportedItem, ImportedPage, Refusal};

impl Known {
    /// A stored page as a row about the article of its item, or about its own.
    pub(super) fn attachment(&self, element: &Element, folder: &Path) -> Result<ImportedItem, Refusal> {
        let kind = element.text_of("link:type").unwrap_or_default();
        let resource = resources(element, "rdf:resource")
            .next()
            .map(str::to_owned)
            .or_else(|| element.text_of("z:path"));
        let Some(resource) = resource else {
            return Err(Refusal::Skipped("an attached link".to_owned()));
        };
        if !matches!(kind.as_str(), "text/html" | "application/xhtml+xml") {
            return Err(Refusal::Skipped(format!("an attached file of the kind {kind:?}")));
        }
        let body = file(folder, &resource).map_err(Refusal::Failed)?;
        let about = element.get("rdf:about").unwrap_or_default();
        let owner = self.owner(about);
        let own = url(element);
        let Some(address) = owner.url.clone().or_else(|| own.clone()) else {
            return Err(Refusal::Failed("it has no URL".to_owned()));
        };
        let charset =
            element.text_of("link:charset").filter(|name| name.bytes().all(|byte| byte.is_ascii_graphic()));
        let media_type = charset.map_or_else(|| kind.clone(), |charset| format!("{kind}; charset={charset}"));
        let page = ImportedPage {
            final_url: own.unwrap_or_else(|| address.clone()),
            status: None,
            headers: vec![("content-type".to_owned(), media_type)],
            fetched: element.text_of("dcterms:datesubmitted").and_then(|text| time(&text)),
            body,
            files: None,
        };
        entry::article(ImportedArticle {
            url: Some(address),
            content: Some(ImportedContent::Page(Box::new(page))),
            collections: self.collections(about),
            ..owner
        })
    }
}

/// Reads a file below a folder, and none elsewhere.
fn file(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
    let missing = || format!("there is no file {name:?} beside it");
    let is_below = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if !is_below {
        return Err(format!("{name:?} is no file beside it"));
    }
    let folder = folder.canonicalize().map_err(|_| missing())?;
    // A link could lead elsewhere.
    let path = folder.join(name).canonicalize().map_err(|_| missing())?;
    if !path.starts_with(&folder) || !path.is_file() {
        return Err(format!("{name:?} is no file beside it"));
    }
    let mut bytes = Vec::new();
    let read = File::open(&path).and_then(|file| file.take(LONGEST as u64 + 1).read_to_end(&mut bytes));
    match read {
        Err(error) => Err(format!("{name:?} cannot be read: {error}")),
        Ok(length) if length > LONGEST => Err(format!("{name:?} is larger than {} MB", LONGEST >> 20)),
        Ok(_) => Ok(bytes),
    }
}
