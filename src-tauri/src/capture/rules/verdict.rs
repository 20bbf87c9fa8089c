//! What a rule says of a page's blocks, in place of their odds.

use dom_query::Document;

use super::used::RuledPage;
use crate::capture::clean::tree::Node;
use crate::capture::selection::Decision;
use crate::model::Overruled;

/// When pruning would leave less than this of what the rule names (one part in so many), the rule knows better.
const LEFT: usize = 2;

/// Where a block stands, as the rule sees it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::capture) struct Place {
    body: bool,
    keep: bool,
}

/// Sees where each block stands, while the tree that they were read from is whole.
pub(in crate::capture) fn places(ruled: &RuledPage, blocks: &[Node], document: &Document) -> Vec<Place> {
    let place = |block: &Node| {
        let node = block.element().and_then(|e| e.origin).and_then(|id| document.tree.get(&id));
        node.map(|n| Place { body: ruled.is_body(&n), keep: ruled.is_kept(&n) }).unwrap_or_default()
    };
    blocks.iter().map(place).collect()
}

/// Decides as the rule says; tells for each block which key decided. A body without words decides nothing.
pub(in crate::capture) fn overrule(
    ruled: &mut RuledPage,
    places: &[Place],
    decisions: &mut [Decision],
) -> Vec<Option<Overruled>> {
    let by = |key: &str| Some(Overruled::Rule { key: key.to_owned() });
    let words = |decisions: &[Decision], of: &dyn Fn(&Decision) -> bool| -> usize {
        decisions.iter().zip(places).filter(|(d, place)| place.body && of(d)).map(|(d, _)| d.words).sum()
    };
    let named = words(decisions, &|_| true);
    if ruled.has_body() && named == 0 {
        ruled.found("body", false);
    }
    let has_body = ruled.has_body() && named > 0;
    let prune = ruled.prune && words(decisions, &|d| d.keep) * LEFT >= named;
    let decide = |(decision, place): (&mut Decision, &Place)| {
        let (keep, key) = match place {
            Place { keep: true, .. } => (true, "keep"),
            Place { body: true, .. } if has_body && !prune => (true, "body"),
            Place { body: false, .. } if has_body => (false, "body"),
            _ => return None,
        };
        decision.keep = keep;
        by(key)
    };
    decisions.iter_mut().zip(places).map(decide).collect()
}
