//! The engine that finds the article among everything else on the page, behind one function.
//!
//! dom_smoothie is a port of Mozilla's Readability that works on the tree we already have and leaves its structure whole.

use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};

use super::prose::{self, Densest};

/// The tree that holds the article, and where.
pub(in crate::capture) struct Extraction {
    document: Document,
    root: Option<NodeId>,
}

impl Extraction {
    /// The element below which the article stands; nothing when no article was found.
    pub fn root(&self) -> Option<NodeRef<'_>> {
        self.document.tree.get(&self.root?)
    }

    /// Whether the engine missed most of the prose that stands together in one place of the page.
    pub fn missed(&self, densest: Densest) -> bool {
        let found = self.root().map_or(0, prose::length);
        densest.length >= MIN_PROSE && found * 10 < densest.length * 7
    }

    /// The article as one element of a tree.
    pub fn whole(document: Document, root: NodeId) -> Self {
        Self { document, root: Some(root) }
    }
}

/// Prose shorter than this is no article that the engine could have missed.
const MIN_PROSE: usize = 160;

/// Finds the article in a page's tree, which it takes apart.
pub(in crate::capture) fn extract(document: Document) -> Extraction {
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let Ok(mut engine) = Readability::with_document(document, None, Some(config)) else {
        return Extraction { document: Document::default(), root: None };
    };
    if engine.parse().is_err() {
        return Extraction { document: engine.doc, root: None };
    }
    let document = engine.doc;
    let root = document.select_single("#readability-page-1").nodes().first().map(|n| n.id);
    Extraction { document, root }
}
