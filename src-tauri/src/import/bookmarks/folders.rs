//! The folders that are open while a file of bookmarks is read.

/// Folders within folders; what lies deeper is taken for what lies there.
pub(super) const DEEPEST: usize = 100;

/// Attributes by which browsers mark the folders that everybody has.
const MARKS: &[&str] = &[
    "personal_toolbar_folder",
    "unfiled_bookmarks_folder",
    "mobile_bookmarks_folder",
    "bookmarks_menu",
    "places_root",
];

/// The same folders by their English names, where a browser does not mark them.
const NAMES: &[&str] = &[
    "bookmarks",
    "bookmarks bar",
    "bookmarks menu",
    "bookmarks toolbar",
    "favorites bar",
    "favourites bar",
    "mobile bookmarks",
    "other bookmarks",
    "other favorites",
    "other favourites",
];

/// Whether a folder at the top is one that everybody has, and not one that a person made.
pub(in super::super) fn is_everybodys(name: &str, marks: impl IntoIterator<Item = impl AsRef<str>>) -> bool {
    NAMES.contains(&name.to_lowercase().as_str())
        || marks.into_iter().any(|mark| MARKS.contains(&mark.as_ref()))
}

/// The way to where one is: a level is one list within another, and not each is a folder.
#[derive(Debug, Default)]
pub(super) struct Folders {
    levels: Vec<Option<String>>,
    /// The folder whose list comes next.
    next: Option<String>,
    /// Levels beyond the deepest one.
    beyond: u64,
}

impl Folders {
    /// The names from the top down.
    pub(super) fn path(&self) -> Vec<String> {
        self.levels.iter().flatten().cloned().collect()
    }

    /// Whether nothing but the outermost list is open.
    pub(super) fn at_top(&self) -> bool {
        self.levels.len() <= 1 && self.beyond == 0
    }

    /// Whether another folder would lie too deep.
    pub(super) fn is_deepest(&self) -> bool {
        self.levels.len() >= DEEPEST
    }

    /// Whether a list is open.
    pub(super) fn is_open(&self) -> bool {
        !self.levels.is_empty()
    }

    /// Names the list that comes next.
    pub(super) fn name_next(&mut self, name: Option<String>) {
        self.next = name;
    }

    /// A list opens.
    pub(super) fn open(&mut self) {
        let name = self.next.take();
        if self.is_deepest() { self.beyond += 1 } else { self.levels.push(name) }
    }

    /// A list ends.
    pub(super) fn close(&mut self) {
        self.next = None;
        if self.beyond > 0 { self.beyond -= 1 } else { drop(self.levels.pop()) }
    }
}
