//! The words of all tags, kept in memory until a tag changes: each keystroke looks in them.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use rusqlite::Connection;

use super::vocabulary::bounds;
use crate::db;
use crate::error::Result;
use crate::library::Library;
use crate::model::TagId;
use crate::search::{self, Leaf, Term};

/// The tags of an archive and which of them have which words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::library) struct TagWords {
    tags: Vec<(TagId, String)>,
    /// Places in `tags`, each with how often it has the word.
    having: BTreeMap<String, Vec<(usize, u32)>>,
}

/// The words of the tags as they were last read, with the state of the archive.
pub(in crate::library) type MadeTagWords = Option<(u64, Arc<TagWords>)>;

impl Library {
    /// The words of all tags, not older than `version`.
    pub(super) fn tag_words(&self, conn: &Connection, version: u64) -> Result<Arc<TagWords>> {
        let kept = || self.inner.made_tag_words.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept().clone();
        if let Some((_, words)) = known.as_ref().filter(|(of, _)| *of == version) {
            return Ok(Arc::clone(words));
        }
        let tags = db::tag_paths(conn)?;
        let words = match known.filter(|(_, words)| words.tags == tags) {
            Some((_, words)) => words,
            None => Arc::new(TagWords::of(tags)),
        };
        *kept() = Some((version, Arc::clone(&words)));
        Ok(words)
    }
}

impl TagWords {
    fn of(tags: Vec<(TagId, String)>) -> Self {
        let mut having: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
        for (at, (_, path)) in tags.iter().enumerate() {
            for word in search::index_words(&search::index_text(path)) {
                let tags = having.entry(word.to_owned()).or_default();
                match tags.last_mut().filter(|(last, _)| *last == at) {
                    Some((_, times)) => *times += 1,
                    None => tags.push((at, 1)),
                }
            }
        }
        Self { tags, having }
    }

    /// The tags that fulfil a condition on words.
    pub(super) fn fulfilling(&self, leaf: &Leaf) -> Vec<TagId> {
        if leaf.field.is_some() {
            return Vec::new();
        }
        let mut places: Vec<usize> =
            leaf.terms.iter().flat_map(|term| self.places(term)).map(|(at, _)| at).collect();
        places.sort_unstable();
        places.dedup();
        let tags = places.into_iter().map(|at| &self.tags[at]);
        tags.filter(|(_, path)| !leaf.sought.hits(path).is_empty()).map(|(id, _)| *id).collect()
    }

    /// The tags that have a word, with how often.
    pub(super) fn having(&self, term: &Term) -> Vec<(TagId, u32)> {
        let mut having: BTreeMap<usize, u32> = BTreeMap::new();
        for (at, times) in self.places(term) {
            *having.entry(at).or_insert(0) += times;
        }
        having.into_iter().map(|(at, times)| (self.tags[at].0, times)).collect()
    }

    fn places(&self, term: &Term) -> impl Iterator<Item = (usize, u32)> {
        self.having.range(bounds(term)).flat_map(|(_, tags)| tags.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_each_path() {
        let paths = ["world/iran", "world/world news", "iranian"];
        let tags = (1..).zip(paths).map(|(id, path)| (TagId(id), path.to_owned())).collect();
        let words = TagWords::of(tags);
        let having = |word: &str, open| {
            let tags = words.having(&Term { word: word.to_owned(), open });
            tags.into_iter().map(|(id, times)| (id.0, times)).collect::<Vec<_>>()
        };
        assert_eq!(having("world", false), [(1, 1), (2, 2)]);
        assert_eq!(having("iran", false), [(1, 1)]);
        assert_eq!(having("iran", true), [(1, 1), (3, 1)]);
        assert_eq!(having("x", true), []);
    }
}
