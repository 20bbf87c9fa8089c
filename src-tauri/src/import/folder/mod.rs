//! A folder, or a zip archive, of files of any known kind: each is recognised and read by itself.

mod disk;
mod packed;

use std::path::Path;

use super::{Head, Importer, Input, Take, importer, recognise};
use crate::error::Result;
use crate::model::{ImportFormat, ImportedRow, Refusal};

/// Folders within folders, and archives within archives.
const DEEPEST: usize = 16;

/// Files that systems put into folders, and that nobody keeps.
const OF_SYSTEMS: [&str; 4] = [".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX"];

/// Whether it is a folder, or a zip archive that is no document of another kind.
pub(super) fn is(head: &Head) -> bool {
    const DOCUMENTS: [&str; 3] = ["[Content_Types].xml", "META-INF/container.xml", "META-INF/MANIFEST.MF"];
    let document = head.entries.iter().any(|name| DOCUMENTS.contains(&name.as_str()));
    head.is_folder || !head.entries.is_empty() && !document
}

/// Reads a folder or an archive of files.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    Box::new(Folder { input, depth: 0 })
}

struct Folder {
    input: Input,
    depth: usize,
}

impl Importer for Folder {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let Self { input, depth } = *self;
        match input.head.is_folder {
            true => disk::each(&input.path, take),
            false => packed::each(input, depth, take),
        }
    }
}

/// Reads a file of a folder; `path` is where it lies in that. `page` opens it when it is a page.
fn each_of(
    path: &str,
    input: Input,
    depth: usize,
    page: impl FnOnce(Input) -> Box<dyn Importer>,
    take: Take<'_>,
) -> Result<()> {
    let name = input.head.name.clone();
    let opened = match recognise(&input.head) {
        None => return take(skipped(path, "it is no file of a known kind")),
        Some(ImportFormat::Lede) => return take(skipped(path, "an export of Lede is taken in by itself")),
        Some(ImportFormat::Folder) if depth >= DEEPEST => {
            return take(skipped(path, "it lies too deep in other archives"));
        }
        Some(ImportFormat::Folder) => Box::new(Folder { input, depth: depth + 1 }),
        Some(ImportFormat::Page) => page(input),
        Some(format) => importer(format, input)?,
    };
    let mut stopped = false;
    let read = opened.each(&mut |row| {
        take(ImportedRow { place: placed(path, &name, &row.place), ..row }).inspect_err(|_| stopped = true)
    });
    match read {
        // A file that cannot be read on stops no other.
        Err(error) if !stopped => take(failed(path, &error.to_string())),
        read => read,
    }
}

/// Where an entry of a file stands in the folder: files name themselves without their folders.
fn placed(path: &str, name: &str, place: &str) -> String {
    match place.strip_prefix(name) {
        Some(rest) if !name.is_empty() => format!("{path}{rest}"),
        _ => format!("{path}, {place}"),
    }
}

fn skipped(path: &str, why: &str) -> ImportedRow {
    ImportedRow { place: path.to_owned(), source: Vec::new(), item: Err(Refusal::Skipped(why.to_owned())) }
}

fn failed(path: &str, why: &str) -> ImportedRow {
    ImportedRow { place: path.to_owned(), source: Vec::new(), item: Err(Refusal::Failed(why.to_owned())) }
}

fn is_of_system(name: &str) -> bool {
    OF_SYSTEMS.contains(&name) || name.starts_with("._")
}

/// Whether a file may be the page that a folder of files belongs to.
fn is_page_of(name: &str, stem: &str) -> bool {
    let path = Path::new(name);
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    path.file_stem().and_then(|own| own.to_str()) == Some(stem)
        && matches!(ending.as_str(), "html" | "htm" | "xhtml" | "xht" | "shtml")
}

#[cfg(test)]
mod tests;
