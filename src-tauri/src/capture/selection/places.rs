//! Where a block stands: the elements around it and what their names say.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::names::{AROUND, KINDS, kinds_of};
use super::numbers::{combined, count, flag, hash};
use crate::capture::extract::dom;

/// What is known of the elements around blocks; neighbours share most of them.
pub(super) struct Places {
    known: HashMap<NodeId, Place>,
    densest: Option<NodeId>,
}

/// The elements from the body down to one, summed up.
#[derive(Clone, Default)]
pub(super) struct Place {
    depth: usize,
    around: [bool; AROUND.len()],
    kinds: [u8; KINDS.len()],
    own_kinds: [u8; KINDS.len()],
    densest: bool,
    hidden: bool,
    declared: bool,
    pub path: u64,
    pub path_of_names: u64,
    pub box_of_names: u64,
}

impl Places {
    pub fn new(densest: Option<NodeId>) -> Self {
        Self { known: HashMap::new(), densest }
    }

    pub fn of(&mut self, node: NodeRef<'_>) -> Place {
        if let Some(place) = self.known.get(&node.id) {
            return place.clone();
        }
        let mut chain = vec![node];
        let mut place = Place::default();
        for ancestor in node.ancestors_it(None).filter(NodeRef::is_element) {
            if let Some(known) = self.known.get(&ancestor.id) {
                place = known.clone();
                break;
            }
            chain.push(ancestor);
        }
        for element in chain.into_iter().rev() {
            place.enter(&element, self.densest);
            self.known.insert(element.id, place.clone());
        }
        place
    }
}

impl Place {
    fn enter(&mut self, element: &NodeRef<'_>, densest: Option<NodeId>) {
        let Some(name) = dom::name(element).map(|n| n.to_owned()) else { return };
        self.depth += 1;
        if let Some(at) = AROUND.iter().position(|a| *a == name) {
            self.around[at] = true;
        }
        self.own_kinds = [0; KINDS.len()];
        // Names of the page as a whole say nothing of a part of it.
        if name != "body" && name != "html" {
            let names = names_of(element);
            if !names.is_empty() {
                self.own_kinds = kinds_of(&names);
            }
            for (all, own) in self.kinds.iter_mut().zip(self.own_kinds) {
                *all = all.saturating_add(own);
            }
        }
        self.densest |= Some(element.id) == densest;
        self.hidden |= is_hidden(element);
        self.declared |= dom::attr(element, "itemprop").is_some_and(|p| p.contains("articleBody"));
        self.path = combined(&[self.path, hash(&name)]);
        self.box_of_names = self.path_of_names;
        let class = dom::attr(element, "class").unwrap_or_default();
        self.path_of_names = combined(&[self.path_of_names, hash(&name), hash(&class)]);
    }

    /// Whether a name between an element and this place in it says that what is here is not the article.
    pub fn is_apart_in(&self, around: &Self) -> bool {
        KINDS.iter().zip(self.kinds).zip(around.kinds).any(|(((kind, _), here), there)| {
            here > there
                && matches!(
                    *kind,
                    "comments"
                        | "related"
                        | "promotion"
                        | "sharing"
                        | "author"
                        | "advertising"
                        | "footer"
                        | "navigation"
                        | "consent"
                )
        })
    }

    /// Depth and the rest of the block's own features, then the elements around it, then the kinds of names.
    pub fn features(&self) -> Vec<f32> {
        let mut features =
            vec![count(self.depth), flag(self.densest), flag(self.hidden), flag(self.declared)];
        features.extend(self.around.map(flag));
        features.extend(self.kinds.map(f32::from));
        features.extend(self.own_kinds.map(f32::from));
        features
    }
}

/// What an element is called, in lower case: by its classes and its id, and by what programs and tests call it.
fn names_of(element: &NodeRef<'_>) -> String {
    const NAMING: [&str; 8] =
        ["class", "id", "itemprop", "role", "data-testid", "data-component", "data-qa", "data-module"];
    dom::values(element, &NAMING)
}

fn is_hidden(element: &NodeRef<'_>) -> bool {
    let style_hides = || {
        dom::attr(element, "style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            let style = style.to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
    };
    element.has_attr("hidden")
        || dom::attr(element, "aria-hidden").as_deref() == Some("true")
        || style_hides()
}
