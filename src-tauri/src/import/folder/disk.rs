//! Files of a folder on the disk.

use std::fs;
use std::path::{Path, PathBuf};

use super::{DEEPEST, each_of, failed, is_of_system, is_page_of, skipped};
use crate::error::{Error, Result};
use crate::import::page::{self, stem_of_folder};
use crate::import::{Input, Take};

/// Reads every file of a folder and of those in it, by their names.
pub(super) fn each(root: &Path, take: Take<'_>) -> Result<()> {
    let io = |source| Error::Io { path: root.display().to_string(), source };
    // The folder that a person names may itself be a link.
    let entries = entries(root).map_err(io)?;
    walk(&Place { root, depth: 0 }, &entries, take)
}

/// A file or folder within a folder.
struct Entry {
    path: PathBuf,
    name: String,
    kind: Option<fs::FileType>,
}

fn entries(folder: &Path) -> std::io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        entries.push(Entry { path: entry.path(), name, kind: entry.file_type().ok() });
    }
    entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}

/// Where the walk is.
struct Place<'a> {
    root: &'a Path,
    depth: usize,
}

fn walk(place: &Place<'_>, entries: &[Entry], take: Take<'_>) -> Result<()> {
    for entry in entries.iter().filter(|entry| !is_of_system(&entry.name)) {
        let path = entry.path.strip_prefix(place.root).unwrap_or(&entry.path).to_string_lossy().into_owned();
        match entry.kind {
            None => take(failed(&path, "it cannot be read"))?,
            // What a link leads to may lie anywhere, and lead round in a circle.
            Some(kind) if kind.is_symlink() => take(skipped(&path, "it is a link, which is not followed"))?,
            Some(kind) if kind.is_dir() => folder(place, entry, &path, entries, take)?,
            Some(kind) if kind.is_file() => match Input::open(&entry.path) {
                Ok(input) => each_of(&path, input, place.depth, page::open, take)?,
                Err(error) => take(failed(&path, &error.to_string()))?,
            },
            Some(_) => take(skipped(&path, "it is no file"))?,
        }
    }
    Ok(())
}

fn folder(place: &Place<'_>, entry: &Entry, path: &str, beside: &[Entry], take: Take<'_>) -> Result<()> {
    let stem = stem_of_folder(&entry.name);
    if stem.is_some_and(|stem| beside.iter().any(|other| is_page_of(&other.name, stem))) {
        // Its files come with the page.
        return Ok(());
    }
    if place.depth + 1 >= DEEPEST {
        return take(skipped(path, "it lies too deep in other folders"));
    }
    match entries(&entry.path) {
        Ok(entries) => walk(&Place { root: place.root, depth: place.depth + 1 }, &entries, take),
        Err(error) => take(failed(path, &error.to_string())),
    }
}
