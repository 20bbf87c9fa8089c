//! The engine that finds the article among everything else on the page, behind one function.
//!
//! dom_smoothie is a port of Mozilla's Readability that works on the tree we already have and leaves its structure whole.

use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};

use super::dom;

/// An article shorter than this, on a page with several times as much text in one place, was missed by the engine.
const SHORT_CHARS: usize = 400;

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
}

/// Finds the article in a page's tree.
pub(in crate::capture) fn extract(document: Document) -> Extraction {
    let fallback = document.clone();
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let Ok(mut engine) = Readability::with_document(document, None, Some(config)) else {
        return best_container(fallback);
    };
    if engine.parse().is_err() {
        return best_container(fallback);
    }
    let document = engine.doc;
    let root = document
        .select_single("#readability-page-1")
        .nodes()
        .first()
        .map(|n| (n.id, n.normalized_char_count()));
    match root {
        Some((id, chars)) if chars >= SHORT_CHARS => Extraction { document, root: Some(id) },
        Some((id, chars)) => {
            let other = best_container(fallback);
            let other_chars = other.root().map_or(0, |r| r.normalized_char_count());
            if other_chars > chars.saturating_mul(2).max(200) {
                other
            } else {
                Extraction { document, root: Some(id) }
            }
        }
        None => best_container(fallback),
    }
}

/// The container that says of itself that it holds the article, when it has paragraphs.
fn best_container(document: Document) -> Extraction {
    let mut best: Option<(NodeId, usize)> = None;
    for selector in ["[itemprop=articleBody]", "article", "main", "[role=main]", "#content", ".content"] {
        for node in document.select(selector).nodes() {
            let chars = paragraph_chars(node);
            if chars >= 140 && best.is_none_or(|(_, most)| chars > most) {
                best = Some((node.id, chars));
            }
        }
        if best.is_some() {
            break;
        }
    }
    Extraction { root: best.map(|(id, _)| id), document }
}

/// Characters in paragraphs that are not mostly links.
fn paragraph_chars(node: &NodeRef<'_>) -> usize {
    node.descendants_it()
        .filter(|n| n.has_name("p"))
        .map(|p| {
            let links: usize =
                p.descendants_it().filter(|n| n.has_name("a")).map(|a| a.normalized_char_count()).sum();
            let chars = p.normalized_char_count();
            if links * 2 > chars || dom::attr(&p, "hidden").is_some() { 0 } else { chars }
        })
        .sum()
}
