//! Files of a zip archive.

use std::collections::HashSet;
use std::io::Cursor;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::{each_of, failed, is_of_system, is_page_of};
use crate::error::Result;
use crate::import::page::{self, Beside, Packed, folders_of, stem_of_folder};
use crate::import::zipped::Zipped;
use crate::import::{Input, Take};

/// Reads every file of an archive, in its order.
pub(super) fn each(input: Input, depth: usize, take: Take<'_>) -> Result<()> {
    let name = input.head.name.clone();
    let zip = match Zipped::open(input) {
        Ok(zip) => zip,
        Err(why) => return take(failed(&name, &why)),
    };
    let names = zip.names().to_vec();
    if let Some(why) = zip.damage().map(str::to_owned) {
        take(failed(&name, &why))?;
    }
    let folders = Folders::of(&names);
    let zip = Arc::new(Mutex::new(zip));
    for path in &names {
        if path.split('/').any(is_of_system) || folders.is_of_page(path) {
            continue;
        }
        let read = zip.lock().unwrap_or_else(PoisonError::into_inner).read(path);
        let opened = read.and_then(|bytes| {
            Input::new(Path::new(path), Box::new(Cursor::new(bytes))).map_err(|error| error.to_string())
        });
        match opened {
            Ok(input) => {
                let beside = folders.beside(path, &zip);
                each_of(path, input, depth, |input| page::open_with(input, Some(beside)), take)?;
            }
            Err(why) => take(failed(path, &why))?,
        }
    }
    Ok(())
}

/// The folders of an archive that belong to pages beside them, each with `/` at its end.
struct Folders(HashSet<String>);

impl Folders {
    fn of(names: &[String]) -> Self {
        let all: HashSet<&str> =
            names.iter().flat_map(|name| name.match_indices('/').map(|(at, _)| &name[..at])).collect();
        let pages: HashSet<(&str, &str)> = names.iter().filter_map(|name| page_of(name)).collect();
        let is_of_page = |folder: &&str| {
            let (parent, name) = folder.rsplit_once('/').unwrap_or(("", folder));
            stem_of_folder(name).is_some_and(|stem| pages.contains(&(parent, stem)))
        };
        Self(all.into_iter().filter(is_of_page).map(|folder| format!("{folder}/")).collect())
    }

    fn is_of_page(&self, path: &str) -> bool {
        path.match_indices('/').any(|(at, _)| self.0.contains(&path[..=at]))
    }

    /// What lies beside a page.
    fn beside(&self, path: &str, zip: &Arc<Mutex<Zipped>>) -> Beside {
        let parent = path.rfind('/').map_or("", |at| &path[..=at]);
        let stem = page_of(path).map(|(_, stem)| stem);
        let own =
            stem.and_then(|stem| folders_of(stem).find(|name| self.0.contains(&format!("{parent}{name}/"))));
        let tree = Packed { zip: Arc::clone(zip), folder: parent.to_owned() };
        Beside { tree: Arc::new(tree), folder: own }
    }
}

/// The folder of a file that may be a page, and its name without the ending.
fn page_of(path: &str) -> Option<(&str, &str)> {
    let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, _) = name.rsplit_once('.')?;
    is_page_of(name, stem).then_some((parent, stem))
}
