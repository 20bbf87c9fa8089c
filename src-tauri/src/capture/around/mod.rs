//! What a page leads on to: the stories of its lists around and inside the article, and what it is filed under.
//!
//! Everything here reads the page's tree and changes nothing in it, so that what is found never changes the article.

mod card;
mod lists;
mod places;
mod story;
mod topics;

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef};
use url::Url;

use super::clean::{Insert, Media};
use super::extract::TakenList;

use super::url::normalise_url;
use crate::model::{LinkPlace, PageLink};
use lists::List;

/// Stories kept of one page.
const MOST: usize = 200;

/// A list with more stories is one of the page, wherever it stands.
const MOST_OF_INSERT: usize = 4;

/// The page that stories are looked for on.
pub(super) struct Around<'a> {
    pub page: &'a Url,
    pub base: &'a Url,
    pub media: &'a Media,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Each target once, in the order of finding: lists that were taken out, other lists, topics.
    pub links: Vec<PageLink>,
    /// Inserts among the article's paragraphs.
    pub inserts: Vec<Insert>,
}

impl Around<'_> {
    /// Finds what a page leads on to. `taken` are lists that stand in the tree no more, `kept` the elements that the
    /// article's blocks were made of, in the order of the page.
    pub fn find(&self, document: &Document, taken: &[TakenList], kept: &[NodeId]) -> Found {
        let mut all = Collection::default();
        let (mut lists, mut inserts) = (Vec::new(), Vec::new());
        for list in taken {
            let Some(element) = document.tree.get(&list.element) else { continue };
            let stories = lists::read_taken(self, &element, list);
            lists.push(List { element: list.element, parent: list.parent, stories });
        }
        let body = document.body().unwrap_or_else(|| document.root());
        lists.extend(lists::find(self, &body, kept));
        let flow = Flow { kept, holders: with_ancestors(&body, kept) };
        for List { element, parent, mut stories } in lists {
            let inside = parent.and_then(|parent| flow.after(element, document.tree.get(&parent)?));
            if let Some(before) = inside.filter(|_| (1..=MOST_OF_INSERT).contains(&stories.len())) {
                stories.iter_mut().for_each(|story| story.place = LinkPlace::Inline);
                inserts.push(Insert { before, stories: stories.clone() });
            }
            all.extend(stories);
        }
        all.extend(topics::find(self, &body));
        Found { links: all.links, inserts }
    }
}

/// The article's own flow.
struct Flow<'a> {
    kept: &'a [NodeId],
    /// The elements that hold the article's, and these.
    holders: HashSet<NodeId>,
}

impl Flow<'_> {
    /// The block of the article that comes after an element in one box with it, where others come before it there. Elements
    /// are numbered in the order of the page.
    fn after(&self, element: NodeId, parent: NodeRef<'_>) -> Option<NodeId> {
        let holder = std::iter::once(parent)
            .chain(parent.ancestors_it(None))
            .find(|node| self.holders.contains(&node.id) && !node.has_name("body"))?;
        let inside = |id: &&NodeId| {
            let node = holder.tree.get(id);
            node.is_some_and(|node| node.ancestors_it(None).any(|around| around.id == holder.id))
        };
        let before = self.kept.iter().filter(|id| **id < element).any(|id| inside(&id));
        self.kept.iter().filter(|id| **id > element).filter(inside).min().copied().filter(|_| before)
    }
}

/// Stories by their targets: what several lists say of one is put together.
#[derive(Default)]
struct Collection {
    links: Vec<PageLink>,
    places: HashMap<String, usize>,
}

impl Collection {
    fn extend(&mut self, stories: Vec<PageLink>) {
        for story in stories {
            let key = normalise_url(&story.url).unwrap_or_else(|_| story.url.clone());
            if let Some(known) = self.places.get(&key).and_then(|at| self.links.get_mut(*at)) {
                known.teaser = known.teaser.take().or(story.teaser);
                known.picture = known.picture.take().or(story.picture);
                known.published = known.published.take().or(story.published);
            } else if self.links.len() < MOST {
                self.places.insert(key, self.links.len());
                self.links.push(story);
            }
        }
    }
}

/// The elements around some nodes, and these.
fn with_ancestors(document: &NodeRef<'_>, nodes: &[NodeId]) -> HashSet<NodeId> {
    let mut all = HashSet::new();
    for id in nodes {
        let mut current = document.tree.get(id);
        while let Some(node) = current.filter(|node| all.insert(node.id)) {
            current = node.parent();
        }
    }
    all
}

#[cfg(test)]
mod tests;
