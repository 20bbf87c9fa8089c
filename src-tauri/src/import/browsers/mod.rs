//! Bookmarks as browsers keep them for themselves: the backups of Firefox, the file `Bookmarks` of Chrome and its kin.
//!
//! Both are trees whose folders may be named after what is in them, so that a file is read twice: for its folders, and for all.

mod chrome;
mod firefox;

use std::path::Path;

use super::json::Entry;
use super::tree::{Part, walk};
use super::{Head, Importer, Input, Take};
use crate::error::{Error, Result};
use crate::model::{ImportedCollection, ImportedItem, ImportedRow, Refusal};

/// Bytes of a folder's own fields that are kept as its source.
const SHOWN: usize = 64 << 10;

/// Whether the file is a backup of Firefox.
pub(super) fn is_firefox(head: &Head) -> bool {
    head.text.starts_with('{') && head.text.contains("text/x-moz-place")
}

/// Whether the file is Chrome's.
pub(super) fn is_chrome(head: &Head) -> bool {
    head.text.starts_with('{') && head.text.contains("\"roots\"") && head.text.contains("\"date_added\"")
}

/// Reads a backup of Firefox.
pub(super) fn open_firefox(input: Input) -> Box<dyn Importer> {
    Box::new(Bookmarks { input, browser: &firefox::FIREFOX })
}

/// Reads Chrome's file.
pub(super) fn open_chrome(input: Input) -> Box<dyn Importer> {
    Box::new(Bookmarks { input, browser: &chrome::CHROME })
}

/// How a browser writes its bookmarks.
struct Browser {
    /// The fields that hold what is in a folder.
    lists: &'static [&'static str],
    /// What an object is when it is a folder, and in which field it stands.
    folder: fn(&str, &Entry) -> Option<Folder>,
    /// What a bookmark says; nothing of a separator.
    bookmark: fn(Entry, Way) -> Option<Result<ImportedItem, Refusal>>,
}

/// A folder.
#[derive(Debug, Clone)]
enum Folder {
    /// One that everybody has.
    Everybodys,
    /// One that a person made.
    Named(String),
    /// The one whose folders are tags, as in backups of old.
    Tags,
    /// Nothing that comes in, nor what is in it.
    Refused(Refusal),
}

/// Where a bookmark stands.
#[derive(Debug, Default)]
struct Way {
    /// Its folders from the top down.
    path: Vec<String>,
    /// Whether these are tags.
    tagged: bool,
}

struct Bookmarks {
    input: Input,
    browser: &'static Browser,
}

impl Importer for Bookmarks {
    fn each(mut self: Box<Self>, take: Take<'_>) -> Result<()> {
        let path = self.input.path.clone();
        let folders = self.folders(&path)?;
        let io = |source| Error::Io { path: path.display().to_string(), source };
        let text = self.input.text().map_err(io)?;
        let mut reading =
            Reading { take, browser: self.browser, folders: &folders, open: Vec::new(), rows: 0 };
        walk(text, &path, self.browser.lists, &mut |part| reading.part(part))
    }
}

impl Bookmarks {
    /// Every folder that holds something, by its number, with its own fields.
    fn folders(&mut self, path: &Path) -> Result<Vec<(Folder, Vec<u8>)>> {
        let io = |source| Error::Io { path: path.display().to_string(), source };
        let browser = self.browser;
        let read = |list: &str, fields: &str| {
            let entry = Entry::parse(fields).unwrap_or_default();
            let folder = (browser.folder)(list, &entry).unwrap_or(Folder::Everybodys);
            (folder, fields.as_bytes()[..fields.len().min(SHOWN)].to_vec())
        };
        let (mut folders, mut lists) = (Vec::new(), Vec::new());
        walk(self.input.text().map_err(io)?, path, browser.lists, &mut |part| {
            match part {
                Part::Opens(_, list, fields) => {
                    lists.push(list);
                    folders.push(read(list, fields));
                }
                Part::Closes(number, fields) => folders[number] = read(lists[number], fields),
                Part::Entry(..) | Part::Broken(..) => {}
            }
            Ok(())
        })?;
        Ok(folders)
    }
}

struct Reading<'a> {
    take: Take<'a>,
    browser: &'static Browser,
    folders: &'a [(Folder, Vec<u8>)],
    open: Vec<&'a Folder>,
    rows: u64,
}

impl Reading<'_> {
    fn part(&mut self, part: Part<'_>) -> Result<()> {
        match part {
            Part::Opens(number, _, _) => {
                let (folder, source) = &self.folders[number];
                let told = self.refusal().is_none();
                self.open.push(folder);
                if told { self.folder(folder, source) } else { Ok(()) }
            }
            Part::Closes(..) => {
                self.open.pop();
                Ok(())
            }
            Part::Entry(list, text) => self.entry(list, text),
            Part::Broken(source, why) => self.row(source.as_bytes(), Err(Refusal::Failed(why))),
        }
    }

    fn entry(&mut self, list: &str, text: &str) -> Result<()> {
        if list.is_empty() {
            return self.row(text.as_bytes(), Err(Refusal::Failed("it holds no bookmarks".to_owned())));
        }
        let entry = match Entry::parse(text) {
            Ok(entry) => entry,
            Err(refusal) => return self.row(text.as_bytes(), Err(refusal)),
        };
        if let Some(folder) = (self.browser.folder)(list, &entry) {
            let row = self.collection(&folder, true);
            return row.map_or(Ok(()), |item| self.row(text.as_bytes(), item));
        }
        let item = match self.refusal() {
            Some(refusal) => Some(Err(refusal)),
            None => (self.browser.bookmark)(entry, self.way()),
        };
        item.map_or(Ok(()), |item| self.row(text.as_bytes(), item))
    }

    fn folder(&mut self, folder: &Folder, source: &[u8]) -> Result<()> {
        let item = self.collection(folder, false);
        item.map_or(Ok(()), |item| self.row(source, item))
    }

    /// A folder as a collection; `within` when it is not open itself.
    fn collection(&self, folder: &Folder, within: bool) -> Option<Result<ImportedItem, Refusal>> {
        match folder {
            Folder::Everybodys | Folder::Tags => None,
            Folder::Refused(refusal) => Some(Err(refusal.clone())),
            Folder::Named(name) => {
                let Way { mut path, tagged } = self.way();
                if tagged {
                    return None;
                }
                path.extend(within.then(|| name.clone()));
                Some(Ok(ImportedItem::Collection(ImportedCollection { path, description: None })))
            }
        }
    }

    /// Why nothing comes in of what stands here.
    fn refusal(&self) -> Option<Refusal> {
        self.open.iter().find_map(|folder| match folder {
            Folder::Refused(refusal) => Some(refusal.clone()),
            _ => None,
        })
    }

    fn way(&self) -> Way {
        let mut way = Way::default();
        for folder in &self.open {
            match folder {
                Folder::Named(name) => way.path.push(name.clone()),
                Folder::Tags => way.tagged = true,
                Folder::Everybodys | Folder::Refused(_) => {}
            }
        }
        way
    }

    fn row(&mut self, source: &[u8], item: Result<ImportedItem, Refusal>) -> Result<()> {
        self.rows += 1;
        (self.take)(ImportedRow { place: format!("entry {}", self.rows), source: source.to_vec(), item })
    }
}

/// The name of a folder.
fn name(entry: &Entry, field: &str) -> String {
    entry.text(field).unwrap_or_else(|| "Untitled".to_owned())
}

#[cfg(test)]
mod tests;
